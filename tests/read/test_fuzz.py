"""Files of every kind, broken at random: each report is read, or its trouble has a name; nothing else comes out.

A fuzzer that is guided by coverage is ``benchmarks/fuzz_readers.py``; what it finds becomes a case here.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seeds import seeds

from demarche.errors import InputError
from demarche.read import Source, read_many
from demarche.read.web.lists import addresses_in

SEEDS = seeds()
#: A release is tried with 1,000: EXAMPLES=1000 python -m pytest tests/read/test_fuzz.py
EXAMPLES = int(os.environ.get("EXAMPLES", "25"))
#: How a stretch of a file is broken: what stands there becomes something else, is gone, stands twice, or the file ends.
Break = tuple[str, float, int, bytes]
BREAKS = st.lists(
    st.tuples(
        st.sampled_from(["other", "gone", "twice", "more", "end"]),
        st.floats(0, 1),
        st.integers(1, 64),
        st.one_of(
            st.binary(min_size=1, max_size=8),
            st.sampled_from([b"\x00" * 4, b"\xff" * 4, b"<![CDATA[", b"&x;", b"9" * 9]),
        ),
    ),
    min_size=1,
    max_size=6,
)


def broken(data: bytes, breaks: list[Break]) -> bytes:
    """The file with these breaks in it."""
    for how, share, length, other in breaks:
        at = int(share * len(data))
        before, there, after = data[:at], data[at : at + length], data[at + length :]
        middle = {"other": (other * length)[: len(there)], "gone": b"", "twice": there * 2, "more": there + other}
        data = before if how == "end" else before + middle[how] + after
    return data


def outcome(place: Path) -> list[Source]:
    """What a file gives; of a list, its addresses as sources without a document."""
    if place.name.startswith("list"):
        try:
            return [Source(address) for address, _ in addresses_in(place)]
        except InputError as trouble:
            return [Source(place.name, trouble=trouble)]
    return list(read_many(place))


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(breaks=BREAKS)
def test_a_broken_file_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, name: str, breaks: list[Break]
) -> None:
    place = tmp_path_factory.getbasetemp() / f"broken-{name}"
    place.write_bytes(broken(SEEDS[name], breaks))
    for source in outcome(place):
        assert isinstance(source.name, str) and source.name == source.name.encode("utf-8", "replace").decode()
        if source.document is not None:
            text = source.document.text
            assert text.encode("utf-8").decode("utf-8") == text and any(c.isalnum() for c in text)
            assert all(0 <= f.start < f.end <= len(text) for f in source.document.furniture)
        elif source.trouble is not None:
            assert len(str(source.trouble)) < 2_000


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_themselves_are_sound(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    found = outcome(tmp_path / name)
    assert found and all(source.trouble is None for source in found)


def test_what_a_library_says_of_a_broken_file_is_cut_short(tmp_path: Path) -> None:
    place = tmp_path / "long.zip"
    with zipfile.ZipFile(place, "w") as into:
        into.writestr("a" * 3_000 + ".txt", "Norway met Sweden.")
    place.write_bytes(place.read_bytes().replace(b"a" * 100, b"b" * 100, 1))
    (source,) = read_many(place)
    assert source.trouble is not None and len(str(source.trouble)) < 1_000
