"""``demarche export``: an archive in the formats of the tools that people use."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from demarche.show import filter_options as narrow
from demarche.show.archive_commands import ArchiveOption, opened
from demarche.show.say import say


class Format(enum.StrEnum):
    """Formats; tests hold them against those of the archive."""

    csv = "csv"
    parquet = "parquet"
    jsonl = "jsonl"
    xlsx = "xlsx"
    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"
    graphml = "graphml"
    gexf = "gexf"
    geojson = "geojson"
    dna = "dna"
    doccano = "doccano"
    gold = "gold"
    bibtex = "bibtex"
    csl = "csl"
    html = "html"


def export(
    *,
    format: Annotated[Format, typer.Option("-f", "--format", help="What to write; see docs/exports.md.")],
    archive: ArchiveOption,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File or folder; else named after the archive.")
    ] = None,
    since: narrow.Since = None,
    until: narrow.Until = None,
    party: narrow.Party = None,
    type: narrow.Type = None,
    topic: narrow.Topic = None,
    outlet: narrow.Outlet = None,
    min_confidence: narrow.MinConfidence = None,
    view: narrow.ViewOption = narrow.View.corrected,
) -> None:
    """Write an archive, or a part of it, for another tool; a data dictionary is put beside it."""
    from demarche.archive.exports import FORMATS
    from demarche.archive.exports import export as write

    source = opened(archive)
    chosen = narrow.made(
        source,
        since=since,
        until=until,
        party=party,
        type=type,
        topic=topic,
        outlet=outlet,
        min_confidence=min_confidence,
        view=view.value,
    )
    place = out or Path(f"{source.path.resolve().name}-{source.version}{FORMATS[format].suffix}")
    written = write(source, format.value, place, chosen)
    for one in written:
        say(f"{one.rows:>8,} rows  {one.file}", err=True)
    for note in dict.fromkeys(note for one in written for note in one.notes):
        say(f"({note})", err=True)
    typer.echo(str(place))
