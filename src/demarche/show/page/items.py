"""Items of one kind as a list, whatever report they stand in, with the filter of the address."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.archive import Selection
from demarche.records import KINDS
from demarche.show.page.asked import Asked
from demarche.show.page.lines import told
from demarche.show.page.render import as_csv, as_json, page

PAGE = 50  # items of a list at once
MOST = 10_000  # rows of a data twin: all of them is what an export is for
SECONDS = 2.0  # a question of a screen ends after that
#: Fields of the filter that a kind of item knows beside those of all kinds.
OWN = {"events": ("type", "status"), "positions": ("topic", "stance"), "statements": ("speaker",)}


def chosen(asked: Asked, kind: str) -> Selection:
    """The items of one kind that pass the filter, newest first; 404 where there is no such kind."""
    if kind not in KINDS:
        raise HTTPException(404)
    return asked.dossier.select(kind, asked.narrowed, seconds=SECONDS).by("-date")


def screen(request: Request, asked: Asked, kind: str, start: int) -> Response:
    """One page of the list."""
    found = chosen(asked, kind)
    path = f"/items/{kind}"
    twins = [("JSON", asked.address(f"{path}.json", start=start or None)), ("CSV", asked.address(f"{path}.csv"))]
    return page(
        request, asked, "items", kind=kind, total=found.count(), start=start, size=PAGE, twins=twins,
        lines=told(asked, kind, found.page(PAGE, start).rows()),
        fields=["party", "since", "until", "outlet", *OWN.get(kind, ()), "words"],
    )  # fmt: skip


def as_data(asked: Asked, kind: str, start: int) -> Response:
    """The rows as JSON, from ``start`` on, at most :data:`MOST`."""
    return as_json(chosen(asked, kind).page(MOST, start).rows())


def as_table(asked: Asked, kind: str) -> Response:
    """The rows as CSV, at most :data:`MOST`."""
    return as_csv(chosen(asked, kind).page(MOST).arrow(), kind)
