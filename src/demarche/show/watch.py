"""``demarche watch``: follow feeds, and add what is new to an archive as it comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demarche.show.add import ArchiveOption
from demarche.show.addresses import LocalOption


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="A TOML file that lists feeds.")],
    *,
    archive: ArchiveOption,
    once: Annotated[bool, typer.Option("--once", help="Look once at the feeds that are due, and stop.")] = False,
    allow_local: LocalOption = False,
    pipeline: Annotated[str | None, typer.Option(help="Another spaCy pipeline (Universal Dependencies).")] = None,
    world: Annotated[Path | None, typer.Option(help="A CSV with names and persons of your own.")] = None,
) -> None:
    """Follow feeds: fetch what is new, politely, code it and add it to the archive; go on until stopped.

    What was seen, and when each feed is to be asked again, is kept in the archive's folder (_watch.json).
    Exit status with --once: 0 all went well; 1 some feeds or reports gave trouble, the others are in.
    """
    from demarche.show.addresses import visitor
    from demarche.show.following import Watch

    watching = Watch(feeds, archive, visitor(allow_local), pipeline=pipeline, world=world)
    if once:
        trouble = watching.round()
        watching.say_when()
        raise typer.Exit(1 if trouble else 0)
    watching.go_on()
