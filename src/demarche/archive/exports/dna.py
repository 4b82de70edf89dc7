"""A project of Discourse Network Analyzer 3 (``.dna``, an SQLite file) with its own statement type "DNA Statement".

The layout is that of DNA 3.0 (3.0.11.5 of June 2025). Positions become statements with organization (the party),
concept (the topic and its object), agreement (for or against), and person (who said the words, where a statement
covers them); an organization's attribute Alias holds the party's code. DNA asks for the password of the coder "Admin"
on opening: it is :data:`PASSWORD`.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, time
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written, party_name, text_columns
from demarche.archive.filters import Filter

PASSWORD = "demarche"
#: DNA checks that every short text is below 191 characters.
LONGEST = 190
FOR = ("demand", "offer", "accept", "support", "open")
FIELDS = {
    "DOCUMENTS": "one for each report: title, text, source (outlet), notes (id and address), date (seconds since 1970)",
    "STATEMENTS": "one for each position; Start and Stop count UTF-16 units, as Java does",
    "person": "speaker of the statement whose words hold the position, empty where there is none",
    "organization": "English name of the party",
    "concept": "topic, and the object it is about",
    "agreement": "1 for demand, offer, accept, support, open; 0 for reject, oppose",
}
#: Variables of the statement type, with DNA's names of their types.
VARIABLES = (
    ("person", "short text"),
    ("organization", "short text"),
    ("concept", "short text"),
    ("agreement", "boolean"),
)


#: Attributes that DNA gives to every value of person, organization and concept.
ATTRIBUTES = ("Type", "Alias", "Notes")


def _schema() -> str:
    return (resources.files("demarche.archive.exports") / "dna.sql").read_text(encoding="utf-8")


def write_dna(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """Reports and positions as a project of DNA 3."""
    positions = archive.positions(filter).rows()
    wanted = {row["report"] for row in positions}
    reports = [row for row in archive.reports().by("date") if row["report"] in wanted or not filter.narrows()]
    out.unlink(missing_ok=True)
    project = sqlite3.connect(out)
    try:
        with project:
            project.executescript(_schema())
            _settings(project)
            cut = _documents(project, reports)
            speakers = _speakers(archive, filter)
            writer = _Statements(project, {row["report"]: (n, row["text"]) for n, row in enumerate(reports, 1)})
            for row in positions:
                writer.add(row, speakers)
    finally:
        project.close()
    notes = (f"{cut} titles or outlets are cut at {LONGEST} characters, DNA's own limit",) if cut else ()
    password = f"DNA asks for the password of the coder Admin: {PASSWORD}"
    return [Written(out.name, len(positions), text_columns(FIELDS), (password, *notes))]


def _settings(project: sqlite3.Connection) -> None:
    # DNA refuses a file whose version does not begin with 3.0.
    project.executemany("INSERT INTO SETTINGS VALUES (?, ?)", [("version", "3.0.11"), ("date", "2025-02-05")])
    project.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, 'Admin', 255, 255, 0, ?)",
        [hashed(PASSWORD)],
    )
    project.execute("INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51)")
    rows = [(n, name, kind, 1) for n, (name, kind) in enumerate(VARIABLES, start=1)]
    project.executemany("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", rows)
    pairs = [(n, name) for name in ATTRIBUTES for n in (1, 2, 3)]
    project.executemany("INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)", pairs)


def hashed(password: str, salt: bytes = b"demarche-dossier") -> str:
    """A password as DNA keeps it: SHA-256 of salt (16 bytes) and password, 100,000 times, with the salt in front.

    The salt is fixed so that the same archive gives the same file: the password is no secret.
    """
    found = sha256(salt + password.encode()).digest()
    for _ in range(99_999):
        found = sha256(found).digest()
    return base64.b64encode(salt + found).decode()


def _documents(project: sqlite3.Connection, reports: list[dict[str, Any]]) -> int:
    cut = 0
    for n, row in enumerate(reports, start=1):
        title, outlet = row["title"] or row["report"], row["outlet"] or ""
        cut += (len(title) > LONGEST) + (len(outlet) > LONGEST)
        seconds = int(datetime.combine(row["date"], time(), UTC).timestamp()) if row["date"] else 0
        notes = "\n".join(str(row[name]) for name in ("report", "url", "published") if row[name])
        project.execute(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Source, Notes, Date) VALUES (?, ?, ?, 1, ?, ?, ?)",
            [n, title[:LONGEST], row["text"], outlet[:LONGEST], notes, seconds],
        )
    return cut


def _speakers(archive: Archive, filter: Filter) -> dict[str, list[tuple[int, int, str]]]:
    """Named speakers by report, with the stretches of text that are their words."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for row in archive.statements(view=filter.view):
        if row["speaker"]:
            spans = [(p["start"], p["end"], row["speaker"]) for p in row["words"] if p["part"] == "content"]
            found.setdefault(row["report"], []).extend(spans)
    return found


class _Statements:
    """Writes positions as statements; each value of a variable is one entity."""

    def __init__(self, project: sqlite3.Connection, documents: Mapping[str, tuple[int, str]]) -> None:
        self._project, self._documents = project, documents
        self._entities: dict[tuple[int, str], int] = {}
        for variable in (1, 2, 3):
            self._entity(variable, "")

    def _entity(self, variable: int, value: str, alias: str = "") -> int:
        key = (variable, value[:LONGEST])
        if key not in self._entities:
            number = self._entities[key] = len(self._entities) + 1
            self._project.execute(
                "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
                [number, *key],
            )
            # DNA changes values of attributes and never adds one: each has to be there.
            self._project.execute(
                "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) "
                "SELECT ?, ID, CASE AttributeVariable WHEN 'Alias' THEN ? ELSE '' END FROM ATTRIBUTEVARIABLES "
                "WHERE VariableId = ?",
                [number, alias[:LONGEST], variable],
            )
        return self._entities[key]

    def add(self, row: dict[str, Any], speakers: Mapping[str, list[tuple[int, int, str]]]) -> None:
        """One position."""
        document, text = self._documents[row["report"]]
        start, end = row["start_char"], row["end_char"]
        said = (name for a, b, name in speakers.get(row["report"], ()) if a <= start < b)
        place = [document, utf16(text[:start]), utf16(text[:end])]
        made = self._project.execute(
            "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (1, ?, ?, ?, 1)", place
        )
        concept = row["topic"] + (f": {row['object']}" if row["object"] else "")
        values = ((next(said, ""),), (party_name(row["party"]), row["party"]), (concept,))
        for variable, value in enumerate(values, start=1):
            self._project.execute(
                "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
                [made.lastrowid, variable, self._entity(variable, *value)],
            )
        self._project.execute(
            "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, 4, ?)",
            [made.lastrowid, int(row["stance"] in FOR)],
        )


def utf16(text: str) -> int:
    """Length of a text as Java counts it."""
    return len(text) + sum(ord(c) > 0xFFFF for c in text)
