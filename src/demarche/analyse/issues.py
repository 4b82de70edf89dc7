"""Issues: what positions are about, so that two parties' positions are put side by side only where they belong.

An issue is a topic and the thing it is about. Withdrawal of Russia's forces and of NATO's are two issues. Where a topic
is reciprocal in the list of topics (talks, trade, relations), the thing is the pair: talks of A with B are those of B
with A.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from demarche.analyse.taking import Dates, Day, is_code, state, states, take
from demarche.archive import Archive, Filter

#: For the topic, open to it, or against it: the groups that scores of positions use too.
VALUES = {"demand": 1, "offer": 1, "accept": 1, "support": 1, "open": 0, "reject": -1, "oppose": -1}


class Issue(NamedTuple):
    """A topic and what it is about: a code, two codes joined by ``+``, words of the text, or nothing."""

    topic: str
    about: str


class Held(NamedTuple):
    """A position as a row of the archive."""

    id: str
    report: str
    party: str
    stance: str
    topic: str
    object: str | None
    towards: tuple[str, ...]
    date: Day | None
    date_end: Day | None
    precision: str
    quote: str
    start_char: int
    end_char: int

    @property
    def dates(self) -> Dates:
        """First and last day it can belong to."""
        return Dates(self.date, self.date_end)

    @property
    def when(self) -> tuple[Day, Day]:
        """What positions are put in order by: last day, then first; without a date they come first."""
        return (self.date_end or date.min, self.date or date.min)


@cache
def _reciprocal() -> frozenset[str]:
    raw = tomllib.loads((resources.files("demarche.ontologies") / "topics.toml").read_text(encoding="utf-8"))
    return frozenset(topic for topic, row in raw.items() if row.get("reciprocal"))


#: Positions by issue and party (without its sector), oldest first.
Grouped = dict[tuple[Issue, str], list[Held]]


def issue_of(topic: str, party: str, object: str | None, towards: Iterable[str]) -> Issue:
    """The issue of a position."""
    if topic not in _reciprocal() or (object and not is_code(object)):
        return Issue(topic, (state(object) if is_code(object) else object.strip().lower()) if object else "")
    others = states([object]) if object else states(towards)
    pair = sorted({state(party), *others})
    return Issue(topic, "+".join(pair) if len(pair) == 2 else "")


@lru_cache(maxsize=65536)  # an archive holds each of its positions' heads many times
def head_of(topic: str, party: str, object: str | None, towards: tuple[str, ...]) -> tuple[Issue, str]:
    """Issue of a position, and its party without a sector."""
    return issue_of(topic, party, object, towards), state(party)


def issue(held: Held) -> Issue:
    """The issue of a position of the archive."""
    return head_of(held.topic, held.party, held.object, held.towards)[0]


def grouped(held: Iterable[Held]) -> Grouped:
    """Positions by issue and party, each group in the order given."""
    found: Grouped = defaultdict(list)
    for one in held:
        found[head_of(one.topic, one.party, one.object, one.towards)].append(one)
    return dict(found)


def positions(archive: Archive, filter: Filter) -> list[Held]:
    """The positions that pass the filter, oldest first."""
    found = take(archive, "positions", Held, filter, ("date_end", "date", "report", "start_char"))
    dated = sum(1 for held in found if held.date_end)
    return found[dated:] + found[:dated]  # without a date they come last from the archive
