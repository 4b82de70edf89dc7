"""A real server over a real archive, asked as a browser asks. Tests that write make a server of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from served import SCRIPT, Site, record

from demarche import archive
from demarche.archive import Incoming, Writer
from demarche.show.page.app import make
from demarche.show.page.server import bind, server


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("page") / "nets"
    archive.create(folder).close()
    Writer(folder).add([Incoming(record()), Incoming(record(f"Nets {SCRIPT}", SCRIPT, "2023-04-05"))])
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
