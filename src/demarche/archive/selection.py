"""Rows of one table, chosen but not read yet: count them, page through them, or take them as a table of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from demarche.archive.filters import Filter
from demarche.archive.shapes import CHECKED, ITEMS, TABLES
from demarche.errors import QueryError, SettingError

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

    def page(self, size: int, start: int = 0) -> Selection:
        """``size`` rows from number ``start`` (counted from 0)."""
        return replace(self, size=max(0, size), start=max(0, start))

    def count(self) -> int:
        """How many rows pass the filter, pages left aside."""
        condition, values = self.filter.where(self.table)
        relation = self.filter.relation(self.table)
        found = self.ask(f"SELECT count(*) AS n FROM {relation} WHERE {condition}", values)
        return int(found.column("n")[0].as_py())

    def arrow(self, columns: tuple[str, ...] | None = None) -> pa.Table:
        """The rows as an Arrow table (all public columns, or those named)."""
        known = column_names(self.table)
        for name in columns or ():
            if name not in known:
                raise QueryError(f"{self.table} has no column {name!r}; it has {', '.join(known)}")
        condition, values = self.filter.where(self.table)
        wanted = ", ".join(f'"{name}"' for name in columns or known)
        query = f"SELECT {wanted} FROM {self.filter.relation(self.table)} WHERE {condition} ORDER BY {self._order()}"
        if self.size is not None:
            query += f" LIMIT {self.size} OFFSET {self.start}"
        return self.ask(query, values)

    def with_total(self, columns: tuple[str, ...] | None = None) -> tuple[list[dict[str, Any]], int]:
        """The rows of the page and how many there are in all, in one question: for a filter that takes long."""
        condition, values = self.filter.where(self.table)
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

    def rows(self, columns: tuple[str, ...] | None = None) -> list[dict[str, Any]]:
        """The rows as plain dictionaries; of reports, a list is quicker without the column ``text``."""
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
