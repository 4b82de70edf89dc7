"""Networks: nodes and lines for the shape, and a matrix of circles: who (rows) acts on or agrees with whom (columns).

A matrix is read where a drawing of many lines is not; Gephi and others draw all lines from the GraphML file.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts import nodes
from demarche.show.charts.theme import BLUE, FAINT, GREY, RED, Part, Words, cut, data, empty, sizes, tips

MOST, FEWER = 20, 10  # parties; more can't be read on a page or a telephone, the table has them all


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Circles by weight, coloured by score (who acts on whom) or by sign (discourse)."""
    rows = [row for row in result.rows() if row.get("quad", 0) == (result.asked.get("quad") or 0)]
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    last = rows[-1]["window"]
    rows = [row for row in rows if row["window"] == last]
    two_mode = result.asked.get("mode") == "twomode"
    directed = result.analysis == "network"
    sources, targets = _strongest(rows, 0, words), _strongest(rows, 1, words)
    if not two_mode:
        sources = targets = _strongest(rows, None, words)
    cells = [_cell(row, words, two_mode) for row in rows if row["source"] in sources and row["target"] in targets]
    shown = len(cells)
    if not directed and not two_mode:
        cells += [cell | {"from": cell["to"], "to": cell["from"]} for cell in cells]
    order_x = [_name(key, words, two_mode) for key in targets]
    order_y = [words.labels.party(key) for key in sources]
    kind = "reports" if directed else "weight" if two_mode else "agreement"
    matrix = _drawn(cells, (order_x, order_y), words, dark, kind)
    if two_mode or not any(row["source"] != row["target"] for row in rows):
        return Part(matrix, shown, len(rows))
    lines = nodes.draw(rows, sources, words, dark=dark, directed=directed)
    both = alt.vconcat(lines, matrix, spacing=24).resolve_scale(size="independent", strokeWidth="independent")
    return Part(both, shown, len(rows))


def _name(key: str, words: Words, concept: bool) -> str:
    if not concept:
        return words.labels.party(key)
    topic, _, about = key.partition(": ")
    return cut(words.issue(topic, about or None), 44)


def _strongest(rows: list[dict[str, Any]], end: int | None, words: Words) -> list[str]:
    total: dict[str, float] = {}
    for row in rows:
        for n, key in enumerate((row["source"], row["target"])):
            if end in (None, n):
                total[key] = total.get(key, 0) + abs(row["weight"])
    return sorted(total, key=lambda key: (-total[key], key))[: FEWER if words.narrow else MOST]


def _cell(row: dict[str, Any], words: Words, two_mode: bool) -> dict[str, Any]:
    return {"from": words.labels.party(row["source"]), "to": _name(row["target"], words, two_mode),
            "size": abs(row["weight"]), "weight": row["weight"], "score": row.get("score"),
            "sign": row["weight"] >= 0}  # fmt: skip


def _drawn(cells: Any, orders: tuple[list[str], list[str]], words: Words, dark: bool, kind: str) -> Any:
    (order_x, order_y), directed = orders, kind == "reports"
    x = alt.X("to:N", sort=order_x, title=words.axis("acted_on") if directed else None,
              axis=alt.Axis(orient="top", labelAngle=-45, domain=False, ticks=False, grid=True))  # fmt: skip
    y = alt.Y("from:N", sort=order_y, title=words.axis("acts") if directed else None,
              axis=alt.Axis(domain=False, ticks=False, grid=True))  # fmt: skip
    step = min(30, words.room // max(len(order_x), len(order_y)))
    size = sizes("size", words.axis(kind), cells, step * step * 0.7, dark)
    if directed:
        scale = alt.Scale(domain=[-10, 0, 10], range=[RED, GREY[dark], BLUE], interpolate="rgb")
        colour = alt.Color("score:Q", title=words.axis("score"), scale=scale)
    else:
        colour = alt.Color("sign:N", title=None, legend=None, scale=alt.Scale(domain=[True, False], range=[BLUE, RED]))
    tip = tips(words, "from", "to", "weight", *(["score"] if directed else []))
    base = alt.Chart(data(cells), width=step * len(order_x), height=step * len(order_y))
    return base.mark_circle(opacity=0.9, stroke=FAINT[dark]).encode(x=x, y=y, size=size, color=colour, tooltip=tip)
