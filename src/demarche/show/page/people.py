"""A person as a screen: what they said, for whom, and their offices by date."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demarche.errors import NoSuchItem
from demarche.show.page.asked import Asked
from demarche.show.page.days import between, span
from demarche.show.page.lines import told
from demarche.show.page.offices import Office, office
from demarche.show.page.render import as_csv, as_json, page
from demarche.world import load

PAGE = 50
MOST = 10_000  # rows of a data twin
SECONDS = 2.0
LONGEST = 200  # characters of a name
#: Ends of days that are known to a month alone: for the screen, which says the month.
_OWN = frozenset({"first_end", "last_start"})


def named(request: Request) -> str:
    """The person asked for; 404 without one."""
    name = request.query_params.get("name", "").strip()[:LONGEST]
    if not name:
        raise HTTPException(404)
    return name


def offices(asked: Asked, name: str) -> list[Office]:
    """Offices of everybody of that full name, oldest first."""
    known = load()
    terms = [term for number in known.persons_named(name) for term in known.terms(number)]
    terms.sort(key=lambda term: (term.start, term.end, term.office))
    return [office(known, term, asked.words.language) for term in terms]


def facts(asked: Asked, name: str) -> list[dict[str, Any]]:
    """Parties that the person was quoted for, with how often, and first and last day."""
    where, values = asked.narrowed.with_(speaker=name).where("statements")
    query = (
        'SELECT party, count(*) AS statements, min("date") AS first, max(date_end) AS last, '
        'arg_min(date_end, "date") AS first_end, arg_max("date", date_end) AS last_start FROM '
        f'(SELECT unnest(speaks_for) AS party, "date", date_end FROM statements WHERE {where}) '
        "GROUP BY party ORDER BY statements DESC, party"
    )
    return asked.dossier.sql(query, values, seconds=SECONDS).rows()


def _when(row: dict[str, Any], asked: Asked) -> str:
    """From when until when somebody was quoted, as well as it is known."""
    ends = (row["first"], row.get("first_end")), (row.get("last_start"), row["last"])
    return between(*ends, asked.words.labels)


def screen(request: Request, asked: Asked, start: int) -> Response:
    """One person.

    Raises:
        NoSuchItem: where no report quotes anybody of that name and the tables do not know it.
    """
    name = named(request)
    said = asked.dossier.select("statements", asked.narrowed, seconds=SECONDS, speaker=name).by("-date")
    held, number = offices(asked, name), said.count()
    if not number and not held:
        raise NoSuchItem(f"{asked.dossier.path}@{asked.dossier.version} quotes nobody called {name!r}")
    parties = [row | {"when": _when(row, asked)} for row in facts(asked, name)]
    return page(
        request, asked, "person", here="/people", called=name, offices=held, parties=parties,
        lines=told(asked, "statements", said.page(PAGE, start).rows()), total=number, start=start, size=PAGE,
        keep={"name": name}, twins=[("JSON", asked.address("/person.json", name=name))],
    )  # fmt: skip


def as_data(request: Request, asked: Asked) -> Response:
    """The same as JSON."""
    name = named(request)
    said = asked.dossier.select("statements", asked.narrowed, seconds=SECONDS, speaker=name).by("-date")
    held = [one.plain() for one in offices(asked, name)]
    statements = said.page(MOST).rows()
    parties = [{k: v for k, v in row.items() if k not in _OWN} for row in facts(asked, name)]
    return as_json({"name": name, "parties": parties, "offices": held, "statements": statements})


def counted(asked: Asked) -> Any:
    """Everybody who is quoted by name, most quoted first: an Arrow table of at most 500 rows."""
    return _table(asked).drop_columns(["last_start"])


def _counted(asked: Asked) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _table(asked).to_pylist()
    return rows


def _table(asked: Asked) -> Any:
    where, values = asked.narrowed.where("statements")
    query = (
        "SELECT speaker, count(*) AS statements, count(DISTINCT report) AS reports, mode(speaks_for) AS parties, "
        'min("date") AS first, max(date_end) AS last, arg_max("date", date_end) AS last_start FROM statements '
        f"WHERE {where} AND speaker IS NOT NULL GROUP BY speaker ORDER BY statements DESC, speaker"
    )
    return asked.dossier.sql(query, values, seconds=SECONDS, most=500).arrow()


def listed(request: Request, asked: Asked) -> Response:
    """Everybody."""
    twins = [("JSON", asked.address("/people.json")), ("CSV", asked.address("/people.csv"))]
    rows = [row | {"when": span(row["last_start"], row["last"], asked.words.labels)} for row in _counted(asked)]
    return page(request, asked, "people", here="/people", rows=rows, twins=twins)


def list_as_data(asked: Asked) -> Response:
    """The same list as JSON."""
    return as_json(counted(asked).to_pylist())


def list_as_table(asked: Asked) -> Response:
    """The same list as CSV."""
    return as_csv(counted(asked), "people")
