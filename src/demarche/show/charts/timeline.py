"""The timeline: a lane for each party, filled for what happened and hollow for what was announced."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import GREY, QUADS, Part, Words, cut, data, empty, sizes, time, tips

MOST_LANES, MOST_MARKS = 12, 600  # what fits a page; the table has all
#: A year of history told as background must not press the affair into a corner: where nearly all marks take less than
#: this share of the time, the axis has room for them alone.
_NEARLY_ALL, _CORNER = 0.96, 0.4


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Dots on the day of the event; bars where it is known to a month or an interval."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    busiest = Counter(code for row in rows for code in row["actors"])
    lanes = [code for code, _ in busiest.most_common(MOST_LANES)]
    first, last = _span(rows)
    rows = [row for row in rows if _near(row, first, last)]
    kept = sorted(rows, key=lambda row: (-row["reports"], -row["date"].toordinal(), row["item"]))[:MOST_MARKS]
    marks = [_mark(row, code, words) for row in kept for code in row["actors"] if code in lanes]
    if not marks:
        return empty(words.axis("nothing"), dark, room=words.room)
    names = [words.get("quads", str(quad)) for quad in (1, 2, 3, 4)] + [words.get("quads", "deadline")]
    y = alt.Y(
        "lane:N", sort=[words.labels.party(code) for code in lanes], title=None, axis=alt.Axis(grid=True, ticks=False)
    )
    colour = alt.Color("quad:N", title=None, scale=alt.Scale(domain=names, range=[*QUADS.values(), GREY[dark]]))
    tip = tips(words, "when", "what", "who", "kind", "place", "reports", "words")
    base = alt.Chart(data(marks), width=words.room, height=52 * len({mark["lane"] for mark in marks}))
    size = sizes("reports", words.axis("reports"), marks, 200, dark)
    # A lane has a track for each class, so that what is known to a month does not hide the rest of the month.
    track = alt.YOffset("quad:N", scale=alt.Scale(domain=names))
    where = {
        "x": time("date", [day for mark in marks for day in (mark["date"], mark["end"])]),
        "y": y,
        "yOffset": track,
        "color": colour,
        "tooltip": tip,
    }
    span = base.mark_bar(height=6, opacity=0.5, cornerRadius=3).encode(**where, x2="end:T")
    done = base.mark_circle(opacity=0.8).encode(**where, size=size)
    coming = base.mark_point(filled=False, strokeWidth=2).encode(**where, size=size)
    span = span.transform_filter("datum.long")
    done = done.transform_filter("datum.done && !datum.long")
    coming = coming.transform_filter("!datum.done && !datum.long")
    return Part(
        alt.layer(span, done, coming), sum(1 for row in kept if set(row["actors"]) & set(lanes)), len(result.table)
    )


def _span(rows: list[dict[str, Any]]) -> tuple[date, date]:
    """First and last day of the axis: of all rows, or of nearly all where the others lie far off."""
    days = sorted(row["date"] for row in rows)
    off = int(len(days) * (1 - _NEARLY_ALL) / 2)
    first, last = days[off], days[-1 - off]
    if last == first or (last - first) > _CORNER * (days[-1] - days[0]):
        return days[0], days[-1]
    room = (last - first) / 10
    return first - room, last + room


def _near(row: dict[str, Any], first: date, last: date) -> bool:
    return bool(first <= row["date"] and row["date_end"] <= last) or first <= row["date"] <= last < row["date_end"]


def _known(row: dict[str, Any]) -> str:
    return row["precision"] if row["precision"] in ("month", "year") else "day"


def _mark(row: dict[str, Any], code: str, words: Words) -> dict[str, Any]:
    quad = str(row["quad"]) if row["quad"] else "deadline"
    what = words.labels.get("types", row["type"])
    if row["type"] == "DEADLINE":
        what = words.get("quads", "deadline")
    others = words.parties(row["recipients"])
    return {
        "lane": words.labels.party(code), "date": row["date"], "end": row["date_end"],
        "when": words.day(row["date"], _known(row)),
        "long": row["date"] != row["date_end"], "done": row["kind"] == "happened", "quad": words.get("quads", quad),
        "what": what, "who": words.parties(row["actors"]) + (f" → {others}" if others else ""),
        "kind": words.get("kinds", row["kind"]), "place": row["place"] or "", "reports": row["reports"],
        "words": cut(row["words"], 300), "report": row["report"], "item": row["item"],
    }  # fmt: skip
