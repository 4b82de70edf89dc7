"""Events on a map: GeoJSON (RFC 7946). What is known to a country only has no point, rather than a false one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written, happened, spot, text_columns
from demarche.archive.filters import Filter

FIELDS = {
    "event": "id of the event",
    "date": "ISO date",
    "type": "PLOVER type",
    "mode": "PLOVER mode",
    "status": "actual, future, hypothetical, negated or historical",
    "actors": "codes",
    "recipients": "codes",
    "claimed_by": "the party that says so; null where the outlet reports it as fact",
    "place": "as coded",
    "country": "ISO 3166-1 alpha-3",
    "precision": "place: a point; country: no point, the event is somewhere in it",
    "quote": "the words it rests on",
    "report": "id of the report",
    "outlet": "who published it",
    "url": "its address",
}


def write_geojson(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """A FeatureCollection of all events that say where; those known to a country only have a null geometry."""
    rows, _ = happened(archive, filter, facts_only=False)
    features = [_feature(row) for row in rows if row["place"]]
    nowhere = len(rows) - len(features)
    notes = (f"{nowhere} events say no place and are left out",) if nowhere else ()
    data = {"type": "FeatureCollection", "features": features}
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    return [Written(out.name, len(features), text_columns(FIELDS), notes)]


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    where = spot(row["place"])
    point = None if where.latitude is None else {"type": "Point", "coordinates": [where.longitude, where.latitude]}
    extra = {"event": row["id"], "country": where.country or None, "precision": where.precision}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": point,
        "properties": {name: extra.get(name, row.get(name)) for name in FIELDS},
    }
