"""Events: each frame gets a type, its parties and its status from the scorer; what is told twice becomes one.

The road of one frame: its type by ``type`` (17 labels, ``NONE`` among them); actors and recipients among the parties
near it by ``actor`` and ``recipient``; drafts of the same type and parties are merged; ``keep`` says of each merged
draft how likely a careful coder is to code it so, and what falls below the threshold is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from demarche.code.features import TWO_SIDED, role_features, type_features
from demarche.code.scene import Scene, bare
from demarche.code.scorer import Linear
from demarche.findings import Frame

NONE = "NONE"
# A frame's type is drafted from this probability on; ``keep`` decides later. Chosen by cross-validation over train.
DRAFT = 0.22


@dataclass(slots=True)
class Draft:
    """An event before it is kept: one frame's reading, or several merged."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    probability: float
    parties: float
    frames: list[Frame]
    features: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, frozenset[str], frozenset[str]]:
        """What makes two drafts the same event, as the codebook compares them."""
        one, two = frozenset(map(bare, self.actors)), frozenset(map(bare, self.recipients))
        return (self.type, one | two, frozenset()) if self.type in TWO_SIDED else (self.type, one, two)


def draft_events(scene: Scene, models: Mapping[str, Linear], skip: frozenset[int]) -> list[Draft]:
    """A draft for each frame and each type likely enough; frames of sentences in ``skip`` (furniture) give none."""
    drafts = []
    for frame in scene.findings.frames:
        if frame.sentence in skip:
            continue
        features = type_features(scene, frame)
        scores = models["type"].scores(features)
        for label, score in zip(models["type"].labels, scores, strict=True):
            if label != NONE and score >= DRAFT:
                drafts.append(with_parties(scene, frame, label, float(score), models))
    return [d for d in drafts if d.actors]


def with_parties(scene: Scene, frame: Frame, kind: str, score: float, models: Mapping[str, Linear]) -> Draft:
    """The frame's event of type ``kind`` with the parties that the scorer gives it."""
    near = scene.near(frame)
    acting: list[tuple[float, str]] = []
    receiving: list[tuple[float, str]] = []
    for party, one in near.items():
        features = role_features(scene, frame, kind, one, near)
        scores = dict(zip(models["role"].labels, models["role"].scores(features), strict=True))
        acting.append((float(scores.get("actor", 0.0)), one.full or party))
        receiving.append((float(scores.get("recipient", 0.0)), one.full or party))
    return choose(frame, kind, score, acting, receiving)


def choose(
    frame: Frame, kind: str, score: float, acting: list[tuple[float, str]], receiving: list[tuple[float, str]]
) -> Draft:
    """Actors: all over one half, else the likeliest; recipients: all over one half that do not act."""
    acting.sort(key=lambda a: (-a[0], a[1]))
    receiving.sort(key=lambda a: (-a[0], a[1]))
    actors = [p for s, p in acting if s >= 0.5] or [p for s, p in acting[:1] if s >= 0.15]
    taken = {bare(p) for p in actors}
    recipients = [p for s, p in receiving if s >= 0.45 and bare(p) not in taken]
    sure = 1.0
    chosen = taken | {bare(p) for p in recipients}
    for s_actor, party in acting:
        s_recipient = next(s for s, p in receiving if p == party)
        if bare(party) in taken:
            sure *= s_actor if kind not in TWO_SIDED else min(1.0, s_actor + s_recipient)
        elif bare(party) in chosen:
            sure *= s_recipient if kind not in TWO_SIDED else min(1.0, s_actor + s_recipient)
        else:
            sure *= 1.0 - min(1.0, s_actor + s_recipient)
    if kind in TWO_SIDED and kind != "AGREE":
        actors, recipients = sorted({*actors, *recipients}), []
    return Draft(kind, tuple(sorted(actors)), tuple(sorted(recipients)), score, sure, [frame])


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of the same type and parties made one, in the order of their first words."""
    merged: dict[object, Draft] = {}
    for one in drafts:
        first = merged.get(one.key)
        if first is None:
            merged[one.key] = one
        else:
            first.frames.extend(one.frames)
            first.probability = 1.0 - (1.0 - first.probability) * (1.0 - one.probability)
            first.parties = max(first.parties, one.parties)
    return sorted(merged.values(), key=lambda d: (min(f.start for f in d.frames), d.type, d.actors))
