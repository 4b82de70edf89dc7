"""One report of an input: its document, or the trouble that kept it from being read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO

from demarche.errors import EmptyInput, InputError, TooLarge
from demarche.read.decode import LONGEST, decode
from demarche.read.inflate import take
from demarche.read.kinds import JSONL_SUFFIXES, LARGEST_RAW, PAGES, SINGLE, Kind
from demarche.read.texts import Metadata, read_text
from demarche.records import Document, Problem

# UTF-8 needs up to four bytes a character: a file over this can't be one report, and is not read into memory.
LARGEST_FILE = 4 * LONGEST
# What the process in ``child`` takes apart, by suffix.
_TAKEN_APART = {**dict.fromkeys(PAGES, "page"), ".pdf": "pdf", ".eml": "mail", ".docx": "docx"}


@dataclass(frozen=True, slots=True)
class Source:
    """One report of an input, by name: its document, or the trouble that kept it from being read."""

    name: str
    document: Document | None = None
    trouble: InputError | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How a file with many reports is to be read: what is known of all of them, and which column says what."""

    about: Metadata
    columns: Mapping[str, str] = field(default_factory=dict)


#: A stream, a short name for its reports and one for messages, and how it is to be read, to its reports.
Reader = Callable[[io.BufferedReader, tuple[str, str], How], Iterator[Source]]


def tried(name: str, read: Callable[[], Document]) -> Source:
    """What ``read`` gives, or the trouble that it raises."""
    try:
        return Source(name, read())
    except InputError as trouble:
        return Source(name, trouble=trouble)


def document_of(stream: IO[bytes], name: str, about: Metadata, kind: Kind) -> Document:
    """The document in a stream; its first bytes tell the kind where its name says none."""
    parser = _TAKEN_APART.get(kind.suffix)
    if parser:
        return taken_apart(parser, take(stream, LARGEST_RAW, name), about, name)
    data = take(stream, LARGEST_FILE if kind.suffix in SINGLE else LARGEST_RAW, name)
    if kind.suffix not in SINGLE | JSONL_SUFFIXES and (parser := told_by(data)):
        return taken_apart(parser, data, about, name)
    if len(data) > LARGEST_FILE:
        raise TooLarge(f"{name} has over {LARGEST_FILE:,} bytes, too much for one report. Split it into reports.")
    if not data.strip():
        raise EmptyInput(f"{name} is empty. Give a file with the text of a report.")
    text, problems = decode(data, name=name)
    return read_text(text, about, name=name, problems=problems)


def told_by(data: bytes) -> str | None:
    """Which parser the first bytes ask for; None for a text."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:  # the list of parts stands at the end
        return "docx"
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return "page" if start.startswith((b"<!doctype html", b"<html")) else None


def taken_apart(parser: str, data: bytes, about: Metadata, name: str, hint: str = "") -> Document:
    """The document in bytes that need a parser, which runs in a process that can be killed."""
    from demarche.read.guarded import GUARD

    if not data.strip():
        raise EmptyInput(f"{name} is empty. Give a file with the text of a report.")
    found = GUARD.ask(parser, data, hint, name)
    known = {key: getattr(about, key) or found.get(key) for key in ("published", "outlet", "title", "url")}
    problems = tuple(Problem(kind, message) for kind, message in found.get("problems", ()))
    return read_text(found["text"], replace(about, **known), name=name, problems=problems)


def file_name(own: str) -> str:
    """A name that can be a file's everywhere: letters, digits, ``-``, ``_`` and dots inside, at most 100 long."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in own)
    return plain.strip("-.")[:100]
