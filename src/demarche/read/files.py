"""Files to documents: each kind by its own reader, trouble with one report as that report's trouble."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO

from demarche.errors import InputError, MissingInput, NotText, TooLarge
from demarche.read.inflate import open_file
from demarche.read.kinds import FEEDS, IN_FOLDERS, JSON_FILES, JSONL_SUFFIXES, LARGEST_RAW, Kind, kind_of, stem_of
from demarche.read.one import How, Reader, Source, document_of, taken_apart, tried
from demarche.read.texts import NOTHING_KNOWN, Metadata
from demarche.records import Document


def read_file(path: Path | str, about: Metadata = NOTHING_KNOWN) -> Document:
    """The document in a file with one report: a text, a saved web page, a PDF or a mail message, packed or not.

    Raises:
        MissingInput: where there is no such file, or it may not be read.
        EmptyInput, NotText, TooLarge, TooSlow: where it holds no text that can be one report.
    """
    place = Path(path)
    if place.is_dir():
        raise MissingInput(f"{place} is a folder. Give the files in it, for instance {place}/*.txt")
    kind = kind_of(place)
    if not kind.single and kind.suffix not in JSONL_SUFFIXES:
        raise NotText(f"{place} can hold many reports, and one is asked for. Give it to `demarche read` or `add`.")
    with open_file(place) as stream:
        return document_of(stream, str(place), about, kind)


def read_stream(stream: IO[bytes], about: Metadata = NOTHING_KNOWN, *, name: str = "standard input") -> Document:
    """The document in a stream of bytes with one report."""
    return document_of(stream, name, about, Kind(""))


def read_many(
    path: Path | str, about: Metadata = NOTHING_KNOWN, *, columns: Mapping[str, str] | None = None
) -> Iterator[Source]:
    """Every report in a file or, in the order of names, in a folder; ``-`` is standard input.

    Trouble with one report does not end the others.

    Args:
        columns: which column of a table, or key of a line, says what; see :func:`demarche.read.tables.column_map`.
    """
    if str(path) == "-":
        yield tried("stdin", lambda: read_stream(sys.stdin.buffer, about))
        return
    place = Path(path)
    if place.is_dir():
        for file in sorted(p for p in place.rglob("*") if p.is_file() and kind_of(p).readable):
            yield from read_many(file, about, columns=columns)
    elif kind_of(place).single:
        yield tried(stem_of(place), lambda: read_file(place, about))
    else:
        yield from _many(place, How(about, columns or {}))


def no_reports(place: Path) -> MissingInput:
    """What to say of a folder in which nothing can be read."""
    known = ", ".join(sorted(IN_FOLDERS))
    named = f" JSON files are read where they are named: {place}/*.json." if any(place.rglob("*.json")) else ""
    return MissingInput(f"{place} holds no reports: no file in it ends in {known}.{named}")


def _many(place: Path, how: How) -> Iterator[Source]:
    kind, stem = kind_of(place), stem_of(place)
    try:
        with open_file(place) as stream:
            yield from reports_of(stream, kind, (stem, str(place)), how)
    except InputError as trouble:
        yield Source(stem, trouble=trouble)


def reports_of(stream: io.BufferedReader, kind: Kind, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Reports of a stream of a kind that holds many; ``names`` are a short one for reports, one for messages.

    Raises:
        InputError: where the rest of it can't be read.
    """
    yield from READERS[kind.suffix](stream, names, how)


def _mail(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    from demarche.read.mail import messages

    number = 0
    for number, message in enumerate(messages(stream, LARGEST_RAW), start=1):
        name, where = f"{names[0]}-{number:06d}", f"message {number} of {names[1]}"
        if message is None:
            yield Source(name, trouble=TooLarge(f"{where} has over {LARGEST_RAW:,} bytes, too much for one report."))
        else:
            yield tried(name, partial(taken_apart, "mail", message, how.about, where))
    if not number:
        yield Source(names[0], trouble=NotText(f"{names[1]} holds no message: no line begins with 'From '."))


def _by(module: str, reader: str) -> Reader:
    """A reader that is loaded when it is needed."""

    def read(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
        found: Reader = getattr(importlib.import_module(f"demarche.read.{module}"), reader)
        yield from found(stream, names, how)

    return read


#: Who reads which kind of file with many reports in it.
READERS: dict[str, Reader] = {
    **dict.fromkeys(JSONL_SUFFIXES, _by("tables", "lines")),
    **dict.fromkeys(JSON_FILES, _by("tables", "objects")),
    **dict.fromkeys({".csv", ".tsv"}, _by("tables", "separated")),
    **dict.fromkeys(FEEDS, _by("items", "feed_items")),
    ".parquet": _by("tables", "parquet"),
    ".epub": _by("items", "book_chapters"),
    ".mbox": _mail,
    ".warc": _by("archived", "crawled"),
    ".wacz": _by("archived", "wacz"),
    ".zip": _by("archived", "zipped"),
    ".tar": _by("archived", "tarred"),
}
