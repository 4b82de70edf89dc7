"""A record written as JSON and read back is the same record, and its keys are the codebook's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demarche.errors import BadRecord
from demarche.records import check_words
from demarche.records_json import SHAPES, dumps, from_json, loads, to_json

TEXT = (
    "Noorwegen eist dat Rusland zijn trawlers terugtrekt, zei minister Eide. "
    'Moskou noemde dat "onzin". Noorwegen en Rusland spraken af te praten.'
)
CODED = {
    "document": {"language": "nl", "published": "2024-05", "outlet": None, "title": None, "url": None},
    "furniture": [],
    "statements": [
        {"id": "s1", "speaker": "Espen Barth Eide", "party": "NOR", "cue": "zei minister Eide", "mode": "indirect",
         "content": "Noorwegen eist dat Rusland zijn trawlers terugtrekt", "via": []},
        {"id": "s2", "speaker": None, "party": ["RUS"], "cue": "Moskou noemde", "content": ["dat@2", '"onzin"'],
         "mode": "mixed", "via": ["TASS"]},
    ],
    "events": [
        {"id": "e1", "type": "AGREE", "mode": None, "actors": ["NOR", "RUS"], "recipients": [], "status": "actual",
         "claimed_by": None, "when": None, "where": None, "evidence": ["Noorwegen en Rusland spraken af te praten"]},
    ],
    "positions": [
        {"party": "NOR", "stance": "demand", "topic": "food-and-transit", "object": "RUS", "towards": ["RUS"],
         "evidence": [{"start": 0, "end": 14, "text": "Noorwegen eist"}]},
    ],
    "commitments": [], "conditions": [], "forces": [],
}  # fmt: skip
GOLD = Path(__file__).parents[2] / "shared" / "gold"


def test_bare_words_stand_for_their_place() -> None:
    record = check_words(from_json(CODED, TEXT))
    first, second = record.statements
    assert (first.cue[0].start, first.cue[0].text) == (TEXT.index("zei"), "zei minister Eide")
    assert second.content[0].start == TEXT.index("dat", TEXT.index("dat") + 1)
    assert second.party == ("RUS",)


def test_items_without_an_id_get_one() -> None:
    assert from_json(CODED, TEXT).positions[0].id == "p1"


@pytest.mark.parametrize("full", [False, True])
def test_a_record_comes_back_as_it_went(full: bool) -> None:
    record = from_json(CODED, TEXT)
    assert loads(dumps(record, full=full)) == record
    assert dumps(record) == dumps(loads(dumps(record)))


def test_the_plain_form_has_the_codebooks_keys_and_no_other() -> None:
    data = to_json(from_json(CODED, TEXT))
    assert set(data) == {"document", "furniture", *SHAPES}
    assert set(data["document"]) == {"language", "published", "outlet", "title", "url", "text"}
    assert set(data["statements"][0]) == set(CODED["statements"][0])  # type: ignore[index]
    assert set(data["events"][0]) == set(CODED["events"][0])  # type: ignore[index]
    assert data["statements"][1]["party"] == "RUS"
    assert isinstance(data["statements"][0]["content"], dict)
    assert isinstance(data["statements"][1]["content"], list)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cue": "zei niemand"}, "s1: 'zei niemand' does not stand in the text"),
        ({"cue": {"start": 3, "end": 6, "text": "zei"}}, "does not stand at 3"),
        ({"mode": None}, "the key 'mode' is missing"),
    ],
)
def test_a_record_that_is_not_so_is_refused_by_item(change: dict[str, object], said: str) -> None:
    with pytest.raises(BadRecord, match=said):
        from_json({"statements": [{**CODED["statements"][0], **change}]}, TEXT)  # type: ignore[index]


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(BadRecord, match="no JSON"):
        loads("{")


@pytest.mark.skipif(not GOLD.exists(), reason="the gold records are not beside this checkout")
def test_every_gold_record_comes_back_as_it_went() -> None:
    for place in sorted(GOLD.rglob("*.json")):
        text = place.with_suffix(".txt").read_text(encoding="utf-8")
        record = check_words(from_json(json.loads(place.read_text(encoding="utf-8")), text))
        assert loads(dumps(record, full=True)) == record
