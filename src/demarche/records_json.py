"""A record as JSON: exactly the codebook's keys, or `full` with what demarche knows besides; and back again.

The codebook's form is what ``demarche read -o`` writes and what scores are taken on. The full form adds the run, the
problems met, the kinds of furniture, and for each item its confidence, rule, reasons, contexts, CAMEO code and day
of the week; the archive keeps that one. Both can be read back, and so can records coded by hand, whose spans may be
bare words ("words", or "words@2" for their second occurrence).

Keys are the fields of the shapes in ``records``, but for ``condition``, which the codebook calls ``if``.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, Field, asdict, fields
from functools import cache
from typing import Any, get_type_hints

from demarche.errors import BadRecord
from demarche.records import (
    Commitment,
    Condition,
    Detail,
    Document,
    Event,
    Force,
    Furniture,
    Item,
    Position,
    Problem,
    Record,
    Run,
    Span,
    Statement,
)

Json = dict[str, Any]

# Kind of item -> its shape and the letter that its ids begin with where the data has none.
SHAPES: dict[str, tuple[type[Item], str]] = {
    "statements": (Statement, "s"),
    "events": (Event, "e"),
    "positions": (Position, "p"),
    "commitments": (Commitment, "c"),
    "conditions": (Condition, "i"),
    "forces": (Force, "f"),
}
BEYOND_CODEBOOK = frozenset({"detail", "contexts", "cameo", "weekday"})
HEAD = ("language", "published", "outlet", "title", "url")
_ALWAYS_A_LIST = "evidence"
_ONE_NAME_OR_MANY = frozenset({"party", "by"})


def key_of(field_name: str) -> str:
    """The codebook's key for a field of a shape."""
    return "if" if field_name == "condition" else field_name


def to_json(record: Record, *, full: bool = False) -> Json:
    """The record as plain data.

    Spans are ``{"start", "end", "text"}``; ``content``, ``cue``, ``action``, ``if`` and ``then`` are one span, or a
    list where the words are split; ``evidence`` is always a list. ``full`` adds what the codebook does not have.
    """
    document = record.document
    data: Json = {"document": {key: getattr(document, key) for key in HEAD} | {"text": document.text}}
    data["furniture"] = [asdict(span) for span in record.furniture]
    for kind in SHAPES:
        data[kind] = [item_to_json(item, full=full) for item in getattr(record, kind)]
    if full:
        data["document"]["furniture"] = [asdict(piece) for piece in document.furniture]
        data["document"]["problems"] = [asdict(problem) for problem in document.problems]
        data["problems"] = [asdict(problem) for problem in record.problems]
        data["run"] = record.run and asdict(record.run)
    return data


def item_to_json(item: Item, *, full: bool = False) -> Json:
    """One statement, event, position, … under the codebook's keys."""
    return {
        key_of(f.name): _plain(f.name, getattr(item, f.name))
        for f in fields(item)
        if full or f.name not in BEYOND_CODEBOOK
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Detail):
        return {
            "confidence": value.confidence,
            "rule": value.rule,
            "reasons": [list(pair) for pair in value.reasons],
            "candidates": [list(pair) for pair in value.candidates],
        }
    if not isinstance(value, tuple):
        return value
    rows = [asdict(v) if isinstance(v, Span) else v for v in value]
    if name in _ONE_NAME_OR_MANY and not rows:
        return None
    is_single = len(rows) == 1 and (name in _ONE_NAME_OR_MANY or isinstance(value[0], Span))
    return rows[0] if is_single and name != _ALWAYS_A_LIST else rows


def dumps(record: Record, *, full: bool = False, indent: int | None = 1) -> str:
    """The record as JSON text, the same bytes for the same record; on one line where ``indent`` is None."""
    return json.dumps(to_json(record, full=full), ensure_ascii=False, indent=indent, allow_nan=False)


def loads(line: str, text: str | None = None) -> Record:
    """:func:`from_json` on JSON text."""
    try:
        data = json.loads(line)
    except ValueError as fault:
        raise BadRecord(f"this is no JSON: {fault}") from fault
    return from_json(data, text)


def from_json(data: Json, text: str | None = None) -> Record:
    """The record that :func:`to_json` wrote, or one coded by hand for ``text``.

    Items without an ``id`` get one from their kind and place ("p3"). ``text`` is needed where the data has none.

    Raises:
        BadRecord: naming the item, where a key is missing or words do not stand in the text.
    """
    head: Json = data.get("document") or {}
    whole = text if text is not None else head.get("text") or ""
    run = data.get("run")
    document = Document(
        whole,
        **{key: head.get(key) for key in HEAD},
        furniture=tuple(Furniture(**row) for row in head.get("furniture") or ()),
        problems=tuple(Problem(**row) for row in head.get("problems") or ()),
    )
    items = {
        kind: tuple(_item(shape, row, whole, f"{letter}{n}") for n, row in enumerate(data.get(kind) or (), start=1))
        for kind, (shape, letter) in SHAPES.items()
    }
    return Record(
        document=document,
        furniture=spans_in(data.get("furniture"), whole, "furniture"),
        problems=tuple(Problem(**row) for row in data.get("problems") or ()),
        run=Run(**run) if run else None,
        **items,  # type: ignore[arg-type]
    )


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


def _item(shape: Any, row: Json, text: str, name: str) -> Item:
    name = str(row.get("id") or name)
    values = {f.name: _value(f, _hints(shape)[f.name], row, text, name) for f in fields(shape)}
    item: Item = shape(**values | {"id": name})
    return item


def _value(f: Field[Any], hint: Any, row: Json, text: str, name: str) -> Any:
    key = key_of(f.name)
    value = row.get(key)
    if hint == tuple[Span, ...]:
        return spans_in(value, text, name)
    if hint is Detail:
        return _detail(value or {})
    if hint == tuple[str, ...]:
        return (value,) if isinstance(value, str) else tuple(value or ())
    if value is None and f.default is not MISSING:
        return f.default
    if value is None and hint in (int, str, bool) and key != "id":
        raise BadRecord(f"{name}: the key {key!r} is missing")
    return value


def _detail(row: Json) -> Detail:
    return Detail(
        confidence=row.get("confidence"),
        rule=row.get("rule"),
        reasons=tuple((str(a), float(b)) for a, b in row.get("reasons") or ()),
        candidates=tuple((str(a), float(b)) for a, b in row.get("candidates") or ()),
    )


def spans_in(value: Any, text: str, name: str) -> tuple[Span, ...]:
    """Spans given as offsets, as bare words, or as a list of either.

    Raises:
        BadRecord: where the words do not stand in the text (at the offsets given).
    """
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(span for one in value for span in spans_in(one, text, name))
    start, end = _place(value, text, name) if isinstance(value, str) else (int(value["start"]), int(value["end"]))
    words = text[start:end]
    if isinstance(value, dict) and value.get("text", words) != words:
        raise BadRecord(f"{name}: {value['text']!r} does not stand at {start} in the text")
    return (Span(start, end, words),)


def _place(words: str, text: str, name: str) -> tuple[int, int]:
    found = re.fullmatch(r"(.*?)(?:@(\d{1,2}))?", words, re.DOTALL)
    wanted, nth = found.groups(default="1") if found else (words, "1")
    start = -1
    for _ in range(int(nth)):
        start = text.find(wanted, start + 1)
        if start < 0:
            raise BadRecord(f"{name}: {words!r} does not stand in the text")
    return start, start + len(wanted)
