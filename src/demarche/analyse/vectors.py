"""Lists of codes in Arrow columns, asked for all rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.analyse.taking import parties_asked
from demarche.errors import SettingError


def whole(column: Any) -> Any:
    """One array of a column that may come in pieces."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def without_sector(codes: Any) -> Any:
    """Codes without what stands behind the slash."""
    return pc.replace_substring_regex(codes, "/.*$", "")


def flat(lists: Any) -> tuple[Any, Any]:
    """Row number and code (without sector) for every member of a column of lists."""
    lists = whole(lists)
    rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
    return rows, without_sector(pc.list_flatten(lists))


def sides(parties: Iterable[str], *, most: int) -> list[tuple[str, ...]]:
    """Sides as a person gives them: a code each, or several joined by ``+``.

    Raises:
        SettingError: where there are more than ``most`` or one stands on two sides.
    """
    found = [parties_asked(side.split("+")) for side in parties]
    if len(found) > most:
        raise SettingError(f"{len(found)} parties were given; at most {most} can be. Join those of one side: RUS+BLR")
    every = [code for side in found for code in side]
    if len(every) != len(set(every)):
        raise SettingError(f"a party can't stand on both sides: {', '.join(parties)}")
    return found
