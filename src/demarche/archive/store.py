"""The archive on disk: one Delta log, rows apart by ``section``, one commit for everything that appears together.

Why one log and not one for each table: Delta is atomic within a log only. With one, a report and all its items, or a
correction, are there or not there; every state has one number; and a killed writer leaves at most files that no commit
names. Appends never conflict, so writers do not wait for each other.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from demarche.archive.rows import Rows
from demarche.archive.shapes import FORMAT, TABLES, log_schema, schema
from demarche.errors import ArchiveError, ArchiveExists, NoArchive, NoSuchVersion, NotWritable, StorageFull, TooNew

#: Old states stay readable until somebody removes them on purpose: Delta's own habit is to drop its log after 30 days.
SETTINGS = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
    # A checkpoint gathers the log in one file; every 50 commits keeps opening below 10 ms and costs 5 ms each time.
    "delta.checkpointInterval": "50",
}
#: Characters that the storage engine or DuckDB takes for something else in the name of a folder.
ODD = frozenset("%*?[]")
NOTE = "demarche."  # what we add to a commit's own metadata begins so
#: Groups of 16,384 rows are read in parallel and passed over where their smallest and largest values rule them out; on
#: 330,000 events the newest 50 of a party took a tenth of the time that they take in one group (the engine's habit).
WRITING = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=16_384)


class CommittedMeanwhile(ArchiveError):
    """Another writer committed the batch of that name first. Never met by a user: the batch is there."""


def split_version(path: str | Path, version: int | None = None) -> tuple[Path, int | None]:
    """``DIR@17`` as folder and version. A folder that really has such a name is taken as it stands."""
    given = Path(path)
    name, at, digits = str(path).rpartition("@")
    if version is None and at and name and digits.isdecimal() and not given.exists():
        return Path(name), int(digits)
    return given, version


def _uri(path: Path) -> str:
    """The folder as an address: the storage engine would take a ``%`` in a plain name for a masked character."""
    return path.resolve().as_uri()


def root_of(log: DeltaTable) -> Path:
    """The folder that a log lies in."""
    return Path(unquote(urlsplit(str(log.table_uri)).path))


def exists(path: Path) -> bool:
    """Whether the folder holds an archive."""
    return path.is_dir() and DeltaTable.is_deltatable(_uri(path))


def create(path: Path) -> DeltaTable:
    """A new, empty archive in the folder ``path``, made if it is not there.

    Raises:
        ArchiveExists: where the folder holds an archive, or anything else.
    """
    if exists(path):
        raise ArchiveExists(f"{path} is an archive already: add to it with `demarche add … -a {path}`")
    odd = sorted(set(str(path.resolve())) & ODD)
    if odd:
        raise ArchiveError(f"{path.resolve()}: an archive can't lie in a folder with {' '.join(odd)} in its name")
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ArchiveExists(f"{path} is there and is not empty: name a new folder for the archive")
    with _as_ours(path):
        path.mkdir(parents=True, exist_ok=True)
        return DeltaTable.create(
            _uri(path),
            log_schema(),
            partition_by=["section"],
            configuration=SETTINGS,
            name="demarche",
            description=f"demarche archive, format {FORMAT}",
            commit_properties=notes({"action": "init"}),
        )


def ensure(path: Path) -> None:
    """Make the archive where there is none; two programs that do so at once end up with one.

    Raises:
        ArchiveExists: where the folder holds something else.
    """
    for _ in range(40):  # 40 times 50 ms: another program that is making it needs some 20 ms
        if exists(path):
            return
        try:
            create(path)
        except ArchiveExists:
            if not (path / "_delta_log").is_dir():
                raise
            time.sleep(0.05)
        except ArchiveError:
            if not exists(path):
                raise
    load(path)


def load(path: Path, version: int | None = None) -> DeltaTable:
    """The log at its newest version, or as it was at ``version``.

    Raises:
        NoArchive: where the folder holds none.
        NoSuchVersion: where it never had that version.
        TooNew: where a newer program made it.
    """
    if not exists(path):
        raise NoArchive(f"{path} is no archive: make one with `demarche init {path}` or `demarche add … -a {path}`")
    with _as_ours(path):
        log = DeltaTable(_uri(path))
        newest = int(log.version())
        if version is not None and not 0 <= version <= newest:
            raise NoSuchVersion(f"{path} has versions 0 to {newest}; {version} was asked")
        if version is not None and version != newest:
            log.load_as_version(version)
    made = str(log.metadata().description or "").rpartition(" ")[2]
    if not made.isdecimal() or int(made) > FORMAT:
        raise TooNew(f"{path} has format {made or 'unknown'}; this program reads up to {FORMAT}: install a newer one")
    return log


#: A commit is tried again where another writer has just made the archive, or given it a column: each does so once.
TRIES = 5


def commit(log: DeltaTable, rows: Rows, *, once: str | None = None, **said: object) -> int:
    """Append the rows of all tables in one commit and return the archive's new version.

    ``said`` is kept with the commit (action, counts, who). When this returns, the rows are there for every reader.
    ``once`` names the batch: the storage engine refuses a second commit of that name by a writer that has not seen the
    first; who has seen it must not ask (it would be taken).

    Raises:
        CommittedMeanwhile: where somebody else has just committed the batch of that name.
        StorageFull: where the disk is full; nothing of the rows is in the archive then.
    """
    target = log_schema()
    tables = [arrow(name, some, target) for name, some in rows.items() if some]
    if not tables:
        return int(log.version())
    with _as_ours(root_of(log)):
        for left in reversed(range(TRIES)):
            try:
                _append(log, pa.concat_tables(tables), notes(said, once))
                break
            except CommitFailedError as error:
                if not left or "Metadata changed" not in str(error):
                    raise
            log.update_incremental()
            if once and log.transaction_version(once) is not None:
                raise CommittedMeanwhile(f"{root_of(log)}: another writer has just added this batch")
        log.update_incremental()
    return int(log.version())


def _append(log: DeltaTable, rows: pa.Table, said: CommitProperties) -> None:
    """One commit; nothing of it is in the archive where it fails."""
    write_deltalake(
        log,
        rows,
        mode="append",
        schema_mode=None if set(rows.column_names) <= columns(log) else "merge",
        writer_properties=WRITING,
        commit_properties=said,
    )


def arrow(name: str, rows: list[dict[str, Any]], target: pa.Schema) -> pa.Table:
    """Rows of one table in the log's schema: columns of other tables are null."""
    own = pa.Table.from_pylist(rows, schema=schema(name))
    columns = {column: own.column(column) for column in own.column_names}
    section = pa.array([name] * len(rows), pa.string())
    arrays = [
        section if f.name == "section" else columns[f.name] if f.name in columns else pa.nulls(len(rows), f.type)
        for f in target
    ]
    return pa.table(arrays, schema=target)


def files(log: DeltaTable) -> dict[str, list[str]]:
    """Absolute names of the Parquet files of each table, at the version loaded, in a fixed order."""
    root = root_of(log)
    found: dict[str, list[str]] = {name: [] for name in TABLES}
    actions = pa.table(log.get_add_actions(flatten=True))
    for path, section in zip(
        actions.column("path").to_pylist(), actions.column("partition.section").to_pylist(), strict=True
    ):
        found.setdefault(section, []).append(str(root / path))
    return {name: sorted(some) for name, some in found.items()}


def added(path: Path, before: int, version: int) -> dict[str, list[str]] | None:
    """Files that the commits after ``before`` up to ``version`` have put beside those that were there, by table.

    None where rows were taken away (by anything but a compaction, which moves them), or a commit can't be read.
    """
    root = path.resolve()
    found: dict[str, list[str]] = {}
    for number in range(before + 1, version + 1):
        try:
            lines = (root / "_delta_log" / f"{number:020d}.json").read_text(encoding="utf-8").splitlines()
        except OSError:
            return None
        for action in map(json.loads, lines):
            if (gone := action.get("remove")) and gone.get("dataChange", True):
                return None
            if (new := action.get("add")) and new.get("dataChange", True):
                name = str(root / unquote(new["path"]))
                found.setdefault(new["partitionValues"]["section"], []).append(name)
    return found


def columns(log: DeltaTable) -> frozenset[str]:
    """Names of the columns that the log has: an archive made by an older program lacks what came later."""
    return frozenset(field.name for field in log.schema().fields)


def damaged(log: DeltaTable) -> tuple[str, ...]:
    """Files of the version loaded that are gone, or shorter or longer than when they were committed."""
    root = root_of(log)
    actions = pa.table(log.get_add_actions(flatten=True))
    sizes = zip(actions.column("path").to_pylist(), actions.column("size_bytes").to_pylist(), strict=True)
    return tuple(sorted(str(root / path) for path, size in sizes if _size(root / path) != size))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def history(log: DeltaTable) -> list[dict[str, Any]]:
    """Every version up to the one loaded, oldest first: ``version``, ``when`` (ms since 1970), and our notes."""
    with _as_ours(root_of(log)):
        found = log.history()
    rows = []
    for entry in reversed(found):
        said = {key.removeprefix(NOTE): value for key, value in entry.items() if key.startswith(NOTE)}
        version = int(entry["version"])
        rows.append({"version": version, "when": int(entry["timestamp"]), "operation": entry.get("operation")} | said)
    return [row for row in rows if row["version"] <= log.version()]


def notes(said: dict[str, object], once: str | None = None) -> CommitProperties:
    """What is kept with a commit: our own words, under names of our own; and the name of a batch."""
    # Retries: a commit that meets another writer's takes the next number; 100 were never used up by 4 writers.
    return CommitProperties(
        custom_metadata={NOTE + k: str(v) for k, v in said.items()},
        max_commit_retries=100,
        app_transactions=[Transaction(once, 1)] if once else None,
    )


@contextmanager
def _as_ours(path: Path) -> Iterator[None]:
    """Errors of the storage engine that the world causes, as errors that say what to do."""
    try:
        yield
    except TableNotFoundError as error:
        raise NoArchive(f"{path} holds no readable archive: {_first_line(error)}") from error
    except (DeltaError, OSError) as error:
        words = str(error)
        if isinstance(error, CommitFailedError) and "Concurrent transaction" in words:
            raise CommittedMeanwhile(f"{path}: another writer has just added this batch") from error
        if "No space left" in words or "os error 28" in words or "quota" in words.lower():
            raise StorageFull(
                f"the disk of {path} is full: nothing of this batch was added, and what was in the archive is sound. "
                "Make room and run the same command again; it goes on where it was."
            ) from error
        check_writable(path)
        raise ArchiveError(f"{path} could not be read or written: {_first_line(error)}") from error


def for_writing(path: Path) -> DeltaTable:
    """The archive's log, to add to: said before any work is done where nothing may be written.

    Raises:
        NotWritable: where the disk or the folder is read-only.
    """
    log = load(path)
    check_writable(path)
    return log


def check_writable(path: Path) -> None:
    """Raise :class:`NotWritable` where a folder is there in which nothing may be written."""
    if path.exists() and not os.access(path, os.W_OK):
        raise NotWritable(
            f"nothing may be written in {path}: it can only be read. Copy it to a place of your own to add to it."
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0]
