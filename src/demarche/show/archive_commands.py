"""Commands about an archive as a whole: init, status, check, compact, cite, diff, history, sql."""

from __future__ import annotations

import enum
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.errors import ArchiveDamaged, SettingError
from demarche.show.say import say, visible_lines

if TYPE_CHECKING:
    from demarche.archive import Archive

ArchiveOption = Annotated[
    str, typer.Option("-a", "--archive", help="The archive's folder; DIR@17 is its version 17.", metavar="DIR[@N]")
]


class Style(enum.StrEnum):
    """Forms of a citation."""

    text = "text"
    bibtex = "bibtex"
    csl = "csl"


class Rows(enum.StrEnum):
    """Forms of rows."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


def opened(archive: str) -> Archive:
    """The archive that an option names; where files of it are lost, that is said on standard error."""
    from demarche import archive as room

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ArchiveDamaged)
        found = room.open(archive)
    for warning in told:
        say(f"demarche: {warning.message}", err=True)
    return found


def init(archive: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the archive.")]) -> None:
    """Make a new, empty archive."""
    from demarche import archive as room

    room.create(archive).close()
    typer.echo(f"{archive} is an archive now; add reports with: demarche add FILES -a {archive}")


def status(
    *,
    archive: ArchiveOption,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Say what an archive holds."""
    from demarche.archive.upkeep import status as held

    rows = held(opened(archive))
    if as_json:
        typer.echo(json.dumps(rows, default=str, ensure_ascii=False, indent=1))
        return
    period = " to ".join(str(day) for day in (rows["first"], rows["last"]) if day) or "no dates"
    languages = ", ".join(f"{name} {n:,}" for name, n in rows["languages"].items())
    say(f"{rows['path']}, version {rows['version']}")
    say(f"{rows['reports']:,} reports of {rows['outlets']:,} outlets ({languages or 'none'}), {period}")
    kinds = ("statements", "events", "positions", "commitments", "conditions", "forces")
    typer.echo(", ".join(f"{rows[kind]:,} {kind}" for kind in kinds))
    stale = f" ({rows['stale_corrections']:,} stale: their words are gone)" if rows["stale_corrections"] else ""
    typer.echo(f"{rows['corrections']:,} corrections{stale}, {rows['problems']:,} problems met in reading")
    typer.echo(f"{rows['bytes'] / 1e6:,.1f} MB on disk; this version is {rows['files']:,} files")


def check(
    *,
    archive: ArchiveOption,
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be, from the reports' records.")] = False,
) -> None:
    """Hold every quotation against the stored text. Exit status 0: sound; 1: troubles, listed."""
    from demarche.archive import upkeep

    if repair:
        done = upkeep.repair(Path(archive))
        typer.echo(done.summary())
    found = upkeep.check(opened(archive))
    for trouble in found.troubles:
        say(f"demarche: {trouble}", err=True)
    state = f"{len(found.troubles)} troubles" if found.troubles else "sound"
    typer.echo(f"{found.reports:,} reports, {found.quotations:,} quotations held against their text: {state}")
    if found.troubles:
        raise typer.Exit(1)


def compact(
    *,
    archive: ArchiveOption,
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove what only older versions need: they can't be read any more.")
    ] = False,
) -> None:
    """Gather an archive's many small files into few. The content stays, and older versions too unless forgotten."""
    from demarche.archive import upkeep

    done = upkeep.compact(Path(archive), forget=forget)
    removed = f"; {done.removed} files that older versions needed are removed" if forget else ""
    typer.echo(f"{done.before} files are {done.after} now; version {done.version}{removed}")


def cite(
    *,
    archive: ArchiveOption,
    style: Annotated[Style, typer.Option(help="text, bibtex or csl (CSL-JSON).")] = Style.text,
    title: Annotated[str | None, typer.Option(help="The dossier's name; else that of its folder.")] = None,
) -> None:
    """Print a citation of this very version: name, version, fingerprint, date."""
    from demarche.archive.versions import cite as citation

    say(citation(opened(archive), style.value, title=title))


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A version (12), or an archive (DIR@12).")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A version (17), or an archive (DIR@17).")],
    *,
    archive: Annotated[
        str | None, typer.Option("-a", "--archive", help="The archive, where two versions are given.", metavar="DIR")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say what changed from one version to another: reports, items, corrections."""
    from dataclasses import asdict

    from demarche.archive.versions import diff as differences

    first, second = (_version(one, archive) for one in (old, new))
    found = differences(opened(first), opened(second))
    signs = {"new": "+", "gone": "-", "changed": "~", "recoded": "~"}
    for change in found:
        text = f"{signs[change.what]} {change.table:<12} {change.id}  {change.what}: {change.line}"
        if as_json:
            typer.echo(json.dumps(asdict(change), ensure_ascii=False))
        else:
            say(text)
    if not found and not as_json:
        typer.echo("no difference")


def _version(given: str, archive: str | None) -> str:
    if given.isdecimal():
        if archive is None:
            raise SettingError(f"{given} is a version of which archive? Name it with -a DIR.")
        return f"{archive}@{given}"
    return given


def history(*, archive: ArchiveOption) -> None:
    """List every version with its date and what made it."""
    from datetime import UTC, datetime

    for row in opened(archive).history():
        when = datetime.fromtimestamp(row["when"] / 1000, UTC)
        counts = ", ".join(f"{row[name]} {name}" for name in ("new", "changed") if row.get(name, "0") != "0")
        about = " ".join(str(row[name]) for name in ("item", "who") if name in row)
        what = row.get("action") or row["operation"].lower()
        say(f"{row['version']:>6}  {when:%Y-%m-%d %H:%M} UTC  {what}  {counts}{about}".rstrip())


def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="One SELECT over the views that docs/sql.md describes; - reads it.")
    ],
    *,
    archive: ArchiveOption,
    format: Annotated[Rows, typer.Option(help="table, csv or jsonl.")] = Rows.table,
) -> None:
    """Ask an archive in SQL; nothing can be written."""
    answer = opened(archive).sql(sys.stdin.read() if query == "-" else query)
    if format is Rows.jsonl:
        for row in answer.rows():
            typer.echo(json.dumps(row, default=str, ensure_ascii=False))
    elif format is Rows.csv:
        from demarche.archive.exports.tidy import write_csv

        write_csv(answer.arrow(), sys.stdout)
    else:
        _print(answer.arrow().column_names, answer.rows())


def _print(names: list[str], rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    from demarche.show.terminal import console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(visible_lines(_cell(row[name])) for name in names))
    console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class EventSet(enum.StrEnum):
    """Event data sets whose files can be read in."""

    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"


def outside(
    kind: Annotated[EventSet, typer.Argument(metavar="SET", help="gdelt, icews or polecat.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILES", help="Files of that set.")],
    *,
    archive: Annotated[Path, typer.Option("-a", "--archive", help="The archive's folder.", metavar="DIR")],
) -> None:
    """Read events of another data set in, to lay them beside the archive's own (table `outside`)."""
    from demarche.archive.outside import read_in

    for file in files:
        new, bad = read_in(archive, file, kind.value)
        trouble = f", {bad:,} lines could not be read" if bad else ""
        say(f"{file}: {new:,} events{trouble}")
