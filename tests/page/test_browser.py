"""The page in a real browser: every screen, in both languages and looks, wide and narrow, by mouse and by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser import Seen, opened
from served import Site

from demarche.show.page import render

pytestmark = pytest.mark.slow

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}


def kind_of(path: str) -> str:
    """The screen that an address shows: analyses are one each, reports, parties and the like one for all."""
    parts = [part for part in urlsplit(path).path.split("/") if part]
    return "/".join(parts[: 2 if parts[:1] == ["analysis"] else 1]) or "state"


def screens(seen: Seen) -> Iterator[str]:
    """One address of every kind of screen that links lead to, each opened, found as a reader finds them."""
    known: set[str] = set()
    waiting = ["/", "/search?q=ships", "/nowhere"]
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in known:
            continue
        known.add(kind_of(path))
        links = seen.go(path).eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        inside = [one.removeprefix(seen.home) for one in links if one.startswith(f"{seen.home}/")]
        waiting += [one for one in inside if not re.search(r"\.\w+($|\?)|/static/|/api|/export/", one)]
        yield path


def home(site: Site) -> str:
    return f"http://127.0.0.1:{site.port}"


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("nl", "light", WIDE), ("en", "dark", NARROW)],
    ids=["nl, light, wide", "en, dark, narrow"],
)
def test_every_screen_is_sound_and_accessible(
    affair: Site, chrome: Any, language: str, scheme: str, size: dict[str, int]
) -> None:
    with opened(chrome, home(affair), locale=language, color_scheme=scheme, viewport=size) as seen:
        found = set()
        for path in screens(seen):
            found.add(kind_of(path))
            assert seen.tab.get_attribute("html", "lang") == language, path
            assert seen.violations() == []
            assert not seen.overflows(), path
            dark = seen.tab.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
            assert dark == (scheme == "dark"), path
        assert {"state", "reports", "report", "search", "sources"} <= found
        assert {f"analysis/{name}" for name in render.ANALYSES} <= found
        assert [line for line in seen.wrong if "404" not in line] == []


def test_verdicts_by_keyboard_survive_a_restart(serve: Callable[[], Any], chrome: Any) -> None:
    with serve() as site, opened(chrome, home(site), locale="en") as seen:
        tab = seen.go("/reports")
        tab.click("tbody a")
        items = tab.locator(".entries > li")
        first, second = items.nth(0).get_attribute("id"), items.nth(1).get_attribute("id")
        tab.keyboard.press("j")
        assert tab.evaluate("document.activeElement.id") == first
        with tab.expect_navigation():
            tab.keyboard.press("c")
        assert tab.evaluate("document.activeElement.id") == first, "the reader goes on where the verdict was given"
        tab.keyboard.press("j")
        with tab.expect_navigation():
            tab.keyboard.press("x")
        assert tab.locator(f"[id='{second}'] s").count() == 1
        path = seen.path.partition("#")[0]
    with serve() as site, opened(chrome, home(site), locale="en") as seen:
        tab = seen.go(path)
        assert "confirmed" in tab.inner_text(f"[id='{first}']")
        assert tab.locator(f"[id='{second}'] s").count() == 1
        tab.focus(f"[id='{second}']")
        with tab.expect_navigation():
            tab.keyboard.press("u")
        assert tab.locator(f"[id='{second}'] s").count() == 0 and seen.wrong == []


def test_a_mark_lights_its_item_and_an_item_its_words(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="nl") as seen:
        seen.go("/reports")
        seen.tab.click("tbody tr:first-child a")
        mark = seen.tab.locator(".words .m").first
        item = mark.get_attribute("data-i")
        mark.hover()
        assert "lit" in (seen.tab.get_attribute(f".entries [data-i='{item}']", "class") or "")
        seen.tab.mouse.move(0, 0)
        seen.tab.focus(f".entries [data-i='{item}']")
        assert "lit" in (mark.get_attribute("class") or "")


def test_a_reader_finds_filters_and_takes_data_along(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="en") as seen:
        tab = seen.go("/search")
        tab.fill("main input[type=search]", "RECÁLL")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/search?q=*")
        assert tab.locator("main .go").count() >= 2
        tab.locator("main .go").first.click()
        assert seen.path.startswith("/report/")
        tab = seen.go("/reports")
        tab.click(".filter summary")
        tab.fill("input[name=since]", "2023-04")
        tab.fill("input[name=until]", "2023-12")
        with tab.expect_navigation():
            tab.click(".filter button")
        assert tab.locator("tbody tr").count() == 1
        data = tab.get_attribute("footer a:text('JSON')", "href")
        assert len(json.loads(affair.ask(data).text)) == 1
        with tab.expect_download() as kept:
            tab.click("footer a:text('CSV')")
        assert kept.value.suggested_filename == "reports.csv" and seen.wrong == []


def test_a_newcomer_finds_what_is_demanded_what_was_agreed_and_the_sentence(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="en") as seen:
        tab = seen.go("/")
        assert "demands" in tab.inner_text("table.matrix"), "nothing has to be clicked for that"
        assert tab.locator("table.matrix a[title]").first.get_attribute("title"), "pointing at it says in which words"
        tab.click(".inside a:text('Agreed and promised')")
        line = tab.locator("#agreed li").first
        assert line.is_visible() and "“" in line.inner_text()
        line.locator("a").click()
        item = seen.path.partition("#")[2]
        assert tab.locator(f".words .lit[data-i='{item}']").first.is_visible()
        assert "lit" in (tab.get_attribute(f"[id='{item}']", "class") or "") and seen.wrong == []


def in_sight(tab: Any, selector: str) -> bool:
    """Whether the first such element lies inside the window."""
    return bool(tab.eval_on_selector(selector, "one => { const box = one.getBoundingClientRect();"
                                     " return box.top >= 0 && box.bottom <= innerHeight; }"))  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_read_it_in_the_report_shows_the_sentence_itself(affair: Site, chrome: Any, size: dict[str, int]) -> None:
    with opened(chrome, home(affair), locale="nl", viewport=size) as seen:
        tab = seen.go("/")
        tab.locator("#agreed li a").first.click()
        tab.wait_for_load_state()
        item = seen.path.partition("#")[2]
        assert in_sight(tab, f".words [data-i='{item}']") and "lit" in tab.get_attribute(f"[id='{item}']", "class")
        tab.click(f"[id='words-{item}']")
        assert in_sight(tab, f"[id='{item}']"), "the sign at the words leads to the item"
        tab.click(f"[id='{item}'] a.tag")
        assert in_sight(tab, f"[id='words-{item}']"), "and the item's sign back to the words"
        assert seen.wrong == []


def test_how_an_item_was_found_is_told_in_plain_words_and_the_raw_reasons_are_folded_away(
    affair: Site, chrome: Any
) -> None:
    with opened(chrome, home(affair), locale="nl") as seen:
        tab = seen.go("/reports")
        tab.click("tbody a")
        told = tab.locator("#kind-events + .entries > li details").first
        told.locator("summary").first.click()
        assert "Hoe zeker het programma is" in told.inner_text() and "offered:" not in told.inner_text()
        told.locator(".raw summary").click()
        assert tab.locator(".raw code").first.text_content() and seen.wrong == []


def test_charts_on_a_telephone_are_as_wide_as_it_is(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="nl", viewport=NARROW) as seen:
        for name in ("ledger", "tension", "timeline", "forces", "map"):
            tab = seen.go(f"/analysis/{name}")
            assert tab.eval_on_selector(".drawn svg", "one => one.getBoundingClientRect().width") <= 400, name
        assert seen.wrong == []


def test_the_menu_on_a_telephone_shows_where_one_is(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="nl", viewport=NARROW) as seen:
        tab = seen.go("/analysis/outlets")
        left, right = tab.eval_on_selector(
            ".menu a[aria-current]", "one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]"
        )
        assert 0 <= left < right <= NARROW["width"]


def test_charts_are_drawn_in_the_browser_and_lead_to_the_words(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="nl") as seen:
        tab = seen.go("/analysis/ledger")
        mark = tab.locator(".drawn svg .mark-symbol path").first
        mark.hover(force=True)
        tab.wait_for_selector("#vg-tooltip-element.visible")
        assert "Antwoord" in tab.inner_text("#vg-tooltip-element")
        mark.click(force=True)
        tab.wait_for_url("**/report/*#*")
        assert tab.evaluate("document.activeElement.closest('.entries') !== null") and seen.wrong == []


def test_a_chart_that_can_not_be_drawn_is_shown_as_the_servers_picture(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="en") as seen:
        seen.tab.route("**/*.vl*", lambda route: route.abort())
        tab = seen.go("/analysis/outlets")
        assert tab.get_attribute(".drawn img", "alt").startswith("Outlets") and not tab.locator(".drawn svg").count()


def test_the_language_can_be_switched_and_stays(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="fr") as seen:
        tab = seen.go("/")
        assert tab.get_attribute("html", "lang") == "en"
        tab.click(".languages a[lang=nl]")
        assert tab.get_attribute("html", "lang") == "nl"
        tab.click("nav a[href^='/reports']")
        assert tab.get_attribute("html", "lang") == "nl"


def test_everything_can_be_read_without_scripts(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="en", java_script_enabled=False) as seen:
        seen.tab.goto(seen.home + "/")
        seen.tab.click("main a[href*='/report/']")
        for told in (".entries > li", ".words .m"):  # the page may still be on its way
            seen.tab.locator(told).first.wait_for(state="attached")
        seen.tab.goto(seen.home + "/analysis/timeline")
        assert seen.tab.is_visible("main img") and seen.tab.locator("main table").count() == 1
        assert seen.wrong == []


def test_printed_pages_leave_the_menu_out(affair: Site, chrome: Any) -> None:
    with opened(chrome, home(affair), locale="en") as seen:
        tab = seen.go("/")
        tab.emulate_media(media="print")
        assert not tab.is_visible("header nav") and not tab.is_visible("footer") and tab.is_visible("main table")
