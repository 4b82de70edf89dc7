"""The state of play as a matrix: issues by parties, each cell its latest stance."""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import BLUE, FAINT, GREY, INK, ORANGE, Words, cut, data, empty, tips

#: More rows or columns can't be read on a page; the table has them all.
MOST_ISSUES, MOST_PARTIES = 30, 9
_COLUMN = 104  # pixels: a long stance and a date fit


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Cells coloured by side, with the stance in words and the day of it beneath."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("nothing"), dark)
    issues = list(dict.fromkeys((row["topic"], row["about"]) for row in rows))[:MOST_ISSUES]
    told: dict[str, int] = {}
    for row in rows:
        if (row["topic"], row["about"]) in issues:
            told[row["party"]] = told.get(row["party"], 0) + row["mentions"]
    parties = sorted(told, key=lambda code: (-told[code], code))[:MOST_PARTIES]
    cells = [_cell(row, words) for row in rows if (row["topic"], row["about"]) in issues and row["party"] in parties]
    order = list(dict.fromkeys(cell["issue"] for cell in cells))
    return _drawn(cells, order, [words.labels.party(code) for code in parties], words, dark)


def _cell(row: dict[str, Any], words: Words) -> dict[str, Any]:
    side = {1: "for", 0: "open", -1: "against", None: "both"}[row["side"]]
    stances = "; ".join(words.labels.get("stances", one) for one in row["stance"].split("; "))
    when = words.day(row["last"], row["precision"])
    return {
        "issue": cut(words.issue(row["topic"], row["about"]), 52), "party": words.labels.party(row["party"]),
        "side": words.get("sides", side), "stance": cut(stances, 19), "when": when,
        "words": cut(row["words"], 300), "mentions": row["mentions"],
        "report": row["report"], "item": row["item"],
    }  # fmt: skip


def _drawn(cells: list[dict[str, Any]], issues: list[str], parties: list[str], words: Words, dark: bool) -> Any:
    sides = [words.get("sides", key) for key in ("for", "open", "against", "both")]
    x = alt.X("party:N", sort=parties, title=None, axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False,
              labelLimit=100))  # fmt: skip
    y = alt.Y("issue:N", sort=issues, title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=340))
    base = alt.Chart(data(cells), width=_COLUMN * len(parties), height=34 * len(issues))
    box = base.mark_rect(stroke=FAINT[dark], strokeWidth=2, opacity=0.55, cornerRadius=3).encode(
        x=x, y=y,
        color=alt.Color("side:N", title=None,
                        scale=alt.Scale(domain=sides, range=[BLUE, GREY[dark], ORANGE, "#8d6fa8"])),
        tooltip=tips(words, "issue", "party", "stance", "when", "mentions", "words"),
    )  # fmt: skip
    stance = base.mark_text(color=INK[dark], fontSize=11, dy=-5).encode(x=x, y=y, text="stance:N")
    when = base.mark_text(color=INK[dark], fontSize=10, opacity=0.75, dy=8).encode(x=x, y=y, text="when:N")
    return alt.layer(box, stance, when)
