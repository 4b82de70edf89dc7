"""What a request asks: which version, which language, which filter. Names are allow-listed; values never become SQL."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from demarche import analyse
from demarche.analyse.door import Dossier
from demarche.analyse.shapes import Result
from demarche.archive import Filter
from demarche.archive.kept import Kept
from demarche.archive.memory import Memory
from demarche.errors import SettingError
from demarche.show import labels
from demarche.show.charts.theme import Words
from demarche.show.page.finder import Finder
from demarche.show.page.saved import Saved
from demarche.show.party_names import codes_in

#: Filters that an address may have; those that may be there several times.
FILTERS = ("since", "until", "party", "type", "topic", "stance", "status", "speaker", "outlet", "language", "words")
SEVERAL = frozenset(FILTERS) - {"since", "until", "words"}
COOKIE = "lang"
_OLD = 2_000_000_000  # nanoseconds: file systems keep times of changes to milliseconds, old ones to two seconds
_KEPT_VERSIONS = 8  # open at once: an older one is read again when it is asked for
_KEPT_RESULTS = 24  # of analyses: on 80,000 reports the largest has some 100 MB, most have less than one
_KEPT_ANSWERS = 200  # whole answers that took long to make, of some 50 to 500 KB each


@dataclass
class Shelf:
    """The versions of one archive that are open; shared by the threads that answer."""

    place: str
    _open: dict[int, Dossier] = field(default_factory=dict)
    _newest: Dossier | None = None
    _lock: Lock = field(default_factory=Lock)
    results: Kept = field(default_factory=lambda: Kept(_KEPT_RESULTS))
    renewed: Callable[[], object] | None = None  # told that the archive has a new version
    finder: Finder = field(default_factory=Finder)
    saved: Saved = field(init=False)
    answers: Kept = field(default_factory=lambda: Kept(_KEPT_ANSWERS))
    _seen: int | None = None  # when the log's folder had last changed as the newest version was asked for

    def __post_init__(self) -> None:
        self.saved = Saved(lambda: self.finder.index(self.get(None)).file.parent)

    @property
    def pinned(self) -> bool:
        """Whether one version was asked for (``DIR@17``): nothing newer is shown, and nothing is written."""
        return "@" in self.place.rpartition("/")[2]

    def get(self, version: int | None) -> Dossier:
        """The archive at a version, at its newest without one.

        Raises:
            NoSuchVersion: where it never had that version.
        """
        with self._lock:
            if version is None:
                if self._newest is None:
                    self._newest = analyse.open(self.place).hold(Memory())
                elif not self.pinned and not self._unchanged():
                    before, self._newest = self._newest, self._newest.latest()
                    if before is not self._newest and self.renewed is not None:
                        self.renewed()
                return self._newest
            if version not in self._open:
                if len(self._open) >= _KEPT_VERSIONS:
                    self._open.pop(next(iter(self._open)))
                folder = self.place.rpartition("@")[0] if self.pinned else self.place
                self._open[version] = analyse.open(folder, version)
            return self._open[version]

    def _unchanged(self) -> bool:
        """Whether no commit has come since the newest version was asked for, by the time at which the folder of the
        log changed: opening the log at each look takes 20 ms. False where that can't be told."""
        try:
            changed = Path(self.place, "_delta_log").stat().st_mtime_ns
        except OSError:  # a store that is no folder here
            return False
        same = changed == self._seen
        # A commit in the same tick of the clock as the one before would not move the time: believe it once it is old.
        self._seen = changed if time.time_ns() - changed > _OLD else None
        return same


@dataclass(frozen=True)
class Asked:
    """A request, read: the dossier, the words, the filter."""

    dossier: Dossier
    words: Words
    filter: dict[str, str | tuple[str, ...]]
    at: int | None
    shelf: Shelf

    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of the parties of the filter."""
        given = self.filter.get("party", ())
        return given if isinstance(given, tuple) else (given,)

    @property
    def narrowed(self) -> Filter:
        """The archive's filter with what was asked."""
        return Filter().with_(**self.filter)

    def result(self, name: str, *parties: str, **options: Any) -> Result:
        """What an analysis gives for this version; made once."""
        key = (self.dossier.version, name, parties, tuple(sorted(options.items())))
        analysis: Callable[..., Result] = getattr(self.dossier.analyse, name)
        return self.shelf.results.get(key, lambda: analysis(*parties, **options))

    def address(self, path: str, **more: str | int | None) -> str:
        """An address inside the page with the version and the filter of this one; ``None`` leaves a name out."""
        query: list[tuple[str, str]] = [("at", str(self.at))] if self.at is not None else []
        for name, value in self.filter.items():
            if name not in more:
                query += [(name, one) for one in ((value,) if isinstance(value, str) else value)]
        query += [(name, str(value)) for name, value in more.items() if value is not None]
        quoted = quote(path, safe="/:%")
        return f"{quoted}?{urlencode(query)}" if query else quoted


def read(request: Request, shelf: Shelf) -> Asked:
    """What a request asks.

    Raises:
        SettingError: where the version is no number.
    """
    query = request.query_params
    at = query.get("at")
    if at is not None and not (at.isascii() and at.isdigit() and len(at) < 10):
        raise SettingError(f"a version is a whole number, and not {at[:40]!r}")
    chosen: dict[str, str | tuple[str, ...]] = {}
    for name in FILTERS:
        given = tuple(value for value in query.getlist(name) if value.strip())
        if name == "party":
            given = tuple(code for value in given for code in codes_in(value))
        if given:
            chosen[name] = given if name in SEVERAL else given[-1].strip()
    version = None if at is None else int(at)
    return Asked(shelf.get(version), Words.of(language_of(request)), chosen, version, shelf)


def language_of(request: Request) -> str:
    """The reader's language: asked for here, else chosen before, else the first of the browser's that we have."""
    known = labels.installed()
    for given in (request.query_params.get(COOKIE), request.cookies.get(COOKIE)):
        if given in known:
            return str(given)
    return by_wish(request.headers.get("accept-language", ""), known)


def by_wish(header: str, known: tuple[str, ...]) -> str:
    """The language of an Accept-Language header that is wished most and is there."""
    wishes = []
    for place, part in enumerate(header.split(",")[:20]):
        name, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        wishes.append((-weight, place, name.partition("-")[0].lower()))
    return next((name for weight, _, name in sorted(wishes) if name in known and weight < 0), labels.FALLBACK)
