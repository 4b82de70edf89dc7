"""What an editor would strike out is not on the page: codes, days that nobody said, English on Dutch screens."""

from __future__ import annotations

import re
from datetime import date

import pytest
from served import Site

from demarche.analyse.shapes import Table
from demarche.analyse.state import CLASHES
from demarche.records import Force, Span
from demarche.show import labels
from demarche.show.charts.theme import Words
from demarche.show.page import columns, play
from demarche.show.page.days import between, span
from demarche.show.page.lines import line_of

DUTCH = {"Accept_Language": "nl"}


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2022, 1, 1), date(2022, 1, 31), "januari 2022"),
        (date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2022, 1, 12), date(2022, 1, 12), "12 januari 2022"),
        (date(2022, 1, 12), date(2022, 1, 15), "12–15 januari 2022"),
        (None, None, ""),
    ],
)
def test_a_month_is_not_told_as_its_first_and_last_day(start: date | None, end: date | None, said: str) -> None:
    assert span(start, end, labels.load("nl")) == said


def test_from_a_month_to_a_day_names_both_as_well_as_they_are_known() -> None:
    january, day = (date(2022, 1, 1), date(2022, 1, 31)), (date(2022, 3, 9), date(2022, 3, 9))
    assert between(january, day, labels.load("en")) == "January 2022 – 9 March 2022"
    assert between(day, day, labels.load("en")) == "9 March 2022"


@pytest.mark.parametrize("language", labels.installed())
def test_a_number_of_nobodys_men_has_no_sign_in_front_of_it(language: str) -> None:
    force = Force("f1", None, "killed", 3, 3, False, None, None, (Span(0, 10, "three died"),))
    assert line_of(force, "forces", labels.load(language)).head == ""


def test_a_search_says_who_each_line_is_about(site: Site) -> None:
    found = re.sub(r"<[^>]+>", "", site.ask("/search?q=recall", **DUTCH).text)
    assert re.search(r"Ola Vik \(Noorwegen\)\s*:", found) and re.search(r"Noorwegen → Denemarken\s+vraagt\s*:", found)


def test_a_search_without_a_find_says_what_to_try(site: Site) -> None:
    told = site.ask("/search?q=walrus", **DUTCH).text
    assert "Niets gevonden voor walrus." in told and "probeer er minder" in told


def test_an_address_that_is_none_is_told_in_the_readers_language(site: Site) -> None:
    answer = site.ask("/nowhere", **DUTCH)
    assert answer.status == 404 and "Het adres klopt niet" in answer.text and "Not Found" not in answer.text


def test_filters_of_codes_offer_words_to_choose_from(site: Site) -> None:
    page = site.ask("/items/events?type=ACCUSE", **DUTCH).text
    assert '<option value="ACCUSE" selected>beschuldigt</option>' in page and 'input name="type"' not in page


def test_lines_of_the_state_of_play_say_when_and_by_whom_they_were_told(site: Site) -> None:
    page = site.ask("/", **DUTCH).text
    forces = page[page.index('<section id="forces">') :]
    assert "· <bdi>4 maart 2023, Harbour Post</bdi>" in forces or "· <bdi>5 april 2023" in forces


def test_a_refusal_known_to_a_month_has_no_day_in_the_table_either() -> None:
    row = dict.fromkeys(one.name for one in CLASHES) | {
        "actors": ["NOR"],
        "type": "REJECT",
        "happened": "2024-01",
        "date": date(2024, 1, 1),
        "words": "",
    }
    table, dutch = Table.of(CLASHES, [row]), Words.of("nl")
    assert "januari 2024" in [one.value(row, dutch) for one in columns.shown("clashes", table, dutch)]


def test_figures_of_many_reports_have_their_thousands_apart() -> None:
    assert labels.load("nl").count("reports", 3707) == "3.707 berichten"
    assert labels.load("en").count("more", 1200) == "1,200 more"


def test_issues_beyond_the_first_are_folded_away_and_counted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "ROWS", 0)
    told = site.ask("/?until=2023-12-30", **DUTCH).text
    assert re.search(r'<details class="more"><summary>Nog (één kwestie|\d+ kwesties)</summary>', told)


def test_one_issue_that_is_folded_away_is_counted_as_one() -> None:
    assert labels.load("nl").count("more_issues", 1) == "Nog één kwestie"
    assert labels.load("en").count("more_issues", 14) == "14 more issues"


def test_an_outlet_that_is_not_known_is_said_so_in_tables() -> None:
    assert columns.value_of("outlet", None, Words.of("nl")) == "niet gezegd"
