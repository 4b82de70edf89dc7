"""Reports in archives: web archives, and files in zip and tar archives. All are read in place."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from demarche.errors import EmptyInput, InputError
from demarche.read.inflate import unpacked
from demarche.read.kinds import MANY, SINGLE, TABLES, kind_of
from demarche.read.one import How, Source, document_of, file_name, taken_apart, tried
from demarche.read.texts import Metadata
from demarche.read.warc import Page, pages_in
from demarche.records import Document, Problem

_ALL = SINGLE | MANY | TABLES
# A WACZ lists its pages in JSONL files too, which are no reports.
_CRAWLED = frozenset({".warc"})


def crawled(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Each page of a web archive."""
    for number, page in enumerate(pages_in(stream, names[1]), start=1):
        name = f"{names[0]}-{number:06d}"
        if isinstance(page, InputError):
            yield Source(name, trouble=page)
        else:
            yield tried(name, partial(_page, page, page.url or name, how.about))


def _page(page: Page, name: str, about: Metadata) -> Document:
    made = taken_apart("page", page.data, replace(about, url=page.url), name, page.encoding)
    return dated(made, page.fetched)


def dated(made: Document, fetched: str | None) -> Document:
    """A page's document; where the page names no date, with the day it was fetched, which is said as a problem."""
    if made.published or not fetched:
        return made
    said = Problem("date", f"the page names no date; it was fetched on {fetched}, which stands in its place")
    return replace(made, published=fetched, problems=(*made.problems, said))


def zipped(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every file of a zip archive."""
    from demarche.read.zips import files_in

    yield from _inside(files_in(stream, names[1], _ALL), names, how)


def wacz(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every page of the web archives in a WACZ."""
    from demarche.read.zips import files_in

    yield from _inside(files_in(stream, names[1], _CRAWLED), names, how)


def tarred(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Every file of a tar archive."""
    from demarche.read.tars import files_in

    yield from _inside(files_in(stream, names[1], _ALL), names, how)


def _inside(
    files: Iterable[tuple[str, io.BufferedReader | InputError]], names: tuple[str, str], how: How
) -> Iterator[Source]:
    from demarche.read.files import reports_of

    seen: set[str] = set()
    for inner, opened in files:
        name = f"{names[0]}-{file_name(inner)}"[:120]
        name = name if name.casefold() not in seen else f"{name}-{len(seen):06d}"
        seen.add(name.casefold())
        where, kind = f"{inner[:100]!r} in {names[1]}", kind_of(inner)
        if isinstance(opened, InputError):
            yield Source(name, trouble=opened)
            continue
        try:
            plain = unpacked(opened, where)
            if kind.single:
                yield tried(name, partial(document_of, plain, where, how.about, kind))
            else:
                yield from reports_of(plain, kind, (name, where), how)
        except InputError as trouble:
            yield Source(name, trouble=trouble)
    if not seen:
        yield Source(names[0], trouble=EmptyInput(f"{names[1]} holds no file of a kind that can be read."))
