"""How long each screen of the page takes on a large archive; the house rule is 0.3 seconds on 80,000 reports, and 1
second for the first sight of the state of play.

    python benchmarks/made_archive.py FOLDER 80000
    python benchmarks/page_speed.py FOLDER

A real server is asked over HTTP, each address three times: `first` is the first time after the server came up and had
looked through the archive once, as `demarche serve` does; `again` the better of the others. Started a second time on
the same version, the state of play and the analyses are there at once: the first line says how long the look through
took. Beside the wall time stands the processor time that server and client took: on a machine that does other work at
the same time only that says something.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from dataclasses import dataclass

from demarche.show.page.app import make
from demarche.show.page.render import ANALYSES
from demarche.show.page.server import bind, server
from demarche.show.page.warm import warm

LIMIT, FIRST_SIGHT = 0.3, 1.0  # seconds


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
        "/", "/?party=RUS&party=NATO", "/?since=2022", "/changes", "/changes?from=0", "/changes?from=2022-11-01",
        "/reports", "/reports?start=40000", "/reports?party=RUS", "/reports?outlet=Outlet+3&since=2021",
        f"/report/{report}", f"/report/{changed['report']}/change?item={changed['id']}",
        "/items/events", "/items/events?party=RUS&type=ACCUSE", "/items/statements?words=settled",
        "/parties", "/party/RUS", "/party/KOR?since=2022", "/people",
        "/search?q=settled", "/search?q=paper+4711", "/search?q=matter&party=RUS&since=2022",
        "/add", "/export", "/export?party=RUS", "/sources",
        *(f"/analysis/{name}" for name in ANALYSES), "/analysis/tension?party=RUS&party=NATO",
        "/api/v1", "/api/v1/events?party=RUS&limit=1000", "/api/v1/parties/RUS",
    ]  # fmt: skip


def main(folder: str) -> int:
    """Print the seconds of each screen; 1 where one takes more processor time than it may."""
    app = make(folder)
    bound = bind("127.0.0.1", 0)
    running = server(app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    wall, processor = time.perf_counter(), time.process_time()
    warm(app)
    app.state.shelf.finder.wait()
    print(f"looking through it: {time.perf_counter() - wall:.1f} s, processor {time.process_time() - processor:.1f} s")
    port, slow = bound.getsockname()[1], 0
    print(f"{'':58}{'first':>7}{'again':>7}{'processor':>12}{'again':>7}  KB")
    for path in screens(port):
        first, *others = (ask(port, path)[0] for _ in range(3))
        again = min(others, key=lambda took: took.processor)
        limit = FIRST_SIGHT if path == "/" else LIMIT
        late = first.processor > limit
        slow += late
        print(f"{path:58}{first.wall:7.2f}{again.wall:7.2f}{first.processor:12.2f}{again.processor:7.2f}  "
              f"{first.size // 1024}{'  LATE' if late else ''}")  # fmt: skip
    print(f"{slow} screens took longer than they may")
    running.should_exit = True
    thread.join(10)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
