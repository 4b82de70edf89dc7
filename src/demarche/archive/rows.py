"""A record as rows of the archive's tables: pure, the same rows for the same record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from demarche import ontologies
from demarche.archive.dates import days
from demarche.archive.shapes import ITEMS, LETTER
from demarche.records import Document, Item, Record, Span
from demarche.records_json import to_json

Row = dict[str, Any]
Rows = dict[str, list[Row]]

#: Parts of an item that hold words, by the item's attribute; the first that is there gives `quote`.
PARTS = ("evidence", "content", "cue", "action", "condition", "then")
#: What tells two items on the same words apart, so that a stable id can be made.
IDENTITY = {
    "statements": ("party",),
    "events": ("type", "actors", "recipients"),
    "positions": ("party", "stance", "topic", "object"),
    "commitments": ("parties",),
    "conditions": ("by", "kind"),
    "forces": ("party", "what", "low", "high"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a commit says of a report's rows: which text, which coding, which commit."""

    report: str
    revision: int
    coding: int
    batch: str


def digest(*parts: str, length: int = 16) -> str:
    """Hexadecimal SHA-256 of the parts, cut (16 digits are 64 bits: a clash is unlikely below some 100 million)."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def content_hash(document: Document) -> str:
    """What makes two deliveries the same report: its text and head, but not where it was read from.

    The language is left out: it may be found only when the report is coded.
    """
    head = (document.published, document.outlet, document.title, document.url)
    return digest(document.text, *(value or "" for value in head), length=32)


def report_id(document: Document) -> str:
    """Stable id of a report: by its address; by its content where it has none."""
    key = f"url:{document.url}" if document.url else f"content:{content_hash(document)}"
    return "r" + digest(key)


def item_ids(report: str, kind: str, items: Iterable[Item]) -> list[str]:
    """Stable ids of a report's items of one kind, in their order.

    An id is made of the report, the words and what the item is, not of offsets or its place in the list: it outlives a
    new coding, and a change elsewhere in the text.
    """
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        what = [_flat(getattr(item, name)) for name in IDENTITY[kind]]
        words = [span.text for part in PARTS for span in getattr(item, part, ())]
        key = "\x1e".join([*what, *words])
        found.append(LETTER[kind] + digest(report, kind, key, str(seen[key])))
        seen[key] += 1
    return found


def _flat(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, tuple) else str(value)


def rows_of(record: Record, mark: Mark, *, source: str | None, added: str) -> Rows:
    """All rows of one record, by table: what one commit adds for it."""
    head = _head(record.document)
    kept = {"report": mark.report, "revision": mark.revision, "coding": mark.coding, "batch": mark.batch}
    found: Rows = {"reports": [_report_row(record, source, added) | head | kept]}
    for kind in ITEMS:
        items = getattr(record, kind)
        ids = item_ids(mark.report, kind, items)
        rows = [item_row(kind, item, name, record.document) | kept for item, name in zip(items, ids, strict=True)]
        if rows:
            found[kind] = rows
    problems = list(dict.fromkeys([*record.document.problems, *record.problems]))
    if problems:
        found["problems"] = [
            {"kind": p.kind, "message": p.message, "start_char": p.start, "end_char": p.end} | kept for p in problems
        ]
    return found


def _head(document: Document) -> Row:
    first, last, precision = days(document.published)
    return {
        "published": document.published,
        "outlet": document.outlet,
        "language": document.language,
        "date": first,
        "date_end": last,
        "precision": precision,
    }


def _report_row(record: Record, source: str | None, added: str) -> Row:
    data = to_json(record, full=True)
    text = data["document"].pop("text")
    run = record.run
    return {
        "title": record.document.title,
        "url": record.document.url,
        "source": source,
        "text": text,
        "content": content_hash(record.document),
        "added": added,
        "run_version": run.version if run else None,
        "run_pipeline": run.pipeline if run else None,
        "run_packs": run.packs if run else None,
        "run_ontologies": run.ontologies if run else None,
        "record": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
    }


def item_row(kind: str, item: Item, name: str, document: Document) -> Row:
    """The row of one item, without its marks. ``name`` is its stable id."""
    words = [(part, span) for part in PARTS for span in getattr(item, part, ())]
    first_part = words[0][0]
    main = [span for part, span in words if part == first_part]
    return {
        "id": name,
        "item": item.id,
        **_head(document),
        "parties": _parties(item),
        "confidence": item.detail.confidence,
        "rule": item.detail.rule,
        "quote": _joined(main),
        "start_char": main[0].start,
        "end_char": main[0].end,
        "words": [{"part": part, "start": s.start, "end": s.end, "text": s.text} for part, s in words],
        **(_event(item, document.published) if kind == "events" else _OWN[kind](item)),
    }


def _joined(spans: Iterable[Span]) -> str:
    return " … ".join(span.text for span in spans)


def _parties(item: Any) -> list[str]:
    """All parties that the item names as acting, holding, bound or addressed; the sector behind the slash left out."""
    codes: list[str] = []
    for name in ("party", "actors", "recipients", "parties", "by", "towards"):
        value = getattr(item, name, None)
        codes += [value] if isinstance(value, str) else value or ()
    return list(dict.fromkeys(code if code.startswith("X:") else code.split("/")[0] for code in codes))


def _statement(item: Any) -> Row:
    return {
        "speaker": item.speaker,
        "speaks_for": list(item.party),
        "cue": _joined(item.cue),
        "content_text": _joined(item.content),
        "mode": item.mode,
        "via": list(item.via),
    }


def _event(item: Any, published: str | None) -> Row:
    first, last, precision = days(item.when)
    dated = {"date": first, "date_end": last, "precision": precision, "dated_by": "text"} if first else {}
    by_report = "report" if published else "none"
    known = ontologies.load() if item.type in ontologies.load().types else None
    return {
        "type": item.type,
        "mode": item.mode,
        "actors": list(item.actors),
        "recipients": list(item.recipients),
        "status": item.status,
        "claimed_by": item.claimed_by,
        "happened": item.when,
        "weekday": item.weekday,
        "dated_by": by_report,
        "place": item.where,
        "contexts": list(item.contexts),
        "cameo": item.cameo,
        "quad": known.quad(item.type) if known else None,
        "score": known.score(item.type, item.mode) if known else None,
        **dated,
    }


def _position(item: Any) -> Row:
    return {
        "party": item.party,
        "stance": item.stance,
        "topic": item.topic,
        "object": item.object,
        "towards": list(item.towards),
    }


def _commitment(item: Any) -> Row:
    return {"bound": list(item.parties), "action": _joined(item.action), "deadline": item.deadline}


def _condition(item: Any) -> Row:
    return {
        "by": list(item.by),
        "kind": item.kind,
        "if_text": _joined(item.condition),
        "then_text": _joined(item.then),
    }


def _force(item: Any) -> Row:
    return {
        "party": item.party,
        "what": item.what,
        "low": item.low,
        "high": item.high,
        "approximate": item.approximate,
        "place": item.place,
        "claimed_by": item.claimed_by,
    }


_OWN = {
    "statements": _statement,
    "positions": _position,
    "commitments": _commitment,
    "conditions": _condition,
    "forces": _force,
}
