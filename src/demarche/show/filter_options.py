"""The options of the one filter, for every command that takes it."""

from __future__ import annotations

import enum
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.errors import SettingError

if TYPE_CHECKING:
    from demarche.archive import Filter


class View(enum.StrEnum):
    """Which items: with people's corrections, or as the program found them."""

    corrected = "corrected"
    raw = "raw"


Since = Annotated[str | None, typer.Option(help="From this date on: 2022, 2022-01 or 2022-01-12.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Up to this date, which is included.", metavar="DATE")]
Party = Annotated[list[str] | None, typer.Option(help="A party's code, RUS or RUS/MIL; may be given again.")]
Type = Annotated[list[str] | None, typer.Option(help="An event type, as ACCUSE; may be given again.")]
Topic = Annotated[list[str] | None, typer.Option(help="A topic of positions; may be given again.")]
Outlet = Annotated[list[str] | None, typer.Option(help="An outlet; may be given again.")]
MinConfidence = Annotated[float | None, typer.Option(help="Leave out what is less sure than this.", min=0, max=1)]
ViewOption = Annotated[View, typer.Option(help="corrected: with people's corrections; raw: as found.")]


def made(**values: object) -> Filter:
    """The filter that options give; what is not given narrows nothing."""
    from demarche.archive import Filter

    chosen = Filter().with_(**{name: value for name, value in values.items() if value})
    _known(chosen)
    return chosen


def _known(chosen: Filter) -> None:
    """Refuse a type or topic that there is none of: it would narrow to nothing without a word."""
    from demarche import ontologies
    from demarche.archive.dates import bound

    lists = ontologies.load()
    for what, asked, known in (("type", chosen.type, lists.types), ("topic", chosen.topic, lists.topics)):
        for one in asked:
            if one not in known:
                near = get_close_matches(one, known, n=3, cutoff=0.5) or sorted(known)
                raise SettingError(f"no {what} is called {one}; did you mean {', '.join(near)}?")
    for day in filter(None, (chosen.since, chosen.until)):
        bound(day)
