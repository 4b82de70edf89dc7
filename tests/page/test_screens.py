"""Screens as a reader gets them: the right words, in the reader's language, with data twins, and nothing to run."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import tomllib
from pathlib import Path

import pytest
from served import SCRIPT, TEXT, Site

from demarche.show import labels
from demarche.show.page import render


def words_of(page: str) -> str:
    """The text of the report in the page, as a reader sees it, without the small signs of the marks."""
    inner = re.search(r'<div class="words"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert inner
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="tag[^"]*".*?</a>', "", inner[1])))


def reports(site: Site) -> list[str]:
    return [row["report"] for row in json.loads(site.ask("/reports.json").text)]


def test_the_state_of_play_says_who_demands_what_and_leads_to_the_sentence(site: Site) -> None:
    page = site.ask("/", Accept_Language="en").text
    assert "Norway" in page and "demands" in page
    address, item = re.search(r'class="stance \w+">.*?href="([^"#]+)#([^"]+)"', page, re.DOTALL).groups()  # type: ignore[union-attr]
    report = site.ask(address).text
    assert f'id="{item}"' in report and f'href="#{item}" data-i="{item}"' in report


def test_a_report_stands_as_it_came_with_its_marks(site: Site) -> None:
    for report in reports(site):
        page = site.ask(f"/report/{report}").text
        assert words_of(page) == TEXT
        assert "k-statements" in page and "k-positions" in page and "k-forces" in page


def test_every_item_says_how_it_was_found_or_by_whom_and_has_its_words(site: Site) -> None:
    report = reports(site)[0]
    page, record = site.ask(f"/report/{report}").text, json.loads(site.ask(f"/report/{report}.json").text)
    for kind in ("statements", "events", "positions", "forces"):
        for item in record[kind]:
            assert re.search(rf'<a class="tag" href="#words-\w+" title="[^"]+">{item["id"]}</a>', page)


@pytest.mark.parametrize("language", labels.installed())
def test_the_page_speaks_the_browsers_language_and_can_be_switched(site: Site, language: str) -> None:
    title = tomllib.loads((render.HOME / "words" / f"{language}.toml").read_text(encoding="utf-8"))["state"]
    wished = site.ask("/", Accept_Language=f"xx,{language};q=0.9,yy;q=0.1")
    assert f'<html lang="{language}">' in wished.text and f"<h1>{title}</h1>" in wished.text
    switched = site.ask(f"/?lang={language}", Accept_Language="xx")
    assert f"<h1>{title}</h1>" in switched.text and "samesite=strict" in switched.headers["set-cookie"].lower()
    assert f"<h1>{title}</h1>" in site.ask("/", Cookie=f"lang={language}").text


def test_every_language_has_every_word() -> None:
    def keys(table: dict[str, object], before: str = "") -> set[str]:
        return {k for name, v in table.items()
                for k in (keys(v, f"{name}.") if isinstance(v, dict) else {before + name})}  # fmt: skip

    files = sorted((render.HOME / "words").glob("*.toml"))
    assert [one.stem for one in files] == list(labels.installed())
    tables = [keys(tomllib.loads(one.read_text(encoding="utf-8"))) for one in files]
    assert all(one == tables[0] for one in tables)


def test_figures_have_their_twins(site: Site) -> None:
    state = json.loads(site.ask("/state.json").text)
    assert state["tables"]["state"]["rows"][0]["party"] == "NOR"
    table = list(csv.DictReader(io.StringIO(site.ask("/state.csv").text)))
    assert table[0]["topic"] == "force-withdrawal"
    assert len(list(csv.DictReader(io.StringIO(site.ask("/reports.csv").text)))) == 2


def test_a_filter_narrows_the_screen_and_its_twins_alike(site: Site) -> None:
    page = site.ask("/reports?since=2023-04").text
    assert page.count("/report/") == 1 and "/reports.csv?since=2023-04" in page
    assert len(json.loads(site.ask("/reports.json?since=2023-04").text)) == 1


def test_an_address_with_its_version_shows_that_version(site: Site) -> None:
    version = re.search(r"\?at=(\d+)", site.ask("/").text)
    assert version
    cited = site.ask(f"/?at={version[1]}")
    assert cited.status == 200 and f"at={version[1]}" in re.findall(r'href="(/report/[^"]+)"', cited.text)[0]
    assert site.ask("/reports?at=0").status == 200


def test_markup_in_a_report_is_shown_and_never_run(site: Site) -> None:
    for path in ("/", "/reports", f"/report/{reports(site)[0]}", f"/report/{reports(site)[1]}", f"/?party={SCRIPT}"):
        page = site.ask(path.replace("<", "%3C").replace(">", "%3E")).text
        assert SCRIPT not in page and re.findall(r"<script[^>]*>", page) == ['<script src="/static/page.js" defer>']
        assert not re.search(r'\s(on\w+|style)="|href="(javascript|data):', page)


@pytest.mark.parametrize(
    "path", ["/?at=x", "/?at=99", "/report/none", "/nowhere", "/reports?since=soon", "/?party=%00"]
)
def test_what_is_not_there_is_said_in_a_sentence(site: Site, path: str) -> None:
    answer = site.ask(path)
    assert answer.status in (200, 400, 404) and "Traceback" not in answer.text


def test_nothing_is_asked_of_another_host() -> None:
    for one in [*Path(render.HOME / "templates").glob("*.html"), *Path(render.HOME / "static").glob("*.[cj]s*")]:
        assert not re.search(r"(src|href|url\()\s*=?\s*[\"']?(https?:)?//", one.read_text(encoding="utf-8")), one


@pytest.mark.parametrize("name", render.ANALYSES)
def test_every_analysis_has_its_screen_with_table_chart_and_data(site: Site, name: str) -> None:
    page = site.ask(f"/analysis/{name}")
    assert page.status == 200 and f'href="/analysis/{name}" aria-current="page"' in page.text
    assert json.loads(site.ask(f"/analysis/{name}.json").text)["analysis"] == name
    assert site.ask(f"/analysis/{name}.csv").headers["content-type"].startswith("text/csv")
    for picture in re.findall(r'<img src="([^"]+)"', page.text):
        assert "<svg" in site.ask(html.unescape(picture)).text


@pytest.mark.parametrize(
    "path", ["/analysis/none", "/analysis/whatif", "/analysis/_archive.csv", "/analysis/state?table=x"]
)
def test_no_other_name_is_an_analysis(site: Site, path: str) -> None:
    assert site.ask(path).status == 404


@pytest.mark.parametrize("wanted", ["RECALL", "rec%C3%A1ll", "minister+vik"])
def test_search_ignores_accents_and_capitals(site: Site, wanted: str) -> None:
    assert len(json.loads(site.ask(f"/search.json?q={wanted}").text)["reports"]) == 2
    assert site.ask(f"/search?q={wanted}").text.count('class="go"') >= 2


@pytest.mark.parametrize(
    "wanted", ["%27%20OR%201=1--", "%00", "%25", "_", "%FF", "%F0%9F%95%8A%EF%B8%8F%27", "nowhere"]
)
def test_what_is_searched_for_is_never_a_query(site: Site, wanted: str) -> None:
    answer = site.ask(f"/search.json?q={wanted}")
    assert answer.status == 400 or (answer.status == 200 and json.loads(answer.text) == {})


def test_every_screen_of_the_menu_is_there(site: Site) -> None:
    for _, path in render.ENTRIES:
        assert site.ask(path).status == 200
