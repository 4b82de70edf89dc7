"""The frames of a report with each type that they may have, and how likely each type is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.code.acts import Act
from demarche.code.bans import pooled, two_kinds
from demarche.code.barred import barred, possible
from demarche.code.memory import Memory
from demarche.code.near import Candidate
from demarche.code.roles import Crowd
from demarche.code.scene import Scene
from demarche.findings import Frame

# The label of no event.
NONE = "NONE"
# A type is read from this probability on. Low: the second look decides.
LEAST_TYPE = 0.06


@dataclass(frozen=True, slots=True)
class Spot:
    """A frame and a type with the chances of the parties near it; ``kinds``: two types that the parties tell apart."""

    frame: Frame
    type: str
    own: tuple[tuple[Act, bool], ...]
    near: Mapping[str, Candidate]
    crowd: Crowd
    memory: Memory
    chance: float
    none: float
    rank: int
    kinds: tuple[str, str] | None = None


def spots(scene: Scene, frame: Frame, labels: Sequence[str], scores: Sequence[float], memory: Memory) -> Iterator[Spot]:
    """The frame with each type that is likely enough."""
    near, none = scene.near(frame), scores[labels.index(NONE)]
    crowd, scores = Crowd.of(near.values()), possible(scores, labels, never := barred(scene, frame))
    scores = pooled(scores, labels, kinds := two_kinds(frame, scene.acts[frame.id]))
    likely = [n for n, score in enumerate(scores) if score >= LEAST_TYPE]
    for rank, number in enumerate(sorted(likely, key=lambda n: (-scores[n], n))):
        label = labels[number]
        if label != NONE and label not in never:
            own = tuple(a for a in scene.acts[frame.id] if a[0].type == label)
            yield Spot(frame, label, own, near, crowd, memory, scores[number], none, rank, kinds)
