"""A denial is towards who accused the denying party."""

from __future__ import annotations

import pytest

from demarche.code.denied import answered
from demarche.code.drafts import Draft
from demarche.code.scene import Scene
from tests.code.test_circumstances import scene_of


def drafts(scene: Scene, *told: tuple[str, str, str, str]) -> list[Draft]:
    """One draft for each (lemma, type, actor, recipient), on the first frame of that lemma."""
    frames = {frame.lemma: frame for frame in reversed(scene.findings.frames)}
    return [Draft(kind, (one,), (other,), [frames[lemma]], worth=0.5) for lemma, kind, one, other in told]


@pytest.mark.parametrize(
    ("text", "language", "accuse", "deny"),
    [
        ("Chile accused Norway of theft. Peru was silent. Norway denied it.", "en", "accuse", "deny"),
        ("Chile accused Norway of theft. Peru was silent. Oslo dismissed the charges.", "en", "accuse", "dismiss"),
        ("Chili betichtte Noorwegen van diefstal. Peru zweeg. Noorwegen ontkent dat.", "nl", "betichten", "ontkennen"),
    ],
)
def test_a_denial_answers_the_accuser(text: str, language: str, accuse: str, deny: str) -> None:
    scene = scene_of(text, language)
    told = drafts(scene, (accuse, "ACCUSE", "CHL", "NOR"), (deny, "REJECT", "NOR", "PER"))
    assert answered(scene, told, 0.2)[1].recipients == ("CHL",)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Chile accused Norway of theft. Norway dismissed Peru's claims.", "dismiss"),
        ("Chile accused Norway of theft. Norway rejected the offer.", "reject"),
    ],
)
def test_what_is_of_another_or_no_accusation_stays_as_it_is(text: str, verb: str) -> None:
    scene = scene_of(text, "en")
    told = drafts(scene, ("accuse", "ACCUSE", "CHL", "NOR"), (verb, "REJECT", "NOR", "PER"))
    assert answered(scene, told, 0.2)[1].recipients == ("PER",)


def test_a_reproach_told_as_a_demand_may_be_denied_too() -> None:
    scene = scene_of("Chile accused Norway of theft. Peru told Norway to stop. Norway denied it.", "en")
    told = drafts(
        scene, ("accuse", "ACCUSE", "CHL", "NOR"), ("tell", "REQUEST", "PER", "NOR"), ("deny", "REJECT", "NOR", "PER")
    )
    assert answered(scene, told, 0.2)[2].recipients == ("PER",)
