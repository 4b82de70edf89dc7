"""Who may ask the server, and what it allows a browser to do."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from served import Site, apart
from starlette.datastructures import Headers

from demarche.errors import NoArchive, SettingError
from demarche.show.page.app import make
from demarche.show.page.guard import Guard, new_token
from demarche.show.page.server import bind
from demarche.show.page.troubles import Caught


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "169.254.1.1"]
)
def test_a_name_that_is_not_this_machines_is_refused(site: Site, host: str) -> None:
    assert site.ask("/", Host=host).status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8642", "[::1]:8642"])
def test_this_machines_names_are_answered(site: Site, host: str) -> None:
    assert site.ask("/", Host=host).status == 200


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/page.js", "/state.json", "/?at=x"])
def test_every_answer_forbids_inline_scripts_other_hosts_and_frames(site: Site, path: str) -> None:
    headers = site.ask(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["x-content-type-options"] == "nosniff" and "access-control-allow-origin" not in headers


def test_another_site_can_not_write(site: Site) -> None:
    assert site.ask("/", method="POST", body="", Origin="https://evil.example").status == 403
    assert site.ask("/", method="POST", body="", Sec_Fetch_Site="cross-site").status == 403


def test_other_names_are_answered_only_where_the_server_was_told_so(site: Site) -> None:
    told = Guard(make(str(site.folder)), ("news.example",))
    assert told._refusal("GET", Headers({"host": "NEWS.example:8642"})) == ""
    assert told._refusal("GET", Headers({"host": "other.example"})) != ""
    crossed = Headers({"host": "news.example", "origin": "https://news.example.evil", "sec-fetch-site": "cross-site"})
    assert told._refusal("POST", crossed) != ""


def test_an_error_that_nobody_thought_of_is_a_page_with_a_sign(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    async def breaks(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("a secret of the server")

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    for path in ("/", "/api/v1"):
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"localhost")],
        }
        apart(partial(asyncio.run, Guard(Caught(breaks))(scope, None, send)))  # type: ignore[arg-type]
        start, body = sent[-2:]
        assert start["status"] == 500 and b"content-security-policy" in dict(start["headers"])
        assert b"secret" not in body["body"] and b"Traceback" not in body["body"]
    assert "a secret of the server" in caplog.text


def test_a_token_has_at_least_128_bits_and_is_new_each_time() -> None:
    assert len(new_token()) * 6 >= 128 and new_token() != new_token()


def test_only_this_machine_can_connect() -> None:
    with bind("127.0.0.1", 0) as socket, pytest.raises(SettingError, match="--port"):
        socket.listen()
        bind("127.0.0.1", socket.getsockname()[1])


def test_a_folder_without_an_archive_is_refused_before_anything_is_served(tmp_path: object) -> None:
    with pytest.raises(NoArchive):
        make(str(tmp_path))
