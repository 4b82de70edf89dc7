"""The place of a meeting has no part in it; whose embassy a protest is before is whom it is against."""

from __future__ import annotations

import pytest

from demarche.code.barred import no_doer
from demarche.code.faced import faced
from tests.code.test_circumstances import scene_of


@pytest.mark.parametrize(
    ("text", "language", "lemma", "place"),
    [
        ("NATO ministers met in Oslo on Monday.", "en", "meet", True),
        ("De ministers van de NAVO zijn dit weekend bijeen in Noorwegen.", "nl", "bijeen", True),
        ("The Chilean president arrived in Norway on Monday.", "en", "arrive", False),
        ("They met in Oslo on Monday.", "en", "meet", False),
    ],
)
def test_the_state_where_others_meet_has_no_part(text: str, language: str, lemma: str, place: bool) -> None:
    scene = scene_of(text, language)
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    assert no_doer(scene, frame, "CONSULT", scene.near(frame)["NOR"]) == place


@pytest.mark.parametrize(
    ("text", "language", "lemma", "states"),
    [
        ("Thousands of students marched past the Chilean embassy.", "en", "march", {"CHL"}),
        ("Er was een demonstratie bij de Chinese ambassade.", "nl", "demonstratie", {"CHN"}),
        ("Peruvians marched past the embassy in Lima.", "en", "march", set()),
    ],
)
def test_a_protest_is_against_the_state_whose_embassy_it_is_before(
    text: str, language: str, lemma: str, states: set[str]
) -> None:
    scene = scene_of(text, language)
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    assert faced(scene, frame, "PROTEST") == states
    assert not faced(scene, frame, "REQUEST")
