"""``demarche serve``: the dossier in the browser, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demarche.show.archive_commands import ArchiveOption


def serve(
    *,
    archive: ArchiveOption,
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.", min=0, max=65535)] = 8642,
    host: Annotated[str, typer.Option(help="The address to listen on; else only this machine.")] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name that browsers on other machines may give for this one; may be given again."),
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="Write the token that programs need to write (docs/api.md) to this file.")
    ] = None,
    browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Show an archive as pages to read, check and print. Only this machine sees them, unless --host says so."""
    from demarche.show.page.server import listen

    listen(archive, host=host, port=port, names=tuple(allow_host or ()), token_file=token_file, browser=browser)
