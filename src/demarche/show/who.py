"""``demarche who``: what a name stands for at a date, with the rows that say so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.show.say import say

if TYPE_CHECKING:
    from demarche.world import World

# So many readings of a kind are shown; --all shows the rest.
SHOWN = 8


def who(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name as a report writes it: a person, state, body, nationality, …")
    ],
    at: Annotated[str | None, typer.Option("--at", help="The date: 2022, 2022-01 or 2022-01-12.")] = None,
    language: Annotated[str | None, typer.Option("--language", "-l", help="Only in this language.")] = None,
    world: Annotated[Path | None, typer.Option("--world", help="A CSV with names and persons of your own.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Show every reading.")] = False,
) -> None:
    """Say what a name stands for at a date: party, person and office, the candidates, and the row each rests on."""
    from demarche import packs
    from demarche.errors import SettingError
    from demarche.world import load
    from demarche.world.dates import interval

    try:
        interval(at)
    except ValueError as fault:
        raise SettingError(f"--at {at}: is no date. Write 2022, 2022-01 or 2022-01-12.") from fault
    languages = [packs.load(language).language] if language else list(packs.installed())
    known = load(world)
    lines = [*names(known, name, languages), *persons(known, name, at, None if every else SHOWN)]
    if not lines:
        say(f"{name}: not in the tables. A report may still show whose it is (office, apposition).")
        typer.echo("Names of your own can be added: --world FILE (docs/world.md).")
        raise typer.Exit(1)
    for line in lines:
        say(line)


def names(known: World, name: str, languages: list[str]) -> list[str]:
    """Readings of a name as a party or place, each once."""
    out: dict[str, list[str]] = {}
    for language in languages:
        for one in known.named(name, language):
            code = {"-": "a medium, no party", "X:": f"X:{one.form}", "": "a place in no state"}.get(one.code, one.code)
            body = known.body(one) if one.kind == "body" else None
            line = f"{code}  {one.kind} {one.form!r}" + (f", {body}" if body else "") + f"\n    {one.source}"
            out.setdefault(line, []).append(language)
    return [f"{line.splitlines()[0]}  ({', '.join(where)})\n{line.splitlines()[1]}" for line, where in out.items()]


def persons(known: World, name: str, at: str | None, shown: int | None) -> list[str]:
    """Persons of this name or surname, the likeliest at the date first, with their offices."""
    numbers = dict.fromkeys([*known.persons_named(name), *known.persons_surnamed(name)])
    rated = []
    for number in numbers:
        terms = known.terms(number, at)
        if terms:
            rated.append((max(term.rank * term.cover for term in terms), number, terms))
    rated.sort(key=lambda r: (-r[0], r[1]))
    total = sum(score for score, _, _ in rated) or 1.0
    out = []
    for score, number, terms in rated[:shown]:
        held = [t for t in terms if t.cover > 0] or terms[:1]
        party = held[0].party if held[0].cover > 0 else "no party at that date"
        out.append(f"{party}  {known.person(number)}  (share {score / total:.2f})")
        for term in held[: shown or len(held)]:
            when = f"{term.start or '?'} to {term.end or 'now'}"
            state = "" if term.cover >= 0.6 else ", left shortly before" if term.cover > 0 else ", not at that date"
            out.append(f"    {term.office}, {term.party}, {when}{state}\n        {term.source}")
    if shown is not None and len(rated) > shown:
        out.append(f"… and {len(rated) - shown} more: --all")
    return out
