"""The best tree is the best tree; a lemma rule leads home."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import parse
from demarche.parse import features, lemmas, trees


@pytest.mark.parametrize("seed", range(40))
def test_no_other_tree_with_one_root_scores_higher(seed: int) -> None:
    rnd = np.random.default_rng(seed)
    size = int(rnd.integers(1, 6))
    arcs = rnd.normal(size=(size, size + 1)).astype(np.float32)
    found = trees.best(arcs)
    assert is_tree(tuple(found))
    highest = max(total(arcs, heads) for heads in product(range(size + 1), repeat=size) if is_tree(heads))
    assert total(arcs, tuple(found)) == pytest.approx(highest, abs=1e-4)


def total(arcs: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(arcs[word, head] for word, head in enumerate(heads)))


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word comes to it."""
    if sum(h == 0 for h in heads) != 1:
        return False
    for word in range(len(heads)):
        at, steps = word + 1, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


LETTERS = st.text(st.sampled_from("aeiknortwz"), min_size=1, max_size=9)


@given(form=LETTERS, lemma=LETTERS)
def test_the_rule_between_two_words_leads_from_one_to_the_other(form: str, lemma: str) -> None:
    assert lemmas.apply(lemmas.rule(form, lemma), form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "like", "made"),
    [("werken", "werk", "denken", "denk"), ("talks", "talk", "troops", "troop"), ("Parijs", "Parijs", "NAVO", "NAVO")],
)
def test_a_rule_carries_over_to_like_words(form: str, lemma: str, like: str, made: str) -> None:
    rule = lemmas.rule(form, lemma)
    assert lemmas.apply(rule, like) == made


def test_quotation_marks_of_a_kind_are_one_word_to_the_network() -> None:
    assert {features.norm(mark) for mark in "“”„«»"} == {'"'}
    assert features.norm("12.500") == "00.000"
    assert features.shape("NAVO-topman") == "XXX-xxx"


def test_white_space_tells_an_opening_mark_from_a_closing_one() -> None:
    assert features.rows_of('"', True) != features.rows_of('"', False)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("nl", "De aanslag op de markt is opgeëist door IS.", "IS"),
        ("nl", "Volgens het OM heeft de man gelogen.", "OM"),
        ("en", "The WHO said the outbreak was over.", "WHO"),
    ],
)
def test_a_name_in_capitals_is_not_the_common_word_that_is_spelled_alike(language: str, text: str, name: str) -> None:
    word = next(token for token in parse.load(language).parse(text) if token.text == name)
    assert (word.pos_, word.ent_type_, word.lemma_) == ("PROPN", "ORG", name)


def test_among_capitals_it_is_the_common_word() -> None:
    words = {token.text: token.pos_ for token in parse.load("nl").parse("DIT IS HET EINDE VAN DE OORLOG")}
    assert words["IS"] == "AUX"
