"""Days, weeks, months and years, and dates cut to any of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from demarche.errors import SettingError

PERIODS = ("day", "week", "month", "year")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def start_of(day: date, per: str) -> date:
    """First day of the period that ``day`` lies in; weeks begin on Monday (ISO 8601).

    Raises:
        SettingError: where ``per`` is no period.
    """
    if per == "day":
        return day
    if per == "week":
        return day - timedelta(days=day.weekday())
    if per == "month":
        return day.replace(day=1)
    if per == "year":
        return day.replace(month=1, day=1)
    raise SettingError(f"a period can't be {per!r}; it can be {', '.join(PERIODS)}")


def after(first: date, per: str) -> date:
    """First day of the next period."""
    long = {"day": 1, "week": 7, "month": 32, "year": 367}[per]  # a month or a year: some day of the next one
    room = (date.max - first).days  # the calendar's last year has no next one
    return start_of(first + timedelta(days=min(long, room)), per)


def all_between(first: date, last: date, per: str) -> list[date]:
    """First days of every period from that of ``first`` to that of ``last``."""
    found = [start_of(first, per)]
    while found[-1] < start_of(last, per):
        found.append(after(found[-1], per))
    return found


def last_day(text: str) -> date:
    """The last day that a date cut to year, month or day can be.

    Raises:
        SettingError: where it is no date.
    """
    found = _ISO.fullmatch(text)
    try:
        year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
        if day:
            return date(year, month, day)
        return date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError as error:
        raise SettingError(f"{text!r} is no date: give a year, a month or a day, such as 2022-01-12") from error
