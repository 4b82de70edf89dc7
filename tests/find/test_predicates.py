"""Verbs that the parser takes for adjectives are found all the same."""

from __future__ import annotations

from demarche import packs, parse
from demarche.find.frames import find_frames
from demarche.find.mentions import find_mentions


def roles(text: str) -> dict[str, set[tuple[str, str]]]:
    """Relation and words of every role in an English text, by the lemma of the frame."""
    doc, pack = parse.load("en").parse(text), packs.load("en")
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


def test_a_finite_verb_is_no_attribute() -> None:
    found = roles("The UN withdrew peacekeepers from the Dogger Bank, after the four Danes were captured.")
    assert ("nsubj", "UN") in found["withdraw"]
