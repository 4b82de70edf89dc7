"""The worker process of ``crew``: does what it is sent, one report after another, until nobody listens any more."""

from __future__ import annotations

import contextlib
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.engines.work import Outcome, Trouble, look_less
from demarche.errors import DemarcheError

if TYPE_CHECKING:
    from demarche.records import Document


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has started."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a report, and the most bytes that the process has held so far."""

    outcome: Outcome
    memory: int


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that is no trouble of one report: the whole job ends with it."""

    error: Exception


def serve(pipe: Connection, work: Callable[[Document], Outcome], memory: int) -> None:
    """Answer each list of documents with what became of each."""
    # Ctrl-C reaches all processes of a terminal; the one that supervises decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory)
    look_less()
    # The other end is gone: there is nobody to work for.
    with contextlib.suppress(EOFError, OSError):
        pipe.send(Ready())
        while True:
            for document in pipe.recv():
                pipe.send(_done(work, document, memory))


def _done(work: Callable[[Document], Outcome], document: Document, memory: int) -> Done | Broken:
    try:
        return Done(work(document), peak())
    except MemoryError:
        # All of the limit counts as held: a process that came so far is replaced.
        return Done(Trouble(f"coding it takes over {memory / 1e9:g} GB; split it into reports"), memory)
    except DemarcheError as error:
        return Broken(error)
    # A fault of ours ends the job as it does without workers; tracebacks don't pass between processes, their text does.
    except Exception as error:
        return Broken(RuntimeError(f"{type(error).__name__} in a worker process\n{traceback.format_exc()}"))


def peak() -> int:
    """The most bytes of memory that this process has held; 0 where that can't be known.

    Linux hands the figure of ``getrusage`` on from parent to child, so there the process's own page is read.
    """
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) * 1024
    try:
        import resource
    except ImportError:  # Windows
        return 0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def _limit_memory(memory: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
