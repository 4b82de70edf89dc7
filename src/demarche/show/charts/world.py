"""Events by place on a map that draws disputed areas as disputed."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import BLUE, GREY, INK, PAPER, RED, Words, data, empty, sizes, tips

_LAND = {False: "#eceae4", True: "#2a2f36"}
#: Around the places, so many degrees of land are shown; a map of one town would show no shore.
_MARGIN, _LEAST = 8.0, 36.0
_HIGHEST = 440  # pixels
_NAMED = 12  # places with a name; more names lie over each other
_LETTER = 7.0  # pixels of a letter, with some room
_FEW = 400  # pixels: on a narrower map half as many names have room


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Land, disputed areas, and a mark for each place: filled for towns, hollow for regions, squares for countries."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("nothing"), dark, room=words.room)
    shown = [row | {"name": row["place"] or words.labels.party(row["country"] or ""),
                    "known": words.get("precisions", row["precision"]), "what": words.labels.get("types", row["type"])}
             for row in rows]  # fmt: skip
    width = words.room + (70 if words.narrow else 0)  # no axis takes room beside a map
    view, height = _view(rows, width)
    form = alt.TopoDataFormat(type="topojson", feature="countries")
    land = alt.Chart(alt.InlineData(values=_within(view, width, height), format=form))
    layers = [
        land.mark_geoshape(clip=False, fill=_LAND[dark], stroke=PAPER[dark], strokeWidth=0.7),
        *_disputed(words, dark),
        *_marks(shown, words, dark),
        *_names(_apart(shown, view, width), dark),
    ]
    return alt.layer(*layers).properties(width=width, height=height).project(**view)


@cache
def _file(name: str) -> Any:
    path = resources.files("demarche.show.charts") / "land" / name
    return json.loads(path.read_text(encoding="utf-8"))


def world() -> Any:
    """The base map as TopoJSON."""
    return _file("world.json")


@cache
def _reach() -> list[tuple[float, float, float, float]]:
    """West, south, east and north of each country of the base map, in degrees."""
    land = world()
    (east_step, north_step), (west, south) = land["transform"]["scale"], land["transform"]["translate"]
    arcs = []
    for arc in land["arcs"]:  # each point but the first is a step from the one before
        xs, ys = zip(*arc, strict=True)
        x, y = list(accumulate(xs)), list(accumulate(ys))
        arcs.append((min(x), min(y), max(x), max(y)))
    found = []
    for shape in land["objects"]["countries"]["geometries"]:
        boxes = [arcs[n if n >= 0 else ~n] for n in _numbers(shape["arcs"])]
        a, b, c, d = (pick(box[n] for box in boxes) for n, pick in enumerate((min, min, max, max)))
        found.append((west + a * east_step, south + b * north_step, west + c * east_step, south + d * north_step))
    return found


def _numbers(arcs: Any) -> list[int]:
    return [arcs] if isinstance(arcs, int) else [n for one in arcs for n in _numbers(one)]


def _within(view: dict[str, Any], width: int, height: int) -> str:
    """The base map with the countries that meet the view alone, as text: Altair copies and checks lists many times."""
    degree = view["scale"] / 57.3
    (x, y), wide, high = view["center"], width / 2 / degree, height / 2 / degree
    land = world()
    kept = [
        shape
        for shape, (west, south, east, north) in zip(land["objects"]["countries"]["geometries"], _reach(), strict=True)
        if west <= x + wide and east >= x - wide and south <= y + high and north >= y - high
    ]
    used = {n if n >= 0 else ~n for shape in kept for n in _numbers(shape["arcs"])}
    arcs = [arc if n in used else [] for n, arc in enumerate(land["arcs"])]
    shown = land | {"arcs": arcs, "objects": {"countries": land["objects"]["countries"] | {"geometries": kept}}}
    return json.dumps(shown, separators=(",", ":"))


def disputed() -> Any:
    """Outlines and hatching of disputed areas as GeoJSON."""
    return _file("disputed.json")


def _disputed(words: Words, dark: bool) -> list[Any]:
    parts = {
        part: alt.Chart(alt.InlineData(values=[f for f in disputed()["features"] if f["properties"]["part"] == part]))
        for part in ("hatch", "outline")
    }
    named = words.get("precisions", "disputed")
    scale = alt.Scale(domain=[named], range=[INK[dark]])
    legend = alt.Legend(symbolType="M-1,-1L1,1M-1,0L0,1M0,-1L1,0", symbolStrokeWidth=1.2)
    hatch = (
        parts["hatch"]
        .transform_calculate(of=f"'{named}'")
        .mark_geoshape(clip=False, fill=None, strokeWidth=0.7, strokeOpacity=0.75)
    )
    outline = parts["outline"].mark_geoshape(
        clip=False, fill=None, stroke=INK[dark], strokeWidth=0.8, strokeDash=[3, 2], strokeOpacity=0.8
    )
    return [hatch.encode(stroke=alt.Stroke("of:N", title=None, scale=scale, legend=legend)), outline]


def _marks(shown: list[dict[str, Any]], words: Words, dark: bool) -> list[Any]:
    names = [words.get("precisions", key) for key in ("city", "region", "country")]
    size = sizes("reports", words.axis("reports"), shown, 600, dark)
    scale = alt.Scale(domain=[0, 0.5, 1], range=[BLUE, GREY[dark], RED], interpolate="rgb")
    shape = alt.Shape("known:N", title=words.axis("precision"),
                      scale=alt.Scale(domain=names, range=["circle", "diamond", "square"]),
                      legend=alt.Legend(symbolFillColor=GREY[dark], symbolStrokeWidth=0))  # fmt: skip
    tip = tips(words, "name", "known", "disputed", "events", "reports", "conflict", "what")
    place = {"longitude": "longitude:Q", "latitude": "latitude:Q"}
    point = alt.Chart(data(shown)).mark_point(strokeWidth=1.8, fillOpacity=0.35).encode(
        **place, size=size, shape=shape, tooltip=tip,
        stroke=alt.Stroke("conflict:Q", title=words.axis("conflict_share"), scale=scale,
                          legend=alt.Legend(format=".0%")),
        fill=alt.Fill("conflict:Q", legend=None, scale=scale),
    )  # fmt: skip
    return [point]


def _names(named: list[dict[str, Any]], dark: bool) -> list[Any]:
    """Names over their marks; at the edges of the map beside the middle of the mark, so that they stay whole."""
    layers = []
    for align in dict.fromkeys(row["align"] for row in named):
        base = alt.Chart(data([row for row in named if row["align"] == align]))
        look = {"fontSize": 11, "dy": -11, "align": align}
        halo = base.mark_text(stroke=PAPER[dark], strokeWidth=3, strokeOpacity=0.8, strokeJoin="round", **look)
        text = base.mark_text(color=INK[dark], **look)
        place = {"longitude": "longitude:Q", "latitude": "latitude:Q", "text": "name:N"}
        layers += [halo.encode(**place), text.encode(**place)]
    return layers


def _apart(rows: list[dict[str, Any]], view: dict[str, Any], width: int) -> list[dict[str, Any]]:
    """The places whose names stand clear of each other, those of most reports first, each with how it is aligned."""
    kept: list[dict[str, Any]] = []
    scale, most = view["scale"] / 57.3, _NAMED if width > _FEW else _NAMED // 2
    boxes: list[tuple[float, float]] = []  # left edge and right edge of the names kept, in pixels
    for row in rows[: 4 * _NAMED]:
        x, half = width / 2 + (row["longitude"] - view["center"][0]) * scale, _LETTER / 2 * len(row["name"])
        align = "left" if x < half else "right" if x > width - half else "center"
        left = {"left": x, "right": x - 2 * half, "center": x - half}[align]
        clear = all(
            left > right or left + 2 * half < start or abs(row["latitude"] - other["latitude"]) * scale > 15
            for (start, right), other in zip(boxes, kept, strict=True)
        )
        if clear and len(kept) < most:
            kept.append(row | {"align": align})
            boxes.append((left, left + 2 * half))
    return kept


def _view(rows: list[dict[str, Any]], width: int) -> tuple[dict[str, Any], int]:
    """A projection that shows the places and at least some 36 degrees of land; and the height it takes in pixels."""
    west, east = min(r["longitude"] for r in rows) - _MARGIN, max(r["longitude"] for r in rows) + _MARGIN
    south, north = min(r["latitude"] for r in rows) - _MARGIN, max(r["latitude"] for r in rows) + _MARGIN
    north = min(north, 84)
    wide, high = max(east - west, _LEAST), max(north - south, _LEAST / 2)
    degree = min(width / wide, _HIGHEST / high)  # in pixels, on an equirectangular map
    height = round(min(_HIGHEST, high * degree))
    middle = [(west + east) / 2, (south + north) / 2]
    # 57.3 degrees are one radian, which Vega's scale counts.
    # Shapes are cut by the projection: cutting the picture of them took nine tenths of the time of a PNG.
    view = {"type": "equirectangular", "scale": degree * 57.3, "center": middle, "translate": [width / 2, height / 2],
            "clipExtent": [[0, 0], [width, height]]}  # fmt: skip
    return view, height
