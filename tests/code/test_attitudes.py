"""Attitudes: who wants what, with negations and words that undo, read from whole sentences of both languages."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.code.attitudes import attitudes_in
from demarche.code.content import Attitude
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world


def attitudes(text: str, language: str) -> list[Attitude]:
    """Every attitude in a text."""
    document = Document(text, language=language, published="2022-03-01")
    pack = packs.load(language)
    findings = find(parse.load(language).parse(text), document, pack)
    resolved = resolve(findings, document, load_world())
    scene = Scene.of(findings, resolved, code_statements(findings, resolved, document))
    return [a for n in range(len(findings.sentences)) for a in attitudes_in(scene, n, text)]


def sides(text: str, language: str) -> set[tuple[str, str, int]]:
    """(holder, topic, 1 for or -1 against) of every attitude in a text, what verbs say is done left out."""
    held = [a for a in attitudes(text, language) if a.kind != "do"]
    return {(holder, topic, a.side(topic)) for a in held for topic in a.content for holder in a.holders}


def kinds(text: str, language: str) -> set[str]:
    """The kinds of the attitudes in a text."""
    return {a.kind for a in attitudes(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Russia demands that NATO withdraws its troops.", ("RUS", "force-withdrawal", 1)),
        ("en", "Iran wants the sanctions to be lifted.", ("IRN", "sanctions", -1)),
        ("en", "Iran refuses to lift the sanctions.", ("IRN", "sanctions", 1)),
        ("en", "Turkey opposes the ceasefire.", ("TUR", "ceasefire", -1)),
        ("en", "France does not support the ceasefire.", ("FRA", "ceasefire", -1)),
        ("en", "Germany is against the sanctions.", ("DEU", "sanctions", -1)),
        ("nl", "Rusland eist dat de NAVO haar troepen terugtrekt.", ("RUS", "force-withdrawal", 1)),
        ("nl", "Iran wil dat de sancties worden opgeheven.", ("IRN", "sanctions", -1)),
        ("nl", "Frankrijk steunt het staakt-het-vuren niet.", ("FRA", "ceasefire", -1)),
        ("nl", "Turkije verzet zich tegen de sancties.", ("TUR", "sanctions", -1)),
        ("nl", "Doel van Marokko is dat Spanje zich terugtrekt.", ("MAR", "force-withdrawal", 1)),
        ("nl", "Noorwegen wil uit het klimaatverdrag stappen.", ("NOR", "treaty", -1)),
        ("en", "Peru voted against the treaty.", ("PER", "treaty", -1)),
        ("en", "Norway no longer supports the ceasefire.", ("NOR", "ceasefire", -1)),
        ("en", "Norway was against lifting the sanctions.", ("NOR", "sanctions", 1)),
        ("en", "Peru rejected the idea of holding talks with Chile.", ("PER", "talks", -1)),
        ("nl", "Peru verwierp het idee om met Chili te onderhandelen.", ("PER", "talks", -1)),
        ("en", "Peru withdrew its support for the treaty.", ("PER", "treaty", -1)),
        ("en", "Peru lifted its objections to the sanctions.", ("PER", "sanctions", 1)),
        ("en", "Peru called for a halt to arms sales to Chile.", ("PER", "arms-supply", -1)),
        ("en", "Kenya reiterated its opposition to arms sales to Peru.", ("KEN", "arms-supply", -1)),
        ("en", "Kenya warned that it would impose sanctions on Peru.", ("KEN", "sanctions", 1)),
        ("en", "Kenya warned that Peru would impose sanctions.", ("KEN", "sanctions", -1)),
        ("nl", "Peru en Chili hebben afgesproken om vaker met elkaar te spreken.", ("PER", "talks", 1)),
        ("en", "Kenya wants to combat terrorism.", ("KEN", "terrorism", 1)),
        ("en", "Kenya accuses Peru of war crimes.", ("KEN", "accountability", 1)),
        ("en", "Kenya is concerned about human rights in Peru.", ("KEN", "human-rights", 1)),
        ("nl", "Peru dreigt met nieuwe importheffingen.", ("PER", "trade", -1)),
        ("nl", "Peru is bereid tot verlaging van de importheffingen.", ("PER", "trade", 1)),
        ("nl", "Iran wil de ontheffingen verlengen.", ("IRN", "sanctions", -1)),
        ("en", "Turkey welcomed the lifting of sanctions.", ("TUR", "sanctions", -1)),
        ("nl", "Zweden eist opheffing van de sancties.", ("SWE", "sanctions", -1)),
        ("en", "Peru wants to end the war in Chile.", ("PER", "ceasefire", 1)),
        ("en", "Peru demands a halt to the fighting.", ("PER", "ceasefire", 1)),
        ("nl", "Peru wil een einde maken aan de gevechten.", ("PER", "ceasefire", 1)),
        ("nl", "Iran weigert de vijandelijkheden te staken.", ("IRN", "ceasefire", -1)),
    ],
)
def test_the_holder_s_side_follows_from_the_word_its_negation_and_what_is_undone(
    language: str, text: str, expected: tuple[str, str, int]
) -> None:
    assert expected in sides(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Canada noemde de sancties oneerlijk.", ("CAN", "sanctions", -1)),
        ("en", "Canada called the sanctions unfair.", ("CAN", "sanctions", -1)),
        ("nl", "Peru heeft scherpe kritiek op de sancties.", ("PER", "sanctions", -1)),
        ("en", "Chile condemned the unprovoked invasion by Peru.", ("CHL", "military-action", -1)),
        ("en", "Iran said that the sanctions were a provocation.", ("IRN", "sanctions", -1)),
        ("nl", "Volgens Noorwegen is het akkoord een vergissing.", ("NOR", "treaty", -1)),
        ("nl", "Volgens Noorwegen is het akkoord niet slecht.", ("NOR", "treaty", 1)),
    ],
)
def test_who_calls_something_bad_is_against_it(language: str, text: str, expected: tuple[str, str, int]) -> None:
    assert expected in sides(text, language)


def test_who_calls_a_deal_lousy_does_not_call_for_it() -> None:
    assert "demand" not in kinds("Chile called the trade deal lousy.", "en")


def test_a_deed_that_a_noun_names_is_its_doer_s() -> None:
    assert ("USA", "sanctions", 1) in sides("American sanctions hit the harvest hard.", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru proposed a ceasefire. Chile rejected that proposal."),
        ("nl", "Peru stelde een wapenstilstand voor. Chili wees dat voorstel af."),
    ],
)
def test_an_attitude_to_what_was_just_told_is_about_its_topic(language: str, text: str) -> None:
    assert ("CHL", "ceasefire", -1) in sides(text, language)


def test_who_demands_a_guarantee_offers_none() -> None:
    assert "offer" not in kinds("Peru demands a guarantee that Chile withdraws its troops.", "en")


def test_who_supports_a_plan_or_drops_a_demand_has_none() -> None:
    assert "decide" not in kinds("Kenya no longer supports the peace plan.", "en")
    assert "demand" not in kinds("Kenya dropped its demand for talks with Peru.", "en")


def test_what_is_said_under_a_condition_is_marked() -> None:
    held = attitudes("If Peru attacks Chile again, Canada will impose sanctions.", "en")
    assert {(a.supposed, topic) for a in held for topic in a.content} >= {
        ("if", "military-action"),
        ("then", "sanctions"),
    }


def test_a_duty_is_held_by_who_speaks() -> None:
    assert ("FRA", "ceasefire", 1) in sides('President Macron said: "There must be a ceasefire now."', "en")


def test_what_something_is_called_is_not_what_is_judged() -> None:
    told = sides("Iran said that the enlargement of the EU is an act of aggression.", "en")
    assert ("IRN", "alliance-enlargement", -1) in told
    assert ("IRN", "military-action", -1) not in told
