"""A server sees what another program adds at its next look, though it does not open the log at every one."""

from __future__ import annotations

import os
import time
from pathlib import Path

from served import record

from demarche import archive
from demarche.archive import Incoming, Writer
from demarche.show.page.asked import Shelf


def test_a_commit_by_another_program_is_seen_at_the_next_look(tmp_path: Path) -> None:
    folder = tmp_path / "nets"
    archive.create(folder).close()
    Writer(folder).add([Incoming(record())])
    long_ago = time.time() - 60
    os.utime(folder / "_delta_log", (long_ago, long_ago))  # as an archive that nobody has touched for a minute
    shelf = Shelf(str(folder))
    first = shelf.get(None)
    assert shelf.get(None) is first
    assert shelf.get(None) is first
    for n in range(3):  # commits one right after another, a look after each
        Writer(folder).add([Incoming(record(f"More {n}", "Fjord"))])
        assert shelf.get(None).count("reports") == n + 2
