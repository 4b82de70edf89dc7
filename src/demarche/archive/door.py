"""The query door: an archive at one version, read-only, safe to share among threads."""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from demarche.archive import store, views
from demarche.archive.corrected import overlay
from demarche.archive.filters import Filter
from demarche.archive.held import Held, Standing
from demarche.archive.kept import Kept, Made
from demarche.archive.memory import Memory
from demarche.archive.selection import Selection
from demarche.archive.shapes import ITEMS
from demarche.errors import ArchiveDamaged, ArchiveError, NoSuchItem, QueryError
from demarche.records import Record
from demarche.records_json import from_json

#: A question of a person's is answered within seconds or is the wrong question; analyses set their own.
SECONDS = 60.0
#: Answers of one version that others are made of; one about all of 80,000 reports has some 20 MB.
KEPT = 12
#: Whole records that are read at a time: some 10 MB, and the question costs little beside reading them.
RECORDS_AT_ONCE = 256


class Archive:
    """An archive as it stood at ``version``. What is added later shows in the archive that :meth:`latest` gives.

    ``statements()``, ``events()``, ``positions()``, ``commitments()``, ``conditions()``, ``forces()`` and ``reports()``
    take a :class:`Filter`, or its fields by name, and give a :class:`Selection`.
    """

    def __init__(self, path: Path, log: Any) -> None:
        self.path = path
        self.version = int(log.version())
        self._log = log
        self._files = store.files(log)
        self._con = views.connect(self._files, store.columns(log))
        self.lost = self._lost_files()
        self.overlay = overlay(self._con)
        views.publish(self._con, self.overlay.hidden, self.overlay.fixed)
        views.lock(self._con, self._files)
        self._memory: Memory | None = None
        self._held: Held | None = None
        self._worked_out = Kept(KEPT)

    def __repr__(self) -> str:
        return f"<demarche archive {self.path}@{self.version}: {self.count('reports')} reports>"

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of memory; the files were never locked."""
        self._con.close()

    def latest(self) -> Self:
        """This archive if nothing was committed since, else one that reads the newest version."""
        log = store.load(self.path)
        return self if log.version() == self.version else type(self)(self.path, log).hold(self._memory)

    def hold(self, memory: Memory | None) -> Self:
        """Answer what can be from tables in memory, and so does each :meth:`latest`: for who asks again and again.

        Costs some seconds and 5 KB a report at the first question, little at later versions. The answers are the same.
        """
        self._memory = memory
        self._held = None if memory is None else Held(memory, self, self._standing())
        return self

    def _standing(self) -> Standing:
        old = self._con.execute("SELECT report, revision, coding, batch FROM _old").fetchall()
        hidden = self.overlay.hidden.column("id").to_pylist() if self.overlay.hidden is not None else []
        return Standing(frozenset(old), frozenset(hidden), self.overlay.fixed)

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, worked out once for this version; for what many questions need."""
        return self._worked_out.get(key, make)

    def select(
        self, table: str, filter: Filter | None = None, *, seconds: float | None = None, **fields: Any
    ) -> Selection:
        """Rows of ``table`` that pass the filter; fields given by name are set on top of it.

        ``seconds``: a question for them that takes longer ends with a :class:`QueryError`.
        """
        chosen = (filter or Filter()).with_(**fields)
        chosen.relation(table)  # an unknown table is refused here, not when rows are asked for
        ask = self._arrow if seconds is None else partial(self._ask, seconds=seconds)
        return Selection(table, chosen, ask, held=self._held)

    def reports(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """The reports, one row each."""
        return self.select("reports", filter, **fields)

    def statements(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """Who said what."""
        return self.select("statements", filter, **fields)

    def events(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """Who did what to whom, typed by PLOVER."""
        return self.select("events", filter, **fields)

    def positions(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """Who wants what on which issue."""
        return self.select("positions", filter, **fields)

    def commitments(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """Who bound themselves to what."""
        return self.select("commitments", filter, **fields)

    def conditions(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """What was made to depend on what."""
        return self.select("conditions", filter, **fields)

    def forces(self, filter: Filter | None = None, **fields: Any) -> Selection:
        """Men, weapons and casualties with their numbers."""
        return self.select("forces", filter, **fields)

    def table(self, name: str, filter: Filter | None = None, **fields: Any) -> pa.Table:
        """All rows of a table that pass the filter, as an Arrow table in a fixed order."""
        return self.select(name, filter, **fields).arrow()

    def count(self, name: str, filter: Filter | None = None, **fields: Any) -> int:
        """How many rows of a table pass the filter."""
        return self.select(name, filter, **fields).count()

    def sql(
        self, query: str, values: list[Any] | None = None, *, seconds: float = SECONDS, most: int | None = None
    ) -> Answer:
        """The answer to one SELECT over the documented views (``docs/sql.md``); ``?`` stands for ``values`` in turn.

        ``most``: no more rows than that.

        Raises:
            QueryError: where it is no single SELECT, names what is not there, or takes longer than ``seconds``.
        """
        return Answer(self._ask(_one_select(self._con, query), values or [], seconds, most))

    def report(self, report: str) -> dict[str, Any]:
        """The row of one report.

        Raises:
            NoSuchItem: where there is none of that id.
        """
        found = self.reports(report=report).rows()
        if not found:
            raise NoSuchItem(f"{self.path}@{self.version} holds no report {report!r}")
        return found[0]

    def item(self, id: str, *, view: str = "corrected") -> tuple[str, dict[str, Any]]:
        """Table and row of the item of that id.

        Raises:
            NoSuchItem: where there is none.
        """
        prefix = "raw_" if view == "raw" else ""
        for table in ITEMS:
            found = self._arrow(f"SELECT * FROM {prefix}{table} WHERE id = ?", [id]).to_pylist()
            if found:
                return table, found[0]
        raise NoSuchItem(f"{self.path}@{self.version} holds no item {id!r}" + (" (a rejected one is in view raw)"))

    def record(self, report: str, *, view: str = "corrected") -> Record:
        """The whole record of one report, as it was coded or with people's corrections.

        Raises:
            NoSuchItem: where there is no report of that id.
        """
        for _, record in self.records([report], view=view):
            return record
        raise NoSuchItem(f"{self.path}@{self.version} holds no report {report!r}")

    def records(self, reports: Iterable[str], *, view: str = "corrected") -> Iterator[tuple[str, Record]]:
        """Ids and whole records of many reports, in the order given; ids that are not there are passed over."""
        rest = iter(reports)
        while some := list(islice(rest, RECORDS_AT_ONCE)):
            query = "SELECT report, record, text FROM _reports WHERE report IN (SELECT unnest(?))"
            rows = {row["report"]: row for row in self._arrow(query, [some]).to_pylist()}
            for report in some:
                if report in rows:
                    record = from_json(json.loads(rows[report]["record"]), text=rows[report]["text"])
                    yield report, record if view == "raw" else self.overlay.apply(report, record)

    def internal(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query of the archive's own, which may read its inner views (names that begin with ``_``)."""
        found: list[dict[str, Any]] = self._arrow(query, values or []).to_pylist()
        return found

    def files(self) -> dict[str, list[str]]:
        """Names of the Parquet files that this version is made of, by table."""
        return self._files

    def _lost_files(self) -> tuple[str, ...]:
        """Files that this version is made of and that are gone or cut short: the rest is read, and a warning given.

        Raises:
            ArchiveError: where none of the reports' files is left, as after ``compact --forget``.
        """
        lost = store.damaged(self._log)
        reports = self._files["reports"]
        if reports and set(reports) <= set(lost):
            raise ArchiveError(
                f"{self.path}@{self.version} can't be read any more: its files were removed (by `compact --forget`, or "
                f"by hand). Open the newest version: {self.path}"
            )
        if lost:
            warnings.warn(
                f"{len(lost)} of the files of {self.path}@{self.version} are gone or cut short; what the others hold "
                f"is shown. `demarche check -a {self.path} --repair` puts right what can be.",
                ArchiveDamaged,
                stacklevel=4,
            )
        return lost

    def history(self) -> list[dict[str, Any]]:
        """Every version up to this one, oldest first: number, time (ms since 1970, UTC), action and counts."""
        return store.history(self._log)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hexadecimal) of what the archive holds: which texts, coded by which runs, and people's corrections.

        Two archives with the same reports, coded by the same runs, have the same one, in whatever order they came.
        """
        rows = self._arrow(
            "SELECT concat_ws('|', report, content, run_version, run_pipeline, run_packs, run_ontologies) AS line "
            "FROM _reports UNION ALL SELECT 'correction|' || id FROM _corrections",
            [],
        )
        lines = sorted(rows.column("line").to_pylist())
        return sha256("\n".join(lines).encode()).hexdigest()

    def _arrow(self, query: str, values: list[Any]) -> pa.Table:
        return self._ask(query, values, SECONDS * 10)

    def _ask(self, query: str, values: list[Any], seconds: float = SECONDS, most: int | None = None) -> pa.Table:
        """Run a query on a connection of its own (threads share the database, not the connection)."""
        con = self._con.cursor()
        clock = threading.Timer(seconds, con.interrupt)
        clock.daemon = True
        clock.start()
        try:
            found = con.sql(query, params=values)
            return (found if most is None else found.limit(most)).to_arrow_table()
        except duckdb.InterruptException as error:
            raise QueryError(f"the question took longer than {seconds:g} seconds: ask for less of it") from error
        except duckdb.Error as error:
            raise QueryError(str(error).split("\n\n")[0].strip()) from error
        finally:
            clock.cancel()
            con.close()


class Answer:
    """What an SQL query gave: an Arrow table, or the same as rows, pandas or Polars."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def arrow(self) -> pa.Table:
        """As an Arrow table."""
        return self._table

    def rows(self) -> list[dict[str, Any]]:
        """As plain dictionaries."""
        found: list[dict[str, Any]] = self._table.to_pylist()
        return found

    def df(self) -> Any:
        """As a pandas DataFrame."""
        return self._table.to_pandas()

    def pl(self) -> Any:
        """As a Polars DataFrame."""
        import polars

        return polars.from_arrow(self._table)

    def __len__(self) -> int:
        return int(self._table.num_rows)


def _one_select(con: duckdb.DuckDBPyConnection, query: str) -> str:
    try:
        found = con.extract_statements(query)
    except duckdb.Error as error:
        raise QueryError(str(error).split("\n\n")[0].strip()) from error
    if len(found) != 1 or found[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        kinds = ", ".join(str(one.type).rpartition(".")[2] for one in found) or "nothing"
        raise QueryError(f"an archive answers one SELECT and is never written by SQL; this is {kinds}")
    return query
