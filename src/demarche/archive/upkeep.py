"""Keeping an archive quick and sound: gather small files, check every quotation, say what is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError

from demarche.archive import store
from demarche.archive.door import Archive
from demarche.archive.rows import Mark, Rows, rows_of
from demarche.archive.shapes import ITEMS
from demarche.archive.writer import merge
from demarche.errors import ArchiveError

#: Files of one table from which an `add` gathers them: opening 32 takes some 10 ms, and each adding makes one or more.
MANY_FILES = 32
#: Files are gathered up to this size: a table of some 100,000 reports lies in a few files then.
TARGET_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compacted:
    """Files before and after, and the archive's version; the content is the same."""

    before: int
    after: int
    version: int
    removed: int = 0


def compact(path: Path, *, forget: bool = False) -> Compacted:
    """Gather small files; with ``forget``, remove the files that only older versions need.

    Readers and writers may go on meanwhile. After ``forget`` versions before this one can't be opened, and readers that
    still have one open fail.

    Raises:
        ArchiveError: where another compaction went on at the same time.
    """
    log = store.for_writing(path)
    before = _count(log)
    try:
        log.optimize.compact(
            target_size=TARGET_BYTES,
            writer_properties=store.WRITING,
            commit_properties=store.notes({"action": "compact"}),
        )
    except CommitFailedError as error:
        raise ArchiveError(f"{path} is being compacted by somebody else: nothing was changed here") from error
    except DeltaError as error:
        raise ArchiveError(f"{path} could not be compacted: {error}") from error
    removed = _forget(log) if forget else 0
    log = store.load(path)
    return Compacted(before, _count(log), int(log.version()), removed)


def _forget(log: DeltaTable) -> int:
    """Remove what only older versions need at once, and what killed writers left after a day.

    A writer at work has files that no commit names yet: a day is longer than any commit takes.
    """
    old = log.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
    left = log.vacuum(retention_hours=24, dry_run=False, enforce_retention_duration=False, full=True)
    return len(old) + len(left)


def compact_if_many(path: Path) -> None:
    """Gather files where a table has many; where somebody else does so, or can't, all is well too."""
    if max(len(some) for some in store.files(store.load(path)).values()) >= MANY_FILES:
        try:
            compact(path)
        except ArchiveError:
            return


def _count(log: DeltaTable) -> int:
    return sum(len(some) for some in store.files(log).values())


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and every trouble found (none: the archive is sound)."""

    reports: int
    quotations: int
    troubles: tuple[str, ...]


def check(archive: Archive) -> Checked:
    """Hold every quotation of every item against the stored text, and look for rows that belong to no report."""
    troubles: list[str] = []
    quotations = 0
    for file in archive.lost:
        troubles.append(f"file {file} is gone or cut short: take it from a copy, or use --repair")
    if troubles:
        return Checked(0, 0, tuple(troubles))
    for table in ITEMS:
        quotations += archive.internal(f"SELECT coalesce(sum(len(words)), 0)::BIGINT AS n FROM _{table}")[0]["n"]
        for row in archive.internal(_WRONG_WORDS.format(table=table)):
            troubles.append(f"{table} {row['id']} of report {row['report']}: {row['why']}")
        for row in archive.internal(_TWICE.format(table=table)):
            troubles.append(f"{table} {row['id']} of report {row['report']} stands there {row['n']} times")
    for report in archive.internal(_counts() + " LIMIT 100"):
        troubles.append(
            f"report {report['report']} has {report['found']} items in tables, {report['said']} in its record"
        )
    return Checked(archive.count("reports"), quotations, tuple(troubles))


_WRONG_WORDS = """
    SELECT id, report, CASE WHEN text IS NULL THEN 'the report is not there'
                            ELSE 'the words are not those of the text at ' || w."start" END AS why
    FROM (SELECT i.id, i.report, r.text, unnest(i.words) AS w FROM _{table} i LEFT JOIN _reports r USING (report))
    WHERE text IS NULL OR substring(text, w."start" + 1, w."end" - w."start") IS DISTINCT FROM w."text"
    ORDER BY id LIMIT 100
"""
_TWICE = "SELECT id, any_value(report) AS report, count(*) AS n FROM _{table} GROUP BY id HAVING n > 1 LIMIT 100"
_COUNTS = (
    "WITH rows AS (SELECT report, count(*) AS found FROM ({parts}) GROUP BY report), said AS (SELECT report, "
    + " + ".join(f"coalesce(json_array_length(record, '$.{table}'), 0)" for table in ITEMS)
    + " AS said FROM _reports) SELECT report, coalesce(found, 0) AS found, coalesce(said, 0) AS said FROM said "
    "FULL JOIN rows USING (report) WHERE coalesce(found, 0) <> coalesce(said, 0) ORDER BY report"
)


def _counts() -> str:
    """SQL for the reports whose tables hold more or fewer items than their record."""
    return _COUNTS.format(parts=" UNION ALL ".join(f"SELECT report FROM _{table}" for table in ITEMS))


@dataclass(frozen=True, slots=True)
class Repaired:
    """Files taken out of the archive, items without report taken out, and reports whose items were made anew."""

    files: int
    orphans: int
    reports: int

    def summary(self) -> str:
        """What was done, in a line."""
        return (
            f"{self.files} unreadable files and {self.orphans} items without a report taken out, "
            f"{self.reports} reports made whole from their records; reports that were lost can be added again"
        )


def repair(path: Path) -> Repaired:
    """Take lost files out of the newest version, and make reports whole again from the record that each row keeps.

    A file that is cut short is renamed to end in ``.broken``. Reports whose own rows were lost are gone with their
    items until they are added again. Earlier versions stay as damaged as they are.
    """
    log = store.load(path)
    lost = store.damaged(log)
    for name in lost:
        if Path(name).exists():
            Path(name).rename(f"{name}.broken")
    if lost:
        log.repair(dry_run=False, commit_properties=store.notes({"action": "repair"}))
    orphans = _drop_orphans(path)
    return Repaired(len(lost), orphans, _make_whole(path))


def _drop_orphans(path: Path) -> int:
    """Items whose report's row is gone: they would stand there twice once the report is added again."""
    with Archive(path, store.load(path)) as archive:
        parts = " UNION ALL ".join(f"SELECT report, batch FROM _all_{t}" for t in (*ITEMS, "problems"))
        rows = archive.internal(
            f"SELECT report, batch, count(*) AS n FROM ({parts}) i WHERE NOT EXISTS (SELECT 1 FROM _all_reports r "
            "WHERE r.report = i.report AND r.batch = i.batch) GROUP BY ALL"
        )
    by_batch: dict[str, list[str]] = {}
    for row in rows:
        by_batch.setdefault(row["batch"], []).append(row["report"])
    log = store.load(path)
    for batch, reports in by_batch.items():
        listed = ", ".join(f"'{report}'" for report in reports)
        log.delete(
            f"section <> 'corrections' AND batch = '{batch}' AND report IN ({listed})",
            commit_properties=store.notes({"action": "repair"}),
        )
    return sum(int(row["n"]) for row in rows)


def _make_whole(path: Path) -> int:
    """Take the row of a report that lacks items out, and put it in again with all of them."""
    with Archive(path, store.load(path)) as archive:
        wanted = [row["report"] for row in archive.internal(_counts())]
        rows = [archive.internal("SELECT * FROM _reports WHERE report = ?", [name])[0] for name in wanted]
        records = [archive.record(name, view="raw") for name in wanted]
    if not wanted:
        return 0
    again: Rows = {}
    for row, record in zip(rows, records, strict=True):
        mark = Mark(row["report"], row["revision"], row["coding"], f"{row['batch']}+")
        merge(again, rows_of(record, mark, source=row["source"], added=row["added"]))
    log = store.load(path)
    store.commit(log, again, action="repair", reports=len(wanted))
    return len(wanted)


def status(archive: Archive) -> dict[str, Any]:
    """What the archive holds, in plain numbers: rows by table, outlets, languages, first and last day, files, bytes."""
    head = archive.internal(
        "SELECT count(*) AS reports, count(DISTINCT outlet) AS outlets, min(date) AS first, max(date_end) AS last "
        "FROM _reports"
    )[0]
    languages = archive.internal("SELECT language, count(*) AS n FROM _reports GROUP BY 1 ORDER BY n DESC, 1")
    return {
        "path": str(archive.path),
        "version": archive.version,
        **head,
        "languages": {row["language"] or "unknown": row["n"] for row in languages},
        **{table: archive.count(table) for table in ITEMS},
        "problems": archive.count("problems"),
        "corrections": len(archive.overlay.standing) + len(archive.overlay.stale),
        "stale_corrections": len(archive.overlay.stale),
        "files": sum(len(some) for some in archive.files().values()),
        "bytes": sum(f.stat().st_size for f in archive.path.rglob("*") if f.is_file()),
    }
