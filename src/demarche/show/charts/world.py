"""Events by place on a map that draws disputed areas as disputed."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

import altair as alt

from demarche.analyse.shapes import Result
from demarche.show.charts.theme import BLUE, GREY, INK, PAPER, RED, WIDTH, Words, data, empty, sizes, tips

_LAND = {False: "#eceae4", True: "#2a2f36"}
#: Around the places, so many degrees of land are shown; a map of one town would show no shore.
_MARGIN, _LEAST = 8.0, 36.0
_HIGHEST = 440  # pixels
_NAMED = 12  # places with a name; more names lie over each other


def draw(result: Result, words: Words, dark: bool) -> Any:
    """Land, disputed areas, and a mark for each place: filled for towns, hollow for regions, squares for countries."""
    rows = result.rows()
    if not rows:
        return empty(words.axis("nothing"), dark)
    shown = [row | {"name": row["place"] or words.labels.party(row["country"] or ""),
                    "known": words.get("precisions", row["precision"]), "what": words.labels.get("types", row["type"])}
             for row in rows]  # fmt: skip
    view, height = _view(rows)
    form = alt.TopoDataFormat(type="topojson", feature="countries")
    land = alt.Chart(alt.InlineData(values=_within(view, height), format=form))
    layers = [
        land.mark_geoshape(clip=False, fill=_LAND[dark], stroke=PAPER[dark], strokeWidth=0.7),
        *_disputed(words, dark),
        *_marks(shown, _apart(shown, view["scale"] / 57.3), words, dark),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=height).project(**view)


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


def _within(view: dict[str, Any], height: int) -> str:
    """The base map with the countries that meet the view alone, as text: Altair copies and checks lists many times."""
    degree = view["scale"] / 57.3
    (x, y), wide, high = view["center"], WIDTH / 2 / degree, height / 2 / degree
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


def _marks(shown: list[dict[str, Any]], named: list[dict[str, Any]], words: Words, dark: bool) -> list[Any]:
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
    names_of = alt.Chart(data(named))
    halo = names_of.mark_text(
        fontSize=11, dy=-11, stroke=PAPER[dark], strokeWidth=3, strokeOpacity=0.8, strokeJoin="round"
    )
    text = names_of.mark_text(fontSize=11, dy=-11, color=INK[dark])
    return [point, halo.encode(**place, text="name:N"), text.encode(**place, text="name:N")]


def _apart(rows: list[dict[str, Any]], scale: float) -> list[dict[str, Any]]:
    """The places whose names stand clear of each other, those of most reports first; ``scale`` is pixels a degree."""
    kept: list[dict[str, Any]] = []
    for row in rows[: 4 * _NAMED]:
        clear = all(
            abs(row["longitude"] - other["longitude"]) * scale > 3.5 * (len(row["name"]) + len(other["name"]))
            or abs(row["latitude"] - other["latitude"]) * scale > 15
            for other in kept
        )
        if clear and len(kept) < _NAMED:
            kept.append(row)
    return kept


def _view(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], int]:
    """A projection that shows the places and at least some 36 degrees of land; and the height it takes in pixels."""
    west, east = min(r["longitude"] for r in rows) - _MARGIN, max(r["longitude"] for r in rows) + _MARGIN
    south, north = min(r["latitude"] for r in rows) - _MARGIN, max(r["latitude"] for r in rows) + _MARGIN
    north = min(north, 84)
    wide, high = max(east - west, _LEAST), max(north - south, _LEAST / 2)
    degree = min(WIDTH / wide, _HIGHEST / high)  # in pixels, on an equirectangular map
    height = round(min(_HIGHEST, high * degree))
    middle = [(west + east) / 2, (south + north) / 2]
    # 57.3 degrees are one radian, which Vega's scale counts.
    # Shapes are cut by the projection: cutting the picture of them took nine tenths of the time of a PNG.
    view = {"type": "equirectangular", "scale": degree * 57.3, "center": middle, "translate": [WIDTH / 2, height / 2],
            "clipExtent": [[0, 0], [WIDTH, height]]}  # fmt: skip
    return view, height
