"""Coverage: how many reports a period has, whatever they tell of; what every share is a share of.

A report counts in the period it was published in. One known to the month has no week or day and is left out of series
by week or day; the number of those is told. Reports that `demarche corroborate` found to be copies of another count
once, at the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.analyse.arrays import alike
from demarche.analyse.periods import PERIODS, all_between, start_of
from demarche.archive import Archive, Coded, Filter, as_date, as_day
from demarche.errors import SettingError

#: Precisions of a date that are good enough for a period.
_GOOD = {"day": ("day",), "week": ("day",), "month": ("day", "month"), "year": ("day", "month", "year")}


@dataclass(frozen=True)
class Coverage:
    """Reports in periods without a gap: ``periods`` are first days, ``exposure`` the number of reports in each.

    ``undated`` and ``copies`` are numbers of reports left out.
    """

    per: str
    periods: list[Any]
    exposure: Any
    undated: int
    copies: int
    _reports: Coded
    _period: Any

    def __len__(self) -> int:
        return len(self._reports)

    def numbers(self, reports: Coded) -> tuple[Any, Any]:
        """For each report its number here and its period's number; -1 for a report that is not counted."""
        (own, theirs), values = alike(self._reports, reports)
        place = np.full(len(values) + 1, -1, np.int64)
        place[own] = np.arange(len(own))
        number = place[theirs]
        period = np.where(number >= 0, self._period[number], -1) if len(self._period) else np.full(len(number), -1)
        return number, period

    def period_of(self, numbers: Any) -> Any:
        """Number of the period of each report."""
        return self._period[numbers]


def coverage(archive: Archive, filter: Filter, per: str) -> Coverage:
    """Reports by period, narrowed by what is about reports (dates, outlet, language), not by what they tell of.

    Raises:
        SettingError: where ``per`` is no period.
    """
    if per not in PERIODS:
        raise SettingError(f"a period can't be {per!r}; it can be {', '.join(PERIODS)}")
    about = Filter(since=filter.since, until=filter.until, outlet=filter.outlet, language=filter.language,
                   report=filter.report)  # fmt: skip
    found = archive.select("reports", about).frame(("report", "date", "precision"))
    good = found.take(found["precision"].each(lambda one: one in _GOOD[per], bool, False))
    undated = len(found) - len(good)
    copies = archive.kept("copies", lambda: _copies(archive))
    first = good.take(good["report"].each(lambda one: one not in copies, bool, True)) if copies else good
    days, reports = first["date"].data, first["report"]
    left_out = len(good) - len(first)
    if not len(days):
        return Coverage(per, [], np.zeros(0, int), undated, left_out, reports, np.zeros(0, int))
    begun, ended = as_date(days.min()), as_date(days.max())
    assert begun and ended
    periods = all_between(begun, ended, per)
    starts = np.array([as_day(start_of(day, per)) for day in periods])
    period = np.searchsorted(starts, days, side="right") - 1
    exposure = np.bincount(period, minlength=len(periods))
    return Coverage(per, periods, exposure, undated, left_out, reports, period)


def _copies(archive: Archive) -> frozenset[str]:
    """Ids of reports that are copies: of each group all but the first by its date."""
    found = archive.table("copies")
    if not found.num_rows:
        return frozenset()
    rows = found.to_pylist()
    newest = max(row["grouping"] or "" for row in rows)
    reports = archive.select("reports").frame(("report", "date"), loose=True)
    order = dict(zip(*reports.lists(("report", "date")), strict=True))
    groups: dict[str, list[str]] = {}
    for row in rows:
        if (row["grouping"] or "") == newest and row["report"] in order:
            groups.setdefault(row["text_group"], []).append(row["report"])
    return frozenset(
        report for some in groups.values() for report in sorted(some, key=lambda r: (order[r] is None, order[r], r))[1:]
    )
