"""The reports that the coder is trained on, written and coded for this project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from demarche import ontologies
from demarche.records_json import from_json

CODER = Path(__file__).parents[2] / "models" / "coder"
sys.path.insert(0, str(CODER))
from coded import OWN, read_coded  # noqa: E402 isort: skip

REPORTS = list(read_coded(OWN))


def test_there_are_reports_and_sentences_in_both_languages():
    whole = {one.language for one in REPORTS if one.whole}
    sentences = {one.language for one in REPORTS if not one.whole}
    assert whole == sentences == {"nl", "en"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_item_rests_on_words_of_its_text(language):
    for one in REPORTS:
        if one.language == language:
            record = from_json(one.gold, one.text)  # raises where words do not stand in the text
            assert all(event.evidence for event in record.events), one.name


def test_events_are_of_plover_types_and_have_an_actor():
    known = set(ontologies.load().types)
    for one in REPORTS:
        for event in one.gold["events"]:
            assert event["type"] in known, one.name
            assert event["actors"], one.name


def test_made_up_reports_say_that_they_are():
    assert all(one.gold["document"].get("made_up") for one in REPORTS if one.whole)


def test_codings_of_public_texts_hold_no_words_and_are_left_out_without_the_texts(tmp_path, capsys):
    from coded import public

    assert list(public(OWN, tmp_path)) == []
    assert "codings left out" in capsys.readouterr().err
    for path in sorted((OWN / "public").glob("*.json")):
        assert '"text"' not in path.read_text(encoding="utf-8")
