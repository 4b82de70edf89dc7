"""Tension: conflict and cooperation as shares of coverage, threats apart from acts, and the coverage itself."""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import BLUE, GREY, INK, ORANGE, RED, SKY, Words, data, empty, time, tips

_PANELS = ((("conflict", ORANGE), ("cooperation", BLUE)), (("threats", SKY), ("material_conflict", RED)))


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Two panels of shares and one of the number of reports, over the same time."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    changed = result.more["breaks"].rows()
    per = result.asked.get("per", "day")
    axis = time("period", [row["period"] for row in rows], known_to=per if per in ("month", "year") else "day")
    panels = [_panel(rows, changed, which, words, dark, axis) for which in _PANELS]
    if all(row["share"] is None for row in rows):
        panels = [empty(words.axis("too_few"), dark, height=50, room=words.room)]
    return alt.vconcat(*panels, _coverage(rows, words, dark, axis), spacing=14).resolve_scale(color="independent")


def _panel(rows: Any, changed: Any, which: Any, words: Words, dark: bool, axis: Any) -> Any:
    names = {name: words.get("measures", name) for name, _ in which}
    shown = [
        row | {"name": names[row["measure"]]} for row in rows if row["measure"] in names and row["share"] is not None
    ]
    if not shown:
        return empty(words.axis("too_few"), dark, room=words.room)
    colour = alt.Color("name:N", title=None, scale=alt.Scale(domain=list(names.values()), range=[c for _, c in which]))
    base = alt.Chart(data(shown), width=words.room, height=170).encode(x=axis, color=colour)
    share = alt.Y("share:Q", title=words.axis("share"), axis=alt.Axis(format=".0%"))
    tip = tips(words, "period", "name", "share", "reports", "exposure", "events", "claimed", "score")
    band = base.mark_area(opacity=0.22).encode(y=alt.Y("low:Q", title=words.axis("share")), y2="high:Q")
    line = base.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=18)).encode(y=share, tooltip=tip)
    marks = [row | {"name": names[row["measure"]]} for row in changed if row["measure"] in names]
    return alt.layer(band, line, *_breaks(marks, words, dark, colour))


def _breaks(marks: list[dict[str, Any]], words: Words, dark: bool, colour: Any) -> list[Any]:
    if not marks:
        return []
    for mark in marks:
        mark["told"] = f"{mark['before']:.0%} → {mark['after']:.0%}"
    base = alt.Chart(data(marks))
    return [
        base.mark_rect(opacity=0.12).encode(x="earliest:T", x2="latest:T", color=colour),
        base.mark_rule(strokeDash=[5, 3], strokeWidth=1.5).encode(x="period:T", color=colour),
        base.mark_text(align="left", dx=4, dy=4, baseline="top", color=INK[dark], fontSize=11).encode(
            x="period:T", y=alt.value(0), text="told:N"
        ),
    ]


def _coverage(rows: Any, words: Words, dark: bool, axis: Any) -> Any:
    shown = [row for row in rows if row["measure"] == "conflict"]
    wide = max(1.5, min(18, words.room / len(shown) * 0.7))
    most = max(row["exposure"] for row in shown)
    bars = alt.Chart(data(shown), width=words.room, height=70).mark_bar(color=GREY[dark], opacity=0.6, size=wide)
    return bars.encode(
        x=axis,
        y=alt.Y("exposure:Q", title=words.axis("reports"), axis=alt.Axis(values=[0, most], format=",d")),
        tooltip=tips(words, "period", "exposure"),
    )
