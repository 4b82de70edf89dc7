"""Many reports at once: worker processes that code them, a bar that shows how far they are."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from demarche.errors import InputError

if TYPE_CHECKING:
    from demarche.records import Document, Record

Key = TypeVar("Key")

#: Reports that a worker is given at a time: large enough that passing them costs nothing, small enough to share out.
CHUNK = 8


@dataclass(frozen=True, slots=True)
class How:
    """What reports are coded with: another pipeline than the shipped one, a CSV with names of the user's own."""

    pipeline: str | None = None
    world: Path | None = None

    def checked(self) -> How:
        """The same, once it is known that the file of names can be read: a mistake in it is said once, at the start.

        Raises:
            MissingInput, SettingError: where it is not there or its rows are not as they should be.
        """
        if self.world is not None:
            from demarche.world import load

            load(self.world)
        return self


def coded(
    documents: Iterable[tuple[Key, Document]], workers: int, how: How
) -> Iterator[tuple[Key, Record | None, str | None]]:
    """Each document's record, or what kept it from being made, in the order they came."""
    rest = iter(documents)
    if workers == 1:
        while some := list(islice(rest, CHUNK)):
            yield from _with_keys(some, code_chunk([document for _, document in some], how))
    else:
        yield from _coded_by_many(rest, workers, how)


def code_chunk(documents: list[Document], how: How) -> list[Record | str]:
    """Records of some documents; where one can't be coded, what the trouble is. Runs in a worker process too."""
    from demarche.run import code

    found: list[Record | str] = []
    for document in documents:
        try:
            found.append(code(document, pipeline=how.pipeline, world=how.world))
        except InputError as trouble:
            found.append(str(trouble))
    return found


def _with_keys(
    some: list[tuple[Key, Document]], results: list[Record | str]
) -> Iterator[tuple[Key, Record | None, str | None]]:
    for (key, _), result in zip(some, results, strict=True):
        yield (key, None, result) if isinstance(result, str) else (key, result, None)


def _coded_by_many(
    rest: Iterator[tuple[Key, Document]], workers: int, how: How
) -> Iterator[tuple[Key, Record | None, str | None]]:
    """The same with worker processes: no more than three chunks a worker wait, so memory stays bounded."""
    pool = _Pool(workers, how)
    queue: deque[tuple[list[tuple[Key, Document]], Future[list[Record | str]]]] = deque()
    try:
        while True:
            while len(queue) < 3 * workers and (some := list(islice(rest, CHUNK))):
                queue.append((some, pool.give(some)))
            if not queue:
                return
            some, future = queue.popleft()
            try:
                results = future.result()
            except BrokenProcessPool:
                pool.renew()
                results = [pool.alone(one) for one in some]
                queue = deque((other, pool.give(other)) for other, _ in queue)
            yield from _with_keys(some, results)
    finally:
        pool.close()


class _Pool:
    """Worker processes that are started anew when one of them was killed."""

    def __init__(self, workers: int, how: How) -> None:
        self._workers, self._how = workers, how
        self._start()

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(self._workers, mp_context=multiprocessing.get_context("spawn"))

    def give(self, some: list[tuple[Key, Document]]) -> Future[list[Record | str]]:
        """Have a chunk coded."""
        return self._pool.submit(code_chunk, [document for _, document in some], self._how)

    def alone(self, one: tuple[Key, Document]) -> Record | str:
        """Code one document by itself; where that kills its process too, say so."""
        try:
            return self.give([one]).result()[0]
        except BrokenProcessPool:
            self.renew()
            return "the process that coded it died twice; it is left out"

    def renew(self) -> None:
        """New processes for those that are gone."""
        self.close()
        self._start()

    def close(self) -> None:
        """Let the processes go."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Progress:
    """A bar with rate, time left and troubles on standard error, where that is a terminal."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            self._bar = progress.Progress(
                progress.TextColumn("adding"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TextColumn("{task.fields[rate]}"),
                progress.TimeRemainingColumn(),
                progress.TextColumn("{task.fields[troubles]} with trouble"),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("adding", total=self._total, troubles=0, rate="")
            self._done, self._since = 0, time.monotonic()
        return self

    def step(self, troubles: int = 0) -> None:
        """One report further."""
        if self._bar is not None:
            self._done += 1
            rate = self._done / max(time.monotonic() - self._since, 0.001)
            self._bar.update(self._task, advance=1, troubles=troubles, rate=f"{rate:.1f} a second")

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def expected(files: Iterable[Path]) -> int | None:
    """How many reports files hold, for the time left: lines of JSONL and CSV, rows of Parquet, one for each text.

    None where that is not known before they are read, as with archives of pages and mail.
    """
    from demarche.read.kinds import JSONL_SUFFIXES, MANY, TABLES, kind_of

    total = 0
    for file in files:
        kind = file.suffix.lower()
        if kind_of(file).suffix in MANY and kind not in JSONL_SUFFIXES:  # an archive, a mailbox: not known before
            return None
        try:
            if kind == ".parquet":
                import pyarrow.parquet as pq

                total += pq.read_metadata(file).num_rows
            elif kind in JSONL_SUFFIXES | TABLES:
                with file.open("rb") as lines:
                    total += sum(1 for line in lines if line.strip())
            else:
                total += 1
        except (OSError, ValueError):  # reading it says what the trouble is; ArrowInvalid is a ValueError
            total += 1
    return total
