"""One report as a screen: its text with marks beside the list of what was read from it; and the list of reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.records import KINDS, Item, Position
from demarche.records_json import to_json
from demarche.show.page.asked import Asked
from demarche.show.page.marks import Mark, Piece, pieces
from demarche.show.page.render import as_csv, as_json, page
from demarche.show.state.lines import (
    commitment_line,
    condition_line,
    event_line,
    force_line,
    statement_line,
)
from demarche.show.state.matrix import rows_of
from demarche.show.state.shapes import Line
from demarche.show.terminal import explained

PAGE = 100  # reports of a list at once
LISTED = ("report", "title", "outlet", "published", "language")
_LINES = {
    "statements": statement_line,
    "events": event_line,
    "commitments": commitment_line,
    "conditions": condition_line,
    "forces": force_line,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An item beside the text: its stable id, its name in the report, the line, how it was found, its verdict."""

    id: str
    label: str
    kind: str
    type: str
    line: Line
    how: tuple[str, ...]
    row: dict[str, Any]


def screen(request: Request, asked: Asked, report: str) -> Response:
    """One report.

    Raises:
        NoSuchItem: where there is none of that id.
    """
    head = asked.dossier.report(report)
    grouped = {kind: list(entries(asked, report, kind)) for kind in KINDS}
    twins = [("JSON", asked.address(f"/report/{report}.json"))]
    return page(
        request, asked, "report", here="/reports", head=head, pieces=_pieces(asked, report, head["text"], grouped),
        grouped=grouped, twins=twins, rejected=_rejected(asked, report),
        writable=asked.at is None and not request.app.state.shelf.pinned,
        web=head["url"] if str(head["url"] or "").startswith(("https://", "http://")) else "",
    )  # fmt: skip


def _pieces(asked: Asked, report: str, text: str, grouped: dict[str, list[Entry]]) -> list[Piece]:
    marks = [
        Mark(words["start"], words["end"], entry.id, kind, words["part"], entry.label)
        for kind, some in grouped.items()
        for entry in some
        for words in entry.row["words"] or ()
    ]
    record = asked.dossier.record(report)
    return pieces(text, marks, [(one.start, one.end, one.kind) for one in record.document.furniture])


def entries(asked: Asked, report: str, kind: str) -> Iterator[Entry]:
    """The items of one kind, in the order of the text."""
    items: dict[str, Item] = {item.id: item for item in getattr(asked.dossier.record(report), kind)}
    rows = asked.dossier.select(kind, report=report).by("start_char").rows()
    for row in rows:
        item = items.get(row["item"])
        if item is not None:
            name = asked.words.labels.get("types", str(row.get("type") or "")) if row.get("type") else ""
            yield Entry(row["id"], row["item"], kind, name, _line(item, kind, asked), tuple(_how(item)), row)


def _how(item: Item) -> Iterator[str]:
    yield from explained(item.detail)


def _line(item: Item, kind: str, asked: Asked) -> Line:
    labels = asked.words.labels
    if isinstance(item, Position):
        (row,) = rows_of([item], labels)
        (cell,) = row.cells[item.party]
        return Line(f"{labels.party(item.party)}: {cell.text}", row.issue, quoted=False, evidence=item.evidence)
    made: Line = _LINES[kind](item, labels)  # type: ignore[operator]
    return made


def _rejected(asked: Asked, report: str) -> list[dict[str, Any]]:
    """Items that people said are wrong: they stand apart, and can be taken back."""
    gone = []
    for kind in KINDS:
        standing = {row["id"] for row in asked.dossier.select(kind, report=report).rows(("id",))}
        raw = asked.dossier.select(kind, report=report, view="raw").rows(("id", "item", "quote"))
        gone += [row for row in raw if row["id"] not in standing]
    return gone


def as_data(asked: Asked, report: str) -> Response:
    """The whole record as JSON, in the full form of the codebook, with people's corrections."""
    return as_json(to_json(asked.dossier.record(report), full=True))


def listed(request: Request, asked: Asked, start: int) -> Response:
    """The list of reports, newest first."""
    chosen = asked.dossier.reports(asked.narrowed).by("-date")
    twins = [("JSON", asked.address("/reports.json")), ("CSV", asked.address("/reports.csv"))]
    return page(
        request, asked, "reports", here="/reports", rows=chosen.page(PAGE, start).rows(LISTED), total=chosen.count(),
        start=start, size=PAGE, twins=twins,
    )  # fmt: skip


def list_as_data(asked: Asked) -> Response:
    """The same list as JSON, all of it, without the texts."""
    return as_json(asked.dossier.reports(asked.narrowed).by("-date").rows(LISTED))


def list_as_table(asked: Asked) -> Response:
    """The same list as CSV."""
    return as_csv(asked.dossier.reports(asked.narrowed).by("-date").arrow(LISTED), "reports")
