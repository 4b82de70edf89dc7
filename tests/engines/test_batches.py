"""Batches: named after what decides their outcome, done once, the later text at an address after the earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import troublesome

from demarche import archive
from demarche.archive import Writer
from demarche.engines.batches import CHARACTERS, Batch, Placed, do, in_batches
from demarche.records import Document


def placed(*texts: str, url: str | None = None) -> list[Placed]:
    return [Placed(Document(text, "en", url=url), f"place {n}") for n, text in enumerate(texts)]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    archive.create(tmp_path / "dossier").close()
    yield Writer(tmp_path / "dossier")


def test_the_same_reports_and_settings_make_the_same_batches() -> None:
    texts = [f"fine {n}" for n in range(7)]
    one, other = (list(in_batches(placed(*texts), "settings", 3)) for _ in range(2))
    assert one == other
    assert [len(batch.reports) for batch in one] == [3, 3, 1]
    assert not {b.name for b in one} & {b.name for b in in_batches(placed(*texts), "other settings", 3)}
    assert one[0].name != next(in_batches(placed(*texts[1:]), "settings", 3)).name


def test_long_texts_make_small_batches() -> None:
    long = "x" * (CHARACTERS // 2)
    found = list(in_batches(placed(*(f"{n}{long}" for n in range(3))), "settings", 100))
    assert [len(batch.reports) for batch in found] == [1, 1, 1]


def test_the_later_text_at_an_address_waits_for_the_earlier_one() -> None:
    same = placed("first", "second", "third", url="https://example.org/a")
    others = placed(*(f"other {n}" for n in range(3)))
    found = list(in_batches([same[0], *others, *same[1:]], "settings", 2))
    waves = [(batch.wave, [one.document.text for one in batch.reports]) for batch in found]
    assert waves == [(0, ["first", "other 0"]), (0, ["other 1", "other 2"]), (1, ["second", "third"])]


def test_a_batch_is_done_once(writer: Writer) -> None:
    batch = Batch("name", tuple(placed("fine one", "fine two")))
    assert (do(writer, batch, troublesome.record).new, do(writer, batch, troublesome.record).again) == (2, True)
    with archive.open(writer.path) as d:
        assert d.count("reports") == 2 and d.version == 1


def test_a_batch_with_trouble_is_tried_again_for_what_it_lacks(writer: Writer) -> None:
    batch = Batch("name", tuple(placed("fine one", "odd", "fine two")))
    first, second = (do(writer, batch, troublesome.record) for _ in range(2))
    assert (first.new, first.same) == (2, 0)
    assert first.troubles and first.troubles[0].startswith("place 1: odd")
    assert (second.new, second.same, len(second.troubles), second.again) == (0, 2, 1, False)
