"""What changed since your last visit, a version or a date: reports, corrections, and stances that moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse.state import moved_since
from demarche.archive.dates import bound
from demarche.errors import SettingError
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.lines import told
from demarche.show.page.render import as_json, page
from demarche.show.page.titles import entitle
from demarche.show.page.visits import BEFORE

SHOWN = 50  # reports of the list; the list of reports has them all
NEWEST = 8  # items of each kind
NONE = "false"  # the condition that no report meets


@dataclass(frozen=True, slots=True)
class Since:
    """From where on: a version, a day, or neither (the reader was never here before)."""

    version: int | None = None
    day: date | None = None
    visit: bool = False


def since_of(request: Request, asked: Asked) -> Since:
    """What the address asks, else the reader's last visit.

    Raises:
        SettingError: where it is neither a version nor a date.
    """
    given = request.query_params.get("from", "").strip()
    newest = asked.dossier.version
    if given:
        if given.isascii() and given.isdigit() and len(given) < 10 and (len(given) != 4 or int(given) <= newest):
            return Since(version=min(int(given), newest))
        try:
            return Since(day=bound(given))
        except SettingError as fault:
            raise SettingError(
                f"{given[:40]!r} is neither a version of the archive nor a date as 2022-01-12"
            ) from fault
    before = request.cookies.get(BEFORE, "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        return Since(version=min(int(before), newest), visit=True)
    return Since()


def found(request: Request, asked: Asked, since: Since) -> dict[str, Any]:
    """Reports that came or changed, items in them, and corrections."""
    reports, values = _reports(request, asked, since)
    ask = asked.dossier.internal
    if reports == NONE:
        return {"number": 0, "reports": [], "items": {}, "corrections": _corrections(asked, since)}
    number = ask(f"SELECT count(*) AS n FROM _reports WHERE {reports}", values)[0]["n"]
    every = number == asked.dossier.count("reports")
    names = () if every else {row["report"] for row in ask(f"SELECT report FROM _reports WHERE {reports}", values)}
    rows = ask(
        "SELECT report, title, outlet, published, revision, coding FROM _reports "
        f'WHERE {reports} ORDER BY "date" DESC NULLS LAST, report LIMIT {SHOWN}',
        values,
    )
    items = {}
    for kind in KINDS:
        inside = asked.dossier.select(kind).by("-date")
        inside = inside if every else inside.those("report", names.__contains__)
        count = inside.count()
        if count:
            items[kind] = (count, inside.page(NEWEST).rows())
    return {
        "number": number,
        "reports": entitle(asked, rows),
        "items": items,
        "corrections": _corrections(asked, since),
    }


def _reports(request: Request, asked: Asked, since: Since) -> tuple[str, list[Any]]:
    """The condition on reports that they came in, or were changed or recoded, since then."""
    if since.version is not None:
        if since.version >= asked.dossier.version:
            return NONE, []
        old = request.app.state.shelf.get(since.version)
        batches = [row["batch"] for row in old.internal("SELECT DISTINCT batch FROM _all_reports")]
        return "batch NOT IN (SELECT unnest(?))", [batches]
    if since.day is not None:
        return "date_end >= ?", [since.day]
    return NONE, []


def _corrections(asked: Asked, since: Since) -> list[dict[str, Any]]:
    query = "SELECT made, who, action, kind, target, report, why FROM _corrections WHERE {} ORDER BY made DESC LIMIT 50"
    if since.version is not None:
        return asked.dossier.internal(query.format("seen_version >= ?"), [since.version])
    if since.day is not None:
        return asked.dossier.internal(query.format("made >= ?"), [since.day.isoformat()])
    return []


def moved(asked: Asked, since: Since) -> list[dict[str, Any]]:
    """Stances that moved since the day: the state of play's own table; nothing where a version was asked."""
    if since.day is None:
        return []
    rows = moved_since(asked.dossier, since.day).rows()
    return [row for row in rows if row["direction"] not in ("new", "same side")][:SHOWN]


def screen(request: Request, asked: Asked) -> Response:
    """What changed."""
    since = since_of(request, asked)
    got = found(request, asked, since)
    lines = {kind: (number, told(asked, kind, rows)) for kind, (number, rows) in got.pop("items").items()}
    kept = request.query_params.get("from")
    when = _made(asked, since.version) if since.version is not None else None
    return page(
        request, asked, "changes", here="/changes", since=since, when=when, items=lines, moved=moved(asked, since),
        given=kept or "", twins=[("JSON", asked.address("/changes.json", **{"from": kept}))], **got,
    )  # fmt: skip


def _made(asked: Asked, version: int) -> str:
    """The day that a version was made, as ISO text."""
    row = next((one for one in asked.dossier.history() if one["version"] == version), None)
    return datetime.fromtimestamp(row["when"] / 1000, UTC).date().isoformat() if row else ""


def as_data(request: Request, asked: Asked) -> Response:
    """The same as JSON."""
    since = since_of(request, asked)
    got = found(request, asked, since)
    items = {kind: {"number": number, "newest": rows} for kind, (number, rows) in got.pop("items").items()}
    return as_json({"since_version": since.version, "since_day": since.day, **got, "items": items,
                    "moved": moved(asked, since)})  # fmt: skip
