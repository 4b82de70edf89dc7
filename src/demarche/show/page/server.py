"""The server: binds, says where it is, and runs until it is stopped."""

from __future__ import annotations

import os
import socket
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
import uvicorn

from demarche.errors import SettingError
from demarche.show.page.app import make
from demarche.show.page.warm import Background


def listen(
    archive: str,
    *,
    host: str,
    port: int,
    names: tuple[str, ...] = (),
    token_file: Path | None = None,
    browser: bool = False,
) -> None:
    """Serve the archive until the user stops it (Ctrl-C).

    ``names``: host names, beside this machine's own, that it answers to. ``token_file``: where the token that programs
    need is written, for its owner's eyes only; it goes when the server stops.

    Raises:
        SettingError: where the address, port or file can't be had.
    """
    bound = bind(host, port)
    where = f"http://{_shown(host)}:{bound.getsockname()[1]}/"
    app = make(archive, hosts=tuple(name.lower() for name in (_shown(host), *names)))
    typer.echo(f"{archive}: {where}  (Ctrl-C stops it)")
    if host not in LOCAL:
        typer.echo("Whoever reaches this address can read the archive, and judge and add with the page.", err=True)
    if browser:
        webbrowser.open(where)
    Background(app).start()
    with written(token_file, app.state.token):
        server(app).run(sockets=[bound])


#: Addresses that only this machine reaches.
LOCAL = ("127.0.0.1", "localhost", "::1")


def _shown(host: str) -> str:
    """The host as an address has it."""
    return "localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host


@contextmanager
def written(file: Path | None, token: str) -> Iterator[None]:
    """The token in a file that only its owner can read, as long as the block lasts.

    Raises:
        SettingError: where it can't be written.
    """
    if file is None:
        yield
        return
    try:
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(token + "\n")
    except OSError as fault:
        raise SettingError(f"{file} can't be written: {fault.strerror or fault}. Name another --token-file.") from fault
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def bind(host: str, port: int) -> socket.socket:
    """A socket on that address and port.

    Raises:
        SettingError: where it is in use, or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError as fault:
        bound.close()
        raise SettingError(f"{host}:{port} can't be had: {fault.strerror or fault}. Try another --port.") from fault
    return bound


def server(app: object) -> uvicorn.Server:
    """A server for the application that writes no line for every request."""
    settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)  # type: ignore[arg-type]
    return uvicorn.Server(settings)
