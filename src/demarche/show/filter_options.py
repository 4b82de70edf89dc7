"""The options of the one filter, for every command that takes it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.errors import SettingError

if TYPE_CHECKING:
    from demarche.archive import Archive, Filter


class View(enum.StrEnum):
    """Which items: with people's corrections, or as the program found them."""

    corrected = "corrected"
    raw = "raw"


Since = Annotated[str | None, typer.Option(help="From this date on: 2022, 2022-01 or 2022-01-12.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Up to this date, which is included.", metavar="DATE")]
Party = Annotated[
    list[str] | None,
    typer.Option(metavar="PARTY", help="A party, by name or code: RUS or RUS/MIL; may be given again."),
]
Type = Annotated[list[str] | None, typer.Option(metavar="TYPE", help="An event type, as ACCUSE; may be given again.")]
Topic = Annotated[list[str] | None, typer.Option(metavar="TOPIC", help="A topic of positions; may be given again.")]
Outlet = Annotated[list[str] | None, typer.Option(metavar="OUTLET", help="An outlet; may be given again.")]
MinConfidence = Annotated[float | None, typer.Option(help="Leave out what is less sure than this.", min=0, max=1)]
ViewOption = Annotated[View, typer.Option(help="corrected: with people's corrections; raw: as found.")]


def made(archive: Archive, **values: Any) -> Filter:
    """The filter that options give for an archive; what is not given narrows nothing.

    Raises:
        SettingError: for a party, outlet, type or topic that there is none of, and for days in the wrong order: they
            would narrow to nothing without a word.
    """
    from demarche.archive import Filter
    from demarche.show.party_names import codes_of

    given = {name: value for name, value in values.items() if value}
    if "party" in given:
        given["party"] = codes_of(archive, given["party"])
    chosen = Filter().with_(**given)
    _known(chosen)
    published_by(archive, chosen.outlet)
    in_order(chosen.since, chosen.until)
    return chosen


def published_by(archive: Archive, outlets: Iterable[str] | None) -> None:
    """Refuse an outlet that no report of the archive is of."""
    for name in outlets or ():
        if not archive.count("reports", outlet=name):
            rows = archive.sql("SELECT DISTINCT outlet FROM reports WHERE outlet IS NOT NULL ORDER BY 1").rows()
            known = [row["outlet"] for row in rows]
            near = get_close_matches(name, known, n=5, cutoff=0.5) or known[:20]
            there = f"there are: {', '.join(near)}" if near else "none of its reports names one"
            raise SettingError(f"no report of {archive.path} is of the outlet {name!r}; {there}")


def in_order(since: str | None, until: str | None, last: str = "until") -> None:
    """Refuse a stretch of days that ends before it begins."""
    from demarche.archive.dates import bound

    if since and until and bound(since) > bound(until, last=True):
        raise SettingError(f"--since {since} lies after --{last} {until}: no day is left")


def _known(chosen: Filter) -> None:
    """Refuse a type or topic that there is none of: it would narrow to nothing without a word."""
    from demarche import ontologies
    from demarche.archive.dates import bound

    lists = ontologies.load()
    for what, asked, known in (("type", chosen.type, lists.types), ("topic", chosen.topic, lists.topics)):
        for one in asked:
            if one not in known:
                near = get_close_matches(one, known, n=3, cutoff=0.5)
                there = f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(sorted(known))}"
                raise SettingError(f"no {what} is called {one}; {there}")
    for day in filter(None, (chosen.since, chosen.until)):
        bound(day)
