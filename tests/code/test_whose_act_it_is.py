"""A noun's act is done by whose it is, whoever speaks of it."""

from __future__ import annotations

import pytest

from demarche.code.barred import no_doer
from demarche.code.memory import Memory
from demarche.code.sides import owners_of
from demarche.code.spots import spots
from tests.code.test_circumstances import scene_of


@pytest.mark.parametrize(
    ("text", "kind", "owners"),
    [
        ("Peru welcomed Chile's support for Norway.", "SUPPORT", {"CHL"}),
        ("Peru welcomed the support for Norway.", "SUPPORT", set()),
        ("Peru welcomed Chile's talks with Norway.", "CONSULT", set()),
    ],
)
def test_support_is_given_by_whose_it_is_and_talks_are_of_more_than_one(text: str, kind: str, owners: set[str]) -> None:
    scene = scene_of(text, "en")
    frame = next(f for f in scene.findings.frames if f.kind == "noun" and f.lemma in ("support", "talk"))
    (spot,) = spots(scene, frame, [kind, "NONE"], [0.9, 0.1], Memory(scene))
    assert owners_of(scene, spot) == owners


@pytest.mark.parametrize(
    ("text", "language", "others"),
    [
        ("Finland veroordeelt de aanval op Kiev.", "nl", {"FIN", "UKR"}),
        ("Peru condemned the attack on a market in Chile.", "en", {"PER", "CHL"}),
        ("Peru noemde de aanval van Chili een misdaad.", "nl", {"PER"}),
        ("De aanval van Peru op Chili begon.", "nl", {"CHL"}),
    ],
)
def test_who_condemns_an_attack_and_who_is_attacked_have_not_done_it(
    text: str, language: str, others: set[str]
) -> None:
    scene = scene_of(text, language)
    frame = next(f for f in scene.findings.frames if f.kind == "noun" and f.lemma in ("aanval", "attack"))
    near = scene.near(frame)
    assert {party for party in near if no_doer(scene, frame, "ASSAULT", near[party])} == others
