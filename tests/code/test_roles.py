"""Parties near a frame: weights added up by bundle are those of the features one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche import packs, parse
from demarche.code.readings import KINDS
from demarche.code.roles import Crowd, role_bundles, role_features
from demarche.code.scene import Candidate, Scene
from demarche.code.scorer import Bundle, shipped
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.findings import Frame
from demarche.records import Document
from demarche.run import furnished, with_language
from demarche.world import load as load_world

EXAMPLE = Path(__file__).parents[2] / "examples" / "visserij.txt"


@pytest.fixture(scope="module")
def scene() -> Scene:
    """The scene of an example report."""
    document, _ = with_language(Document(EXAMPLE.read_text(encoding="utf-8")))
    language = document.language or ""
    document = furnished(document, packs.load(language))
    findings = find(parse.load(language).parse(document.text), document, packs.load(language))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document))


def pairs(scene: Scene) -> list[tuple[Frame, str, Candidate, dict[str, Candidate], Candidate | None]]:
    """Frames with a type, a party near, and another party as actor or none."""
    out: list[tuple[Frame, str, Candidate, dict[str, Candidate], Candidate | None]] = []
    for number, frame in enumerate(scene.findings.frames):
        near = scene.near(frame)
        for place, one in enumerate(near.values()):
            kind = KINDS[(number + place) % len(KINDS)]
            out += [(frame, kind, one, near, actor) for actor in (None, *near.values()) if actor is not one]
    return out


def test_no_two_bundles_of_a_party_make_the_same_feature(scene: Scene) -> None:
    for frame, kind, one, near, actor in pairs(scene):
        features = role_features(scene, frame, kind, one, near, actor)
        assert len(set(features)) == len(features)


def test_bundles_weigh_what_their_features_weigh_one_by_one(scene: Scene) -> None:
    for frame, kind, one, near, actor in pairs(scene):
        model = shipped("actor" if actor is None else "recipient")
        assert model is not None
        bundles: list[Bundle] = role_bundles(scene, frame, kind, one, Crowd.of(near.values()), actor)
        features = role_features(scene, frame, kind, one, near, actor)
        assert model.chance(bundles) == pytest.approx(model.scores(features)[1], abs=1e-9)
