"""Keeping an archive quick and sound: gather small files, check every quotation, say what is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError, DeltaError

from demarche.archive import store
from demarche.archive.door import Archive
from demarche.archive.shapes import ITEMS
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
    log = store.load(path)
    before = _count(log)
    try:
        log.optimize.compact(target_size=TARGET_BYTES, commit_properties=store.notes({"action": "compact"}))
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
    for report in archive.internal(_COUNTS.format(parts=" UNION ALL ".join(map(_ROWS_OF.format, ITEMS)))):
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
_ROWS_OF = "SELECT report FROM _{}"
_COUNTS = (
    "WITH rows AS (SELECT report, count(*) AS found FROM ({parts}) GROUP BY report), said AS (SELECT report, "
    + " + ".join(f"coalesce(json_array_length(record, '$.{table}'), 0)" for table in ITEMS)
    + " AS said FROM _reports) SELECT report, coalesce(found, 0) AS found, coalesce(said, 0) AS said FROM said "
    "FULL JOIN rows USING (report) WHERE coalesce(found, 0) <> coalesce(said, 0) ORDER BY report LIMIT 100"
)


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
