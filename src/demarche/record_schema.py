"""The JSON Schema of a record, made from the shapes in ``records`` and the lists in ``ontologies``.

``python -m demarche.record_schema`` prints it; the published copy is ``docs/record.schema.json``.
"""

from __future__ import annotations

import json
from dataclasses import fields
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from demarche import ontologies
from demarche.records import Detail, Span
from demarche.records_json import BEYOND_CODEBOOK, HEAD, SHAPES, key_of

Json = dict[str, Any]

STANCES = ("demand", "offer", "accept", "reject", "support", "oppose", "open")
SPEECH_MODES = ("direct", "indirect", "mixed")
# What is counted most; the codebook lets another word stand where none of these fits.
FORCES = (
    "troops", "tanks", "aircraft", "ships", "missiles", "drones", "killed", "wounded", "captured", "displaced",
)  # fmt: skip
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_WHEN = r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$"
_NULL: Json = {"type": "null"}
_SPAN: Json = {"$ref": "#/$defs/span"}
_SPANS: Json = {"type": "array", "items": _SPAN, "minItems": 1}
_ONE_NAME_OR_MANY: Json = {
    "oneOf": [_NULL, {"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 2}]
}


def schema() -> Json:
    """The schema (draft 2020-12) of the codebook's form; the full form has further keys, which it lets pass."""
    kinds = {kind: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}} for kind in SHAPES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Record of a news report",
        "description": "What a report says: who said, wants or did what, each item with its words. See codebook.md.",
        "type": "object",
        "properties": {
            "document": {"$ref": "#/$defs/document"},
            "furniture": {"type": "array", "items": _SPAN},
            **kinds,
        },
        "required": ["document", "furniture", *SHAPES],
        "$defs": {"span": _span(), "document": _document()} | {kind: _item(kind) for kind in SHAPES},
    }


def _span() -> Json:
    place = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "description": "Words of the text: text == document.text[start:end], in Unicode code points.",
        "properties": {"start": place, "end": place, "text": {"type": "string", "minLength": 1}},
        "required": ["start", "end", "text"],
        "additionalProperties": False,
    }


def _document() -> Json:
    text_or_null: Json = {"type": ["string", "null"]}
    known = dict.fromkeys(HEAD, text_or_null)
    known["published"] = {"type": ["string", "null"], "pattern": _DATE}
    return {
        "type": "object",
        "properties": known | {"text": {"type": "string"}},
        "required": [*HEAD, "text"],
    }


def _item(kind: str) -> Json:
    shape, _ = SHAPES[kind]
    hints = get_type_hints(shape)
    properties = {
        key_of(f.name): _field(kind, f.name, hints[f.name]) for f in fields(shape) if f.name not in BEYOND_CODEBOOK
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _field(kind: str, name: str, hint: Any) -> Json:
    special = _special(kind, name)
    if special is not None:
        return special
    if hint == tuple[Span, ...]:
        return _SPANS if name == "evidence" else {"oneOf": [_SPAN, _SPANS | {"minItems": 2}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": {"type": "string"}}
    if isinstance(hint, UnionType):
        return {"type": [_plain(part) for part in get_args(hint)]}
    return {"type": _plain(hint)}


def _plain(hint: Any) -> str:
    assert hint is not Detail
    return {int: "integer", bool: "boolean", str: "string"}.get(hint, "null")


def _special(kind: str, name: str) -> Json | None:
    """What the codebook says of a field beyond its type."""
    lists_of = ontologies.load()
    modes = sorted({mode for one in lists_of.types.values() for mode in one.modes})
    lists: dict[tuple[str, str], Json] = {
        ("statements", "party"): _ONE_NAME_OR_MANY,
        ("statements", "mode"): {"enum": list(SPEECH_MODES)},
        ("events", "type"): {"enum": list(lists_of.types)},
        ("events", "mode"): {"enum": [*modes, None]},
        ("events", "status"): {"enum": list(lists_of.statuses)},
        ("events", "when"): {"type": ["string", "null"], "pattern": _WHEN},
        ("events", "actors"): {"type": "array", "items": {"type": "string"}, "minItems": 1},
        ("positions", "stance"): {"enum": list(STANCES)},
        ("positions", "topic"): {"enum": list(lists_of.topics)},
        ("commitments", "deadline"): {"type": ["string", "null"], "pattern": _WHEN},
        ("conditions", "by"): _ONE_NAME_OR_MANY,
        ("conditions", "kind"): {"enum": ["threat", "promise"]},
        ("forces", "what"): {"type": "string", "minLength": 1, "examples": list(FORCES)},
    }
    return lists.get((kind, name))


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2))
