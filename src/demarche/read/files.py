"""Files to documents: plain text, and JSONL with a report on each line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from demarche.errors import EmptyInput, InputError, MissingInput, NotText, TooLarge
from demarche.read.decode import LONGEST, decode
from demarche.read.texts import NOTHING_KNOWN, Metadata, read_text
from demarche.records import Document

# UTF-8 needs up to four bytes a character: a file over this can't be one report, and is not read into memory.
LARGEST_FILE = 4 * LONGEST
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class Source:
    """One report of an input, by name: its document, or the trouble that kept it from being read."""

    name: str
    document: Document | None = None
    trouble: InputError | None = None


def read_file(path: Path | str, about: Metadata = NOTHING_KNOWN) -> Document:
    """The document in a file with one report.

    Raises:
        MissingInput: where there is no such file, or it may not be read.
        EmptyInput, NotText, TooLarge: where it holds no text that can be one report.
    """
    place = Path(path)
    return _document(_bytes_of(place), str(place), about)


def read_stream(stream: IO[bytes], about: Metadata = NOTHING_KNOWN, *, name: str = "standard input") -> Document:
    """The document in a stream of bytes with one report."""
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise TooLarge(f"{name} has over {LARGEST_FILE:,} bytes, too much for one report. Split it into reports.")
    return _document(data, name, about)


def read_many(path: Path | str, about: Metadata = NOTHING_KNOWN) -> Iterator[Source]:
    """Every report in a file; ``-`` is standard input. Trouble with one report does not end the others."""
    if str(path) == "-":
        yield _tried("stdin", lambda: read_stream(sys.stdin.buffer, about))
        return
    place = Path(path)
    if place.suffix.lower() in JSONL_SUFFIXES:
        yield from _lines(place, about)
    else:
        yield _tried(place.stem, lambda: read_file(place, about))


def _tried(name: str, read: Any) -> Source:
    try:
        return Source(name, read())
    except InputError as trouble:
        return Source(name, trouble=trouble)


def _bytes_of(place: Path) -> bytes:
    if place.is_dir():
        raise MissingInput(f"{place} is a folder. Give the files in it, for instance {place}/*.txt")
    try:
        size = place.stat().st_size
        if size > LARGEST_FILE:
            raise TooLarge(
                f"{place} has {size:,} bytes, too much for one report (a report can have {LONGEST:,} characters). "
                "Split it into reports: a file for each, or a JSONL file with a report on each line."
            )
        return place.read_bytes()
    except FileNotFoundError:
        raise MissingInput(f"there is no file {place}. Check the name and the folder you are in.") from None
    except OSError as fault:
        raise MissingInput(f"{place} can't be read: {fault.strerror or fault}.") from fault


def _document(data: bytes, name: str, about: Metadata) -> Document:
    if not data.strip():
        raise EmptyInput(f"{name} is empty. Give a file with the text of a report.")
    text, problems = decode(data, name=name)
    return read_text(text, about, name=name, problems=problems)


def _lines(place: Path, about: Metadata) -> Iterator[Source]:
    try:
        with place.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _line(line, f"{place.stem}-{number:06d}", f"line {number} of {place}", about)
    except FileNotFoundError:
        missing = MissingInput(f"there is no file {place}. Check the name and the folder you are in.")
        yield Source(place.stem, trouble=missing)
    except OSError as fault:
        yield Source(place.stem, trouble=MissingInput(f"{place} can't be read: {fault.strerror or fault}."))


def _line(line: bytes, name: str, where: str, about: Metadata) -> Source:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        return Source(name, trouble=NotText(f"{where} is no JSON ({fault}). Each line must be one JSON object."))
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Source(name, trouble=NotText(f"{where} has no text under the key 'text'."))
    own = row.get("id")
    return _tried(
        _file_name(own) if isinstance(own, str) and _file_name(own) else name,
        lambda: read_text(row["text"], _merged(about, row), name=where),
    )


def _merged(about: Metadata, row: dict[str, Any]) -> Metadata:
    def said(*keys: str) -> str | None:
        return next((str(row[key]) for key in keys if row.get(key)), None)

    return replace(
        about,
        language=about.language or said("language", "lang"),
        published=about.published or said("published", "date"),
        outlet=about.outlet or said("outlet", "source"),
        title=said("title"),
        url=said("url"),
    )


def _file_name(own: str) -> str:
    """A name that can be a file's everywhere: letters, digits, ``-``, ``_`` and dots inside, at most 100 long."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in own)
    return plain.strip("-.")[:100]
