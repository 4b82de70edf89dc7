"""A real server over a real archive, asked as a browser asks. Tests that write make a server of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from served import SCRIPT, Site, coded, record

from demarche import archive
from demarche.archive import Incoming, Writer
from demarche.records import Record
from demarche.show.page.app import make
from demarche.show.page.server import bind, server


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The archive, served until the block ends."""
    socket = bind("127.0.0.1", 0)
    app = make(str(folder))
    running = server(app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield Site(socket.getsockname()[1], folder, app.state.token)
    running.should_exit = True
    thread.join(10)


def made(folder: Path, *records: Record) -> Path:
    """An archive of these records."""
    archive.create(folder).close()
    Writer(folder).add([Incoming(one) for one in records])
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("page") / "nets"
    with served(made(folder, record(), record(f"Nets {SCRIPT}", SCRIPT, "2023-04-05"))) as running:
        yield running


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same for tests that write to it."""
    folder = tmp_path_factory.mktemp("own") / "nets"
    with served(made(folder, record(), record(f"Nets {SCRIPT}", SCRIPT, "2023-04-05"))) as running:
        yield running


@pytest.fixture(scope="session")
def affair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The examples in both languages, coded by the program itself, and two reports of another time."""
    folder = tmp_path_factory.mktemp("affair") / "mackerel"
    with served(made(folder, *coded(), record(), record("Nets again", "Fjord Times", "2023-04-05"))) as running:
        yield running


@pytest.fixture
def serve(tmp_path: Path) -> Callable[[], Any]:
    """Serve one small archive of the test's own, as often as the test says: a server that starts anew."""
    folder = made(tmp_path / "own", record())
    return lambda: served(folder)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Any]:
    """A real Chromium."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium, or name one in DEMARCHE_CHROMIUM")
    from playwright.sync_api import sync_playwright

    # As root a browser can't make its own sandbox; nothing but our own page is opened.
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()
