"""A user's own rows: names of parties and persons that the shipped world lacks, from a CSV.

Columns: ``name``, ``code`` (the party, with a sector behind a slash if it is a part of a state), ``kind`` (``person``,
or what the name is: ``name``, ``adjective``, ``inhabitant``, ``capital``, ``body``, ``organisation``, ``group``,
``ngo``, ``company``, ``agency``, ``outlet``, ``place``); and where wanted ``language`` (empty: all), ``office``,
``start``, ``end`` (ISO dates, cut to what is known), ``gender`` (m, f), ``source``.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from demarche.errors import MissingInput, SettingError
from demarche.world.dates import interval
from demarche.world.names import key, skeleton

NEEDED = ("name", "code", "kind")
KINDS = frozenset({"person", "name", "adjective", "inhabitant", "capital", "body", "organisation", "group", "ngo",
                   "company", "agency", "outlet", "place"})  # fmt: skip
# Rank of an office in the user's own rows: they name who matters to them (see models/world/offices.csv, 1 to 12).
RANK = 9


def add(data: dict[str, Any], path: Path) -> None:
    """Puts the rows of a file into the world's tables, in front of the shipped ones.

    Raises:
        MissingInput: where there is no such file.
        SettingError: naming the line and what is wrong with it.
    """
    for number, row in enumerate(rows(path), start=2):
        source = row.get("source") or f"{path.name}: row {number}"
        if row["kind"] == "person":
            add_person(data, row, source)
        else:
            add_name(data, row, source)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of the file, checked."""
    if not path.is_file():
        raise MissingInput(f"{path}: there is no such file. --world takes a CSV with the columns {', '.join(NEEDED)}.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(lines)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise SettingError(f"{path}: is no CSV in UTF-8 ({fault}). Save it as CSV UTF-8.") from fault
    for number, row in enumerate(found, start=2):
        missing = [name for name in NEEDED if not row.get(name)]
        if missing:
            raise SettingError(f"{path}, line {number}: nothing in {', '.join(missing)}; every row needs them.")
        if row["kind"] not in KINDS:
            raise SettingError(
                f"{path}, line {number}: the kind {row['kind']!r} is not known; use {', '.join(sorted(KINDS))}."
            )
        check_dates(path, number, row)
    return found


def check_dates(path: Path, number: int, row: dict[str, str]) -> None:
    """Refuses a start or end that is no date."""
    for name in ("start", "end"):
        try:
            interval(row.get(name))
        except ValueError as fault:
            raise SettingError(
                f"{path}, line {number}: the {name} {row[name]!r} is no date; write 2024, 2024-05 or 2024-05-31."
            ) from fault


def add_name(data: dict[str, Any], row: dict[str, str], source: str) -> None:
    """One name of a party or place."""
    data["form_sources"].append(source)
    entry = [row["code"], row["kind"], row["name"], len(data["form_sources"]) - 1]
    languages = [row["language"]] if row.get("language") else sorted(data["forms"])
    for language in languages:
        data["forms"].setdefault(language, {}).setdefault(key(row["name"]), []).insert(0, entry)
    if row["kind"] == "body":
        data["bodies"][f"{row['code']} {key(row['name'])}"] = row["name"]


def add_person(data: dict[str, Any], row: dict[str, str], source: str) -> None:
    """A person with an office; one who is known already gets a further one."""
    name, folded = row["name"], key(row["name"])
    known = [n for n in data["full"].get(folded, ()) if data["persons"][n][0] == name]
    number = known[0] if known else len(data["persons"])
    if not known:
        data["persons"].append([name, {}, row.get("gender", "")])
        for table, word in (("full", folded), ("last", folded.split()[-1])):
            data[table].setdefault(word, []).append(number)
            data[f"{table}_sounds"].setdefault(skeleton(word), []).append(number)
    data["held_sources"].append(source)
    data["held"].append([number, row["code"], row.get("office", ""), "other", RANK, row.get("start", ""),
                         row.get("end", ""), len(data["held_sources"]) - 1])  # fmt: skip
