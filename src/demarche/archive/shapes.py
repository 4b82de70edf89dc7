"""The columns of every table of an archive and their meaning: storage, views, exports and data dictionary read it.

An archive is one Delta log; its rows lie apart by ``section``, one for each table named here. Adding a column is safe
(older files give null); renaming or removing one needs a new :data:`FORMAT`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

#: Version of the layout on disk, kept in the log's metadata. Raise it when older programs would misread an archive.
FORMAT = 1

WORDS = pa.struct([("part", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "words": pa.list_(WORDS),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``type`` is a key of :data:`TYPES`; ``shown`` is False for what only the archive itself needs."""

    name: str
    type: str
    meaning: str
    shown: bool = True


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


_KEPT = (
    Column("batch", "text", "the commit's own mark: which adding wrote the row", shown=False),
    Column("revision", "int", "which text of the report, from 1; one more each time it had changed", shown=False),
    Column("coding", "int", "which coding of that text: 1, and one more for each recode", shown=False),
)
_DATED = _columns(
    ("date", "date", "first day the row belongs to: of `happened` where the text gives it, else of `published`"),
    ("date_end", "date", "last day of the same: equal to `date` for a day, the month's last day for a month"),
    ("precision", "text", "how well the date is known: day, month, year, interval, or none"),
)
_ITEM = (
    Column("id", "text", "stable id of the item: the same words coded as the same thing keep it when recoded"),
    Column("report", "text", "id of the report it stands in"),
    Column("item", "text", "id inside the report's record (e1, s2, …)"),
    *_DATED,
    *_columns(
        ("published", "text", "date of the report, cut to the precision known"),
        ("outlet", "text", "who published the report"),
        ("language", "text", "language of the report (ISO 639-1)"),
        ("parties", "texts", "codes of all parties in the item, without their sectors: what a filter on a party asks"),
        ("confidence", "float", "calibrated probability (0 to 1) that a careful coder codes it so; null: not given"),
        ("rule", "text", "what found it"),
        ("quote", "text", "the exact words it rests on; pieces joined by ' … '"),
        ("start_char", "int", "where the first piece of the quote begins in the report's text, in Unicode code points"),
        ("end_char", "int", "where that piece ends (excluded)"),
        ("words", "words", "every piece: its part (evidence, cue, content, …), start, end and text"),
    ),
    *_KEPT,
)
_OF_REPORT = (Column("report", "text", "id of the report"), *_KEPT)

TABLES: dict[str, tuple[Column, ...]] = {
    "reports": (
        Column("report", "text", "stable id of the report: made from its address, else from its content"),
        *_columns(
            ("title", "text", "its title"),
            ("outlet", "text", "who published it"),
            ("published", "text", "when, an ISO date cut to the precision known"),
        ),
        *_DATED,
        *_columns(
            ("language", "text", "ISO 639-1"),
            ("url", "text", "its address"),
            ("source", "text", "file, or file and line, it was read from"),
            ("text", "text", "its text, kept as it came"),
            ("content", "text", "SHA-256 (32 hexadecimal digits) of text and head: equal means the same report"),
            ("revision", "int", "which text of the report: 1, and one more each time the report had changed"),
            ("coding", "int", "which coding of that text: 1, and one more for each recode"),
            ("added", "text", "when it came into the archive (UTC, ISO 8601)"),
            ("run_version", "text", "version of demarche that coded it"),
            ("run_pipeline", "text", "language pipeline and its version"),
            ("run_packs", "text", "fingerprint of the language's tables"),
            ("run_ontologies", "text", "fingerprint of the code lists"),
            ("record", "text", "the whole record as JSON (full form), its text left out"),
        ),
        _KEPT[0],
    ),
    "statements": (
        *_ITEM,
        *_columns(
            ("speaker", "text", "full name of the person or body, null where unnamed"),
            ("speaks_for", "texts", "codes of the parties spoken for, with sectors; empty for experts and outlets"),
            ("cue", "text", "the words that report"),
            ("content_text", "text", "the words that are reported"),
            ("mode", "text", "direct, indirect or mixed"),
            ("via", "texts", "through whom it reached the outlet"),
        ),
    ),
    "events": (
        *_ITEM,
        *_columns(
            ("type", "text", "PLOVER type"),
            ("mode", "text", "PLOVER mode, null where none fits"),
            ("actors", "texts", "who acts; both sides of what is two-sided"),
            ("recipients", "texts", "whom it is directed at"),
            ("status", "text", "actual, future, hypothetical, negated or historical"),
            ("claimed_by", "text", "the party that says so; null where the outlet reports it as fact"),
            ("happened", "text", "ISO date or interval as the text gives it, null where it does not"),
            (
                "weekday",
                "text",
                "monday, … where the text names the day of the week and `happened` is a month or a year",
            ),
            ("dated_by", "text", "what `date` rests on: text, report, or none"),
            ("place", "text", "where, as coded"),
            ("contexts", "texts", "PLOVER contexts"),
            ("cameo", "text", "CAMEO code by the crosswalk (text: it may begin with 0)"),
            ("quad", "int", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
            ("score", "float", "PLOVER's conflict-cooperation score of mode or type, -10 to 10"),
        ),
    ),
    "positions": (
        *_ITEM,
        *_columns(
            ("party", "text", "whose position"),
            ("stance", "text", "demand, offer, accept, reject, support, oppose or open"),
            ("topic", "text", "key of the list of topics"),
            ("object", "text", "party or place that the topic is about"),
            ("towards", "texts", "of whom it is asked, or against whom held"),
        ),
    ),
    "commitments": (
        *_ITEM,
        *_columns(
            ("bound", "texts", "the parties that bind themselves"),
            ("action", "text", "the words of what they will do"),
            ("deadline", "text", "ISO date, null where none is given"),
        ),
    ),
    "conditions": (
        *_ITEM,
        *_columns(
            ("by", "texts", "who makes it"),
            ("kind", "text", "threat or promise"),
            ("if_text", "text", "the words of the condition"),
            ("then_text", "text", "the words of the consequence"),
        ),
    ),
    "forces": (
        *_ITEM,
        *_columns(
            ("party", "text", "whose men, weapons or victims"),
            ("what", "text", "troops, tanks, killed, …"),
            ("low", "int", "lowest number"),
            ("high", "int", "highest number; equal to `low` for one figure"),
            ("approximate", "bool", "whether the text marks it as rounded"),
            ("place", "text", "where"),
            ("claimed_by", "text", "the party that says so"),
        ),
    ),
    "problems": (
        *_OF_REPORT,
        *_columns(
            ("kind", "text", "what kind of trouble"),
            ("message", "text", "what was met"),
            ("start_char", "int", "where it begins in the text, if at a place"),
            ("end_char", "int", "where it ends"),
        ),
    ),
    "corrections": _columns(
        ("id", "text", "id of the correction"),
        ("report", "text", "id of the report"),
        ("kind", "text", "table of the item: events, statements, …"),
        ("target", "text", "id of the item it is about (of the new item where one was added)"),
        ("action", "text", "confirm, reject, change, add, or undo"),
        ("fields", "texts", "names of the fields that were changed"),
        ("before", "text", "the item as it stood, JSON; null for an added one"),
        ("after", "text", "the item as the person has it, JSON; null for a rejected one"),
        ("who", "text", "who made it"),
        ("made", "text", "when (UTC, ISO 8601)"),
        ("why", "text", "why"),
        ("seen_version", "int", "version of the archive that the person looked at"),
    ),
    "copies": _columns(
        ("grouping", "text", "which run of `demarche corroborate` made the row (the newest counts)"),
        ("report", "text", "id of the report"),
        ("text_group", "text", "reports with nearly the same text share it: one source, however many outlets"),
        ("likeness", "float", "share of word shingles it has in common with the first report of its group (0 to 1)"),
    ),
    "same": _columns(
        ("grouping", "text", "which run of `demarche corroborate` made the row (the newest counts)"),
        ("kind", "text", "events or statements"),
        ("item_id", "text", "id of the item"),
        ("joint", "text", "items told of the same happening, or quoting the same words, share it"),
        ("certainty", "float", "how sure the pairing is, 0 to 1"),
    ),
    "outside": _columns(
        ("set", "text", "name of the data set it was read from: gdelt, icews, polecat"),
        ("id", "text", "id there"),
        ("date", "date", "day of the event"),
        ("type", "text", "PLOVER type, given or by the crosswalk"),
        ("cameo", "text", "CAMEO code as text"),
        ("actors", "texts", "party codes, or names where no code is known"),
        ("recipients", "texts", "the same of the target"),
        ("parties", "texts", "all of them, without sectors"),
        ("score", "float", "intensity (Goldstein or PLOVER), -10 to 10"),
        ("place", "text", "place name and country"),
        ("latitude", "float", "degrees north"),
        ("longitude", "float", "degrees east"),
        ("url", "text", "source address, where given"),
        ("publisher", "text", "source name, where given"),
        ("file", "text", "name of the file it was read from"),
        ("batch", "text", "the commit's own mark"),
    ),
}

ITEMS = ("statements", "events", "positions", "commitments", "conditions", "forces")
LETTER = {"statements": "s", "events": "e", "positions": "p", "commitments": "c", "conditions": "k", "forces": "f"}
#: Columns that the corrected view adds to every table of items.
CHECKED = _columns(
    ("verdict", "text", "null: as the program found it; else confirmed, changed or added by a person"),
    ("checked_by", "text", "who"),
    ("checked_at", "text", "when"),
)


def names(table: str) -> tuple[str, ...]:
    """Names of all stored columns of ``table``, in their order."""
    return tuple(column.name for column in TABLES[table])


def schema(table: str) -> pa.Schema:
    """Arrow schema of ``table`` as stored (without ``section``)."""
    return pa.schema([(column.name, TYPES[column.type]) for column in TABLES[table]])


def log_schema() -> pa.Schema:
    """Arrow schema of the log: ``section`` and every column of every table, once."""
    found: dict[str, str] = {"section": "text"}
    for table, columns in TABLES.items():
        for column in columns:
            if found.setdefault(column.name, column.type) != column.type:
                raise TypeError(f"{table}.{column.name} has another type than the column of that name elsewhere")
    return pa.schema([(name, TYPES[kind]) for name, kind in found.items()])
