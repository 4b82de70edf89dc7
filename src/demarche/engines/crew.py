"""Supervised worker processes: one that dies, hangs or takes too much memory is replaced, and its reports done again.

A worker says what became of each report as soon as it is done, so what is lost with it is the one report it was at.
That report is tried once more, by another worker; the second time it is set aside as trouble of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar

from demarche.engines.child import Broken, Done, Ready, serve
from demarche.engines.work import ONE_THREAD, Outcome, Trouble
from demarche.errors import NoWorkers

if TYPE_CHECKING:
    from demarche.records import Document

Key = TypeVar("Key")

#: Reports that a worker is given at a time: large enough that passing them costs nothing, small enough to share out.
CHUNK = 8
#: Reports a worker that may be under way or wait for an earlier one, so that they come out in order and memory stays
#: bounded: a record takes some 50 kB.
WINDOW = 256
#: Times that a report may cost a worker its life.
TRIES = 2
#: Starts in a row that may fail before the job does: what keeps one worker from starting keeps all.
STARTS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take for one report.

    A report takes some 0.1 ms a character on a free core, and the first one of a worker 3 s more to load the pipeline;
    a machine may be busy with ten other jobs.
    """

    seconds: float = 60.0
    seconds_a_character: float = 0.001
    seconds_to_start: float = 120.0
    #: Bytes of address space; a report of a million characters takes 1 to 2 GB.
    memory: int = 4_000_000_000
    #: Bytes that a worker may hold at most after a report; above it a fresh one takes its place (3 s): what it keeps of
    #: words and features grows by 25 kB a report, and two workers with the program over them stay under 1.5 GB so.
    kept: int = 550_000_000

    def of(self, document: Document) -> float:
        """Seconds that a document may take."""
        return self.seconds + self.seconds_a_character * len(document.text)


@dataclass(slots=True)
class _Item:
    number: int
    key: Any
    document: Document
    blamed: int = 0


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    deadline: float
    ready: bool = False
    items: deque[_Item] = field(default_factory=deque)


class _Line:
    """Reports in a line: given out in chunks, taken back in any order, handed on in the order they came."""

    def __init__(self, documents: Iterable[tuple[Any, Document]], window: int) -> None:
        self._rest = (_Item(n, key, document) for n, (key, document) in enumerate(documents))
        self._window = window
        self._again: deque[deque[_Item]] = deque()
        self._done: dict[int, tuple[Any, Outcome]] = {}
        self._given = self._handed = 0

    def give(self) -> deque[_Item]:
        """The next chunk; empty where there is none, or too many are under way."""
        if self._again:
            return self._again.popleft()
        free = min(CHUNK, self._window - (self._given - self._handed))
        chunk = deque(islice(self._rest, max(free, 0)))
        self._given += len(chunk)
        return chunk

    def take_back(self, items: deque[_Item]) -> None:
        """Reports that were given out and not done."""
        if items:
            self._again.append(items)

    def done(self, item: _Item, outcome: Outcome) -> None:
        """What became of a report."""
        self._done[item.number] = (item.key, outcome)

    def finished(self) -> Iterator[tuple[Any, Outcome]]:
        """What can be handed on."""
        while self._handed in self._done:
            yield self._done.pop(self._handed)
            self._handed += 1

    @property
    def under_way(self) -> bool:
        """Whether something was given out that is not handed on."""
        return self._handed < self._given


class Crew:
    """``size`` worker processes that do ``work``, a function that can be named (it is called in other processes)."""

    def __init__(self, size: int, work: Callable[[Document], Outcome], limits: Limits | None = None) -> None:
        self._size, self._work, self._limits = size, work, limits or Limits()
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self.started = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    @property
    def processes(self) -> list[int]:
        """Process ids of the workers that are at it; those that only start are left out."""
        return [worker.process.pid for worker in self._workers if worker.ready]

    def run(self, documents: Iterable[tuple[Key, Document]]) -> Iterator[tuple[Key, Outcome]]:
        """Each document's outcome, in the order they came.

        Raises:
            NoWorkers: where workers can't be started.
            DemarcheError: what a worker met that is no trouble of one report, as a pipeline that is not there.
        """
        line = _Line(documents, WINDOW * self._size)
        while True:
            yield from line.finished()
            self._hand_out(line)  # after what is finished made room: then nothing under way means that all is done
            if not line.under_way:
                return
            self._listen(line)

    def _hand_out(self, line: _Line) -> None:
        """Give chunks to idle workers, and start workers while there is work for them."""
        for worker in self._workers:
            if worker.ready and not worker.items and (chunk := line.give()):
                self._send(worker, chunk)
        while len(self._workers) < self._size and (chunk := line.give()):
            self._workers.append(self._start(chunk))

    def _start(self, chunk: deque[_Item]) -> _Worker:
        ours, theirs = self._context.Pipe()
        with _one_thread():
            process = self._context.Process(
                target=serve, args=(theirs, self._work, self._limits.memory), daemon=True, name="demarche worker"
            )
            process.start()
        theirs.close()  # else its end is never seen to close when it dies
        self.started += 1
        return _Worker(process, ours, time.monotonic() + self._limits.seconds_to_start, items=chunk)

    def _send(self, worker: _Worker, chunk: deque[_Item]) -> None:
        worker.items = chunk
        worker.deadline = time.monotonic() + self._limits.of(chunk[0].document)
        try:
            worker.pipe.send([item.document for item in chunk])
        except OSError:  # it died while it was idle; its end of the pipe says so when it is listened to
            return

    def _listen(self, line: _Line) -> None:
        """Take what workers say; bury the dead and end the late."""
        busy = {worker.pipe: worker for worker in self._workers}
        next_deadline = min((w.deadline for w in self._workers if w.items), default=time.monotonic())
        for pipe in wait(list(busy), timeout=min(max(next_deadline - time.monotonic(), 0.05), 1.0)):
            worker = busy.pop(pipe)  # type: ignore[call-overload]
            try:
                self._hear(worker, worker.pipe.recv(), line)
            except (EOFError, OSError):
                worker.process.join()
                self._bury(worker, line, f"ended ({_how(worker.process.exitcode)})")
        for worker in busy.values():
            if worker.items and time.monotonic() > worker.deadline and not worker.pipe.poll():
                self._bury(worker, line, "took too long and was ended")

    def _hear(self, worker: _Worker, said: Ready | Done | Broken, line: _Line) -> None:
        if isinstance(said, Ready):
            self._failed_starts, worker.ready = 0, True
            self._send(worker, worker.items)
            return
        if isinstance(said, Broken):
            raise said.error
        line.done(worker.items.popleft(), said.outcome)
        if worker.items:
            worker.deadline = time.monotonic() + self._limits.of(worker.items[0].document)
        if said.memory > self._limits.kept:
            self._retire(worker, line)

    def _retire(self, worker: _Worker, line: _Line) -> None:
        """Let a worker go, and give what it has left to others."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        line.take_back(worker.items)

    def _bury(self, worker: _Worker, line: _Line, how: str) -> None:
        """Let go of a worker that is lost, and lay it to the report that it was at."""
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise NoWorkers(
                    f"worker processes can't be started: {STARTS} in a row {how}. Is there memory enough "
                    "(400 MB for each)? In a script of your own, start the work under `if __name__ == '__main__':`."
                )
        elif worker.items:
            first = worker.items[0]
            first.blamed += 1
            if first.blamed >= TRIES:
                said = f"the process that coded it {how}, {TRIES} times; it is left out"
                line.done(worker.items.popleft(), Trouble(said))
        self._retire(worker, line)


def _how(code: int | None) -> str:
    return f"killed by signal {-code}" if code and code < 0 else f"status {code}"


@contextmanager
def _one_thread() -> Iterator[None]:
    """What is started meanwhile uses one thread for numerical work, unless the user said otherwise."""
    missing = [name for name in ONE_THREAD if name not in os.environ]
    os.environ.update(dict.fromkeys(missing, "1"))
    try:
        yield
    finally:
        for name in missing:
            del os.environ[name]
