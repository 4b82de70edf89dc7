"""Feeds followed over time, at a real server that misbehaves; state that survives restarts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_files import PAGE, WORDS, rss, rss_item
from made_server import Handler, Server, page, running, to

from demarche.errors import MissingInput, SettingError
from demarche.read import Source
from demarche.read.web import Fetcher, Web
from demarche.read.web.follow import Feed, Look, load_feeds
from demarche.read.web.memory import Note, load, save

NOW = 1_700_000_000.0
LONG = " ".join(WORDS)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        made.routes |= {"/1": page(PAGE.encode()), "/2": page(PAGE.replace("Reykjavik", "Oslo").encode())}
        yield made


def items(*numbers: int, text: str = "kort") -> bytes:
    return rss(*(rss_item(number, text, link=f"/{number}") for number in numbers))


class Follower:
    """A feed with its note, looked at again and again."""

    def __init__(self, server: Server, **about: object) -> None:
        self.feed = replace(Feed(server.url("/feed"), minutes=30.0), **about)  # type: ignore[arg-type]
        self.note, self.now = Note(), NOW
        self.said: str | None = None
        self.server = server

    def look(self) -> list[Source]:
        self.server.asked.clear()
        look = Look(self.feed, self.note, Web(Fetcher(local=True, seconds=2), pause=0), self.now)
        found = list(look.reports())
        self.note, self.said = look.settle(), look.said
        return found


def read(found: list[Source]) -> int:
    return sum(source.document is not None for source in found)


def test_each_item_is_taken_once(server: Server) -> None:
    server.routes["/feed"] = page(items(1))
    follower = Follower(server)
    assert read(follower.look()) == 1
    server.routes["/feed"] = page(items(2, 1))
    (source,) = follower.look()
    assert source.document is not None and "Oslo" in source.document.text
    assert server.paths() == ["/feed", "/2"]
    assert follower.look() == [] and server.paths() == ["/feed"]
    assert follower.note.due == NOW + 1800


def test_a_feed_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    def answer(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"a"' and handler.headers["If-Modified-Since"]:
            handler.give(b"", 304)
        else:
            handler.give(items(1), ETag='"a"', Last_Modified="Thu, 04 May 2023 10:00:00 GMT")

    server.routes["/feed"] = answer
    follower = Follower(server)
    assert read(follower.look()) == 1
    assert follower.look() == [] and follower.note.failures == 0 and follower.said is None
    assert follower.note.etag == '"a"'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page(b"", 500), "500"),
        (page(b"<rss><channel>", 200), "damaged"),
        (page(b"", 200), "damaged"),
        (page(b"<html><body>geen feed</body></html>"), "damaged"),
        (to("/feed"), "redirected over 5 times"),
        (to("http://127.0.0.1:1/"), "could not be fetched"),
        (lambda handler: handler.wfile.write(b"rommel"), "could not be fetched"),
    ],
)
def test_a_feed_that_fails_is_asked_later_and_later(server: Server, answer: object, said: str) -> None:
    import re

    server.routes["/feed"] = answer  # type: ignore[assignment]
    follower = Follower(server)
    for failures in (1, 2):
        assert follower.look() == []
        assert re.search(said, follower.said or "")
        assert follower.note.due == NOW + 1800 * 2**failures
    follower.note.failures = 20
    follower.look()
    assert follower.note.due == NOW + 86_400
    server.routes["/feed"] = page(items(1))
    assert read(follower.look()) == 1
    assert follower.note.failures == 0 and follower.note.due == NOW + 1800


def test_a_server_that_asks_for_time_gets_it(server: Server) -> None:
    server.routes["/feed"] = page(b"", 429, Retry_After="20000")
    follower = Follower(server)
    follower.look()
    assert follower.note.due == NOW + 20_000


def test_an_endless_feed_is_left(server: Server) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"<rss><channel><item><title>x</title></item>" * 4000)

    server.routes["/feed"] = endless
    follower = Follower(server)
    assert follower.look() == [] and "too much for one page" in (follower.said or "")


def test_a_feed_that_has_moved_for_good_is_asked_at_its_new_place(server: Server) -> None:
    server.routes |= {"/feed": to("/new", 301), "/new": page(items(1))}
    follower = Follower(server)
    assert read(follower.look()) == 1 and "has moved to" in (follower.said or "")
    assert follower.look() == [] and server.paths() == ["/new"] and follower.said is None


def test_a_feed_that_is_gone_is_not_asked_again(server: Server) -> None:
    server.routes["/feed"] = page(b"", 410)
    follower = Follower(server)
    follower.look()
    assert follower.note.gone and "gone for good" in (follower.said or "")


def test_a_page_that_can_not_be_had_now_is_tried_again_and_then_told_by_the_feed(server: Server) -> None:
    server.routes |= {"/feed": page(items(1, 7, text=LONG), ETag='"a"'), "/7": page(b"", 500)}
    follower = Follower(server)
    assert [source.document is None for source in follower.look()] == [False, True]
    for _ in range(3):
        (again,) = follower.look()
        assert again.trouble is not None
        assert "If-None-Match" not in dict(server.asked[1][1])
    (last,) = follower.look()
    assert last.document is not None and last.document.text == f"Bericht 7\n\n{LONG}"
    assert "500" in last.document.problems[0].message
    assert follower.look() == []


def test_a_page_that_is_there_again_is_read(server: Server) -> None:
    server.routes |= {"/feed": page(items(7)), "/7": page(b"", 502)}
    follower = Follower(server)
    follower.look()
    server.routes["/7"] = page(PAGE.encode())
    assert read(follower.look()) == 1 and follower.note.waiting == {}


def test_a_server_of_pages_that_asks_for_less_is_left_until_the_next_look(server: Server) -> None:
    server.routes |= {"/feed": page(items(7, 1)), "/7": page(b"", 429, Retry_After="4000")}
    follower = Follower(server)
    assert read(follower.look()) == 0 and server.paths() == ["/feed", "/7"]
    assert follower.note.due == NOW + 4000
    server.routes["/7"] = page(PAGE.encode())
    assert read(follower.look()) == 2


def test_broken_xml_gives_what_can_be_made_out(server: Server) -> None:
    server.routes["/feed"] = page(items(1, 2).replace(b"</guid>", b"</gid>", 1))
    assert read(Follower(server).look()) >= 1


def test_texts_in_the_feed_itself_can_be_enough(server: Server) -> None:
    server.routes["/feed"] = page(items(7, text=f"<p>{LONG}</p>"))
    (source,) = Follower(server, take="feed").look()
    assert source.document is not None and source.document.text == f"Bericht 7\n\n{LONG}"
    assert server.paths() == ["/feed"]


def test_what_was_seen_outlives_a_restart_and_a_look_that_ends_before_it_is_settled(
    server: Server, tmp_path: Path
) -> None:
    server.routes["/feed"] = page(items(1, 2))
    follower = Follower(server)
    look = Look(follower.feed, follower.note, Web(Fetcher(local=True), pause=0), NOW)
    next(look.reports())  # and the program is killed
    assert follower.note == Note()
    assert read(follower.look()) == 2
    save(tmp_path / "watch.json", {follower.feed.url: follower.note})
    follower.note = load(tmp_path / "watch.json")[follower.feed.url]
    assert follower.look() == []


@pytest.mark.parametrize("told", ["", "{}", "[]", '{"feeds": {"x": 3}}', "{" * 100])
def test_a_damaged_memory_is_said(tmp_path: Path, told: str) -> None:
    (tmp_path / "watch.json").write_text(told, encoding="utf-8")
    with pytest.raises(SettingError, match="Remove it to begin anew"):
        load(tmp_path / "watch.json")


def test_a_file_of_feeds_says_what_is_followed(tmp_path: Path) -> None:
    place = tmp_path / "feeds.toml"
    place.write_text(
        'minutes = 20\n[[feed]]\nurl = "https://haven.example/feed"\noutlet = "De Haven"\nlanguage = "nl"\n'
        '[[feed]]\nurl = "https://kade.example/rss"\nminutes = 60\ntake = "feed"\n',
        encoding="utf-8",
    )
    first, second = load_feeds(place)
    assert (first.about.outlet, first.about.language, first.minutes, first.take) == ("De Haven", "nl", 20.0, "page")
    assert (second.minutes, second.take) == (60.0, "feed")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", "names no feeds"),
        ("feed = 3", "names no feeds"),
        ("[[feed]]", "without url"),
        ("[[feed", "no TOML"),
        ('[[feed]]\nurl = "file:///etc/passwd"', "only http and https"),
        ('[[feed]]\nurl = "https://a.example/"\nevery = 3', "'every'"),
        ('[[feed]]\nurl = "https://a.example/"\nminutes = 0', "no number of minutes"),
        ('[[feed]]\nurl = "https://a.example/"\nminutes = true', "no number of minutes"),
        ('[[feed]]\nurl = "https://a.example/"\ntake = "all"', "none of page, feed"),
        ('[[feed]]\nurl = "https://a.example/"\noutlet = 3', "outlet of"),
        ('hours = 3\n[[feed]]\nurl = "https://a.example/"', "'hours'"),
        ('[[feed]]\nurl = "https://a.example/"\n[[feed]]\nurl = "https://a.example"', "more than once"),
    ],
)
def test_mistakes_in_it_are_said(tmp_path: Path, told: str, said: str) -> None:
    (tmp_path / "feeds.toml").write_text(told, encoding="utf-8")
    with pytest.raises(SettingError, match=said):
        load_feeds(tmp_path / "feeds.toml")
    with pytest.raises(MissingInput):
        load_feeds(tmp_path / "none.toml")
