"""Words for time become dates with the precision that the text gives."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import packs
from demarche.code.when import normal_tense, resolve
from demarche.find.times import expressions
from demarche.findings import TimeExpression

CASES = Path(__file__).parents[2] / "eval" / "times"


def dates(text: str, published: str | None, language: str, tense: str = "") -> list[str | None]:
    found = expressions(text, packs.load(language))
    return [
        resolve(TimeExpression(a, b, kind, (*values, ("tense", tense)), 0, 0), published)
        for a, b, kind, values in found
    ]


def rows() -> list[tuple[str, ...]]:
    return [
        (language, *line.split("\t"))
        for language in packs.installed()
        if (CASES / f"{language}.tsv").exists()
        for line in (CASES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
        if line
    ]


@pytest.mark.parametrize(("language", "words", "published", "tense", "expected"), rows())
def test_an_expression_alone(language: str, words: str, published: str, tense: str, expected: str) -> None:
    found = dates(words, published, language, tense)
    assert found == [expected] or (expected == "-" and found in ([], [None]))


def test_the_tense_of_the_clause_says_which_thursday() -> None:
    assert dates("Donderdag sprak de raad.", "2021-03-03", "nl", "past") == ["2021-02-25"]
    assert dates("Donderdag spreekt de raad.", "2021-03-03", "nl", "present") == ["2021-03-04"]


def test_a_weekday_in_a_report_known_to_the_month_is_that_month() -> None:
    assert dates("Dinsdag sprak de raad.", "2021-03", "nl", "past") == ["2021-03"]
    assert dates("On Tuesday the council met.", "2021", "en", "past") == ["2021"]


def test_without_a_date_of_the_report_only_full_dates_are_known() -> None:
    assert dates("Gisteren en op 3 mei 2021", None, "nl") == [None, "2021-05-03"]


def test_expressions_are_found_whole_in_running_text() -> None:
    text = "Vorige week dinsdag sprak hij, eind vorig jaar zweeg hij, en over drie weken komt hij terug."
    words = [text[a:b] for a, b, _, _ in expressions(text, packs.load("nl"))]
    assert words == ["Vorige week dinsdag", "eind vorig jaar", "over drie weken"]


@pytest.mark.parametrize(
    "text", ["Ze may leave.", "They march on.", "the Good Friday Agreement", "op Goede Vrijdag", "mei zei niets"]
)
def test_words_that_look_like_dates_are_left_alone(text: str) -> None:
    assert not expressions(text, packs.load("en" if "the" in text or "They" in text or "may" in text else "nl"))


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(["past", "present", "future", ""]))
def test_a_weekday_lies_within_a_week_of_the_report_on_the_side_of_its_tense(day: date, tense: str) -> None:
    for number, name in enumerate(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")):
        (text,) = dates(name, day.isoformat(), "nl", tense)
        found = date.fromisoformat(str(text))
        distance = (found - day).days
        assert found.weekday() == number and abs(distance) < 7
        assert distance >= 0 if tense in ("present", "future") else distance <= 0


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(min_value=2, max_value=40))
def test_weeks_ago_give_a_whole_week_from_monday_to_sunday(day: date, weeks: int) -> None:
    (text,) = dates(f"{weeks} weeks ago", day.isoformat(), "en")
    first, last = (date.fromisoformat(part) for part in str(text).split("/"))
    assert first.weekday() == 0 and last - first == timedelta(days=6)
    assert first <= day - timedelta(weeks=weeks) <= last


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_day_and_month_without_a_year_lie_within_a_year(day: date) -> None:
    for tense in ("past", "present", "future", ""):
        (text,) = dates("op 12 april", day.isoformat(), "nl", tense)
        assert abs((date.fromisoformat(str(text)) - day).days) <= 366


@pytest.mark.parametrize(
    ("name", "plain"), [("Past", "past"), ("Pres", "present"), ("Fut", "future"), ("", ""), ("Imp", "")]
)
def test_tenses_of_universal_dependencies_are_understood(name: str, plain: str) -> None:
    assert normal_tense(name) == plain


def test_a_month_that_comes_soon_lies_ahead_in_the_past_tense_too() -> None:
    assert dates("Zij nodigden beide uit voor een top in april.", "2024-03-19", "nl", "past") == ["2024-04"]
    assert dates("Zij ontmoetten elkaar in december.", "2024-03-19", "nl", "past") == ["2023-12"]
