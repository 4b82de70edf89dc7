"""The published schema is the one that the shapes make, and records fit it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from demarche.record_schema import schema
from demarche.records_json import SHAPES, from_json, to_json

HOUSE = Path(__file__).parents[1]
GOLD = HOUSE.parent / "shared" / "gold"
TEXT = "Noorwegen wil praten, zei Oslo."
RECORD = {
    "statements": [{"speaker": None, "party": "NOR", "cue": "zei Oslo", "content": "Noorwegen wil praten",
                    "mode": "indirect"}],
    "positions": [{"party": "NOR", "stance": "support", "topic": "talks", "evidence": ["Noorwegen wil praten"]}],
}  # fmt: skip


def test_the_published_schema_is_the_one_of_the_shapes() -> None:
    published = json.loads((HOUSE / "docs" / "record.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "run `make schema`"


def test_the_schema_itself_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("full", [False, True])
def test_a_record_fits_the_schema(full: bool) -> None:
    jsonschema.validate(to_json(from_json(RECORD, TEXT), full=full), schema())


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("statements", {"mode": "loud"}),
        ("statements", {"content": []}),
        ("positions", {"stance": "perhaps"}),
        ("positions", {"topic": "weather"}),
        ("positions", {"evidence": []}),
    ],
)
def test_what_the_codebook_does_not_have_is_refused(kind: str, change: dict[str, object]) -> None:
    data = to_json(from_json(RECORD, TEXT))
    data[kind][0].update(change)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


@pytest.mark.skipif(not GOLD.exists(), reason="the gold records are not beside this checkout")
def test_gold_records_fit_the_schema() -> None:
    check = jsonschema.Draft202012Validator(schema())
    for place in sorted(GOLD.rglob("*.json")):
        text = place.with_suffix(".txt").read_text(encoding="utf-8")
        record = from_json(json.loads(place.read_text(encoding="utf-8")), text)
        faults = [f"{place.name}: {fault.json_path} {fault.message}" for fault in check.iter_errors(to_json(record))]
        assert not faults
        assert set(SHAPES) <= set(to_json(record))
