"""``demarche corroborate`` and ``demarche joint``: what several reports tell, and where they differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.show import filter_options as narrow
from demarche.show.archive_commands import ArchiveOption, opened
from demarche.show.say import say

if TYPE_CHECKING:
    from demarche.archive.corroborate import Joint


def corroborate(*, archive: ArchiveOption) -> None:
    """Find copies of texts, events that several reports tell, and words that several quote; kept in the archive."""
    from demarche.archive.corroborate import corroborate as group

    done = group(Path(archive))
    typer.echo(f"{done.copied:,} reports are copies of each other, in {done.text_groups:,} groups")
    typer.echo(f"{done.events:,} events are told by several reports ({done.events_told:,} times)")
    typer.echo(f"{done.statements:,} statements are quoted by several reports ({done.statements_told:,} times)")
    typer.echo(f"version {done.version}; see them with: demarche joint -a {archive}")


def joint(
    *,
    archive: ArchiveOption,
    statements: Annotated[bool, typer.Option("--statements", help="Statements instead of events.")] = False,
    least: Annotated[int, typer.Option(help="Only what so many independent texts tell.", min=1)] = 2,
    limit: Annotated[int, typer.Option(help="How many to show; 0 for all.", min=0)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with all items.")] = False,
    since: narrow.Since = None,
    until: narrow.Until = None,
    party: narrow.Party = None,
    type: narrow.Type = None,
) -> None:
    """Show what several reports tell, side by side: who has it, and where they differ. Copies count once."""
    from demarche.archive.corroborate import joint as find

    source = opened(archive)
    chosen = narrow.made(source, since=since, until=until, party=party, type=type)
    every = [one for one in find(source, "statements" if statements else "events", chosen) if one.texts >= least]
    shown = every[:limit] if limit else every
    for one in shown:
        if as_json:
            typer.echo(json.dumps(_plain(one), default=str, ensure_ascii=False))
        else:
            say(_text(one))
    if len(shown) < len(every) and not as_json:
        typer.echo(f"{len(every) - len(shown):,} more: --limit 0 shows all")
    if not every and not as_json:
        typer.echo("nothing is told by several reports; after adding reports run: demarche corroborate -a " + archive)


def _plain(one: Joint) -> dict[str, Any]:
    return {
        "id": one.id,
        "texts": one.texts,
        "reports": one.reports,
        "differ": one.differ,
        "items": [{key: value for key, value in row.items() if key not in ("words", "joint")} for row in one.rows],
    }


def _text(one: Joint) -> str:
    first = one.rows[0]
    if "type" in first:
        parties = ", ".join(first["actors"]) + (f" > {', '.join(first['recipients'])}" if first["recipients"] else "")
        head = f"{first['type']}{' ' + first['mode'] if first['mode'] else ''}  {parties}"
    else:
        head = first["speaker"] or ", ".join(first["speaks_for"])
    lines = [f"{first['date']}  {head}  {one.texts} independent texts, {one.reports} reports"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in one.rows:
        groups.setdefault(row["text_group"], []).append(row)
    for row, *others in groups.values():
        place = " ".join(str(row[name]) for name in ("outlet", "published") if row[name]) or row["report"]
        copied = f" and {len(others)} copies" if len(others) > 1 else " and a copy" if others else ""
        lines.append(f"    {place:<28} “{' '.join(row['quote'].split())}”{copied}")
    names = {row["report"]: row["outlet"] or "no outlet" for row in one.rows}
    for field, values in one.differ.items():
        said = "; ".join(f"{value or '(not said)'}: {_outlets(reports, names)}" for value, reports in values.items())
        lines.append(f"    {field} differs: {said}")
    return "\n".join(lines) + "\n"


def _outlets(reports: tuple[str, ...], names: dict[str, str]) -> str:
    counted: dict[str, int] = {}
    for report in reports:
        counted[names[report]] = counted.get(names[report], 0) + 1
    return ", ".join(name + (f" ({n} reports)" if n > 1 else "") for name, n in counted.items())
