"""What an analysis gives: tables whose columns say their units, with notes on what they do not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

import numpy as np
import pyarrow as pa

from demarche.analyse import words
from demarche.archive import Frame
from demarche.errors import SettingError

TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``type`` is a key of :data:`TYPES`, ``unit`` what its numbers count (empty for words)."""

    name: str
    type: str
    meaning: str
    unit: str = ""


def columns(*rows: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns from (name, type, meaning) or (name, type, meaning, unit)."""
    return tuple(Column(*row) for row in rows)


class Lazy(Sequence[tuple[Any, ...]]):
    """Rows that are made when they are asked for: ``make`` gives those of some of the numbers in ``order``."""

    def __init__(self, order: Any, make: Callable[[Any], list[tuple[Any, ...]]]) -> None:
        self._order, self._make = order, make

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> tuple[Any, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> list[tuple[Any, ...]]: ...

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return self._make(self._order[at])
        return self._make(self._order[at : at + 1 or None])[0]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._make(self._order))

    def some(self, places: Sequence[int]) -> list[tuple[Any, ...]]:
        """The rows at these places."""
        return self._make(self._order[list(places)]) if len(places) else []


@dataclass(frozen=True)
class Table:
    """Rows in a fixed order; each is a tuple with a value for every column. Empty tables keep their columns.

    ``quick`` gives some columns without making rows, where ``data`` is made row by row.
    """

    columns: tuple[Column, ...]
    data: Sequence[tuple[Any, ...]]
    quick: Callable[[str], list[Any] | None] | None = None

    @classmethod
    def of(cls, shape: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Table:
        """A table from dictionaries; what a row lacks is null."""
        names = [column.name for column in shape]
        return cls(tuple(shape), [tuple(row.get(name) for name in names) for row in rows])

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    def __len__(self) -> int:
        return len(self.data)

    def rows(self) -> list[dict[str, Any]]:
        """As plain dictionaries."""
        return [dict(zip(self.names, row, strict=True)) for row in self.data]

    def column(self, name: str) -> list[Any]:
        """The values of one column."""
        known = self.quick(name) if self.quick else None
        if known is not None:
            return known
        at = self.names.index(name)
        return [row[at] for row in self.data]

    def some(self, places: Sequence[int]) -> list[dict[str, Any]]:
        """The rows at these places, as plain dictionaries."""
        rows = self.data.some(places) if isinstance(self.data, Lazy) else [self.data[n] for n in places]
        return [dict(zip(self.names, row, strict=True)) for row in rows]

    def arrow(self) -> pa.Table:
        """As an Arrow table."""
        kinds = [TYPES[column.type] for column in self.columns]
        cells = list(zip(*self.data, strict=True)) if self.data else [()] * len(self.columns)
        arrays = [pa.array(list(some), kind) for some, kind in zip(cells, kinds, strict=True)]
        return pa.table(arrays, names=list(self.names))

    def df(self) -> Any:
        """As a pandas DataFrame (``pip install pandas``)."""
        try:
            return self.arrow().to_pandas()
        except ImportError as error:
            raise SettingError("df() needs pandas, which is not there: pip install pandas, or use rows()") from error

    def pl(self) -> Any:
        """As a Polars DataFrame (``pip install polars``)."""
        try:
            import polars
        except ImportError as error:
            raise SettingError("pl() needs polars, which is not there: pip install polars, or use rows()") from error
        return polars.from_arrow(self.arrow())


def lazy(shape: Sequence[Column], frame: Frame, named: Mapping[str, str | list[Any]]) -> Table:
    """A table whose rows are those of a frame, made when they are asked for.

    ``named``: where a column has another name in the frame, or its values.
    """

    def part(name: str, numbers: Any) -> list[Any]:
        given = named.get(name, name)
        if isinstance(given, list):
            return [given[n] for n in numbers.tolist()]
        found = frame[given].take(numbers).to_list()
        return [list(one) if isinstance(one, tuple) else one for one in found]

    def make(numbers: Any) -> list[tuple[Any, ...]]:
        return list(zip(*(part(column.name, numbers) for column in shape), strict=True))

    known = {column.name for column in shape}
    return Table(tuple(shape), Lazy(np.arange(len(frame)), make),
                 lambda name: part(name, np.arange(len(frame))) if name in known else None)  # fmt: skip


@dataclass(frozen=True)
class Note:
    """A sentence about a result, as a key of the word list and the parts to fill in; ``str()`` gives English."""

    key: str
    parts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return words.sentence(self, "en")


def note(key: str, **parts: Any) -> Note:
    """A note with its parts."""
    return Note(key, parts)


@dataclass(frozen=True)
class Result:
    """What an analysis found.

    ``table`` is the main table, ``more`` the others by name; ``notes`` say what was left out and what can't be seen;
    ``asked`` holds the parameters and ``source`` the archive with its version, so that it can be done again.
    """

    analysis: str
    table: Table
    more: Mapping[str, Table] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""

    @cached_property
    def tables(self) -> dict[str, Table]:
        """Every table by name; the main one is called as the analysis."""
        return {self.analysis: self.table, **self.more}

    def rows(self) -> list[dict[str, Any]]:
        """The main table as plain dictionaries."""
        return self.table.rows()

    def arrow(self) -> pa.Table:
        """The main table as an Arrow table."""
        return self.table.arrow()

    def df(self) -> Any:
        """The main table as a pandas DataFrame."""
        return self.table.df()

    def pl(self) -> Any:
        """The main table as a Polars DataFrame."""
        return self.table.pl()

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name} {len(table)}" for name, table in self.tables.items())
        notes = "".join(f"\n- {one}" for one in self.notes)
        return f"<{self.analysis} of {self.source}: rows: {sizes}>{notes}"
