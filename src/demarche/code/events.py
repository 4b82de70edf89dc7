"""Events: each frame gets a type, its parties and its status from the scorer; what is told twice becomes one.

The road of one frame: its type by ``type`` (17 labels, ``NONE`` among them); actors and recipients among the parties
near it by ``actor`` and ``recipient``; drafts of the same type and parties are merged; ``keep`` says of each merged
draft how likely a careful coder is to code it so, and what falls below the threshold is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.code.features import TWO_SIDED, main_part, role_features, type_features
from demarche.code.scene import Candidate, Scene, bare, side
from demarche.code.scorer import Linear
from demarche.findings import Frame

NONE = "NONE"
# A party is taken where it is the likeliest and its probability is at least this; best over train by cross-validation.
LEAST_ACTOR = 0.1
LEAST_RECIPIENT = 0.25
# Further parties join the likeliest where they are sure themselves, or fairly so and in the same role ("X en Y").
SURE = 0.9
BESIDE = 0.4
# A merged draft is kept from this confidence on: best F1 over train by cross-validation.
KEEP = 0.15
# A frame's type is drafted from this probability on; ``keep`` decides later. Chosen by cross-validation over train.
DRAFT = 0.12


@dataclass(slots=True)
class Draft:
    """An event before it is kept: one frame's reading, or several merged."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    probability: float
    parties: float
    frames: list[Frame]
    confidence: float = 0.0
    reasons: tuple[tuple[str, float], ...] = ()
    best: float = 0.0

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
    """The frame's event of type ``kind``: its likeliest actor, those beside it, and its recipients given the actor.

    The parties of a two-sided type are all actors, save where one agrees to what another asked.
    """
    near = scene.near(frame)
    acting = chances(scene, frame, kind, near, models["actor"], None)
    order = sorted(near, key=lambda p: (-acting[p], p))
    actors = together(order, near, acting, LEAST_ACTOR)
    if not actors:
        return Draft(kind, (), (), score, 0.0, [frame], best=score)
    rest = {p: c for p, c in near.items() if p not in actors}
    receiving = chances(scene, frame, kind, near, models["recipient"], near[actors[0]])
    order = sorted(rest, key=lambda p: (-receiving[p], p))
    recipients = together(order, near, receiving, LEAST_RECIPIENT)
    sure = acting[actors[0]]
    if recipients:
        sure *= receiving[recipients[0]]
    elif order:
        sure *= 1.0 - receiving[order[0]]
    if kind in TWO_SIDED and kind != "AGREE":
        actors, recipients = [*actors, *recipients], []
    names = (names_of(actors, near), names_of(recipients, near))
    return Draft(kind, *names, score, sure, [frame], best=score)


def names_of(parties: Sequence[str], near: Mapping[str, Candidate]) -> tuple[str, ...]:
    """Full codes, sorted, each state once: the plain code where a sector of it is there too."""
    full = {bare(p): near[p].full for p in sorted(parties, reverse=True)}
    return tuple(sorted(full.values()))


def chances(
    scene: Scene,
    frame: Frame,
    kind: str,
    near: Mapping[str, Candidate],
    model: Linear,
    actor: Candidate | None,
) -> dict[str, float]:
    """The probability of each party near the frame to be its actor, or its recipient given the actor."""
    column, known = model.labels.index("yes"), dict(near)
    return {
        party: float(model.scores(role_features(scene, frame, kind, one, known, actor))[column])
        for party, one in near.items()
    }


def together(
    order: Sequence[str], near: Mapping[str, Candidate], scores: Mapping[str, float], least: float
) -> list[str]:
    """The first party in ``order``, if likely enough, and those that are sure or stand beside it in the same role."""
    if not order or scores[order[0]] < least:
        return []
    part = main_part(near[order[0]])
    beside = [p for p in order[1:] if scores[p] >= SURE or (scores[p] >= BESIDE and part in near[p].labels)]
    return [order[0], *beside]


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
            first.best = max(first.best, one.best)
    return sorted(merged.values(), key=lambda d: (min(f.start for f in d.frames), d.type, d.actors))


def keep_events(scene: Scene, drafts: Sequence[Draft], models: Mapping[str, Linear]) -> list[Draft]:
    """The merged drafts that the scorer keeps, each with its confidence and the reasons for its type."""
    kept = []
    for one in merge(drafts):
        features = keep_features(scene, one)
        model = models.get("keep")
        one.confidence = float(model.scores(features)[model.labels.index("yes")]) if model else one.best * one.parties
        if one.confidence >= KEEP:
            one.reasons = models["type"].reasons(type_features(scene, one.frames[0]), one.type)
            kept.append(one)
    return kept


def keep_features(scene: Scene, one: Draft) -> list[str]:
    """Features of a merged draft for whether a careful coder would code it so."""
    best, sure = min(int(one.best * 10), 9), min(int(one.parties * 10), 9)
    out = ["bias", f"type={one.type}", f"best>={best}", f"sure>={sure}", f"{one.type}&sure>={sure // 2}"]
    out += [f"best>{n}" for n in range(1, best + 1)] + [f"sure>{n}" for n in range(1, sure + 1)]
    out += [f"{one.type}&best>{n}" for n in range(2, best + 1, 2)]
    out += [f"frames={min(len(one.frames), 4)}", f"actors={min(len(one.actors), 3)}"]
    out += [f"recipients={min(len(one.recipients), 3)}", f"{one.type}&recipients={min(len(one.recipients), 2)}"]
    out += [f"kinds={'+'.join(sorted({f.kind for f in one.frames}))}"]
    labels: set[str] = set()
    for frame in one.frames[:3]:
        near = scene.near(frame)
        for party in (*one.actors, *one.recipients):
            found = near.get(side(party))
            labels.add("strong" if found is not None and found.strong else "weak")
        met = any(a.type == one.type and ok for a, ok in scene.acts[frame.id])
        labels.add("in-table" if met else "not-in-table")
        labels.add("in-content" if scene.spoken[frame.id] else "outside")
    out += [f"has={x}" for x in sorted(labels)] + [f"has={'+'.join(sorted(labels))}"]
    return out
