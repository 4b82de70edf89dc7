"""Verbs that the parser takes for adjectives are found all the same."""

from __future__ import annotations

from demarche import packs, parse
from demarche.find.frames import find_frames
from demarche.find.mentions import find_mentions
from demarche.find.repairs import retag
from demarche.find.tokens import plain


def roles(text: str) -> dict[str, set[tuple[str, str]]]:
    """Relation and words of every role in an English text, by the lemma of the frame."""
    doc, pack = plain(parse.load("en").parse(text)), packs.load("en")
    retag(doc, pack)
    mentions = find_mentions(doc, pack)
    frames = find_frames(doc, mentions, pack)
    return {f.lemma: {(r.relation, mentions[r.mention].text) for r in f.roles} for f in frames}


def test_a_participle_behind_have_is_a_perfect() -> None:
    found = roles("The Danes had suspended naval aid to Malta earlier this year over its laws.")
    assert ("nsubj", "The Danes") in found["suspend"]
    assert any(relation == "obj" and "naval aid" in text for relation, text in found["suspend"])
    assert "have" not in found


def test_a_participle_that_is_an_adjective_stays_one() -> None:
    assert "have" in roles("They have mixed feelings about the plan.")


def test_a_participle_before_the_adjective_of_a_state_is_a_perfect() -> None:
    found = roles("Oslo does not trust the junta and has frozen Gambian assets.")
    assert any(relation == "obj" and "Gambian assets" in text for relation, text in found["freeze"])


def test_a_verb_right_behind_the_name_at_the_head_of_a_sentence_is_its_own() -> None:
    found = roles("Venezuela severed relations with Peru in 2009, after Lima had closed the border.")
    assert ("nsubj", "Venezuela") in found["sever"]
    assert any(relation == "obj" and "relations" in text for relation, text in found["sever"])


def test_the_noun_in_front_is_the_subject_where_the_language_has_it_so() -> None:
    found = roles("The Philippines, which also claims a part of the reef, asked the court for permission to speak.")
    assert any(relation == "nsubj" and "Philippines" in text for relation, text in found["ask"])


def test_aside_is_a_particle() -> None:
    assert ("obj", "the charge") in roles("The Kremlin brushed aside the charge.")["brush"]


def test_a_finite_verb_is_no_attribute() -> None:
    found = roles("The UN withdrew peacekeepers from the Dogger Bank, after the four Danes were captured.")
    assert ("nsubj", "UN") in found["withdraw"]


def test_a_title_and_the_name_behind_it_are_one_subject() -> None:
    found = roles("Prime Minister Andrej Babis said the pair had spread a false report about a poisoning.")
    assert [text for relation, text in found["say"] if relation == "nsubj"] == ["Prime Minister Andrej Babis"]


def test_a_name_that_opens_a_text_is_no_name_of_a_title() -> None:
    assert ("nsubj", "Norway") in roles("Norway accused Denmark of theft.")["accuse"]
