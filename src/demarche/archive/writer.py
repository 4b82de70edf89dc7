"""Add coded reports: each batch is one commit, all of a report's rows appear together or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from demarche.archive import store, views
from demarche.archive.rows import Mark, Rows, content_hash, report_id, rows_of
from demarche.records import Document, Record, Run, check_words

#: Columns that name the run, in the order of Run's fields.
RUN = ("run_version", "run_pipeline", "run_packs", "run_ontologies")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A coded report on its way in; ``source`` is the file (or file and line) it was read from.

    ``lasting``: the same source names the same report next time, so that a changed text there is a new version of it
    (a file, a row with an id; not a line number).
    """

    record: Record
    source: str | None = None
    lasting: bool = True

    def key(self) -> tuple[str, str, str | None]:
        """Content, id by itself, and the source where that tells which report it is."""
        document = self.record.document
        own = None if document.url or not self.lasting else self.source
        return content_hash(document), report_id(document), own


@dataclass(frozen=True, slots=True)
class Added:
    """What a batch did: new reports, changed ones, and those there already; the archive's version after it."""

    new: int
    changed: int
    same: int
    version: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the archive holds of the reports of a batch: by content and by source the report's id; by report its newest
    revision and coding, and the run that made it."""

    contents: dict[str, str]
    newest: dict[str, tuple[int, int]]
    at: dict[str, str]
    runs: dict[str, Run | None]


class Writer:
    """Adds to one archive. Any number of writers, in any number of processes, may work on it at once.

    Two that add the same report at the same moment may both commit it; readers then see one of the two, and `compact`
    leaves the other out.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._log = store.for_writing(self.path)

    def lacking(self, documents: Sequence[Document]) -> list[bool]:
        """For each document, whether the archive does not hold it yet: only those need coding."""
        contents = [content_hash(document) for document in documents]
        known = self._known([(content, "", None) for content in contents])
        return [content not in known.contents for content in contents]

    def holds(self, batch: str) -> bool:
        """Whether a batch of that name was committed, by :meth:`add` with ``once``."""
        self._log.update_incremental()
        return self._log.transaction_version(batch) is not None

    def add(self, batch: Sequence[Incoming], *, once: str | None = None) -> Added:
        """Add a batch in one commit; when this returns, every reader that opens the archive sees all of it.

        ``once``: a name for the batch. One of that name is committed once, whoever tries again and however many do so
        at the same moment; the others are told that all of it is there.

        Raises:
            BrokenRecord: where a record's words do not stand in its text; nothing of the batch is added then.
            StorageFull: where the disk is full; nothing of the batch is added then.
        """
        return self._put(batch, recode=False, once=once)

    def recode(self, batch: Sequence[Incoming]) -> Added:
        """Add new codings of texts that the archive holds; a coding by the same run as the newest changes nothing."""
        return self._put(batch, recode=True)

    def _put(self, batch: Sequence[Incoming], *, recode: bool, once: str | None = None) -> Added:
        keys = [one.key() for one in batch]
        known = self._known(keys)
        if once and self._log.transaction_version(once) is not None:
            return Added(0, 0, len(batch), int(self._log.version()))
        mark, added = uuid.uuid4().hex, datetime.now(UTC).isoformat(timespec="seconds")
        rows: Rows = {}
        new = changed = 0
        for one, (content, own_id, place_there) in zip(batch, keys, strict=True):
            report = known.contents.get(content) or _same_place(known, own_id, place_there)
            if (content in known.contents) != recode or (recode and known.runs.get(report) == one.record.run):
                continue
            revision, coding = known.newest.get(report, (0, 0))
            place = (max(revision, 1), coding + 1) if recode else (revision + 1, 1)
            new, changed = (new + 1, changed) if place == (1, 1) else (new, changed + 1)
            known.newest[report] = place
            known.contents[content], known.runs[report] = report, one.record.run
            check_words(one.record)
            merge(rows, rows_of(one.record, Mark(report, *place, mark), source=one.source, added=added))
        action = "recode" if recode else "add"
        try:
            version = store.commit(
                self._log, rows, once=once, action=action, reports=new + changed, new=new, changed=changed
            )
        except store.CommittedMeanwhile:
            return Added(0, 0, len(batch), int(self._log.version()))
        return Added(new, changed, len(batch) - new - changed, version)

    def _known(self, keys: Sequence[tuple[str, str, str | None]]) -> _Known:
        """Look the batch up in the newest version: by content, by report id, and by source where it has no address."""
        self._log.update_incremental()
        found = store.files(self._log)["reports"]
        if not found or not keys:
            return _Known({}, {}, {}, {})
        contents, reports, sources = ([key[n] for key in keys if key[n]] for n in range(3))
        listed = ", ".join(views.literal(name) for name in found)
        with duckdb.connect() as con:
            rows: list[tuple[Any, ...]] = con.execute(
                f"SELECT content, report, source, url, revision, coding, {', '.join(RUN)} FROM "
                f"read_parquet([{listed}], hive_partitioning = false, union_by_name = true) "
                "WHERE content IN (SELECT unnest(?)) OR report IN (SELECT unnest(?)) OR source IN (SELECT unnest(?))",
                [contents, reports, sources],
            ).fetchall()
        known = _Known({row[0]: row[1] for row in rows}, {}, {}, {})
        for _, report, source, url, revision, coding, *run in sorted(rows, key=lambda row: row[4:6]):
            known.newest[report] = (revision, coding)
            known.runs[report] = Run(*run) if run[0] else None
            if source and url is None:
                known.at[source] = report
        return known


def _same_place(known: _Known, own_id: str, source: str | None) -> str:
    """The report that a changed text is a new version of: that of the same address, else of the same file."""
    if own_id in known.newest or source is None:
        return own_id
    return known.at.get(source, own_id)


def merge(into: Rows, more: Rows) -> None:
    """Put rows by table behind those that are there."""
    for table, rows in more.items():
        into.setdefault(table, []).extend(rows)
