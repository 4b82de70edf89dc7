"""What is done with one report, wherever it is done, and who does it on this machine."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from demarche.errors import BrokenRecord, InputError

if TYPE_CHECKING:
    from demarche.records import Document, Record

Key = TypeVar("Key")

#: Below so many reports this process codes them itself: starting others takes as long as coding some 30 reports.
FEW = 64
#: New objects after which Python looks for garbage, and how many such looks before it looks at older ones too. By its
#: own 700, 10 and 10, looking took 5 to 15 ms of each report of 430 words, most of it at what a warm pipeline keeps;
#: so it takes 2. Between two looks a handful of reports can lie about.
LOOKS = (50_000, 10, 20)

#: Numerical libraries start a thread for each core in every process unless told not to.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class How:
    """What reports are coded with: another pipeline than the shipped one, a CSV with names of the user's own; and
    whether a first look may skip those with nothing to code."""

    pipeline: str | None = None
    world: Path | None = None
    gate: bool = False

    def checked(self) -> How:
        """The same, once it is known that the file of names can be read: a mistake in it is said once, at the start.

        Raises:
            MissingInput, SettingError: where it is not there or its rows are not as they should be.
        """
        if self.world is not None:
            from demarche.world import load

            load(self.world)
        return self


def look_less() -> None:
    """Let this process look for garbage less often than Python does by itself: for processes that are our own."""
    gc.set_threshold(*LOOKS)


def one_thread() -> None:
    """Let numpy multiply matrices on one core, unless the user has said otherwise: for a process that is our own,
    before numpy is loaded.

    The parse's matrices are small. On a free core a second thread gains little, and where other work holds the cores
    the threads wait for each other: a report was parsed in 7.9 s instead of 0.15 s, at a load of 10 on 2 cores.
    """
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


@dataclass(frozen=True, slots=True)
class Placed:
    """A report with where it was read; ``lasting`` as of :class:`demarche.archive.Incoming`."""

    document: Document
    place: str
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a report from being coded."""

    said: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A report that the first look did not let pass; ``score`` is how far it stayed below (0)."""

    score: float


Outcome: TypeAlias = "Record | Trouble | Skipped"


def outcome_of(document: Document, how: How) -> Outcome:
    """The record of a document, or what kept it from being made.

    A record that breaks a rule of ours is the trouble of that report here: among many reports it must not keep the
    others from being coded, each time anew. Coded alone, it raises.
    """
    from demarche.run import code

    try:
        if skipped := first_look(document, how):
            return skipped
        return code(document, pipeline=how.pipeline, world=how.world)
    except InputError as trouble:
        return Trouble(str(trouble))
    except BrokenRecord as fault:
        return Trouble(f"a fault of demarche's own, please report it: {fault}")


def first_look(document: Document, how: How) -> Skipped | None:
    """Whether a report can be skipped; it never is where that was not asked, or where its language has no gate.

    Raises:
        UnknownLanguage: where its language has no pack.
    """
    if not how.gate:
        return None
    from demarche.run import first_look as look

    score = look(document)
    return None if score is None or score >= 0 else Skipped(round(score, 3))


def coded(documents: Iterable[tuple[Key, Document]], workers: int | None, how: How) -> Iterator[tuple[Key, Outcome]]:
    """Each document's record, or what kept it from being made, in the order they came.

    ``workers``: so many supervised processes; 0 is this process; None is as many as there are cores, where there are
    reports enough to make starting them worth while.
    """
    rest = iter(documents)
    if workers is None:
        first = list(islice(rest, FEW))
        rest, workers = chain(first, rest), 0 if len(first) < FEW else cores()
    if not workers:
        yield from ((key, outcome_of(document, how)) for key, document in rest)
        return
    from demarche.engines.crew import Crew

    with Crew(workers, partial(outcome_of, how=how)) as crew:
        yield from crew.run(rest)


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
