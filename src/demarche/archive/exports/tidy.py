"""Tidy tables: CSV, Parquet, Excel; and records as JSON Lines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written
from demarche.archive.filters import Filter
from demarche.archive.shapes import ITEMS, Column
from demarche.archive.views import public
from demarche.errors import SettingError
from demarche.records_json import dumps

TABLES = ("reports", *ITEMS, "problems", "corrections")
#: Excel's own limits: characters of a cell, rows of a sheet (one is the head).
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
#: What a spreadsheet would run as a formula when it stands first in a cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SAFE = "text that begins with = + - @, tab or return has a ' before it, so that no spreadsheet runs it as a formula"


def write_folder_csv(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """A CSV for each table into the folder ``out``: UTF-8, lists joined by ';', spans left to Parquet and JSON."""
    out.mkdir(parents=True, exist_ok=True)
    found = []
    for name in TABLES:
        table = archive.table(name, filter if _filtered(name) else None)
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            write_csv(table, lines)
        found.append(Written(f"{name}.csv", table.num_rows, _flat_columns(name), (SAFE,)))
    return found


def write_csv(table: pa.Table, out: IO[str]) -> None:
    """One Arrow table as CSV: lists joined by ';', spans left out, formulas neutralised, null an empty cell."""
    names = [f.name for f in table.schema if not _spans(f.type)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for batch in table.select(names).to_batches(max_chunksize=4096):
        for row in batch.to_pylist():
            writer.writerow([safe(plain(row[name])) for name in names])


def write_parquet(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """A Parquet file for each table into the folder ``out``: nothing lost, lists and spans as they are."""
    out.mkdir(parents=True, exist_ok=True)
    found = []
    for name in TABLES:
        table = archive.table(name, filter if _filtered(name) else None)
        pq.write_table(table, out / f"{name}.parquet", compression="zstd")
        found.append(Written(f"{name}.parquet", table.num_rows, public(name)))
    return found


def write_jsonl(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """A record on each line, in the full form of the codebook's JSON, with its text: `demarche add` reads it back."""
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as lines:
        names = archive.reports(filter).arrow(("report",)).column("report").to_pylist()
        for _, record in archive.records(names, view=filter.view):
            lines.write(dumps(record, full=True, indent=None) + "\n")
            count += 1
    about = "the whole record of the report: the codebook's keys, and run, problems, confidence"
    note = "whole records: reports are filtered, not the items inside them"
    return [Written(out.name, count, (Column("(line)", "text", about),), (note,) if filter.narrows() else ())]


def write_sheets(tables: Mapping[str, pa.Table], out: Path) -> None:
    """An Excel workbook of tables that no archive holds, a sheet for each."""
    book = _workbook()
    for name, table in tables.items():
        _fill(book, name, table.column_names, table)
    book.save(out)


def _workbook() -> Any:
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise SettingError(
            "XLSX needs openpyxl, which is not there: pip install 'demarche[xlsx]', or use csv"
        ) from error
    return Workbook(write_only=True)


def write_xlsx(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """An Excel workbook with a sheet for each table; a table over Excel's rows goes on in a second sheet."""
    book = _workbook()
    found = []
    for name in TABLES:
        table = archive.table(name, filter if _filtered(name) else None)
        columns = _flat_columns(name)
        titles = [column.name for column in columns]
        cut = sum(
            _fill(book, f"{name} {n}" if n > 1 else name, titles, part) for n, part in enumerate(_parts(table), 1)
        )
        notes = (f"{cut} texts longer than a cell can be are cut, and say so",) if cut else ()
        found.append(Written(f"{out.name}:{name}", table.num_rows, columns, (SAFE, *notes)))
    book.save(out)
    return found


def _parts(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, max(1, table.num_rows), MOST_ROWS - 1):
        yield table.slice(start, MOST_ROWS - 1)


def _fill(book: Any, title: str, names: list[str], table: pa.Table) -> int:
    """Fill a sheet; returns how many texts had to be cut."""
    sheet = book.create_sheet(title)
    sheet.append(names)
    cut = 0
    for batch in table.select(names).to_batches(max_chunksize=4096):
        for row in batch.to_pylist():
            cells = [_cell(row[name]) for name in names]
            cut += sum(isinstance(c, str) and c.endswith(_CUT) for c in cells)
            sheet.append(cells)
    return cut


_CUT = "… (cut here: Excel's cells end at 32,767 characters)"


def _cell(value: Any) -> Any:
    value = plain(value)
    if not isinstance(value, str):
        return value
    text = safe(_CONTROL.sub("\ufffd", value))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(_CUT)] + _CUT


def plain(value: Any) -> Any:
    """A list of codes as one text, joined by ';'; anything else as it is."""
    return ";".join(map(str, value)) if isinstance(value, list) else value


def safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula, with a ' before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _spans(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))


def _flat_columns(name: str) -> tuple[Column, ...]:
    return tuple(column for column in public(name) if column.type != "words")


def _filtered(name: str) -> bool:
    """Corrections and problems are given whole: a filter on items means nothing there."""
    return name not in ("problems", "corrections")


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines export, as plain data."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
