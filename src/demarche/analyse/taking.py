"""Rows out of the archive's query door, as plain tuples; parties without their sectors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa

from demarche.archive import Archive, Filter
from demarche.errors import SettingError

#: ``date`` under a name that a column called `date` does not hide.
Day = date
Row = TypeVar("Row", bound=tuple[Any, ...])


def source(archive: Archive) -> str:
    """The archive and its version, as it can be opened again."""
    return f"{archive.path}@{archive.version}"


def chosen(filter: Filter | None, fields: dict[str, Any]) -> Filter:
    """The filter with fields given by name on top of it; fields that are None are left as they are."""
    return (filter or Filter()).with_(**{name: value for name, value in fields.items() if value is not None})


def arrow(archive: Archive, table: str, names: tuple[str, ...], filter: Filter) -> pa.Table:
    """Columns of a table of the archive, as Arrow."""
    return archive.select(table, filter).arrow(names)


def take(archive: Archive, table: str, shape: type[Row], filter: Filter) -> list[Row]:
    """Rows of a table as named tuples of ``shape``, whose fields are the table's columns."""
    names: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]
    found = arrow(archive, table, names, filter)
    lists = [found.column(name).to_pylist() for name in names]
    return [shape._make(row) for row in zip(*lists, strict=True)]  # type: ignore[attr-defined]


def state(code: str) -> str:
    """A party's code without its sector: ``RUS`` of ``RUS/MIL``."""
    return code.partition("/")[0]


def states(codes: Iterable[str] | None) -> tuple[str, ...]:
    """Codes without their sectors, each once, in their order."""
    return _states(tuple(codes or ()))


@lru_cache(maxsize=65536)  # an archive names the same few hundred combinations again and again
def _states(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(state(code) for code in codes))


def is_code(text: str) -> bool:
    """Whether a position's object is the code of a party rather than words of the text."""
    head = state(text)
    return text.startswith("X:") or (len(head) > 1 and head.isalnum() and head.isupper())


def parties_asked(parties: Iterable[str]) -> tuple[str, ...]:
    """Codes as a person types them, in capitals and without a sector.

    Raises:
        SettingError: for one that is empty or holds white space.
    """
    found = []
    for code in parties:
        if not code.strip() or (any(c.isspace() for c in code.strip()) and not code.startswith("X:")):
            raise SettingError(f"{code!r} is no code of a party: give codes such as RUS, NATO or HAMAS")
        found.append(code.strip() if code.startswith("X:") else state(code.strip()).upper())
    return tuple(dict.fromkeys(found))


class Dates(NamedTuple):
    """First and last day that a date can be, as far as it is known."""

    first: date | None
    last: date | None


def days_between(earlier: Dates, later: Dates) -> tuple[int | None, int | None]:
    """Fewest and most days from one date to another, both known to a day, a month or a year; never below 0."""
    if not (earlier.first and earlier.last and later.first and later.last):
        return None, None
    fewest, most = (later.first - earlier.last).days, (later.last - earlier.first).days
    return max(0, fewest), max(0, most)
