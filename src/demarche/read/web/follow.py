"""Feeds followed over time: asked no more often than agreed, later when they fail, each item taken once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demarche.errors import InputError, MissingInput, NotFetched, RefusedAddress, SettingError
from demarche.read.items import Item, Items, document_of_item, items_of
from demarche.read.one import Source, tried
from demarche.read.texts import NOTHING_KNOWN, Metadata
from demarche.read.web.fetch import Answer, refuse_status
from demarche.read.web.memory import Note
from demarche.read.web.polite import Web
from demarche.read.web.reports import FEED, may_pass, report_of_item, told_by_feed
from demarche.read.web.targets import target_of

#: Minutes between two looks at a feed, where the file of feeds says nothing: news sites ask for 15 to 60.
MINUTES = 30.0
# Twice as long after each failure, a day at most: a server that is down for a week is asked some ten times.
_LONGEST = 86_400.0
# A page that can't be had so many times is given up.
_TRIES = 5
_TAKES = ("page", "feed")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed; ``take``: ``page`` for the pages that it leads to, ``feed`` for its own texts."""

    url: str
    about: Metadata = NOTHING_KNOWN
    minutes: float = MINUTES
    take: str = "page"


def load_feeds(path: Path) -> list[Feed]:
    """The feeds that a TOML file names: ``[[feed]]`` with ``url``, and ``outlet``, ``language``, ``minutes``, ``take``.

    Raises:
        MissingInput: where there is no such file.
        SettingError: where it names no feeds, or something that is none.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingInput(f'there is no file {path}. It lists feeds: [[feed]] and url = "https://…".') from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingError(f"{path} is no TOML that can be read: {fault}.") from fault
    rows = told.pop("feed", None)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise SettingError(f'{path} names no feeds: write [[feed]] and under it url = "https://…", for each.')
    _only(told, {"minutes"}, str(path))
    feeds = [_feed(row, told.get("minutes", MINUTES), str(path)) for row in rows]
    twice = sorted({one.url for one in feeds if sum(one.url == other.url for other in feeds) > 1})
    if twice:
        raise SettingError(f"{path} names {twice[0]} more than once.")
    return feeds


def _only(row: dict[str, Any], known: set[str], where: str) -> None:
    odd = sorted(set(row) - known)
    if odd:
        raise SettingError(f"{where} has {odd[0]!r}, which is not known here; known are {', '.join(sorted(known))}.")


def _feed(row: dict[str, Any], usual: Any, where: str) -> Feed:
    _only(row, {"url", "outlet", "language", "minutes", "take"}, where)
    url, minutes, take = row.get("url"), row.get("minutes", usual), row.get("take", "page")
    if not isinstance(url, str):
        raise SettingError(f'{where} has a feed without url = "https://…".')
    try:
        url = target_of(url).address
    except RefusedAddress as fault:
        raise SettingError(f"{where}: {fault}") from fault
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not 1 <= minutes <= 10_080:
        raise SettingError(f"{where}: minutes = {minutes!r} of {url} is no number of minutes from 1 to 10080, a week.")
    if take not in _TAKES:
        raise SettingError(f"{where}: take = {take!r} of {url} is none of {', '.join(_TAKES)}.")
    for name in ("outlet", "language"):
        if not isinstance(row.get(name, ""), str):
            raise SettingError(f"{where}: {name} of {url} is no text.")
    return Feed(url, Metadata(row.get("language"), None, row.get("outlet")), float(minutes), take)


class Look:
    """One look at a feed: :meth:`reports` gives what is new, :meth:`settle` says what is known now that it is kept.

    Where the look ends before it is settled (the program is stopped, the disk is full), the next one finds the same
    items again.
    """

    def __init__(self, feed: Feed, note: Note, web: Web, now: float) -> None:
        self.feed, self._web, self._now = feed, web, now
        self._note = replace(note, seen=list(note.seen), waiting=dict(note.waiting))
        #: What became of the feed itself, in a sentence, where there is something to say.
        self.said: str | None = None

    def reports(self) -> Iterator[Source]:
        """Each new item's report, or its trouble."""
        note = self._note
        note.due = self._now + 60 * self.feed.minutes
        try:
            found = self._items()
        except InputError as trouble:
            self._failed(trouble)
            return
        note.failures, note.refused = 0, False
        if found is None:
            return
        done = set(note.seen)
        for item in found.items:
            key = _digest(item.key)
            if key in done:
                continue
            source = self._report(item, found, key)
            yield source
            if self._told_to_wait(source):
                return

    def settle(self) -> Note:
        """The note as it is after this look."""
        return self._note

    def _items(self) -> Items | None:
        """The feed's items; None where its server says that nothing has changed."""
        note, asked = self._note, dict(FEED)
        if not note.waiting:  # an item that waits is only told by a whole answer
            asked |= {"If-None-Match": note.etag} if note.etag else {}
            asked |= {"If-Modified-Since": note.modified} if note.modified else {}
        answer = self._web.get(note.moved or self.feed.url, asked)
        if answer.status == 304:
            return None
        refuse_status(answer)
        found = items_of("feed", answer.data, answer.address, answer.address)
        self._keep(answer)
        return found

    def _keep(self, answer: Answer) -> None:
        note = self._note
        note.etag, note.modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if answer.moved and answer.moved != note.moved:
            note.moved = answer.moved
            self.said = f"has moved to {answer.moved}, where it is asked from now on: change it in the file of feeds"

    def _failed(self, trouble: InputError) -> None:
        note = self._note
        note.failures += 1
        note.refused = isinstance(trouble, RefusedAddress)
        wait = min(60 * self.feed.minutes * 2.0**note.failures, max(_LONGEST, 60 * self.feed.minutes))
        if isinstance(trouble, NotFetched):
            wait = max(wait, min(trouble.wait or 0.0, 7 * _LONGEST))
            note.gone = trouble.status == 410
        note.due = self._now + wait
        self.said = "is gone for good, as its server says, and is not asked again" if note.gone else str(trouble)

    def _report(self, item: Item, found: Items, key: str) -> Source:
        note = self._note
        if self.feed.take == "feed":
            source = tried(item.key[:200], lambda: document_of_item(item, found, self.feed.about, name=item.key[:200]))
        else:
            source = report_of_item(item, found, self.feed.about, web=self._web)
        if source.trouble and may_pass(source.trouble):
            note.waiting[key] = note.waiting.get(key, 0) + 1
            if note.waiting[key] < _TRIES:
                return source
            source = told_by_feed(item, found, self.feed.about, source.trouble)
        note.waiting.pop(key, None)
        note.seen.append(key)
        return source

    def _told_to_wait(self, source: Source) -> bool:
        """Whether a page's server asked for less: then the rest of the feed waits for the next look."""
        trouble = source.trouble
        if not isinstance(trouble, NotFetched) or trouble.status not in {429, 503}:
            return False
        self._note.due = max(self._note.due, self._now + min(trouble.wait or 0.0, _LONGEST))
        self._note.etag = self._note.modified = None
        return True


def _digest(key: str) -> str:
    """A key of fixed length: items may be named by a whole address or by their text."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
