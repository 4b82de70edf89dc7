"""Lists of addresses: texts with one on each line, tables with a column of them, and those of GDELT and Media Cloud.

GDELT's files are tables without a head line, separated by tabs and packed in zip archives: events (61 columns, the
address in the last; 58 in the first version), mentions (16, in the 6th) and the knowledge graph (27, in the 5th). Its
search answers with ``articles`` in JSON or with a CSV. Media Cloud gives CSV with ``url``, ``title``, ``media_name``,
``publish_date`` and ``language``.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from demarche.errors import NotText
from demarche.read.header import is_date
from demarche.read.inflate import open_file, take, unpacked
from demarche.read.kinds import JSONL_SUFFIXES, LARGEST_RAW, Kind, kind_of
from demarche.read.tables import Behind, csv_rows, json_rows, parquet_rows, text_of
from demarche.read.texts import NOTHING_KNOWN, Metadata
from demarche.read.web.targets import is_address

#: What a row can say of the report at its address, by the names of columns.
KNOWN = {
    "url": ("url", "link", "address", "sourceurl", "documentidentifier", "mentionidentifier"),
    "title": ("title", "headline", "titel"),
    "published": ("publish_date", "published", "date", "seendate", "datum"),
    "outlet": ("media_name", "outlet", "source", "bron"),
    "language": ("language", "lang", "taal"),
}
#: GDELT's tables by their number of columns: which one holds the address, counted from 0.
GDELT = {61: 60, 58: 57, 16: 5, 27: 4}
_TABLES = frozenset({".csv", ".tsv", ".parquet", ".json", ".txt"}) | JSONL_SUFFIXES
# A line of GDELT's knowledge graph names everything in its article: some 20 kB, a few hundred at most.
_LONGEST_LINE = 2_000_000


def addresses_in(path: Path, about: Metadata = NOTHING_KNOWN) -> Iterator[tuple[str, Metadata]]:
    """Each address of a list once, with what the list says of its report.

    Raises:
        MissingInput, NotText, TooLarge: where the file can't be read, or holds no addresses.
    """
    met: set[str] = set()
    with open_file(path) as stream:
        kind = kind_of(path)
        for row in _zipped(stream, str(path)) if kind.suffix == ".zip" else _rows(stream, kind, str(path)):
            address = row.get("url", "").strip()
            if is_address(address) and address not in met:
                met.add(address)
                yield address, _about(row, about)
    if not met:
        raise NotText(
            f"{path} holds no addresses: a list has one on each line, or a column that is called "
            f"{', '.join(KNOWN['url'])}."
        )


def _about(row: Mapping[str, str], about: Metadata) -> Metadata:
    language = row.get("language", "")
    return Metadata(
        about.language or (language.lower() if re.fullmatch("[A-Za-z]{2}", language) else None),
        about.published or _day(row.get("published", "")),
        about.outlet or row.get("outlet") or None,
        row.get("title") or None,
        None,
    )


def _day(told: str) -> str | None:
    """``2022-01-12 …`` and GDELT's ``20220112T093000Z`` as a date; nothing where it is none."""
    if re.match(r"\d{8}(T|\d{6}|$)", told):
        told = f"{told[:4]}-{told[4:6]}-{told[6:8]}"
    return told[:10] if is_date(told[:10]) else None


def _zipped(stream: io.BufferedReader, name: str) -> Iterator[dict[str, str]]:
    from demarche.read.zips import files_in

    for inner, opened in files_in(stream, name, _TABLES):
        if isinstance(opened, Exception):
            raise opened
        where = f"{inner[:100]!r} in {name}"
        yield from _rows(unpacked(opened, where), kind_of(inner), where)


def _rows(stream: io.BufferedReader, kind: Kind, name: str) -> Iterator[dict[str, str]]:
    """What each row says, by the names in :data:`KNOWN`."""
    rows: Iterable[Mapping[str, Any]]
    if kind.suffix in JSONL_SUFFIXES:
        rows = (row for _, row in json_rows(stream, name) if isinstance(row, dict))
    elif kind.suffix == ".json":
        rows = _articles(take(stream, LARGEST_RAW, name), name)
    elif kind.suffix == ".parquet":
        rows = parquet_rows(stream, name, {one for usual in KNOWN.values() for one in usual})
    else:
        yield from _lines(stream, kind, name)
        return
    for row in rows:
        yield _said(row)


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    folded = {name.strip().casefold(): value for name, value in row.items() if name}
    found = {}
    for name, usual in KNOWN.items():
        value = next((folded[one] for one in usual if folded.get(one)), None)
        if value is not None:
            found[name] = str(value)
    return found


def _articles(data: bytes, name: str) -> Iterator[Mapping[str, Any]]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise NotText(f"{name} is no JSON ({fault}).") from fault
    rows = found.get("articles") or found.get("stories") if isinstance(found, dict) else found
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def _lines(stream: io.BufferedReader, kind: Kind, name: str) -> Iterator[dict[str, str]]:
    """Rows of a text: addresses by themselves, one of GDELT's tables, or a table with a head line."""
    head = stream.readline(_LONGEST_LINE)
    stream = io.BufferedReader(Behind(head, stream))
    columns = head.rstrip(b"\r\n").split(b"\t")
    place = GDELT.get(len(columns))
    if place is not None and is_address(columns[place].decode("utf-8", "replace")):
        while line := stream.readline(_LONGEST_LINE):
            cells = line.rstrip(b"\r\n").split(b"\t")
            if len(cells) == len(columns):
                yield {"url": cells[place].decode("utf-8", "replace")}
    elif kind.suffix in {".csv", ".tsv"} and not is_address(head.decode("utf-8", "replace").strip('"\ufeff ')):
        for row in csv_rows(stream, name):
            yield _said(row)
    else:
        lines = text_of(stream, name)
        while told := lines.readline(_LONGEST_LINE):
            yield {"url": told.strip().strip('"\ufeff')}
