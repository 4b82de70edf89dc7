"""How long each screen of the page takes on a large archive; the house rule is 0.3 seconds on 80,000 reports, and 1
second for the first sight of the state of play.

    python benchmarks/made_archive.py FOLDER 80000
    python benchmarks/page_speed.py FOLDER

A real server over a copy of the archive is asked over HTTP. In each of three rounds a commit of twenty reports makes a
new version, so that nothing of what was worked out holds any more, and each address is asked for the first time, the
state of play before all others; nothing is worked out behind the reader's back. `first` is the middle of those three,
`worst` the longest, `again` a second time. In the first round parts of the program are loaded, too.

Beside the wall time stands the processor time that server and client took: on a machine that does other work at the
same time only that says something.
"""

from __future__ import annotations

import http.client
import json
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import made_archive
from starlette.applications import Starlette

from demarche.archive import Incoming, Writer
from demarche.records import Record
from demarche.show.page.app import make
from demarche.show.page.render import ANALYSES
from demarche.show.page.server import bind, server
from demarche.show.page.warm import warm

LIMIT, FIRST_SIGHT = 0.3, 1.0  # seconds
ROUNDS, COMMIT = 3, 20  # versions that are made, and reports of each


@dataclass(frozen=True)
class Took:
    """Seconds of one answer, and its size in bytes."""

    wall: float
    processor: float
    size: int


def ask(port: int, path: str) -> tuple[Took, bytes]:
    """One request."""
    wall, processor = time.perf_counter(), time.process_time()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    line.request("GET", path, headers={"Accept-Language": "en"})
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
    return Took(time.perf_counter() - wall, time.process_time() - processor, len(body)), body


def screens(port: int) -> list[str]:
    """Addresses of every kind of screen, with and without a filter."""
    reports = json.loads(ask(port, "/api/v1/reports?limit=2")[1])["rows"]
    report = reports[-1]["report"]
    events = json.loads(ask(port, "/api/v1/events?limit=1")[1])["rows"]
    changed = events[0]
    return [
        "/", "/?party=RUS", "/?party=RUS&party=NATO", "/?since=2022", "/?outlet=Outlet+3", "/?until=2019",
        "/changes", "/changes?from=0", "/changes?from=2022-11-01",
        "/reports", "/reports?start=40000", "/reports?party=RUS", "/reports?outlet=Outlet+3&since=2021",
        f"/report/{report}", f"/report/{changed['report']}/change?item={changed['id']}",
        "/items/events", "/items/events?party=RUS&type=ACCUSE", "/items/statements?words=settled",
        "/parties", "/party/RUS", "/party/KOR?since=2022", "/people",
        "/search?q=settled", "/search?q=paper+4711", "/search?q=matter&party=RUS&since=2022",
        "/add", "/export", "/export?party=RUS", "/sources",
        *(f"/analysis/{name}" for name in ANALYSES),
        *(f"/analysis/{name}?{asked}" for name in ANALYSES for asked in ("party=RUS&party=NATO", "since=2022")),
        "/api/v1", "/api/v1/events?party=RUS&limit=1000", "/api/v1/parties/RUS",
    ]  # fmt: skip


def served(folder: str) -> Iterator[tuple[Starlette, int]]:
    """A server over the archive, and its port."""
    app = make(folder)
    bound = bind("127.0.0.1", 0)
    running = server(app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield app, bound.getsockname()[1]
    running.should_exit = True
    thread.join(10)


def look_through(app: Starlette) -> None:
    """What `demarche serve` does when it starts: tables are read into memory, the index of words is made."""
    wall, processor = time.perf_counter(), time.process_time()
    warm(app)
    app.state.shelf.finder.wait()
    print(f"looking through it: {time.perf_counter() - wall:.1f} s, processor {time.process_time() - processor:.1f} s")


def rounds(folder: str, app: Starlette, port: int) -> dict[str, list[tuple[Took, Took]]]:
    """For each screen what it took in each round, the first time and the second."""
    paths = screens(port)
    found: dict[str, list[tuple[Took, Took]]] = {path: [] for path in paths}
    more = made_archive.records(ROUNDS * COMMIT, seed=2)
    for _ in range(ROUNDS):
        Writer(Path(folder)).add([Incoming(renamed(one)) for one in islice(more, COMMIT)])
        app.state.shelf.finder.at(app.state.shelf.get(None).latest())
        for path in paths:
            found[path].append((ask(port, path)[0], ask(port, path)[0]))
    return found


def renamed(record: Record) -> Record:
    """A record under an address of its own."""
    return replace(record, document=replace(record.document, url=f"{record.document.url}/more"))


def main(folder: str) -> int:
    """Print the seconds of each screen; 1 where one takes more processor time than it may."""
    with tempfile.TemporaryDirectory() as home:
        copy = shutil.copytree(folder, Path(home) / "archive", ignore=shutil.ignore_patterns("answers-*"))
        slow = 0
        for app, port in served(str(copy)):
            look_through(app)
            found = rounds(str(copy), app, port)
    print(f"{'':58}  wall: first  worst  again | processor: first  worst  again   KB")
    for path, took in found.items():
        limit = FIRST_SIGHT if path == "/" else LIMIT
        walls, processors = ([getattr(one, name) for one, _ in took] for name in ("wall", "processor"))
        again = [min(getattr(one, name) for _, one in took) for name in ("wall", "processor")]
        late = statistics.median(processors) > limit
        slow += late
        print(f"{path:58}{statistics.median(walls):13.2f}{max(walls):7.2f}{again[0]:7.2f} |"
              f"{statistics.median(processors):17.2f}{max(processors):7.2f}{again[1]:7.2f} {took[0][0].size // 1024:5}"
              f"{'  LATE' if late else ''}")  # fmt: skip
    for name in ("wall", "processor"):
        every = sorted(getattr(one, name) for path, took in found.items() for one, _ in took if path != "/")
        print(f"{name}: half of all first sights under {statistics.median(every):.2f} s, "
              f"95 of 100 under {every[int(0.95 * len(every))]:.2f} s, worst {every[-1]:.2f} s")  # fmt: skip
    print(f"memory, server and client: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    print(f"{slow} screens took longer than they may")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
