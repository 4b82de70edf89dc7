"""Figures of forces over time, each with who tells it; never joined by a line, for they are not one series."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import GREY, SERIES, Part, Words, cut, data, empty, time, tips

MOST_KINDS, MOST_TELLERS = 4, 7
_LETTERS = 22  # of a title beside a panel: it stands on its side


def draw(result: Result, words: Words, dark: bool) -> Any:
    """A panel for each kind and party with most figures; points, with a rule where a range is told."""
    rows = [row for row in result.rows() if row["date"]]
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    panels = Counter((row["party"], row["what"]) for row in rows).most_common(MOST_KINDS)
    tellers = [name for name, _ in Counter(_teller(row, words) for row in rows).most_common(MOST_TELLERS)]
    axis = time("date", [row["date"] for row in rows], known_to=_best_known(rows))
    drawn = alt.vconcat(
        *(_panel([row for row in rows if (row["party"], row["what"]) == key], (key, axis), tellers, words, dark)
          for key, _ in panels), spacing=18
    )  # fmt: skip
    return Part(drawn, sum(n for _, n in panels), len(result.table))


def _best_known(rows: list[dict[str, Any]]) -> str:
    known = {row["precision"] for row in rows}
    return next((one for one in ("day", "month", "year") if one in known), "day")


def _teller(row: dict[str, Any], words: Words) -> str:
    who = row["told_by"]
    if who is None:
        return words.axis("unknown")
    return words.labels.party(who) if row["claimed"] else str(who)


def _panel(
    rows: list[dict[str, Any]], of: tuple[tuple[Any, str], Any], tellers: list[str], words: Words, dark: bool
) -> Any:
    (party, what), axis = of
    other = words.axis("others")
    shown = []
    for row in rows:
        who = _teller(row, words)
        kind = words.axis("claim" if row["claimed"] else "reported")
        place = row["place"] or ""
        shown.append({"date": row["date"], "low": row["low"], "high": row["high"], "kind": kind, "place": place,
                      "who": who if who in tellers else other, "words": cut(row["words"], 300), "item": row["item"],
                      "when": words.day(row["date"], row["precision"]), "report": row["report"]})  # fmt: skip
    base = alt.Chart(data(shown), width=words.room, height=130)
    name = textwrap.wrap(
        f"{words.labels.party(party) if party else words.axis('no_party')}: {words.labels.get('forces', what)}",
        _LETTERS,
    )
    # Numbers that span more than two orders of ten are read on a logarithmic axis only.
    least, most = min(r["low"] for r in shown), max(r["high"] for r in shown)
    scale = alt.Scale(type="symlog") if most > 100 * max(1, least) else alt.Scale(zero=True)
    y = alt.Y("high:Q", title=name, scale=scale, axis=alt.Axis(format=",d", tickCount=5, tickMinStep=1, titleLimit=180))
    names = [*tellers, other] if len(tellers) == MOST_TELLERS else tellers
    colour = alt.Color("who:N", title=words.axis("told_by"), scale=alt.Scale(domain=names, range=list(SERIES)))
    shape = alt.Shape("kind:N", title=None, scale=alt.Scale(domain=[words.axis("reported"), words.axis("claim")],
                      range=["circle", "triangle-up"]),
                      legend=alt.Legend(symbolFillColor=GREY[dark], symbolStrokeWidth=0))  # fmt: skip
    tip = tips(words, "when", "low", "high", "who", "kind", "place", "words")
    ranges = base.mark_rule(strokeWidth=2).encode(
        x=axis, y=alt.Y("low:Q", title=name, scale=scale), y2="high:Q", color=colour
    )
    points = base.mark_point(filled=True, size=60, fillOpacity=0.8).encode(
        x=axis, y=y, color=colour, shape=shape, tooltip=tip
    )
    return alt.layer(ranges, points)
