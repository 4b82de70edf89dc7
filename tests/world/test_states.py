"""Every member of the United Nations is known by its names, adjectives, inhabitants and capital, in every language."""

import csv
from pathlib import Path

import pytest

from demarche import packs, world

TABLE = Path(__file__).parents[2] / "models/world/states.csv"
# Rows of the table that are no members of the UN: states with limited recognition, observers, territories.
NO_MEMBERS = {"XKX", "TWN", "PSE", "VAT", "HKG", "MAC", "GRL", "FRO", "PRI", "CUW", "ABW", "SXM", "GIB", "BMU", "FLK",
              "ESH", "NCL", "ATA"}  # fmt: skip
# Forms that two parties share: the reading that comes first must be one of these, and both must be there.
SHARED = {"Congo", "Congolees", "Congolese", "Congolezen", "Dominicaans", "Dominican", "Dominicaan", "Dominicanen",
          "Dominicans", "Brussel", "Brussels", "Georgia", "San José", "San Jose", "Kongo"}  # fmt: skip


def members():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["code"] not in NO_MEMBERS]


def forms(row, language):
    for column in ("", "_adj", "_one", "_many", "_capital"):
        yield from filter(None, row[f"{language}{column}"].split("|"))


def test_the_table_has_all_193_members():
    assert len({row["code"] for row in members()}) == 193


@pytest.mark.parametrize("language", packs.installed())
@pytest.mark.parametrize("column", ["", "_adj", "_capital"])
def test_each_member_has_a_name_an_adjective_and_a_capital(language, column):
    assert [row["code"] for row in members() if not row[f"{language}{column}"]] == []


@pytest.mark.parametrize("language", packs.installed())
def test_every_form_in_a_sentence_is_found_whole_and_stands_for_its_state(language):
    known, wrong = world.load(), []
    for row in members():
        for form in forms(row, language):
            text = f"… {form} …"
            hits = known.scan(text, language)
            readings = {r.code for hit in hits for r in hit.readings if text[hit.start : hit.end] == form}
            if row["code"] not in readings:
                wrong.append((row["code"], form, [(text[h.start : h.end], h.readings[0].code) for h in hits]))
    assert wrong == []


@pytest.mark.parametrize("language", packs.installed())
def test_the_first_reading_is_the_state_except_where_two_share_a_form(language):
    known, wrong = world.load(), []
    for row in members():
        for form in forms(row, language):
            first = known.named(form, language)[0].code
            if first != row["code"] and form not in SHARED:
                wrong.append((row["code"], form, first))
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("nl", "Niger", "NER"),
        ("nl", "Nigeria", "NGA"),
        ("nl", "Nigerese", "NER"),
        ("nl", "Nigeriaanse", "NGA"),
        ("en", "Nigerien", "NER"),
        ("en", "Nigerian", "NGA"),
        ("nl", "Congo-Brazzaville", "COG"),
        ("nl", "Democratische Republiek Congo", "COD"),
        ("en", "Republic of the Congo", "COG"),
        ("en", "Democratic Republic of the Congo", "COD"),
        ("nl", "Guinee-Bissau", "GNB"),
        ("nl", "Equatoriaal-Guinea", "GNQ"),
        ("nl", "Papoea-Nieuw-Guinea", "PNG"),
        ("en", "Guinea", "GIN"),
        ("en", "Georgia", "GEO"),
        ("en", "Jordan", "JOR"),
        ("en", "Turkey", "TUR"),
        ("en", "Türkiye", "TUR"),
        ("nl", "Koeweit", "KWT"),
        ("nl", "Groot-Brittannië", "GBR"),
        ("nl", "Amerika", "USA"),
        ("nl", "VS", "USA"),
        ("en", "U.S.", "USA"),
        ("nl", "Zuid-Soedan", "SSD"),
        ("nl", "Centraal-Afrikaanse", "CAF"),
        ("nl", "Noord-Koreaanse", "PRK"),
        ("nl", "Wit-Russische", "BLR"),
        ("en", "Bissau-Guinean", "GNB"),
    ],
)
def test_names_that_are_easily_confused(language, text, code):
    hits = world.load().scan(f"x {text} y", language)
    assert [hit.readings[0].code for hit in hits] == [code]


@pytest.mark.parametrize(("language", "text"), [("en", "they told us that it is over"), ("nl", "om de tafel, au!"),
                                                ("en", "who is it"), ("nl", "sp en ap")])  # fmt: skip
def test_words_in_small_letters_are_no_abbreviations(language, text):
    assert world.load().scan(text, language) == []


def test_a_form_that_two_states_share_shows_both():
    assert {one.code for one in world.load().named("Congolese", "en")} == {"COD", "COG"}
    assert {one.code for one in world.load().named("Dominicaanse", "nl")} == {"DOM", "DMA"}


def test_the_names_of_a_row_are_known_in_every_language_whichever_was_asked_first():
    shown = world.load()
    for language in packs.installed():
        row = shown.named("NATO", language)[0]
        assert world.names.key("NATO") in shown.other_names(row, language), language


@pytest.mark.parametrize(
    ("form", "code"),
    [("Indiase", "IND"), ("Guineese", "GIN"), ("Vlaamse", "BEL"), ("Schotse", "GBR"), ("Waalse", "BEL")],
)
def test_dutch_adjectives_are_known_in_the_form_that_stands_before_a_noun(form, code):
    assert world.load().named(form, "nl")[0].code == code
