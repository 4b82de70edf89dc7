"""Work for worker processes that goes wrong as the document says: real ends, real hangs, real memory."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from demarche.engines.child import peak
from demarche.engines.work import Outcome, Trouble
from demarche.errors import SettingError
from demarche.records import Document, Record, Run, Span, Statement


def work(document: Document) -> Outcome:
    """A word on the document and on the process, unless its first word says what goes wrong."""
    what, *rest = document.text.split()
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "die-once" and _first_time(rest[0]):
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "leave":
        sys.exit(3)
    if what == "hang":
        time.sleep(600)
    if what == "hang-once" and _first_time(rest[0]):
        time.sleep(600)
    if what == "grow":
        held = [bytes(range(256)) * 4096 for _ in range(int(rest[0]) >> 20)]
        return Trouble(f"{len(held)} MB held")
    if what == "refuse":
        raise SettingError("there is no such pipeline")
    if what == "break":
        raise ZeroDivisionError("a fault of ours")
    return Trouble(f"{what} {os.getpid()} {peak()}")


def record(document: Document) -> Outcome:
    """A record of a statement, after a while that leaves time to kill; or what :func:`work` does."""
    if not document.text.startswith("fine"):
        return work(document)
    time.sleep(0.01)
    words = (Span.of(document.text, 0, len(document.text)),)
    said = Statement("s1", None, ("NOR",), words, words, "indirect")
    return Record(document, statements=(said,), run=Run("0", "made", "made", "made"))


def _first_time(path: str) -> bool:
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


# A worker process loads this file before it works; only the process that the test names does so in peace.
if os.environ.get("DEMARCHE_TEST_LIVES", str(os.getpid())) != str(os.getpid()):
    os._exit(7)
