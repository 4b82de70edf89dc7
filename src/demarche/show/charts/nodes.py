"""A network drawn as nodes and lines, laid out by NetworkX: the shape of an affair at a glance.

Positions come from its spring layout with a fixed seed, so the same archive gives the same drawing everywhere. Few
parties are drawn, with the strongest lines only; the matrix and the table have what is left out.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import networkx as nx

from demarche.show.charts.theme import BLUE, GREY, INK, PAPER, RED, Words, data, sizes, tips

MOST_LINES = 60  # more lines can't be followed by eye
_LOWEST, _HIGHEST, _EACH = 160, 440, 22  # pixels: at least, at most, and for each party
# Tried on a year of news: heavier pulls or less room put the names of the busiest parties over each other.
_PULL, _APART = 0.2, 3.0
_OTHER = 1.001  # Vega-Lite joins legends over one domain, and two parties weigh as much as the line between them
_MARGIN, _WIDER = 1.18, 1.4  # of the outermost node, for its name; on a telephone, where a name is wide


def draw(rows: list[dict[str, Any]], kept: list[str], words: Words, *, dark: bool, directed: bool) -> Any:
    """Nodes by their weight, lines by that between two parties; pointing at a party leaves only its own lines.

    Args:
        rows: edges with source, target, weight, and score where the network is directed.
        kept: codes of the parties that are drawn.
    """
    lines = _lines([row for row in rows if row["source"] in kept and row["target"] in kept], words)
    places = _places(kept, lines)
    nodes = _nodes(lines, places, words)
    for line in lines:
        for end, (x, y) in (("", places[line["a"]]), ("2", places[line["b"]])):
            line["x" + end], line["y" + end] = x, y
    pointed = alt.selection_point(name="pointed", on="pointerover", clear="pointerout", fields=["party"], empty=False)
    edges = _edges(lines, words, dark, directed)
    return alt.layer(edges, *_dots(nodes, words, dark, pointed, directed)).properties(
        width=words.room, height=min(_HIGHEST, _LOWEST + _EACH * len(nodes))
    )


def _lines(rows: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    """One line for each pair, both directions together, the strongest first."""
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if row["source"] == row["target"]:
            continue
        a, b = sorted((row["source"], row["target"]))
        line = pairs.setdefault((a, b), {"a": a, "b": b, "weight": 0.0, "told": 0.0, "scored": 0.0})
        line["weight"] += abs(row["weight"])
        if row.get("score") is not None:
            line["told"] += row["weight"]
            line["scored"] += row["weight"] * row["score"]
        line["sign"] = row["weight"] >= 0
    for line in pairs.values():
        told = line.pop("told")
        line["score"] = line.pop("scored") / told if told else None
        line["from"], line["to"] = words.labels.party(line["a"]), words.labels.party(line["b"])
    return sorted(pairs.values(), key=lambda line: (-line["weight"], line["a"], line["b"]))[:MOST_LINES]


def _places(kept: list[str], lines: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted({line[end] for line in lines for end in ("a", "b")}) or kept[:1])
    most = max((line["weight"] for line in lines), default=1.0)
    for line in lines:
        graph.add_edge(line["a"], line["b"], weight=(line["weight"] / most) ** _PULL)
    found = nx.spring_layout(graph, seed=1, iterations=300, k=_APART / max(1, len(graph)) ** 0.5)
    codes = list(found)
    spread = [_filled([float(found[code][n]) for code in codes]) for n in (0, 1)]
    return {code: (x, y) for code, x, y in zip(codes, *spread, strict=True)}


def _filled(along: list[float]) -> list[float]:
    """The same places from -1 to 1, whatever room the layout took."""
    low, high = min(along), max(along)
    return [round(2 * (one - low) / (high - low) - 1, 4) if high > low else 0.0 for one in along]


def _nodes(lines: list[dict[str, Any]], places: dict[str, tuple[float, float]], words: Words) -> list[dict[str, Any]]:
    return [
        {"party": words.labels.party(code), "x": x, "y": y,
         "weight": sum(line["weight"] for line in lines if code in (line["a"], line["b"]))}
        for code, (x, y) in places.items()
    ]  # fmt: skip


def _axis(field: str, words: Words) -> dict[str, Any]:
    margin = _WIDER if words.narrow and field == "x" else _MARGIN
    scale = alt.Scale(domain=[-margin, margin])
    return {field: (alt.X if field == "x" else alt.Y)(f"{field}:Q", axis=None, scale=scale)}


def _edges(lines: list[dict[str, Any]], words: Words, dark: bool, directed: bool) -> Any:
    if directed:
        scale = alt.Scale(domain=[-10, 0, 10], range=[RED, GREY[dark], BLUE], interpolate="rgb")
        colour = alt.Color("score:Q", title=words.axis("score"), scale=scale)
    else:
        colour = alt.Color("sign:N", legend=None, scale=alt.Scale(domain=[True, False], range=[BLUE, RED]))
    faded = "!pointed.party || indexof(pointed.party, datum.from) >= 0 || indexof(pointed.party, datum.to) >= 0"
    top = max((line["weight"] for line in lines), default=1)
    width = alt.StrokeWidth("weight:Q", legend=None, scale=alt.Scale(domain=[0, _OTHER * top], range=[0.6, 9]))
    return alt.Chart(data(lines)).mark_rule(strokeCap="round").encode(
        **_axis("x", words), **_axis("y", words), x2="x2:Q", y2="y2:Q", color=colour, strokeWidth=width,
        opacity=alt.when(faded).then(alt.value(0.65)).otherwise(alt.value(0.06)),
        tooltip=tips(words, "from", "to", "weight", *(["score"] if directed else [])),
    )  # fmt: skip


def _dots(nodes: list[dict[str, Any]], words: Words, dark: bool, pointed: Any, directed: bool) -> list[Any]:
    base = alt.Chart(data(nodes)).encode(**_axis("x", words), **_axis("y", words))
    size = sizes("weight", words.axis("told_in_all" if directed else "agreement"), nodes, 600, dark)
    dots = base.mark_circle(color=GREY[dark], opacity=1, stroke=PAPER[dark], strokeWidth=1.5).encode(
        size=size, tooltip=tips(words, "party", "weight")
    )
    dots = dots.add_params(pointed)
    halo = base.mark_text(fontSize=12, dy=-17, stroke=PAPER[dark], strokeWidth=4, strokeOpacity=0.85)
    name = base.mark_text(fontSize=12, dy=-17, color=INK[dark])
    return [dots, halo.encode(text="party:N"), name.encode(text="party:N")]
