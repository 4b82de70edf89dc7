"""Events in the layout of the large event data sets: GDELT 2.0 (61 columns), ICEWS (20), POLECAT (40)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import demarche
from demarche import ontologies
from demarche.archive.door import Archive
from demarche.archive.exports.base import (
    Spot,
    Written,
    cameo_of,
    countries,
    happened,
    number,
    party_name,
    sector,
    sides,
    spot,
    text_columns,
    write_tab,
)
from demarche.archive.filters import Filter
from demarche.archive.rows import digest
from demarche.archive.shapes import Column

Row = Mapping[str, Any]
_NOT = "not filled: nothing like it is coded"
_ACTOR = {
    "Code": "ISO 3166-1 alpha-3 code of the state, or the code of the body, with its sector behind it",
    "Name": "English name, capitals",
    "CountryCode": "ISO 3166-1 alpha-3 code, empty for bodies and groups",
    "KnownGroupCode": "code of the body or group in demarche's list of parties",
    "EthnicCode": _NOT,
    "Religion1Code": _NOT,
    "Religion2Code": _NOT,
    "Type1Code": "sector: GOV, MIL, LEG, JUD, PTY, OPP, REB, UAF, CVL, MED, BUS, NGO, SPY",
    "Type2Code": _NOT,
    "Type3Code": _NOT,
}
_PLACE = {
    "Type": "1 country, 4 place in the world, empty where none is said",
    "FullName": "place as coded",
    "CountryCode": "FIPS 10-4 code of the country",
    "ADM1Code": _NOT,
    "ADM2Code": _NOT,
    "Lat": "degrees north; empty for a country as a whole",
    "Long": "degrees east; empty for a country as a whole",
    "FeatureID": _NOT,
}
#: GDELT's columns in their order; the file itself has no head line.
GDELT = text_columns(
    {
        "GlobalEventID": "stable whole number made from the item's id and its two parties",
        "Day": "YYYYMMDD; 00 for a part that is not known",
        "MonthYear": "YYYYMM",
        "Year": "YYYY",
        "FractionDate": "year with its part gone by, as GDELT counts it: (month * 30 + day) / 365",
        **{f"Actor1{name}": meaning for name, meaning in _ACTOR.items()},
        **{f"Actor2{name}": meaning for name, meaning in _ACTOR.items()},
        "IsRootEvent": "1 where the words stand in the first 500 characters of the report",
        "EventCode": "CAMEO code (text: it may begin with 0)",
        "EventBaseCode": "its first three digits",
        "EventRootCode": "its first two digits",
        "QuadClass": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        "GoldsteinScale": "of the CAMEO code, -10 to 10",
        "NumMentions": "pieces of evidence in all reports that tell of the event",
        "NumSources": "independent texts: copies of one agency text count once",
        "NumArticles": "reports that tell of the event",
        "AvgTone": _NOT,
        **{f"Actor1Geo_{name}": _NOT for name in _PLACE},
        **{f"Actor2Geo_{name}": _NOT for name in _PLACE},
        **{f"ActionGeo_{name}": meaning for name, meaning in _PLACE.items()},
        "DATEADDED": "when the report came into the archive (YYYYMMDDHHMMSS, UTC)",
        "SOURCEURL": "address of the report",
    }
)
ICEWS = text_columns(
    {
        "Event ID": "stable whole number made from the item's id and its two parties: unique by itself",
        "Event Date": "ISO date",
        "Source Name": "English name of the actor",
        "Source Sectors": "sector of the actor",
        "Source Country": "country of the actor",
        "Event Text": "name of the CAMEO code",
        "CAMEO Code": "CAMEO code: read it as text, it may begin with 0",
        "Intensity": "Goldstein scale of the CAMEO code, -10 to 10",
        "Target Name": "English name of the recipient",
        "Target Sectors": "sector of the recipient",
        "Target Country": "country of the recipient",
        "Story ID": "id of the report",
        "Sentence Number": _NOT,
        "Publisher": "outlet",
        "City": "place, where it is one",
        "District": _NOT,
        "Province": _NOT,
        "Country": "country of the place",
        "Latitude": "degrees north; empty for a country as a whole",
        "Longitude": "degrees east; empty for a country as a whole",
    }
)
_SIDE = {
    "Name": "English name of the party",
    "Country": "ISO 3166-1 alpha-3 code",
    "COW": "not filled: the archive has no Correlates of War numbers",
    "Sectors": "sector",
    "Title": _NOT,
    "Name Raw": "the party's code as coded",
}


def _side(who: str) -> dict[str, str]:
    return {
        f"{who} Name": _SIDE["Name"],
        f"{who} Country": _SIDE["Country"],
        f"{who} COW": _SIDE["COW"],
        f"Primary {who} Sector": _SIDE["Sectors"],
        f"{who} Sectors": _SIDE["Sectors"],
        f"{who} Title": _SIDE["Title"],
        f"{who} Name Raw": _SIDE["Name Raw"],
        f"Wikipedia {who} ID": _NOT,
    }


POLECAT = text_columns(
    {
        "Event ID": "the item's id with the number of its pair of parties: unique by itself",
        "Event Date": "ISO date",
        "Event Type": "PLOVER type",
        "Event Mode": "PLOVER mode",
        "Intensity": "PLOVER score, -10 to 10",
        "Quad Code": "VERBAL COOPERATION, MATERIAL COOPERATION, VERBAL CONFLICT or MATERIAL CONFLICT",
        "Contexts": "PLOVER contexts, joined by ;",
        **_side("Actor"),
        **_side("Recipient"),
        "Placename": "place, where it is one",
        "City": "the same",
        "District": _NOT,
        "Province": _NOT,
        "Country": "ISO 3166-1 alpha-3 code of the place",
        "Latitude": "degrees north; empty for a country as a whole",
        "Longitude": "degrees east; empty for a country as a whole",
        "GeoNames ID": _NOT,
        "Raw Placename": "place as coded",
        "Feature Type": "place or country",
        "Source": "outlet",
        "Publication Date": "date of the report",
        "Story People": _NOT,
        "Story Organizations": _NOT,
        "Story Locations": _NOT,
        "Language": "of the report",
        "Version": "demarche and its version",
    }
)
QUADS = ("", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def write_gdelt(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """GDELT 2.0: tab-separated, no head line. What is told by several outlets is one event with its counts."""
    rows, notes = happened(archive, filter)
    told = mentions(archive)
    single = [row for row in rows if told.get(row["id"], {"first": row["id"]})["first"] == row["id"] or not told]
    count = write_tab(out, (_gdelt(row, a, b, told) for row in single for a, b in sides(row)), None)
    return [Written(out.name, count, GDELT, notes)]


def write_icews(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """ICEWS: tab-separated with a head line."""
    return _write(archive, filter, out, ICEWS, _icews)


def write_polecat(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """POLECAT: tab-separated with a head line."""
    return _write(archive, filter, out, POLECAT, _polecat)


def _write(archive: Archive, filter: Filter, out: Path, columns: tuple[Column, ...], one: Any) -> list[Written]:
    rows, notes = happened(archive, filter)
    lines = (one(row, n, *pair) for row in rows for n, pair in enumerate(sides(row)))
    return [Written(out.name, write_tab(out, lines, [column.name for column in columns]), columns, notes)]


def mentions(archive: Archive) -> dict[str, dict[str, Any]]:
    """For items that are told more than once: the first of them, reports, independent texts, pieces of evidence."""
    rows = archive.internal(
        "SELECT s.joint, i.id, i.report, len(i.words) AS pieces, coalesce(c.text_group, i.report) AS text_group "
        "FROM latest_same s JOIN events i ON i.id = s.item_id LEFT JOIN latest_copies c USING (report) "
        "ORDER BY s.joint, i.date NULLS LAST, i.id"
    )
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["joint"], []).append(row)
    found: dict[str, dict[str, Any]] = {}
    for some in groups.values():
        about = {
            "first": some[0]["id"],
            "reports": len({row["report"] for row in some}),
            "texts": len({row["text_group"] for row in some}),
            "pieces": sum(row["pieces"] for row in some),
        }
        found |= {row["id"]: about for row in some}
    return found


def _id(row: Row, a: str, b: str) -> int:
    return number("e" + digest(row["id"], a, b))


def _gdelt(row: Row, a: str, b: str, told: Mapping[str, Mapping[str, Any]]) -> Iterator[Any]:
    code = cameo_of(row)
    about = told.get(row["id"], {"pieces": len(row["words"]), "texts": 1, "reports": 1})
    known = ontologies.load().cameo.get(code)
    yield _id(row, a, b)
    yield from _gdelt_dates(row)
    yield from _gdelt_actor(a)
    yield from _gdelt_actor(b)
    yield int(row["start_char"] < 500)
    yield from (code, code[:3], code[:2], row["quad"], known.goldstein if known else "")
    yield from (about["pieces"], about["texts"], about["reports"], "")
    yield from [""] * 16
    yield from _gdelt_place(spot(row["place"]))
    yield "".join(c for c in row["added"][:19] if c.isdigit())
    yield row["url"]


def _gdelt_dates(row: Row) -> Iterator[Any]:
    day: date | None = row["date"]
    if day is None:
        yield from ("", "", "", "")
        return
    month = 0 if row["precision"] == "year" else day.month
    number_of_day = 0 if row["precision"] in ("year", "month") else day.day
    yield f"{day.year}{month:02}{number_of_day:02}"
    yield f"{day.year}{month:02}"
    yield day.year
    yield f"{day.year + (month * 30 + number_of_day) / 365:.4f}"


def _gdelt_actor(code: str) -> Iterator[str]:
    front, part = code.split("/")[0], sector(code)
    state = front in countries()
    yield from (front + part, party_name(code).upper() if code else "", front if state else "")
    yield from ("" if state else front, "", "", "", part, "", "")


def _gdelt_place(where: Spot) -> Iterator[Any]:
    kind = {"place": 4, "country": 1, "none": ""}[where.precision]
    yield from (kind, where.said, countries().get(where.country, {}).get("fips", ""), "", "")
    yield from (where.latitude, where.longitude, "")


def _country_name(code: str) -> str:
    front = code.split("/")[0]
    return countries()[front]["name"] if front in countries() else ""


def _icews(row: Row, _: int, a: str, b: str) -> Iterator[Any]:
    code, where = cameo_of(row), spot(row["place"])
    known = ontologies.load().cameo.get(code)
    yield from (_id(row, a, b), row["date"])
    yield from (party_name(a), sector(a), _country_name(a))
    yield from (known.name if known else "", code, known.goldstein if known else "")
    yield from (party_name(b) if b else "", sector(b), _country_name(b))
    yield from (row["report"], "", row["outlet"])
    yield from (where.name if where.precision == "place" else "", "", "")
    yield from (countries().get(where.country, {}).get("name", ""), where.latitude, where.longitude)


def _polecat(row: Row, n: int, a: str, b: str) -> Iterator[Any]:
    where = spot(row["place"])
    name = where.name if where.precision == "place" else ""
    yield from (f"{row['id']}-{n + 1}", row["date"], row["type"], row["mode"], row["score"])
    yield from (QUADS[row["quad"] or 0], ";".join(row["contexts"] or ()))
    for code in (a, b):
        country = code.split("/")[0] if code.split("/")[0] in countries() else ""
        yield from (party_name(code) if code else "", country, "", sector(code), sector(code), "", code, "")
    yield from (name, name, "", "", where.country, where.latitude, where.longitude, "", row["place"])
    yield from ("" if where.precision == "none" else where.precision, row["outlet"], row["published"])
    yield from ("", "", "", row["language"], f"demarche {demarche.__version__}")


assert (len(GDELT), len(ICEWS), len(POLECAT)) == (61, 20, 40)
