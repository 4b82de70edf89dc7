"""Who judges a deed has not done it, and what is promised, asked for or refused is no act besides."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def told(text: str, language: str = "en") -> set[tuple[str, str]]:
    """Pairs of type and bare party of each doer."""
    record = code(read_text(text, Metadata(language=language, published="2021-03-03")))
    return {(event.type, actor.split("/")[0]) for event in record.events for actor in event.actors}


@pytest.mark.parametrize(
    ("language", "text", "kind", "judge"),
    [
        ("en", "Ireland denounced the arrest of the bishop in Nicaragua.", "COERCE", "IRL"),
        ("en", "South Africa deplored the invasion of Iraq.", "ASSAULT", "ZAF"),
        ("en", "The coup in Mali was condemned by Belgium.", "COERCE", "BEL"),
        ("en", "Iran blamed Israel for the sabotage.", "ASSAULT", "IRN"),
        ("en", "Kenya praised the withdrawal of foreign fighters from Libya.", "RETREAT", "KEN"),
        ("nl", "Ierland veroordeelde de arrestatie van de bisschop in Nicaragua.", "COERCE", "IRL"),
    ],
)
def test_who_blames_or_praises_a_deed_has_not_done_it(language: str, text: str, kind: str, judge: str) -> None:
    assert (kind, judge) not in told(text, language)


@pytest.mark.parametrize(
    ("text", "kind", "besides"),
    [
        ("Ethiopia offered to mediate between the two Sudans.", "AGREE", "CONSULT"),
        ("Israel offered help to Lebanon after the blast.", "AGREE", "AID"),
        ("Canada promised to resettle 20,000 Afghans.", "AGREE", "AID"),
        ("Israel ruled out talks with Hamas.", "REJECT", "CONSULT"),
        ("Brazil proposed a peace conference on Ukraine.", "REQUEST", "CONSULT"),
        ("Ukraine's parliament approved the treaty with Poland.", "SUPPORT", "AGREE"),
        ("The British parliament voted against the deal with the European Union.", "REJECT", "AGREE"),
    ],
)
def test_what_is_promised_asked_for_or_refused_is_no_act_besides(text: str, kind: str, besides: str) -> None:
    types = {one for one, _ in told(text)}
    assert kind in types and besides not in types


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Finland would join, the premier declined to comment.",
        "Reporters asked the German chancellor whether she would run again.",
        "Venezuela denounced what it called American interference.",
    ],
)
def test_a_question_or_a_name_given_asks_nobody_for_anything(text: str) -> None:
    assert "REQUEST" not in {kind for kind, _ in told(text)}


def test_what_a_vote_is_for_is_no_praise() -> None:
    assert told("The Council of Europe voted to expel Russia.") == {("SANCTION", "COE")}


def test_a_listing_as_terrorists_is_a_sanction() -> None:
    assert ("SANCTION", "CAN") in told("Canada labelled the Proud Boys a terrorist group.")
