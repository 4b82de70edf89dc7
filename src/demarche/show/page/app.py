"""The application: which address shows what. Every function here is small; the screens have their own modules."""

from __future__ import annotations

import getpass
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from demarche.errors import DemarcheError
from demarche.show.page import (
    adding,
    analyses,
    changes,
    drawing,
    exporting,
    items,
    mending,
    method,
    parties,
    people,
    play,
    reports,
    search,
    verdicts,
)
from demarche.show.page.answers import kept_answer
from demarche.show.page.api import description
from demarche.show.page.asked import Asked, Shelf, read
from demarche.show.page.desk import Desk
from demarche.show.page.guard import Guard, new_token
from demarche.show.page.render import HOME
from demarche.show.page.troubles import Caught, trouble

Shown = Callable[[Request, Asked], Response]


def make(place: str, hosts: tuple[str, ...] = ()) -> Starlette:
    """The application over the archive at ``place``; ``hosts`` are names it answers to beside this machine's own.

    Raises:
        NoArchive: where the folder holds none.
    """
    app = Starlette(
        routes=[*_routes(), Mount("/static", StaticFiles(directory=HOME / "static"))],
        middleware=[Middleware(Guard, hosts=hosts), Middleware(Caught)],
        exception_handlers={DemarcheError: trouble, HTTPException: trouble},
    )
    app.state.shelf = Shelf(place)
    app.state.shelf.get(None)  # what can't be opened is said before anything is served
    app.state.token = new_token()
    app.state.who = getpass.getuser()
    app.state.desk = Desk()
    return app


def _routes() -> list[Route]:
    return [*description.routes(), *_screens(), *_of_a_report(), *_of_analyses(), *_writing()]


def _screens() -> list[Route]:
    return [
        _route("/", play.screen),
        _route("/state.json", lambda request, asked: play.as_data(asked)),
        _route("/state.csv", lambda request, asked: play.as_table(asked)),
        _route("/changes", changes.screen),
        _route("/changes.json", changes.as_data),
        _route("/items/{name}.json", lambda request, asked: items.as_data(asked, _name(request), start_of(request))),
        _route("/items/{name}.csv", lambda request, asked: items.as_table(asked, _name(request))),
        _route("/items/{name}", lambda request, asked: items.screen(request, asked, _name(request), start_of(request))),
        _route("/parties", parties.listed),
        _route("/parties.json", lambda request, asked: parties.list_as_data(asked)),
        _route("/parties.csv", lambda request, asked: parties.list_as_table(asked)),
        _route("/party/{name:path}.json", lambda request, asked: parties.as_data(asked, _name(request))),
        _route("/party/{name:path}", lambda request, asked: parties.screen(request, asked, _name(request))),
        _route("/people", people.listed),
        _route("/people.json", lambda request, asked: people.list_as_data(asked)),
        _route("/people.csv", lambda request, asked: people.list_as_table(asked)),
        _route("/person", lambda request, asked: people.screen(request, asked, start_of(request))),
        _route("/person.json", people.as_data),
        _route("/search", search.screen),
        _route("/search.json", search.as_data),
        _route("/export", exporting.screen),
        _route("/export/{name}", lambda request, asked: exporting.file_of(asked, _name(request))),
        _route("/sources", method.screen),
        _route("/sources.json", lambda request, asked: method.as_data(asked)),
    ]


def _of_a_report() -> list[Route]:
    return [
        _route("/reports", lambda request, asked: reports.listed(request, asked, start_of(request))),
        _route("/reports.json", lambda request, asked: reports.list_as_data(asked, start_of(request))),
        _route("/reports.csv", lambda request, asked: reports.list_as_table(asked)),
        _route("/report/{name}.json", lambda request, asked: reports.as_data(asked, _name(request))),
        _route("/report/{name}", lambda request, asked: reports.screen(request, asked, _name(request))),
        _route("/report/{name}/change", lambda request, asked: mending.change_screen(
            request, asked, _name(request), request.query_params.get("item", ""))),
        _route("/report/{name}/missed", lambda request, asked: mending.missed_screen(request, asked, _name(request))),
    ]  # fmt: skip


def _of_analyses() -> list[Route]:
    return [
        _route("/analysis/{name}.json", lambda request, asked: analyses.as_data(asked, _name(request))),
        _route("/analysis/{name}.csv", lambda request, asked: analyses.as_table(request, asked, _name(request))),
        _route("/analysis/{name}.vl", lambda request, asked: drawing.as_specification(
            request, asked, analyses.result_of(asked, _name(request)))),
        _route("/analysis/{name}.svg", lambda request, asked: drawing.as_picture(
            request, asked, analyses.result_of(asked, _name(request)))),
        Route("/vega.js", drawing.script),
        _route("/analysis/{name}", lambda request, asked: analyses.screen(
            request, asked, _name(request), start_of(request))),
    ]  # fmt: skip


def _writing() -> list[Route]:
    """What writes: each looks for the token of this start of the server."""
    return [
        Route("/report/{name}/verdict", verdicts.judge, methods=["POST"]),
        Route("/report/{name}/mend", mending.mend, methods=["POST"]),
        _route("/add", adding.screen),
        Route("/add/look", adding.look, methods=["POST"]),
        _route("/add/{name}", lambda request, asked: adding.shown(
            request, asked, _name(request), start_of(request, "n"))),
        Route("/add/{name}/keep", adding.keep, methods=["POST"]),
    ]  # fmt: skip


def _name(request: Request) -> str:
    return str(request.path_params["name"])


def _route(path: str, shown: Shown) -> Route:
    def answer(request: Request) -> Response:
        asked = read(request, request.app.state.shelf)
        return kept_answer(request, asked, lambda: shown(request, asked))

    return Route(path, answer)


def start_of(request: Request, name: str = "start") -> int:
    """The number of the first row of a page; 0 for what is no number."""
    given = request.query_params.get(name, "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
