"""Who takes part: each party of a list, and none that stands only elsewhere."""

from __future__ import annotations

import pytest

from demarche import run
from demarche.code.barred import no_doer
from demarche.code.outsiders import outsider
from demarche.records import Document
from tests.code.test_circumstances import scene_of


@pytest.mark.parametrize(
    ("text", "language", "word", "kind", "out"),
    [
        ("Malta is calm. Norway and Chad trained together off Lima.", "en", "train", "COOPERATE", {"MLT", "PER"}),
        ("Malta is calm. Norway trained with Chad.", "en", "train", "COOPERATE", {"MLT"}),
        ("Malta is rustig. Noorwegen overlegde met Tsjaad.", "nl", "overleggen", "CONSULT", {"MLT"}),
        ("Malta is calm. Norway trained.", "en", "train", "COOPERATE", set()),
        ("Malta is calm. Norway and Chad made a promise.", "en", "promise", "AGREE", set()),
    ],
)
def test_where_two_are_named_in_the_clause_nobody_else_takes_part(
    text: str, language: str, word: str, kind: str, out: set[str]
) -> None:
    scene = scene_of(text, language)
    frame = next(f for f in scene.findings.frames if f.lemma == word)
    found = {party for party, one in scene.near(frame).items() if outsider(scene, frame, kind, one)}
    assert found == out
    assert all(no_doer(scene, frame, kind, scene.near(frame)[party]) for party in out)


@pytest.mark.parametrize(
    ("text", "language", "subjects"),
    [
        ("Noorwegen, de Verenigde Staten, Peru en Chili veroordelen de aanval.", "nl", {"NOR", "USA", "PER", "CHL"}),
        ("Norway, the United States and Peru condemned the attack.", "en", {"NOR", "USA", "PER"}),
        ("Norway, a neighbour of Sweden, and Peru condemned the attack.", "en", {"NOR", "PER"}),
    ],
)
def test_each_party_of_a_list_is_a_subject_and_in_one_phrase_with_the_others(
    text: str, language: str, subjects: set[str]
) -> None:
    scene = scene_of(text, language)
    frame = next(f for f in scene.findings.frames if f.kind == "verb")
    near = scene.near(frame)
    assert {party for party, one in near.items() if one.ways.subject} == subjects
    assert all(scene.joint(0)[party] == subjects - {party} for party in subjects)


def test_those_met_with_meet_each_other_where_nobody_else_takes_part() -> None:
    record = run.code(Document("Malta is rustig. Er werd overlegd met Noorwegen en Tsjaad.", language="nl"))
    assert [(e.type, e.actors) for e in record.events] == [("CONSULT", ("NOR", "TCD"))]


def test_a_list_inside_the_subjects_phrase_is_no_subject() -> None:
    scene = scene_of("The attack on Norway, the United States and Peru angered Malta.", "en")
    frame = next(f for f in scene.findings.frames if f.lemma == "anger")
    assert not any(one.ways.subject for one in scene.near(frame).values())
