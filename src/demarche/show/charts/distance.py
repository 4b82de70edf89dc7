"""Distance: of two parties over time, with what rests on few statements; of many, a matrix of pairs."""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse import words as said
from demarche.analyse.shapes import Result
from demarche.show.charts.theme import (
    BLUE,
    FAINT,
    GREY,
    INK,
    LINES,
    ORANGE,
    PAPER,
    Part,
    Words,
    cut,
    data,
    empty,
    sizes,
    time,
    tips,
    wrapped,
)

MOST = 24  # issues that fit a page; the table has them all


def draw(result: Result, words: Words, dark: bool) -> Any:
    """A line over time and the issues beneath it, or pairs by pairs."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("not_comparable"), dark, room=words.room)
    series = [row for row in rows if row["period"]]
    if len({(row["a"], row["b"]) for row in rows}) > 1:
        return _pairs(rows, words, dark)
    issues = _issues(result, words, dark)
    drawn = alt.vconcat(_line(series, words, dark), issues, spacing=28) if len(series) > 1 else issues
    there = len(_compared(result))
    return Part(drawn, min(MOST, there), there)


def _compared(result: Result) -> list[dict[str, Any]]:
    return [row for row in result.more["issues"].rows() if row["distance"] is not None]


def _line(rows: list[dict[str, Any]], words: Words, dark: bool) -> Any:
    base = alt.Chart(data(rows), width=words.room, height=190)
    scale = alt.Scale(domain=[0, 1])
    axis = time("period", [row["period"] for row in rows])
    y = alt.Y("distance:Q", title=words.axis("distance"), scale=scale)
    tip = tips(words, "period", "distance", "low", "high", "issues", "statements", "closer")
    band = base.mark_area(color=BLUE, opacity=0.18).encode(
        x=axis, y=alt.Y("low:Q", title=words.axis("distance"), scale=scale), y2="high:Q"
    )
    line = base.mark_line(color=BLUE, strokeWidth=2).encode(x=axis, y=y)
    dots = base.mark_circle(color=BLUE, opacity=1).encode(
        x=axis, y=y, tooltip=tip,
        size=sizes("statements", words.axis("statements"), rows, 160, dark),
    )  # fmt: skip
    return alt.layer(band, line, dots)


def _issues(result: Result, words: Words, dark: bool) -> Any:
    """Mean stances of both on each issue, and a rule between them."""
    rows = _compared(result)[:MOST]
    if not rows:
        return empty(words.axis("not_comparable"), dark, room=words.room)
    for row in rows:
        issue = words.issue(row["topic"], row["about"])
        row["issue"] = wrapped(issue, 17) if words.narrow else cut(issue, 60)
    names = [words.labels.party(rows[0][side]) for side in ("a", "b")]
    ends = [{"issue": row["issue"], "who": name, "mean": row[f"mean_{side}"], "statements": row[f"statements_{side}"]}
            for row in rows for side, name in zip(("a", "b"), names, strict=True)]  # fmt: skip
    y = alt.Y("issue:N", sort=[row["issue"] for row in rows], title=None,
              axis=alt.Axis(labelLimit=400, labelExpr=LINES, labelLineHeight=13, grid=True))  # fmt: skip
    x = alt.X("mean:Q", title=words.axis("stance"), scale=alt.Scale(domain=[-1, 1]),
              axis=alt.Axis(values=[-1, 0, 1], labelExpr=_sides(words)))  # fmt: skip
    rule = alt.Chart(
        data(rows), width=words.room - (60 if words.narrow else 200), height=(36 if words.narrow else 28) * len(rows)
    ).mark_rule(color=GREY[dark], strokeWidth=2)
    dots = alt.Chart(data(ends)).mark_circle(opacity=0.95, stroke=INK[dark], strokeWidth=0.5).encode(
        x=x, y=y, yOffset=alt.YOffset("who:N", scale=alt.Scale(domain=names, range=[7, 21])),
        color=alt.Color("who:N", title=None, scale=alt.Scale(domain=names, range=[BLUE, ORANGE])),
        size=sizes("statements", words.axis("statements"), ends, 160, dark),
        tooltip=tips(words, "issue", "who", "mean", "statements"),
    )  # fmt: skip
    return alt.layer(rule.encode(x=alt.X("mean_a:Q", title=words.axis("stance")), x2="mean_b:Q", y=y), dots)


def _sides(words: Words) -> str:
    named = {-1: words.get("sides", "against"), 0: words.get("sides", "open"), 1: words.get("sides", "for")}
    shown = {value: name.replace("\\", "").replace("'", "’") for value, name in named.items()}
    return f"datum.value < 0 ? '{shown[-1]}' : datum.value > 0 ? '{shown[1]}' : '{shown[0]}'"


def _pairs(rows: list[dict[str, Any]], words: Words, dark: bool) -> Any:
    whole = [row for row in rows if not row["period"]]
    decimal = said.load(words.language)["dates"]["decimal"]
    cells = [row | {"one": words.labels.party(a), "other": words.labels.party(b), "issues": row["issues"],
                    "shown": f"{row['distance']:.2f}".replace(".", decimal),
                    "between": f"{row['low']:.2f}–{row['high']:.2f}".replace(".", decimal)}
             for row in whole for a, b in ((row["a"], row["b"]), (row["b"], row["a"]))]  # fmt: skip
    names = sorted({cell["one"] for cell in cells})
    x = alt.X("one:N", sort=names, title=None, axis=alt.Axis(orient="top", labelAngle=-45, ticks=False, domain=False))
    y = alt.Y("other:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False))
    base = alt.Chart(data(cells), width=58 * len(names), height=36 * len(names))
    box = base.mark_rect(stroke=FAINT[dark]).encode(
        x=x, y=y,
        color=alt.Color("distance:Q", title=words.axis("distance"),
                        scale=alt.Scale(domain=[0, 1], range=[PAPER[dark], ORANGE], interpolate="rgb")),
        tooltip=tips(words, "one", "other", "distance", "low", "high", "issues", "statements"),
    )  # fmt: skip
    figure = base.mark_text(fontSize=12, dy=-6, color=INK[dark]).encode(x=x, y=y, text="shown:N")
    between = base.mark_text(fontSize=9, dy=8, color=INK[dark], opacity=0.75).encode(x=x, y=y, text="between:N")
    return alt.layer(box, figure, between)
