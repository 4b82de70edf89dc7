"""Tables of reports: CSV, Parquet and JSON Lines with a row for each report, by a map of columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import IO, Any

from demarche.errors import NotText, SettingError, TooLarge, brief
from demarche.read.decode import LONGEST, decode, encoding_of
from demarche.read.inflate import take
from demarche.read.kinds import LARGEST_RAW
from demarche.read.one import How, Source, file_name, tried
from demarche.read.texts import Metadata, read_text

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
# A character can be an escape of six bytes in JSON; a longer line is read in pieces of this and left.
_LONGEST_LINE = 6 * LONGEST
# 64 texts at a time: a few MB for news, and some hundred where a hostile table repeats the longest text it can have.
_ROWS = 64
# A packed Parquet file can't be read from front to back, so it is held in memory.
_LARGEST_PACKED = 200_000_000


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


def separated(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every report of a CSV or TSV."""
    yield from _sources(csv_rows(stream, names[1]), names, how)


def parquet(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every report of a Parquet file."""
    wanted = {name.casefold() for usual in KNOWN.values() for name in usual}
    wanted |= {column.casefold() for column in how.columns.values()}
    yield from _sources(parquet_rows(stream, names[1], wanted), names, how)


def lines(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every report of a file with a JSON object on each line."""
    for number, row in json_rows(stream, names[1]):
        name, where = f"{names[0]}-{number:06d}", f"line {number} of {names[1]}"
        yield Source(name, trouble=row) if isinstance(row, NotText | TooLarge) else _of_object(row, name, where, how)


def objects(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every report of a JSON file: of a list of objects, of an object that holds such a list, or the one object.

    Raises:
        NotText: where it is no JSON.
        TooLarge: where it is over the limit of what is held in memory.
    """
    try:
        found = json.loads(take(stream, LARGEST_RAW, names[1]).decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise NotText(f"{names[1]} is no JSON ({brief(fault)}).") from fault
    for number, row in enumerate(_listed(found, how), start=1):
        name, where = f"{names[0]}-{number:06d}", f"object {number} of {names[1]}"
        yield _of_object(row if isinstance(row, dict) else {}, name, where, how)


def _listed(found: Any, how: How) -> list[Any]:
    """The list that JSON is or holds (``{"articles": [...]}``), where the object is no report itself."""
    if isinstance(found, list):
        return found
    texts = (how.columns["text"],) if "text" in how.columns else KNOWN["text"]
    lists = [value for value in found.values() if isinstance(value, list)] if isinstance(found, dict) else []
    is_report = isinstance(found, dict) and any(isinstance(found.get(one), str) for one in texts)
    return [found] if is_report or not lists else max(lists, key=len)


def _of_object(row: Mapping[str, Any], name: str, where: str, how: How) -> Source:
    """The report that an object of JSON holds, by what its keys say."""
    usual = {key: (how.columns[key],) if key in how.columns else KNOWN[key] for key in KNOWN}
    said = {key: next((row[one] for one in ones if row.get(one)), None) for key, ones in usual.items()}
    if not isinstance(said["text"], str):
        keys = " or ".join(repr(key) for key in usual["text"])
        return Source(name, trouble=NotText(f"{where} has no text under the key {keys}."))
    return _source(said, name, where, how.about)


def _sources(rows: Iterator[dict[str, Any]], names: tuple[str, str], how: How) -> Iterator[Source]:
    chosen: dict[str, str] | None = None
    for number, row in enumerate(rows, start=1):
        chosen = chosen or chosen_columns(names[1], list(row), how.columns)
        said = {name: row.get(column) for name, column in chosen.items()}
        yield _source(said, f"{names[0]}-{number:06d}", f"row {number} of {names[1]}", how.about)


def chosen_columns(where: str, there: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which of a table's columns says what.

    Raises:
        NotText: where it has none with texts, or not one that the map names.
    """
    folded = {name.strip().casefold(): name for name in there if name}
    found = {}
    for name, usual in KNOWN.items():
        wanted = (columns[name],) if name in columns else usual
        column = next((folded[one.casefold()] for one in wanted if one.casefold() in folded), None)
        if column is None and (name in columns or name == "text"):
            raise NotText(
                f"{where} has no column {' or '.join(wanted)} for the {name}; it has "
                f"{', '.join(there)[:500] or 'none'}. Say which it is with --map {name}=COLUMN; where it is a list of "
                "addresses, fetch their pages with `demarche add --fetch`."
            )
        if column is not None:
            found[name] = column
    return found


def _source(said: Mapping[str, Any], name: str, where: str, about: Metadata) -> Source:
    """The report that a row holds, by what its columns say."""
    own = file_name(_plain(said.get("id")) or "") or name
    text = _plain(said.get("text"))
    if not text:
        return Source(own, trouble=NotText(f"{where} has no text."))
    told = {key: _plain(said.get(key)) for key in ("language", "published", "outlet", "title", "url")}
    known = {key: getattr(about, key) or value for key, value in told.items()}
    return tried(own, lambda: read_text(text, replace(about, **known), name=where))


def _plain(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, default=str)


def json_rows(stream: IO[bytes], name: str) -> Iterator[tuple[int, dict[str, Any] | NotText | TooLarge]]:
    """The objects of a file with one on each line, with their lines' numbers; or what is wrong with a line."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST)
            yield (
                number,
                TooLarge(f"line {number} of {name} has over {_LONGEST_LINE:,} bytes, too much for one report."),
            )
        elif line.strip():
            yield number, _object(line, f"line {number} of {name}")


def _object(line: bytes, where: str) -> dict[str, Any] | NotText:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        return NotText(f"{where} is no JSON ({fault}). Each line must be one JSON object.")
    return row if isinstance(row, dict) else NotText(f"{where} has no text under the key 'text'.")


def csv_rows(stream: IO[bytes], name: str) -> Iterator[dict[str, Any]]:
    """Rows of a CSV of any encoding and of any of the usual separators, by the names in its first line."""
    text = text_of(stream, name)
    before = csv.field_size_limit(LONGEST)
    head = text.readline(_LONGEST_LINE)
    try:
        rows = csv.DictReader(_bounded(head, text), delimiter=_separator(head), restkey="")
        for row in rows:
            yield {key: value for key, value in row.items() if key}
    except csv.Error as fault:
        raise NotText(f"{name} is no CSV that can be read: {fault}.") from fault
    finally:
        csv.field_size_limit(before)


def text_of(stream: IO[bytes], name: str) -> IO[str]:
    """A stream of bytes as lines of text, its encoding told by the first 20 MB at most."""
    data = stream.read(LARGEST_RAW + 1)
    if len(data) <= LARGEST_RAW:
        return io.StringIO(decode(data, name=name)[0], newline="")
    encoding = encoding_of(data[: data.rfind(b"\n") + 1] or data, name=name)
    return io.TextIOWrapper(io.BufferedReader(Behind(data, stream)), encoding, "replace", newline="")


def _bounded(head: str, text: IO[str]) -> Iterator[str]:
    """Lines; one without an end comes in pieces, of which the reader of CSV makes rows that hold no report."""
    line = head
    while line:
        yield line
        line = text.readline(_LONGEST_LINE)


def _separator(head: str) -> str:
    """The one of comma, semicolon (Dutch Excel) and tab that occurs most in the head line."""
    return max(",;\t", key=head.count)


class Behind(io.RawIOBase):
    """Bytes that were read already, and the stream that they were read from behind them."""

    def __init__(self, data: bytes, stream: IO[bytes]) -> None:
        super().__init__()
        self._parts: list[IO[bytes]] = [io.BytesIO(data), stream]

    def readable(self) -> bool:
        """Always: it is there to be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Fill ``target`` with the next bytes; 0 at the end."""
        data = self._parts[0].read(len(target))
        if not data and len(self._parts) > 1:
            del self._parts[0]
            data = self._parts[0].read(len(target))
        target[: len(data)] = data
        return len(data)


def parquet_rows(stream: io.BufferedReader, name: str, wanted: set[str]) -> Iterator[dict[str, Any]]:
    """Rows of a Parquet file, with the columns that are wanted (names in small letters); one empty row with the names
    that there are where it has none of them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole: IO[bytes] = stream if stream.seekable() else io.BytesIO(take(stream, _LARGEST_PACKED, name))
    try:
        with pq.ParquetFile(whole) as file:
            there = [one for one in file.schema_arrow.names if one.casefold() in wanted]
            if not there:
                yield dict.fromkeys(file.schema_arrow.names)
                return
            for batch in file.iter_batches(batch_size=_ROWS, columns=there):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException, UnicodeDecodeError, OverflowError) as fault:
        said = str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
        raise NotText(f"{name} is no Parquet file that can be read: {said}.") from fault
