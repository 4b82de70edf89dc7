"""The timeline: a lane for each party, filled for what happened and hollow for what was announced."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import GREY, QUADS, WIDTH, Part, Words, cut, data, empty, sizes, time, tips

MOST_LANES, MOST_MARKS = 12, 600  # what fits a page; the table has all


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Dots on the day of the event; bars where it is known to a month or an interval."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("nothing"), dark)
    busiest = Counter(code for row in rows for code in row["actors"])
    lanes = [code for code, _ in busiest.most_common(MOST_LANES)]
    kept = sorted(rows, key=lambda row: (-row["reports"], -row["date"].toordinal(), row["item"]))[:MOST_MARKS]
    marks = [_mark(row, code, words) for row in kept for code in row["actors"] if code in lanes]
    if not marks:
        return empty(words.axis("nothing"), dark)
    names = [words.get("quads", str(quad)) for quad in (1, 2, 3, 4)] + [words.get("quads", "deadline")]
    y = alt.Y(
        "lane:N", sort=[words.labels.party(code) for code in lanes], title=None, axis=alt.Axis(grid=True, ticks=False)
    )
    colour = alt.Color("quad:N", title=None, scale=alt.Scale(domain=names, range=[*QUADS.values(), GREY[dark]]))
    tip = tips(words, "when", "what", "who", "kind", "place", "reports", "words")
    base = alt.Chart(data(marks), width=WIDTH, height=52 * len({mark["lane"] for mark in marks}))
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
    return Part(alt.layer(span, done, coming), sum(1 for row in kept if set(row["actors"]) & set(lanes)), len(rows))


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
