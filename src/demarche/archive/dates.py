"""Dates known to a year, a month, a day, or as an interval: their first day, last day and precision."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from demarche.errors import SettingError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
Days = tuple[date | None, date | None, str]
UNKNOWN: Days = (None, None, "none")


@lru_cache(maxsize=4096)  # a year holds 365 of them; reports of an affair share a few hundred
def days(text: str | None) -> Days:
    """First day, last day and precision of an ISO date (``2022``, ``2022-01``, ``2022-01-12``) or interval ``a/b``.

    What is no date gives ``(None, None, "none")``.
    """
    if not text:
        return UNKNOWN
    first, slash, last = text.partition("/")
    if slash:
        start, end = days(first or last), days(last or first)
        return (start[0], end[1], "interval") if start[0] and end[1] and start[0] <= end[1] else UNKNOWN
    found = _ISO.match(first)
    if not found:
        return UNKNOWN
    return _one(*(int(part) if part else None for part in found.groups()))


def _one(year: int | None, month: int | None, day: int | None) -> Days:
    try:
        if not year:
            return UNKNOWN
        if day and month:
            whole = date(year, month, day)
            return whole, whole, "day"
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
        return date(year, 1, 1), date(year, 12, 31), "year"
    except ValueError:  # 2022-13, 2022-02-30
        return UNKNOWN


def bound(text: str, *, last: bool = False) -> date:
    """The first day (or the last) that ``text`` stands for, as a limit of a filter.

    Raises:
        SettingError: where it is no date.
    """
    start, end, _ = days(text)
    found = end if last else start
    if found is None:
        raise SettingError(f"{text!r} is no date: give a year, a month or a day, such as 2022, 2022-01 or 2022-01-12")
    return found
