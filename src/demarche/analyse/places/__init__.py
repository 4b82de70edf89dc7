"""Where places lie: towns, regions, seas and countries, by the names that a report gives them.

A place of the archive ends in the code of its country (``"Genève, CHE"``) or is a code alone (``"UKR"``). Towns and
regions come from the gazetteer, middles of countries from the table beside this file (``models/places`` builds it);
what neither knows is not put on the map.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

from demarche import gazetteer


class Spot(NamedTuple):
    """A place on the map; ``precision`` is city, region or country."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    precision: str


#: Areas whose status is disputed and that have a code of their own.
DISPUTED = {
    "XKX": "Kosovo", "TWN": "Taiwan", "PSE": "Palestine", "ESH": "Western Sahara", "TRNC": "Northern Cyprus",
}  # fmt: skip
# Boxes (south, west, north, east) around areas that a coding may count to a country.
_BOXES = {"Crimea": (44.3, 32.4, 46.15, 36.7), "Kashmir": (32.4, 73.3, 36.9, 80.2),
          "Western Sahara": (21.4, -17.1, 27.6, -12.1)}  # fmt: skip
_REGIONS = frozenset({"region", "water"})


@cache
def _countries() -> dict[str, tuple[float, float]]:
    text = (resources.files("demarche.analyse.places") / "countries.csv").read_text(encoding="utf-8")
    return {row["country"]: (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(text.splitlines())}  # fmt: skip


def split(place: str) -> tuple[str, str | None]:
    """Name and country of a place as the archive has it; the country is None where the text gives none."""
    name, comma, last = place.rpartition(",")
    code = last.strip().partition("/")[0]
    if code.isalpha() and code.isupper() and len(code) == 3:
        return name.strip() if comma else "", code
    return place.strip(), None


def find(place: str) -> Spot | None:
    """The spot of a place; None where no table knows it.

    A town without a country is taken where one country has a town of that name, or one of ten times more people than
    any other. One that the coding puts in
    another country than the gazetteer does is taken in disputed areas: it is where it is, under either code.
    """
    name, country = split(place)
    known = gazetteer.places(name) if not name.islower() else ()  # "the region" is no name
    spots = [Spot(name, country or p.country or None, p.latitude, p.longitude,
                  "region" if p.kind in _REGIONS else "city") for p in known]  # fmt: skip
    people = sorted((p.population for p in known), reverse=True)
    alone = len({p.country for p in known}) == 1 or (len(people) > 1 and people[0] > 10 * people[1])
    for spot, here in zip(spots, known, strict=True):
        if country in (None, here.country) and (country or alone or spot.precision == "region"):
            return spot
        if not here.country or disputed(spot._replace(country=here.country)):
            return spot
    middle = _countries().get(country or "")
    return Spot("", country, middle[0], middle[1], "country") if middle else None


def disputed(spot: Spot) -> str | None:
    """Name of the disputed area that a spot lies in; None where it lies in none of those that are marked."""
    for name, (south, west, north, east) in _BOXES.items():
        if spot.precision != "country" and south <= spot.latitude <= north and west <= spot.longitude <= east:
            return name
    return DISPUTED.get(spot.country or "")
