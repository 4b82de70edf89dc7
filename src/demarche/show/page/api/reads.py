"""What programs read: the same as the screens, as JSON, by allow-listed columns, in bounded time and size."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.archive.corrections import history
from demarche.errors import SettingError
from demarche.records import KINDS
from demarche.records_json import to_json
from demarche.show.given import plain
from demarche.show.page import analyses, changes, exporting, parties, people
from demarche.show.page import search as searching
from demarche.show.page.asked import Asked
from demarche.show.page.render import as_json

MOST, USUAL = 10_000, 100  # rows of one answer
SECONDS = 2.0  # a question for rows ends after that
LONGEST = 200  # signs of words that are looked for


def archive(request: Request, asked: Asked) -> Response:
    """The archive itself."""
    counts = {kind: asked.dossier.count(kind) for kind in ("reports", *KINDS)}
    return as_json({**_head(asked), "fingerprint": asked.dossier.fingerprint, "counts": counts})


def _head(asked: Asked) -> dict[str, Any]:
    return {"archive": asked.dossier.path.resolve().name, "version": asked.dossier.version}


def versions(request: Request, asked: Asked) -> Response:
    """Its versions."""
    return as_json({**_head(asked), "versions": asked.dossier.history()})


def rows(table: str) -> Callable[[Request, Asked], Response]:
    """What answers with rows of one table."""

    def answer(request: Request, asked: Asked) -> Response:
        chosen = asked.narrowed.with_(**_view(request))
        found = asked.dossier.select(table, chosen, seconds=SECONDS)
        sort = request.query_params.get("sort", "").strip() or "-date"
        limit = whole(request, "limit", USUAL, MOST)
        offset = whole(request, "offset", 0, 999_999_999)
        page = found.by(sort).page(limit, offset)
        columns = None if table != "reports" else tuple(
            name for name in _columns(asked, table) if name not in ("text", "record")
        )  # fmt: skip
        return as_json({**_head(asked), "table": table, "total": found.count(), "limit": limit, "offset": offset,
                        "rows": page.rows(columns)})  # fmt: skip

    return answer


def _columns(asked: Asked, table: str) -> tuple[str, ...]:
    from demarche.archive.selection import column_names

    return column_names(table)


def _view(request: Request) -> dict[str, Any]:
    """Fields of the filter that only programs use."""
    chosen: dict[str, Any] = {}
    least, view = request.query_params.get("min_confidence"), request.query_params.get("view")
    if least is not None:
        try:
            number = float(least)
        except ValueError:
            number = math.nan
        if not 0 <= number <= 1:
            raise SettingError(f"min_confidence is a number from 0 to 1, and not {least[:40]!r}")
        chosen["min_confidence"] = number
    if view is not None:
        chosen["view"] = view
    return chosen


def whole(request: Request, name: str, usual: int, most: int) -> int:
    """A whole number of the address.

    Raises:
        SettingError: where it is none, or over ``most``.
    """
    given = request.query_params.get(name)
    if given is None:
        return usual
    if not (given.isascii() and given.isdigit() and len(given) < 10 and int(given) <= most):
        raise SettingError(f"{name} is a whole number from 0 to {most}, and not {given[:40]!r}")
    return int(given)


def report(request: Request, asked: Asked) -> Response:
    """One report's record."""
    view = request.query_params.get("view", "corrected")
    if view not in ("corrected", "raw"):
        raise SettingError(f"view is corrected or raw, and not {view[:40]!r}")
    name = str(request.path_params["report"])
    record = to_json(asked.dossier.record(name, view=view), full=True)
    return as_json({**_head(asked), "report": name, "record": record})


def item(request: Request, asked: Asked) -> Response:
    """One item with its corrections."""
    name = str(request.path_params["item"])
    kind, row = asked.dossier.item(name)
    return as_json({**_head(asked), "kind": kind, "item": row, "corrections": history(asked.dossier, name)})


def parties_named(request: Request, asked: Asked) -> Response:
    """Parties with how often they are named."""
    return as_json({**_head(asked), "rows": parties.counted(asked).to_pylist()})


def party(request: Request, asked: Asked) -> Response:
    """One party."""
    return parties.as_data(asked, str(request.path_params["party"]))


def people_quoted(request: Request, asked: Asked) -> Response:
    """Who is quoted by name."""
    return as_json({**_head(asked), "rows": people.counted(asked).to_pylist()})


def person(request: Request, asked: Asked) -> Response:
    """One person."""
    return people.as_data(request, asked)


def search(request: Request, asked: Asked) -> Response:
    """What holds the words."""
    wanted = request.query_params.get("q", "")[:LONGEST]
    return as_json({**_head(asked), "q": wanted, "found": searching.found(asked, wanted)})


def changed(request: Request, asked: Asked) -> Response:
    """What changed."""
    return changes.as_data(request, asked)


def analysis(request: Request, asked: Asked) -> Response:
    """One analysis; of a table over :data:`MOST` rows the first so many, and ``cut`` says how many there are."""
    name = str(request.path_params["analysis"])
    result = analyses.result_of(asked, name)
    found = plain(result, most=MOST)
    return as_json({**_head(asked), **found})


def export(request: Request, asked: Asked) -> Response:
    """One export."""
    return exporting.file_of(asked, str(request.path_params["format"]))


def nowhere(request: Request) -> Response:
    """Any other address."""
    raise HTTPException(404)
