"""What two do to each other is an event of each towards the other."""

from __future__ import annotations

import pytest

from demarche.code.drafts import Draft
from demarche.code.mutual import each_way
from tests.code.test_circumstances import scene_of


@pytest.mark.parametrize(
    ("text", "language", "lemma"),
    [
        ("Norway and Chile accused each other of theft.", "en", "accuse"),
        ("Noorwegen en Chili beschuldigden elkaar van diefstal.", "nl", "beschuldigen"),
    ],
)
def test_who_accuse_each_other_are_each_accused_by_the_other(text: str, language: str, lemma: str) -> None:
    scene = scene_of(text, language)
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    told = each_way(scene, Draft("ACCUSE", ("CHL", "NOR"), (), [frame]))
    assert {(one.actors, one.recipients) for one in told} == {(("NOR",), ("CHL",)), (("CHL",), ("NOR",))}


@pytest.mark.parametrize(
    ("text", "lemma", "kind"),
    [
        ("Norway and Chile accused Peru of theft.", "accuse", "ACCUSE"),
        ("Norway and Chile attacked each other.", "attack", "ASSAULT"),
        ("Norway, Chile and Peru accused each other of theft.", "accuse", "ACCUSE"),
    ],
)
def test_one_event_stays_one_where_another_suffers_all_fight_or_there_are_more_than_two(
    text: str, lemma: str, kind: str
) -> None:
    scene = scene_of(text, "en")
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    draft = Draft(kind, ("CHL", "NOR"), (), [frame])
    assert each_way(scene, draft) == [draft]
