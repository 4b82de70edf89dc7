"""Readings of a frame: what it may be, by whom and to whom.

A frame gives a reading for each likely type, actor and recipient; :mod:`demarche.code.weighing` has the numbers by
which one is preferred to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.code.acts import by_itself
from demarche.code.bans import of_other_kind
from demarche.code.barred import others_act
from demarche.code.choices import ACTING, LEAST_ACTOR, TRIED, Choice, beside, chances, kept, own_sums, receivers
from demarche.code.features import TWO_SIDED, offered_bundles, type_bundles
from demarche.code.memory import Memory
from demarche.code.near import Candidate
from demarche.code.parties import bare
from demarche.code.roles import own_bundles
from demarche.code.scene import Scene
from demarche.code.scorer import Linear
from demarche.code.sides import may, mutual, other_sides, sides, struck_by
from demarche.code.spots import LEAST_TYPE, NONE, Spot, spots
from demarche.findings import Frame

Key = tuple[str, frozenset[str], frozenset[str]]


def event_key(kind: str, actors: Iterable[str], recipients: Iterable[str]) -> Key:
    """Type and bare parties, as the codebook compares events: those of a two-sided type together."""
    one, two = frozenset(map(bare, actors)), frozenset(map(bare, recipients))
    return (kind, one | two, frozenset()) if kind in TWO_SIDED else (kind, one, two)


@dataclass(slots=True)
class Reading:
    """One way to take a frame, and how likely it is at first sight."""

    spot: Spot
    acting: Choice
    receiving: Choice
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    weight: float
    key: Key

    @property
    def frame(self) -> Frame:
        """The frame."""
        return self.spot.frame

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.spot.type


def read_document(scene: Scene, models: Mapping[str, Linear], skip: frozenset[int]) -> list[Reading]:
    """Every reading of every frame outside the sentences in ``skip``."""
    memory, model = Memory(scene), models["type"]
    frames = [frame for frame in scene.findings.frames if frame.sentence not in skip]
    scores = model.chances([(type_bundles(scene, frame), offered_bundles(scene, frame)) for frame in frames])
    if scene.opinion is not None:
        scores = scene.opinion.weighed([frame.id for frame in frames], model.labels, scores)
    none = model.columns[NONE]
    likely = (scores >= LEAST_TYPE).sum(axis=1) > (scores[:, none] >= LEAST_TYPE)
    return [
        reading
        for number in np.flatnonzero(likely)
        for spot in spots(scene, frames[number], model.labels, scores[number].tolist(), memory)
        for reading in read_spot(scene, spot, models)
    ]


def read_spot(scene: Scene, spot: Spot, models: Mapping[str, Linear]) -> Iterator[Reading]:
    """Readings of a frame as one type, for the likeliest actors and recipients."""
    acts, takes = models["actor"], models["recipient"]
    bundles = {party: own_bundles(scene, spot.frame, spot.type, one) for party, one in spot.near.items()}
    sums = own_sums(acts, bundles)
    may_act = {party: sums[party] for party, one in spot.near.items() if may(scene, spot, party, one)}
    among, guests = sides(scene, spot)
    acting, struck = kept(able := chances(scene, spot, acts, may_act), among), struck_by(scene, spot)
    if able and not acting and by_itself(spot.frame, spot.own):  # only those met with may act: they meet each other
        acting, guests = able, {*able, ""}
    if acting and others_act(scene, spot.frame, spot.type, spot.near[next(iter(acting))]):
        return
    own, joint = own_sums(takes, other_sides(scene, spot, bundles)), scene.joint(spot.frame.sentence)
    for turn, actor in enumerate([party for party in acting if acting[party].among >= LEAST_ACTOR][:TRIED]):
        parties = [actor, *beside(actor, spot.near, acting, joint.get(actor, ()), ACTING)]
        first = Choice(parties, spot.near[actor], acting[actor], turn)
        meant = guests or (() if actor in struck else struck)
        for second in receivers(spot, first, kept(chances(scene, spot, takes, own, actor), meant), joint):
            if not of_other_kind(spot.type, spot.kinds, first.parties, second.parties):
                yield reading(spot, first, second, scene.findings.language)


def reading(spot: Spot, first: Choice, second: Choice, language: str) -> Reading:
    """The reading with its parties in full; those of a two-sided type or fight are all actors, save in AGREE."""
    actors, recipients = first.parties, second.parties
    states = {bare(party) for party in (*actors, *recipients)}
    if (spot.type in TWO_SIDED and spot.type != "AGREE") or (len(states) > 1 and mutual(spot, language)):
        actors, recipients = [*actors, *recipients], []
    acting, receiving = names_of(actors, spot.near), names_of(recipients, spot.near)
    weight = spot.chance * first.chance.among * second.chance.among
    return Reading(spot, first, second, acting, receiving, weight, event_key(spot.type, acting, receiving))


def names_of(parties: Sequence[str], near: Mapping[str, Candidate]) -> tuple[str, ...]:
    """Full codes, sorted, each state once: the plain code where a sector of it is there too."""
    if len(parties) < 2:
        return (near[parties[0]].full,) if parties else ()
    full = {bare(p): near[p].full for p in sorted(parties, reverse=True)}
    return tuple(sorted(full.values()))
