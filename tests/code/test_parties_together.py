"""Parties that stand in one phrase act together, and are acted on together; people of a state keep their sector."""

from __future__ import annotations

import pytest

from demarche.code.choices import ACTING, RECEIVING, Chance, beside
from demarche.code.interactions import models
from demarche.code.memory import Memory
from demarche.code.readings import read_document
from demarche.code.roles import Crowd
from demarche.code.scene import Scene
from demarche.code.sides import struck_by
from demarche.code.spots import Spot
from demarche.findings import Frame
from tests.code.test_circumstances import scene_of

TEXT = "Noorwegen en IJsland beschuldigen Denemarken. Finland ziet toe. De Finse oppositie protesteert, vissers ook."


def test_parties_of_one_phrase_are_joint_and_the_other_side_is_not() -> None:
    joint = scene_of(TEXT, "nl").joint(0)
    assert joint["NOR"] == {"ISL"}
    assert joint["ISL"] == {"NOR"}
    assert "DNK" not in joint


def test_a_party_joins_the_first_where_it_stands_in_one_phrase_with_it_or_is_sure_itself() -> None:
    scene = scene_of(TEXT, "nl")
    frame = next(f for f in scene.findings.frames if f.kind == "verb" and f.sentence == 0)
    near, joint = scene.near(frame), scene.joint(0)["NOR"]
    fair = {"NOR": Chance(0.9, 0.6), "ISL": Chance(0.3, 0.3), "DNK": Chance(0.3, 0.1)}
    assert beside("NOR", near, fair, joint, ACTING) == ["ISL"]
    assert beside("NOR", near, fair, (), ACTING) == []
    sure = {**fair, "DNK": Chance(0.92, 0.1)}
    assert beside("NOR", near, sure, joint, ACTING) == ["ISL"], "an actor must be surer"
    assert beside("NOR", near, sure, joint, RECEIVING) == ["ISL", "DNK"]


def test_a_phrase_that_has_no_part_in_what_is_done_joins_nobody_to_whom_it_is_done() -> None:
    scene = scene_of("Finland visited Norway while Norwegians and Danes rejoiced.", "en")
    frame = next(f for f in scene.findings.frames if f.lemma == "visit")
    near, joint = scene.near(frame), scene.joint(0)["NOR"]
    assert joint == {"DNK"}
    fair = {"NOR": Chance(0.9, 0.6), "DNK": Chance(0.4, 0.2)}
    assert beside("NOR", near, fair, joint, RECEIVING) == []


def test_whose_efforts_something_is_are_all_whom_the_word_stands_for() -> None:
    scene = scene_of("Norway and Chile met. They spoke of their efforts to impose sanctions on Denmark.", "en")
    frame = next(f for f in scene.findings.frames if f.lemma == "impose")
    near = scene.near(frame)
    assert near["NOR"].ways.shares(near["CHL"].ways)


def test_people_over_against_their_state_are_never_written_as_the_state() -> None:
    scene = scene_of(TEXT, "nl")
    for frame in scene.findings.frames:
        for party, one in scene.near(frame).items():
            assert ("/" in one.full) or not party.endswith("~"), (frame.lemma, party, one.full)


def test_whom_a_verb_is_done_to_is_its_object_or_the_subject_of_its_passive() -> None:
    text = "Noorwegen beschuldigde IJsland van spionage in Zweden. IJsland werd veroordeeld na de ramp."
    scene = scene_of(text, "nl")
    verbs = [frame for frame in scene.findings.frames if frame.kind == "verb"]
    assert [frame.voice for frame in verbs] == ["active", "passive"]
    assert [struck(scene, frame, "ACCUSE") for frame in verbs] == [{"ISL"}, {"ISL"}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Noorwegen vecht tegen Denemarken."),
        ("nl", "Noorwegen en Denemarken wisselden schoten uit."),
        ("en", "Norwegian troops skirmished with Denmark."),
    ],
)
def test_those_who_fight_each_other_all_act(language: str, text: str) -> None:
    scene = scene_of(text, language)
    fight = [r for r in read_document(scene, models(), frozenset()) if r.type == "ASSAULT" and r.frame.kind == "verb"]
    assert ({"NOR", "DNK"}, ()) in [({party[:3] for party in r.actors}, r.recipients) for r in fight]
    assert not any(r.recipients for r in fight if {party[:3] for party in r.actors + r.recipients} == {"NOR", "DNK"})


def test_who_must_explain_something_is_asked_to_by_whom_he_must_explain_it_to() -> None:
    scene = scene_of("Noorwegen moet aan Denemarken uitleggen waarom de haven dicht is.", "nl")
    asks = [r for r in read_document(scene, models(), frozenset()) if r.type == "REQUEST"]
    assert max(asks, key=lambda r: r.weight).key[1:] == ({"DNK"}, {"NOR"})


def struck(scene: Scene, frame: Frame, kind: str) -> frozenset[str]:
    """Whom a frame strikes as an act of a type."""
    near, own = scene.near(frame), tuple(a for a in scene.acts[frame.id] if a[0].type == kind)
    return struck_by(scene, Spot(frame, kind, own, near, Crowd.of(near.values()), Memory(scene), 1.0, 0.0, 0))


def test_whom_a_verb_of_meeting_has_as_its_object_takes_part() -> None:
    scene = scene_of("Chile was silent. The Norwegian minister met the Danish premier on Monday.", "en")
    found = [r for r in read_document(scene, models(), frozenset()) if r.type == "CONSULT" and r.frame.lemma == "meet"]
    assert found
    assert all(one.key[1] == {"NOR", "DNK"} for one in found)
