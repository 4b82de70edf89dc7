"""How far parties stand apart on the issues that both speak of, and whether they come closer.

A stance for a topic is 1 (demand, offer, accept, support), open is 0, against is -1 (reject, oppose). The distance of
two parties on an issue is half the difference of the means of their stances,

    d = |mean(a) - mean(b)| / 2,

0 where they say the same on average, 1 where one is wholly for and the other wholly against. Overall, d is the mean
over the issues on which both took a stance, each weighing the same; issues of one party only are listed, not guessed.

The interval (90%) says how much rests on few statements: stances are taken as draws from a Dirichlet distribution with
a prior of 1/3 for each of the three values; with one statement each it is nearly as wide as the scale. It always holds
d itself.

By period, the stances of the ``memory`` days before its end count. ``change`` compares with the period before on issues
compared in both; ``closer`` is the share of draws in which d fell.

References: a city-block distance of mean positions, as in Hinich and Munger, Analytical Politics (1997),
doi:10.1017/CBO9781139174664; the prior of Perks, Journal of the Institute of Actuaries 73 (1947) 285-334.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from demarche.analyse.issues import Issue
from demarche.analyse.periods import after, all_between
from demarche.analyse.shapes import Note, Result, Table, columns, note
from demarche.analyse.stances import Stances, said_by, stances
from demarche.analyse.taking import chosen, parties_asked, source
from demarche.archive import NO_DAY, Archive, Filter, as_date, as_day
from demarche.errors import SettingError

_PAIR = (("a", "text", "one party"), ("b", "text", "the other party"))
_FIGURES = (
    ("distance", "float", "half the difference of mean stances, over issues compared", "0 to 1"),
    ("low", "float", "lower end of its 90% interval", "0 to 1"),
    ("high", "float", "upper end of its 90% interval", "0 to 1"),
)
SHAPE = columns(
    *_PAIR,
    ("period", "date", "first day of the period; null: the whole range"),
    *_FIGURES,
    ("issues", "int", "issues compared", "issues"),
    ("statements", "int", "positions of both on them", "positions"),
    ("change", "float", "distance less that of the period before, on issues compared in both", "-1 to 1"),
    ("closer", "float", "share of draws in which the distance fell", "0 to 1"),
)
ISSUES = columns(
    *_PAIR,
    ("topic", "text", "topic of the issue"),
    ("about", "text", "what it is about"),
    *_FIGURES,
    ("mean_a", "float", "mean stance of a; null where it has none", "-1 to 1"),
    ("mean_b", "float", "mean stance of b; null where it has none", "-1 to 1"),
    ("statements_a", "int", "positions of a on it", "positions"),
    ("statements_b", "int", "positions of b on it", "positions"),
)
#: 2000 draws give ends of an interval that vary by about 0.01 from seed to seed.
DRAWS = 2000
MEMORY = 180
#: Without parties named, pairs of the twelve that hold most positions: more can't be read in a table.
MOST_PARTIES = 12
_ORDER = (-1, 0, 1)
Counts = dict[Issue, dict[str, Counter[int]]]


def distance(
    archive: Archive,
    *parties: str,
    per: str = "month",
    memory: int = MEMORY,
    filter: Filter | None = None,
    **fields: Any,
) -> Result:
    """Distances: of two parties over time and by issue; of more, or of all, for each pair over the whole range."""
    wanted = parties_asked(parties)
    if len(wanted) == 1:
        raise SettingError("a distance is between two parties: give two codes or more, or none for all pairs")
    held = stances(archive, chosen(filter, fields))
    busiest = said_by(held)
    names = wanted or tuple(code for code, _ in busiest.most_common(MOST_PARTIES))
    counts = counts_of(held, names)
    pairs = list(combinations(sorted(names) if not wanted else names, 2))
    rows = [row for a, b in pairs if (row := overall(a, b, counts))]
    if len(wanted) == 2:
        rows += series(held.of(wanted), wanted, per, memory)
    by_issue = [row for a, b in pairs for row in _issues(a, b, counts)]
    rows.sort(key=lambda row: (row["period"] is not None, row["period"] or 0, -row["distance"], row["a"], row["b"]))
    more = {"issues": Table.of(ISSUES, by_issue)}
    notes = _notes(pairs, rows, by_issue, wanted or busiest)
    return Result("distance", Table.of(SHAPE, rows), more, notes,
                  {"parties": list(wanted), "per": per, "memory": memory}, source(archive))  # fmt: skip


def counts_of(held: Stances, parties: Collection[str] | None = None) -> Counts:
    """How often each party (or each of some) took each stance value on each issue."""
    told = np.bincount(3 * held.group.astype(np.int64) + held.value + 1, minlength=3 * len(held.heads))
    return _nested(told, held.heads, parties)


def _nested(told: Any, heads: Sequence[tuple[Issue, str]], parties: Collection[str] | None = None) -> Counts:
    """Numbers of each group and value, in the order of :data:`_ORDER`, as :data:`Counts`."""
    found: Counts = defaultdict(lambda: defaultdict(Counter))
    for at in np.flatnonzero(told).tolist():
        (one, party), value = heads[at // 3], _ORDER[at % 3]
        if parties is None or party in parties:
            found[one][party][value] = int(told[at])
    return found


def mean(counts: Mapping[int, int]) -> float:
    """Mean stance, -1 to 1."""
    return sum(value * n for value, n in counts.items()) / sum(counts.values())


def draws(counts: Mapping[int, int], key: str) -> Any:
    """Mean stances as they could be, given these statements; the same for the same counts and key."""
    return _draws(tuple(counts.get(value, 0) for value in _ORDER), key)


@lru_cache(maxsize=4096)  # a series asks for each window three times
def _draws(counts: tuple[int, ...], key: str) -> Any:
    chance = np.random.default_rng([*counts, *key.encode()])
    # Shares of a Dirichlet distribution are gamma draws over their sum.
    gamma = chance.standard_gamma(np.array(counts)[:, None] + 1 / 3, size=(len(counts), DRAWS))
    return np.array(_ORDER, float) @ gamma / gamma.sum(axis=0)


def _drawn(a: str, b: str, one: Issue, sides: Mapping[str, Counter[int]]) -> Any:
    return abs(draws(sides[a], f"{a}|{one}") - draws(sides[b], f"{b}|{one}")) / 2


def _shared(a: str, b: str, counts: Counts) -> list[Issue]:
    return sorted(one for one, sides in counts.items() if a in sides and b in sides)


def interval(value: float, drawn: Any) -> dict[str, float]:
    """The figure with the 90% interval of its draws, which always holds it."""
    low, high = np.quantile(drawn, [0.05, 0.95])
    return {"distance": value, "low": min(value, float(low)), "high": max(value, float(high))}


def overall(a: str, b: str, counts: Counts, over: list[Issue] | None = None) -> dict[str, Any] | None:
    """The distance of two parties over the issues they share (or some of them); None where there is none."""
    shared = _shared(a, b, counts) if over is None else over
    if not shared:
        return None
    value = float(np.mean([abs(mean(counts[one][a]) - mean(counts[one][b])) / 2 for one in shared]))
    drawn = np.mean([_drawn(a, b, one, counts[one]) for one in shared], axis=0)
    said = sum(counts[one][party].total() for one in shared for party in (a, b))
    return {"a": a, "b": b, "period": None, "issues": len(shared), "statements": said, **interval(value, drawn),
            "_drawn": drawn}  # fmt: skip


def series(held: Stances, pair: tuple[str, ...], per: str, memory: int) -> list[dict[str, Any]]:
    """Rows by period of two parties; periods in which nothing can be compared have none."""
    a, b = pair
    days = held.frame["date"].data
    order = np.argsort(days, kind="stable")
    order = order[np.searchsorted(days[order], NO_DAY, "right") :]
    if not len(order):
        return []
    days, told = days[order], (3 * held.group.astype(np.int64) + held.value + 1)[order]
    rows, before = [], None
    first, last = as_date(days[0]), as_date(days[-1])
    assert first and last
    for day in all_between(first, last, per):
        stop = after(day, per)
        begin, end = np.searchsorted(days, [as_day(stop - timedelta(days=memory)), as_day(stop)])
        counts = _nested(np.bincount(told[begin:end], minlength=3 * len(held.heads)), held.heads)
        row = overall(a, b, counts)
        if row:
            rows.append(row | {"period": day} | _change(a, b, before, counts))
        before = counts
    return rows


def _change(a: str, b: str, before: Counts | None, now: Counts) -> dict[str, float]:
    both = sorted(set(_shared(a, b, before)) & set(_shared(a, b, now))) if before else []
    if not before or not both:
        return {}
    old, new = overall(a, b, before, both), overall(a, b, now, both)
    if not old or not new:
        return {}
    if all(before[one][party] == now[one][party] for one in both for party in (a, b)):
        return {"change": 0.0}  # nothing new was said: there is no chance to speak of
    return {"change": new["distance"] - old["distance"], "closer": float(np.mean(new["_drawn"] < old["_drawn"]))}


def _issues(a: str, b: str, counts: Counts) -> list[dict[str, Any]]:
    rows = []
    for one, sides in counts.items():
        if a not in sides and b not in sides:
            continue
        row: dict[str, Any] = {"a": a, "b": b, "topic": one.topic, "about": one.about or None}
        for side, party in (("a", a), ("b", b)):
            some = sides.get(party)
            row |= {f"mean_{side}": mean(some) if some else None, f"statements_{side}": some.total() if some else 0}
        if a in sides and b in sides:
            row |= interval(abs(mean(sides[a]) - mean(sides[b])) / 2, _drawn(a, b, one, sides))
        rows.append(row)
    rows.sort(key=lambda row: (-(row.get("distance", -1)), row["topic"], row["about"] or ""))
    return rows


def _notes(
    pairs: list[tuple[str, str]],
    rows: list[dict[str, Any]],
    by_issue: list[dict[str, Any]],
    known: Collection[str],
) -> tuple[Note, ...]:
    notes = []
    apart = len(pairs) - sum(1 for row in rows if row["period"] is None)
    if apart:
        notes.append(note("distance_no_issue", n=apart, all=len(pairs)))
    lonely = sum(1 for row in by_issue if "distance" not in row)
    if lonely:
        notes.append(note("distance_one_sided", n=lonely))
    if len(known) > MOST_PARTIES:
        notes.append(note("distance_parties", n=MOST_PARTIES, all=len(known)))
    moved = [row for row in rows if row["period"] is not None and abs(2 * row.get("closer", 0.5) - 1) >= 0.9]
    if any(row["period"] for row in rows):
        dates = [row for row in rows if isinstance(row["period"], date)]
        if len(dates) > 1:
            notes.append(note("distance_moved" if moved else "distance_unmoved", n=len(moved), all=len(dates)))
    return tuple(notes)
