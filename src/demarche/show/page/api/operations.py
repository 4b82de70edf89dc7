"""What the interface can do, one row each: routes, their description and its tests read this table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from demarche.analyse.door import ANALYSES
from demarche.archive.corrections import STANCES
from demarche.archive.exports import FORMATS
from demarche.records import KINDS
from demarche.show.page.api import reads, writes
from demarche.show.page.asked import Asked

VERSION = "v1"
HOME = f"/api/{VERSION}"
TABLES = ("reports", *KINDS)

Json = dict[str, Any]
Reading = Callable[[Request, Asked], Response]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address and method: ``parameters`` are OpenAPI's, ``body`` the schema of the JSON that it takes."""

    path: str
    name: str
    about: str
    read: Reading | None = None
    write: Callable[[Request], Any] | None = None
    parameters: tuple[Json, ...] = ()
    body: Json | None = None
    token: bool = False
    media: str = "application/json"

    @property
    def method(self) -> str:
        """GET for what reads, POST for what writes or codes."""
        return "GET" if self.read else "POST"


def _query(name: str, about: str, **schema: Any) -> Json:
    return {"name": name, "in": "query", "description": about, "schema": schema or {"type": "string"}}


def _several(name: str, about: str, **item: Any) -> Json:
    return _query(name, about, type="array", items={"type": "string", **item}) | {"explode": True, "style": "form"}


def _path(name: str, about: str, **schema: Any) -> Json:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": {"type": "string", **schema}}


DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
AT = _query("at", "A version of the archive; the newest without it.", type="integer", minimum=0, maximum=999_999_999)
FILTER = (
    _query("since", "From this date on (2022, 2022-01 or 2022-01-12).", type="string", pattern=DATE),
    _query("until", "Up to this date, included.", type="string", pattern=DATE),
    _several("party", "Code of a party: RUS, NATO, RUS/MIL."),
    _several("type", "PLOVER type of an event."),
    _several("status", "Status of an event."),
    _several("topic", "Topic of a position."),
    _several("stance", "Stance of a position.", enum=list(STANCES)),
    _several("speaker", "Full name of who made a statement."),
    _several("outlet", "Outlet."),
    _several("language", "Language of the report (ISO 639-1)."),
    _query("words", "Words in the quotation; in title and text of reports."),
)
VIEW = (
    _query("min_confidence", "Leave out what is less sure.", type="number", minimum=0, maximum=1),
    _query("view", "With people's corrections, or as found.", type="string", enum=["corrected", "raw"]),
)
PAGE = (
    _query("sort", "A column to sort by; with - before it, falling."),
    _query("limit", "Rows at most.", type="integer", minimum=0, maximum=reads.MOST, default=reads.USUAL),
    _query("offset", "Rows to pass over.", type="integer", minimum=0, maximum=999_999_999, default=0),
)
REPORT = _path("report", "Id of a report.")
TEXT: Json = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {
        "text": {"type": "string", "minLength": 1},
        **{key: {"type": ["string", "null"]} for key in ("language", "published", "outlet", "title", "url")},
    },
}
VERDICT: Json = {
    "type": "object",
    "required": ["do"],
    "additionalProperties": False,
    "properties": {
        "do": {"enum": ["confirm", "reject", "change", "undo"]},
        "fields": {"type": "object", "description": "For change: the codebook's fields that should read otherwise."},
        "why": {"type": "string"},
        "seen": {"type": "integer", "minimum": 0, "description": "The version you looked at: guards against others."},
    },
}
MISSED: Json = {
    "type": "object",
    "required": ["kind", "item"],
    "additionalProperties": False,
    "properties": {
        "kind": {"enum": list(KINDS)},
        "item": {"type": "object", "description": "Its fields by the codebook; words bare or as {start, end}."},
        "why": {"type": "string"},
    },
}

OPERATIONS: tuple[Operation, ...] = (
    Operation("", "archive", "The archive: version, counts, fingerprint.", reads.archive, parameters=(AT,)),
    Operation("/versions", "versions", "Every version with when, by which action.", reads.versions, parameters=(AT,)),
    *(
        Operation(f"/{table}", table, f"Rows of the table {table}.", reads.rows(table),
                  parameters=(AT, *FILTER, *VIEW, *PAGE))
        for table in TABLES
    ),
    Operation("/reports/{report}", "report", "A report's whole record, with people's corrections.", reads.report,
              parameters=(REPORT, AT, VIEW[1])),
    Operation("/items/{item}", "item", "An item by its id, with its corrections.", reads.item,
              parameters=(_path("item", "Id of an item."), AT)),
    Operation("/parties", "parties", "Parties that items name, with how often.", reads.parties_named,
              parameters=(AT, *FILTER)),
    Operation("/parties/{party}", "party", "A party: what it wants, did, said; with whom; offices.", reads.party,
              parameters=(_path("party", "Code of a party."), AT, *FILTER)),
    Operation("/people", "people", "Who is quoted by name, with how often.", reads.people_quoted,
              parameters=(AT, *FILTER)),
    Operation("/person", "person", "A person: statements, parties, offices by date.", reads.person,
              parameters=({**_query("name", "Full name."), "required": True}, AT, *FILTER)),
    Operation("/search", "search", "Reports and items that hold the words.", reads.search,
              parameters=({**_query("q", "Words; accents and capitals alike."), "required": True}, AT, *FILTER)),
    Operation("/changes", "changes", "What came in and was corrected since a version or a date.", reads.changed,
              parameters=(_query("from", "A version or a date."), AT)),
    Operation("/analyses/{analysis}", "analysis", "An analysis: every table with its columns' meaning.",
              reads.analysis, parameters=(_path("analysis", "Its name.", enum=[n for n in ANALYSES if n != "whatif"]),
                                          AT, *FILTER)),
    Operation("/exports/{format}", "export", "A format's file and its dictionary, as a zip.", reads.export,
              parameters=(_path("format", "Its name.", enum=list(FORMATS)), AT, *FILTER), media="application/zip"),
    Operation("/read", "read", "Code a text; nothing is stored. Answers with its record.", write=writes.read_text,
              body=TEXT),
    Operation("/reports", "add", "Code a text and add it to the archive.", write=writes.add, body=TEXT, token=True),
    Operation("/items/{item}/verdict", "judge", "Confirm, reject or change an item, or take that back.",
              write=writes.judge, parameters=(_path("item", "Id of an item."),), body=VERDICT, token=True),
    Operation("/reports/{report}/items", "addItem", "Add an item that was missed.", write=writes.add_item,
              parameters=(REPORT,), body=MISSED, token=True),
)  # fmt: skip
