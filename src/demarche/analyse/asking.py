"""Entries of the ledger, from positions and events in arrays: who asks what of whom, and which answers it got.

The rules stand in :mod:`demarche.analyse.ledger`. An entry's mentions and answers are rows of the positions or of the
events; both are numbered in one list, the positions first.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.analyse.arrays import alike, bounds, distinct, joined, recoded, spread, together
from demarche.analyse.stances import Stances
from demarche.analyse.taking import plain_words, state, states
from demarche.archive import NO_DAY, Coded, Frame

ASKING = ("demand", "offer")
ANSWERS = {"accept": "agreed", "offer": "agreed", "support": "agreed", "reject": "refused", "oppose": "refused",
           "open": "open"}  # fmt: skip
#: Events that answer a request of the same mode.
BY_EVENT = {"REJECT": "refused", "AGREE": "agreed", "CONCEDE": "agreed", "RETREAT": "agreed"}
KINDS = {"REQUEST": "demand", "AGREE": "offer"}
#: What an answer may be, as it stands in the ledger; several are "mixed".
SAID = ("agreed", "refused", "open")
_LATE = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Mentions:
    """Every mention of every entry: ``entry`` it belongs to, ``row`` it stands in, in the order it was told in."""

    entry: Any
    row: Any


@dataclass(frozen=True)
class Reply:
    """The answers to an entry: rows of the first and the last, of which kinds they are, by whom, what joins them."""

    first: int
    last: int
    kinds: frozenset[str]
    by: tuple[str, ...]
    rests_on: str


@dataclass(frozen=True)
class Entries:
    """Entries as lists: kind, party, whom it is asked of, number of the group of positions (-1: only words say it)."""

    kind: list[str]
    party: list[str]
    towards: list[tuple[str, ...]]
    group: list[int]
    mentions: Mentions
    replies: dict[int, Reply]

    def __len__(self) -> int:
        return len(self.kind)


def by_issue(held: Stances, wanted: frozenset[str]) -> Entries:
    """Demands and offers among the positions, with their answers by issue; of some parties, those they are part of."""
    asks = np.flatnonzero(held.frame["stance"].each(lambda one: one in ASKING, bool, False))
    towards = recoded(held.frame["towards"].take(asks), states)
    stance = held.frame["stance"].take(asks)
    key = together(stance.codes, towards.codes + 1, held.group[asks])
    _, first, entry = np.unique(key, return_index=True, return_inverse=True)
    kinds, to = stance.take(first).to_list(), [one or () for one in towards.take(first).to_list()]
    group = held.group[asks[first]].tolist()
    parties = [held.heads[n][1] for n in group]
    kept = [n for n in range(len(first)) if not wanted or parties[n] in wanted or not wanted.isdisjoint(to[n])]
    number = np.full(len(first) + 1, -1)
    number[kept] = np.arange(len(kept))
    entry = number[entry]
    order = np.argsort(entry, kind="stable")
    order = order[np.searchsorted(entry[order], 0) :]
    mentions = Mentions(entry[order], asks[order])
    made = Entries([kinds[n] for n in kept], [parties[n] for n in kept], [to[n] for n in kept],
                   [group[n] for n in kept], mentions, {})  # fmt: skip
    made.replies.update(_answers(made, held))
    return made


class _Given:
    """The answers among the positions, by group and by whom they are given to (nobody: the empty text)."""

    def __init__(self, held: Stances) -> None:
        rows = np.flatnonzero(held.frame["stance"].each(lambda one: one in ANSWERS, bool, False))
        some = held.frame["towards"].take(rows)
        to = recoded(some, lambda codes: states(codes) or ("",))
        to = Coded(to.codes, to.values) if (to.codes >= 0).all() else _nobody(to)
        which, member, self.names = spread(to)
        group = held.group[rows[which]]
        order = np.argsort(together(group, member), kind="stable")
        self.row, group, member = rows[which[order]], group[order], member[order]
        days = held.frame["date_end"].data[self.row]
        self.days = np.where(days == NO_DAY, _LATE, days).tolist()
        key = together(group, member)
        starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, int)
        ends = [*starts[1:].tolist(), len(key)]
        self.parts = {
            (g, self.names[m]): n
            for n, (g, m) in enumerate(zip(group[starts].tolist(), member[starts].tolist(), strict=True))
        }
        self.bounds = list(zip(starts.tolist(), ends, strict=True)) if len(starts) else []
        kind = held.frame["stance"].take(self.row).each(lambda one: SAID.index(ANSWERS[one]) if one in ANSWERS else 9,
                                                        np.int8, 9)  # fmt: skip
        self._last = [
            np.maximum.reduceat(np.where(kind == n, np.arange(len(kind)), -1), starts).tolist() if len(starts) else []
            for n in range(len(SAID))
        ]

    def since(self, part: int, day: int) -> tuple[int, int, frozenset[str]] | None:
        """Rows of the first answer of that day or later and of the last one, and the kinds of all of them."""
        start, end = self.bounds[part]
        n = bisect_left(self.days, day, start, end)
        if n == end:
            return None
        kinds = frozenset(said for said, last in zip(SAID, self._last, strict=True) if last[part] >= n)
        return int(self.row[n]), int(self.row[end - 1]), kinds


def _nobody(to: Coded) -> Coded:
    """Where no list is given, nobody is named."""
    return Coded(np.where(to.codes < 0, len(to.values), to.codes), [*to.values, ("",)])


def _answers(made: Entries, held: Stances) -> dict[int, Reply]:
    """The answers by issue: to the one that asks, or to nobody by name."""
    given, number = _Given(held), {head: n for n, head in enumerate(held.heads)}
    first = _firsts(made, held.frame["date"].data)
    ends, starts = held.frame["date_end"].data, held.frame["date"].data
    found = {}
    for n, (party, towards, group) in enumerate(zip(made.party, made.towards, made.group, strict=True)):
        issue = held.heads[group][0]
        some = []
        for asked in towards:
            own = number.get((issue, asked))
            for to in (party, ""):
                part = given.parts.get((own, to)) if own is not None else None
                one = given.since(part, first[n]) if part is not None else None
                if one:
                    some.append((asked, *one))
        if some:
            when = [((ends[one[1]], starts[one[1]]), (ends[one[2]], starts[one[2]])) for one in some]
            earliest = min(range(len(some)), key=lambda k: when[k][0])
            newest = max(range(len(some)), key=lambda k: when[k][1])
            kinds = frozenset().union(*(one[3] for one in some))
            found[n] = Reply(some[earliest][1], some[newest][2], kinds, tuple(sorted({one[0] for one in some})),
                             "issue")  # fmt: skip
    return found


def _firsts(made: Entries, days: Any) -> list[int]:
    """First day of each entry's first mention."""
    starts, _ = bounds(made.mentions.entry, len(made))
    found: list[int] = days[made.mentions.row[starts]].tolist()
    return found


def by_words(held: Stances, told: Frame, wanted: frozenset[str]) -> Entries:
    """Requests and one-sided offers whose words no position of the same party covers; the same words once."""
    kinds = told["type"].each(lambda one: one in KINDS, bool, False)
    some = [told[name].each(bool, bool, False) for name in ("actors", "recipients")]
    asks = np.flatnonzero(kinds & some[0] & some[1])
    party = recoded(told["actors"].take(asks), lambda codes: state(codes[0]))
    asks = asks[~_covered(held, told.take(asks), party)]
    party = recoded(told["actors"].take(asks), lambda codes: state(codes[0]))
    towards = recoded(told["recipients"].take(asks), states)
    type_ = told["type"].take(asks)
    words = recoded(Coded(*distinct(told["quote"].take(asks))), plain_words)
    key = together(type_.codes, party.codes, towards.codes, words.codes)
    _, first, entry = np.unique(key, return_index=True, return_inverse=True)
    names, to, what = party.take(first).to_list(), towards.take(first).to_list(), type_.take(first).to_list()
    kept = [n for n in range(len(first)) if not wanted or names[n] in wanted or not wanted.isdisjoint(to[n])]
    number = np.full(len(first) + 1, -1)
    number[kept] = np.arange(len(kept))
    entry = number[entry]
    order = np.lexsort((told["date_end"].data[asks], entry))
    order = order[np.searchsorted(entry[order], 0) :]
    mentions = Mentions(entry[order], asks[order] + len(held.frame))
    return Entries([KINDS[what[n]] for n in kept], [names[n] for n in kept], [to[n] for n in kept],
                   [-1] * len(kept), mentions, {})  # fmt: skip


def _covered(held: Stances, asks: Frame, party: Coded) -> Any:
    """For each event whether words of it are those of a demand or offer of the same party."""
    rows = np.flatnonzero(held.frame["stance"].each(lambda one: one in ASKING, bool, False))
    owner = recoded(held.frame["party"].take(rows), state)
    (mine, theirs), _ = alike(party, owner)
    (here, there), _ = alike(asks["report"], held.frame["report"].take(rows))
    top = max(int(mine.max(initial=0)), int(theirs.max(initial=0))) + 1
    left, right = joined(here.astype(np.int64) * top + mine, there.astype(np.int64) * top + theirs)
    meets = _meet(asks, left, held.frame.take(rows), right)
    found = np.zeros(len(asks), bool)
    found[left[meets]] = True
    return found


def _meet(one: Frame, left: Any, other: Frame, right: Any) -> Any:
    """Whether the words of two items of one report share characters."""
    a, b = one["start_char"].data[left], one["end_char"].data[left]
    c, d = other["start_char"].data[right], other["end_char"].data[right]
    return (a < d) & (c < b)
