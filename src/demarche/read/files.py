"""Files to documents: each kind by its own reader, trouble with one report as that report's trouble."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from demarche.errors import EmptyInput, InputError, MissingInput, NotText, TooLarge
from demarche.read.decode import LONGEST, decode
from demarche.read.inflate import open_file, take, unpacked
from demarche.read.kinds import JSONL_SUFFIXES, LARGEST_RAW, MANY, PAGES, SINGLE, TABLES, Kind, kind_of, stem_of
from demarche.read.texts import NOTHING_KNOWN, Metadata, read_text
from demarche.records import Document, Problem

# UTF-8 needs up to four bytes a character: a file over this can't be one report, and is not read into memory.
LARGEST_FILE = 4 * LONGEST
# What the process in ``child`` takes apart, by suffix.
_TAKEN_APART = {**dict.fromkeys(PAGES, "page"), ".pdf": "pdf", ".eml": "mail"}


@dataclass(frozen=True, slots=True)
class Source:
    """One report of an input, by name: its document, or the trouble that kept it from being read."""

    name: str
    document: Document | None = None
    trouble: InputError | None = None


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
    if not kind.single and kind.suffix not in JSONL_SUFFIXES | TABLES:
        raise NotText(f"{place} can hold many reports, and one is asked for. Give it to `demarche read` or `add`.")
    with open_file(place) as stream:
        return _document(stream, str(place), about, kind)


def read_stream(stream: IO[bytes], about: Metadata = NOTHING_KNOWN, *, name: str = "standard input") -> Document:
    """The document in a stream of bytes with one report."""
    return _document(stream, name, about, Kind(""))


def read_many(path: Path | str, about: Metadata = NOTHING_KNOWN) -> Iterator[Source]:
    """Every report in a file or, in the order of names, in a folder; ``-`` is standard input.

    Trouble with one report does not end the others.
    """
    if str(path) == "-":
        yield tried("stdin", lambda: read_stream(sys.stdin.buffer, about))
        return
    place = Path(path)
    if place.is_dir():
        for file in sorted(p for p in place.rglob("*") if p.is_file() and kind_of(p).readable):
            yield from read_many(file, about)
    elif kind_of(place).single:
        yield tried(stem_of(place), lambda: read_file(place, about))
    else:
        yield from _many(place, about)


def tried(name: str, read: Callable[[], Document]) -> Source:
    """What ``read`` gives, or the trouble that it raises."""
    try:
        return Source(name, read())
    except InputError as trouble:
        return Source(name, trouble=trouble)


def _many(place: Path, about: Metadata) -> Iterator[Source]:
    kind, stem = kind_of(place), stem_of(place)
    try:
        if kind.suffix in TABLES:
            from demarche.read.tables import read_table

            yield from read_table(place, {}, about)
            return
        with open_file(place) as stream:
            yield from _reports(stream, kind, (stem, str(place)), about)
    except InputError as trouble:
        yield Source(stem, trouble=trouble)


def _reports(stream: io.BufferedReader, kind: Kind, names: tuple[str, str], about: Metadata) -> Iterator[Source]:
    """Reports of a stream of a kind that holds many; ``names`` are a short one for reports, one for messages."""
    readers: dict[str, Callable[[io.BufferedReader, tuple[str, str], Metadata], Iterator[Source]]] = {
        ".warc": _archived_pages,
        ".mbox": _mail,
        ".zip": _zipped,
        ".wacz": _wacz,
    }
    yield from readers.get(kind.suffix, _lines)(stream, names, about)


def _document(stream: IO[bytes], name: str, about: Metadata, kind: Kind) -> Document:
    """The document in a stream; its first bytes tell the kind where its name says none."""
    parser = _TAKEN_APART.get(kind.suffix)
    if parser:
        return _taken_apart(parser, take(stream, LARGEST_RAW, name), about, name)
    data = take(stream, LARGEST_FILE if kind.suffix in SINGLE else LARGEST_RAW, name)
    if kind.suffix not in SINGLE | JSONL_SUFFIXES and (parser := _told_by(data)):
        return _taken_apart(parser, data, about, name)
    if len(data) > LARGEST_FILE:
        raise TooLarge(f"{name} has over {LARGEST_FILE:,} bytes, too much for one report. Split it into reports.")
    if not data.strip():
        raise EmptyInput(f"{name} is empty. Give a file with the text of a report.")
    text, problems = decode(data, name=name)
    return read_text(text, about, name=name, problems=problems)


def _told_by(data: bytes) -> str | None:
    if data.startswith(b"%PDF"):
        return "pdf"
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return "page" if start.startswith((b"<!doctype html", b"<html")) else None


def _taken_apart(parser: str, data: bytes, about: Metadata, name: str, hint: str = "") -> Document:
    """The document in bytes that need a parser, which runs in a process that can be killed."""
    from demarche.read.guarded import GUARD

    if not data.strip():
        raise EmptyInput(f"{name} is empty. Give a file with the text of a report.")
    found = GUARD.ask(parser, data, hint, name)
    known = {key: getattr(about, key) or found.get(key) for key in ("published", "outlet", "title", "url")}
    problems = tuple(Problem(kind, message) for kind, message in found.get("problems", ()))
    return read_text(found["text"], replace(about, **known), name=name, problems=problems)


def _archived_pages(stream: io.BufferedReader, names: tuple[str, str], about: Metadata) -> Iterator[Source]:
    from demarche.read.warc import Page, pages_in

    def document(page: Page, name: str) -> Document:
        made = _taken_apart("page", page.data, replace(about, url=page.url), name, page.encoding)
        if made.published or not page.fetched:
            return made
        said = Problem("date", f"the page names no date; it was fetched on {page.fetched}, which stands in its place")
        return replace(made, published=page.fetched, problems=(*made.problems, said))

    for number, page in enumerate(pages_in(stream, names[1]), start=1):
        name = f"{names[0]}-{number:06d}"
        if isinstance(page, InputError):
            yield Source(name, trouble=page)
        else:
            yield tried(name, partial(document, page, page.url or name))


def _mail(stream: io.BufferedReader, names: tuple[str, str], about: Metadata) -> Iterator[Source]:
    from demarche.read.mail import messages

    number = 0
    for number, message in enumerate(messages(stream, LARGEST_RAW), start=1):
        name, where = f"{names[0]}-{number:06d}", f"message {number} of {names[1]}"
        if message is None:
            yield Source(name, trouble=TooLarge(f"{where} has over {LARGEST_RAW:,} bytes, too much for one report."))
        else:
            yield tried(name, partial(_taken_apart, "mail", message, about, where))
    if not number:
        yield Source(names[0], trouble=NotText(f"{names[1]} holds no message: no line begins with 'From '."))


def _wacz(stream: io.BufferedReader, names: tuple[str, str], about: Metadata) -> Iterator[Source]:
    # A WACZ lists its pages in JSONL files too, which are no reports.
    yield from _zipped(stream, names, about, frozenset({".warc"}))


def _zipped(
    stream: io.BufferedReader, names: tuple[str, str], about: Metadata, suffixes: frozenset[str] = SINGLE | MANY
) -> Iterator[Source]:
    from demarche.read.zips import files_in

    seen: set[str] = set()
    for inner, opened in files_in(stream, names[1], suffixes):
        name = f"{names[0]}-{_file_name(inner)}"[:120]
        name = name if name.casefold() not in seen else f"{name}-{len(seen):06d}"
        seen.add(name.casefold())
        where, kind = f"{inner[:100]!r} in {names[1]}", kind_of(inner)
        if isinstance(opened, InputError):
            yield Source(name, trouble=opened)
            continue
        plain = unpacked(opened, where)
        if kind.single:
            yield tried(name, partial(_document, plain, where, about, kind))
        else:
            yield from _guarded(_reports(plain, kind, (name, where), about), name)
    if not seen:
        yield Source(names[0], trouble=EmptyInput(f"{names[1]} holds no file of a kind that can be read."))


def _guarded(sources: Iterable[Source], name: str) -> Iterator[Source]:
    try:
        yield from sources
    except InputError as trouble:
        yield Source(name, trouble=trouble)


def _lines(stream: io.BufferedReader, names: tuple[str, str], about: Metadata) -> Iterator[Source]:
    number = 0
    # A line of JSON can hold each character as an escape of six bytes; what is longer is read in pieces and left.
    while line := stream.readline(6 * LONGEST):
        number += 1
        name, where = f"{names[0]}-{number:06d}", f"line {number} of {names[1]}"
        if len(line) == 6 * LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST)
            yield Source(name, trouble=TooLarge(f"{where} has over {6 * LONGEST:,} bytes, too much for one report."))
        elif line.strip():
            yield _line(line, name, where, about)


def _line(line: bytes, name: str, where: str, about: Metadata) -> Source:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        return Source(name, trouble=NotText(f"{where} is no JSON ({fault}). Each line must be one JSON object."))
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Source(name, trouble=NotText(f"{where} has no text under the key 'text'."))
    own = row.get("id")
    return tried(
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
