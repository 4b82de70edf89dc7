"""Writers for the tests of faults, as processes of their own that can be killed.

One process loads the libraries and forks a writer for each line it is given, ``ARCHIVE FIRST LAST SIZE OUT`` (tabs in
between), whose process id it prints. A writer adds made-up reports FIRST to LAST in batches of SIZE, and puts each
batch's addresses into the file OUT, a line for each commit, once it is in.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from made_reports import report

from demarche.archive import Incoming, Writer, store


def write(path: str, first: int, last: int, size: int, out: str) -> None:
    """Add the reports, saying which are in."""
    store.ensure(Path(path))
    writer = Writer(Path(path))
    with Path(out).open("w") as said:
        for start in range(first, last, size):
            batch = [report(n) for n in range(start, min(start + size, last))]
            writer.add([Incoming(record) for record in batch])
            print(" ".join(str(record.document.url) for record in batch), file=said, flush=True)


def main() -> None:
    """Fork a writer for each line of standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended writers leave no trace
    for line in sys.stdin:
        path, *numbers, out = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            write(path, *map(int, numbers), out)  # type: ignore[call-arg]
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main()
