"""Where places are: cities of 15,000 people and more, regions, waters and sites, with their country.

Cities come from GeoNames (https://www.geonames.org, CC BY 4.0), regions from a table of our own; both are packed by
``models/gazetteer/build.py``. The table is read on first use and searched in place: no index is built.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "places.tsv.gz"
# Letters that do not come apart into a letter and a mark.
PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʻ": "'"})


class Place(NamedTuple):
    """A place. ``country`` is ISO 3166-1 alpha-3, empty where it lies in several or in none; ``kind`` is ``city``,
    ``region``, ``water`` or ``site``; latitude and longitude are degrees north and east."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    kind: str


def key(name: str) -> str:
    """The form under which a name is looked up: lower case, no accents, one space, no article in front."""
    low = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    words = "".join(c for c in low if not unicodedata.combining(c)).replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("de", "het", "the") else words)


@lru_cache(maxsize=4096)
def places(name: str) -> tuple[Place, ...]:
    """All places of that name: regions first, then cities by population; () where there is none."""
    table, wanted = _table(), key(name).encode()
    if not wanted:
        return ()
    low, high = 0, len(table)
    while low < high:
        line = table.rfind(b"\n", 0, (low + high) // 2) + 1
        if table[line : table.find(b"\t", line)] < wanted:
            low = table.find(b"\n", line) + 1
        else:
            high = line
    found = []
    while table[low : low + len(wanted) + 1] == wanted + b"\t":
        end = table.find(b"\n", low)
        _, full, country, latitude, longitude, population, kind = table[low:end].decode().split("\t")
        found.append(Place(full, country, float(latitude), float(longitude), int(population), kind))
        low = end + 1
    return tuple(found)


def place(name: str, country: str | None = None) -> Place | None:
    """The likeliest place of that name: the region, else the largest city; in ``country`` where one is given."""
    found = [p for p in places(name) if country is None or p.country == country]
    return found[0] if found else None


@lru_cache(maxsize=1)
def _table() -> bytes:
    """The unpacked table: lines of tab-separated fields in the order of their keys."""
    return gzip.decompress(FILE.read_bytes())
