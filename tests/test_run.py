"""The whole road: a document in, a record out, the same each time."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from demarche import packs
from demarche.errors import SettingError, UnknownLanguage
from demarche.read import read_text
from demarche.records import Furniture, check_words, spans_of
from demarche.records_json import SHAPES, dumps
from demarche.run import code, code_many, furnished, read, with_language

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORTS = sorted(EXAMPLES.glob("*.txt"))
GERMAN = "Die Regierungen in Oslo und Brüssel haben am Dienstag beschlossen, wieder miteinander zu verhandeln."


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_item_of_an_example_stands_on_its_words(path: Path) -> None:
    record = check_words(read(path))
    for kind in SHAPES:
        assert all(spans_of(item) for item in getattr(record, kind))
    assert len(record.events) >= 5
    assert len(record.statements) >= 5
    assert len(record.positions) >= 3


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_is_coded_from_furniture(path: Path) -> None:
    record = read(path)
    assert record.furniture
    for piece in record.furniture:
        for event in record.events:
            assert not any(piece.start <= span.start < piece.end for span in event.evidence)


def test_the_same_document_gives_the_same_bytes_whatever_came_between() -> None:
    first, between, again = code_many([read_text(path.read_text("utf-8")) for path in (REPORTS * 2)[:3]])
    assert dumps(first, full=True) == dumps(again, full=True) != dumps(between, full=True)


def test_a_record_names_the_run_that_made_it() -> None:
    run = read(REPORTS[0]).run
    assert run is not None and all((run.version, run.pipeline, run.packs, run.ontologies))


def test_ids_are_unique_in_a_record() -> None:
    for path in REPORTS:
        record = read(path)
        ids = [item.id for kind in SHAPES for item in getattr(record, kind)]
        assert len(ids) == len(set(ids))


def test_a_language_without_a_pack_is_refused_by_name() -> None:
    with pytest.raises(UnknownLanguage, match=r"'de'.*--language"):
        code(read_text(GERMAN))


def test_a_language_that_is_named_is_taken() -> None:
    document = replace(read_text(GERMAN), language="nl")
    assert with_language(document) == (document, ())


def test_a_pipeline_that_is_not_there_is_refused() -> None:
    with pytest.raises(SettingError, match="no_such_pipeline"):
        code(replace(read_text("Oslo wil praten."), language="nl"), pipeline="no_such_pipeline")


def test_furniture_is_marked_once_and_in_order() -> None:
    document = read_text(
        "date 2024-03-19\nNoorwegen praat met Brussel over vis.\n\nLees ook: De makreel trekt noordwaarts"
    )
    again = replace(document, furniture=(*document.furniture, Furniture(0, 4, "other")))
    marked = furnished(again, packs.load("nl")).furniture
    assert [piece.kind for piece in marked] == ["header", "link"]


ODD = ["Ja.", "?! Nee", "«»“”„ aan", "A\u0301\u0302\u0303 b", "x" * 5000, "een\x00twee", "\n\n\nwoord\r\n\r\n"]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_coded_without_trouble(text: str) -> None:
    record = code(replace(read_text(text), language="nl"))
    assert record.document.text == text


@pytest.mark.parametrize("looking", [True, False])
def test_coding_a_report_leaves_the_search_for_garbage_as_it_was(looking: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if looking else gc.disable)()
        read(REPORTS[0])
        assert gc.isenabled() == looking
    finally:
        (gc.enable if was else gc.disable)()
