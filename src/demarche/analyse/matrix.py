"""The matrix of the state of play and what of it changed, from positions in arrays (:mod:`demarche.analyse.state`)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np

from demarche.analyse.arrays import different
from demarche.analyse.issues import Issue
from demarche.analyse.stances import Stances, runs_of, said_by
from demarche.analyse.taking import states
from demarche.archive import as_day

_STEPS = 6  # of a path; the oldest are left out


def matrix(found: Stances) -> list[dict[str, Any]]:
    """Rows of the matrix: issues on which most parties stand first, then those most told of."""
    sizes = (found.ends - found.starts).tolist()
    parties: Counter[Issue] = Counter(one for one, _ in found.heads)
    told: Counter[Issue] = Counter()
    for (one, _), size in zip(found.heads, sizes, strict=True):
        told[one] += size
    busiest = said_by(found)
    heads = found.heads
    order = sorted(range(len(heads)), key=lambda n: (
        -parties[heads[n][0]], -told[heads[n][0]], heads[n][0], -busiest[heads[n][1]], heads[n][1]))  # fmt: skip
    return _rows(found, np.array(order, np.int64))


def _rows(found: Stances, order: Any) -> list[dict[str, Any]]:
    last = found.frame.take(found.ends[order] - 1)
    latest = found.latest(found.ends[order])
    reports = different(found.group, found.frame["report"].codes, len(found.heads))[order]
    columns = {
        "stance": [one for one, _ in latest],
        "side": [one for _, one in latest],
        "since": _since(found, order, [one for _, one in latest]),
        "last": last["date_end"].to_list(),
        "precision": last["precision"].to_list(),
        "mentions": (found.ends - found.starts)[order].tolist(),
        "reports": reports.tolist(),
        "path": _paths(found, order),
        "towards": [list(states(one)) for one in last["towards"].to_list()],
        "words": last["quote"].to_list(),
        "item": last["id"].to_list(),
        "report": last["report"].to_list(),
    }
    heads = [found.heads[n] for n in order.tolist()]
    made = zip(*columns.values(), strict=True)
    return [
        {"topic": one.topic, "about": one.about or None, "party": party, **dict(zip(columns, row, strict=True))}
        for (one, party), row in zip(heads, made, strict=True)
    ]


def _since(found: Stances, order: Any, sides: list[int | None]) -> list[date | None]:
    """First day of the unbroken run of positions on the side that is held now."""
    now = np.full(len(found.heads), 9, np.int8)
    now[order] = [9 if side is None else side for side in sides]
    other = found.value != now[found.group]
    before = np.where(other, np.arange(len(other)), -1)
    last = np.maximum.reduceat(before, found.starts) if len(found.starts) else before
    begun = np.minimum(np.maximum(last + 1, found.starts), found.ends - 1)[order]
    days: list[date | None] = found.frame["date"].take(begun).to_list()
    return days


def _paths(found: Stances, order: Any) -> list[str]:
    """The stances in time; a new step where the stance changes."""
    size = len(found.group)
    steps = np.flatnonzero(runs_of(found.group, found.frame["stance"].codes) == np.arange(size))
    times = np.diff(steps, append=size).tolist()
    first, behind = np.searchsorted(steps, found.starts[order]), np.searchsorted(steps, found.ends[order])
    days = found.frame["date"].take(steps).to_list()
    made = []
    for a, b in zip(first.tolist(), behind.tolist(), strict=True):
        kept = range(max(a, b - _STEPS), b)
        shown = [f"{days[n] or 'no date'} {found.stance[steps[n]]}" + (f" ×{times[n]}" if times[n] > 1 else "")
                 for n in kept]  # fmt: skip
        made.append(" > ".join((["…"] if b - a > _STEPS else []) + shown))
    return made


def changes(found: Stances, border: date | None) -> list[dict[str, Any]]:
    """Stances that are new, or on another side than they were at the end of ``border``."""
    if border is None or not len(found.heads):
        return []
    before = np.add.reduceat((found.frame["date_end"].data <= as_day(border)).astype(np.int64), found.starts)
    moved = np.flatnonzero(before < found.ends - found.starts)
    now = found.latest(found.ends[moved])
    old = moved[before[moved] > 0]
    then = dict(zip(old.tolist(), found.latest(found.starts[old] + before[old]), strict=True))
    changed = [(n, then.get(n, (None, None)), one) for n, one in zip(moved.tolist(), now, strict=True)
               if then.get(n, (None, None))[0] != one[0]]  # fmt: skip
    last = found.frame.take(found.ends[np.array([n for n, _, _ in changed], np.int64)] - 1)
    words = zip(*last.lists(("quote", "id", "report")), strict=True)
    rows = [
        {"topic": found.heads[n][0].topic, "about": found.heads[n][0].about or None, "party": found.heads[n][1],
         "before": was[0], "now": is_[0], "direction": _direction(was[0], was[1], is_[1]),
         "words": quote, "item": item, "report": report}
        for (n, was, is_), (quote, item, report) in zip(changed, words, strict=True)
    ]  # fmt: skip
    order = ("towards", "away", "mixed", "same side", "new")
    return sorted(rows, key=lambda row: (order.index(row["direction"]), row["topic"], row["party"]))


def _direction(then: str | None, old: int | None, new: int | None) -> str:
    if then is None:
        return "new"
    if old is None or new is None:
        return "mixed"
    return "same side" if old == new else "towards" if new > old else "away"
