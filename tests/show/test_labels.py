"""Labels: one file a language, each with the same keys, and words that fit the number."""

from __future__ import annotations

import csv
import importlib.util
import string
import tomllib

import pytest

from demarche import ontologies
from demarche.errors import SettingError
from demarche.records_json import SHAPES
from demarche.show.labels import FALLBACK, HOME, by_locale, installed, load

LANGUAGES = installed()


def table(language: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((HOME / f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_and_places_of_the_fallback(language: str) -> None:
    here, there = table(language), table(FALLBACK)
    assert set(here) == set(there)
    for group, rows in there.items():
        if group == "parties" or not isinstance(rows, dict):
            continue
        assert set(here[group]) == set(rows), group
        for key, value in rows.items():
            assert places(here[group][key]) == places(value), f"{group}.{key}"


def places(value: object) -> set[str]:
    texts = value if isinstance(value, list) else [value]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_topic_and_type_has_a_word(language: str) -> None:
    from demarche.record_schema import schema

    words = table(language)
    items = schema()["$defs"]
    assert set(words["topics"]) == set(items["positions"]["properties"]["topic"]["enum"])
    assert set(words["about"]) == set(words["topics"])
    assert set(words["stances"]) == set(items["positions"]["properties"]["stance"]["enum"])
    assert set(words["types"]) == set(items["events"]["properties"]["type"]["enum"])
    assert set(words["status"]) == set(items["events"]["properties"]["status"]["enum"])
    assert set(words["counts"]) >= set(SHAPES)


def test_one_is_singular_and_none_and_two_are_plural() -> None:
    english, dutch = load("en"), load("nl")
    assert [english.count("events", n) for n in (0, 1, 2)] == ["0 events", "1 event", "2 events"]
    assert [dutch.count("statements", n) for n in (0, 1, 2)] == ["0 uitspraken", "1 uitspraak", "2 uitspraken"]


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [
        ("2022", "2022", "2022"),
        ("2022-01", "January 2022", "januari 2022"),
        ("2022-01-05", "5 January 2022", "5 januari 2022"),
        ("2022-01-05/2022-01-12", "5–12 January 2022", "5–12 januari 2022"),
        ("2022-01/2022-03", "January – March 2022", "januari – maart 2022"),
        ("2021-12-30/2022-01-02", "30 December 2021 to 2 January 2022", "30 december 2021 tot 2 januari 2022"),
        (None, "date unknown", "datum onbekend"),
    ],
)
def test_dates_keep_the_precision_they_have(value: str | None, english: str, dutch: str) -> None:
    assert load("en").date(value) == english
    assert load("nl").date(value) == dutch


@pytest.mark.parametrize(("language", "words"), [("en", "Fight against"), ("nl", "bestrijding")])
def test_who_is_for_a_fight_against_something_is_not_shown_as_for_that_thing(language: str, words: str) -> None:
    assert words in load(language).get("topics", "terrorism")


def test_a_month_with_its_weekday_reads_as_people_say_it() -> None:
    assert load("en").moment("2022-01", "monday") == "a Monday in January 2022"
    assert load("nl").moment("2022", "friday") == "een vrijdag in 2022"
    assert load("nl").moment("2022-01", None) == load("nl").date("2022-01")


def test_parties_are_named_in_the_readers_language() -> None:
    assert load("nl").party("NATO") == "NAVO"
    assert load("en").party("X:Red Shield") == "Red Shield"
    assert load("en").parties(["NATO", "EU", "UN"]) == "NATO, EU and UN"
    assert load("en").party("NATO/MIL") == "NATO (armed forces)"


def test_every_party_of_the_ontology_and_the_worlds_tables_has_a_name() -> None:
    house = HOME.parents[3]
    spec = importlib.util.spec_from_file_location("party_names", house / "models" / "world" / "party_names.py")
    assert spec and spec.loader
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    with (HOME / "parties.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == builder.rows(), "run models/world/party_names.py"
    for language in LANGUAGES:
        words = load(language)
        assert all(code in words.names for code in ontologies.load().parties)


def test_numbers_have_the_languages_sign_between_thousands() -> None:
    assert (load("en").number(1234567), load("nl").number(1234567)) == ("1,234,567", "1.234.567")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, FALLBACK),
        ({"LANG": "C"}, FALLBACK),
        ({}, FALLBACK),
    ],
)
def test_labels_follow_the_locale(environment: dict[str, str], language: str) -> None:
    assert by_locale(environment).language == language


def test_labels_that_are_not_there_are_refused_with_those_that_are() -> None:
    with pytest.raises(SettingError, match="en, nl"):
        load("xx")
