"""Columns of the archive's tables as arrays, so that all rows can be asked at once: what analyses of many rows read.

Three kinds. :class:`Coded`: a value that comes again and again (codes, lists of codes, outlets, ids of reports) is kept
once and each row has its number. :class:`Plain`: numbers and days. :class:`Text`: words, read only for the rows asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.archive.shapes import TABLES, TYPES

#: Stands between the codes of a list while Arrow holds it as one text; no text of a report has it in a code.
BETWEEN = "\x1f"
#: What stands for "not known" in arrays of days and of whole numbers: it comes before all others.
NO_DAY = np.iinfo(np.int32).min
NO_NUMBER = np.iinfo(np.int64).min
_EPOCH = date(1970, 1, 1)
#: Texts that hardly ever come twice; all others are coded.
LONG = frozenset({"id", "quote", "title", "action", "if_text", "then_text", "content_text", "cue", "text", "url"})
KINDS = {(table, column.name): column.type for table, some in TABLES.items() for column in some}


def as_date(day: int) -> date | None:
    """A day of an array as a date."""
    return None if day == NO_DAY else _EPOCH + timedelta(days=int(day))


def as_day(when: date | None) -> int:
    """A date as it stands in an array."""
    return int(NO_DAY) if when is None else (when - _EPOCH).days


@dataclass(frozen=True)
class Coded:
    """``codes`` (int32): for each row the number of its value in ``values``; -1 where it has none."""

    codes: Any
    values: Sequence[Any]

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, rows: Any) -> Coded:
        """The same of some rows, by number or mask."""
        return Coded(self.codes[rows], self.values)

    def to_list(self) -> list[Any]:
        """The values; lists as tuples."""
        values, codes = self._used()
        return [values[n] for n in codes.tolist()]

    def arrow(self, kind: pa.DataType) -> pa.Array:
        """As an Arrow array."""
        values, codes = self._used()
        return pa.array(values, kind).take(pa.array(codes))

    def each(self, of: Callable[[Any], Any], dtype: Any, missing: Any) -> Any:
        """For every row what ``of`` gives of its value, asked once for each different value."""
        values, codes = self._used()
        return np.array([missing if value is None else of(value) for value in values], dtype)[codes]

    def _used(self) -> tuple[list[Any], Any]:
        """The values with None at the end, and the rows' numbers among them; of few rows, the values they have."""
        if 4 * len(self.codes) > len(self.values):
            values = [*self.values, None]
            return values, np.where(self.codes < 0, len(values) - 1, self.codes)
        used, place = np.unique(self.codes, return_inverse=True)
        return [None if n < 0 else self.values[n] for n in used.tolist()], place


@dataclass(frozen=True)
class Plain:
    """``data``: int32 days since 1970, int64, float64, or int8 of a yes or no (-1: not known)."""

    data: Any
    kind: str

    def __len__(self) -> int:
        return len(self.data)

    def take(self, rows: Any) -> Plain:
        """The same of some rows, by number or mask."""
        return Plain(self.data[rows], self.kind)

    @property
    def unknown(self) -> Any:
        """For each row whether it has no value."""
        if self.kind == "float":
            return np.isnan(self.data)
        return self.data == {"date": NO_DAY, "int": NO_NUMBER, "bool": -1}[self.kind]

    def arrow(self, kind: pa.DataType) -> pa.Array:
        """As an Arrow array."""
        unknown = self.unknown
        if self.kind == "date":
            return pa.array(self.data, pa.int32(), mask=unknown).view(pa.date32())
        return pa.array(self.data == 1 if self.kind == "bool" else self.data, kind, mask=unknown)

    def to_list(self) -> list[Any]:
        """The values; days as dates."""
        if self.kind == "date":
            made = {day: as_date(day) for day in np.unique(self.data).tolist()}
            return [made[day] for day in self.data.tolist()]
        found: list[Any] = self.arrow(TYPES[self.kind]).to_pylist()
        return found


@dataclass(frozen=True)
class Text:
    """Words in ``store``; ``rows`` are their numbers there (None: all of them, in order)."""

    store: pa.ChunkedArray
    rows: Any = None

    def __len__(self) -> int:
        return len(self.store) if self.rows is None else len(self.rows)

    def take(self, rows: Any) -> Text:
        """The same of some rows, by number or mask."""
        own = np.arange(len(self.store)) if self.rows is None else self.rows
        return Text(self.store, own[rows])

    def arrow(self, kind: pa.DataType) -> pa.Array:
        """As an Arrow array."""
        found = self.store if self.rows is None else self.store.take(pa.array(self.rows))
        return pa.concat_arrays(found.chunks) if found.num_chunks else pa.array([], kind)

    def to_list(self) -> list[Any]:
        """The words."""
        found: list[Any] = self.arrow(pa.string()).to_pylist()
        return found


Column = Coded | Plain | Text


@dataclass(frozen=True)
class Frame:
    """Rows of a table, by columns; ``frame["date"]`` is one of them. A column is made when it is first asked for."""

    table: str
    size: int
    make: Callable[[str], Column]
    rows: Any = None

    def __len__(self) -> int:
        return self.size

    @cached_property
    def _made(self) -> dict[str, Column]:
        return {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            whole = self.make(name)
            self._made[name] = whole if self.rows is None else whole.take(self.rows)
        return self._made[name]

    def take(self, rows: Any) -> Frame:
        """The same columns of some rows, by number or mask."""
        picked = np.flatnonzero(rows) if np.asarray(rows).dtype == np.bool_ else np.asarray(rows)
        return Frame(self.table, len(picked), self.make, picked if self.rows is None else self.rows[picked])

    def arrow(self, names: Sequence[str]) -> pa.Table:
        """Some columns as an Arrow table."""
        return pa.table([self[name].arrow(TYPES[kind_of(self.table, name)]) for name in names], names=list(names))

    def lists(self, names: Sequence[str]) -> list[list[Any]]:
        """Some columns as lists of plain values."""
        return [self[name].to_list() for name in names]


def kind_of(table: str, name: str) -> str:
    """Type of a column, as :data:`demarche.archive.shapes.TYPES` calls it."""
    return KINDS.get((table, name), "text")  # what the corrected view adds is text


def frame_of(table: str, found: pa.Table) -> Frame:
    """An Arrow table of the archive as a frame."""

    def make(name: str) -> Column:
        return from_arrow(found.column(name), kind_of(table, name), long=name in LONG)

    return Frame(table, found.num_rows, make)


def from_arrow(column: pa.ChunkedArray, kind: str, *, long: bool) -> Column:
    """A column of an Arrow table."""
    if kind in ("text", "texts") and not long:
        codes, values = coded(column, kind)
        return Coded(codes, values)
    return Text(column) if long else Plain(plain(column, kind), kind)


def coded(column: pa.ChunkedArray, kind: str) -> tuple[Any, list[Any]]:
    """Numbers of a column's values, and the values, each once."""
    pieces = [_joined(piece, kind) for piece in column.chunks]
    if not pieces:
        return np.zeros(0, np.int32), []
    whole = pa.chunked_array(pieces).unify_dictionaries()
    values = whole.chunk(0).dictionary.to_pylist()
    codes = [pc.fill_null(piece.indices, -1).to_numpy(zero_copy_only=False) for piece in whole.chunks]
    made = [tuple(one.split(BETWEEN)) if one else () for one in values] if kind == "texts" else values
    return np.concatenate(codes).astype(np.int32, copy=False), made


def _joined(piece: pa.Array, kind: str) -> pa.DictionaryArray:
    if kind == "texts":
        return pc.binary_join(piece, BETWEEN).dictionary_encode()
    return piece if pa.types.is_dictionary(piece.type) else piece.dictionary_encode()


def plain(column: pa.ChunkedArray, kind: str) -> Any:
    """A column of numbers or days as one array."""
    if kind == "date":
        return pc.fill_null(column.cast(pa.int32()), int(NO_DAY)).to_numpy()
    if kind == "float":
        return pc.fill_null(column, float("nan")).to_numpy()
    if kind == "bool":
        return pc.fill_null(column.cast(pa.int8()), -1).to_numpy()
    return pc.fill_null(column, int(NO_NUMBER)).to_numpy()


def groups(keys: Any) -> Iterator[tuple[int, int]]:
    """First row and the one behind the last of every run of equal keys."""
    if len(keys):
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        yield from zip(starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True)


def empty(kind: str, *, long: bool) -> Column:
    """A column without rows."""
    return from_arrow(pa.chunked_array([], TYPES[kind]), kind, long=long)


Columns = Mapping[str, Column]
