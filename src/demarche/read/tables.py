"""Tables of reports: CSV and Parquet with a row for each report, by a map of columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from demarche.errors import InputError, MissingInput, NotText, SettingError
from demarche.read.decode import LONGEST, decode
from demarche.read.files import Source
from demarche.read.texts import NOTHING_KNOWN, Metadata, read_text

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".parquet"})
#: What a row can say of a report, and the names of columns that say it where no map does.
KNOWN = {
    "text": ("text", "body", "content", "tekst"),
    "language": ("language", "lang", "taal"),
    "published": ("published", "date", "datum"),
    "outlet": ("outlet", "source", "bron"),
    "title": ("title", "headline", "titel", "kop"),
    "url": ("url", "link"),
    "id": ("id",),
}


def column_map(pairs: list[str]) -> dict[str, str]:
    """``["text=body", "published=datum"]`` as a map from what a report has to the table's own names.

    Raises:
        SettingError: where a pair is none, or names what a report does not have.
    """
    found = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or name not in KNOWN or not column:
            raise SettingError(f"--map {pair} is no pair such as text=body; a report has {', '.join(KNOWN)}")
        found[name] = column
    return found


def read_table(path: Path, columns: Mapping[str, str], about: Metadata = NOTHING_KNOWN) -> Iterator[Source]:
    """Every report of a table. Trouble with one row does not end the others.

    Args:
        columns: which column says what, where it is not called as :data:`KNOWN` has it.

    Raises:
        MissingInput, NotText: where the file can't be read, or has no column with texts.
    """
    rows = _parquet(path, columns) if path.suffix.lower() == ".parquet" else _csv(path)
    chosen: dict[str, str] | None = None
    for number, row in enumerate(rows, start=1):
        chosen = chosen or _chosen(path, list(row), columns)
        yield _source(path, number, {name: row.get(column) for name, column in chosen.items()}, about)


def _chosen(path: Path, there: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    folded = {name.strip().casefold(): name for name in there if name}
    found = {}
    for name, usual in KNOWN.items():
        wanted = (columns[name],) if name in columns else usual
        column = next((folded[one.casefold()] for one in wanted if one.casefold() in folded), None)
        if column is None and (name in columns or name == "text"):
            raise NotText(
                f"{path} has no column {' or '.join(wanted)} for the {name}; it has {', '.join(there) or 'none'}. "
                f"Say which it is with --map {name}=COLUMN."
            )
        if column is not None:
            found[name] = column
    return found


def _source(path: Path, number: int, row: dict[str, Any], about: Metadata) -> Source:
    name = _plain(row.get("id")) or f"{path.stem}-{number:06d}"
    text = _plain(row.get("text"))
    if not text:
        return Source(name, trouble=NotText(f"row {number} of {path} has no text."))
    said = {key: _plain(row.get(key)) for key in ("language", "published", "outlet", "title", "url")}
    told = {key: getattr(about, key) or value for key, value in said.items()}
    try:
        return Source(name, read_text(text, replace(about, **told), name=f"row {number} of {path}"))
    except InputError as trouble:
        return Source(name, trouble=trouble)


def _plain(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _csv(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a CSV of any encoding and of any of the usual separators."""
    try:
        text, _ = decode(path.read_bytes(), name=str(path))
    except OSError as fault:
        raise MissingInput(f"{path} can't be read: {fault.strerror or fault}.") from fault
    before = csv.field_size_limit(LONGEST)
    try:
        head = text.partition("\n")[0]
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=_separator(head), restkey=""):
            yield {key: value for key, value in row.items() if key}
    except csv.Error as fault:
        raise NotText(f"{path} is no CSV that can be read: {fault}.") from fault
    finally:
        csv.field_size_limit(before)


def _separator(head: str) -> str:
    """The one of comma, semicolon (Dutch Excel) and tab that occurs most in the head line."""
    return max(",;\t", key=head.count)


def _parquet(path: Path, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = {name.casefold() for usual in KNOWN.values() for name in usual} | {c.casefold() for c in columns.values()}
    try:
        with pq.ParquetFile(path) as file:
            names = [name for name in file.schema_arrow.names if name.casefold() in wanted]
            if not names:
                _chosen(path, file.schema_arrow.names, columns)
            # 256 texts at a time: under 10 MB for news, whatever the file's own groups are.
            for batch in file.iter_batches(batch_size=256, columns=names):
                yield from batch.to_pylist()
    except FileNotFoundError:
        raise MissingInput(f"there is no file {path}. Check the name and the folder you are in.") from None
    except (OSError, pa.ArrowInvalid) as fault:
        raise NotText(f"{path} is no Parquet file that can be read: {str(fault).splitlines()[0]}.") from fault
