"""What comes from outside does no harm: scripts in every field of a text, hostile strings in every parameter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from browser import opened
from conftest import made, served
from hostile import PAYLOADS, RUN, STRINGS, report
from hypothesis import HealthCheck, Phase, given, settings
from served import Site

from demarche.records import KINDS
from demarche.show.page.api.operations import FILTER, HOME, OPERATIONS, Operation
from demarche.show.page.asked import FILTERS
from demarche.show.page.render import ANALYSES


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A dossier of reports with a payload in every field each."""
    folder = tmp_path_factory.mktemp("poisoned") / "<b>dossier"
    with served(made(folder, *(report(n, payload) for n, payload in enumerate(PAYLOADS)))) as running:
        yield running


class Harm(HTMLParser):
    """Collects what a browser would run, or load from elsewhere, in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in (
            "iframe",
            "object",
            "embed",
            "base",
            "style",
            "marquee",
            "math",
            "video",
            "audio",
            "applet",
            "frame",
        ):
            self.found.append(tag)
        if (
            tag == "script"
            and not given.get("src", "").startswith(("/static/", "/vega"))
            and given.get("type") != "application/json"
        ):
            self.found.append(f"script {given}")
        if tag == "meta" and "http-equiv" in given:
            self.found.append(f"meta {given}")
        for name, value in given.items():
            start = "".join(value.split()).lower().lstrip("\x00\x01\x1f ")
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus", "formaction"):
                self.found.append(f"{tag} {name}={value[:60]}")
            if name in ("href", "src", "action", "srcset") and start.startswith(
                ("javascript:", "data:", "vbscript:", "//")
            ):
                self.found.append(f"{tag} {name}={value[:60]}")


def harm(page: str) -> list[str]:
    reader = Harm()
    reader.feed(page)
    return reader.found


def pages(site: Site) -> list[str]:
    reports = json.loads(site.ask("/reports.json").text)
    events = json.loads(site.ask("/items/events.json").text)
    return [
        "/", "/changes?from=0", "/reports", "/parties", "/people", "/add", "/export", "/sources", "/api",
        *(f"/items/{kind}" for kind in KINDS), *(f"/analysis/{name}" for name in ANALYSES),
        *(f"/report/{one['report']}" for one in reports),
        *(f"/report/{one['report']}/change?item={one['id']}" for one in events[:20]),
        *(f"/report/{one['report']}/missed" for one in reports[:5]),
        *(f"/party/{quote('X:' + ' '.join(payload.split()))}" for payload in PAYLOADS[:20]),
        *("/person?" + urlencode({"name": " ".join(payload.split())}) for payload in PAYLOADS[:20]),
        *("/search?" + urlencode({"q": payload}) for payload in PAYLOADS[:20]),
        *(f"/{quote(payload)}" for payload in PAYLOADS[:10]),
        *("/?" + urlencode({"since": one}) for one in PAYLOADS[:10]),
    ]  # fmt: skip


def test_no_field_of_a_text_becomes_markup(poisoned: Site) -> None:
    seen = 0
    for path in pages(poisoned):
        answer = poisoned.ask(path)
        assert answer.status in (200, 400, 404), (path, answer.status)
        assert harm(answer.text) == [], path
        seen += RUN in answer.text
    assert seen > 50  # the payloads are there, as text


def test_a_picture_of_a_chart_holds_no_script(poisoned: Site) -> None:
    for name in ("network", "forces"):
        answer = poisoned.ask(f"/analysis/{name}.svg")
        assert answer.status == 200 and harm(answer.text.replace(" style=", " class=")) == []


@pytest.mark.slow
def test_no_payload_runs_in_a_real_browser(poisoned: Site, chrome: Any) -> None:
    home = f"http://127.0.0.1:{poisoned.port}"
    reports = json.loads(poisoned.ask("/reports.json").text)
    with opened(chrome, home, locale="en") as seen:
        seen.tab.on("dialog", lambda one: seen.wrong.append(f"dialog {one.message}"))
        for path in ("/", "/reports", "/items/events", "/items/statements", "/analysis/network", "/analysis/timeline",
                     "/search?q=Norway", "/parties",
                     *(f"/report/{one['report']}" for one in reports[::9])):  # fmt: skip
            tab = seen.go(path)
            assert tab.evaluate("window.ran") is None, path
        assert [one for one in seen.wrong if "evil" in one or "dialog" in one or "Content Security" in one] == []


#: Parameters of all screens, and a few screens that each is tried on.
PARAMETERS = (*FILTERS, "at", "start", "table", "q", "name", "from", "sort", "limit", "offset", "view",
              "min_confidence", "lang", "item", "kind", "n", "dark")  # fmt: skip
PLACES = ("/", "/reports", "/items/events", "/analysis/ledger", "/analysis/state.csv", "/search", "/person", "/changes",
          "/party/NOR", f"{HOME}/events", f"{HOME}/reports", f"{HOME}/search", "/reports.csv")  # fmt: skip


def test_no_string_in_any_parameter_is_a_fault_of_the_server(site: Site) -> None:
    """Every string once, each on another parameter and place; ``benchmarks/page_hostile.py`` tries them all on all."""
    for n, string in enumerate(STRINGS):
        name, place = PARAMETERS[n % len(PARAMETERS)], PLACES[n % len(PLACES)]
        answer = site.ask(f"{place}?{urlencode({name: string}, errors='surrogatepass')}")
        assert answer.status < 500 and "Traceback" not in answer.text, (place, name, string)


@pytest.mark.parametrize("name", [one["name"] for one in FILTER if one["name"] not in ("since", "until", "words")])
def test_no_string_in_a_filter_lets_a_row_through(site: Site, name: str) -> None:
    table = {"type": "events", "status": "events", "topic": "positions", "stance": "positions"}.get(name, "statements")
    for string in STRINGS[::9]:
        if string.strip(" \n,") and not string.startswith("\x00"):
            answer = site.ask(f"{HOME}/{table}?{urlencode({name: string})}")
            assert answer.status == 400 or json.loads(answer.text)["total"] == 0, string


def test_columns_and_sorts_are_allow_listed(site: Site) -> None:
    public = set(json.loads(site.ask(f"{HOME}/events?limit=1").text)["rows"][0])
    for string in STRINGS:
        if string.strip() and string.strip().removeprefix("-") not in public:
            assert site.ask(f"{HOME}/events?{urlencode({'sort': string})}").status == 400, string


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_what_the_description_allows_is_answered(own: Site, operation: Operation) -> None:
    """A few made-up requests for each operation; ``benchmarks/page_hostile.py`` makes 5,000."""
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{own.port}/api/openapi.json")
    made_up = schema[HOME + operation.path][operation.method].as_strategy()

    @settings(max_examples=4, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=made_up)
    def asked(case: Any) -> None:
        answer = case.call(timeout=300, headers={"Authorization": f"Bearer {own.token}"})
        assert answer.status_code < 500, answer.text

    asked()
