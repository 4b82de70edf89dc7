"""Where places lie: towns, regions, seas and countries, by the names that a report gives them.

Coordinates come from tables beside this file (``models/places`` builds them). A place of the archive ends in the code
of its country (``"Genève, CHE"``) or is a code alone (``"UKR"``); what no table knows is not put on the map.
"""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from functools import cache
from importlib import resources
from typing import NamedTuple


class Spot(NamedTuple):
    """A place on the map; ``precision`` is city, region or country."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    precision: str


#: Areas whose status is disputed: their countries' codes, or names that lie in them.
DISPUTED = {
    "XKX": "Kosovo", "TWN": "Taiwan", "PSE": "Palestine", "ESH": "Western Sahara", "TRNC": "Northern Cyprus",
}  # fmt: skip
# Boxes (south, west, north, east) around the areas that are a part of a country.
_BOXES = {"Crimea": (44.3, 32.4, 46.15, 36.7), "Kashmir": (32.4, 73.3, 36.9, 80.2)}


def plain(name: str) -> str:
    """Small letters without marks: how names are looked up."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("-", " ").strip()


@cache
def _cities() -> dict[str, dict[str, list[float]]]:
    path = resources.files("demarche.analyse.places") / "cities.json.gz"
    found: dict[str, dict[str, list[float]]] = json.loads(gzip.decompress(path.read_bytes()))
    return found


@cache
def _countries() -> dict[str, tuple[float, float]]:
    text = (resources.files("demarche.analyse.places") / "countries.csv").read_text(encoding="utf-8")
    return {row["country"]: (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(text.splitlines())}  # fmt: skip


@cache
def _regions() -> dict[str, Spot]:
    text = (resources.files("demarche.analyse.places") / "regions.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        names = row["names"].split("|")
        for name in names:
            found[plain(name)] = Spot(name, row["country"] or None, float(row["latitude"]), float(row["longitude"]),
                                      row["precision"])  # fmt: skip
    return found


def split(place: str) -> tuple[str, str | None]:
    """Name and country of a place as the archive has it; the country is None where the text gives none."""
    name, comma, last = place.rpartition(",")
    code = last.strip().partition("/")[0]
    if code.isalpha() and code.isupper() and len(code) == 3:
        return name.strip() if comma else "", code
    return place.strip(), None


def find(place: str) -> Spot | None:
    """The spot of a place; None where no table knows it.

    A town without a country is taken only where one country has a town of that name.
    """
    name, country = split(place)
    key = plain(name)
    region = _regions().get(key)
    if region and (country in (None, region.country) or region.country is None or disputed(region)):
        # Whose it is, the coding says: a disputed region is where it is, under either code.
        return region._replace(name=name, country=country or region.country)
    homes = {code: towns[key] for code, towns in _cities().items() if key and key in towns}
    if country not in homes:
        contested = [code for code, (north, east) in homes.items()
                     if disputed(Spot(name, None, north, east, "city"))]  # fmt: skip
        alone = list(homes) if country is None and len(homes) == 1 else contested[:1]
        home, country = (alone[0], country or alone[0]) if alone else (None, country)
    else:
        home = country
    if home:
        return Spot(name, country, homes[home][0], homes[home][1], "city")
    middle = _countries().get(country or "")
    return Spot("", country, middle[0], middle[1], "country") if middle else None


def disputed(spot: Spot) -> str | None:
    """Name of the disputed area that a spot lies in; None where it lies in none of those that are marked."""
    for name, (south, west, north, east) in _BOXES.items():
        if spot.precision != "country" and south <= spot.latitude <= north and west <= spot.longitude <= east:
            return name
    return DISPUTED.get(spot.country or "")
