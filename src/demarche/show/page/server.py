"""The server: binds, says where it is, and runs until it is stopped."""

from __future__ import annotations

import socket
import webbrowser

import typer
import uvicorn

from demarche.errors import SettingError
from demarche.show.page.app import make


def listen(archive: str, *, host: str, port: int, browser: bool = False) -> None:
    """Serve the archive until the user stops it (Ctrl-C).

    Raises:
        SettingError: where the address or port can't be had.
    """
    bound = bind(host, port)
    where = f"http://{'localhost' if host == '127.0.0.1' else host}:{bound.getsockname()[1]}/"
    app = make(archive, hosts=(host,))
    typer.echo(f"{archive}: {where}  (Ctrl-C stops it)")
    if browser:
        webbrowser.open(where)
    server(app).run(sockets=[bound])


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
