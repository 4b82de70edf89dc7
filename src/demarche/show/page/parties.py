"""A party as a screen: what it said, wants, did and promised, with whom, and who held its offices when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.errors import NoSuchItem
from demarche.show.page.asked import Asked
from demarche.show.page.lines import Told, told
from demarche.show.page.offices import Office, offices_of
from demarche.show.page.render import as_csv, as_json, page

SHOWN = 8  # items of a section; the list of that kind has them all
WITH = 20  # other parties of the table
SPEAKERS = 20
SECONDS = 2.0
#: Sections: key of the title, kind of item, condition on the row (``?`` stands for the party's code), and whose
#: section it is: a list of codes, for counting those of all parties at once.
SECTIONS = (
    ("wants", "positions", "{party} = ?", "[{party}]"),
    ("promised", "commitments", "list_contains(parties, ?)", "parties"),
    ("threatens", "conditions", "list_contains(parties, ?)", "parties"),
    ("did", "events", "list_contains(parties, ?) AND list_contains({actors}, $1)", "{actors}"),
    ("undergone", "events", "list_contains(parties, ?) AND list_contains({recipients}, $1)", "{recipients}"),
    ("said", "statements", "list_contains(parties, ?)", "parties"),
    ("has_forces", "forces", "{party} = ?", "[{party}]"),
)
#: A code without its sector, as SQL; a name without a code ("X:…") may hold a slash of its own.
_STATE = "CASE WHEN starts_with({0}, 'X:') THEN {0} ELSE split_part({0}, '/', 1) END"
_PLAIN = {"party": _STATE.format("party")} | {
    name: f"list_transform({name}, lambda x: {_STATE.format('x')})" for name in ("actors", "recipients")
}


@dataclass(frozen=True, slots=True)
class Section:
    """Newest items of one kind; ``number`` is how many there are, ``whole`` the address of all of them."""

    key: str
    number: int
    lines: list[Told]
    whole: str


def screen(request: Request, asked: Asked, code: str) -> Response:
    """One party.

    Raises:
        NoSuchItem: where no item names it and the tables hold no office of it.
    """
    party = _whole(code)
    number, offices = numbers(asked).get(party, {}), offices_of(asked, party)
    if not offices and not number:
        raise NoSuchItem(f"{asked.dossier.path}@{asked.dossier.version} names no party {code!r}")
    sections = [
        Section(key, number[key], told(asked, kind, rows_of(asked, party, kind, own)), _whole_list(asked, kind, party))
        for key, kind, own, _ in SECTIONS
        if key in number
    ]
    path = f"/party/{party}"
    return page(
        request, asked, "party", here="/parties", code=party, called=asked.words.labels.party(party),
        sections=sections, offices=offices, twins=[("JSON", asked.address(f"{path}.json"))], **facts(asked, party),
    )  # fmt: skip


def _whole(code: str) -> str:
    """A code as the archive has it in ``parties``: without its sector; a name without a code as it stands."""
    return code if code.startswith("X:") else code.partition("/")[0].upper()


def _whole_list(asked: Asked, kind: str, party: str) -> str:
    return asked.address(f"/items/{kind}", party=party)


def numbers(asked: Asked) -> dict[str, dict[str, int]]:
    """How many items each section of each party has: of all parties at once, made once for a version and a filter."""
    key = ("numbers", asked.dossier.version, tuple(sorted(asked.filter.items())))
    return asked.shelf.results.get(key, lambda: _numbers(asked))


def _numbers(asked: Asked) -> dict[str, dict[str, int]]:
    counts, values = [], []
    for key, kind, _, whose in SECTIONS:
        where, some = asked.narrowed.with_(party=()).where(kind)
        values += some
        codes = whose.format(**_PLAIN)
        counts.append(f"SELECT '{key}' AS key, unnest(list_distinct({codes})) AS party FROM {kind} WHERE {where}")
    query = f"SELECT key, party, count(*) AS n FROM ({' UNION ALL '.join(counts)}) GROUP BY ALL"
    found: dict[str, dict[str, int]] = {}
    for row in asked.dossier.sql(query, values).rows():
        found.setdefault(row["party"], {})[row["key"]] = row["n"]
    return found


def rows_of(asked: Asked, party: str, kind: str, condition: str) -> list[dict[str, Any]]:
    """The newest items of a kind that meet a condition about the party."""
    where, values = asked.narrowed.with_(party=()).where(kind)
    own = condition.replace("$1", "?").format(**_PLAIN)
    query = f'SELECT * FROM {kind} WHERE {where} AND {own} ORDER BY "date" DESC NULLS LAST, id LIMIT {SHOWN}'
    return asked.dossier.sql(query, [*values, *[party] * own.count("?")], seconds=SECONDS).rows()


def facts(asked: Asked, party: str) -> dict[str, list[dict[str, Any]]]:
    """With whom it deals, and who speaks for it."""
    where, values = asked.narrowed.with_(party=()).where("events")
    dealings = asked.dossier.sql(
        "SELECT other, count(*) AS events, count(*) FILTER (by_it) AS by_it, count(*) FILTER (NOT by_it) AS to_it, "
        "count(*) FILTER (quad <= 2) AS cooperation, count(*) FILTER (quad > 2) AS conflict FROM ("
        f"SELECT unnest(parties) AS other, quad, list_contains({_PLAIN['actors']}, ?) AS by_it FROM events "
        f"WHERE {where} AND list_contains(parties, ?)) WHERE other <> ? GROUP BY other "
        f"ORDER BY events DESC, other LIMIT {WITH}",
        [party, *values, party, party],
        seconds=SECONDS,
    ).rows()
    where, values = asked.narrowed.with_(party=()).where("statements")
    speakers = asked.dossier.sql(
        f"SELECT speaker, count(*) AS statements FROM statements WHERE {where} AND list_contains(parties, ?) AND "
        f"speaker IS NOT NULL GROUP BY speaker ORDER BY statements DESC, speaker LIMIT {SPEAKERS}",
        [*values, party],
        seconds=SECONDS,
    ).rows()
    return {"dealings": dealings, "speakers": speakers}


def as_data(asked: Asked, code: str) -> Response:
    """The same as JSON."""
    party = _whole(code)
    sections = {}
    number = numbers(asked).get(party, {})
    for key, kind, own, _ in SECTIONS:
        newest = rows_of(asked, party, kind, own) if key in number else []
        sections[key] = {"kind": kind, "number": number.get(key, 0), "newest": newest}
    offices: list[Office] = offices_of(asked, party)
    return as_json({"party": party, "name": asked.words.labels.party(party), **facts(asked, party),
                    "sections": sections, "offices": [one.plain() for one in offices]})  # fmt: skip


def counted(asked: Asked) -> Any:
    """Every party that items name, with how many of each kind, most named first: an Arrow table."""
    counts = []
    values: list[Any] = []
    for kind in ("statements", "events", "positions", "commitments", "conditions", "forces"):
        where, some = asked.narrowed.where(kind)
        values += some
        counts.append(f"SELECT unnest(parties) AS party, '{kind}' AS kind FROM {kind} WHERE {where}")
    columns = ", ".join(f"count(*) FILTER (kind = '{kind}') AS {kind}" for kind in
                        ("statements", "events", "positions", "commitments", "conditions", "forces"))  # fmt: skip
    query = (
        f"SELECT party, {columns}, count(*) AS items FROM ({' UNION ALL '.join(counts)}) GROUP BY party "
        "ORDER BY items DESC, party"
    )
    return asked.dossier.sql(query, values, seconds=2 * SECONDS, most=2000).arrow()


def listed(request: Request, asked: Asked) -> Response:
    """All parties."""
    twins = [("JSON", asked.address("/parties.json")), ("CSV", asked.address("/parties.csv"))]
    rows = counted(asked).to_pylist()
    return page(request, asked, "parties", here="/parties", rows=rows, twins=twins)


def list_as_data(asked: Asked) -> Response:
    """The same list as JSON."""
    return as_json(counted(asked).to_pylist())


def list_as_table(asked: Asked) -> Response:
    """The same list as CSV."""
    return as_csv(counted(asked), "parties")
