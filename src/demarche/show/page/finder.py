"""The index of words of an archive, kept up to date while the page is served."""

from __future__ import annotations

import logging
from threading import Lock, Thread

from demarche.archive import Archive
from demarche.archive.word_index import WordIndex
from demarche.errors import DemarcheError

_LOG = logging.getLogger("uvicorn.error")
#: Reports that are read into the index while the reader waits: under 0.3 s. More are read behind the reader's back.
AT_ONCE = 300


class Finder:
    """Gives the index where it shows the version that is asked for; else has it brought up to date."""

    def __init__(self) -> None:
        self._index: WordIndex | None = None
        self._lock = Lock()
        self._busy: Thread | None = None

    def at(self, archive: Archive) -> WordIndex | None:
        """The index at the archive's version; None where it is not there yet, or shows another version."""
        index = self.index(archive)
        with self._lock:
            known = index.version()
            if known == archive.version:
                return index
            if known is not None and known > archive.version:
                return None
            if self._busy is not None and self._busy.is_alive():
                return None
            if index.behind(archive) <= AT_ONCE:
                index.update(archive)
                return index
            self._busy = Thread(target=_update, args=(index, archive), name="search index", daemon=True)
            self._busy.start()
            return None

    def index(self, archive: Archive) -> WordIndex:
        """The index, whatever version it shows."""
        with self._lock:
            if self._index is None:
                self._index = WordIndex(archive.path)
            return self._index

    def wait(self) -> None:
        """Until what is being brought up to date is."""
        if self._busy is not None:
            self._busy.join()


def _update(index: WordIndex, archive: Archive) -> None:
    try:
        index.update(archive)
    except (DemarcheError, OSError) as fault:  # searching goes on without it, slower
        _LOG.warning("the index of words could not be made: %s", fault)
