"""What every export shares: its columns with their meaning, the row of an event with its source, parties and places."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from demarche import gazetteer, ontologies
from demarche.archive.door import Archive
from demarche.archive.filters import Filter
from demarche.archive.shapes import Column

#: Events of these kinds did not happen, or not yet: formats that have no field to say so leave them out, and say it.
NOT_FACTS = ("future", "hypothetical", "negated")
TWO_SIDED = ("CONSULT", "AGREE", "COOPERATE")


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export: its columns with their meaning, how many rows, and what a reader must know."""

    file: str
    rows: int
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()


def text_columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns of text from their names and meanings."""
    return tuple(Column(name, "text", meaning) for name, meaning in names.items())


@cache
def countries() -> dict[str, dict[str, str]]:
    """Rows of the table of countries (iso2, FIPS, name) by ISO 3166-1 alpha-3 code."""
    table = resources.files("demarche.archive.exports") / "countries.csv"
    return {row["code"]: row for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())}


def party_name(code: str) -> str:
    """English name of a party: of a state, of a body in the list of parties (to its first bracket or comma)."""
    front = code.split("/")[0]
    if front in countries():
        return countries()[front]["name"]
    said = ontologies.load().parties.get(front)
    return re.split(r"[,(]", said)[0].strip() if said else front.removeprefix("X:")


def sector(code: str) -> str:
    """The sector behind the slash, or nothing."""
    return code.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something happened: as coded, its name and country, and a point where the gazetteer knows one.

    ``precision`` is ``place`` (a point), ``country`` (no point: a state has none), or ``none``.
    """

    said: str = ""
    name: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "none"


@cache
def spot(place: str | None) -> Spot:
    """The place of an event as coded (``Genève, CHE``, ``Germany, DEU`` or a bare name)."""
    if not place:
        return Spot()
    name, comma, code = place.rpartition(", ")
    if not comma or not re.fullmatch(r"[A-Z]{3}", code):
        name, code = place, ""
    if name == party_name(code) or (not comma and place in {row["name"] for row in countries().values()}):
        return Spot(place, name, code, precision="country")
    found = gazetteer.place(name, code or None)
    if found is None:
        return Spot(place, name, code, precision="country" if code else "none")
    return Spot(place, found.name, code or found.country, found.latitude, found.longitude, "place")


def number(id: str) -> int:
    """A stable id as a whole number that a signed 64-bit field holds: 60 bits of its hash."""
    return int(id[1:16], 16)


def happened(
    archive: Archive, filter: Filter, *, facts_only: bool = True
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Events with the head of their report, and notes on what was left out.

    ``facts_only``: for formats that can't say that an event is still to come, or did not take place.
    """
    rows = archive.events(filter).by("date").rows()
    heads = {row["report"]: row for row in archive.reports().arrow(HEAD).to_pylist()}
    kept, left = [], 0
    for row in rows:
        if facts_only and not filter.status and row["status"] in NOT_FACTS:
            left += 1
            continue
        kept.append(heads.get(row["report"], {}) | {"head_date": heads.get(row["report"], {}).get("date")} | row)
    note = f"{left} events that are future, hypothetical or negated are left out: the format can't say so"
    return kept, (note,) if left else ()


HEAD = ("report", "title", "url", "source", "added", "date")


def sides(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Actor and recipient of each row that formats with two parties need; an absent recipient is an empty string.

    Two-sided events give each pair once, in the order of the text.
    """
    actors, recipients = list(row["actors"]), list(row["recipients"])
    if row["type"] in TWO_SIDED and not recipients and len(actors) > 1:
        yield from ((a, b) for n, a in enumerate(actors) for b in actors[n + 1 :])
    else:
        yield from ((a, b) for a in actors for b in recipients or [""])


def cameo_of(row: Mapping[str, Any]) -> str:
    """The CAMEO code of an event: as coded, else by the crosswalk."""
    return row["cameo"] or ontologies.load().to_cameo(row["type"], row["mode"], row["contexts"] or ())


def write_tab(out: Path, rows: Iterable[Iterable[Any]], head: Iterable[str] | None) -> int:
    """Write tab-separated lines (UTF-8, no quoting: tabs and line ends inside become spaces); returns how many rows."""
    count = 0
    with out.open("w", encoding="utf-8", newline="") as lines:
        if head is not None:
            lines.write("\t".join(head) + "\n")
        for row in rows:
            lines.write("\t".join(_flat(value) for value in row) + "\n")
            count += 1
    return count


def _flat(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
