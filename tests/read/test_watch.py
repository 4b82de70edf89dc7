"""``demarche watch`` and addresses at ``demarche add`` and ``read``, as a user types them, at a real server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from made_files import PAGE, rss, rss_item
from made_server import Handler, Server, page, running
from typer.testing import CliRunner

import demarche
from demarche.read.web import polite
from demarche.show.main import app


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(polite, "PAUSE", 0.0)
    with running() as made:
        for number in range(1, 4):
            words = PAGE.replace("vastgelopen", f"voor de {number}e keer vastgelopen").replace(
                "over vis", f"over vis {number}"
            )
            made.routes[f"/{number}"] = page(words.encode())
        yield made


def items(*numbers: int) -> bytes:
    return rss(*(rss_item(number, "kort", link=f"/{number}") for number in numbers))


def feeds(folder: Path, server: Server) -> Path:
    place = folder / "feeds.toml"
    place.write_text(f'[[feed]]\nurl = "{server.url("/feed")}"\noutlet = "De Haven"\n', encoding="utf-8")
    return place


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def forget_when(archive: Path) -> None:
    """As if the feed's time had come."""
    place = archive / "_watch.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    for note in told["feeds"].values():
        note["due"] = 0
    place.write_text(json.dumps(told), encoding="utf-8")


def held(archive: Path) -> list[str]:
    return sorted(demarche.open(archive).table("reports").column("url").to_pylist())


def test_what_is_new_is_added_and_told_and_what_is_not_due_is_left(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = page(items(1, 2))
    archive, listed = tmp_path / "archive", feeds(tmp_path, server)
    first = typed("watch", listed, "-a", archive, "--once", "--allow-local")
    assert first.exit_code == 0, first.output
    assert "De Haven: 2 new, 0 changed, 0 there already, 0 with trouble" in first.output
    assert "+ Overleg over vis 1 loopt vast (" in first.output and "to be asked again from" in first.output
    asked = len(server.asked)
    assert "2 new" not in typed("watch", listed, "-a", archive, "--once", "--allow-local").output
    assert len(server.asked) == asked
    server.routes["/feed"] = page(items(3, 2, 1))
    forget_when(archive)
    typed("compact", "-a", archive)
    assert "1 new" in typed("watch", listed, "-a", archive, "--once", "--allow-local").output
    assert held(archive) == [server.url(f"/{number}") for number in (1, 2, 3)]


def test_trouble_is_told_and_the_rest_is_added(tmp_path: Path, server: Server) -> None:
    server.routes |= {"/feed": page(items(1, 9)), "/9": page(b"", 404)}
    done = typed("watch", feeds(tmp_path, server), "-a", tmp_path / "archive", "--once", "--allow-local")
    assert done.exit_code == 1
    assert "1 new" in done.output and "404" in done.output


def test_this_machine_is_not_fetched_from_unless_told_so(tmp_path: Path, server: Server) -> None:
    done = typed("watch", feeds(tmp_path, server), "-a", tmp_path / "archive", "--once")
    assert done.exit_code == 1 and "no public address" in done.output and server.asked == []


def test_a_refused_address_is_asked_as_soon_as_it_is_allowed(tmp_path: Path, server: Server) -> None:
    server.routes["/feed"] = page(items(1))
    given = "watch", feeds(tmp_path, server), "-a", tmp_path / "archive", "--once"
    assert "no public address" in typed(*given).output
    assert "1 new" in typed(*given, "--allow-local").output


def test_a_mistake_in_the_file_of_feeds_ends_with_status_2(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "demarche.show.main",
        "watch",
        str(tmp_path / "none.toml"),
        "-a",
        str(tmp_path / "a"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and "there is no file" in done.stderr and not (tmp_path / "a").exists()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_watch_that_is_ended_in_the_middle_goes_on_where_it_was(tmp_path: Path, server: Server, end: int) -> None:
    reached = threading.Event()

    def hang(handler: Handler) -> None:
        reached.set()
        time.sleep(20)

    server.routes |= {"/feed": page(items(1, 2)), "/2": hang}
    archive, listed = tmp_path / "archive", feeds(tmp_path, server)
    command = [sys.executable, "-m", "demarche.show.main", "watch", listed, "-a", archive, "--allow-local"]
    watching = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ))
    try:
        assert reached.wait(60)
        watching.send_signal(end)
        watching.wait(30)
    finally:
        watching.kill()
    server.routes["/2"] = page(PAGE.encode())
    done = typed("watch", listed, "-a", archive, "--once", "--allow-local")
    assert done.exit_code == 0, done.output
    assert held(archive) == [server.url("/1"), server.url("/2")]


def test_addresses_and_lists_of_them_are_added(tmp_path: Path, server: Server) -> None:
    archive, listed = tmp_path / "archive", tmp_path / "list.csv"
    listed.write_text(f"media_name,url\nDe Kade,{server.url('/2')}\nDe Kade,{server.url('/weg')}\n", encoding="utf-8")
    one = typed("add", server.url("/1"), "-a", archive, "--allow-local", "--workers", 0)
    assert one.exit_code == 0, one.output
    more = typed("add", "--fetch", listed, "-a", archive, "--allow-local", "--workers", 0)
    assert more.exit_code == 1 and "1 new" in more.output and "404" in more.output
    assert held(archive) == [server.url("/1"), server.url("/2")]
    outlets = demarche.open(archive).table("reports").column("outlet").to_pylist()
    assert sorted(outlets) == ["De Haven", "De Kade"]


def test_an_address_can_be_read(tmp_path: Path, server: Server) -> None:
    done = typed("read", server.url("/1"), "--allow-local", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    (made,) = (tmp_path / "out").iterdir()
    assert json.loads(made.read_text(encoding="utf-8"))["document"]["url"] == server.url("/1")
