"""Attitudes: who wants what, with negations and words that undo, read from whole sentences of both languages."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.code.attitudes import attitudes_in
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world


def sides(text: str, language: str) -> set[tuple[str, str, int]]:
    """(holder, topic, 1 for or -1 against) of every attitude in a text, deeds left out."""
    document = Document(text, language=language, published="2022-03-01")
    pack = packs.load(language)
    findings = find(parse.load(language).parse(text), document, pack)
    resolved = resolve(findings, document, load_world())
    scene = Scene.of(findings, resolved, code_statements(findings, resolved, document))
    held = [a for n in range(len(findings.sentences)) for a in attitudes_in(scene, n, text) if a.kind != "do"]
    return {(holder, topic, a.side(topic)) for a in held for topic in a.content for holder in a.holders}


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
    ],
)
def test_the_holder_s_side_follows_from_the_word_its_negation_and_what_is_undone(
    language: str, text: str, expected: tuple[str, str, int]
) -> None:
    assert expected in sides(text, language)


def test_a_duty_is_held_by_who_speaks() -> None:
    assert ("FRA", "ceasefire", 1) in sides('President Macron said: "There must be a ceasefire now."', "en")
