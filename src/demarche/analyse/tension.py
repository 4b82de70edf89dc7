"""Tension between two parties, of one party, or in all: how much of the coverage tells of conflict and cooperation.

For each period and measure: the share of the reports published in it that tell of at least one such event,

    share = reports with such an event / reports,

with a Wilson interval of 95%. Shares, not counts: where an archive grows, counts rise without anything having
happened. Beside them stands the mean of PLOVER's conflict-cooperation score over the events (-10 to 10), with an
interval that takes the report, not the event, as the unit.

High `conflict`: much of what is written tells of accusing, refusing, threatening or acting against. It does not say
that more happened: only that more of the reports tell of it.

References: Halterman et al., PLOVER and POLECAT, ISA 2023, doi:10.31235/osf.io/rm5dw, for types and scores; Wilson,
Journal of the American Statistical Association 22 (1927) 209-212, doi:10.1080/01621459.1927.10502953.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from demarche.analyse import breaks
from demarche.analyse.coverage import Coverage, coverage
from demarche.analyse.periods import after
from demarche.analyse.shapes import Note, Result, Table, columns, note
from demarche.analyse.taking import chosen, source, states
from demarche.analyse.vectors import sides
from demarche.archive import Archive, Coded, Filter, Frame
from demarche.errors import SettingError

SHAPE = columns(
    ("period", "date", "first day of the period"),
    ("measure", "text", "conflict, cooperation, threats, verbal_… and material_… of both"),
    ("events", "int", "events of the measure", "events"),
    ("reports", "int", "reports of the period that tell of one", "reports"),
    ("exposure", "int", "all reports of the period", "reports"),
    ("share", "float", "reports / exposure; null where exposure is below the minimum", "0 to 1"),
    ("low", "float", "lower end of its 95% interval", "0 to 1"),
    ("high", "float", "upper end of its 95% interval", "0 to 1"),
    ("claimed", "int", "reports in which every such event is only claimed by a party", "reports"),
    ("score", "float", "mean score of the events of the measure; null below five reports", "-10 to 10"),
    ("score_low", "float", "lower end of its 95% interval", "-10 to 10"),
    ("score_high", "float", "upper end of its 95% interval", "-10 to 10"),
)
BREAKS = columns(
    ("measure", "text", "the measure whose share changed"),
    ("period", "date", "first period after the change"),
    ("earliest", "date", "earliest first period, in 95% of redrawn series"),
    ("latest", "date", "latest first period, in 95% of redrawn series"),
    ("before", "float", "share before", "0 to 1"),
    ("after", "float", "share after", "0 to 1"),
    ("ratio", "float", "likelihood ratio of the change, bursts allowed for", "none"),
    ("penalty", "float", "what the ratio had to pass for a false alarm in one of twenty analyses", "none"),
)
#: Measure -> quad classes of PLOVER; threats are the type THREATEN, apart from acts (material_conflict).
MEASURES: dict[str, tuple[int, ...]] = {
    "conflict": (3, 4),
    "cooperation": (1, 2),
    "threats": (),
    "verbal_conflict": (3,),
    "material_conflict": (4,),
    "verbal_cooperation": (1,),
    "material_cooperation": (2,),
}
#: Those that breaks are looked for in; the level is shared among them.
TESTED = ("conflict", "cooperation", "threats", "material_conflict")
LEVEL = 0.05
#: Below ten reports the interval of a share of one half is wider than one half: no figure is better than that one.
LEAST_REPORTS = 10
#: Below five reports a mean's interval rests on too few differences between reports.
LEAST_FOR_SCORE = 5
CLAIMS = ("all", "reported", "claimed")
_Z = 1.959964  # 97.5% quantile of the normal distribution


@dataclass(frozen=True)
class _Told:
    """Events in the periods of the coverage: report and period by number, and what tells measures apart."""

    report: Any
    period: Any
    quad: Any
    threat: Any
    claimed: Any
    score: Any


def tension(
    archive: Archive,
    *parties: str,
    per: str = "month",
    claims: str = "all",
    place: str | None = None,
    minimum: int = LEAST_REPORTS,
    filter: Filter | None = None,
    **fields: Any,
) -> Result:
    """Shares and scores by period: of a dyad where two parties are given, of one, or of all events.

    ``parties``: a party, or several as one side joined by ``+`` (``"RUS+BLR"``). ``per``: day, week, month or year.
    ``claims``: all events, only those ``reported`` as fact, or only those ``claimed`` by a party. ``place``: only
    events in this country (ISO 3166 code). ``minimum``: reports that a period needs for a share to be given.
    """
    if claims not in CLAIMS:
        raise SettingError(f"claims can't be {claims!r}; they can be {', '.join(CLAIMS)}")
    groups = sides(parties, most=2)
    took = chosen(filter, fields)
    base = coverage(archive, took, per)
    told = _told(archive, base, groups, (claims, place), took)
    series = {name: _series(name, told, base, minimum) for name in MEASURES}
    rows = [row for name in MEASURES for row in series[name]]
    changed = [row for name in TESTED for row in _breaks(name, series[name], base, minimum)]
    return Result(
        "tension", Table.of(SHAPE, rows), {"breaks": Table.of(BREAKS, changed)},
        _notes(base, series, changed, minimum), source=source(archive),
        asked={"parties": list(parties), "per": per, "claims": claims, "place": place, "minimum": minimum},
    )  # fmt: skip


def _told(
    archive: Archive, base: Coverage, groups: list[tuple[str, ...]], which: tuple[str, str | None], took: Filter
) -> _Told:
    claims, place = which
    every = tuple(code for group in groups for code in group)
    names = ("report", "type", "quad", "score", "actors", "recipients", "claimed_by", "place")
    wanted = took.with_(party=every or took.party, status="actual", since=None, until=None)
    found = archive.select("events", wanted).frame(names)
    keep = _between(found, groups)
    if place:
        keep &= found["place"].each(lambda one: one.endswith(place.upper()), bool, False)
    claimed = found["claimed_by"].codes >= 0
    if claims != "all":
        keep &= claimed if claims == "claimed" else ~claimed
    number, period = base.numbers(found["report"])
    keep &= number >= 0
    return _Told(
        number[keep],
        period[keep],
        found["quad"].data[keep],
        found["type"].each(lambda one: one == "THREATEN", bool, False)[keep],
        claimed[keep],
        found["score"].data[keep],
    )


def _between(found: Frame, groups: list[tuple[str, ...]]) -> Any:
    """Events of a party; of two, those in which one acts on the other or both act together."""
    acting = [_holds(found["actors"], group) for group in groups]
    meant = [_holds(found["recipients"], group) for group in groups]
    if len(groups) == 2:
        (a, b), (to_a, to_b) = acting, meant
        return (a & b) | (a & to_b) | (b & to_a)
    return acting[0] | meant[0] if groups else np.ones(len(found), bool)


def _holds(lists: Coded, codes: tuple[str, ...]) -> Any:
    """For each row whether its list holds one of the codes, sectors left aside."""
    return lists.each(lambda some: not set(states(some)).isdisjoint(codes), bool, False)


def _series(name: str, told: _Told, base: Coverage, minimum: int) -> list[dict[str, Any]]:
    of = told.threat if name == "threats" else np.isin(told.quad, MEASURES[name])
    periods, report = told.period[of], told.report[of]
    count = len(base.periods)
    events = np.bincount(periods, minlength=count)
    tells, facts = np.zeros(len(base), bool), np.zeros(len(base), bool)
    tells[report], facts[report[~told.claimed[of]]] = True, True
    telling = base.period_of(np.flatnonzero(tells))
    reports = np.bincount(telling, minlength=count)
    claimed = np.bincount(telling[~facts[tells]], minlength=count)
    low, high = wilson(reports, base.exposure)
    scores = _scores(base, report, told.score[of], count)
    rows = []
    for i, day in enumerate(base.periods):
        shown = base.exposure[i] >= minimum
        rows.append({
            "period": day, "measure": name, "events": int(events[i]), "reports": int(reports[i]),
            "exposure": int(base.exposure[i]), "claimed": int(claimed[i]),
            "share": float(reports[i] / base.exposure[i]) if shown else None,
            "low": float(low[i]) if shown else None, "high": float(high[i]) if shown else None,
            **scores.get(i, {}),
        })  # fmt: skip
    return rows


def wilson(k: Any, n: Any) -> tuple[Any, Any]:
    """Ends of Wilson's 95% interval of the shares k/n; 0 and 1 where n is 0."""
    k, n = np.asarray(k, float), np.maximum(np.asarray(n, float), 1e-9)
    middle = (k + _Z**2 / 2) / (n + _Z**2)
    half = _Z * np.sqrt(np.maximum(0, k * (n - k) / n + _Z**2 / 4)) / (n + _Z**2)
    return np.maximum(0.0, middle - half), np.minimum(1.0, middle + half)


def _scores(base: Coverage, report: Any, score: Any, count: int) -> dict[int, dict[str, float]]:
    """Mean scores of the periods that have enough reports, with intervals from differences between reports."""
    known = ~np.isnan(score)
    size = np.bincount(report[known], minlength=len(base))
    first = np.flatnonzero(size)
    total = np.bincount(report[known], weights=score[known], minlength=len(base))[first]
    size, at = size[first], base.period_of(first)
    clusters = np.bincount(at, minlength=count)
    events = np.maximum(np.bincount(at, weights=size, minlength=count), 1)
    mean = np.bincount(at, weights=total, minlength=count) / events
    apart = (total - size * mean[at]) ** 2  # a ratio's variance: residuals of reports' sums
    spread = np.bincount(at, weights=apart, minlength=count)
    found = {}
    for i in np.flatnonzero(clusters >= LEAST_FOR_SCORE):
        c = clusters[i]
        error = _Z * float(np.sqrt(spread[i] * c / (c - 1))) / events[i]
        found[int(i)] = {"score": float(mean[i]), "score_low": float(max(-10, mean[i] - error)),
                         "score_high": float(min(10, mean[i] + error))}  # fmt: skip
    return found


def _breaks(name: str, rows: list[dict[str, Any]], base: Coverage, minimum: int) -> list[dict[str, Any]]:
    used = [i for i, row in enumerate(rows) if row["exposure"] >= max(1, minimum)]
    if len(used) < 2 * breaks.LEAST_PERIODS:
        return []
    k, n = ([rows[i][column] for i in used] for column in ("reports", "exposure"))
    days = [base.periods[i] for i in used]
    found = breaks.find(k, n, level=LEVEL / len(TESTED))
    return [
        {"measure": name, "period": days[one.at], "earliest": days[one.low],
         "latest": days[min(one.high, len(days) - 1)],
         "before": one.before, "after": one.after, "ratio": one.ratio, "penalty": one.penalty}
        for one in found
    ]  # fmt: skip


def _notes(
    base: Coverage, series: dict[str, list[dict[str, Any]]], changed: list[dict[str, Any]], minimum: int
) -> tuple[Note, ...]:
    rows = series["conflict"]
    notes = [note("tension_coverage")]
    if rows and not any(row["events"] for some in series.values() for row in some):
        notes.append(note("tension_none"))
    withheld = sum(1 for row in rows if row["exposure"] < minimum)
    if withheld:
        notes.append(note("tension_withheld", n=withheld, minimum=minimum))
    if base.undated:
        notes.append(note("coverage_undated", n=base.undated, per=base.per))
    if base.copies:
        notes.append(note("coverage_copies", n=base.copies))
    if len(rows) - withheld < 2 * breaks.LEAST_PERIODS:
        notes.append(note("tension_short", least=2 * breaks.LEAST_PERIODS))
    elif not changed:
        notes.append(note("tension_no_break"))
    return tuple(notes)


def last_of(day: date, per: str) -> date:
    """Last day of the period that begins on ``day``."""
    return after(day, per) - timedelta(days=1)
