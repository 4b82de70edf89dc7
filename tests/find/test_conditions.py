"""Conditions where reports put them: in front, behind, and inside a clause that is joined on."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.find.conditions import find_conditions

CASES = [
    ("en", "The president warned that if Peru attacks the fleet, Norway will close the harbour.",
     "if Peru attacks the fleet", "Norway will close the harbour"),
    ("en", "As I have said before, and just to repeat, if Peru does anything that I, in my wisdom, consider to be off "
           "limits, I will destroy the economy of Peru.",
     "if Peru does anything that I, in my wisdom, consider to be off limits", "I will destroy the economy of Peru"),
    ("en", "Norway will close the harbour, if Peru attacks the fleet, and recall its envoy.",
     "if Peru attacks the fleet", "Norway will close the harbour"),
    ("en", "But if the talks fail, Norway will impose sanctions.", "if the talks fail", "Norway will impose sanctions"),
    ("nl", "De president waarschuwde dat als Peru de vloot aanvalt, Noorwegen de haven sluit.",
     "als Peru de vloot aanvalt", "Noorwegen de haven sluit"),
    ("nl", "De president zei maandag dat, als Peru de vloot aanvalt, Noorwegen de haven zal sluiten.",
     "als Peru de vloot aanvalt", "Noorwegen de haven zal sluiten"),
    ("nl", "Noorwegen sluit de haven, als Peru de vloot aanvalt, en roept zijn gezant terug.",
     "als Peru de vloot aanvalt", "Noorwegen sluit de haven"),
    ("nl", "Maar als het overleg mislukt, legt Noorwegen sancties op.", "als het overleg mislukt",
     "legt Noorwegen sancties op"),
    ("en", "Norway will not sign the treaty unless Lima hands over the documents.",
     "unless Lima hands over the documents", "Norway will not sign the treaty"),
    ("en", "Norway will reopen the harbour only if Peru withdraws the fleet.", "if Peru withdraws the fleet",
     "Norway will reopen the harbour only"),
    ("nl", "Noorwegen tekent het verdrag niet tenzij Peru de vloot terugtrekt.", "tenzij Peru de vloot terugtrekt",
     "Noorwegen tekent het verdrag niet"),
    ("nl", "Mocht Peru de vloot aanvallen, dan sluit Noorwegen de haven.", "Mocht Peru de vloot aanvallen",
     "dan sluit Noorwegen de haven"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "condition", "consequence"), CASES, ids=[case[1][:40] for case in CASES])
def test_a_condition_ends_where_its_consequence_begins(
    language: str, text: str, condition: str, consequence: str
) -> None:
    (one,) = find_conditions(parse.load(language).parse(text), packs.load(language))
    assert text[slice(*one.condition)] == condition
    assert [text[a:b] for a, b in one.consequence] == [consequence]


def test_a_condition_of_nobody_knows_what_is_none() -> None:
    text = "He added that Norway would, if asked, send troops."
    assert not find_conditions(parse.load("en").parse(text), packs.load("en"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Peru is te vertrouwen als het gaat om de handel met Noorwegen."),
        ("en", "Experts will confirm if Norway can close the harbour."),
    ],
)
def test_what_something_is_about_and_what_is_to_be_found_out_are_no_conditions(language: str, text: str) -> None:
    assert find_conditions(parse.load(language).parse(text), packs.load(language)) == ()
