"""The archive: many reports, one dossier whose every state can be cited.

::

    import demarche

    d = demarche.open("dossier")            # or demarche.open("dossier@17")
    d.events(party="RUS", since="2022-01").df()
    d.sql("SELECT type, count(*) FROM events GROUP BY type").rows()

Writing: :class:`Writer` adds coded reports, :mod:`demarche.archive.corrections` what people correct.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar, overload

from demarche.archive import store
from demarche.archive.columns import NO_DAY, Coded, Frame, Text, as_date, as_day
from demarche.archive.door import Answer, Archive
from demarche.archive.filters import Filter
from demarche.archive.selection import Selection
from demarche.archive.writer import Added, Incoming, Writer

__all__ = [
    "NO_DAY", "Added", "Answer", "Archive", "Coded", "Filter", "Frame", "Incoming", "Selection", "Text", "Writer",
    "as_date", "as_day", "create", "open",
]  # fmt: skip


Kind = TypeVar("Kind", bound=Archive)


@overload
def open(path: str | Path, version: int | None = None) -> Archive:
    """An archive."""


@overload
def open(path: str | Path, version: int | None = None, *, kind: type[Kind]) -> Kind:
    """An archive of that class."""


def open(path: str | Path, version: int | None = None, *, kind: type[Any] = Archive) -> Any:
    """The archive in folder ``path``, at its newest version, at ``version``, or as ``"DIR@17"`` says.

    ``kind`` is a class of archive that rooms to the right make, with more than questions at hand.

    Raises:
        NoArchive: where the folder holds none.
        NoSuchVersion: where it never had that version.
    """
    folder, number = store.split_version(path, version)
    return kind(folder, store.load(folder, number))


def create(path: str | Path) -> Archive:
    """A new, empty archive in the folder ``path``.

    Raises:
        ArchiveExists: where the folder is in use.
    """
    folder = Path(path)
    return Archive(folder, store.create(folder))
