"""Events by place, with the precision of the place.

A place is put on the map as exactly as the text gives it: a town, a region or sea, or no better than a country; those
are kept apart, since a pin in the middle of a country is no place where anything happened. Events without a place, and
places that no table knows, are counted and not drawn. Where a place lies in an area whose status is disputed, its row
names the area; the country in the row is the one that the report's coding gives, and takes no side.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.analyse import places
from demarche.analyse.shapes import Note, Result, Table, columns, note
from demarche.analyse.taking import chosen, parties_asked, source
from demarche.archive import Archive, Filter, Frame

SHAPE = columns(
    ("place", "text", "as the reports give it, the most frequent spelling"),
    ("country", "text", "code that the coding gives; null for seas and what lies between"),
    ("latitude", "float", "north", "degrees"),
    ("longitude", "float", "east", "degrees"),
    ("precision", "text", "city, region (also seas), or country: no better than that"),
    ("disputed", "text", "disputed area it lies in, of those that the map marks"),
    ("events", "int", "events there", "events"),
    ("reports", "int", "reports that tell of one", "reports"),
    ("conflict", "float", "share of the events that are conflict (quad classes 3 and 4)", "0 to 1"),
    ("score", "float", "mean PLOVER score of the events", "-10 to 10"),
    ("type", "text", "most frequent type of event"),
    ("item", "text", "id of one of the events"),
)
UNKNOWN = columns(
    ("place", "text", "a place that no table knows"),
    ("events", "int", "events there", "events"),
    ("reports", "int", "reports that tell of one", "reports"),
)


_NAMES = ("id", "report", "place", "quad", "score", "type")


def events_on_map(archive: Archive, *parties: str, filter: Filter | None = None, **fields: Any) -> Result:
    """Places with their events, most reports first; ``unknown`` lists the places that are not on the map."""
    wanted = parties_asked(parties)
    took = chosen(filter, fields).with_(status="actual")
    took = took.with_(party=wanted) if wanted else took
    found = archive.select("events", took).frame(_NAMES)
    placed = found.take(found["place"].codes >= 0)
    rows, unknown = [], []
    for (spot, names), some in _by_spot(placed).items():
        if spot is None:
            unknown.append({"place": names, "events": some.num_rows, "reports": _different(some["report"])})
        else:
            rows.append(_row(spot, some))
    rows.sort(key=lambda row: (-row["reports"], row["place"] or "", row["country"] or ""))
    unknown.sort(key=lambda row: (-row["reports"], row["place"]))
    return Result("map", Table.of(SHAPE, rows), {"unknown": Table.of(UNKNOWN, unknown)},
                  _notes(len(found) - len(placed), rows, unknown), {"parties": list(wanted)},
                  source(archive))  # fmt: skip


def _by_spot(placed: Frame) -> dict[tuple[places.Spot | None, str], pa.Table]:
    """Events of each spot; of places without one, by their name."""
    codes = placed["place"].codes
    used, first = np.unique(codes, return_index=True)
    numbers = {placed["place"].values[n]: n for n in used[np.argsort(first)].tolist()}
    spots = {name: places.find(name) for name in numbers}
    grouped: dict[tuple[places.Spot | None, str], list[str]] = {}
    for name, spot in spots.items():
        # Names of one spot in two languages are one place: what stands for it is its point and precision.
        key = (spot._replace(name=""), "") if spot else (None, name)
        grouped.setdefault(key, []).append(name)
    found = {}
    for (spot, name), some in grouped.items():
        of = np.zeros(int(used.max(initial=0)) + 1, bool)
        of[[numbers[one] for one in some]] = True
        rows = placed.take(of[codes]).arrow(_NAMES)
        common = pc.mode(pc.index_in(rows["place"], value_set=pa.array(some, pa.string())))[0]["mode"].as_py()
        label = some[common]
        named = places.split(label)[0] if spot and spot.precision != "country" else ""
        found[spot._replace(name=named) if spot else None, name] = rows
    return found


def _different(column: Any) -> int:
    return int(pc.count_distinct(column).as_py())


def _row(spot: places.Spot, some: pa.Table) -> dict[str, Any]:
    types = pc.value_counts(some["type"].combine_chunks()).to_pylist()
    conflict = pc.mean(pc.cast(pc.fill_null(pc.greater(some["quad"], 2), False), pa.float64())).as_py()
    return spot._asdict() | {
        "place": spot.name or None,
        "disputed": places.disputed(spot),
        "events": some.num_rows,
        "reports": _different(some["report"]),
        "conflict": conflict,
        "score": pc.mean(some["score"]).as_py(),
        "type": min(types, key=lambda one: (-one["counts"], one["values"]))["values"],
        "item": pc.min(some["id"]).as_py(),
    }


def _notes(without: int, rows: list[dict[str, Any]], unknown: list[dict[str, Any]]) -> tuple[Note, ...]:
    notes = [note("map_disputed")]
    if without:
        notes.append(note("map_without", n=without))
    if unknown:
        notes.append(note("map_unknown", n=len(unknown), events=sum(row["events"] for row in unknown)))
    vague = sum(row["events"] for row in rows if row["precision"] == "country")
    if vague:
        notes.append(note("map_country", n=vague))
    return tuple(notes)
