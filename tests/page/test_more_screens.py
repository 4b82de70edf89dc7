"""Parties, persons, lists of items, what changed, exports: each with the filter of its address and its twins."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from served import Site, record

from demarche.archive import Incoming, Writer
from demarche.archive.exports import FORMATS
from demarche.records import KINDS
from demarche.show.page.titles import called


def test_a_party_page_says_what_it_wants_did_and_said_and_with_whom(site: Site) -> None:
    page = site.ask("/party/NOR", Accept_Language="en").text
    for section in ("Wants and refuses", "Did, as reports say", "Said", "With whom", "Who speaks for it"):
        assert f"<h2>{section}" in page
    assert 'href="/party/DNK"' in page and 'href="/person?name=Ola+Vik"' in page
    data = json.loads(site.ask("/party/NOR.json").text)
    assert data["sections"]["wants"]["number"] == 2 and data["dealings"][0]["other"] == "DNK"


def test_a_sector_of_a_party_leads_to_the_party(site: Site) -> None:
    assert json.loads(site.ask("/party/nor/MIL.json").text)["party"] == "NOR"


def test_a_party_has_its_offices_in_the_time_of_the_reports(site: Site) -> None:
    offices = json.loads(site.ask("/party/NOR.json").text)["offices"]
    heads = {one["person"] for one in offices if one["kind"] == "head"}
    assert any("Støre" in name for name in heads) and not any("Solberg" in name for name in heads)
    assert all(one["source"] for one in offices)


def test_all_parties_stand_in_one_list(site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(site.ask("/parties.csv").text)))
    assert [row["party"] for row in rows] == ["NOR", "DNK"]
    assert 'href="/party/NOR"' in site.ask("/parties").text


def test_a_person_page_says_what_they_said_and_for_whom(site: Site) -> None:
    page = site.ask("/person?name=Ola+Vik", Accept_Language="en").text
    assert "recall" in page and 'href="/party/NOR"' in page
    assert json.loads(site.ask("/person.json?name=Ola+Vik").text)["parties"][0]["statements"] == 2
    assert "Ola Vik" in site.ask("/people").text


def test_a_person_of_the_tables_has_offices_by_date(site: Site) -> None:
    offices = json.loads(site.ask("/person.json?name=" + quote("Erna Solberg")).text)["offices"]
    assert any(one["start"].startswith("2013") and one["end"].startswith("2021") for one in offices)


@pytest.mark.parametrize(
    "path", ["/party/ZZZ", "/party/X:Nobody%20%3Cb%3E", "/person", "/person?name=%00", "/items/none"]
)
def test_who_is_nowhere_has_no_page(site: Site, path: str) -> None:
    answer = site.ask(path)
    assert answer.status == 404 and "<b>" not in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_item_has_its_list_with_twins(site: Site, kind: str) -> None:
    rows = json.loads(site.ask(f"/items/{kind}.json").text)
    page = site.ask(f"/items/{kind}").text
    assert (
        page.count('class="go"')
        == len(rows)
        == len(list(csv.reader(io.StringIO(site.ask(f"/items/{kind}.csv").text)))) - 1
    )


def test_a_list_of_items_takes_the_filter(site: Site) -> None:
    assert len(json.loads(site.ask("/items/events.json?type=ACCUSE").text)) == 2
    assert len(json.loads(site.ask("/items/events.json?type=ACCUSE&since=2023-04").text)) == 1
    assert len(json.loads(site.ask("/items/events.json?party=NOR+RUS").text)) == 4
    assert len(json.loads(site.ask("/items/statements.json?speaker=Nobody").text)) == 0


def test_what_changed_since_a_date_shows_reports_and_items(site: Site) -> None:
    data = json.loads(site.ask("/changes.json?from=2023-04-01").text)
    assert data["number"] == 1 and data["items"]["events"]["number"] == 2
    assert site.ask("/changes?from=2023-04-01").text.count("/report/") > 2


def test_what_changed_since_a_version_shows_what_came_after_it(site: Site) -> None:
    assert json.loads(site.ask("/changes.json?from=0").text)["number"] == 2
    newest = json.loads(site.ask("/api/v1").text)["version"] if site.ask("/api/v1").status == 200 else 99
    assert json.loads(site.ask(f"/changes.json?from={newest}").text)["number"] == 0


def test_the_last_visit_is_remembered_by_the_browser(site: Site) -> None:
    first = site.ask("/reports").headers["set-cookie"]
    assert "before=" in first and "seen=" in first and "httponly" in first.lower()
    later = site.ask("/changes.json", Cookie="before=0; seen=1")
    assert json.loads(later.text)["since_version"] == 0


def test_a_date_that_is_none_is_refused_in_a_sentence(site: Site) -> None:
    answer = site.ask("/changes?from=soon")
    assert answer.status == 400 and "soon" in answer.text


def test_every_format_is_offered_with_the_filter(site: Site) -> None:
    page = html.unescape(site.ask("/export?since=2023-04&party=NOR").text)
    for name in FORMATS:
        assert f'href="/export/{name}?since=2023-04&party=NOR"' in page


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_a_file_with_its_dictionary(site: Site, name: str) -> None:
    answer = site.fetch(f"/export/{name}?since=2023-04")
    with zipfile.ZipFile(io.BytesIO(answer)) as inside:
        dictionary = [one for one in inside.namelist() if one.endswith("dictionary.json")]
        about = json.loads(inside.read(dictionary[0]))
    assert about["format"] == name and about["filter"]["since"] == "2023-04"


def test_an_export_holds_exactly_what_the_filter_leaves(site: Site) -> None:
    for query, number in (("", 2), ("?since=2023-04", 1), ("?party=RUS", 0)):
        with zipfile.ZipFile(io.BytesIO(site.fetch(f"/export/jsonl{query}"))) as inside:
            (name,) = [one for one in inside.namelist() if one.endswith(".jsonl")]
            assert len(inside.read(name).splitlines()) == number


def test_no_other_format_is_exported(site: Site) -> None:
    assert site.ask("/export/exe").status == 404 and site.ask("/export/..%2Fcsv").status == 404


def test_the_address_to_cite_keeps_filter_and_words(site: Site) -> None:
    page = html.unescape(site.ask("/search?q=recall").text)
    cited = re.search(r'href="(/search\?q=recall&at=\d+)"', page)
    assert cited and site.ask(cited[1]).status == 200


def test_sources_say_what_read_the_reports_how_well_and_how_to_cite(site: Site) -> None:
    page = site.ask("/sources", Accept_Language="en").text
    data = json.loads(site.ask("/sources.json").text)
    assert data["citation"].split(".")[0] in html.unescape(page) and data["fingerprint"] in page
    assert {one["kind"] for one in data["scores"]} == set(KINDS) and "How well it reads" in page
    assert all(0 <= one["found"] <= 100 and 0 <= one["right"] <= 100 for one in data["scores"])


@pytest.mark.parametrize(("text", "name"), [
    ("\n  ***\nTalks began in Oslo. ", "Talks began in Oslo."), ("", ""), ("...", ""), ("x" * 90, "x" * 70 + "…"),
    ("word " * 30, ("word " * 14).strip() + " …"),
])  # fmt: skip
def test_a_report_without_a_title_is_called_by_its_first_words(text: str, name: str) -> None:
    assert called(None, text) == called(" ", text) == name and called("Title", text) == "Title"


def test_a_list_calls_reports_without_a_title_by_their_first_words(serve: Callable[[], Any]) -> None:
    with serve() as site:
        Writer(site.folder).add([Incoming(record(title="", outlet="Bare"))])
        for path in ("/reports", "/changes?from=1", "/search?q=cutting"):
            assert site.ask(path).text.count("Norway and Denmark met in Oslo. “Denmark") >= 1, path


def test_several_parties_can_be_typed_in_one_field(site: Site) -> None:
    assert site.ask("/?" + urlencode({"party": "nor, dnk"})).status == 200
