"""What if: states by the share of preference variants in which each holds."""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse.conflict_graph import CONCEPTS
from demarche.analyse.shapes import Result
from demarche.errors import SettingError
from demarche.show.charts.theme import BLUE, FAINT, INK, LINES, PAPER, SKY, Part, Words, data, empty, tips, wrapped

MOST = 20  # states; the table has them all


def draw(result: Result, words: Words, dark: bool) -> Any:
    """A row for each state that holds in some variant, a column for each concept.

    Raises:
        SettingError: where the result is a list of options, without preferences.
    """
    if "nash_share" not in result.table.names:
        raise SettingError("options alone can't be drawn: write them to a file (-o PLAN.toml), put your preferences in "
                           "it, and give it with --plan PLAN.toml")  # fmt: skip
    rows = [row for row in result.rows() if any(row[f"{one}_share"] for one in CONCEPTS)]
    there, rows = len(rows), rows[:MOST]
    if not rows:
        return empty(words.axis("no_equilibrium"), dark)
    order, cells, now = [], [], f" ({words.axis('now')})"
    for row in rows:
        taken = "; ".join(_option(one, words) for one in row["taken"]) or words.axis("nothing_taken")
        name = wrapped(f"{row['state']}{now if row['now'] else ''}. {taken}", 64, 3)
        order.append(name)
        cells += [{"state": name, "concept": one.upper(), "share": row[f"{one}_share"],
                   "shown": f"{row[f'{one}_share']:.0%}"} for one in CONCEPTS]  # fmt: skip
    x = alt.X("concept:N", sort=[one.upper() for one in CONCEPTS], title=words.axis("variants"),
              axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False))  # fmt: skip
    y = alt.Y(
        "state:N",
        sort=order,
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelLimit=420, labelExpr=LINES, labelLineHeight=13),
    )
    base = alt.Chart(
        data(cells), width=280, height=(14 + 14 * max(name.count("\n") + 1 for name in order)) * len(order)
    )
    scale = alt.Scale(domain=[0, 1], range=[PAPER[dark], BLUE if dark else SKY], interpolate="rgb")
    box = base.mark_rect(stroke=FAINT[dark]).encode(
        x=x, y=y, tooltip=tips(words, "state", "concept", "share"),
        color=alt.Color("share:Q", legend=None, scale=scale),
    )  # fmt: skip
    text = base.mark_text(fontSize=11, color=INK[dark]).encode(x=x, y=y, text="shown:N")
    return Part(alt.layer(box, text), len(rows), there)


def _option(taken: str, words: Words) -> str:
    """An option in words: "RUS.force_withdrawal" as "Russia: force withdrawal"."""
    party, _, name = taken.partition(".")
    return f"{words.labels.party(party)}: {name.replace('_', ' ')}"
