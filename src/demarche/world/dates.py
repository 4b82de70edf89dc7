"""Dates known to the day, the month or the year, and whether a term of office covers them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

# A person who left office less than this long ago is still named for it; later they speak for themselves. Two years
# gave the same on the training reports and read two former envoys as their state's in the others.
RECENTLY = timedelta(days=180)
# Terms are asked for at the date of the report, by the thousand: the tables hold some 9,000 different ones.
KEPT = 32_768
LONG_AGO, FAR_OFF = date(1, 1, 1), date(9999, 12, 31)


@lru_cache(maxsize=KEPT)
def interval(text: str | None) -> tuple[date, date]:
    """First and last day of an ISO date cut to the precision known; all of time where there is none.

    Raises:
        ValueError: where the text is no such date.
    """
    if not text:
        return LONG_AGO, FAR_OFF
    parts = [int(part) for part in text[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    day = date(*parts)
    return day, day


@lru_cache(maxsize=KEPT)
def covered(start: str, end: str, at: tuple[date, date]) -> float:
    """How well a term covers a date: 1 wholly, a share of ``at`` where it does in part, below 0.5 soon after its end,
    0 outside. ``start`` and ``end`` are ISO dates cut to what is known, or empty where open."""
    first = interval(start)[0] if start else LONG_AGO
    last = interval(end)[1] if end else FAR_OFF
    if at == (LONG_AGO, FAR_OFF):
        return 1.0 if not end else 0.6
    from_, to = max(first, at[0]), min(last, at[1])
    if from_ <= to:
        whole = (at[1] - at[0]).days + 1
        return 0.6 + 0.4 * ((to - from_).days + 1) / whole
    if last < at[0] and at[0] - last <= RECENTLY:
        return 0.3
    return 0.0
