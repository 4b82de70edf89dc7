"""Days as they are known: a report of January has no first and last day of January."""

from __future__ import annotations

import calendar
from datetime import date

from demarche.show.labels import Labels


def span(start: date | None, end: date | None, labels: Labels) -> str:
    """From one day to another, in words; a whole month or year as that, empty where neither is known."""
    first, last = start or end, end or start
    if first is None or last is None:
        return ""
    if first == last:
        return labels.date(first.isoformat())
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return labels.date(f"{first:%Y-%m}")
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return labels.date(f"{first:%Y}")
    return labels.date(f"{first.isoformat()}/{last.isoformat()}")


def between(first: tuple[date | None, date | None], last: tuple[date | None, date | None], labels: Labels) -> str:
    """From one time to another, each known to a day or a month: "January 2022 – 9 March 2022"."""
    known = [told for told in (span(*first, labels), span(*last, labels)) if told]
    return " – ".join(dict.fromkeys(known))
