"""The state of play as a matrix: issues by parties, each cell its latest stance."""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import (
    BLUE,
    FAINT,
    GREY,
    INK,
    LINES,
    ORANGE,
    Part,
    Words,
    cut,
    data,
    empty,
    tips,
    wrapped,
)

#: More rows or columns can't be read on a page; the table has them all.
MOST_ISSUES, MOST_PARTIES = 30, 9
_COLUMN = 104  # pixels: a long stance and a date fit
_LONGEST = 20  # letters of a stance
_LETTERS = 15  # of a party's name on one line of such a column
_ISSUE, _SHORT = (44, 2), (20, 3)  # letters of an issue on a line, and lines; on a telephone


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
    names = [wrapped(words.labels.party(code), _LETTERS) for code in parties]
    return Part(_drawn(cells, order, names, words, dark), len(cells), len(rows))


def _cell(row: dict[str, Any], words: Words) -> dict[str, Any]:
    side = {1: "for", 0: "open", -1: "against", None: "both"}[row["side"]]
    stances = "; ".join(words.labels.get("stances", one) for one in row["stance"].split("; "))
    short = stances if len(stances) <= _LONGEST or side != "both" else words.get("sides", side)
    when = words.day(row["last"], row["precision"])
    return {
        "issue": wrapped(words.issue(row["topic"], row["about"]), *(_SHORT if words.narrow else _ISSUE)),
        "party": wrapped(words.labels.party(row["party"]), _LETTERS),
        "side": words.get("sides", side), "shown": cut(short, _LONGEST), "stance": stances, "when": when,
        "words": cut(row["words"], 300), "mentions": row["mentions"],
        "report": row["report"], "item": row["item"],
    }  # fmt: skip


def _drawn(cells: list[dict[str, Any]], issues: list[str], parties: list[str], words: Words, dark: bool) -> Any:
    lines = max(name.count("\n") for name in parties)  # a label's further lines go down, into the cells
    sides = [words.get("sides", key) for key in ("for", "open", "against", "both")]
    x = alt.X("party:N", sort=parties, title=None, axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False,
              labelLimit=110, labelExpr=LINES, labelAlign="center", labelPadding=3 + 13 * lines))  # fmt: skip
    y = alt.Y("issue:N", sort=issues, title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=420,
              labelExpr=LINES, labelLineHeight=13))  # fmt: skip
    base = alt.Chart(data(cells), width=_COLUMN * len(parties), height=(44 if words.narrow else 34) * len(issues))
    box = base.mark_rect(stroke=FAINT[dark], strokeWidth=2, opacity=0.55, cornerRadius=3).encode(
        x=x, y=y,
        color=alt.Color("side:N", title=None, legend=alt.Legend(symbolOpacity=0.55),
                        scale=alt.Scale(domain=sides, range=[BLUE, GREY[dark], ORANGE, "#8d6fa8"])),
        tooltip=tips(words, "issue", "party", "stance", "when", "mentions", "words"),
    )  # fmt: skip
    stance = base.mark_text(color=INK[dark], fontSize=11, dy=-5).encode(x=x, y=y, text="shown:N")
    when = base.mark_text(color=INK[dark], fontSize=10, opacity=0.75, dy=8).encode(x=x, y=y, text="when:N")
    return alt.layer(box, stance, when)
