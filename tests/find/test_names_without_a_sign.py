"""Two names and a verb, or a name in front of a noun: nothing but order says who does it, and to whom."""

from __future__ import annotations

import pytest
from test_frames import tree
from test_repairs import roles

from demarche.find.repairs import repair, retag
from demarche.packs import load

PEOPLE = [
    ("Rusland bombardeert Oekraïne.", "bombarderen", "Rusland", ("obj", "Oekraïne")),
    ("Peru stelt Chili een ultimatum.", "stellen", "Peru", ("iobj", "Chili")),
    ("Peru biedt Chili excuses aan.", "aanbieden", "Peru", ("iobj", "Chili")),
    ("De minister zegde Estland militaire steun toe.", "toezeggen", "De minister", ("iobj", "Estland")),
    ("De VS beschuldigen Iran bedreigingen te hebben geuit.", "beschuldigen", "De VS", ("obj", "Iran")),
]


@pytest.mark.parametrize(("text", "lemma", "doer", "other"), PEOPLE)
def test_the_name_in_front_does_it_to_the_name_behind_the_verb(
    text: str, lemma: str, doer: str, other: tuple[str, str]
) -> None:
    assert {("nsubj", doer), other} <= roles(text, "nl")[lemma]


def relations(rows: str) -> list[str]:
    doc = tree(rows)
    retag(doc, load("nl"))
    repair(doc, load("nl"))
    return [token.dep_ for token in doc]


def test_a_clause_without_a_subject_has_the_name_in_it_as_one() -> None:
    clause = """
        eisen eis NOUN 0 root Number=Plur
        die die PRON 4 obj
        Malta Malta PROPN 4 obj Number=Sing
        stelt stellen VERB 1 acl:relcl VerbForm=Fin|Number=Sing
    """
    assert relations(clause)[2] == "nsubj"
    assert relations(clause.replace("Number=Sing\n        stelt", "Number=Plur\n        stelt"))[2] == "obj"


def test_a_word_for_a_time_and_a_name_behind_a_preposition_are_no_subject() -> None:
    assert relations("""
        Maandag maandag PROPN 2 advmod Number=Sing
        bezoekt bezoeken VERB 0 root VerbForm=Fin|Number=Sing
        Malta Malta PROPN 2 nsubj Number=Sing
    """) == ["advmod", "ROOT", "nsubj"]


def test_a_genitive_owns_its_noun() -> None:
    rows = """
        Oman Oman PROPN 2 nsubj Number=Sing
        looft loven VERB 0 root VerbForm=Fin|Number=Sing
        {} Malta PROPN 4 nmod:poss
        hulp hulp NOUN 2 obj Number=Sing
    """
    assert relations(rows.format("Malta's"))[2] == "nmod:poss"
    assert relations(rows.format("Malta"))[2] == "iobj"
