"""Events of other data sets, read in so that they can be laid beside the archive's own: GDELT, ICEWS, POLECAT."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from demarche import ontologies
from demarche.archive import store
from demarche.archive.exports.base import countries
from demarche.archive.exports.event_sets import GDELT, ICEWS, POLECAT
from demarche.archive.rows import Row, digest
from demarche.errors import MissingInput, NotText, SettingError

#: Rows of one commit: some 100 MB in memory.
ROWS_A_COMMIT = 100_000
_NAMES = {"gdelt": GDELT, "icews": ICEWS, "polecat": POLECAT}


def read_in(path: Path, file: Path, kind: str) -> tuple[int, int]:
    """Read a file of events into the archive's table ``outside``; events that are there already are passed over.

    Returns:
        How many events were new, and how many lines could not be read (too few fields, no date).

    Raises:
        SettingError: where there is no such kind of file.
        MissingInput, NotText: where the file can't be read or has other columns.
    """
    if kind not in _NAMES:
        raise SettingError(f"files of {kind!r} can't be read in; there are {', '.join(_NAMES)}")
    log = store.for_writing(path)
    from demarche.archive.door import Archive

    with Archive(path, log) as archive:
        known = {row["id"] for row in archive.internal('SELECT id FROM _outside WHERE "set" = ?', [kind])}
    batch, new, bad = uuid.uuid4().hex, 0, 0
    lines = _lines(file, kind)
    while some := list(islice(lines, ROWS_A_COMMIT)):
        made = [_event(kind, line) for line in some]
        bad += sum(row is None for row in made)
        rows: list[Row] = []
        for row in made:
            if row is not None and row["id"] not in known:
                known.add(row["id"])
                rows.append(row | {"set": kind, "file": file.name, "batch": batch})
        new += len(rows)
        store.commit(log, {"outside": rows}, action="read in", set=kind, events=len(rows))
    return new, bad


def _lines(file: Path, kind: str) -> Iterator[dict[str, str]]:
    """Lines as dictionaries by the set's column names; every code stays text."""
    names = [column.name for column in _NAMES[kind]]
    try:
        # ICEWS and POLECAT have come with a byte order mark.
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            head = names if kind == "gdelt" else next(rows, [])
            missing = [name for name in names[:6] if name not in head]
            if missing:
                raise NotText(f"{file} is no file of {kind}: it has no column {', '.join(missing)}")
            for row in rows:
                yield dict(zip(head, row, strict=False)) if len(row) >= len(names) - 2 else {}
    except FileNotFoundError:
        raise MissingInput(f"there is no file {file}. Check the name and the folder you are in.") from None
    except (OSError, csv.Error) as fault:
        raise NotText(f"{file} can't be read: {fault}") from fault


def _event(kind: str, line: dict[str, str]) -> Row | None:
    try:
        return _READERS[kind](line)
    except (KeyError, ValueError):
        return None


def _gdelt(line: dict[str, str]) -> Row:
    day = line["Day"]
    actors, recipients = (_gdelt_actor(line, who) for who in ("Actor1", "Actor2"))
    return _row(
        line["GlobalEventID"],
        date(int(day[:4]), int(day[4:6]) or 1, int(day[6:8]) or 1),
        (actors, recipients),
        cameo=line["EventCode"],
        score=line["GoldsteinScale"],
        place=line["ActionGeo_FullName"],
        point=(line["ActionGeo_Lat"], line["ActionGeo_Long"]),
        url=line["SOURCEURL"],
    )


def _gdelt_actor(line: dict[str, str], who: str) -> list[str]:
    front = line[f"{who}CountryCode"] or line[f"{who}KnownGroupCode"] or line[f"{who}Name"]
    part = line[f"{who}Type1Code"]
    return [f"{front}/{part}" if part and front else front] if front else []


def _icews(line: dict[str, str]) -> Row:
    actors, recipients = (_named(line[f"{w} Name"], line[f"{w} Country"]) for w in ("Source", "Target"))
    place = ", ".join(part for part in (line["City"], line["Country"]) if part)
    return _row(
        # ICEWS's own ids are unique only together with the date.
        f"{line['Event ID']}-{line['Event Date']}",
        date.fromisoformat(line["Event Date"]),
        (actors, recipients),
        cameo=line["CAMEO Code"],
        score=line["Intensity"],
        place=place,
        point=(line["Latitude"], line["Longitude"]),
        publisher=line["Publisher"],
    )


def _polecat(line: dict[str, str]) -> Row:
    actors, recipients = (_named(line[f"{w} Name"], line[f"{w} Country"]) for w in ("Actor", "Recipient"))
    return _row(
        line["Event ID"],
        date.fromisoformat(line["Event Date"]),
        (actors, recipients),
        type=line["Event Type"],
        score=line["Intensity"],
        place=", ".join(part for part in (line["Placename"], line["Country"]) if part),
        point=(line["Latitude"], line["Longitude"]),
        publisher=line["Source"],
    )


_READERS: dict[str, Callable[[dict[str, str]], Row]] = {"gdelt": _gdelt, "icews": _icews, "polecat": _polecat}


def _named(name: str, country: str) -> list[str]:
    """The party: the country's code where its name or code is known, else the name itself."""
    by_name = {row["name"].casefold(): code for code, row in countries().items()}
    known = country if country in countries() else by_name.get(country.casefold(), by_name.get(name.casefold(), ""))
    return [known or name] if known or name else []


def _row(name: str, day: date, sides: tuple[list[str], list[str]], **said: Any) -> Row:
    latitude, longitude = (float(part) if part else None for part in said.pop("point"))
    cameo = said.get("cameo")
    crossed = ontologies.load().from_cameo(cameo) if cameo else ()
    both = [code.split("/")[0] for side in sides for code in side]
    return {
        "id": name or digest(str(sides), str(day), str(said)),
        "date": day,
        "type": said.pop("type", None) or (crossed[0].type if crossed else None),
        "actors": sides[0],
        "recipients": sides[1],
        "parties": list(dict.fromkeys(both)),
        "latitude": latitude,
        "longitude": longitude,
        **{key: value or None for key, value in said.items()},
        "score": float(said["score"]) if said.get("score") else None,
    }
