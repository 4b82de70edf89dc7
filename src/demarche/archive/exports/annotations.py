"""Spans on texts: doccano's JSON Lines, with the quotation beside the offsets; and records as gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written, text_columns
from demarche.archive.filters import Filter
from demarche.archive.shapes import ITEMS
from demarche.records_json import to_json

FIELDS = {
    "id": "number of the text in this file",
    "text": "the report's text",
    "label": "[start, end, label] in Unicode code points, as doccano's sequence labelling reads it",
    "entities": "the same with id, quote and item: as doccano's relation labelling reads it",
    "relations": "pieces of one item, joined in the order of the text",
    "report, outlet, published, title, url": "the report's head, which doccano keeps as the text's metadata",
}
#: What a label names: the kind of item and, where one piece plays a part in it, that part.
LABELS = {"events": "type", "positions": "stance", "forces": "what", "conditions": "kind"}


def write_doccano(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """A text on each line with all its spans; reports in which the filter leaves no item are left out."""
    spans: dict[str, list[dict[str, Any]]] = {}
    for table in ITEMS:
        for row in archive.select(table, filter):
            spans.setdefault(row["report"], []).extend(_spans(table, row))
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as lines:
        for row in archive.reports():
            if row["report"] in spans:
                count += 1
                lines.write(json.dumps(_line(count, row, spans[row["report"]]), ensure_ascii=False) + "\n")
    return [Written(out.name, count, text_columns(FIELDS))]


def _spans(table: str, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    what = row.get(LABELS.get(table, ""), "")
    name = f"{table.removesuffix('s')}{f':{what}' if what else ''}"
    for piece in row["words"]:
        part = "" if piece["part"] == "evidence" else f"/{piece['part']}"
        yield {"item": row["id"], "label": name + part, **{key: piece[key] for key in ("start", "end", "text")}}


def _line(number: int, report: dict[str, Any], spans: list[dict[str, Any]]) -> dict[str, Any]:
    ordered = sorted(spans, key=lambda s: (s["start"], s["end"], s["label"], s["item"]))
    entities = [
        {"id": n, "start_offset": s["start"], "end_offset": s["end"], "label": s["label"], "quote": s["text"],
         "item": s["item"]}
        for n, s in enumerate(ordered, start=1)
    ]  # fmt: skip
    return {
        "id": number,
        "text": report["text"],
        "label": [[s["start"], s["end"], s["label"]] for s in ordered],
        "entities": entities,
        "relations": list(_relations(entities)),
        **{name: report[name] for name in ("report", "outlet", "published", "title", "url")},
    }


def _relations(entities: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    last: dict[str, int] = {}
    number = 0
    for entity in entities:
        before = last.get(entity["item"])
        if before is not None:
            number += 1
            yield {"id": number, "from_id": before, "to_id": entity["id"], "type": "same item"}
        last[entity["item"]] = entity["id"]


GOLD = {
    "NAME.txt": "the report's text, byte for byte (UTF-8)",
    "NAME.json": "its record by the codebook, corrections included",
}


def write_gold(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """Pairs of text and record into the folder ``out``: of reports that people judged, or of those the filter names."""
    judged = {one.row["report"] for one in archive.overlay.standing}
    wanted = set(filter.report) or (judged if not filter.narrows() else None)
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    names = archive.reports(filter).arrow(("report",)).column("report").to_pylist()
    kept = [name for name in names if wanted is None or name in wanted]
    for name, record in archive.records(kept, view=filter.view):
        data = to_json(record)
        del data["document"]["text"]
        (out / f"{name}.txt").write_bytes(record.document.text.encode("utf-8"))
        (out / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        count += 1
    note = "items that nobody judged stand as the program found them: what was missed is missing here too"
    return [Written(out.name, count, text_columns(GOLD), (note,))]
