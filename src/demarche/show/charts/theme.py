"""The look that all charts share, on light and on dark paper, and the words they are written with.

Colours are those of Okabe and Ito (2008), told apart by nearly all who see colours differently; none says anything
that text, form or place does not say too.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt

from demarche.analyse import words as said
from demarche.show.labels import Labels, by_locale, load

if TYPE_CHECKING:
    from demarche.analyse.shapes import Result

WIDTH = 720  # as wide as a column of a page; twice as many dots in a PNG
NARROW = 244  # of a telephone of 400 pixels, less the names beside an axis
BLUE, SKY, ORANGE, RED, GREEN, PURPLE = "#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#CC79A7"
INK = {False: "#1b1b1b", True: "#ececec"}
PAPER = {False: "#ffffff", True: "#15181c"}
FAINT = {False: "#d9d9d9", True: "#3a4048"}
GREY = {False: "#6b6b6b", True: "#a8adb3"}
#: Quad classes: cooperation blue, conflict warm; deeds darker than words.
QUADS = {1: SKY, 2: BLUE, 3: ORANGE, 4: RED}
SERIES = (BLUE, ORANGE, GREEN, PURPLE, SKY, RED, "#F0E442", "#999999")


@dataclass(frozen=True)
class Words:
    """The words of a chart in the reader's language, and the room there is to write them: pixels of its width."""

    labels: Labels
    room: int = WIDTH

    @classmethod
    def of(cls, language: str | None, room: int = WIDTH) -> Words:
        """Words in a language, else in that of the reader's locale."""
        return cls(load(language) if language else by_locale(), room)

    @property
    def narrow(self) -> bool:
        """Whether the chart is for a telephone: fewer parties, legends under each other, shorter labels."""
        return self.room < WIDTH / 2

    @property
    def language(self) -> str:
        """Its code."""
        return self.labels.language

    def get(self, group: str, key: str) -> str:
        """A word about analyses."""
        return said.get(group, key, self.language)

    def axis(self, key: str) -> str:
        """Title of an axis or a legend."""
        return self.get("axes", key)

    def issue(self, topic: str | None, about: str | None) -> str:
        """An issue in words: "Talks: NATO and Russia"."""
        if not topic:
            return self.axis("no_topic")
        name = self.labels.get("topics", topic)
        if not about or about.lower() == name.lower():
            return name
        codes = about.split("+") if "+" in about and about.isupper() else [about]
        shown = [
            self.labels.party(code) if code.isupper() or code.startswith("X:") else as_name(code) for code in codes
        ]
        return f"{name}: {self.labels.joined(shown)}"

    def node(self, name: str) -> str:
        """An end of a network in words: a party, or an issue of a network of parties and issues."""
        topic, _, about = name.partition(": ")
        return self.issue(topic, about) if topic in self.labels.words["topics"] else self.labels.party(name)

    def day(self, day: Any, precision: str) -> str:
        """A date as short as it is known: "24 Mar 2022", "Mar 2022", "2022"."""
        if not day or precision not in ("day", "month", "year"):
            return ""
        month = said.load(self.language)["dates"]["short_months"][day.month - 1]
        return {"day": f"{day.day} {month} {day.year}", "month": f"{month} {day.year}", "year": str(day.year)}[
            precision
        ]

    def parties(self, codes: Iterable[str]) -> str:
        """Names of parties, joined."""
        return self.labels.joined([self.labels.party(code) for code in codes])


def as_name(place: str) -> str:
    """A place that issues know without capitals, as it is written: "Oost-Europa"."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:], place)


def cut(text: str, length: int) -> str:
    """At most so many characters, white space made plain."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"


def data(rows: Sequence[dict[str, Any]]) -> Any:
    """Rows as data of a chart; dates as ISO text."""
    return alt.InlineData(
        values=[{k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in r.items()} for r in rows]
    )


def sizes(field: str, title: str, rows: Sequence[dict[str, Any]], most: float, dark: bool) -> Any:
    """Size of marks by a count or a weight; ``most`` is the largest area in square pixels.

    The smallest marks are 12 square pixels, which can still be seen, though their count is a thousandth of the largest.
    """
    known = [row[field] for row in rows if row.get(field)]
    top = max(known, default=1)
    half = round(top / 2) if top >= 2 else top / 2
    shown = sorted({min(known, default=1), half, top} if min(known, default=1) < half else {top})
    digits = ",.3~r" if top > 1 else ",.2~r"  # shares and weights need fewer digits than counts
    legend = alt.Legend(values=shown, format=digits, symbolFillColor=GREY[dark],
                        symbolStrokeColor=GREY[dark], symbolStrokeWidth=1)  # fmt: skip
    return alt.Size(f"{field}:Q", title=title, scale=alt.Scale(domain=[0, top], range=[12, most]), legend=legend)


#: Fields of charts that are no words: how Vega writes each.
_FORMATS = {"period": ("T", "%-d %b %Y"), "distance": ("Q", ".2f"), "low": ("Q", ",.2~f"), "high": ("Q", ",.2~f"),
            "closer": ("Q", ".0%"), "mean": ("Q", ".2f"), "share": ("Q", ".0%"), "conflict": ("Q", ".0%"),
            "unnamed": ("Q", ".0%"), "claims": ("Q", ".0%"), "weight": ("Q", ".3~f"), "score": ("Q", ".1f"),
            }  # fmt: skip


def tips(words: Words, *fields: str) -> list[Any]:
    """What a mark says when it is pointed at: each field under its heading in the reader's language."""
    made = []
    for field in fields:
        kind, form = _FORMATS.get(field, ("N", ""))
        made.append(alt.Tooltip(f"{field}:{kind}", title=words.get("columns", field), format=form or alt.Undefined))
    return made


def time(field: str, days: Iterable[Any], *, known_to: str = "day") -> Any:
    """The axis of time over these days: years where there are many, else months or days with their year.

    ``known_to``: month or year where no date is known better, so that the axis does not name a day.
    """
    known = sorted(day for day in days if day)
    span = (known[-1] - known[0]).days if known else 0
    form = {"day": "%-d %b %Y", "month": "%b %Y", "year": "%Y"}[known_to]
    if span > 5 * 365:
        axis = alt.Axis(format="%Y", tickCount="year", labelOverlap="greedy", labelSeparation=8)
    elif known_to == "month":
        axis = alt.Axis(format=form, tickCount="month", labelOverlap="greedy", labelSeparation=8)
    else:
        axis = alt.Axis(format="%b %Y" if span > 92 else form, tickCount=8, labelOverlap="greedy", labelSeparation=8)
    scale: Any = alt.Undefined
    if span:  # a mark on the first or last day stands clear of the edge and of what is written there
        room = timedelta(days=span * 0.015)
        first, last = (datetime.combine(day, datetime.min.time()) for day in (known[0], known[-1]))
        first = max(first, datetime.min + room) - room
        last = min(last, datetime.max - room) + room
        scale = alt.Scale(domain=[first.isoformat(), last.isoformat()], padding=0)
    return alt.X(f"{field}:T", title=None, axis=axis, scale=scale)


def wrapped(text: str, length: int, lines: int = 2) -> str:
    """A label in so many lines of so many characters at most; an axis breaks it with :data:`LINES`."""
    return "\n".join(textwrap.wrap(text, length, max_lines=lines, placeholder="…"))


#: Expression of an axis whose labels hold line breaks.
LINES = r"split(datum.label, '\n')"


def empty(message: str, dark: bool, *, height: int = 120, room: int = WIDTH) -> Any:
    """A sentence where a chart would stand."""
    told = wrapped(message, room // 8, 4)  # a letter takes some 7 pixels
    return (
        alt.Chart(data([{"text": told}]), width=room, height=height)
        .mark_text(fontSize=14, color=GREY[dark], align="center", lineBreak="\n", lineHeight=18)
        .encode(text="text:N")
    )


def _is_timed(layer: Any) -> bool:
    x = getattr(getattr(layer, "encoding", None), "x", None)
    return isinstance(x, alt.X) and str(x["shorthand"]).endswith(":T") and "domain" in str(x["scale"])


def _with_one_domain(drawn: Any) -> None:
    """Leave the domain of time to one layer of those over each other: said twice, Vega-Lite takes it for two."""
    for part in (*getattr(drawn, "vconcat", ()), *getattr(drawn, "hconcat", ())):
        _with_one_domain(part)
    timed = [one for one in getattr(drawn, "layer", ()) if _is_timed(one)]
    # A layer with two ends on the axis gives the domain of each end: another is better.
    timed.sort(key=lambda one: isinstance(one.encoding.x2, alt.X2))
    for layer in timed[1:]:
        layer.encoding.x = layer.encoding.x.copy()
        layer.encoding.x.scale = alt.Undefined


@dataclass(frozen=True)
class Part:
    """A chart that shows ``shown`` of the ``all`` rows there are: it says so, and the table has the others."""

    chart: Any
    shown: int
    all: int


def finished(drawn: Any, result: Result, words: Words, *, dark: bool) -> Any:
    """The chart with title, notes and the look of all charts; ``drawn`` is a chart or a :class:`Part`."""
    more = []
    if isinstance(drawn, Part):
        if drawn.shown < drawn.all:
            more = [words.axis("shown_of").format(n=drawn.shown, all=drawn.all)]
        drawn = drawn.chart
    title = words.get("titles", result.analysis)
    parties = result.asked.get("parties") or []
    if parties:
        title += ": " + words.parties("+".join(parties).split("+"))
    _with_one_domain(drawn)
    told = [said.sentence(one, words.language) for one in result.notes]
    notes = [line for one in (*told, *more) for line in textwrap.wrap(one, 118)]
    folder, _, version = result.source.rpartition("@")
    plan = Path(result.source).name  # what if rests on a file of the analyst's
    origin = words.axis("source").format(name=Path(folder).name, version=version) if version.isdecimal() else plan
    if more:
        drawn = drawn.properties(usermeta={"shown": more[0]})
    drawn = drawn.properties(
        title=alt.TitleParams(title, subtitle=[*notes, origin], anchor="start", offset=12),
        background=PAPER[dark],
        padding=16,
    )
    look = _look(dark)
    if words.narrow:
        look["axis"] |= {"labelLimit": 116}
        look["legend"] |= {"columns": 1, "labelFontSize": 11, "titleFontSize": 11}
    return drawn.configure(**look, locale=_locale(words)).configure_view(stroke=None)


def _locale(words: Words) -> dict[str, Any]:
    """How Vega writes numbers and dates in the reader's language."""
    known = said.load(words.language)["dates"]
    time = {"dateTime": "%-d %b %Y %X", "date": "%-d %b %Y", "time": "%H:%M", "periods": ["AM", "PM"],
            "days": known["days"], "shortDays": known["short_days"], "months": known["months"],
            "shortMonths": known["short_months"]}  # fmt: skip
    number = {"decimal": known["decimal"], "thousands": known["thousands"], "grouping": [3], "currency": ["", ""]}
    return {"time": time, "number": number}


def _look(dark: bool) -> dict[str, Any]:
    ink, faint, grey = INK[dark], FAINT[dark], GREY[dark]
    font = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
    return {
        "font": font,
        "title": {"color": ink, "fontSize": 18, "fontWeight": 600, "subtitleColor": grey, "subtitleFontSize": 12,
                  "subtitlePadding": 6, "subtitleLineHeight": 16},
        "axis": {"labelColor": ink, "titleColor": grey, "gridColor": faint, "domainColor": faint, "tickColor": faint,
                 "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 320},
        "legend": {"labelColor": ink, "titleColor": grey, "labelFontSize": 12, "titleFontSize": 12,
                   "titleFontWeight": "normal", "orient": "top", "labelLimit": 240, "titleLimit": 360,
                   "symbolOpacity": 1},
        "header": {"labelColor": ink, "titleColor": grey, "labelFontSize": 13},
        "text": {"color": ink},
    }  # fmt: skip
