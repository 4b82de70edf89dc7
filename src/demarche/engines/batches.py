"""Reports in batches that are done once, whoever does them and however often they are tried: what a cluster rests on.

A batch is named after all that decides what comes of it: the reports' content, and the program, pipelines, tables and
settings that code them. It is committed whole, under its name; a name that is there already is passed over. So a job
that is given again after a power cut, a worker that was thought dead and a second driver do no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from demarche.archive import Incoming, Writer
from demarche.archive.rows import content_hash, digest, report_id
from demarche.engines.work import How, Outcome, Placed, Skipped, Trouble

if TYPE_CHECKING:
    from demarche.records import Document

#: Reports and characters of a batch: 10 to 25 s of work, so that a commit (0.03 s, more in a large archive) and passing
#: it on cost little, and a worker that dies costs little too.
REPORTS, CHARACTERS = 200, 400_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports that are done and committed together; those of a later ``wave`` wait for all of the earlier ones."""

    name: str
    reports: tuple[Placed, ...]
    wave: int = 0

    def apart(self) -> list[Batch]:
        """The same reports, each alone, under names of their own."""
        return [replace(self, name=f"{self.name}-{n}", reports=(one,)) for n, one in enumerate(self.reports)]

    @property
    def characters(self) -> int:
        """Length of all texts."""
        return sum(len(one.document.text) for one in self.reports)


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What became of a batch; ``again`` where it had been committed before."""

    name: str
    reports: int
    new: int = 0
    changed: int = 0
    version: int = 0
    again: bool = False
    troubles: list[str] = field(default_factory=list)
    skipped: list[tuple[Placed, Skipped]] = field(default_factory=list)

    @property
    def same(self) -> int:
        """Reports that were there already."""
        return self.reports - self.new - self.changed - len(self.troubles) - len(self.skipped)


def settings(how: How) -> str:
    """All besides the reports that decides how they are coded, in one word."""
    from demarche.run import fingerprint

    return fingerprint(how.pipeline, how.world) + ("+gate" if how.gate else "")


def in_batches(found: Iterable[Placed], settings: str, size: int = REPORTS) -> Iterator[Batch]:
    """Batches of reports as they come; what is at the same address as a report of an earlier batch is of a later wave.

    So of two texts at one address the later one is the newer version, as it is when one process adds them in turn.
    """
    wave, rest = 0, found
    while True:
        later: list[Placed] = []
        yield from _wave(rest, later, settings, (wave, size))
        if not later:
            return
        wave, rest = wave + 1, later


def _wave(found: Iterable[Placed], later: list[Placed], settings: str, shape: tuple[int, int]) -> Iterator[Batch]:
    wave, size = shape
    before: set[str] = set()
    now: dict[str, None] = {}
    some: list[Placed] = []
    characters = 0
    for one in found:
        key = report_id(one.document)
        if key in before:
            later.append(one)
            continue
        length = len(one.document.text)
        if some and (len(some) >= size or characters + length > CHARACTERS):
            yield _batch(some, settings, wave)
            before.update(now)
            now, some, characters = {}, [], 0
        if key in before:
            later.append(one)
            continue
        now[key] = None
        some.append(one)
        characters += length
    if some:
        yield _batch(some, settings, wave)


def _batch(some: list[Placed], settings: str, wave: int) -> Batch:
    name = digest(settings, *(content_hash(one.document) for one in some), length=32)
    return Batch(name, tuple(some), wave)


def do(writer: Writer, batch: Batch, work: Callable[[Document], Outcome]) -> BatchDone:
    """Do what of a batch the archive lacks, and commit it.

    A batch with troubles, or with reports that the gate skipped, is committed without its name: when the job is given
    again, those are looked at and told again.
    """
    if writer.holds(batch.name):
        return BatchDone(batch.name, len(batch.reports), again=True)
    lacking = writer.lacking([one.document for one in batch.reports])
    troubles: list[str] = []
    skipped: list[tuple[Placed, Skipped]] = []
    incoming: list[Incoming] = []
    for one in (one for one, wanted in zip(batch.reports, lacking, strict=True) if wanted):
        outcome = work(one.document)
        if isinstance(outcome, Trouble):
            troubles.append(f"{one.place}: {outcome.said}")
        elif isinstance(outcome, Skipped):
            skipped.append((one, outcome))
        else:
            incoming.append(Incoming(outcome, one.place, one.lasting))
    added = writer.add(incoming, once=None if troubles or skipped else batch.name)
    counts = (len(batch.reports), added.new, added.changed, added.version)
    return BatchDone(batch.name, *counts, again=False, troubles=troubles, skipped=skipped)
