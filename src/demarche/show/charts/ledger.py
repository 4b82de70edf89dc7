"""The ledger as bars: from the day a demand or an offer was told first to its answer, or to the day of the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import (
    BLUE,
    GREY,
    INK,
    LINES,
    ORANGE,
    RED,
    SKY,
    Part,
    Words,
    cut,
    data,
    empty,
    time,
    tips,
)

MOST = 28  # rows that fit a page, those told of last; the table has them all
_ANSWERS = {"agreed": BLUE, "open": SKY, "refused": RED, "mixed": ORANGE, "none": None}


def draw(result: Result, words: Words, dark: bool) -> Any:
    """One bar for each entry, those without an answer first."""
    rows = [row for row in result.rows() if row["first"]]
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    on = result.asked.get("on")
    end = date.fromisoformat(on) if on else max(row["last"] or row["first"] for row in rows)
    newest = sorted(rows, key=lambda row: (-(row["last"] or row["first"]).toordinal(), row["item"]))[:MOST]
    kept = {row["item"] for row in newest}
    shown = [_bar(n, row, end, words) for n, row in enumerate(row for row in rows if row["item"] in kept)]
    names = [words.get("answers", key) for key in _ANSWERS]
    colours = [colour or GREY[dark] for colour in _ANSWERS.values()]
    names_above = words.narrow  # there is no room for them beside the bars
    base = alt.Chart(data(shown), width=words.room + (60 if names_above else -120),
                     height=(58 if names_above else 36) * len(shown))  # fmt: skip
    beside = alt.Axis(labelLimit=400, labelExpr=LINES, labelLineHeight=13, labelPadding=8, ticks=False, domain=False)
    y = alt.Y("label:N", sort=None, title=None, axis=None if names_above else beside)
    colour = alt.Color("answer:N", title=words.axis("answer"), scale=alt.Scale(domain=names, range=colours))
    axis = time("first", [day for bar in shown for day in (bar["first"], bar["until"])])
    tip = tips(words, "label", "answer", "waited", "words", "reply")
    bars = base.mark_bar(height=9, cornerRadius=3, opacity=0.85).encode(
        x=axis, x2="until:T", y=y, color=colour, tooltip=tip
    )
    dots = base.mark_point(filled=True, size=70).encode(x=axis, y=y, color=colour, tooltip=tip)
    layers = [bars, dots, *([_above(base, y, dark)] if names_above else [])]
    return Part(alt.layer(*layers), len(shown), len(rows))


def _above(base: Any, y: Any, dark: bool) -> Any:
    """The label of each bar over it, from the left edge."""
    text = base.mark_text(align="left", baseline="bottom", dy=-22, fontSize=12, lineBreak="\n", lineHeight=13,
                          color=INK[dark])  # fmt: skip
    return text.encode(x=alt.value(0), y=y, text="label:N")


def _bar(n: int, row: dict[str, Any], end: date, words: Words) -> dict[str, Any]:
    what = words.issue(row["topic"], row["about"]) if row["topic"] else f"“{cut(row['words'], 60)}”"
    to = words.parties(row["towards"])
    who = words.labels.party(row["party"]) + (f" → {to}" if to else "")
    low, high = row["waited_low"], row["waited_high"]
    longest = 46 if words.narrow else 62
    return {
        # Two entries may read the same: a space of no width keeps them two rows.
        "label": f"{cut(who, longest)}\n{cut(what, longest)}" + "\u200b" * n,
        "first": row["first"], "until": max(row["answered"] or end, row["first"]),
        "answer": words.get("answers", row["answer"]), "waited": f"{low}" if low == high else f"{low}–{high}",
        "words": cut(row["words"], 300), "reply": cut(row["answer_words"] or "", 300),
        "report": row["report"], "item": row["item"],
    }  # fmt: skip
