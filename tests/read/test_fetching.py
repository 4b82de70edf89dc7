"""One address: which are refused, what is pinned, where it stops; against a real server that misbehaves."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from made_files import PAGE, WORDS, pdf, rss, rss_item
from made_server import Handler, Server, page, running, to

from demarche.errors import InputError, NotFetched, NotText, RefusedAddress, TooLarge
from demarche.read.web.fetch import Fetcher, refuse_status
from demarche.read.web.polite import Web
from demarche.read.web.reports import reports_at
from demarche.read.web.targets import Target, is_public, numbers_of, target_of


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


LOCAL = Fetcher(local=True)
REFUSED = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://１２７.0.0.1/",
    "http://10.0.0.1/",
    "http://172.16.5.4/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "file:///etc/passwd",
    "ftp://haven.example/",
    "gopher://127.0.0.1:70/",
    "http://user:word@93.184.216.34/",
    "http://haven.example\\@127.0.0.1/",
    "http://127.0.0.1%2f@haven.example/",
    "http://haven.example/ HTTP/1.1\r\nHost: x",
    "http://[fe80::1%25eth0]/",
    "http:///etc/passwd",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("address", REFUSED)
def test_addresses_that_are_no_public_servers_are_refused(address: str) -> None:
    with pytest.raises(RefusedAddress):
        Fetcher(seconds=5).get(address)


def test_over_25_targets_are_tried() -> None:
    assert len(REFUSED) >= 25


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_servers_are_not_refused(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize("place", ["http://10.0.0.1/", "file:///etc/passwd", "http://[::1]:1/", "//192.168.0.1/x"])
def test_a_redirect_to_a_refused_target_is_refused(server: Server, place: str) -> None:
    server.routes["/"] = to(place)
    inside = "127.0.0.1"

    def only_the_server_is_allowed(target: Target) -> None:
        if target.host != inside:
            numbers_of(target, 1)

    with pytest.raises(RefusedAddress):
        Fetcher(local=True, before=only_the_server_is_allowed).get(server.url("/"))


def test_a_name_with_one_inner_address_among_public_ones_is_refused() -> None:
    resolver = {"haven.example": ["93.184.216.34", "127.0.0.1"]}
    with pytest.raises(RefusedAddress, match=r"127\.0\.0\.1"):
        Fetcher(resolver=lambda host, port: resolver[host]).get("http://haven.example/")


def test_a_name_that_changes_after_the_check_does_not_move_the_connection(server: Server) -> None:
    asked: list[str] = []
    server.routes["/"] = page(b"the first")

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["203.0.113.9"]

    place = f"http://haven.example:{server.server_address[1]}/"
    assert Fetcher(local=True, resolver=rebinding).get(place).data == b"the first"
    assert asked == ["haven.example"]
    assert server.asked[0][1]["Host"] == f"haven.example:{server.server_address[1]}"


def test_names_outside_ascii_and_odd_paths_are_written_as_the_net_does() -> None:
    target = target_of("HTTP://Café.Example:80/é?q=ü#deel")
    assert target.address == "http://xn--caf-dma.example/%C3%A9?q=%C3%BC"


def test_five_redirects_are_followed_and_no_more(server: Server) -> None:
    server.routes |= {f"/{n}": to(f"/{n + 1}") for n in range(6)} | {"/6": page(b"there")}
    assert LOCAL.get(server.url("/1")).data == b"there"
    with pytest.raises(NotFetched, match="redirected over 5 times"):
        LOCAL.get(server.url("/0"))


def test_a_move_for_good_is_told_and_one_for_now_is_not(server: Server) -> None:
    server.routes |= {"/a": to("/b", 301), "/b": to("/c", 308), "/c": page(b"x"), "/d": to("/a", 302)}
    assert LOCAL.get(server.url("/a")).moved == server.url("/c")
    assert LOCAL.get(server.url("/d")).moved is None


def test_what_is_too_large_is_left(server: Server) -> None:
    small = Fetcher(local=True, most=100_000)
    server.routes |= {
        "/large": page(b"x" * 200_000),
        "/packed": page(gzip.compress(b"x" * 200_000), Content_Encoding="gzip"),
        "/bomb": page(gzip.compress(b" " * 30_000_000), Content_Encoding="gzip"),
        "/fits": page(gzip.compress(b"x" * 90_000), Content_Encoding="gzip"),
    }
    for path in ("/large", "/packed", "/bomb"):
        with pytest.raises(TooLarge):
            small.get(server.url(path))
    assert len(small.get(server.url("/fits")).data) == 90_000


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<item>nooit klaar</item>" * 4000)


def dripping(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def dripping_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: x\r\n".encode())
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    time.sleep(3)


def forever_continue(handler: Handler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.01)


def test_a_page_without_end_is_left_at_the_limit(server: Server) -> None:
    server.routes["/"] = endless
    with pytest.raises(TooLarge):
        LOCAL.get(server.url("/"))


@pytest.mark.parametrize("slow", [dripping, dripping_head, silent, forever_continue])
def test_a_server_that_keeps_visitors_waiting_is_left(server: Server, slow: object) -> None:
    server.routes["/"] = slow  # type: ignore[assignment]
    with pytest.raises(NotFetched, match=r"after 0\.4 seconds"):
        Fetcher(local=True, seconds=0.4).get(server.url("/"))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"geen HTTP\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nkort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhallo\r\nZZ\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + b"",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz",
        b"HTTP/9.9 999 \xff\r\n\r\n",
    ],
)
def test_answers_that_are_no_sound_http_are_trouble_with_a_name(server: Server, raw: bytes) -> None:
    server.routes["/"] = lambda handler: handler.wfile.write(raw) and None
    try:
        refuse_status(LOCAL.get(server.url("/")))
        assert b"Content-Length: -5" in raw  # an empty page, as browsers take it
    except InputError as trouble:
        assert str(trouble)


def test_nobody_there_is_said() -> None:
    with running() as gone:
        place = gone.url("/")
    with pytest.raises(NotFetched, match="could not be fetched"):
        LOCAL.get(place)


def web(**more: float) -> Web:
    return Web(LOCAL, pause=more.get("pause", 0.0))


def test_robots_are_asked_once_and_heeded_on_redirects_too(server: Server) -> None:
    server.routes |= {
        "/robots.txt": page(b"User-agent: demarche\nDisallow: /inside\n", content_type="text/plain"),
        "/open": page(b"open"),
        "/inside/a": page(b"inside"),
        "/way": to("/inside/a"),
    }
    polite = web()
    assert polite.get(server.url("/open")).data == b"open"
    for path in ("/inside/a", "/way"):
        with pytest.raises(RefusedAddress, match=r"robots\.txt asks not to"):
            polite.get(server.url(path))
    assert [path for path, _ in server.asked].count("/robots.txt") == 1
    assert "/inside/a" not in server.paths()


def test_a_site_whose_rules_can_not_be_had_is_left_for_now(server: Server) -> None:
    server.routes |= {"/robots.txt": page(b"", 503, Retry_After="120"), "/": page(b"open")}
    with pytest.raises(NotFetched, match="rules for visitors can't be had") as trouble:
        web().get(server.url("/"))
    assert (trouble.value.status, trouble.value.wait) == (503, 120.0)
    assert server.paths() == []


def test_one_host_is_not_asked_without_pauses(server: Server) -> None:
    slept: list[float] = []
    server.routes |= {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 7\n"), "/": page(b"x")}
    polite = Web(LOCAL, pause=1.0, clock=lambda: 100.0, sleep=slept.append)
    for _ in range(3):
        polite.get(server.url("/"))
    assert slept == [7.0, 14.0, 21.0]


def test_the_program_says_who_it_is(server: Server) -> None:
    web().get(server.url("/"))
    assert all(headers["User-Agent"].startswith("demarche/") for _, headers in server.asked)


class TestReports:
    """The reports at an address."""

    def test_a_page_gives_its_report_with_the_address_that_it_was_fetched_from(self, server: Server) -> None:
        server.routes |= {"/kort": to("/vis?a=1"), "/vis?a=1": page(PAGE.encode())}
        (source,) = reports_at(server.url("/kort"), web=web())
        assert source.document is not None
        assert (source.document.url, source.document.outlet) == (server.url("/vis?a=1"), "De Haven")
        assert source.document.published == "2023-05-04"

    def test_a_page_may_name_its_own_address_on_its_own_site(self, server: Server) -> None:
        own = server.url("/vis")
        server.routes["/vis?van=nieuwsbrief"] = page(PAGE.replace("https://haven.example/vis", own).encode())
        (source,) = reports_at(server.url("/vis?van=nieuwsbrief"), web=web())
        assert source.document is not None and source.document.url == own

    def test_a_page_without_a_date_has_that_of_the_feed_or_else_of_today_which_is_said(self, server: Server) -> None:
        item = rss_item(1, "kort", link="/een", day="Fri, 05 May 2023 01:00:00 +0200")
        undated = PAGE.replace("2023-05-04T10:00:00+02:00", "")
        server.routes |= {"/feed": page(rss(item)), "/een": page(undated.encode())}
        (by_feed,) = reports_at(server.url("/feed"), web=web())
        (by_page,) = reports_at(server.url("/een"), web=web())
        assert by_feed.document is not None and by_page.document is not None
        assert (by_feed.document.published, by_feed.document.problems) == ("2023-05-05", ())
        assert [problem.kind for problem in by_page.document.problems] == ["date"]

    def test_pdf_and_text_are_read_and_what_is_none_is_refused(self, server: Server) -> None:
        server.routes |= {
            "/a": page(pdf([WORDS[0]]), content_type="application/pdf"),
            "/b": page(WORDS[1].encode("cp1252"), content_type="text/plain"),
            "/c": page(b"\x89PNG", content_type="image/png"),
            "/d": page(b"", 404),
        }
        found = [next(iter(reports_at(server.url(path), web=web()))) for path in ("/a", "/b", "/c", "/d")]
        assert [source.document.text for source in found if source.document] == list(WORDS[:2])
        assert [type(source.trouble) for source in found[2:]] == [NotText, NotFetched]

    def test_a_feed_gives_the_pages_that_it_leads_to(self, server: Server) -> None:
        long = f"{WORDS[0]} {WORDS[1]}"
        items = (
            rss_item(1, "kort", link="/een"),
            rss_item(2, long, link="/weg"),
            rss_item(3, "kort", link="/weg"),
            rss_item(4, long, link="ftp://haven.example/"),
        )
        server.routes |= {"/feed": page(rss(*items), content_type="application/rss+xml"), "/een": page(PAGE.encode())}
        first, second, third, fourth = reports_at(server.url("/feed"), web=web())
        assert first.document is not None and WORDS[2] in first.document.text
        assert first.document.published == "2023-05-04"
        assert second.document is not None and second.document.text == f"Bericht 2\n\n{long}"
        assert "404" in second.document.problems[0].message
        assert isinstance(third.trouble, NotFetched)
        assert fourth.document is not None and fourth.document.url is None


class TestSafely:
    """Over TLS: a real server with a certificate of an authority made for the test."""

    @pytest.fixture
    def authority(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
        made = trustme.CA()
        made.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        return made

    def safe(self, server: Server, authority: trustme.CA, name: str) -> Fetcher:
        known = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(known)
        server.socket = known.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        return Fetcher(local=True, seconds=3, resolver=lambda host, port: ["127.0.0.1"])

    def test_a_certificate_is_checked_against_the_name_that_was_asked(
        self, server: Server, authority: trustme.CA
    ) -> None:
        fetcher = self.safe(server, authority, "haven.example")
        server.routes["/"] = page(b"safe")
        port = server.server_address[1]
        assert fetcher.get(f"https://haven.example:{port}/").data == b"safe"
        with pytest.raises(NotFetched, match="CERTIFICATE_VERIFY_FAILED"):
            fetcher.get(f"https://kade.example:{port}/")

    def test_a_certificate_of_nobody_that_is_known_is_refused(
        self, server: Server, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fetcher = self.safe(server, authority, "haven.example")
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(NotFetched, match="CERTIFICATE_VERIFY_FAILED"):
            fetcher.get(f"https://haven.example:{server.server_address[1]}/")

    def test_a_server_that_never_shakes_hands_is_left(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as mute:
            place = f"https://127.0.0.1:{mute.getsockname()[1]}/"
            with pytest.raises(NotFetched, match=r"after 0\.4 seconds"):
                Fetcher(local=True, seconds=0.4).get(place)
