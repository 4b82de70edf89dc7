"""The reports in a feed or a book: one answer of the child process holds them all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

from demarche.errors import EmptyInput
from demarche.read.guarded import GUARD
from demarche.read.inflate import take
from demarche.read.kinds import LARGEST_RAW
from demarche.read.one import How, Source, tried
from demarche.read.texts import Metadata, read_text
from demarche.records import Document, Problem


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed or a book tells of one report; ``key`` is its name in there, the same at every look."""

    key: str
    title: str | None
    text: str
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Items:
    """A feed or a book: its reports, what is known of all of them, and what could not be made out."""

    items: tuple[Item, ...]
    about: Metadata
    problems: tuple[Problem, ...]


def items_of(parser: str, data: bytes, name: str, base: str = "") -> Items:
    """The reports in the bytes of a feed (``feed``) or a book (``epub``).

    Args:
        base: the feed's own address, for links in relation to it.

    Raises:
        NotText, TooLarge, TooSlow: where it can't be read.
    """
    found = GUARD.ask(parser, data, base, name)
    about = Metadata(found.get("language"), found.get("published"), found.get("outlet"))
    problems = tuple(Problem(kind, message) for kind, message in found.get("problems", ()))
    return Items(tuple(Item(**one) for one in found["items"]), about, problems)


def document_of_item(item: Item, of: Items, about: Metadata, *, name: str, said: str | None = None) -> Document:
    """The document of what a feed or a book itself tells of a report; ``said`` is a problem to note with it.

    Raises:
        EmptyInput: where it tells nothing.
    """
    known = replace(
        about,
        language=about.language or of.about.language,
        published=about.published or item.published or of.about.published,
        outlet=about.outlet or of.about.outlet,
        title=item.title,
        url=item.url,
    )
    problems = (*of.problems, Problem("feed", said)) if said else of.problems
    return read_text(item.text, known, name=name, problems=problems)


def _all(parser: str, stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    data = take(stream, LARGEST_RAW, names[1])
    if not data.strip():
        raise EmptyInput(f"{names[1]} is empty. Get the file anew.")
    found = items_of(parser, data, names[1])
    if not found.items:
        raise EmptyInput(f"{names[1]} holds no report.")
    said = "only what the feed itself tells of the report is read, which is often its first lines"
    for number, item in enumerate(found.items, start=1):
        name, where = f"{names[0]}-{number:06d}", f"item {number} of {names[1]}"
        yield _one(item, found, how.about, (name, where), said if parser == "feed" else None)


def _one(item: Item, of: Items, about: Metadata, names: tuple[str, str], said: str | None) -> Source:
    return tried(names[0], lambda: document_of_item(item, of, about, name=names[1], said=said))


def feed_items(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Each item of a feed, as far as the feed itself tells it."""
    yield from _all("feed", stream, names, how)


def book_chapters(stream: io.BufferedReader, names: tuple[str, str], how: How) -> Iterator[Source]:
    """Each chapter of a book."""
    yield from _all("epub", stream, names, how)
