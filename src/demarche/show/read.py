"""``demarche read``: code reports, and print their state of play or write their records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.errors import DemarcheError, InputError, SettingError
from demarche.show.addresses import LocalOption, apart, sources_at
from demarche.show.output import Format, Output
from demarche.show.say import say

if TYPE_CHECKING:
    from demarche.read import Metadata, Source
    from demarche.records import Record


def read(
    files: Annotated[
        list[str], typer.Argument(metavar="FILES", help="Files, folders or addresses; - is standard input.")
    ],
    *,
    format: Annotated[Format, typer.Option(help="table: the state of play; json, jsonl: the records.")] = Format.table,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write NAME.json for each report into this folder.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Records with run, problems, confidence and CAMEO.")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="All words under each line, with offsets.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="How each item was found, and how sure.")] = False,
    labels: Annotated[str | None, typer.Option(help="Language of the labels; else that of your locale.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of the reports; else it is recognised.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another spaCy pipeline (Universal Dependencies).")] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of publication: 2022, 2022-01 or 2022-01-12.", metavar="DATE")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published the reports.")] = None,
    min_confidence: Annotated[
        float, typer.Option(help="Leave out items found with less confidence.", min=0, max=1)
    ] = 0.0,
    world: Annotated[Path | None, typer.Option(help="A CSV with names and persons of your own.")] = None,
    allow_local: LocalOption = False,
) -> None:
    """Read reports and print who wants what of whom, with the words that say so.

    Exit status: 0 all reports are read; 1 some gave trouble, the others are read; 2 none could be read.
    """
    from demarche.read import Metadata
    from demarche.read.files import no_reports
    from demarche.read.kinds import kind_of
    from demarche.records import confident

    about = Metadata(_known_language(language), _date(published), outlet)
    several = len(files) > 1 or not kind_of(files[0]).single or Path(files[0]).is_dir()
    show = Output(format, out, full, evidence, explain, labels, titled=several)
    done = troubles = 0
    for name, record, trouble in _coded(_sources(files, about, allow_local), len(files), pipeline, world):
        if record is None:
            troubles += 1
            say(f"demarche: {trouble}", err=True)
        else:
            show.take(name, confident(record, min_confidence))
            done += 1
    show.finish()
    for folder in [] if done or troubles else filter(Path.is_dir, map(Path, files)):
        troubles += 1
        say(f"demarche: {no_reports(folder)}", err=True)
    if troubles:
        raise typer.Exit(1 if done else 2)


def _known_language(language: str | None) -> str | None:
    from demarche import packs

    return packs.load(language.strip().lower()).language if language else None


def _date(published: str | None) -> str | None:
    from demarche.read.header import is_date

    if published and not is_date(published):
        raise SettingError(f"--published {published} is no date. Give 2022, 2022-01 or 2022-01-12.")
    return published


def _sources(files: list[str], about: Metadata, local: bool) -> Iterator[Source]:
    """The reports of files, folders and addresses, in the order in which they were given."""
    from demarche.read import read_many
    from demarche.read.one import file_name

    for file in files:
        if apart([file])[0]:
            for source, _, _ in sources_at([file], [], about, local=local):
                yield replace(source, name=file_name(source.name.partition("://")[2] or source.name))
        else:
            yield from read_many(file, about)


def _coded(
    sources: Iterable[Source], count: int, pipeline: str | None, world: Path | None
) -> Iterator[tuple[str, Record | None, DemarcheError | None]]:
    from demarche.run import code

    for source in _with_progress(sources, count):
        if source.document is None:
            yield source.name, None, source.trouble
            continue
        try:
            yield source.name, code(source.document, pipeline=pipeline, world=world), None
        except InputError as trouble:
            yield source.name, None, type(trouble)(f"{source.name}: {trouble}")


def _with_progress(sources: Iterable[Source], files: int) -> Iterator[Source]:
    """The sources, with a bar on standard error where that is a terminal and there are several files."""
    if files < 2 or not sys.stderr.isatty():
        yield from sources
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(sources, "reading", total=files, console=Console(stderr=True), transient=True)
