"""Parties near a frame: weights added up by bundle are those of the features one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche import packs, parse
from demarche.code.bundles import Bundle, words_of
from demarche.code.memory import Memory
from demarche.code.near import Candidate
from demarche.code.roles import Crowd, nobody_bundles, role_bundles
from demarche.code.scene import Scene
from demarche.code.scorer import Linear, shipped
from demarche.code.statements import code_statements
from demarche.code.weighing import KINDS
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


def bundles_of(
    scene: Scene, frame: Frame, kind: str, one: Candidate, near: dict[str, Candidate], actor: Candidate | None
) -> list[Bundle]:
    """All that the model sees of one party."""
    told = Memory(scene).bundles(frame, kind, near, actor.party if actor else None)
    return [*role_bundles(scene, frame, kind, one, Crowd.of(near.values()), actor), told[one.party]]


def weighed(model: Linear, features: list[str]) -> list[float]:
    """Weights of the features one by one, added up by label."""
    rows = [model.index[f] for f in features if f in model.index]
    return [float(x) for x in model.weights[rows].sum(axis=0)]


def both(sums: complex) -> list[float]:
    """The two labels' sums."""
    return [sums.real, sums.imag]


def test_no_two_bundles_of_a_party_make_the_same_feature(scene: Scene) -> None:
    for frame, kind, one, near, actor in pairs(scene)[::7]:
        features = words_of(bundles_of(scene, frame, kind, one, near, actor))
        assert len(set(features)) == len(features)


def test_bundles_weigh_what_their_features_weigh_one_by_one(scene: Scene) -> None:
    for frame, kind, one, near, actor in pairs(scene)[::7]:
        model = shipped("actor" if actor is None else "recipient")
        assert model is not None
        bundles = bundles_of(scene, frame, kind, one, near, actor)
        assert both(model.sums(bundles)) == pytest.approx(weighed(model, words_of(bundles)), abs=1e-9)


def test_nobody_is_weighed_beside_the_parties(scene: Scene) -> None:
    model = shipped("recipient")
    assert model is not None
    for frame, kind, one, near, actor in pairs(scene)[::29]:
        if actor is not None:
            bundles = nobody_bundles(scene, frame, kind, near.values(), actor)
            words = words_of(bundles)
            assert len(set(words)) == len(words) and all(w.startswith("nobody") for w in words), one
            assert both(model.sums(bundles)) == pytest.approx(weighed(model, words), abs=1e-9)
