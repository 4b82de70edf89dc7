"""A real server on this machine that behaves, or misbehaves, as it is told."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What answers one request: it gets the handler, and writes what it likes to.
Answerer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Asks the server's routes who answers; what is on none is answered with 404."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        with contextlib.suppress(ConnectionError):  # the visitor left, as it should
            self.server.routes.get(self.path, nothing)(self)
        self.close_connection = True

    def give(self, data: bytes, status: int = 200, **headers: str) -> None:
        """Answer with this content and these headers (``content_type`` for Content-Type)."""
        self.send_response(status)
        for name, value in {
            "content_type": "text/html; charset=utf-8",
            "content_length": str(len(data)),
            **headers,
        }.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


class Server(ThreadingHTTPServer):
    """Routes that can be changed while it runs, and what was asked so far: paths with headers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Answerer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def paths(self) -> list[str]:
        """What was asked, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def nothing(handler: Handler) -> None:
    handler.give(b"nothing here", 404)


def page(data: bytes, status: int = 200, **headers: str) -> Answerer:
    """Always the same answer."""
    return lambda handler: handler.give(data, status, **headers)


def to(place: str, status: int = 302) -> Answerer:
    """A redirect."""
    return page(b"", status, Location=place)


@contextlib.contextmanager
def running() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
