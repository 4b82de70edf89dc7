"""Whose a body with no owner is: crowds, police, armies, governments of rebels, "the two countries"."""

import pytest

from demarche import packs
from demarche.code.who import resolve
from demarche.find import find
from demarche.parse import load as load_pipeline
from demarche.records import Document
from demarche.world import load


@pytest.mark.parametrize(
    ("text", "language", "word", "whose"),
    [
        ("Thousands of people marched through Lima. They shouted slogans against France.", "en", "people", "PER"),
        ("France was silent. In Jakarta, hundreds of demonstrators burned flags.", "en", "demonstrators", "IDN"),
        ("Frankrijk zweeg. In Jakarta kwamen betogers bijeen bij de Franse ambassade.", "nl", "betogers", "IDN"),
        ("Chile killed five demonstrators in Lima.", "en", "five demonstrators", "PER"),
        ("Chili heeft burgers gedood in Lima.", "nl", "burgers", "PER"),
    ],
)
def test_a_crowd_is_of_the_country_where_it_stands(text, language, word, whose):
    assert read(text, language, word) == {whose}


@pytest.mark.parametrize(
    ("text", "language", "word", "whose"),
    [
        ("The Nigerian House of Representatives thanked Norway.", "en", "The Nigerian House of Representatives", "NGA"),
        ("The Congress of Peru thanked Norway.", "en", "The Congress of Peru", "PER"),
        ("The American Congress thanked Norway.", "en", "The American Congress", "USA"),
        ("Ukraine's Security Council thanked Norway.", "en", "Ukraine's Security Council", "UKR"),
        ("The UN Security Council thanked Norway.", "en", "The UN Security Council", "UN"),
        ("Het Roemeense Lagerhuis bedankte Noorwegen.", "nl", "Het Roemeense Lagerhuis", "ROU"),
        ("Het Britse Lagerhuis bedankte Noorwegen.", "nl", "Het Britse Lagerhuis", "GBR"),
    ],
)
def test_a_body_is_of_the_state_named_with_it_whatever_state_s_body_has_made_the_name_known(
    text, language, word, whose
):
    assert read(text, language, word) == {whose}


@pytest.mark.parametrize(
    ("text", "language", "word", "whose"),
    [
        ("Chilean fishermen blocked a port. France was silent.", "en", "Chilean fishermen", {"CHL"}),
        ("Chilean fishermen blocked a port. France was silent. The fishermen left.", "en", "The fishermen", {"CHL"}),
        ("Peruvian warplanes flew over Chile.", "en", "Peruvian warplanes", {"PER"}),
        ("France and Chile met. Fishermen watched a plane from Lima.", "en", "Fishermen", set()),
        ("France and Chile met. Fishermen watched a plane from Lima.", "en", "a plane from Lima", set()),
        ("Oslo bought five Airbus planes.", "en", "five Airbus planes", set()),
        (
            "Chili en Peru hebben een goede relatie. Noorse vissers blokkeerden een haven.",
            "nl",
            "Noorse vissers",
            {"NOR"},
        ),
        ("Frankrijk en Chili praten. De gevangenen wachten.", "nl", "De gevangenen", set()),
    ],
)
def test_people_arms_and_ships_are_of_the_state_that_the_words_give_them_and_of_no_other(text, language, word, whose):
    assert read(text, language, word) == whose


def test_who_is_brought_away_is_not_of_the_place_where_that_is():
    assert read("Chile evacuated its citizens in Lima.", "en", "its citizens") == {"CHL"}
    assert read("Chile evacuated citizens in Lima.", "en", "citizens") != {"PER"}


def test_the_spokesman_of_an_army_is_no_spokesman_of_the_group_that_was_named_last():
    text = "The Rapid Support Forces took a bridge in Sudan. An army spokesman dismissed the report."
    assert read(text, "en", "An army spokesman") == {"SDN"}


def test_who_speaks_for_a_ministry_in_a_town_is_of_its_state():
    text = "Peru thanked Chile, and Chile thanked Peru. A foreign ministry spokeswoman in Oslo was silent."
    assert read(text, "en", "A foreign ministry spokeswoman in Oslo") == {"NOR"}


def test_rebels_who_will_talk_to_the_government_mean_the_one_they_fight():
    text = "Belgium and Congo sent notes. Belgium spoke first. M23 said it was willing to talk to the government."
    assert read(text, "en", "the government") == {"COD"}


def read(text: str, language: str, phrase: str) -> set[str]:
    document = Document(text=text, language=language, published="2023-05-04")
    findings = find(load_pipeline(language).parse(text, []), document, packs.load(language))
    some = (
        one for m, one in zip(findings.mentions, resolve(findings, document, load()), strict=True) if m.text == phrase
    )
    return {party.split("/")[0] for one in some for party in one.parties}


def test_the_two_countries_are_those_of_the_affair_and_stay_the_same():
    text = (
        "Peru and Chile quarrel over a reef. Chile sent a patrol to the reef. Peru sent a note to Chile. "
        "President Dina Boluarte of Peru spoke with President Emmanuel Macron of France. "
        "Chile said it was calm. Spain will receive both sides. In Madrid the two countries will talk about fish."
    )
    assert read(text, "en", "both sides") == read(text, "en", "the two countries") == {"CHL", "PER"}


def test_a_junta_stays_in_mind():
    text = (
        "The junta of Mali freed three sailors. Spain sent a ship for them. Italy sent a doctor. Greece sent a cook. "
        "Norway sent a note. Chile called on the junta to free more of them."
    )
    assert read(text, "en", "the junta") == {"MLI"}


def test_those_who_are_met_together_are_them():
    text = "Peru and Chile quarrel. President Emmanuel Macron of France phoned both leaders and urged them to talk."
    assert read(text, "en", "them") == {"CHL", "PER"}


@pytest.mark.parametrize(
    ("text", "language", "word", "whose"),
    [
        ("Chilean and Dutch troops landed.", "en", "Chilean and Dutch troops", {"CHL", "NLD"}),
        ("They were hit by Chilean and Dutch aircraft.", "en", "Chilean and Dutch aircraft", {"CHL", "NLD"}),
        ("A British and Italian citizen was freed.", "en", "A British and Italian citizen", {"ITA"}),
    ],
)
def test_what_stands_behind_two_states_is_of_both(text, language, word, whose):
    assert read(text, language, word) == whose


@pytest.mark.parametrize(
    ("text", "language", "word", "whose"),
    [
        ("Peru met Chile. Peru spoke to France, whose minister left.", "en", "whose minister", "FRA"),
        (
            "Peru was angry. Peru said no. So did India, whose foreign ministry wrote.",
            "en",
            "whose foreign ministry",
            "IND",
        ),
        ("Peru is boos. 'Wij willen ons land terug', zei de Chileense premier.", "nl", "ons land", "CHL"),
    ],
)
def test_whose_says_whose_somebody_is(text, language, word, whose):
    assert read(text, language, word) == {whose}


def test_a_country_told_of_in_passing_is_not_what_the_text_is_about():
    text = "Peru met rebels. Peru spoke with the Chilean premier, whose country had helped. It thanked him."
    assert read(text, "en", "whose country") == {"CHL"}
    assert read(text, "en", "It") == {"PER"}


@pytest.mark.parametrize(
    ("text", "language", "word", "whose"),
    [
        ("Chile closed the border. Peru thanked its neighbour.", "en", "its neighbour", "CHL"),
        ("Benin closed the border. Niger thanked its southern neighbor.", "en", "its southern neighbor", "BEN"),
        ("Chili sloot de grens. Peru bedankte zijn buurland.", "nl", "zijn buurland", "CHL"),
        ("Chile closed the border. The Peruvian president defended his country.", "en", "his country", "PER"),
    ],
)
def test_a_neighbour_is_another_state_than_the_one_whose_it_is(text, language, word, whose):
    assert read(text, language, word) == {whose}
