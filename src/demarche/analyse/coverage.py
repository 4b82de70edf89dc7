"""Coverage: how many reports a period has, whatever they tell of; what every share is a share of.

A report counts in the period it was published in. One known to the month has no week or day and is left out of series
by week or day; the number of those is told. Reports that `demarche corroborate` found to be copies of another count
once, at the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.analyse.periods import PERIODS, all_between, start_of
from demarche.analyse.taking import arrow
from demarche.analyse.vectors import whole
from demarche.archive import Archive, Filter
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
    _ids: Any
    _period: Any

    def numbers(self, reports: Any) -> tuple[Any, Any]:
        """For each report id its number here and its period's number; -1 for a report that is not counted."""
        index = pc.index_in(whole(reports), value_set=self._ids)
        number = pc.fill_null(index, -1).to_numpy(zero_copy_only=False)
        period = np.where(number >= 0, self._period[number], -1) if len(self._period) else np.full(len(number), -1)
        return number, period


def coverage(archive: Archive, filter: Filter, per: str) -> Coverage:
    """Reports by period, narrowed by what is about reports (dates, outlet, language), not by what they tell of.

    Raises:
        SettingError: where ``per`` is no period.
    """
    if per not in PERIODS:
        raise SettingError(f"a period can't be {per!r}; it can be {', '.join(PERIODS)}")
    about = Filter(since=filter.since, until=filter.until, outlet=filter.outlet, language=filter.language,
                   report=filter.report)  # fmt: skip
    found = arrow(archive, "reports", ("report", "date", "precision"), about)
    good = pc.is_in(found["precision"], value_set=pa.array(_GOOD[per]))
    undated = found.num_rows - pc.sum(good).as_py() if found.num_rows else 0
    found = found.filter(good)
    first = found.filter(pc.invert(pc.is_in(found["report"], value_set=_copies(archive))))
    copies = found.num_rows - first.num_rows
    days = whole(first["date"])
    if not len(days):
        return Coverage(per, [], np.zeros(0, int), undated, copies, whole(first["report"]), np.zeros(0, int))
    limits = pc.min_max(days).as_py()
    periods = all_between(limits["min"], limits["max"], per)
    starts = np.array([start_of(day, per) for day in periods], "datetime64[D]")
    period = np.searchsorted(starts, days.to_numpy(zero_copy_only=False).astype("datetime64[D]"), side="right") - 1
    exposure = np.bincount(period, minlength=len(periods))
    return Coverage(per, periods, exposure, undated, copies, whole(first["report"]), period)


def _copies(archive: Archive) -> Any:
    """Ids of reports that are copies: of each group all but the first by id's report date."""
    found = archive.table("copies")
    if not found.num_rows:
        return pa.array([], pa.string())
    rows = found.to_pylist()
    newest = max(row["grouping"] or "" for row in rows)
    order = {row["report"]: row["date"] for row in arrow(archive, "reports", ("report", "date"), Filter()).to_pylist()}
    groups: dict[str, list[str]] = {}
    for row in rows:
        if (row["grouping"] or "") == newest and row["report"] in order:
            groups.setdefault(row["text_group"], []).append(row["report"])
    later = [
        report for some in groups.values() for report in sorted(some, key=lambda r: (order[r] is None, order[r], r))[1:]
    ]
    return pa.array(later, pa.string())
