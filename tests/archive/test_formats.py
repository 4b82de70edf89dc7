"""Archives of every released format open, are sound, and take new reports; whatever a record holds comes back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_reports import report

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.archive.shapes import FORMAT
from demarche.archive.upkeep import check, repair
from demarche.records import Document, Event, Force, Problem, Record, Run, Span, Statement

Make = Callable[..., Archive]
KEPT = Path(__file__).parent / "formats"


def test_the_format_of_today_is_kept() -> None:
    assert (KEPT / str(FORMAT)).is_dir(), "keep an archive of each released format: see tests/archive/formats/README.md"


@pytest.mark.parametrize("folder", sorted(p for p in KEPT.iterdir() if p.is_dir()), ids=lambda p: f"format {p.name}")
def test_an_archive_of_a_released_format_opens_and_grows(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "dossier"
    shutil.copytree(folder / "dossier", path)
    told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    d = archive.open(path)
    assert d.fingerprint == told["fingerprint"]
    assert {name: d.count(name) for name in told["rows"]} == told["rows"]
    assert {row["verdict"] for row in d.events()} == {None, "changed"}
    assert check(d).troubles == ()
    Writer(path).add([Incoming(report(99))])
    assert d.latest().count("reports") == d.count("reports") + 1
    assert repair(path).files == 0


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(lambda text: text.strip())
CODES = st.lists(st.sampled_from(["RUS", "UKR/MIL", "NATO", "X:Ça, ‘va’", "=1"]), max_size=3, unique=True).map(tuple)
MAYBE = st.none() | TEXT


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records of any text, with items on any of its words."""
    text = draw(TEXT)
    when = draw(st.none() | st.sampled_from(["2022", "2022-02-30"]))
    document = Document(text, draw(st.none() | st.just("nl")), when,
                        draw(MAYBE), draw(MAYBE), draw(MAYBE),
                        problems=(Problem("odd", draw(TEXT)),))  # fmt: skip

    def words() -> tuple[Span, ...]:
        found = [(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1) if text[a:b].strip()]
        return (Span.of(text, *draw(st.sampled_from(found[:200]))),)

    statement = Statement("s1", draw(MAYBE), draw(CODES), words(), words(), "direct", draw(CODES))
    event = Event("e1", draw(st.sampled_from(["ACCUSE", "NEW"])), None, draw(CODES), draw(CODES), "actual", None,
                  draw(st.none() | st.sampled_from(["2021-12", "2021-12-01/2022-01-03", "soon"])), draw(MAYBE),
                  words() + words())  # fmt: skip
    force = Force("f1", None, "troops", 0, draw(st.integers(0, 2**40)), True, None, None, words())
    return Record(document, (), (statement,), (event,), forces=(force,), run=Run("1", "p", "a", "b"))


_NUMBER = count()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(records(), min_size=1, max_size=8))
def test_whatever_a_record_holds_comes_back(dossier: Make, some: list[Record]) -> None:
    # Each example has an archive of its own: a text that an example before this one held would count as there already.
    d = dossier(some, f"dossier-{next(_NUMBER)}")
    held = [record for _, record in d.records(_names(d))]
    newest = {
        record.document.url or record.document.text: record for record in some
    }  # a later one at an address counts
    if len({record.document.text for record in some}) == len(newest) == len(some):
        assert all(one in held for one in some)
    assert check(d).troubles == ()


def _names(d: Archive) -> list[str]:
    found: list[str] = d.table("reports").column("report").to_pylist()
    return found
