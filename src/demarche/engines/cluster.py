"""Batches done by Ray: an actor for each core asked for, wherever in the cluster, all writing to the same archive.

Ray starts actors, brings batches to them and says when one is gone; which batch is done when, by whom and how often
is decided here. Not Ray Data: it hung without a word when its actors held every core, and could not resume.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche.engines.batches import Batch, BatchDone
from demarche.engines.crew import STARTS, TRIES, Limits
from demarche.errors import DemarcheError, NoProgress, NoWorkers, SettingError

if TYPE_CHECKING:
    from demarche.engines.work import Outcome
    from demarche.records import Document

#: Seconds without anything done after which a job fails and says why.
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Site:
    """Where and how a cluster's job runs.

    ``workers``: actors, each with a core of its own; None is one for each core but one. ``address``: a cluster's, else
    the environment's RAY_ADDRESS, else a cluster of this machine for as long as the job lasts.
    """

    workers: int | None = None
    address: str | None = None
    patience: float = PATIENCE
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class _Try:
    batch: Batch
    tries: int = 0


@dataclass(slots=True)
class _Actor:
    handle: Any
    since: float
    process: int = 0  # once it is ready
    at: _Try | None = None


class _Queue:
    """Batches in their order, those that have to be done again first, no wave before the one before it is done."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self._rest = iter(batches)
        self._again: deque[_Try] = deque()
        self._ahead: Batch | None = None
        self._wave = 0

    def next(self, busy: bool) -> _Try | None:
        """The next batch; None where there is none, or where it has to wait for those that are under way."""
        if self._again:
            return self._again.popleft()
        self._ahead = self._ahead or next(self._rest, None)
        if self._ahead is None or (self._ahead.wave > self._wave and busy):
            return None
        batch, self._ahead = self._ahead, None
        self._wave = batch.wave
        return _Try(batch)

    def again(self, *tries: _Try) -> None:
        """Batches that were lost."""
        self._again.extend(tries)


class Cluster:
    """A job on Ray: ``work`` is done for every report, and each batch is committed to ``archive``."""

    def __init__(self, archive: Path, work: Callable[[Document], Outcome], site: Site | None = None) -> None:
        self._archive, self._work, self._site = archive.resolve(), work, site or Site()
        self._actors: dict[Any, _Actor] = {}  # by what it was asked last
        self._idle: list[_Actor] = []
        self._failed_starts = 0
        self._last = time.monotonic()
        self.started = self.lost = 0

    def __enter__(self) -> Cluster:
        self._ray = _ray()
        address = self._site.address or os.environ.get("RAY_ADDRESS") or "local"
        # One core more than there are actors: Ray must never wait for a core that an actor holds.
        here = {"num_cpus": (self._site.workers or _cores()) + 1} if address == "local" else {}
        self._ray.init(address, include_dashboard=False, log_to_driver=False, logging_level="error", **here)
        cores = int(self._ray.cluster_resources().get("CPU", 1))
        self._size = self._site.workers or max(cores - 1, 1)
        self._make = self._ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(Coder)
        return self

    def __exit__(self, *_: object) -> None:
        for actor in (*self._actors.values(), *self._idle):
            self._ray.kill(actor.handle)
        self._ray.shutdown()

    @property
    def processes(self) -> list[int]:
        """Process ids of the actors that are at it, each on its own machine."""
        return [actor.process for actor in self._actors.values() if actor.process]

    def run(self, batches: Iterable[Batch]) -> Iterator[BatchDone]:
        """What became of each batch, as they are done.

        Raises:
            NoProgress: where nothing was done for too long; it says what was under way and what the cluster lacks.
            NoWorkers: where actors can't be started.
            DemarcheError: what an actor met that is no trouble of one report.
        """
        queue = _Queue(batches)
        self._last = time.monotonic()
        while True:
            self._staff(queue)
            if not self._busy():
                return
            done, _ = self._ray.wait(list(self._actors), num_returns=1, timeout=1.0)
            for ref in done:
                yield from self._settle(self._actors.pop(ref), ref, queue)
            self._look_at_the_clock()

    def _busy(self) -> bool:
        return any(actor.at for actor in self._actors.values())

    def _staff(self, queue: _Queue) -> None:
        """Give batches to those that wait, and start an actor for each further one, up to as many as are wanted."""
        while len(self._actors) < self._size and (one := queue.next(self._busy())):
            if self._idle:
                actor = self._idle.pop()
                actor.at = one
                self._give(actor)
                continue
            handle = self._make.remote(str(self._archive), self._work, self._site.limits)
            self.started += 1
            self._actors[handle.ready.remote()] = _Actor(handle, time.monotonic(), at=one)

    def _settle(self, actor: _Actor, ref: Any, queue: _Queue) -> Iterator[BatchDone]:
        """An actor answered, or is gone."""
        from ray.exceptions import RayError, RayTaskError

        try:
            said = self._ray.get(ref)
        except RayTaskError as error:
            self._actors[ref] = actor
            cause = error.cause if isinstance(error.cause, Exception) else error
            if isinstance(cause, DemarcheError):
                raise cause from None
            raise RuntimeError(f"a worker of the cluster met a fault of demarche's own: {error}") from None
        except RayError as error:
            yield from self._bury(actor, queue, str(error))
            return
        self._last = time.monotonic()
        if isinstance(said, BatchDone):
            actor.at = queue.next(self._busy())
        else:
            self._failed_starts, actor.process = 0, said
        self._give(actor)
        if isinstance(said, BatchDone):
            yield said

    def _give(self, actor: _Actor) -> None:
        """Have an actor do the batch that it is at; one without a batch waits."""
        if actor.at is None:
            self._idle.append(actor)
            return
        actor.since = time.monotonic()
        self._actors[actor.handle.do.remote(actor.at.batch)] = actor

    def _bury(self, actor: _Actor, queue: _Queue, how: str) -> Iterator[BatchDone]:
        """An actor is gone: its batch is done again, and after the second time report by report."""
        self.lost += 1
        one = actor.at
        assert one is not None  # an actor without a batch was let go
        if not actor.process:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise NoWorkers(f"{STARTS} workers of the cluster in a row ended before they were ready: {how}")
            queue.again(one)
            return
        one.tries += 1
        if one.tries < TRIES:
            queue.again(one)
        elif len(one.batch.reports) > 1:
            queue.again(*map(_Try, one.batch.apart()))
        else:
            self._last = time.monotonic()
            place = one.batch.reports[0].place
            said = f"{place}: the process that coded it ended or took too long, {TRIES} times; it is left out"
            yield BatchDone(one.batch.name, 1, troubles=[said])

    def _look_at_the_clock(self) -> None:
        """Fail where nothing was done for longer than reports under way may take.

        Raises:
            NoProgress: naming what was waited for.
        """
        now = time.monotonic()
        allowed = [
            actor.since + self._site.limits.seconds + self._site.limits.seconds_a_character * actor.at.batch.characters
            for actor in self._actors.values()
            if actor.process and actor.at
        ]
        if now <= max(self._last + self._site.patience, *allowed, 0.0):
            return
        ready = sum(bool(actor.process) for actor in (*self._actors.values(), *self._idle))
        total, free = self._ray.cluster_resources(), self._ray.available_resources()
        raise NoProgress(
            f"nothing was done for {now - self._last:.0f} s, so the job was ended; what was committed is in the "
            f"archive, and the same command goes on. {ready} of {self._size} workers had started; the cluster has "
            f"{total.get('CPU', 0):g} cores, {free.get('CPU', 0):g} of them free, and "
            f"{free.get('memory', 0) / 1e9:.1f} GB of memory free. "
            + (self._under_way(now) if ready else "Ask for fewer workers, or for more cores.")
        )

    def _under_way(self, now: float) -> str:
        busy = [(actor.at.batch.reports, now - actor.since) for actor in self._actors.values() if actor.at]
        some = [f"{len(reports)} reports from {reports[0].place} on, for {spent:.0f} s" for reports, spent in busy[:5]]
        return f"Under way: {'; '.join(some)}. Either they hang, or the machine is far too busy."


class Coder:
    """The actor: codes batches into the archive, and ends itself when a report takes too long."""

    def __init__(self, archive: str, work: Callable[[Document], Outcome], limits: Limits) -> None:
        self._archive, self._plain, self._limits = archive, work, limits

    def ready(self) -> int:
        """Open the archive, which must be seen from this machine; the process id.

        Raises:
            NoArchive: where it is not.
        """
        from demarche.archive import Writer

        self._writer = Writer(self._archive)
        return os.getpid()

    def do(self, batch: Batch) -> BatchDone:
        """Do a batch."""
        from demarche.engines import batches

        return batches.do(self._writer, batch, self._in_time)

    def _in_time(self, document: Document) -> Outcome:
        import faulthandler

        # A thread of C's, which works also while a regular expression or numpy holds the interpreter.
        faulthandler.dump_traceback_later(self._limits.of(document), exit=True)
        try:
            return self._plain(document)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _ray() -> Any:
    """Ray, with its reports to its makers switched off.

    Raises:
        SettingError: where it is not installed.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Who died is said here, in our words; Ray would print a paragraph for each on standard output.
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", "A worker died or was killed")
    try:
        import ray
    except ImportError as fault:
        raise SettingError("Ray is not installed: pip install 'demarche[ray]'") from fault
    return ray


def _cores() -> int:
    from demarche.engines.work import cores

    return cores()
