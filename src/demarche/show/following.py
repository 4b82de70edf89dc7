"""Rounds over followed feeds: what is due is looked at, coded, added and told; then what was seen is written down."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import typer

from demarche.archive import Incoming, Writer, store
from demarche.archive.upkeep import compact_if_many
from demarche.archive.writer import Added
from demarche.engines import How
from demarche.errors import DemarcheError
from demarche.read.web import Web
from demarche.read.web.follow import Feed, Look, load_feeds
from demarche.read.web.memory import Note, load, save
from demarche.show.add import Job, run
from demarche.show.say import say

#: Beside the archive's own files; names that begin so are none of the storage engine's.
MEMORY = "_watch.json"
#: The file of feeds is read again so often, so that a change to it counts without a new start.
_NAP = 60.0


class Watch:
    """Feeds that are followed into one archive."""

    def __init__(
        self, feeds: Path, archive: Path, web: Web, *, pipeline: str | None = None, world: Path | None = None
    ) -> None:
        self._file, self._archive, self._web = feeds, archive, web
        self._how = How(pipeline, world).checked()
        self._feeds = load_feeds(feeds)
        store.ensure(archive)
        self._memory = archive / MEMORY
        self._notes = load(self._memory)
        # A refused address may be allowed by now (--allow-local), and no server is troubled by trying it again.
        for note in self._notes.values():
            note.due = 0.0 if note.refused else note.due

    def round(self, *, tell_all: bool = True) -> int:
        """Look at each feed that is due; how many feeds and reports gave trouble. What brought nothing is told too
        where that is wanted."""
        return sum(self._look(feed, tell_all) for feed in self._feeds if self._due(feed) <= time.time())

    def go_on(self) -> None:
        """Round after round, until the program is stopped or all feeds are gone."""
        # What a service manager sends to end a program ends this one as Ctrl-C does: what is coded is kept.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        typer.echo(f"following {some(len(self._feeds), 'feed')}, until stopped with Ctrl-C", err=True)
        try:
            while any(not self._note(feed).gone for feed in self._feeds):
                self.round(tell_all=False)
                compact_if_many(self._archive)
                next_one = min(self._due(feed) for feed in self._feeds)
                time.sleep(min(max(next_one - time.time(), 0.1), _NAP))
                self._read_again()
        except KeyboardInterrupt:
            typer.echo("stopped. Give the same command to go on.", err=True)
            raise typer.Exit(130) from None
        typer.echo("no feed is left to follow.")

    def say_when(self) -> None:
        """Say when each feed is asked again."""
        for feed in self._feeds:
            if not self._note(feed).gone:
                at = datetime.fromtimestamp(self._note(feed).due)
                typer.echo(f"{_name(feed)}: to be asked again from {at:%Y-%m-%d %H:%M}")

    def _note(self, feed: Feed) -> Note:
        return self._notes.get(feed.url, Note())

    def _due(self, feed: Feed) -> float:
        note = self._note(feed)
        return float("inf") if note.gone else note.due

    def _look(self, feed: Feed, tell_all: bool) -> int:
        look, job = Look(feed, self._note(feed), self._web, time.time()), Job()
        teller = Teller(self._archive, feed)
        found = ((source, source.name, True) for source in look.reports())
        run(teller, job, found, how=self._how)
        self._notes[feed.url] = look.settle()
        save(self._memory, self._notes)
        if look.said:
            say(f"demarche: {_name(feed)}: {look.said}", err=True)
        for trouble in job.troubles:
            say(f"demarche: {trouble}", err=True)
        failed = look.settle().failures > 0
        if not failed and (tell_all or job.new or job.changed or job.troubles):
            told = f"{job.new} new, {job.changed} changed, {job.same} there already, {len(job.troubles)} with trouble"
            typer.echo(f"{datetime.now():%Y-%m-%d %H:%M} {_name(feed)}: {told}")
        return len(job.troubles) + failed

    def _read_again(self) -> None:
        try:
            self._feeds = load_feeds(self._file)
        except DemarcheError as trouble:
            typer.echo(f"demarche: {trouble} Going on with the feeds as they were.", err=True)


class Teller(Writer):
    """A writer that tells of each report that it adds."""

    def __init__(self, archive: Path, feed: Feed) -> None:
        super().__init__(archive)
        self._feed = feed

    def add(self, batch: Sequence[Incoming], *, once: str | None = None) -> Added:
        """Add a batch, then tell of it."""
        added = super().add(batch, once=once)
        for one in batch:
            record = one.record
            title = record.document.title or record.document.text.strip().split("\n")[0]
            held = (
                f"{len(record.statements)} statements, {len(record.events)} events, {len(record.positions)} positions"
            )
            say(f"  + {title[:100]} ({held}) {record.document.url or ''}")
        return added


def some(count: int, what: str) -> str:
    """``1 event``, ``2 events``."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _name(feed: Feed) -> str:
    return feed.about.outlet or urlsplit(feed.url).hostname or feed.url
