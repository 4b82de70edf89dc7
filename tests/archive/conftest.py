"""Real archives in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.records import Record


@pytest.fixture
def dossier(tmp_path: Path) -> Callable[..., Archive]:
    """Make an archive of records and open it; called again, it adds to the same one."""

    def make(records: Iterable[Record], name: str = "dossier") -> Archive:
        path = tmp_path / name
        if not path.exists():
            archive.create(path).close()
        Writer(path).add([Incoming(record) for record in records])
        return archive.open(path)

    return make
