"""People's corrections laid over what the program found: pure, from rows and records to what to hide and what to show.

A correction keeps the item as the person saw it and as the person has it. It holds as long as its words stand in the
newest text of the report, whatever a newer coding makes of them; where they no longer stand it is stale, and listed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow as pa

from demarche.archive.rows import IDENTITY, Row, item_ids, item_row
from demarche.archive.shapes import ITEMS, TYPES
from demarche.archive.views import count, public
from demarche.records import Document, Item, Record, Span, spans_of
from demarche.records_json import from_json

VERDICT = {"confirm": "confirmed", "change": "changed", "add": "added"}
#: Share of characters (intersection over union) from which two items stand on the same words; the scorer's own.
SAME_WORDS = 0.5
#: What must agree, beside the words, for a recoded item to be the one that a person has judged.
CORE = {"events": ("type",), "positions": ("topic",), "forces": ("what",)}


@dataclass(frozen=True, slots=True)
class Standing:
    """A correction whose words stand: the raw items it takes away, and the item it puts there (None: rejected)."""

    row: Row
    gone: tuple[str, ...]
    item: Item | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as it stands: its stable id, itself, and the correction that put it there (None: as it was coded)."""

    id: str
    item: Item
    row: Row | None


@dataclass(frozen=True, slots=True)
class Overlay:
    """All corrections of an archive, worked out against its newest codings."""

    standing: tuple[Standing, ...]
    stale: tuple[Row, ...]
    hidden: pa.Table | None
    fixed: dict[str, pa.Table]

    def apply(self, report: str, record: Record) -> Record:
        """The record with its corrections: items taken out and put in, each kind in order of its words."""
        for kind in ITEMS:
            if any(s.row["report"] == report and s.row["kind"] == kind for s in self.standing):
                changed: dict[str, Any] = {kind: tuple(one.item for one in self.items(report, record, kind))}
                record = replace(record, **changed)
        return record

    def items(self, report: str, record: Record, kind: str) -> list[Shown]:
        """The items of one kind as they stand, with their stable ids; ``record`` is the report's as it was coded."""
        items = getattr(record, kind)
        ids = item_ids(report, kind, items)
        mine = [s for s in self.standing if s.row["report"] == report and s.row["kind"] == kind]
        found = [Shown(name, item, None) for name, item in zip(ids, items, strict=True)]
        if not mine:
            return found
        gone = {name for s in mine for name in s.gone}
        found = [one for one in found if one.id not in gone]
        found += [Shown(s.row["target"], s.item, s.row) for s in mine if s.item]
        found.sort(key=lambda one: spans_of(one.item)[0].start)
        names = _unique([one.item for one in found])
        return [replace(one, item=item) for one, item in zip(found, names, strict=True)]


def overlay(con: duckdb.DuckDBPyConnection) -> Overlay:
    """Read the corrections and the records they are about, and work out what to hide and what to show."""
    if not count(con, "_corrections"):
        return Overlay((), (), None, {})
    rows = _dicts(con, "SELECT * FROM _corrections ORDER BY made, id", [])
    active = active_of(rows)
    by_report: dict[str, list[Row]] = defaultdict(list)
    for row in active:
        by_report[row["report"]].append(row)
    query = "SELECT report, record, text FROM _reports WHERE report IN (SELECT unnest(?))"
    records = {
        row["report"]: from_json(json.loads(row["record"]), text=row["text"])
        for row in _dicts(con, query, [sorted(by_report)])
    }
    standing: list[Standing] = []
    stale: list[Row] = []
    for report, some in sorted(by_report.items()):
        for row in some:
            found = stand(row, records[report]) if report in records else None
            if found is None:
                stale.append(row)
            else:
                standing.append(found)
    hidden = pa.table({"id": sorted({name for s in standing for name in s.gone})}, schema=pa.schema([("id", "string")]))
    return Overlay(tuple(standing), tuple(stale), hidden, _fixed(standing, records))


def active_of(rows: Iterable[Row]) -> list[Row]:
    """The last correction of each item (rows in order of time); an ``undo`` leaves none."""
    last: dict[str, Row] = {}
    for row in rows:
        last.pop(row["target"], None)
        if row["action"] != "undo":
            last[row["target"]] = row
    return list(last.values())


def stand(row: Row, record: Record) -> Standing | None:
    """The correction against the record of its report; None where its words no longer stand in the text."""
    kind, document = row["kind"], record.document
    before = read_item(kind, row["before"], document) if row["before"] else None
    after = read_item(kind, row["after"], document) if row["after"] else None
    if before is None and after is None:
        return None
    items = getattr(record, kind)
    ids = item_ids(row["report"], kind, items)
    judged = [one for one in (before, after) if one is not None]
    loose = row["action"] != "reject"
    gone = [
        name
        for item, name in zip(items, ids, strict=True)
        if name == row["target"] or any(_same(kind, item, one, loose=loose) for one in judged)
    ]
    return Standing(row, tuple(gone), after)


def read_item(kind: str, text: str, document: Document) -> Item | None:
    """An item kept as JSON, its words looked up in the text where they moved; None where they do not stand there."""
    moved = _moved(json.loads(text), document.text)
    if moved is None:
        return None
    items: tuple[Item, ...] = getattr(from_json({"document": {}, kind: [moved]}, text=document.text), kind)
    return items[0]


def _moved(value: Any, text: str) -> Any:
    """JSON with every span at the place where its words stand now (the nearest); None where one is lost."""
    if isinstance(value, list):
        found = [_moved(one, text) for one in value]
        return None if any(new is None and old is not None for new, old in zip(found, value, strict=True)) else found
    if not isinstance(value, dict):
        return value
    if {"start", "end", "text"} <= value.keys():
        return _nearest(value, text)
    pairs = {key: _moved(one, text) for key, one in value.items()}
    return None if any(pairs[key] is None and value[key] is not None for key in value) else pairs


def _nearest(span: dict[str, Any], text: str) -> dict[str, Any] | None:
    words, start = span["text"], span["start"]
    if text[start : span["end"]] == words:
        return span
    places = [n for n in (text.find(words, start), text.rfind(words, 0, max(0, start))) if n >= 0]
    if not places:
        return None
    near = min(places, key=lambda n: abs(n - start))
    return {"start": near, "end": near + len(words), "text": words}


def _same(kind: str, a: Item, b: Item, *, loose: bool) -> bool:
    """Whether two items of a kind are the same one, perhaps coded anew.

    With equal parties and type any shared word will do; ``loose``: the same core (type, topic, …) on half the words.
    """
    share = overlap(a, b)
    if share > 0 and all(getattr(a, name) == getattr(b, name) for name in IDENTITY[kind]):
        return True
    return loose and share >= SAME_WORDS and all(getattr(a, n) == getattr(b, n) for n in CORE.get(kind, ()))


def overlap(a: Item, b: Item) -> float:
    """Share of characters that both items stand on, intersection over union (0 to 1)."""
    x, y = _places(a), _places(b)
    return len(x & y) / len(x | y) if x | y else 0.0


def _places(item: Item) -> set[int]:
    spans: tuple[Span, ...] = getattr(item, "content", None) or spans_of(item)
    return {i for span in spans for i in range(span.start, span.end)}


def _unique(items: list[Item]) -> list[Item]:
    """The items with ids of their own: an added one may have the id of one that is there."""
    seen: set[str] = set()
    found = []
    for item in items:
        name, n = item.id, 2
        while name in seen:
            name, n = f"{item.id}-{n}", n + 1
        seen.add(name)
        found.append(replace(item, id=name))
    return found


def _fixed(standing: list[Standing], records: dict[str, Record]) -> dict[str, pa.Table]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for one in standing:
        if one.item is None:
            continue
        row = one.row
        shown = item_row(row["kind"], one.item, row["target"], records[row["report"]].document)
        checked = {"verdict": VERDICT[row["action"]], "checked_by": row["who"], "checked_at": row["made"]}
        rows[row["kind"]].append(shown | {"report": row["report"]} | checked)
    return {
        kind: pa.Table.from_pylist(some, schema=pa.schema([(c.name, TYPES[c.type]) for c in public(kind)]))
        for kind, some in rows.items()
    }


def _dicts(con: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> list[Row]:
    asked = con.execute(query, values)
    names = [column[0] for column in asked.description or ()]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
