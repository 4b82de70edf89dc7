"""Rows of one table, chosen but not read yet: count them, page through them, or take them as a table of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from demarche.archive.columns import Frame, frame_of
from demarche.archive.filters import Filter
from demarche.archive.held import Held, HeldTable
from demarche.archive.memory import HELD
from demarche.archive.shapes import CHECKED, ITEMS, TABLES
from demarche.errors import QueryError, SettingError

#: Rows that are looked up by their ids where memory says which they are: a page of a screen.
PAGE = 200
Test = Callable[[Any], bool]
Ask = Callable[[str, list[Any]], pa.Table]


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of ``table`` that pass ``filter``; nothing is read before it is asked for.

    Rows come in the order of ``order`` (names of columns, ``-`` before one for falling), and always end on the id, so
    that pages never overlap.
    """

    table: str
    filter: Filter
    ask: Ask
    order: tuple[str, ...] = ()
    size: int | None = None
    start: int = 0
    held: Held | None = None
    tests: tuple[tuple[str, Test], ...] = ()

    def by(self, *order: str) -> Selection:
        """The same rows in another order.

        Raises:
            QueryError: where a column has no such name.
        """
        known = column_names(self.table)
        for name in order:
            if name.removeprefix("-") not in known:
                raise QueryError(f"{self.table} can't be sorted by {name!r}; it has {', '.join(known)}")
        return replace(self, order=order)

    def those(self, name: str, test: Test) -> Selection:
        """Of the rows those whose value in a column passes; ``test`` is asked once for each different value there is.

        A list of codes is given to it as a tuple; rows without a value never pass.
        """
        return replace(self, tests=(*self.tests, (name, test)))

    def page(self, size: int, start: int = 0) -> Selection:
        """``size`` rows from number ``start`` (counted from 0)."""
        return replace(self, size=max(0, size), start=max(0, start))

    def count(self) -> int:
        """How many rows pass the filter, pages left aside."""
        rows = self._passing()
        if rows is not None:
            return len(rows)
        condition, values = self._where()
        relation = self.filter.relation(self.table)
        found = self.ask(f"SELECT count(*) AS n FROM {relation} WHERE {condition}", values)
        return int(found.column("n")[0].as_py())

    def arrow(self, columns: tuple[str, ...] | None = None) -> pa.Table:
        """The rows as an Arrow table (all public columns, or those named)."""
        known = column_names(self.table)
        for name in columns or ():
            if name not in known:
                raise QueryError(f"{self.table} has no column {name!r}; it has {', '.join(known)}")
        frame = self._in_memory(columns or known)
        if frame is not None:
            return frame.arrow(columns or known)
        condition, values = self._where()
        wanted = ", ".join(f'"{name}"' for name in columns or known)
        query = f"SELECT {wanted} FROM {self.filter.relation(self.table)} WHERE {condition} ORDER BY {self._order()}"
        if self.size is not None:
            query += f" LIMIT {self.size} OFFSET {self.start}"
        return self.ask(query, values)

    def frame(self, columns: tuple[str, ...], *, loose: bool = False) -> Frame:
        """Columns of the rows as arrays; ``loose``: in whatever order is quickest."""
        found = self._in_memory(columns, loose=loose)
        return frame_of(self.table, self.arrow(columns)) if found is None else found

    def _in_memory(self, columns: tuple[str, ...], *, loose: bool = False) -> Frame | None:
        """The rows from memory; None where they, or one of the columns, are not there."""
        if self.held is None:
            return None
        table = self.held.table(self.table, self.filter)
        if table is None or not table.has(columns):
            return None
        rows = self._rows(table, loose=loose)
        return None if rows is None else table.frame(rows)

    def _rows(self, table: HeldTable, *, loose: bool = False) -> Any:
        """Numbers of the rows in memory, in their order, those of the page; None where the order is unknown there."""
        rows = self._passing()
        if rows is not None and not loose:
            rows = table.in_order(rows, self.order, None if self.size is None else self.start + self.size)
        if rows is None or self.size is None:
            return rows
        return rows[self.start : self.start + self.size]

    def _passing(self) -> Any:
        """Numbers of the rows in memory, in no order; None where they are not there."""
        rows = None if self.held is None else self.held.rows(self.table, self.filter)
        if rows is None or not self.tests or self.held is None:
            return rows
        table = self.held.table(self.table, self.filter)
        assert table is not None
        if not table.has(name for name, _ in self.tests):
            return None
        for name, test in self.tests:
            rows = rows[table[name].take(rows).each(test, bool, False)]
        return rows

    def _where(self) -> tuple[str, list[Any]]:
        """The condition on the rows in SQL, and its parameters."""
        condition, values = self.filter.where(self.table)
        relation = self.filter.relation(self.table)
        for name, test in self.tests:
            found = self.ask(f'SELECT DISTINCT "{name}" FROM {relation}', []).column(0).to_pylist()
            right = [one for one in found if one is not None and test(tuple(one) if isinstance(one, list) else one)]
            condition += f' AND "{name}" IN (SELECT unnest(?))' if right else " AND false"
            values = [*values, right] if right else values
        return condition, values

    def with_total(self, columns: tuple[str, ...] | None = None) -> tuple[list[dict[str, Any]], int]:
        """The rows of the page and how many there are in all, in one question: for a filter that takes long."""
        page = self._page_in_memory()
        if page is not None:
            return self._looked_up(page, columns), self.count()
        condition, values = self._where()
        known = column_names(self.table)
        wanted = ", ".join(f'"{name}"' for name in columns or known)
        query = (
            f"WITH hit AS MATERIALIZED (SELECT {', '.join(_quoted(known, columns, self.order))} FROM "
            f"{self.filter.relation(self.table)} WHERE {condition}) SELECT {wanted}, (SELECT count(*) FROM hit) AS "
            f'"_total" FROM hit ORDER BY {self._order()}'
        )
        if self.size is not None:
            query += f" LIMIT {self.size} OFFSET {self.start}"
        rows: list[dict[str, Any]] = self.ask(query, values).to_pylist()
        totals = [row.pop("_total") for row in rows]
        return rows, totals[0] if totals else self.count()

    def _page_in_memory(self) -> Frame | None:
        """Ids and days of the rows of a page, from memory; None where they are not there, or it is no screen's page."""
        if self.size is None or self.size > PAGE or self.table not in HELD:
            return None
        return self._in_memory((_LAST.get(self.table, ("report",))[-1], "date", "date_end"))

    def _looked_up(self, page: Frame, columns: tuple[str, ...] | None) -> list[dict[str, Any]]:
        """The rows of a page by their ids: days say in which part of the files they can be."""
        last = _LAST.get(self.table, ("report",))[-1]
        names, days = page[last].to_list(), page["date"].to_list()
        if not names:
            return []
        known = columns or column_names(self.table)
        wanted = ", ".join(f'"{name}"' for name in dict.fromkeys([*known, last]))
        query = f"SELECT {wanted} FROM {self.filter.relation(self.table)} WHERE {last} IN (SELECT unnest(?))"
        if None not in days:
            query += ' AND "date" BETWEEN ? AND ?'
        values = [names] if None in days else [names, min(days), max(days)]
        found = {row[last]: row for row in self.ask(query, values).to_pylist()}
        return [{name: found[one][name] for name in known} for one in names]

    def rows(self, columns: tuple[str, ...] | None = None) -> list[dict[str, Any]]:
        """The rows as plain dictionaries; of reports, a list is quicker without the column ``text``."""
        page = self._page_in_memory()
        if page is not None:
            return self._looked_up(page, columns)
        found: list[dict[str, Any]] = self.arrow(columns).to_pylist()
        return found

    def df(self) -> Any:
        """The rows as a pandas DataFrame (``pip install pandas``)."""
        try:
            return self.arrow().to_pandas()
        except ImportError as error:
            raise SettingError("df() needs pandas, which is not there: pip install pandas, or use arrow()") from error

    def pl(self) -> Any:
        """The rows as a Polars DataFrame (``pip install polars``)."""
        try:
            import polars
        except ImportError as error:
            raise SettingError("pl() needs polars, which is not there: pip install polars, or use arrow()") from error
        return polars.from_arrow(self.arrow())

    def __len__(self) -> int:
        whole = max(0, self.count() - self.start)
        return whole if self.size is None else min(self.size, whole)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def _order(self) -> str:
        terms = [f'"{n.removeprefix("-")}" {"DESC" if n.startswith("-") else "ASC"} NULLS LAST' for n in self.order]
        return ", ".join([*terms, *(f'"{name}"' for name in _LAST.get(self.table, ("report",)))])


def _quoted(known: tuple[str, ...], columns: tuple[str, ...] | None, order: tuple[str, ...]) -> list[str]:
    """Names of the columns that a page needs, those that it is sorted by among them."""
    wanted = {*(columns or known), *(name.removeprefix("-") for name in order), "report", "id"}
    return [f'"{name}"' for name in known if name in wanted]


#: What makes a row unique, as the last thing to sort by.
_LAST = {
    **dict.fromkeys(ITEMS, ("id",)),
    "corrections": ("made", "id"),
    "problems": ("report", "start_char", "kind", "message"),
    "same": ("joint", "item_id"),
    "copies": ("text_group", "report"),
    "outside": ("set", "date", "id"),
}


def column_names(table: str) -> tuple[str, ...]:
    """Names of the public columns of a table."""
    own = tuple(column.name for column in TABLES[table] if column.shown)
    return own + tuple(column.name for column in CHECKED) if table in ITEMS else own
