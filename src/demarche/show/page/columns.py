"""Tables for readers: which columns a screen shows, under which headings, and each value in plain words.

``tables.toml`` says which; words and headings are those of :mod:`demarche.analyse.words`. A CSV has everything, as
codes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from demarche.analyse import words as said
from demarche.analyse.shapes import Table
from demarche.show.charts.theme import Words, cut
from demarche.show.state.lines import place_name

Row = Mapping[str, Any]

#: Columns whose values are codes of parties.
PARTIES = frozenset({"party", "towards", "parties", "actors", "recipients", "by", "a", "b", "source", "target",
                     "claimed_by", "told_by", "answered_by", "node", "country", "lowest_by", "highest_by"})  # fmt: skip
#: Columns of codes -> the group of words that names them: of the labels, or of the analyses.
_LABELS = {"topic": "topics", "stance": "stances", "before": "stances", "now": "stances", "type": "types",
           "what": "forces", "status": "status"}  # fmt: skip
_WORDS = {"answer": "answers", "outcome": "outcomes", "measure": "measures", "precision": "precisions",
          "quad": "quads"}  # fmt: skip
_SHARES = frozenset({"share", "conflict", "unnamed", "claims"})
_QUOTES = frozenset({"words", "action", "if_text", "then_text", "answer_words", "outcome_words"})
_ENOUGH, _LONGEST = 60, 260  # characters of a quotation: a clause, and what four lines of a column hold
_COUNTED = frozenset({"weight", "strength"})  # counts of reports, unless an analysis weighs them
_PLACES = {"events": 1, "statements": 1}  # of means a report: more would feign precision
_MOMENTS = frozenset({"deadline", "happened"})  # dates as the texts give them: 2019, 2019-05


@dataclass(frozen=True)
class Shown:
    """A column of a screen: its heading, and how its values stand: ``n`` numbers, ``date``, ``quote`` or text."""

    name: str
    heading: str
    look: str
    value: Callable[[Row, Words], str]


def shown(name: str, table: Table, words: Words) -> list[Shown]:
    """The columns that a screen shows of a table; those without any value are left out."""
    kinds = {column.name: column.type for column in table.columns}
    wanted = _layouts().get(name) or [one for one in kinds if one != "report" and not one.endswith("item")]
    made = [_column(name, one, kinds, words) for one in wanted if one in kinds or one in _MADE]
    rows = table.rows() if len(table) < 2000 else []  # of a long table every column has something
    return [one for one in made if not rows or any(one.value(row, words) for row in rows)]


@cache
def _layouts() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))


def heading(table: str, column: str, words: Words) -> str:
    """What stands above a column."""
    own = words.get("columns", f"{table}.{column}")
    return own if own != f"{table}.{column}" else words.get("columns", column)


def _column(table: str, name: str, kinds: Mapping[str, str], words: Words) -> Shown:
    title = heading(table, name, words)
    if name in _MADE:
        look, value = _MADE[name]
        return Shown(name, title, look, value)
    kind = kinds[name]
    look = {"int": "n", "float": "n", "date": "date"}.get(kind, "quote" if name in _QUOTES else "text")
    if name in _WORDS or name in PARTIES:
        look = "text"
    return Shown(name, title, look, lambda row, words: value_of(name, row[name], words))


def value_of(name: str, value: Any, words: Words) -> str:
    """A value in the reader's words: parties by name, codes in plain words, dates as people write them."""
    if name == "outlet" and not value:
        return words.axis("unknown")
    if value is None and name == "period":  # the first row of a distance between two
        return words.axis("whole_time")
    if value is None or value == []:
        return ""
    if name in PARTIES:
        return ", ".join(words.node(one) for one in ([value] if isinstance(value, str) else value))
    if name in _MOMENTS:
        return words.labels.date(str(value))
    if isinstance(value, bool):
        return words.get("values", str(value).lower())
    if isinstance(value, date):
        return words.day(value, "month" if name in ("month", "period") else "day")
    if isinstance(value, float):
        return _decimal(value, name, words)
    if isinstance(value, int) and name not in _WORDS:
        return words.labels.number(value)
    return _coded(name, value, words)


def _coded(name: str, value: Any, words: Words) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    text = str(value)
    if name in _LABELS:
        parts = [words.labels.get(_LABELS[name], one) for one in text.split("; ")]
        return "; ".join(words.labels.get("types", one) if one.isupper() else one for one in parts)
    if name in _WORDS:
        return words.get(_WORDS[name], text)
    if name == "place":
        return place_name(text)
    if name == "disputed":
        return words.get("disputed", text)
    return gist(text) if name in _QUOTES else " ".join(words.get("values", text).split())


def gist(text: str) -> str:
    """The first words that an item rests on: where it is told again, later words say little more."""
    pieces = text.split(" … ")
    kept = pieces[0]
    for piece in pieces[1:]:
        if len(kept) >= _ENOUGH:
            break
        kept += f" … {piece}"
    return cut(kept, _LONGEST)


def _decimal(value: float, name: str, words: Words) -> str:
    if name in _SHARES:
        return f"{value:.0%}"
    places = 0 if name in _COUNTED and value == round(value) else _PLACES.get(name, 2)
    known = said.load(words.language)["dates"]
    return f"{value:.{places}f}".replace(".", known["decimal"]).replace("-", "−")


def _issue(row: Row, words: Words) -> str:
    return words.issue(row["topic"], row["about"]) if row["topic"] else ""


def _when(row: Row, words: Words) -> str:
    """The day, month, year or span of a row, as far as it is known."""
    start, end = row.get("date") or row.get("last"), row.get("date_end")
    if start is None:
        return ""
    known = row.get("precision") or "day"
    if known == "interval" and end and end != start:
        return f"{words.day(start, 'day')} – {words.day(end, 'day')}"
    return words.day(start, known if known in ("month", "year") else "day")


def _happened(row: Row, words: Words) -> str:
    """The date as the text gives it: "May 2019", "a Monday in May 2019"."""
    return words.labels.moment(row["happened"], row.get("weekday")) if row["happened"] else ""


def _told(row: Row, words: Words) -> str:
    """The days between which it was told; a whole month as a month."""
    first, last = row["first"], row["last"]
    if first is None or last is None or first == last:
        return words.day(first or last, "day")
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last + timedelta(1)).day == 1:
        return words.day(first, "month")
    return f"{words.day(first, 'day')} – {words.day(last, 'day')}"


def _spot(row: Row, words: Words) -> str:
    """The place, or the country where no more is known."""
    return place_name(row["place"] or "") or words.labels.party(row["country"] or "")


def _range(row: Row, words: Words) -> str:
    low, high = row["low"], row["high"]
    if low is None or high is None:
        return ""
    name = "share" if "share" in row else "distance"
    return f"{_decimal(low, name, words)} – {_decimal(high, name, words)}"


def _waited(row: Row, words: Words) -> str:
    low, high = row["waited_low"], row["waited_high"]
    return "" if high is None else f"{low}" if low == high else f"{low}–{high}"


def _number(row: Row, words: Words) -> str:
    low, high = words.labels.number(row["low"]), words.labels.number(row["high"])
    number = low if low == high else words.labels.phrase("between", low=low, high=high)
    return words.labels.phrase("about_number", n=number) if row["approximate"] else number


def _deed(row: Row, words: Words) -> str:
    if row["type"] == "DEADLINE":
        return words.get("quads", "deadline")
    what = words.labels.get("types", row["type"])
    return f"{what} ({words.labels.get('modes', row['mode'])})" if row["mode"] else what


_MADE: dict[str, tuple[str, Callable[[Row, Words], str]]] = {
    "issue": ("text", _issue),
    "when": ("date", _when),
    "happened": ("date", _happened),
    "told": ("text", _told),
    "range": ("n", _range),
    "waited": ("n", _waited),
    "spot": ("text", _spot),
    "number": ("n", _number),
    "deed": ("text", _deed),
}
