"""Parties tried as actors and as recipients of a frame, from the likeliest down.

Who may have the role at all is told by :mod:`demarche.code.sides`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from demarche.code.bundles import Bundle
from demarche.code.near import Candidate
from demarche.code.roles import crowd_bundles, nobody_bundles
from demarche.code.scene import Scene
from demarche.code.scorer import Linear
from demarche.code.sides import of_somebody
from demarche.code.spots import Spot

# Actors and recipients are tried from these probabilities on. Low: the second look decides.
LEAST_ACTOR, LEAST_RECIPIENT = 0.1, 0.08
# So many actors, and recipients, are tried for each type.
TRIED = 3
# Further parties join the likeliest where they are sure themselves, or where they stand in one phrase with it ("X and
# Y") and are fairly likely: in the same role, or in any. Actors must be surer. On train, held out by thirds, the set
# beside a right first party was right for 91% of actors and 98% of recipients.
ACTING, RECEIVING = (0.95, 0.15, 1.0), (0.9, 0.15, 0.3)


class Chance(NamedTuple):
    """How likely a party has a role: taken alone, and as the choice among all parties near."""

    alone: float
    among: float


class Choice(NamedTuple):
    """Parties that are tried in a role: the likeliest of them, its chance, its place among those tried; the names of
    all in full. ``one`` is None for nobody."""

    parties: list[str]
    one: Candidate | None
    chance: Chance
    place: int


def own_sums(model: Linear, bundles: Mapping[str, list[Bundle]]) -> dict[str, complex]:
    """What a model makes of each party near the frame by itself, the same beside any actor: :meth:`Linear.sums`."""
    return {party: model.sums(own) for party, own in bundles.items()}


def chances(
    scene: Scene, spot: Spot, model: Linear, own: Mapping[str, complex], actor: str | None = None
) -> dict[str, Chance]:
    """How likely each party near the frame is its actor, or its recipient given the actor, from the likeliest down;
    the empty name is for nobody, whom only recipients can be. ``own`` are the model's :func:`own_sums`."""
    frame, kind, near = spot.frame, spot.type, spot.near
    first = near[actor] if actor is not None else None
    others = spot.crowd.less(first)
    told = spot.memory.bundles(frame, kind, near, actor)
    sums = {
        party: model.sums([*crowd_bundles(scene, frame, kind, near[party], others, first), told[party]], known)
        for party, known in own.items()
        if party != actor
    }
    if first is not None:
        sums[""] = model.sums([*nobody_bundles(scene, frame, kind, near.values(), first), told[""]])
    top = max([both.imag for both in sums.values()], default=0.0)
    shares = {party: math.exp(both.imag - top) for party, both in sums.items()}
    total = sum(shares.values())
    shares = {party: share / total for party, share in shares.items()}
    if scene.opinion is not None:
        shares = scene.opinion.shares(frame.id, kind, shares, actor)
    order = sorted([(-share, party) for party, share in shares.items()])
    return {party: Chance(1.0 / (1.0 + math.exp(-sums[party].real)), -among) for among, party in order}


def kept(chances: dict[str, Chance], only: Collection[str]) -> dict[str, Chance]:
    """The chances of those that may be meant among each other; all where none is given."""
    if not only:
        return chances
    some = {party: chance for party, chance in chances.items() if party in only}
    total = sum(chance.among for chance in some.values())
    return {party: Chance(chance.alone, chance.among / total) for party, chance in some.items()} if total else some


def receivers(
    spot: Spot, actors: Choice, receiving: dict[str, Chance], joint: Mapping[str, Collection[str]]
) -> Iterator[Choice]:
    """Nobody, and the likeliest recipients beside some actors; ``joint`` are the parties in one phrase."""
    nobody = receiving.pop("", None)
    if nobody is not None and of_somebody(spot):
        if nobody.among >= max((chance.among for chance in receiving.values()), default=0.0):
            return
    elif nobody is not None:
        yield Choice([], None, nobody, 0)
    for gone in actors.parties:
        receiving.pop(gone, None)
    place = 0
    for party in list(receiving)[:TRIED]:
        if receiving[party].among >= LEAST_RECIPIENT:
            place += 1
            all_ = [party, *beside(party, spot.near, receiving, joint.get(party, ()), RECEIVING)]
            yield Choice(all_, spot.near[party], receiving[party], place)


def beside(
    first: str,
    near: Mapping[str, Candidate],
    scores: Mapping[str, Chance],
    joint: Collection[str],
    least: tuple[float, float, float],
) -> list[str]:
    """Parties that join ``first``: sure themselves, or in one phrase with it, in the same role or in another of the
    frame's; ``least`` are the chances from which on each is so; ``scores`` from the likeliest down."""
    ways, (sure, same, other) = near[first].ways, least
    with_it = {p: same if ways.shares(near[p].ways) else other for p in joint if p in near and near[p].strong}
    return [p for p, (alone, _) in scores.items() if p != first and alone >= min(sure, with_it.get(p, sure))]
