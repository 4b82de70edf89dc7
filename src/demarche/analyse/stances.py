"""Positions by issue and party, oldest first, as arrays: what of an archive's positions is asked for all rows at once.

Rows stand group by group. A *run* is what a party says on an issue on one and the same day (or month, or year).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from demarche.analyse.arrays import bounds, together
from demarche.analyse.issues import VALUES, Held, Issue, head_of
from demarche.archive import NO_DAY, Archive, Filter, Frame

_NAMES = Held._fields
_ORDER = ("date_end", "date", "report", "start_char")


@dataclass(frozen=True)
class Stances:
    """``frame``: the positions; ``heads``: issue and party of each group, in the order they were first told of;
    ``group``: each row's group; ``starts`` and ``ends``: each group's first row and the one behind its last."""

    frame: Frame
    heads: list[tuple[Issue, str]]
    group: Any
    starts: Any
    ends: Any

    @cached_property
    def stance(self) -> list[str]:
        """Stance of each row."""
        found: list[str] = self.frame["stance"].to_list()
        return found

    @cached_property
    def value(self) -> Any:
        """1, 0 or -1 for each row."""
        return self.frame["stance"].each(VALUES.__getitem__, np.int8, 0)

    @cached_property
    def run(self) -> Any:
        """First row of the run that each row belongs to."""
        columns = (self.group, self.frame["date"].data, self.frame["date_end"].data)
        return runs_of(*columns)

    def of(self, parties: Iterable[str]) -> Stances:
        """Groups of these parties only."""
        wanted = set(parties)
        kept = [n for n, (_, party) in enumerate(self.heads) if party in wanted]
        number = np.full(len(self.heads), -1, np.int64)
        number[kept] = np.arange(len(kept))
        group = number[self.group]
        rows = np.flatnonzero(group >= 0)
        return Stances(self.frame.take(rows), [self.heads[n] for n in kept], group[rows],
                       *bounds(group[rows], len(kept)))  # fmt: skip

    def latest(self, ends: Any) -> list[tuple[str, int | None]]:
        """For each of some groups the stances of the last run before ``ends``, and their side; None for several."""
        starts = self.run[ends - 1]
        return [_told(tuple(self.stance[a:b])) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def _told(stances: tuple[str, ...]) -> tuple[str, int | None]:
    sides = {VALUES[stance] for stance in stances}
    return "; ".join(dict.fromkeys(stances)), sides.pop() if len(sides) == 1 else None


def runs_of(*columns: Any) -> Any:
    """For each row the first one of the run of rows that are equal in all columns."""
    size = len(columns[0])
    new = np.zeros(size, bool)
    for one in columns:
        new[1:] |= one[1:] != one[:-1]
    return np.maximum.accumulate(np.where(new, np.arange(size), 0)) if size else new


def said_by(found: Stances) -> Counter[str]:
    """How many positions each party holds, in the order they were first told of."""
    busiest: Counter[str] = Counter()
    for (_, party), size in zip(found.heads, (found.ends - found.starts).tolist(), strict=True):
        busiest[party] += size
    return busiest


def stances(archive: Archive, filter: Filter) -> Stances:
    """The positions that pass the filter; kept for the next question about the same ones."""
    return archive.kept(("stances", filter), lambda: _stances(archive, filter))


def _stances(archive: Archive, filter: Filter) -> Stances:
    frame = archive.select("positions", filter).by(*_ORDER).frame(_NAMES)
    dated = int(np.count_nonzero(frame["date_end"].data != NO_DAY))
    if dated < len(frame):  # without a date they come last from the archive, and were told before all others
        frame = frame.take(np.r_[dated : len(frame), 0:dated])
    group, heads = _grouped(frame)
    order = np.argsort(group, kind="stable")
    return Stances(frame.take(order), heads, group[order], *bounds(group[order], len(heads)))


def _grouped(frame: Frame) -> tuple[Any, list[tuple[Issue, str]]]:
    """For each row the number of its issue and party, in the order they come."""
    parts = [frame[name] for name in ("topic", "party", "object", "towards")]
    key = together(*(part.codes + 1 for part in parts))
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    columns = [part.take(first).to_list() for part in parts]
    numbers: dict[tuple[Issue, str], int] = {}
    made = np.empty(len(first), np.int32)
    made_of = list(zip(*columns, strict=True))
    for n in np.argsort(first).tolist():
        topic, party, about, towards = made_of[n]
        made[n] = numbers.setdefault(head_of(topic, party, about, towards or ()), len(numbers))
    return made[place] if len(made) else place, list(numbers)
