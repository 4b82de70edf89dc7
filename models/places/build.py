"""Builds the middles of countries and the disputed areas of the map; see README.md beside this file.

python models/places/build.py COUNTRIES.geojson       (needs numpy and shapely; after land.cjs)
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import LineString, MultiLineString, Polygon, mapping, shape
from shapely.ops import unary_union
from shapely.validation import make_valid

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "src" / "demarche"
# Rough outlines (longitude, latitude) that are cut out of the countries on the base map.
CRIMEA = Polygon([(32.3, 44.2), (36.75, 44.2), (36.75, 45.6), (35.05, 46.12), (33.6, 46.2), (32.3, 45.95)])
KASHMIR = Polygon(
    [
        (73.4, 32.9),
        (74.5, 32.6),
        (75.5, 32.3),
        (76.9, 32.9),
        (78.4, 32.5),
        (79.3, 32.6),
        (80.2, 35.4),
        (79.0, 35.95),
        (77.8, 35.6),
        (76.2, 36.0),
        (74.6, 37.1),
        (72.5, 36.7),
        (73.6, 35.2),
        (73.4, 34.2),
    ]
)
WHOLE = {"XKX": "Kosovo", "TWN": "Taiwan", "PSE": "Palestine", "ESH": "Western Sahara", "CYN": "Northern Cyprus",
         "SOL": "Somaliland"}  # fmt: skip


def countries(shapes: dict[str, Any]) -> list[tuple[str, float, float]]:
    """A point inside the largest part of each country."""
    rows = []
    for code, area in sorted(shapes.items()):
        parts = [part for some in getattr(area, "geoms", [area]) for part in getattr(some, "geoms", [some])]
        # A degree of longitude is shorter in the north: without that, the middle of Norway lies on Spitsbergen.
        largest = max(parts, key=lambda part: part.area * np.cos(np.radians(part.centroid.y)))
        inside = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
        rows.append((code, round(inside.y, 2), round(inside.x, 2)))
    return rows


def hatched(area: Any) -> dict[str, Any]:
    """Outline and slanting lines inside an area."""
    area = unary_union([part for part in getattr(area, "geoms", [area]) if "Polygon" in part.geom_type])
    west, south, east, north = area.bounds
    height = north - south
    gap = max(0.06, min(0.5, ((east - west) + height) / 24))  # some two dozen lines in each area
    lines = [LineString([(x, south), (x + height, north)]) for x in np.arange(west - height, east, gap)]
    inside = MultiLineString(lines).intersection(area)
    outline = area.simplify(0.02).boundary
    return {"hatch": _rounded(mapping(inside)), "outline": _rounded(mapping(outline))}


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def cut(value: Any) -> Any:
        return round(value, 2) if isinstance(value, float) else [cut(one) for one in value]

    if geometry["type"] == "GeometryCollection":
        kept = [g for g in geometry["geometries"] if "Line" in g["type"]]
        geometry = {"type": "MultiLineString", "coordinates": [
            line for g in kept for line in (g["coordinates"] if g["type"] == "MultiLineString" else [g["coordinates"]])
        ]}  # fmt: skip
    return {"type": geometry["type"], "coordinates": cut(geometry["coordinates"])}


def disputed(shapes: dict[str, Any]) -> list[dict[str, Any]]:
    """GeoJSON features: for each area its outline and its hatching."""
    areas = {name: shapes[code] for code, name in WHOLE.items()}
    areas["Crimea"] = shapes["UKR"].intersection(CRIMEA)
    around = unary_union([shapes[code] for code in ("IND", "PAK", "CHN", "KAS")])
    areas["Kashmir"] = around.intersection(KASHMIR)
    return [
        {"type": "Feature", "properties": {"name": name, "part": part}, "geometry": geometry}
        for name, area in sorted(areas.items())
        for part, geometry in hatched(area).items()
    ]


def main(plain_countries: Path) -> None:
    """Write all tables."""
    raw = json.loads(plain_countries.read_text(encoding="utf-8"))
    shapes = {f["properties"]["a3"]: make_valid(shape(f["geometry"])) for f in raw["features"] if f["geometry"]}
    target = PACKAGE / "analyse" / "places"
    with (target / "countries.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("country", "latitude", "longitude"))
        writer.writerows(countries(shapes))
    marked = {"type": "FeatureCollection", "features": disputed(shapes)}
    (PACKAGE / "show" / "charts" / "land" / "disputed.json").write_text(json.dumps(marked, separators=(",", ":")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
