"""Reports that were coded to be looked at and are not in the archive yet; in memory only, the oldest let go first."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from demarche.errors import InputError, SettingError, TooLarge
from demarche.records import Document, Record

REPORTS = 50  # of one look: more than a person looks through; `demarche add` takes any number
LOOKS = 20  # kept at once


@dataclass(frozen=True, slots=True)
class Looked:
    """One report of a look: by which name it came, its record, or what kept it from being read."""

    name: str
    record: Record | None
    trouble: str = ""


@dataclass
class Desk:
    """What is being looked at, by a key that can't be guessed."""

    _looks: OrderedDict[str, list[Looked]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _coder: Lock = field(default_factory=Lock)

    def put(self, some: list[Looked]) -> str:
        """Keep a look; its key."""
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._looks[key] = some
            while len(self._looks) > LOOKS:
                self._looks.popitem(last=False)
        return key

    def get(self, key: str) -> list[Looked]:
        """The look of that key.

        Raises:
            SettingError: where it is not kept any more.
        """
        with self._lock:
            if key not in self._looks:
                raise SettingError("what was read here is not kept any more: give the text or the files again")
            return self._looks[key]

    def drop(self, key: str) -> None:
        """Let go of a look."""
        with self._lock:
            self._looks.pop(key, None)

    def code(self, document: Document) -> Record:
        """The record of a document; one at a time, so that many who ask at once do not fill the memory.

        Raises:
            InputError: where it can't be coded.
        """
        from demarche.run import code

        with self._coder:
            return code(document)

    def look(self, name: str, document: Document | None, trouble: Exception | None = None) -> Looked:
        """A document coded, or what kept it from being read or coded."""
        if document is None:
            return Looked(name, None, str(trouble or ""))
        try:
            return Looked(name, self.code(document))
        except InputError as fault:
            return Looked(name, None, str(fault))


def documents_in(folder: Path, about: dict[str, str | None]) -> Iterator[tuple[str, Document | None, Exception | None]]:
    """Reports of the files in a folder, in the order of their names.

    Raises:
        TooLarge: where there are more than can be looked through.
    """
    from demarche.read import Metadata
    from demarche.show.add import sources_of

    number = 0
    for file in sorted(folder.iterdir()):
        for source, _, _ in sources_of(file, {}, Metadata(**about)):
            number += 1
            if number > REPORTS:
                raise TooLarge(
                    f"there are more than {REPORTS} reports in what was given: nothing of it was read. Add so many "
                    "with `demarche add` (docs/commands.md)."
                )
            yield source.name, source.document, source.trouble
