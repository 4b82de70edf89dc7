"""Whose somebody is by both sides, a counterpart, two towns, the sentence before; bodies of the world with a state's
name inside theirs."""

from __future__ import annotations

import pytest

from demarche import packs, parse, run
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load


def parties(text: str, language: str, date: str = "2016-09-05") -> dict[str, tuple[str, ...]]:
    """What the mentions of a text stand for, by their words."""
    known, _ = run.with_language(Document(text, published=date, language=language))
    known = run.furnished(known, packs.load(language))
    findings = find(parse.load(language).parse(known.text, []), known, packs.load(language))
    return {m.text: r.parties for m, r in zip(findings.mentions, resolve(findings, known, load()), strict=True)}


def test_officials_on_both_sides_are_of_both() -> None:
    found = parties("Peru fired on a patrol of Chile. Officials on both sides said two men died.", "en")
    assert set(found["Officials on both sides"]) == {"PER", "CHL"}


def test_a_counterpart_is_of_another_state() -> None:
    text = "Norway and Chile quarrel. Norway's minister Kari Lund met us. In Santiago her counterpart Ana Ruiz left."
    assert [p for words, p in parties(text, "en").items() if "counterpart Ana" in words] == [("CHL",)]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Ambtenaren in Lima en Oslo zeggen dat het overleg begint.", "nl", "Ambtenaren in Lima"),
        ("Sources in Lima and Oslo say that the talks begin.", "en", "Sources in Lima"),
    ],
)
def test_those_in_two_capitals_are_of_both(text: str, language: str, words: str) -> None:
    assert parties(text, language)[words] == ("PER", "NOR")


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Chili stuurt schepen. Chili dreigt. Lima weet van niets. Alles is rustig, zegt het ministerie van Defensie.",
         "nl", "het ministerie van Defensie"),
        ("Chile sends ships. Chile threatens. Lima knows of nothing. All is quiet, says the ministry of defence.",
         "en", "the ministry of defence"),
    ],
)  # fmt: skip
def test_a_ministry_is_of_the_state_that_the_sentence_before_is_about(text: str, language: str, words: str) -> None:
    assert parties(text, language)[words] == ("PER",)


def test_a_body_of_the_world_is_of_no_state_in_its_name() -> None:
    found = parties("Jan Moe of the World Federation of Sailors from Chile spoke. The Norwegian Union protested.", "en")
    assert "X:World Federation of Sailors from Chile" in {p for some in found.values() for p in some}
    assert found["The Norwegian Union"] == ("NOR/NGO",)


def test_a_think_tank_is_no_army() -> None:
    assert parties("Jan Moe, of a think tank in Oslo, expects rain.", "en")["a think tank in Oslo"] == ()
    assert parties("Denktanks in Oslo verwachten regen.", "nl")["Denktanks in Oslo"] == ()


def test_a_colleague_is_of_the_state_in_front_of_him() -> None:
    found = parties("The Norwegian minister spoke first. His Chilean colleague, Ana Ruiz, spoke of peace.", "en")
    assert found["Ana Ruiz"] == ("CHL",)


def test_ze_is_one_or_several_by_its_verb() -> None:
    text = "Chili vroeg de Peruanen om hulp, zei minister Jan Olsen van Noorwegen. Zij beloofden niets."
    assert parties(text, "nl")["Zij"] != ("NOR",)
    text = "De president van Chili, Ana Ruiz, sprak met Peruaanse vissers. Zij belooft hulp."
    assert parties(text, "nl")["Zij"] == ("CHL",)
