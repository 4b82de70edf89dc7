"""The one filter that exports, analyses, the terminal and the page share, as SQL for each table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from demarche.archive.dates import bound
from demarche.archive.shapes import ITEMS, TABLES, names
from demarche.errors import SettingError

VIEWS = ("corrected", "raw")
#: Where the codes with their sectors stand, for a filter such as ``RUS/MIL``.
PARTY_COLUMNS = {
    "statements": "speaks_for",
    "events": "list_concat(actors, recipients)",
    "positions": "list_append(towards, party)",
    "commitments": "bound",
    "conditions": '"by"',
    "forces": "[party]",
}
#: Fields that ask for one of several values of the column of the same name, where the table has it.
ONE_OF = ("type", "status", "topic", "stance", "speaker", "outlet", "language", "report")


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows to take. Every field narrows; within a field any of the values will do.

    ``since`` and ``until`` are dates cut to any precision, both included; a row known to the month is taken where its
    month meets them, a row with no date only where neither is given. ``party`` are codes; with a sector (``RUS/MIL``)
    just that part. ``type`` and ``status`` narrow events, ``topic`` and ``stance`` positions, ``speaker`` (a full name)
    statements, and leave other tables alone; reports are narrowed to those that hold an item which is left.
    ``min_confidence`` (0 to 1) leaves out what the program is less sure of; rows without a confidence stay. ``words``
    looks in the quotation (in title and text of reports), case ignored. ``view`` is ``corrected`` (people's corrections
    over what was found) or ``raw``.
    """

    since: str | None = None
    until: str | None = None
    party: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    min_confidence: float | None = None
    words: str | None = None
    view: str = "corrected"

    def with_(self, **changes: Any) -> Filter:
        """This filter with some fields set anew; a single string is taken where several values may stand."""
        known = {f.name: f.type for f in fields(self)}
        unknown = sorted(set(changes) - set(known))
        if unknown:
            raise SettingError(f"no filter is called {unknown[0]!r}; there are {', '.join(known)}")
        tidy: dict[str, Any] = {k: _several(v) if str(known[k]).startswith("tuple") else v for k, v in changes.items()}
        for name in ("party", "type"):
            tidy |= {name: tuple(_code(one) for one in tidy[name])} if name in tidy else {}
        made = replace(self, **tidy)
        if made.view not in VIEWS:
            raise SettingError(f"view is {made.view!r}; it can be {' or '.join(VIEWS)}")
        return made

    def narrows(self) -> bool:
        """Whether any row could be left out."""
        return self != Filter(view=self.view)

    def relation(self, table: str) -> str:
        """The view that rows of ``table`` are taken from.

        Raises:
            SettingError: where there is no such table.
        """
        if table not in TABLES:
            raise SettingError(f"no table is called {table!r}; there are {', '.join(TABLES)}")
        return f"raw_{table}" if table in ITEMS and self.view == "raw" else table

    def where(self, table: str) -> tuple[str, list[Any]]:
        """The condition on ``table`` in SQL (without WHERE; ``true`` where nothing narrows) and its parameters."""
        parts: list[str] = []
        values: list[Any] = []
        for condition, value in self._conditions(table):
            parts.append(condition)
            values += value
        return " AND ".join(parts) or "true", values

    def _conditions(self, table: str) -> Iterable[tuple[str, list[Any]]]:
        columns = names(table)
        if "date" in columns:
            last = "date_end" if "date_end" in columns else '"date"'
            if self.since:
                yield f"{last} >= ?", [bound(self.since)]
            if self.until:
                yield '"date" <= ?', [bound(self.until, last=True)]
        for name in ONE_OF:
            value = getattr(self, name)
            if value and name in columns:
                yield f'"{name}" IN (SELECT unnest(?))', [list(value)]
        if self.party and "parties" in columns:
            yield self._party(table)
        if self.min_confidence is not None and "confidence" in columns:
            yield "(confidence IS NULL OR confidence >= ?)", [float(self.min_confidence)]
        if self.words and "quote" in columns:
            yield "contains(lower(quote), lower(?))", [self.words]
        if table == "reports":
            yield from self._reports()

    def _party(self, table: str) -> tuple[str, list[Any]]:
        whole = [code for code in self.party if "/" not in code or code.startswith("X:")]
        sectors = [code for code in self.party if code not in whole]
        parts, values = [], []
        if whole:
            parts.append("list_has_any(parties, ?)")
            values.append(whole)
        if sectors and table in PARTY_COLUMNS:
            parts.append(f"list_has_any({PARTY_COLUMNS[table]}, ?)")
            values.append(sectors)
        return f"({' OR '.join(parts) or 'false'})", values

    def _reports(self) -> Iterable[tuple[str, list[Any]]]:
        """Reports are kept where an item is left of those that the fields about items narrow."""
        if self.words:
            yield "(contains(lower(title), lower(?)) OR contains(lower(text), lower(?)))", [self.words] * 2
        about = {"events": ("type", "status"), "positions": ("topic", "stance"), "statements": ("speaker",)}
        wanted = [table for table, some in about.items() if any(getattr(self, name) for name in some)]
        if self.party and not wanted:
            wanted = list(ITEMS)
        if not wanted:
            return
        inner = replace(self, since=None, until=None, words=None, outlet=(), language=(), report=())
        queries, values = [], []
        for table in wanted:
            condition, some = inner.where(table)
            queries.append(f"SELECT report FROM {self.relation(table)} WHERE {condition}")
            values += some
        yield f"report IN ({' UNION ALL '.join(queries)})", values


def _code(code: str) -> str:
    """A code as it is written in the archive: in capitals, but for names of parties that have no code (``X:…``)."""
    return code if code.startswith("X:") else code.upper()


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)
