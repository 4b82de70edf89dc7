"""Parts of one state act on each other, and whose a ship or a traveller is must be said."""

from __future__ import annotations

import pytest

from demarche.code.acts import acts_of, lexicon
from demarche.code.scene import Scene
from demarche.code.sides import filling
from tests.code.test_circumstances import scene_of


def ways(scene: Scene, lemma: str, party: str) -> set[str]:
    """In which ways a party is near the frame of a word."""
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    one = scene.near(frame).get(party)
    return set() if one is None else {label.split(":")[0] for label in one.ways.strong}


def test_a_parliament_is_over_against_the_government_whose_plan_it_rejects() -> None:
    scene = scene_of("Het Noorse parlement verwierp het plan van de Noorse premier.", "nl")
    assert "nsubj" in ways(scene, "verwerpen", "NOR")
    assert ways(scene, "verwerpen", "NOR/~")


def test_a_state_and_what_belongs_to_it_are_one_party() -> None:
    scene = scene_of("Noorwegen verdedigde zijn plan. Noorwegen verdedigde het plan van Noorwegen.", "nl")
    for frame in scene.findings.frames:
        assert "NOR/~" not in scene.near(frame)


def test_who_governs_is_named_so_over_against_its_parliament() -> None:
    scene = scene_of("The Norwegian parliament rejected the plan of the Norwegian prime minister.", "en")
    frame = next(f for f in scene.findings.frames if f.lemma == "reject")
    assert scene.near(frame)["NOR/~"].full == "NOR/GOV"


@pytest.mark.parametrize("thing", ["De tankers", "De toeristen"])
def test_a_ship_or_a_traveller_is_not_of_the_state_that_the_text_is_about(thing: str) -> None:
    scene = scene_of(f"Noorwegen kijkt toe. Noorwegen en de Noren zijn bezorgd. {thing} werden aangevallen.", "nl")
    frame = next(f for f in scene.findings.frames if f.lemma == "aanvallen")
    assert not any(
        label.startswith(("obj", "nsubj")) for one in scene.near(frame).values() for label in one.ways.strong
    )


def test_whose_a_ship_is_may_be_said() -> None:
    scene = scene_of("De Noorse tankers werden aangevallen.", "nl")
    assert "obj" in ways(scene, "aanvallen", "NOR/~")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Oslo wil dat Zweden de grens opent.", True),
        ("Oslo wil de grens openen.", False),
        ("Oslo wil bewijs zien.", False),
        ("Oslo wil met Zweden praten.", True),
    ],
)
def test_who_wants_to_do_something_asks_nobody(text: str, asked: bool) -> None:
    scene = scene_of(text, "nl")
    frame = next(f for f in scene.findings.frames if f.lemma == "willen")
    met = [act for act, holds in acts_of(frame, scene.findings, lexicon("nl")) if holds and act.strength > 0.5]
    assert ("REQUEST" in {act.type for act in met}) == asked


def test_part_of_the_subjects_own_state_is_whom_its_verb_is_done_to() -> None:
    scene = scene_of("Premier Rutte asked the Dutch parliament for time.", "en")
    frame = next(f for f in scene.findings.frames if f.lemma == "ask")
    assert filling(scene, frame, ("obj", "iobj")) == {"NLD/~"}


@pytest.mark.parametrize(
    ("text", "lemma", "against"),
    [
        ("The Peruvian army detained the Peruvian president.", "detain", {"PER/~"}),
        ("De Noorse premier werd door het Noorse leger gearresteerd.", "arresteren", {"NOR/~"}),
        ("The Peruvian president instructed the Peruvian security agencies to leave.", "instruct", {"PER/~"}),
        ("The Peruvian president sent the Peruvian army to the north.", "send", set()),
    ],
)
def test_who_a_verb_is_done_to_is_another_part_of_the_state_than_its_subject(
    text: str, lemma: str, against: set[str]
) -> None:
    scene = scene_of(text, "nl" if text.startswith("De ") else "en")
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    assert filling(scene, frame, ("obj", "iobj")) & {"PER/~", "NOR/~"} == against
