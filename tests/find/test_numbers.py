"""Numbers in digits and words are read with their ranges, and what is no count is told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import packs
from demarche.find.numbers import find_numbers

NL, EN = packs.load("nl"), packs.load("en")


def counts(text: str, pack: packs.Pack) -> list[tuple[float, float, bool]]:
    return [(n.low, n.high, n.approximate) for n in find_numbers(text, pack) if n.kind in ("count", "none")]


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("zo'n negentigduizend manschappen", 90_000, 90_000, True),
        ("anderhalf miljoen mensen", 1_500_000, 1_500_000, False),
        ("tweeënhalf miljoen inwoners", 2_500_000, 2_500_000, False),
        ("een half miljoen vluchtelingen", 500_000, 500_000, False),
        ("drie dozijn boten", 36, 36, False),
        ("tussen de 20 en 30 schepen", 20, 30, False),
        ("2 tot 3 miljoen mensen", 2_000_000, 3_000_000, False),
        ("honderdvijfenzeventigduizend", 175_000, 175_000, False),
        ("drieënveertig doden", 43, 43, False),
        ("12.500 soldaten", 12_500, 12_500, False),
        ("1,5 miljoen huizen", 1_500_000, 1_500_000, False),
        ("minder dan duizend tanks", 0, 1_000, True),
        ("ruim 60 gewonden", 60, 60, True),
        ("geen slachtoffers", 0, 0, False),
        ("niet één gewonde", 0, 0, False),
        ("een veertigtal boten", 40, 40, True),
    ],
)
def test_dutch_numbers(text: str, low: float, high: float, approximate: bool) -> None:
    assert counts(text, NL) == [(low, high, approximate)]


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("at least 1,500 soldiers", 1_500, 1_500, True),
        ("60 to 70 boats", 60, 70, False),
        ("between 1,000 and 2,000 people", 1_000, 2_000, False),
        ("two hundred and fifty thousand troops", 250_000, 250_000, False),
        ("one and a half million people", 1_500_000, 1_500_000, False),
        ("half a million people", 500_000, 500_000, False),
        ("two dozen ships", 24, 24, False),
        ("fewer than 300 tanks", 0, 300, True),
        ("70 or so people", 70, 70, True),
        ("a 500-strong force", 500, 500, False),
        ("no casualties", 0, 0, False),
        ("not a single victim", 0, 0, False),
        ("not one soldier", 0, 0, False),
        ("three-and-a-half million people", 3_500_000, 3_500_000, False),
        ("400-500 soldiers", 400, 500, False),
    ],
)
def test_english_numbers(text: str, low: float, high: float, approximate: bool) -> None:
    assert counts(text, EN) == [(low, high, approximate)]


def test_a_change_is_two_numbers_and_no_range() -> None:
    assert counts("from 800 to 1,600 soldiers", EN) == [(800, 800, False), (1600, 1600, False)]


@pytest.mark.parametrize(
    "text",
    ["30 miljard euro", "€ 5 miljoen", "12 procent", "een 26-jarige", "in 2014", "de MH17", "een S-400", "Boeing 737",
     "resolutie 2231", "tientallen boten", "14.30.10", "40 kilometer", "burgemeester Van Loon (53) ontkent",
     "de Fries Hoekstra, 61, werd gekozen", "speelronde 31", "de nummer vier verloor"],
)  # fmt: skip
def test_money_years_ages_names_and_measures_are_no_counts(text: str) -> None:
    assert counts(text, NL) == []


@given(st.integers(min_value=1000, max_value=999_999_999))
def test_digits_are_read_with_each_languages_separators(number: int) -> None:
    if not 1700 <= number <= 2100:
        assert counts(f"{number:,} people", EN) == [(number, number, False)]
        assert counts(f"{number:,}".replace(",", ".") + " mensen", NL) == [(number, number, False)]


@given(st.text(max_size=200))
def test_any_text_is_read_without_trouble(text: str) -> None:
    for number in find_numbers(text, NL):
        assert 0 <= number.from_ <= number.start < number.end <= len(text) and number.low <= number.high


def test_numbers_in_a_list_are_no_ages() -> None:
    assert [low for low, _, _ in counts("gewonden in Oslo: 12, 40, 61, en 7 in Bergen", NL)] == [12, 40, 61, 7]
