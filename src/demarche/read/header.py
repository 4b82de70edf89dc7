"""The header that a text may begin with: ``date 2022-01``, in words or on a line of its own."""

from __future__ import annotations

import re

from demarche.records import Furniture, Problem

_HEADER = re.compile(r"\A\s*(date\s+(\d{4}(?:-\d{2}(?:-\d{2})?)?))(?![\w-])", re.IGNORECASE)
# 31-01-2024 and 1/31/2024: which is the day is known where one of the two is over 12, or both are the same.
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
# 20240131 and 2024/01/31, with a time of day behind it or not: other ways to write the same.
_OTHERWISE = re.compile(r"(\d{4})([/.]?)(\d\d)\2(\d\d)(?![\d/.])")
# Newspapers begin in 1605. What lies outside stands for "not known" (0001-01-01, 9999-12-31) or is a slip, and one such
# report would stretch every analysis over thousands of years.
YEARS = range(1600, 2200)
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def header_of(text: str) -> tuple[str | None, tuple[Furniture, ...]]:
    """The date in the header, with the precision it has, and the header as furniture; (None, ()) without one."""
    found = _HEADER.match(text)
    if not found or not is_date(found[2]):
        return None, ()
    return found[2], (Furniture(found.start(1), found.end(1), "header"),)


def is_date(text: str) -> bool:
    """Whether ``text`` is an ISO date of :data:`YEARS`, cut to a year, a month or a day (which has to exist)."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part) if part else 0 for part in found.groups())
    return year in YEARS and (not day or day <= _days(year, month))


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def date_or_problem(value: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    """``value`` as a date with the precision known; a problem where it is none. Times of day are cut off."""
    if not value:
        return None, ()
    day = value.strip()
    otherwise = _OTHERWISE.match(day)
    day = "-".join(otherwise.group(1, 3, 4)) if otherwise else _year_first(day) or day[:10]
    for length in (10, 7, 4):
        if is_date(day[:length]) and len(day) >= length:
            kept = day[:length]
            whole = len(day) in (4, 7, 10) and length == len(day)
            return kept, () if whole else (Problem("date", f"of the date {value!r} only {kept} could be read"),)
    return None, (Problem("date", f"{value!r} is no date such as 2022, 2022-01 or 2022-01-12"),)


def _year_first(told: str) -> str | None:
    """A date with its year last as an ISO date; as its year and words that are none where day and month are unclear."""
    found = _YEAR_LAST.match(told)
    if not found:
        return None
    one, other, year = int(found[1]), int(found[3]), found[4]
    if one <= 12 and other <= 12 and one != other:
        return f"{year}?"
    day, month = max(one, other), min(one, other)
    return f"{year}-{month:02}-{day:02}"
