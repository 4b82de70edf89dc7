"""From words for time to a date of the ISO calendar, cut to the precision that the text lets be known.

A date is ``2018``, ``2019-02``, ``2019-02-13`` or an interval of two of these, ``2019-02-13/2019-02-15``. Weeks run
from Monday to Sunday. Weekdays and months without a direction of their own follow the tense of their clause: past
looks back, the day of the report included; present and future look ahead. See :mod:`demarche.find.times` for the kinds.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from demarche.findings import TimeExpression

# A present tense tells of days ahead ("op 31 oktober vertrekt …"), but also of days just behind ("de brief van 3 mei").
RECENT = 31
# Days that a date against the tense of its clause seems further off: a wrong tense (one parse in ten) must not send a
# date to another year where the near one is much nearer.
AGAINST = 90
# A month that comes so soon lies ahead in the past tense too ("invited both for a summit in April", told in March): one
# of nearly a year ago would be told with its year.
SOON = 2
Values = dict[str, str]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def resolve(time: TimeExpression, published: str | None, tense: str | None = None) -> str | None:
    """The date of an expression in a report of ``published`` (ISO, of any precision), or None.

    ``tense`` (``past``, ``present``, ``future``; UD's names are understood too) overrides that of the expression's own
    clause. Where ``published`` is a month or a year only, what is counted in days or weeks from it is known no finer.
    """
    values = dict(time.values)
    values["tense"] = normal_tense(tense) if tense else normal_tense(values.get("tense", ""))
    absolute = _absolute(time.kind, values)
    if absolute or not published:
        return absolute
    if len(published) < len("2022-01-12"):
        return _coarse(time.kind, values, published)
    today = date.fromisoformat(published[:10])
    handler = HANDLERS.get(time.kind)
    return handler(values, today) if handler else None


def weekday_in(time: TimeExpression, day: str) -> str | None:
    """The day of the week that words for time name where their date is a month or a year: "monday" of "op maandag".

    A date that is known to the day says it itself.
    """
    known = dict(time.values).get("weekday")
    return WEEKDAYS[int(known)] if known and time.kind == "weekday" and len(day) <= len("2022-01") else None


def lies(day: str, published: str) -> str:
    """``ahead``, ``behind`` or ``now``: where a date or an interval lies from a report's, as far as both are known."""
    first, last = day.split("/")[0], day.split("/")[-1]
    if first[: len(published)] > published[: len(first)]:
        return "ahead"
    return "behind" if last[: len(published)] < published[: len(last)] else "now"


def normal_tense(tense: str) -> str:
    """``past``, ``present``, ``future`` or ``""`` of any spelling of a tense."""
    low = tense.lower()
    return next((name for name in ("past", "present", "future") if low and name.startswith(low[:4])), "")


def _absolute(kind: str, values: Values) -> str | None:
    """The date of an expression that names its year."""
    if "year" not in values:
        return None
    year = int(values["year"])
    if kind in ("date", "days", "month", "season"):
        return _in_year(kind, values, year)
    if kind == "years":
        return f"{year}/{values['year2']}"
    if kind == "decade":
        return f"{year}/{year + 9}"
    return f"{year:04d}"


def _in_year(kind: str, values: Values, year: int) -> str | None:
    """A date, a row of days, a month or a season of a known year; None where the calendar has no such day."""
    month = int(values["month"])
    if kind == "month":
        return f"{year:04d}-{month:02d}"
    if kind == "season":
        return _season(year, month)
    last = monthrange(year, month)[1]
    day = int(values["day"])
    if not 1 <= day <= last:
        return None
    first = f"{year:04d}-{month:02d}-{day:02d}"
    if kind == "date":
        return first
    other = int(values["day2"])
    return f"{first}/{year:04d}-{month:02d}-{other:02d}" if day < other <= last else None


def _season(year: int, month: int) -> str:
    """Three months; a winter ends in its year: the winter of 2021 is December 2020 to February 2021."""
    if month == 12:
        return f"{year - 1:04d}-12/{year:04d}-02"
    return f"{year:04d}-{month:02d}/{year:04d}-{month + 2:02d}"


def _coarse(kind: str, values: Values, published: str) -> str | None:
    """What can be known where the report's own date is a month or a year."""
    year = int(published[:4])
    month = int(published[5:7]) if len(published) >= len("2022-01") else None
    if "years" in values:
        return _in_year(kind, values, year + int(values["years"]))
    if kind == "period" and values["unit"] == "year":
        return f"{year + int(values['shift']):04d}"
    if kind == "elapsed" and values["unit"] == "year":
        return f"{year:04d}"
    if kind == "ago" and values["unit"] in ("year", "decade"):
        return _ago(values, date(year, month or 6, 15))
    if month is None:
        return _in_year(kind, values, year) if kind in ("date", "days", "month") else f"{year:04d}"
    middle = date(year, month, 15)
    if kind in ("date", "days", "month", "season"):
        return HANDLERS[kind](values, middle)
    if values.get("unit") in ("month", "quarter") and kind in ("period", "ago"):
        return HANDLERS[kind](values, middle)
    return f"{year:04d}-{month:02d}"


def _date(values: Values, today: date, kind: str = "date") -> str | None:
    """A day of the nearest year that the tense allows."""
    if "years" in values:
        return _in_year(kind, values, today.year + int(values["years"]))
    every = [t for year in (today.year - 1, today.year, today.year + 1) if (t := _in_year(kind, values, year))]
    return min(every, key=lambda text: _strangeness(date.fromisoformat(text[:10]), today, values), default=None)


def _strangeness(day: date, today: date, values: Values) -> int:
    """How far a day lies from the report; further by :data:`AGAINST` where its weekday or its clause's tense differ."""
    distance, tense = (day - today).days, values["tense"]
    if "weekday" in values:
        return abs(distance) + (AGAINST if day.weekday() != int(values["weekday"]) else 0)
    against = distance > 0 if tense == "past" else distance < -RECENT if tense == "present" else distance < 0
    return abs(distance) + (AGAINST if against and tense else 0)


def _days(values: Values, today: date) -> str | None:
    return _date(values, today, "days")


def _month(values: Values, today: date) -> str | None:
    """A month: the nearest that the tense allows, the report's own month included."""
    month = int(values["month"])
    if "years" in values:
        return f"{today.year + int(values['years']):04d}-{month:02d}"
    ahead = values.get("tense") == "future" or values.get("shift", "") == "1"
    if values.get("shift") == "0":
        year = today.year
    elif ahead:
        year = today.year + (month < today.month or (values.get("shift") == "1" and month == today.month))
    elif values.get("tense") == "present" and not values.get("shift"):
        year = _nearest_year(month, today)
    else:
        soon = not values.get("shift") and 0 < (month - today.month) % 12 <= SOON
        behind = month > today.month or (values.get("shift") == "-1" and month == today.month)
        year = today.year + (month < today.month) if soon else today.year - behind
    return f"{year:04d}-{month:02d}"


def _nearest_year(month: int, today: date) -> int:
    """The year in which a month lies nearest to the report's."""
    distance = month - today.month
    return today.year + (distance < -6) - (distance > 6)


def _weekday(values: Values, today: date) -> str | None:
    """A day of the week by its shift, or by tense: back for the past (today included), ahead otherwise."""
    weekday = int(values["weekday"])
    shift = int(values["shift"]) if "shift" in values else None
    monday = today - timedelta(days=today.weekday())
    if values.get("of") == "week" and shift is not None:
        return _iso(monday + timedelta(days=7 * shift + weekday))
    back, ahead = (today.weekday() - weekday) % 7, (weekday - today.weekday()) % 7
    if shift == 0:
        return _iso(monday + timedelta(days=weekday))
    if shift is not None:
        return _iso(today - timedelta(days=back or 7) if shift < 0 else today + timedelta(days=ahead or 7))
    forward = values.get("tail") in ("aanstaande", "a.s.") or values["tense"] in ("present", "future")
    return _iso(today + timedelta(days=ahead) if forward else today - timedelta(days=back))


def _day(values: Values, today: date) -> str | None:
    return _iso(today + timedelta(days=int(values["offset"])))


def _night(values: Values, today: date) -> str | None:
    return f"{_iso(today - timedelta(days=1))}/{_iso(today)}"


def _nights(values: Values, today: date) -> str | None:
    """The night that begins on a day of the week."""
    first = _weekday(values, today)
    return f"{first}/{_iso(date.fromisoformat(first) + timedelta(days=1))}" if first else None


def _ago(values: Values, today: date) -> str | None:
    """So many days, weeks, months or years back or ahead, no finer than the unit that is counted."""
    number, unit = float(values["number"]), values["unit"]
    sign = -1 if values["sign"] == "-" else 1
    if unit == "hour":
        return _iso(today) if number < 24 else _iso(today + timedelta(days=round(sign * number / 24)))
    if unit == "day":
        return _iso(today + timedelta(days=round(sign * number)))
    if unit in ("week", "weekend"):
        return _period({"unit": "week", "shift": str(round(sign * number))}, today)
    if unit in ("month", "quarter"):
        months = round(sign * number * (3 if unit == "quarter" else 1))
        return _period({"unit": "month", "shift": str(months)}, today)
    years = {"year": 1, "decade": 10, "century": 100}[unit] * number * sign
    return f"{today.year + round(years):04d}"


def _last(values: Values, today: date) -> str | None:
    """A stretch of days, weeks, months or years that ends (or begins) at the report."""
    number, unit, shift = float(values["number"]), values["unit"], int(values["shift"])
    if unit in ("year", "decade", "century"):
        years = round(number * {"year": 1, "decade": 10, "century": 100}[unit]) * shift
        return "/".join(f"{y:04d}" for y in sorted((today.year, today.year + years)))
    if unit in ("month", "quarter"):
        other = _shift_month(today, round(number * (3 if unit == "quarter" else 1)) * shift)
        return "/".join(sorted((f"{today:%Y-%m}", other)))
    days = {"hour": 1 / 24, "day": 1, "week": 7, "weekend": 7}[unit] * number * shift
    return "/".join(sorted({_iso(today), _iso(today + timedelta(days=round(days)))}))


def _elapsed(values: Values, today: date) -> str | None:
    """The part of this week before or after the report; months and years are known no finer than themselves."""
    if values["unit"] not in ("week", "weekend"):
        return _period({"unit": values["unit"], "shift": "0"}, today)
    monday = today - timedelta(days=today.weekday())
    ends = (monday, today) if values["side"] == "before" else (today, monday + timedelta(days=6))
    return "/".join(sorted({_iso(d) for d in ends}))


def _period(values: Values, today: date) -> str | None:
    """This, the last or the next week, weekend, month, quarter, year or century."""
    unit, shift = values["unit"], int(values["shift"])
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    if unit == "week":
        return f"{_iso(monday)}/{_iso(monday + timedelta(days=6))}"
    if unit == "weekend":
        return _weekend(values, today)
    if unit == "month":
        return _shift_month(today, shift)
    if unit == "quarter":
        first = _shift_month(date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), 3 * shift)
        return f"{first}/{_shift_month(date.fromisoformat(first + '-01'), 2)}"
    if unit == "year":
        return f"{today.year + shift:04d}"
    if unit == "century":
        first_year = (today.year // 100 + shift) * 100
        return f"{first_year:04d}/{first_year + 99:04d}"
    return _iso(today + timedelta(days=shift)) if unit == "day" else None


def _weekend(values: Values, today: date) -> str:
    """Saturday and Sunday: the last that began, for the past; this week's; the next that begins, for the future.

    On a Monday "dit weekend" of a past clause is the one behind, else the one ahead.
    """
    shift = int(values["shift"])
    saturday = today + timedelta(days=5 - today.weekday())
    if (shift < 0 and saturday + timedelta(days=1) > today) or (
        not shift and values.get("tense") == "past" and saturday > today
    ):
        saturday -= timedelta(weeks=1)
    if shift > 0 and saturday <= today:
        saturday += timedelta(weeks=1)
    return f"{_iso(saturday)}/{_iso(saturday + timedelta(days=1))}"


def _season_near(values: Values, today: date) -> str | None:
    """The last, this or next time of a season."""
    month, shift = int(values["month"]), int(values["shift"])
    year = today.year + (1 if month == 12 and today.month >= 6 else 0)
    if shift < 0:
        begins = month % 12 + 2
        year -= (begins >= today.month and month != 12) or (month == 12 and today.month <= 2)
    elif shift > 0 and month != 12:
        year += month <= today.month
    return _season(year, month)


def _shift_month(today: date, months: int) -> str:
    index = today.year * 12 + today.month - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _iso(day: date) -> str:
    return day.isoformat()


HANDLERS: dict[str, Callable[[Values, date], str | None]] = {
    "date": _date,
    "days": _days,
    "month": _month,
    "weekday": _weekday,
    "day": _day,
    "night": _night,
    "nights": _nights,
    "ago": _ago,
    "last": _last,
    "elapsed": _elapsed,
    "period": _period,
    "season": _season_near,
}
