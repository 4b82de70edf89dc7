"""What most readers look at first is asked for when the server starts, before anybody does."""

from __future__ import annotations

import asyncio
import gc
import logging
from threading import Lock, Timer
from typing import Any

from starlette.applications import Starlette

from demarche import world
from demarche.archive.memory import HELD
from demarche.errors import DemarcheError
from demarche.show import labels
from demarche.show.page.render import ANALYSES

#: Seconds without a newer version before one is looked through: who judges items makes one every few seconds.
PAUSE = 15.0
_LOG = logging.getLogger("uvicorn.error")


def warm(app: Starlette) -> None:
    """Ask for the state of play, bring memory and the index of words up to date, then ask for every analysis."""
    shelf = app.state.shelf
    try:
        ask(app, "/")
        shelf.finder.at(shelf.get(None))
        for table in HELD:
            shelf.get(None).count(table)  # read into memory
        world.load()
        for name in ANALYSES:
            ask(app, f"/analysis/{name}")
        _settle(app)
    except DemarcheError as fault:  # a screen that can't be had says so when it is asked for
        _LOG.warning("not worked out beforehand: %s", fault)


def _settle(app: Starlette) -> None:
    """What is there after the first look through stays: Python need not search it for cycles again.

    That search took 0.2 s on a large dossier, and fell upon whatever screen was asked just then.
    """
    if not getattr(app.state, "settled", False):
        app.state.settled = True
        gc.collect()
        gc.freeze()


def ask(app: Starlette, path: str) -> None:
    """The server asks itself for an address in every language; the answer is kept as any other."""
    for language in labels.installed():
        scope: dict[str, Any] = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"accept-language", language.encode())], "scheme": "http",
            "server": ("localhost", 80), "client": ("localhost", 0), "root_path": "", "http_version": "1.1",
        }  # fmt: skip
        asyncio.run(app(scope, _nothing, _unheard))


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _unheard(message: Any) -> None:
    """The answer is of no use here: that it was made is."""


class Background:
    """The same behind the reader's back: at the start, and when a new version has stood for :data:`PAUSE`."""

    def __init__(self, app: Starlette) -> None:
        self._app, self._lock = app, Lock()
        self._timer: Timer | None = None
        app.state.shelf.renewed = self.renewed

    def start(self) -> None:
        """Once now."""
        self._after(0.0)

    def renewed(self) -> None:
        """There is a new version: look through it when no newer one comes."""
        self._after(PAUSE)

    def _after(self, seconds: float) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = Timer(seconds, warm, (self._app,))
            self._timer.daemon = True
            self._timer.start()
