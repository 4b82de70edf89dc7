"""An archive's tables in memory, in numbers: read once, and advanced by what each newer version adds.

What a commit has added is read from its own files; a compaction moves rows and changes none; after anything else that
takes rows away all is read again. Arrays only grow at their end, so that versions share them.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from demarche.archive import store
from demarche.archive.columns import LONG, Coded, Column, Plain, Text, coded, kind_of, plain
from demarche.archive.shapes import ITEMS, TYPES, names

if TYPE_CHECKING:
    from demarche.archive.door import Archive

#: What is not kept in memory: whole texts and records, and words that only a screen of the item itself shows.
LEFT_OUT = frozenset({"text", "record", "content", "source", "added", "url", "words", "cue", "content_text", "via",
                      "contexts", "run_version", "run_pipeline", "run_packs", "run_ontologies"})  # fmt: skip
HELD = ("reports", *ITEMS)
_DTYPES = {"date": np.int32, "float": np.float64, "bool": np.int8, "int": np.int64}


def held(table: str) -> tuple[str, ...]:
    """Names of the columns of a table that are kept in memory."""
    return tuple(name for name in names(table) if name not in LEFT_OUT)


class Vocabulary:
    """The values of columns of one name, numbered in the order they came; shared by all tables and versions."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._order: tuple[int, Any] = (-1, None)

    def codes(self, column: pa.ChunkedArray, kind: str) -> Any:
        """Numbers of a column's values; new ones are added."""
        own, values = coded(column, kind)
        numbers = self._numbers
        for value in values:
            if value not in numbers:
                numbers[value] = len(self.values)
                self.values.append(value)
        here = np.array([*(numbers[value] for value in values), -1], np.int32)
        return here[own]

    def number(self, value: Any) -> int | None:
        """The number of a value; None where no row has it."""
        return self._numbers.get(value)

    def order(self) -> Any:
        """For every value its place among them all, put in order by their bytes."""
        size = len(self.values)
        if self._order[0] != size:
            place = np.empty(size, np.int64)
            place[pc.sort_indices(pa.array(self.values[:size], pa.string())).to_numpy()] = np.arange(size)
            self._order = (size, place)
        return self._order[1]


class _Growing:
    """An array that grows at its end; what was given out stays as it is."""

    def __init__(self, dtype: Any) -> None:
        self._data, self._size = np.empty(0, dtype), 0

    def add(self, more: Any) -> None:
        size = self._size + len(more)
        if size > len(self._data):
            larger = np.empty(size + size // 8, self._data.dtype)
            larger[: self._size] = self._data[: self._size]
            self._data = larger
        self._data[self._size : size] = more
        self._size = size

    def first(self, size: int) -> Any:
        return self._data[:size]


class _Rows:
    """All rows of one table that were read, whatever coding they belong to."""

    def __init__(self, table: str, memory: Memory) -> None:
        self.table, self._memory = table, memory
        self.clear()

    def clear(self) -> None:
        """Nothing was read."""
        self.sizes: dict[int, int] = {}  # version -> number of its rows
        self._arrays: dict[str, _Growing] = {}
        self._texts: dict[str, list[pa.Array]] = {}

    def add(self, found: pa.Table) -> None:
        """Put rows behind the others."""
        for name in held(self.table):
            kind = kind_of(self.table, name)
            if name in LONG:
                self._texts.setdefault(name, []).extend(found.column(name).chunks)
                continue
            made = self._memory.codes(name, found.column(name), kind) if kind in ("text", "texts") else plain(
                found.column(name), kind)  # fmt: skip
            self._arrays.setdefault(name, _Growing(_DTYPES.get(kind, np.int32))).add(made)

    def column(self, name: str, size: int) -> Column:
        """A column of the first ``size`` rows."""
        kind = kind_of(self.table, name)
        if name in LONG:
            return Text(pa.chunked_array(self._texts.get(name, []), pa.string()).slice(0, size))
        data = self._arrays[name].first(size) if name in self._arrays else np.empty(0, _DTYPES.get(kind, np.int32))
        return Coded(data, self._memory.vocabulary(name).values) if kind in ("text", "texts") else Plain(data, kind)


class Memory:
    """The tables of one archive. Threads may share it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._words: dict[str, Vocabulary] = {}
        self._rows = {table: _Rows(table, self) for table in HELD}

    def vocabulary(self, name: str) -> Vocabulary:
        """The values of all columns of that name."""
        with self._lock:
            return self._words.setdefault(name, Vocabulary())

    def codes(self, name: str, column: pa.ChunkedArray, kind: str) -> Any:
        """Numbers of values of a column of that name."""
        with self._lock:
            return self.vocabulary(name).codes(column, kind)

    def columns(self, archive: Archive, table: str) -> dict[str, Column] | None:
        """All rows of a table at the archive's version, as :func:`held` names them; None of a version too old.

        Codings that a later one stands in for are among them.
        """
        with self._lock:
            rows = self._rows[table]
            if archive.version not in rows.sizes:
                if rows.sizes and archive.version < max(rows.sizes):
                    return None
                _read_on(rows, archive)
            size = rows.sizes[archive.version]
            return {name: rows.column(name, size) for name in held(table)}


def _read_on(rows: _Rows, archive: Archive) -> None:
    """Read what the archive's version has beside the newest one that was read; all of it where that can't be known."""
    more = store.added(archive.path, max(rows.sizes), archive.version) if rows.sizes else None
    if more is None:
        rows.clear()
        more = archive.files()
    for name in more.get(rows.table, ()):
        if name not in archive.lost:
            rows.add(_file(name, rows.table))
    rows.sizes[archive.version] = _size(rows)


def _size(rows: _Rows) -> int:
    some = rows._arrays.get("report")
    return some._size if some is not None else 0


def _file(name: str, table: str) -> pa.Table:
    """The columns of a file that are kept; those that an older program did not write are null."""
    wanted = held(table)
    there = set(pq.read_schema(name).names)
    short = [one for one in wanted if one in there and kind_of(table, one) == "text" and one not in LONG]
    found = pq.read_table(name, columns=[one for one in wanted if one in there], read_dictionary=short,
                          partitioning=None)  # fmt: skip
    for one in wanted:
        if one not in there:
            found = found.append_column(one, pa.nulls(found.num_rows, TYPES[kind_of(table, one)]))
    return found


def with_more(base: Column, rows: Any, more: Column | None) -> Column:
    """Some rows of a column (None: all of them), with others behind."""
    kept = base if rows is None else base.take(rows)
    if more is None or not len(more):
        return kept
    if isinstance(kept, Text):
        assert isinstance(more, Text)
        return Text(pa.chunked_array([kept.arrow(pa.string()), *more.store.chunks], pa.string()))
    if isinstance(kept, Coded):
        assert isinstance(more, Coded)
        return Coded(np.concatenate([kept.codes, more.codes]), kept.values)
    assert isinstance(more, Plain)
    return Plain(np.concatenate([kept.data, more.data]), kept.kind)
