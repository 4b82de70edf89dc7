"""Full text of reports and items beside the archive (SQLite FTS5): a copy for search, made again when it is gone.

It lies in ``_search/`` of the archive's folder, which the storage engine passes over, or in a temporary folder where
that can't be written. It follows the newest version: reports that came, changed, were recoded or corrected since it was
last brought up to date are read again, all others stay. Accents and capitals are ignored. Rows carry the day in the
upper half of their number, so the newest are found first without sorting.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import unicodedata
import uuid
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from demarche.archive.door import Archive
from demarche.archive.shapes import ITEMS

#: Raise it when the tables below change: an index of another number is left alone, and a new one made.
FORMAT = 1
FOLDER = "_search"
#: Reports that are read from the archive at a time: some 10 MB of text.
CHUNK = 2000
#: Rows that stand for older codings; with more of them than this share the index is made anew.
MOST_DEAD = 0.25
_WORD = re.compile(r"[^\W_]+")
#: A word of so many letters also finds longer words that begin with it ("sanction" finds "sanctions").
PREFIX = 3
_DAY = 1 << 32
_STATE = (
    "SELECT r.report, concat_ws('|', r.revision, r.coding, r.batch, c.ids) AS state FROM _reports r LEFT JOIN "
    "(SELECT report, string_agg(id, ',' ORDER BY id) AS ids FROM _corrections GROUP BY report) c USING (report)"
)


class WordIndex:
    """The index of one archive. Every method opens the file anew, so threads and processes may share it."""

    def __init__(self, archive: Path) -> None:
        self._home = archive / FOLDER
        try:
            self._home.mkdir(exist_ok=True)
            probe = self._home / f"probe-{uuid.uuid4().hex}"
            probe.touch()
            probe.unlink()
        except OSError:  # an archive that may only be read
            self._kept = tempfile.TemporaryDirectory(prefix="demarche-search-")
            self._home = Path(self._kept.name)
        self.file = self._home / f"words-{FORMAT}.sqlite"

    def version(self) -> int | None:
        """The archive's version that the index shows; None where there is no index, or it can't be read."""
        try:
            with self._open() as db:
                return int(db.execute("SELECT value FROM about WHERE key = 'version'").fetchone()[0])
        except (sqlite3.Error, TypeError, OSError):
            return None

    def behind(self, archive: Archive) -> int:
        """How many reports would have to be read to bring it up to the archive's version."""
        known = self._states()
        return sum(known.get(row["report"]) != row["state"] for row in archive.internal(_STATE))

    def _states(self) -> dict[str, str]:
        if self.version() is None:
            return {}
        with self._open() as db:
            return dict(db.execute("SELECT id, state FROM reports WHERE live"))

    def update(self, archive: Archive) -> None:
        """Bring the index up to the archive's version: what differs is read again; all of it where there is none."""
        if self.version() is None or self._dead() > MOST_DEAD:
            self._make(archive)
            return
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            known = dict(db.execute("SELECT id, state FROM reports WHERE live"))
            now = {row["report"]: row["state"] for row in archive.internal(_STATE)}
            stale = [name for name, state in known.items() if now.get(name) != state]
            _bury(db, stale)
            _fill(db, archive, {name: state for name, state in now.items() if known.get(name) != state})
            db.commit()

    def _make(self, archive: Archive) -> None:
        """A new index in a file of its own, put in place when it is whole."""
        fresh = self._home / f"making-{uuid.uuid4().hex}.sqlite"
        try:
            with closing(sqlite3.connect(fresh)) as db:
                db.execute("PRAGMA journal_mode = OFF")
                db.execute("PRAGMA synchronous = OFF")
                for statement in _tables():
                    db.execute(statement)
                _fill(db, archive, {row["report"]: row["state"] for row in archive.internal(_STATE)})
                db.commit()
            fresh.replace(self.file)
        finally:
            fresh.unlink(missing_ok=True)

    def _dead(self) -> float:
        with self._open() as db:
            dead, whole = db.execute("SELECT count(*) FILTER (WHERE NOT live), count(*) FROM reports").fetchone()
        return dead / whole if whole else 0.0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self.file.exists():
            raise OSError(f"{self.file} is not there")
        with closing(sqlite3.connect(self.file, timeout=10)) as db:
            yield db

    def reports(self, wanted: str, most: int, start: int = 0) -> list[dict[str, Any]]:
        """Reports that hold the words in title or text, newest first: id, title, outlet, published, text."""
        names = ("report", "title", "outlet", "published", "body")
        found = self._rows("reports", "d.id, d.title, d.outlet, d.published, d.body", wanted, most, start)
        rows = [dict(zip(names, row, strict=True)) for row in found]
        return [row | {"text": zlib.decompress(row.pop("body")).decode()} for row in rows]

    def items(self, kind: str, wanted: str, most: int, start: int = 0) -> list[dict[str, Any]]:
        """Items of a kind whose quotation holds the words, newest first: id, report, quote, outlet, published."""
        names = ("id", "report", "quote", "outlet", "published")
        return [
            dict(zip(names, row, strict=True))
            for row in self._rows(kind, ", ".join(f"d.{name}" for name in names), wanted, most, start)
        ]

    def _rows(self, table: str, columns: str, wanted: str, most: int, start: int) -> list[tuple[Any, ...]]:
        asked = match_of(wanted)
        if not asked or table not in ("reports", *ITEMS):
            return []
        query = (
            f"SELECT {columns} FROM {table}_words w JOIN {table} d ON d.rowid = w.rowid "
            f"WHERE {table}_words MATCH ? AND d.live ORDER BY w.rowid DESC LIMIT ? OFFSET ?"
        )
        with self._open() as db:
            return db.execute(query, (asked, most, start)).fetchall()


def match_of(wanted: str) -> str:
    """What a person types as a question to the index: all words, those between quotation marks in that order.

    >>> match_of('peace "red line" EU')
    '"peace"* AND "red line" AND "eu"'
    """
    parts = []
    for n, piece in enumerate(re.split(r'["“”„]', wanted)):
        words = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFKC", piece))][:20]
        if n % 2 and words:
            parts.append('"{}"'.format(" ".join(words)))
        elif words:
            parts += [f'"{word}"*' if len(word) >= PREFIX else f'"{word}"' for word in words]
    return " AND ".join(parts[:20])


def _tables() -> Iterator[str]:
    words = "USING fts5({}, content='', tokenize='unicode61 remove_diacritics 2')"
    yield "CREATE TABLE about (key TEXT PRIMARY KEY, value)"
    yield (
        "CREATE TABLE reports (rowid INTEGER PRIMARY KEY, id TEXT, state TEXT, title TEXT, outlet TEXT, "
        "published TEXT, body BLOB, live INTEGER DEFAULT 1)"
    )
    yield f"CREATE VIRTUAL TABLE reports_words {words.format('title, body')}"
    yield "CREATE INDEX reports_id ON reports (id)"
    for kind in ITEMS:
        yield (
            f"CREATE TABLE {kind} (rowid INTEGER PRIMARY KEY, id TEXT, report TEXT, quote TEXT, outlet TEXT, "
            "published TEXT, live INTEGER DEFAULT 1)"
        )
        yield f"CREATE VIRTUAL TABLE {kind}_words {words.format('quote')}"
        yield f"CREATE INDEX {kind}_report ON {kind} (report)"


def _bury(db: sqlite3.Connection, reports: list[str]) -> None:
    """Mark the rows of reports as of the past: what has no copy of its text can't be taken out."""
    for table, column in (("reports", "id"), *((kind, "report") for kind in ITEMS)):
        db.executemany(f"UPDATE {table} SET live = 0 WHERE {column} = ?", ((name,) for name in reports))


def _fill(db: sqlite3.Connection, archive: Archive, wanted: dict[str, str]) -> None:
    """Put reports and their items in, and note the archive's version."""
    names = list(wanted)
    last = {table: _last(db, table) for table in ("reports", *ITEMS)}
    for start in range(0, len(names), CHUNK):
        some = names[start : start + CHUNK]
        _put_reports(db, archive, some, wanted, last)
        for kind in ITEMS:
            _put_items(db, archive, kind, some, last)
    db.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (archive.version,))


def _last(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT coalesce(max(rowid % {_DAY}), 0) FROM {table}").fetchone()[0])


def _number(row: dict[str, Any], table: str, last: dict[str, int]) -> int:
    last[table] += 1
    return (row["date"].toordinal() if row["date"] else 0) * _DAY + last[table]


def _put_reports(
    db: sqlite3.Connection, archive: Archive, some: list[str], states: dict[str, str], last: dict[str, int]
) -> None:
    query = 'SELECT report, title, outlet, published, "date", text FROM _reports WHERE report IN (SELECT unnest(?))'
    rows = [(row, _number(row, "reports", last)) for row in archive.internal(query, [some])]
    db.executemany(
        "INSERT INTO reports (rowid, id, state, title, outlet, published, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((n, row["report"], states[row["report"]], row["title"], row["outlet"], row["published"],
          zlib.compress(row["text"].encode(), 1)) for row, n in rows),
    )  # fmt: skip
    db.executemany("INSERT INTO reports_words (rowid, title, body) VALUES (?, ?, ?)",
                   ((n, row["title"], row["text"]) for row, n in rows))  # fmt: skip


def _put_items(db: sqlite3.Connection, archive: Archive, kind: str, some: list[str], last: dict[str, int]) -> None:
    query = f'SELECT id, report, quote, outlet, published, "date" FROM {kind} WHERE report IN (SELECT unnest(?))'
    rows = [(row, _number(row, kind, last)) for row in archive.internal(query, [some])]
    db.executemany(
        f"INSERT INTO {kind} (rowid, id, report, quote, outlet, published) VALUES (?, ?, ?, ?, ?, ?)",
        ((n, row["id"], row["report"], row["quote"], row["outlet"], row["published"]) for row, n in rows),
    )
    db.executemany(f"INSERT INTO {kind}_words (rowid, quote) VALUES (?, ?)", ((n, row["quote"]) for row, n in rows))
