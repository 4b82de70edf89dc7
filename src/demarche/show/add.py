"""``demarche add`` and ``demarche recode``: many reports into an archive, whole or not at all."""

from __future__ import annotations

import enum
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.engines import How, Placed, Skipped, Trouble, coded
from demarche.errors import DemarcheError, InputError, MissingInput
from demarche.show.addresses import LocalOption, apart, sources_at
from demarche.show.say import say
from demarche.show.skipped import SkippedList, say_where_none
from demarche.show.twins import Twins
from demarche.show.work import Progress, expected

if TYPE_CHECKING:
    from demarche.archive import Incoming, Writer
    from demarche.read import Metadata, Source
    from demarche.records import Document

#: A commit costs some 20 ms and makes a file for each table; 500 reports or half a minute is what a kill can cost.
REPORTS_A_COMMIT = 500
SECONDS_A_COMMIT = 30.0
#: Commits of a cluster after which small files are gathered: looking reports up reads all files.
BATCHES_A_GATHERING = 40
#: Reports that are looked up in the archive at a time, before they are coded.
LOOKED_UP = 128

ArchiveOption = Annotated[Path, typer.Option("-a", "--archive", help="The archive's folder.", metavar="DIR")]

WorkersOption = Annotated[
    int | None,
    typer.Option(help="Processes that code reports; else one for each core where there are many reports.", min=0),
]

#: A path that stands for standard input.
STDIN = Path("-")


class Engine(enum.StrEnum):
    """Who codes."""

    here = "here"
    ray = "ray"


@dataclass
class Job:
    """One run of adding: what is done, what gave trouble, and since when."""

    new: int = 0
    changed: int = 0
    same: int = 0
    twins: int = 0
    version: int = 0
    troubles: list[str] = field(default_factory=list)
    skipped: SkippedList | None = None
    started: float = field(default_factory=time.monotonic)

    def summary(self) -> str:
        """One line on what was done."""
        seconds = time.monotonic() - self.started
        rate = (self.new + self.changed) / seconds if seconds else 0.0
        twins = f" ({self.twins} with the text of another, coded once)" if self.twins else ""
        skipped = f"{self.skipped.count} skipped by the gate, " if self.skipped and self.skipped.count else ""
        return (
            f"{self.new} new{twins}, {self.changed} changed, {self.same} there already, {skipped}"
            f"{len(self.troubles)} with trouble; "
            f"version {self.version} ({seconds:.0f} s, {rate:.1f} reports a second)"
        )

    def without(self, placed: Placed, outcome: Trouble | Skipped) -> None:
        """A report that has no record."""
        if isinstance(outcome, Trouble):
            self.troubles.append(f"{placed.place}: {outcome.said}")
        elif self.skipped:
            self.skipped.put(placed, outcome)


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS",
            help="Files, folders, addresses: text, pages, PDF, mail, WARC, JSON, tables …; - is standard input.",
        ),
    ],
    *,
    archive: ArchiveOption,
    workers: WorkersOption = None,
    map: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=COLUMN", help="Which column says what, as text=body; may be given again."),
    ] = None,
    language: Annotated[str | None, typer.Option(help="Language of the reports; else it is recognised.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published the reports.")] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="The files are lists of addresses: fetch each page.")] = False,
    allow_local: LocalOption = False,
    pipeline: Annotated[str | None, typer.Option(help="Another spaCy pipeline (Universal Dependencies).")] = None,
    world: Annotated[Path | None, typer.Option(help="A CSV with names and persons of your own.")] = None,
    engine: Annotated[
        Engine, typer.Option(help="Who codes: processes of this machine, or a Ray cluster.")
    ] = Engine.here,
    gate: Annotated[
        bool, typer.Option("--gate", help="Skip, at a first look, what most likely holds no event.")
    ] = False,
) -> None:
    """Read reports and add them to an archive, which is made where it is not there yet.

    What the archive holds already is passed over, so an interrupted run goes on when it is given again.
    Exit status: 0 all is in; 1 some reports gave trouble, the others are in; 2 nothing could be done.
    """
    from demarche import archive as room
    from demarche import packs
    from demarche.archive import store
    from demarche.read import Metadata
    from demarche.read.tables import column_map

    columns = column_map(map or [])
    how = How(pipeline, world, gate).checked()
    about = Metadata(language=packs.load(language.strip().lower()).language if language else None, outlet=outlet)
    if gate:
        say_where_none()
    own = archive.resolve()
    addresses, places = apart(paths)
    lists, places = (places, []) if fetch else ([], places)
    files = [file for file in files_of(places) if own not in file.resolve().parents]
    store.ensure(archive)
    job = Job(skipped=SkippedList(archive))
    writer = room.Writer(archive)
    for file in filter(holds_records, files):
        take_in(writer, job, file)
    rest = [file for file in files if not holds_records(file)]
    read = (one for file in rest for one in sources_of(file, columns, about))
    total = expected(rest) if sys.stderr.isatty() and not (addresses or lists) else None
    found = chain(read, sources_at(addresses, lists, about, local=allow_local))
    if engine is Engine.ray:
        run_on_cluster(archive, job, found, workers=workers, how=how, total=total)
    else:
        run(writer, job, found, workers=workers, how=how, total=total)
    finish(job, archive)


def recode(
    *,
    archive: ArchiveOption,
    workers: WorkersOption = None,
    report: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this report; may be given again.")
    ] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another spaCy pipeline (Universal Dependencies).")] = None,
    world: Annotated[Path | None, typer.Option(help="A CSV with names and persons of your own.")] = None,
) -> None:
    """Code the archive's texts anew with this version of the program; what people corrected stays.

    The old codings are kept: `-a DIR@VERSION` reads them. Reports coded by this very run before are passed over.
    """
    from demarche import archive as room
    from demarche.archive import Incoming

    how = How(pipeline, world).checked()
    opened = room.open(archive)
    job = Job(version=opened.version)
    names = report or opened.table("reports").column("report").to_pylist()
    documents = ((Placed(record.document, name), record.document) for name, record in opened.records(names, view="raw"))
    places = {row["report"]: row["source"] for row in opened.internal("SELECT report, source FROM _reports")}
    writer = room.Writer(archive)
    waiting: list[Incoming] = []
    with Progress(len(names)) as bar:
        for placed, outcome in coded(documents, workers, how):
            bar.step()
            if isinstance(outcome, Trouble | Skipped):
                job.without(placed, outcome)
                continue
            waiting.append(Incoming(outcome, places.get(placed.place)))
            if len(waiting) >= REPORTS_A_COMMIT:
                _commit(writer, job, waiting, recode=True)
        _commit(writer, job, waiting, recode=True)
    finish(job, archive)


def finish(job: Job, archive: Path) -> None:
    """Gather small files, say what was done and what gave trouble, and end with the right status."""
    from demarche.archive.upkeep import compact_if_many

    compact_if_many(archive)
    for trouble in job.troubles:
        say(f"demarche: {trouble}", err=True)
    typer.echo(job.summary())
    if job.skipped and job.skipped.count:
        typer.echo(f"what the gate skipped is listed in {job.skipped.path}", err=True)
    if job.troubles:
        raise typer.Exit(1 if job.new + job.changed + job.same else 2)


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given, and in folders every file of a kind that can be read, in the order of their names.

    Raises:
        MissingInput: where one is not there, or a folder holds nothing that can be read.
    """
    from demarche.read.files import no_reports
    from demarche.read.kinds import kind_of

    for path in paths:
        if not path.is_dir():
            if not path.exists() and path != STDIN:
                raise MissingInput(f"there is no file or folder {path}. Check the name and the folder you are in.")
            yield path
            continue
        inside = sorted(p for p in path.rglob("*") if p.is_file() and kind_of(p).readable)
        if not inside:
            raise no_reports(path)
        yield from inside


def sources_of(file: Path, columns: dict[str, str], about: Metadata) -> Iterator[tuple[Source, str, bool]]:
    """Each report of a file: its source, where it was read from, and whether that place names it next time too."""
    from demarche.read import Source, read_many
    from demarche.read.kinds import kind_of

    try:
        for source in read_many(file, about, columns=columns):
            if file == STDIN:
                yield source, "standard input", False
            elif not kind_of(file).single:
                numbered = source.name[-7:-6] == "-" and source.name[-6:].isdecimal()
                yield source, f"{file.resolve()}#{source.name}", not numbered
            else:
                yield source, str(file.resolve()), True
    except InputError as trouble:
        yield Source(file.name, trouble=trouble), str(file), True


def run(
    writer: Writer,
    job: Job,
    found: Iterable[tuple[Source, str, bool]],
    *,
    workers: int | None = None,
    how: How,
    total: int | None = None,
) -> None:
    """Look up, code and commit; on an interruption what is coded is committed before it goes on its way."""
    from demarche.archive import Incoming

    waiting: list[Incoming] = []
    last, twins = time.monotonic(), Twins()
    with Progress(total) as bar:
        lacking = _lacking(writer, job, found, bar)
        try:
            for placed, outcome in twins.rejoined(coded(twins.single(lacking), workers, how)):
                bar.step(len(job.troubles))
                if isinstance(outcome, Trouble | Skipped):
                    job.without(placed, outcome)
                    continue
                waiting.append(Incoming(outcome, placed.place, placed.lasting))
                if len(waiting) >= REPORTS_A_COMMIT or time.monotonic() - last >= SECONDS_A_COMMIT:
                    _commit(writer, job, waiting)
                    last = time.monotonic()
        except KeyboardInterrupt:
            _commit(writer, job, waiting)
            typer.echo(f"\ninterrupted: {job.summary()}. Give the same command to go on.", err=True)
            raise typer.Exit(130) from None
        _commit(writer, job, waiting)
    job.twins += twins.held


def run_on_cluster(
    archive: Path,
    job: Job,
    found: Iterable[tuple[Source, str, bool]],
    *,
    workers: int | None,
    how: How,
    total: int | None = None,
) -> None:
    """Have a cluster code and commit batch by batch, and say how far it is."""
    from demarche.archive.upkeep import compact_if_many
    from demarche.engines import batches, cluster, outcome_of

    with (
        Progress(total) as bar,
        cluster.Cluster(archive, partial(outcome_of, how=how), cluster.Site(workers or None)) as site,
    ):
        some = batches.in_batches(_placed(job, found), batches.settings(how))
        for number, done in enumerate(site.run(some), start=1):
            job.new, job.changed, job.same = job.new + done.new, job.changed + done.changed, job.same + done.same
            job.version = max(job.version, done.version)
            job.troubles += done.troubles
            for placed, skipped in done.skipped:
                job.without(placed, skipped)
            bar.step(len(job.troubles), done.reports)
            if number % BATCHES_A_GATHERING == 0:
                compact_if_many(archive)


def _placed(job: Job, found: Iterable[tuple[Source, str, bool]]) -> Iterator[Placed]:
    """Reports that could be read; what could not be is counted."""
    for source, place, lasting in found:
        if source.document is None:
            job.troubles.append(f"{place}: {source.trouble}")
        else:
            yield Placed(source.document, place, lasting)


def holds_records(file: Path) -> bool:
    """Whether a JSONL file holds records, as `demarche export -f jsonl` writes them, and not bare texts."""
    if file.suffix.lower() not in {".jsonl", ".ndjson"}:
        return False
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            first = json.loads(next(lines, "null"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and isinstance(first.get("document"), dict) and "events" in first


def take_in(writer: Writer, job: Job, file: Path) -> None:
    """Add records as they are, without coding them anew."""
    from demarche.archive import Incoming
    from demarche.records import check_words
    from demarche.records_json import loads

    waiting: list[Incoming] = []
    with file.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            place = f"{file.resolve()}#{number}"
            try:
                waiting.append(Incoming(check_words(loads(line)), place, lasting=False))
            except (DemarcheError, ValueError, KeyError, TypeError, AttributeError) as trouble:
                job.troubles.append(f"{place}: that is no record: {trouble}")
            if len(waiting) >= REPORTS_A_COMMIT:
                _commit(writer, job, waiting)
    _commit(writer, job, waiting)


def _commit(writer: Writer, job: Job, waiting: list[Incoming], *, recode: bool = False) -> None:
    done = (writer.recode if recode else writer.add)(waiting)
    job.new, job.changed, job.same = job.new + done.new, job.changed + done.changed, job.same + done.same
    job.version = done.version
    waiting.clear()


def _lacking(
    writer: Writer, job: Job, found: Iterable[tuple[Source, str, bool]], bar: Progress
) -> Iterator[tuple[Placed, Document]]:
    """The documents that the archive does not hold; troubles and those it holds are counted."""
    rest = iter(found)
    while some := list(islice(rest, LOOKED_UP)):
        documents = [source.document for source, _, _ in some if source.document]
        wanted = iter(writer.lacking(documents))
        for source, place, lasting in some:
            if source.document is None:
                job.troubles.append(f"{place}: {source.trouble}")
            elif next(wanted):
                yield Placed(source.document, place, lasting), source.document
            else:
                job.same += 1
                bar.step(len(job.troubles))
