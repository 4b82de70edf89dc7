"""Rows of the archive as arrays: values coded anew, lists spread out, rows joined, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.archive import Coded, Text


def recoded(column: Coded, of: Callable[[Any], Hashable]) -> Coded:
    """The column with what ``of`` gives of each value, equal ones with one number; no value stays none."""
    numbers: dict[Hashable, int] = {}
    used = np.unique(column.codes)
    here = np.full(int(used[-1]) + 2 if len(used) else 1, -1, np.int32)
    for n in used.tolist():
        if n >= 0:
            here[n] = numbers.setdefault(of(column.values[n]), len(numbers))
    return Coded(here[column.codes], list(numbers))


def distinct(column: Text) -> tuple[Any, list[str]]:
    """For each row the number of its words, and the different words."""
    found = column.arrow(pa.string()).dictionary_encode()
    words: list[str] = found.dictionary.to_pylist()
    return pc.fill_null(found.indices, -1).to_numpy(zero_copy_only=False), words


def alike(*columns: Coded) -> tuple[list[Any], list[Any]]:
    """Numbers of several columns with one list of values, and that list."""
    first = columns[0].values
    if all(one.values is first for one in columns):
        return [one.codes for one in columns], list(first)
    numbers: dict[Any, int] = {}
    made = []
    for one in columns:
        own = np.array([*(numbers.setdefault(value, len(numbers)) for value in one.values), -1], np.int32)
        made.append(own[one.codes])
    return made, list(numbers)


def spread(column: Coded) -> tuple[Any, Any, list[Any]]:
    """For every member of a column of lists: its row, and its number in the list of members that comes third."""
    numbers: dict[Any, int] = {}
    flat, starts = [], [0]
    for value in column.values:
        flat += [numbers.setdefault(one, len(numbers)) for one in value or ()]
        starts.append(len(flat))
    bounds = np.array(starts)
    known = column.codes >= 0
    begin = np.where(known, bounds[column.codes], 0)
    size = np.where(known, np.diff(bounds, append=bounds[-1])[column.codes], 0)
    rows = np.repeat(np.arange(len(column)), size)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(size) - size, size)
    return rows, np.array(flat, np.int32)[begin[rows] + inside] if len(rows) else rows.astype(np.int32), list(numbers)


def joined(left: Any, right: Any) -> tuple[Any, Any]:
    """Rows of both sides that have the same number, in the order of the left, then of the right; below 0 meets none."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    first, last = np.searchsorted(ordered, left, "left"), np.searchsorted(ordered, left, "right")
    times = np.where(left < 0, 0, last - first)
    mine = np.repeat(np.arange(len(left)), times)
    inside = np.arange(len(mine)) - np.repeat(np.cumsum(times) - times, times)
    return mine, order[np.repeat(first, times) + inside]


def together(*numbers: Any) -> Any:
    """One number for each different row of several columns of numbers; -1 where one of them is below 0."""
    found = np.zeros(len(numbers[0]), np.int64)
    missing = np.zeros(len(found), bool)
    size = 1
    for one in numbers:
        top = int(one.max()) + 1 if len(one) else 1
        if size * max(1, top) > 2**62:
            found = np.unique(found, return_inverse=True)[1].astype(np.int64)
            size = len(found) + 1
        found = found * max(1, top) + one
        missing |= one < 0
        size *= max(1, top)
    return np.where(missing, -1, found)


def different(groups: Any, values: Any, size: int) -> Any:
    """For each group how many different numbers it has."""
    if not len(groups):
        return np.zeros(size, np.int64)
    top = int(values.max()) + 1
    keys = np.sort(groups.astype(np.int64) * top + values)
    return np.bincount(keys[np.r_[True, keys[1:] != keys[:-1]]] // top, minlength=size)


def bounds(sorted_numbers: Any, size: int) -> tuple[Any, Any]:
    """First row of each group, and the one behind its last, where rows stand in the order of their groups."""
    edges = np.searchsorted(sorted_numbers, np.arange(size + 1))
    return edges[:-1], edges[1:]
