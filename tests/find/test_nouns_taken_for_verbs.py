"""Nouns that look like verbs are read as nouns, and words of the tables keep the lemma that the tables have."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.find import find
from demarche.findings import Findings
from demarche.records import Document


def findings_of(text: str) -> Findings:
    return find(parse.load("nl").parse(text), Document(text, language="nl"), packs.load("nl"))


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Het staakt-het-vuren tussen Noorwegen en Zweden houdt stand.", "staakt-het-vuren"),
        ("Noorwegen en Zweden sloten een staakt-het-vuren.", "staakt-het-vuren"),
    ],
)
def test_a_ceasefire_is_a_noun_of_action(text: str, lemma: str) -> None:
    assert ("noun", lemma) in {(frame.kind, frame.lemma) for frame in findings_of(text).frames}


def test_captives_are_no_verb_of_catching() -> None:
    found = findings_of("Onder de vrijgelaten gevangenen zijn twee Noren.")
    assert "vangen" not in {frame.lemma for frame in found.frames}
    assert "gevangene" in {mention.lemma for mention in found.mentions}


def test_what_is_a_verb_as_well_stays_one() -> None:
    found = findings_of("De Noren wantrouwen de Zweden.")
    assert ("verb", "wantrouwen") in {(frame.kind, frame.lemma) for frame in found.frames}


def test_a_weapon_keeps_its_name() -> None:
    assert "kernwapen" in {mention.lemma for mention in findings_of("Noorwegen wil een kernwapen.").mentions}
