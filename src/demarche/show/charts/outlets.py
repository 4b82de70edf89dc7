"""Outlets: how much each reports, and whom it quotes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import BLUE, FAINT, GREY, INK, PAPER, SKY, Part, Words, data, empty, tips

MOST_OUTLETS, MOST_PARTIES = 20, 12  # what fits a page; the table has all


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Bars of reports on the left; on the right, shares of the statements by the party that speaks."""
    rows = result.rows()[:MOST_OUTLETS]
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    for row in rows:
        row["name"] = row["outlet"] or words.axis("unknown")
    names = [row["name"] for row in rows]
    height = max(60, 26 * len(names))
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=200))
    ticks = min(3, max(row["reports"] for row in rows))
    bars = alt.Chart(data(rows), width=150, height=height).mark_bar(color=GREY[dark], opacity=0.7).encode(
        x=alt.X("reports:Q", title=words.axis("reports"), axis=alt.Axis(format=",d", tickCount=ticks)), y=y,
        tooltip=tips(words, "name", "reports", "conflict", "unnamed", "claims", "copies", "copied"),
    )  # fmt: skip
    quoted = [row | {"name": row["outlet"] or words.axis("unknown")} for row in result.more["quoted"].rows()]
    quoted = [row for row in quoted if row["name"] in names]
    beside = alt.vconcat if words.narrow else alt.hconcat
    drawn = beside(bars, _quoted(quoted, names, height, words, dark), spacing=16) if quoted else bars
    return Part(drawn, len(rows), len(result.table))


def _quoted(rows: list[dict[str, Any]], names: list[str], height: int, words: Words, dark: bool) -> Any:
    total: Counter[str] = Counter()
    for row in rows:
        total[row["party"]] += row["statements"]
    parties = [code for code, _ in total.most_common(MOST_PARTIES // 2 if words.narrow else MOST_PARTIES)]
    cells = [row | {"who": words.labels.party(row["party"]), "shown": f"{row['share']:.0%}"}
             for row in rows if row["party"] in parties]  # fmt: skip
    x = alt.X("who:N", sort=[words.labels.party(code) for code in parties], title=words.axis("quoted"),
              axis=alt.Axis(orient="top", labelAngle=-45, ticks=False, domain=False))  # fmt: skip
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False) if words.narrow else None)
    base = alt.Chart(
        data(cells), width=min(words.room - (50 if words.narrow else 260), 42 * len(parties)), height=height
    )
    scale = alt.Scale(domain=[0, 1], range=[PAPER[dark], BLUE if dark else SKY], interpolate="rgb")
    box = base.mark_rect(stroke=FAINT[dark]).encode(
        x=x, y=y,
        color=alt.Color("share:Q", title=None, legend=None, scale=scale),
        tooltip=tips(words, "name", "who", "statements", "share"),
    )  # fmt: skip
    return alt.layer(box, base.mark_text(fontSize=10, color=INK[dark]).encode(x=x, y=y, text="shown:N"))
