"""One report as a screen: its text with marks beside the list of what was read from it; and the list of reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.archive.corrected import VERDICT, Overlay, Shown
from demarche.archive.rows import PARTS
from demarche.records import KINDS, Item, Record, spans_of
from demarche.records_json import from_json, to_json
from demarche.show.page.asked import Asked
from demarche.show.page.how import told
from demarche.show.page.lines import line_of
from demarche.show.page.marks import Mark, Piece, pieces
from demarche.show.page.render import Said, as_csv, as_json, page
from demarche.show.page.titles import called, entitle
from demarche.show.state.shapes import Line

PAGE = 100  # reports of a list at once
MOST = 10_000  # rows of a data twin
SECONDS = 2.0
LISTED = ("report", "title", "outlet", "published", "language")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item beside the text: its stable id, its name in the report, the line, how it was found, its verdict."""

    id: str
    label: str
    kind: str
    type: str
    line: Line
    how: tuple[tuple[str, bool], ...]
    row: dict[str, Any]
    item: Item


def screen(request: Request, asked: Asked, report: str) -> Response:
    """One report.

    Raises:
        NoSuchItem: where there is none of that id.
    """
    head = asked.dossier.report(report)
    head["title"] = called(head["title"], head["text"])
    record = from_json(json.loads(head["record"]), text=head["text"])
    overlay = asked.dossier.overlay
    grouped = {kind: entries(asked, report, record, kind) for kind in KINDS}
    twins = [("JSON", asked.address(f"/report/{report}.json"))]
    return page(
        request, asked, "report", here="/reports", head=head, pieces=marked(record, grouped),
        grouped=grouped, twins=twins, rejected=list(_rejected(overlay, report, record)),
        writable=asked.at is None and not request.app.state.shelf.pinned, web=web_address(head["url"]),
    )  # fmt: skip


def web_address(url: str | None) -> str:
    """An address that a link may lead to; empty where it is none of the web."""
    return url if url and url.startswith(("https://", "http://")) else ""


def marked(record: Record, grouped: dict[str, list[Entry]]) -> list[Piece]:
    """The text in pieces with the marks of all entries."""
    marks = [
        Mark(span.start, span.end, entry.id, kind, part, entry.label)
        for kind, some in grouped.items()
        for entry in some
        for part in PARTS
        for span in getattr(entry.item, part, ())
    ]
    return pieces(record.document.text, marks, [(one.start, one.end, one.kind) for one in record.document.furniture])


def entries(asked: Asked, report: str, record: Record, kind: str) -> list[Entry]:
    """The items of one kind, in the order of the text."""
    shown = asked.dossier.overlay.items(report, record, kind)
    return [entry(asked, kind, one) for one in sorted(shown, key=lambda one: spans_of(one.item)[0].start)]


def entry(asked: Asked, kind: str, shown: Shown) -> Entry:
    """One item beside the text."""
    labels, item, row, said = asked.words.labels, shown.item, shown.row, Said(asked.words.language)
    name = labels.get("types", getattr(item, "type", "")) if kind == "events" else ""
    judged = {"verdict": VERDICT[row["action"]] if row else None, "checked_by": row["who"] if row else None}
    return Entry(
        shown.id,
        item.id,
        kind,
        name,
        line_of(item, kind, labels),
        tuple(told(item.detail, kind, said, labels)),
        judged,
        item,
    )


def _rejected(overlay: Overlay, report: str, record: Record) -> Iterator[dict[str, Any]]:
    """Items that people said are wrong: they stand apart, and can be taken back."""
    for kind in KINDS:
        standing = {one.id for one in overlay.items(report, record, kind)}
        for one in Overlay((), (), None, {}).items(report, record, kind):
            if one.id not in standing:
                words = spans_of(one.item)
                yield {"id": one.id, "item": one.item.id, "quote": " … ".join(span.text for span in words)}


def as_data(asked: Asked, report: str) -> Response:
    """The whole record as JSON, in the full form of the codebook, with people's corrections."""
    return as_json(to_json(asked.dossier.record(report), full=True))


def listed(request: Request, asked: Asked, start: int) -> Response:
    """The list of reports, newest first."""
    chosen = asked.dossier.select("reports", asked.narrowed, seconds=SECONDS).by("-date")
    twins = [("JSON", asked.address("/reports.json")), ("CSV", asked.address("/reports.csv"))]
    rows, total = chosen.page(PAGE, start).with_total(LISTED)
    return page(
        request, asked, "reports", here="/reports", rows=entitle(asked, rows), total=total, start=start, size=PAGE,
        twins=twins,
    )  # fmt: skip


def list_as_data(asked: Asked, start: int = 0) -> Response:
    """The same list as JSON, at most :data:`MOST` from ``start`` on, without the texts."""
    return as_json(asked.dossier.reports(asked.narrowed).by("-date").page(MOST, start).rows(LISTED))


def list_as_table(asked: Asked) -> Response:
    """The same list as CSV, at most :data:`MOST`: all of them is what an export is for."""
    return as_csv(asked.dossier.reports(asked.narrowed).by("-date").page(MOST).arrow(LISTED), "reports")
