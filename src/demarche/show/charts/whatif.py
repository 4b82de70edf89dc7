"""What if: states by the share of preference variants in which each holds."""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse.conflict_graph import CONCEPTS
from demarche.analyse.shapes import Result
from demarche.errors import SettingError
from demarche.show.charts.theme import BLUE, FAINT, INK, PAPER, Words, cut, data, empty, tips

MOST = 20  # states; the table has them all


def draw(result: Result, words: Words, dark: bool) -> Any:
    """A row for each state that holds in some variant, a column for each concept.

    Raises:
        SettingError: where the result is a list of options, without preferences.
    """
    if "nash_share" not in result.table.names:
        raise SettingError("options alone can't be drawn: write them to a file (-o PLAN.toml), put your preferences in "
                           "it, and give it with --plan PLAN.toml")  # fmt: skip
    rows = [row for row in result.rows() if any(row[f"{one}_share"] for one in CONCEPTS)][:MOST]
    if not rows:
        return empty(words.axis("no_equilibrium"), dark)
    order, cells = [], []
    for row in rows:
        taken = ", ".join(row["taken"]) or words.axis("nothing_taken")
        name = cut(f"{row['state']}{' ●' if row['now'] else ''}  {taken}", 76)
        order.append(name)
        cells += [{"state": name, "concept": one.upper(), "share": row[f"{one}_share"],
                   "shown": f"{row[f'{one}_share']:.0%}"} for one in CONCEPTS]  # fmt: skip
    x = alt.X("concept:N", sort=[one.upper() for one in CONCEPTS], title=words.axis("variants"),
              axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False))  # fmt: skip
    y = alt.Y("state:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=460))
    base = alt.Chart(data(cells), width=280, height=28 * len(order))
    scale = alt.Scale(domain=[0, 1], range=[PAPER[dark], BLUE], interpolate="rgb")
    box = base.mark_rect(stroke=FAINT[dark]).encode(
        x=x, y=y, tooltip=tips(words, "state", "concept", "share"),
        color=alt.Color("share:Q", legend=None, scale=scale),
    )  # fmt: skip
    return alt.layer(box, base.mark_text(fontSize=11, color=INK[dark]).encode(x=x, y=y, text="shown:N"))
