"""Tables for readers: every column has a heading and every code a word, in every language."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from demarche.analyse.shapes import Table, columns
from demarche.show import labels
from demarche.show.charts.theme import Words
from demarche.show.page import columns as tables
from demarche.show.page.render import HOME
from demarche.show.party_names import codes_in

LAYOUTS = tomllib.loads((HOME / "tables.toml").read_text(encoding="utf-8"))
LANGUAGES = labels.installed()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_that_a_screen_shows_has_a_heading(language: str) -> None:
    words = Words.of(language)
    bare = [f"{table}.{one}" for table, names in LAYOUTS.items() for one in names
            if tables.heading(table, one, words) == one]  # fmt: skip
    assert bare == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mode_of_an_event_has_a_word(language: str) -> None:
    plover = tomllib.loads((HOME.parents[1] / "ontologies" / "plover.toml").read_text(encoding="utf-8"))
    known = labels.load(language).words["modes"]
    assert [
        mode for row in plover.values() if isinstance(row, dict) for mode in row["modes"] if mode not in known
    ] == []


def test_a_row_is_told_in_the_readers_words() -> None:
    shape = columns(
        ("date", "date", ""), ("date_end", "date", ""), ("precision", "text", ""), ("kind", "text", ""),
        ("type", "text", ""), ("mode", "text", ""), ("actors", "texts", ""), ("place", "text", ""),
        ("claimed", "bool", ""), ("reports", "int", ""), ("words", "text", ""),
    )  # fmt: skip
    table = Table(shape, [(date(2023, 3, 1), date(2023, 3, 31), "month", "happened", "ACCUSE", "allege", ["NOR", "DNK"],
                           "Oslo, NOR", True, 1200, "they said so … again")])  # fmt: skip
    told = {
        language: [
            one.value(table.rows()[0], Words.of(language))
            for one in tables.shown("timeline", table, Words.of(language))
        ]
        for language in ("en", "nl")
    }
    assert told["en"] == ["Mar 2023", "happened", "Norway, Denmark", "accuses (an allegation)", "Oslo",
                          "they said so … again", "1,200", "yes"]  # fmt: skip
    assert told["nl"] == ["mrt 2023", "gebeurd", "Noorwegen, Denemarken", "beschuldigt (een aantijging)", "Oslo",
                          "they said so … again", "1.200", "ja"]  # fmt: skip


def test_a_quotation_is_cut_where_it_has_said_enough() -> None:
    long = "word " * 100
    assert tables.gist(f"{'a' * 70} … again") == "a" * 70
    assert len(tables.gist(long)) <= 260 and tables.gist(long).endswith("…")


def test_parties_are_asked_for_by_name_in_any_language() -> None:
    assert codes_in("Rusland, NAVO") == codes_in("russia NATO") == ["RUS", "NATO"]
    assert codes_in("verenigde staten Turkije") == ["USA", "TUR"]
    assert codes_in("RUS/MIL, X") == ["RUS/MIL", "X"] and codes_in("X:Some Group") == ["X:Some Group"]


def test_what_holds_for_the_whole_time_says_so() -> None:
    assert tables.value_of("period", None, Words.of("en")) == "whole time"
    assert tables.value_of("place", None, Words.of("en")) == ""


def test_an_issue_at_the_end_of_a_line_of_a_network_is_in_plain_words() -> None:
    words = Words.of("en")
    assert tables.value_of("target", "talks: CHN+USA", words) == "Talks: China and United States"
    assert tables.value_of("target", "sanctions", words) == "Sanctions"
    assert tables.value_of("target", "NATO", words) == "NATO"
