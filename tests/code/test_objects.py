"""What a position is about and against whom it is held: chosen among what stands near it."""

from __future__ import annotations

import numpy as np
import pytest

from demarche import packs, parse
from demarche.code.objects import NOTHING, best, choose, options, states_of
from demarche.code.scene import Scene
from demarche.code.scorer import Linear, shipped
from demarche.code.stands import Stand, stands
from demarche.code.statements import code_statements
from demarche.code.things import thing_of
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world

TEXT = "Canada wants the sanctions against Iran to be lifted."


def read(text: str) -> tuple[Scene, list[Stand]]:
    """The scene of an English text and the candidates in it."""
    document = Document(text, language="en", published="2022-03-01")
    findings = find(parse.load("en").parse(text), document, packs.load("en"))
    resolved = resolve(findings, document, load_world())
    scene = Scene.of(findings, resolved, code_statements(findings, resolved, document))
    topics = shipped("topic")
    return scene, stands(scene, text, [], {"topic": topics} if topics else {}, frozenset())


def found(party: str, topic: str) -> tuple[Scene, list[Stand]]:
    """The candidates of a party and topic in the text."""
    scene, candidates = read(TEXT)
    return scene, [one for one in candidates if (one.party, one.topic) == (party, topic)]


def test_the_parties_of_the_sentence_the_holder_and_nothing_are_the_options() -> None:
    scene, some = found("CAN", "sanctions")
    assert set(options(scene, some, "against")) == {NOTHING, "CAN", "IRN"}


def test_where_no_state_is_near_but_the_holder_there_is_nobody_against_whom() -> None:
    scene, some = found("CAN", "sanctions")
    for one in some:
        one.topic = "alliance-membership"
    assert choose(scene, some, "against", {})[0] in ("CAN", "IRN", None)


def test_the_option_in_the_phrase_of_the_topic_is_told_apart() -> None:
    scene, some = found("CAN", "sanctions")
    offered = options(scene, some, "against")
    assert "sanctions&party&phrase" in offered["IRN"]
    assert not any("phrase" in feature for feature in offered["CAN"])


def test_the_greatest_sum_is_chosen_and_without_a_model_what_is_near_in_most_ways() -> None:
    offered = {NOTHING: ["none"], "CAN": ["self", "self&near"], "IRN": ["party", "party&phrase"]}
    assert best(offered, None) == "IRN"
    model = Linear(["chosen"], [], np.zeros((0, 1)), {"self&near": 1.0})
    assert best(offered, model) == "CAN"


def test_whose_membership_it_is_is_asked_of_states_and_of_its_owner_first() -> None:
    out = {
        NOTHING: [],
        "NATO": ["party&phrase"],
        "NOR": ["party&role=nsubj:"],
        "SWE": ["party&phrase=of", "party&phrase"],
    }
    assert set(states_of(out)) == {"SWE"}
    assert set(states_of({**out, "SWE": ["party&content=obj"]})) == {"SWE"}
    assert set(states_of({NOTHING: [], "NATO": ["party&phrase"], "NOR": ["party&role=nsubj:"]})) == {NOTHING, "NOR"}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Canada wants to keep the nuclear deal.", "nuclear deal"),
        ("Peru's climate accord is old. Canada wants to keep the deal.", "climate accord"),
        ("Canada wants to keep the deal.", "deal"),
    ],
)
def test_a_position_on_a_treaty_is_about_the_treaty_in_the_words_of_the_report(text: str, thing: str) -> None:
    scene, some = read(text)
    (first, *_) = [one for one in some if (one.party, one.topic) == ("CAN", "treaty")]
    assert thing_of(scene, [first]) == thing
