"""The tables of an archive at one version as they stand in memory: filtered, put in order and counted without a query.

What is asked gives the same rows in the same order as the archive's own views (``tests/archive/test_held.py``); what
can't be asked here (words of texts, the raw view) is asked there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from demarche.archive.columns import (
    LONG,
    NO_DAY,
    Coded,
    Column,
    Frame,
    Text,
    as_day,
    from_arrow,
    kind_of,
)
from demarche.archive.dates import bound
from demarche.archive.filters import ONE_OF, Filter
from demarche.archive.memory import HELD, Memory, with_more
from demarche.archive.shapes import ITEMS

if TYPE_CHECKING:
    from demarche.archive.door import Archive

Old = frozenset[tuple[str, int, int, str]]
#: Where the codes with their sectors stand, as in :data:`demarche.archive.filters.PARTY_COLUMNS`.
SECTORS = {"statements": ("speaks_for",), "events": ("actors", "recipients"), "positions": ("towards", "party"),
           "commitments": ("bound",), "conditions": ("by",), "forces": ("party",)}  # fmt: skip
#: Tables that a filter on items narrows reports by -> its fields.
ABOUT = {"events": ("type", "status"), "positions": ("topic", "stance"), "statements": ("speaker",)}
_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Standing:
    """What the archive's views leave out of all rows, and what they put in: older codings, and people's items."""

    old: Old
    hidden: frozenset[str]
    fixed: dict[str, pa.Table]


class Held:
    """The tables of one version. Each is made when it is first asked for; threads may share them."""

    def __init__(self, memory: Memory, archive: Archive, standing: Standing) -> None:
        self._memory, self._archive, self._standing = memory, archive, standing
        self._tables: dict[str, HeldTable | None] = {}
        self._lock = RLock()

    def table(self, name: str, filter: Filter) -> HeldTable | None:
        """A table of the corrected view; None where it, or what the filter asks, is not in memory."""
        if name not in HELD or filter.words or filter.view == "raw":
            return None
        with self._lock:
            if name not in self._tables:
                columns = self._memory.columns(self._archive, name)
                self._tables[name] = None if columns is None else HeldTable(name, columns, self)
            return self._tables[name]

    def rows(self, name: str, filter: Filter) -> Any:
        """Numbers of the rows of a table that pass the filter, in no order that counts; None as :meth:`table`."""
        table = self.table(name, filter)
        if table is None:
            return None
        mask = table.mask(filter)
        wanted = [kind for kind, some in ABOUT.items() if any(getattr(filter, one) for one in some)]
        wanted = list(ITEMS) if filter.party and not wanted else wanted
        if name == "reports" and wanted:
            inside = self._reports(filter, wanted)
            if inside is None:
                return None
            mask &= inside[table["report"].codes]
        return np.flatnonzero(mask)

    def _reports(self, filter: Filter, wanted: list[str]) -> Any:
        """For every report known whether one of these tables holds an item of it that the fields about items leave."""
        inner = replace(filter, since=None, until=None, outlet=(), language=(), report=())
        found = np.zeros(len(self.vocabulary("report").values) + 1, bool)
        for name in wanted:
            table = self.table(name, inner)
            if table is None:
                return None
            found[table["report"].codes[table.mask(inner)]] = True
        return found

    def vocabulary(self, name: str) -> Any:
        """The values of columns of that name."""
        return self._memory.vocabulary(name)

    def kept(self, name: str, columns: dict[str, Column]) -> Any:
        """Numbers of the rows that the corrected view takes of all rows; None for all of them."""
        gone = np.zeros(len(columns["report"]), bool)
        if self._standing.old:
            gone |= _old_rows(columns, self._standing.old)
        if self._standing.hidden and name in ITEMS:
            ids = columns["id"].arrow(pa.string())
            gone |= np.isin(np.array(ids.to_pylist(), object), list(self._standing.hidden))
        return np.flatnonzero(~gone) if gone.any() else None

    def more(self, table: str, name: str) -> Column | None:
        """What people put in, of one column."""
        found = self._standing.fixed.get(table)
        if found is None:
            return None
        kind = kind_of(table, name)
        if name not in found.column_names:  # what only the archive itself needs
            return from_arrow(pa.chunked_array([pa.nulls(found.num_rows, pa.string())]), "text", long=False)
        if kind in ("text", "texts") and name not in LONG:
            column = found.column(name)
            return Coded(self._memory.codes(name, column, kind), self.vocabulary(name).values)
        return from_arrow(found.column(name), kind, long=name in LONG)


class HeldTable:
    """One table: its columns, which rows pass a filter, and in which order rows stand."""

    def __init__(self, name: str, columns: dict[str, Column], home: Held) -> None:
        self.name, self._columns, self._home = name, columns, home
        self._kept = home.kept(name, columns)
        self._made: dict[str, Column] = {}
        self._orders: dict[tuple[str, ...], Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = with_more(self._columns[name], self._kept, self._home.more(self.name, name))
        return self._made[name]

    def __len__(self) -> int:
        return len(self["report"])

    def has(self, names: Iterable[str]) -> bool:
        """Whether all these columns are here."""
        return all(name in self._columns for name in names)

    def frame(self, rows: Any) -> Frame:
        """Some rows, by number, in that order."""
        return Frame(self.name, len(rows), self.__getitem__, rows)

    def mask(self, filter: Filter) -> Any:
        """For each row whether it passes the filter; of reports, as far as it is about reports themselves."""
        found = np.ones(len(self), bool)
        if filter.since:
            found &= self["date_end"].data >= as_day(bound(filter.since))
        if filter.until:
            first = self["date"].data
            found &= (first <= as_day(bound(filter.until, last=True))) & (first != NO_DAY)
        for name in ONE_OF:
            wanted = getattr(filter, name)
            if wanted and name in self._columns:
                words = self._home.vocabulary(name)
                found &= _one_of(self[name].codes, [words.number(one) for one in wanted], len(words.values))
        if filter.party and self.name in SECTORS:
            found &= self._party(filter.party)
        if filter.min_confidence is not None and "confidence" in self._columns:
            known = self["confidence"].data
            found &= np.isnan(known) | (known >= filter.min_confidence)
        return found

    def _party(self, codes: tuple[str, ...]) -> Any:
        whole = frozenset(code for code in codes if "/" not in code or code.startswith("X:"))
        sectors = frozenset(codes) - whole
        found = _holds(self["parties"], whole)
        for name in SECTORS[self.name] if sectors else ():
            found |= _holds(self[name], sectors)
        return found

    def in_order(self, rows: Any, order: tuple[str, ...], first: int | None = None) -> Any:
        """The numbers of rows, put in order as :class:`demarche.archive.Selection` does; None for an order unknown.

        ``first``: only so many are needed.
        """
        last = "report" if self.name == "reports" else "id"
        names = [name.removeprefix("-") for name in order]
        if any(name not in self._columns or name in LONG or kind_of(self.name, name) == "texts" for name in names):
            return None
        key = (*order, last)
        if first is not None and order and len(rows) > 4 * first and key not in self._orders:
            return self._first(rows, key, first)
        if key not in self._orders:
            place = np.empty(len(self), np.int32)
            place[self._sorted(None, key)] = np.arange(len(self), dtype=np.int32)
            self._orders[key] = place
        return rows[np.argsort(self._orders[key][rows])]

    def _first(self, rows: Any, key: tuple[str, ...], first: int) -> Any:
        """The first rows in an order, without putting all others in order too."""
        if not first:
            return rows[:0]
        lead = self._key(key[0], rows)
        some = rows[lead <= np.partition(lead, first - 1)[first - 1]]
        return some[self._sorted(some, key)][:first]

    def _sorted(self, rows: Any, key: tuple[str, ...]) -> Any:
        keys = [self._key(name, rows) for name in key]
        if keys[-1].dtype.kind == "S":
            order = _order_of(keys[-1])
            if len(keys) == 1:
                return order
            keys[-1] = np.empty(len(order), np.int64)
            keys[-1][order] = np.arange(len(order))
        return np.lexsort(_packed(keys)[::-1])

    def _key(self, name: str, rows: Any = None) -> Any:
        """Numbers that rise as the values do; those without a value come last, as the archive puts them."""
        down, name = name.startswith("-"), name.removeprefix("-")
        column = self[name] if rows is None else self[name].take(rows)
        if isinstance(column, Text):
            return _bytes_of(column)
        if isinstance(column, Coded):
            order = self._home.vocabulary(name).order()
            data, missing = order[column.codes] if len(order) else column.codes.astype(np.int64), column.codes < 0
        else:
            data, missing = column.data, column.unknown
        if data.dtype == np.float64:
            return np.where(missing, np.inf, -data if down else data)
        data = data.astype(np.int64)
        return np.where(missing, _LAST, -data if down else data)


def _old_rows(columns: dict[str, Column], old: Old) -> Any:
    reports = frozenset(one[0] for one in old)
    report = columns["report"]
    assert isinstance(report, Coded)
    candidates = np.flatnonzero(_holds(report, reports))
    lists = [columns[name].take(candidates).to_list() for name in ("report", "revision", "coding", "batch")]
    gone = np.zeros(len(report), bool)
    gone[candidates[[row in old for row in zip(*lists, strict=True)]]] = True
    return gone


def _one_of(codes: Any, numbers: list[int | None], size: int) -> Any:
    wanted = np.zeros(size + 1, bool)
    wanted[[number for number in numbers if number is not None]] = True
    return wanted[codes]


def _holds(column: Coded, wanted: frozenset[str]) -> Any:
    """For each row whether its value, or one of the values in its list, is wanted."""
    if not wanted:
        return np.zeros(len(column), bool)
    hit = [bool(wanted.intersection(one if isinstance(one, tuple) else (one,))) for one in column.values]
    return np.array([*hit, False], bool)[column.codes]


def _order_of(ids: Any) -> Any:
    """Ids put in order: by their first eight bytes as one number, then those few that share them."""
    width = ids.dtype.itemsize
    if width < 8:
        return np.argsort(ids)
    first = np.ascontiguousarray(ids.view(np.uint8).reshape(len(ids), width)[:, :8]).view(">u8").ravel()
    first = first.astype(np.uint64)
    order = np.argsort(first)
    same = np.flatnonzero(first[order[1:]] == first[order[:-1]])
    for start in same[np.r_[True, np.diff(same) > 1]].tolist() if len(same) else ():
        end = start + 1
        while end < len(order) and first[order[end]] == first[order[start]]:
            end += 1
        order[start:end] = sorted(order[start:end].tolist(), key=ids.__getitem__)
    return order


def _packed(keys: list[Any]) -> list[Any]:
    """Keys to sort by, two neighbours that fit made one: the fewer, the quicker."""
    made: list[Any] = []
    for key in keys:
        small = _small(key)
        before = _small(made[-1]) if made else None
        if small is not None and before is not None:
            made[-1] = before << 32 | small
        else:
            made.append(key)
    return made


def _small(key: Any) -> Any:
    """The same order in numbers from 0 to 2 to the power 31; None where it does not fit."""
    if key.dtype != np.int64 or not len(key):
        return None
    missing = key == _LAST
    known = key[~missing]
    least, most = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    return np.where(missing, most - least + 1, key - least) if most - least < 2**31 - 1 else None


def _bytes_of(column: Text) -> Any:
    """Ids as bytes of a fixed width, which numpy puts in order quickly."""
    found = column.arrow(pa.string())
    size = len(found)
    offsets = np.frombuffer(found.buffers()[1], np.int32)[found.offset : found.offset + size + 1]
    width = int(offsets[1] - offsets[0]) if size else 1
    if size and width and not found.null_count and (np.diff(offsets) == width).all():
        data = np.frombuffer(found.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
        return data.view(f"S{width}")
    return np.array([(one or "").encode() for one in found.to_pylist()], "S")
