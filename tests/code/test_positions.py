"""Which positions are told: what stands outside an attitude, a party's third topic and echoes of a topic need more."""

from __future__ import annotations

from demarche import packs, parse
from demarche.code.positions import OUTSIDE, THIRD, echoes, least, outside, suffered
from demarche.code.scene import Scene
from demarche.code.scorer import shipped
from demarche.code.stands import Stand, stands
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world


def read(text: str) -> tuple[Scene, list[Stand]]:
    """The scene of an English text and the candidates in it."""
    document = Document(text, language="en", published="2022-03-01")
    findings = find(parse.load("en").parse(text), document, packs.load("en"))
    resolved = resolve(findings, document, load_world())
    scene = Scene.of(findings, resolved, code_statements(findings, resolved, document))
    topics = shipped("topic")
    return scene, stands(scene, text, [], {"topic": topics} if topics else {}, frozenset())


def of(some: list[Stand], party: str, topic: str, confidence: float) -> Stand:
    """The candidate of a party and topic, for its topic, with a confidence."""
    one = next(s for s in some if (s.party, s.topic) == (party, topic))
    one.side, one.confidence = "for", confidence
    return one


def test_a_state_that_others_only_mention_has_no_part_in_what_they_want() -> None:
    _, some = read("Canada wants new sanctions because Peru sent troops.")
    assert outside(of(some, "PER", "sanctions", 0.3))
    assert not outside(of(some, "CAN", "sanctions", 0.3))


def test_who_has_no_part_in_an_attitude_needs_more_to_be_told() -> None:
    _, some = read("Canada wants new sanctions because Peru sent troops.")
    one = of(some, "PER", "sanctions", 0.3)
    assert least({("PER", "sanctions", "for"): [one]}, ("PER", "sanctions", "for"), 0.22) == OUTSIDE


def test_a_third_topic_of_a_party_in_a_sentence_needs_more_to_be_told() -> None:
    _, some = read("Canada supports the sanctions, the ceasefire and the nuclear talks.")
    sure = [of(some, "CAN", topic, c) for topic, c in (("sanctions", 0.6), ("ceasefire", 0.5), ("talks", 0.3))]
    found = {(s.party, s.topic, s.side): [s] for s in sure}
    assert [least(found, key, 0.22) for key in found] == [0.22, 0.22, THIRD]


def test_a_nuclear_deal_is_no_second_position_on_the_programme() -> None:
    scene, some = read("Canada wants to keep the nuclear deal.")
    treaty, programme = of(some, "CAN", "treaty", 0.6), of(some, "CAN", "nuclear-programme", 0.3)
    assert echoes(scene, programme, [treaty, programme])
    assert not echoes(scene, treaty, [treaty, programme])


def test_who_is_under_sanctions_is_not_for_them() -> None:
    _, some = read("Iran saw new sanctions.")
    one = of(some, "IRN", "sanctions", 0.6)
    assert not suffered(one)
    one.suffers = frozenset({"SANCTION"})
    assert suffered(one)


def test_who_wants_sanctions_is_for_them_even_under_some() -> None:
    _, some = read("Iran wants sanctions.")
    one = of(some, "IRN", "sanctions", 0.6)
    one.suffers = frozenset({"SANCTION"})
    assert not suffered(one)


def test_what_another_demands_of_a_party_is_no_position_of_its_own() -> None:
    _, some = read("Canada demands that Iran respects the treaty.")
    assert of(some, "IRN", "treaty", 0.6).asked
    assert not of(some, "CAN", "treaty", 0.6).asked
