"""Names: who is a person, an organisation, a place, by the sentence alone."""

from __future__ import annotations

import numpy as np
import pytest

from demarche import packs, parse
from demarche.parse import names

UNKNOWN = {
    "nl": "Woordvoerder Bram Houtekamer sprak in Riga met Jelena Petrovska.",
    "en": "Yesterday Bram Houtekamer met Jelena Petrovska in Riga.",
}
LANGUAGES = [code for code in packs.installed() if code in UNKNOWN]


@pytest.mark.parametrize("language", LANGUAGES)
def test_persons_and_places_that_no_table_knows_are_named(language: str) -> None:
    found = {(e.text, e.label_) for e in parse.load(language).parse(UNKNOWN[language]).ents}
    assert {("Bram Houtekamer", "PER"), ("Jelena Petrovska", "PER"), ("Riga", "LOC")} <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_whole_in_the_text_and_in_one_sentence(language: str) -> None:
    doc = parse.load(language).parse(UNKNOWN[language] + "\n\n" + UNKNOWN[language])
    assert doc.ents
    for name in doc.ents:
        assert doc.text[name.start_char : name.end_char] == name.text.strip()
        assert len({token.sent.start for token in name}) == 1


def test_a_name_is_what_the_tree_joins() -> None:
    relations = ["nsubj", "flat", "root", "obj", "flat"]
    tree = names.Tree(["PROPN", "PROPN", "VERB", "PROPN", "PROPN"], [3, 1, 0, 3, 4], relations)
    assert list(names.spans(tree)) == [(0, 2), (3, 5)]


def test_words_of_one_name_vote_together() -> None:
    tree = names.Tree(["PROPN", "PROPN"], [0, 1], ["root", "flat"])
    odds = np.array([[0.0, 3.0, 0.0, 0.0, 2.0], [0.0, 0.0, 1.0, 0.0, 0.0]], dtype=np.float32)
    scores, found = names.kinds(odds, ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"])
    assert names.label(tree, scores, found) == ["B-PER", "I-PER"]
