"""``demarche serve``: the dossier in the browser, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from demarche.show.archive_commands import ArchiveOption


def serve(
    *,
    archive: ArchiveOption,
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.", min=0, max=65535)] = 8642,
    host: Annotated[str, typer.Option(help="The address to listen on; else only this machine.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Show an archive as pages to read, check and print. Nobody but this machine can see them."""
    from demarche.show.page.server import listen

    listen(archive, host=host, port=port, browser=browser)
