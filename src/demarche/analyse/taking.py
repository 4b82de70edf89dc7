"""Rows out of the archive's query door, as plain tuples; parties without their sectors."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from demarche.archive import Archive, Filter
from demarche.errors import SettingError

#: ``date`` under a name that a column called `date` does not hide.
Day = date
#: Stands between the codes of a list while Arrow holds it as one text; no text of a report has it in a code.
_BETWEEN = "\x1f"
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


def take(archive: Archive, table: str, shape: type[Row], filter: Filter, order: tuple[str, ...] = ()) -> list[Row]:
    """Rows of a table as named tuples of ``shape``, whose fields are the table's columns; by id, or in ``order``."""
    names: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]
    found = archive.select(table, filter).by(*order).arrow(names)
    with no_collector():
        lists = [_plain(found.column(name)) for name in names]
        # What `shape._make` does for each row, without a call of Python's for each.
        return list(map(tuple.__new__, repeat(shape), zip(*lists, strict=True)))


@contextmanager
def no_collector() -> Iterator[None]:
    """Python's search for cycles stopped: hundreds of thousands of new rows hold none, and it takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _plain(column: Any) -> list[Any]:
    """Values of a column, lists as tuples; what comes again and again is made once."""
    if pa.types.is_string(column.type) or pa.types.is_date(column.type):
        coded = column.combine_chunks().dictionary_encode()
        if len(coded) and len(coded.dictionary) < len(coded) // 4:
            return _spread(coded, coded.dictionary.to_pylist())
    if pa.types.is_list(column.type):
        coded = pc.binary_join(column.combine_chunks(), _BETWEEN).dictionary_encode()
        return _spread(coded, [tuple(one.split(_BETWEEN)) if one else () for one in coded.dictionary.to_pylist()])
    found: list[Any] = column.to_pylist()
    return found


def _spread(coded: Any, values: list[Any]) -> list[Any]:
    """Values of a column put in numbers, each of its different ones made once."""
    made = [*values, None]
    return [made[n] for n in pc.fill_null(coded.indices, -1).to_pylist()]


def state(code: str) -> str:
    """A party's code without its sector: ``RUS`` of ``RUS/MIL``."""
    return code.partition("/")[0]


def states(codes: Iterable[str] | None) -> tuple[str, ...]:
    """Codes without their sectors, each once, in their order."""
    return _states(tuple(codes or ()))


@lru_cache(maxsize=65536)  # an archive names the same few hundred combinations again and again
def _states(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(state(code) for code in codes))


@lru_cache(maxsize=131072)  # the promises and requests of some years of news: asked again with each filter
def plain_words(text: str) -> str:
    """Words without capitals, one space between them: what makes two tellings the same."""
    return " ".join(text.lower().split())


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
