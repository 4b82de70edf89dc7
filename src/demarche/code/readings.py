"""Readings of a frame: what it may be, by whom and to whom.

A frame gives a reading for each likely type, actor and recipient; :mod:`demarche.code.weighing` has the numbers by
which one is preferred to another.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from demarche.code.acts import Act, by_itself
from demarche.code.asked import asks_everybody
from demarche.code.bans import of_other_kind, pooled, two_kinds
from demarche.code.barred import barred, no_doer, others_act, possible, threats, undergone
from demarche.code.bundles import Bundle
from demarche.code.doers import done_by_others
from demarche.code.faced import faced
from demarche.code.features import TWO_SIDED, offered_bundles, type_bundles
from demarche.code.memory import Memory
from demarche.code.nearness import fits
from demarche.code.offers import SURE
from demarche.code.roles import Crowd, crowd_bundles, nobody_bundles, own_bundles
from demarche.code.scene import Candidate, Scene, bare, side
from demarche.code.scorer import Linear
from demarche.findings import Frame

NONE = "NONE"
# Where those stand between whom something is.
BETWEEN = "P-between"
# Where those stand with whom a meeting is, and those whose it is.
WITH, HOSTING = frozenset({"P-with", "next-with"}), frozenset({"S", "N", "owner"})
# A type is read from this probability on; actors and recipients likewise. Low: the second look decides.
LEAST_TYPE, LEAST_ACTOR, LEAST_RECIPIENT = 0.06, 0.1, 0.08
# So many actors, and recipients, are tried for each type.
TRIED = 3
# Further parties join the likeliest where they are sure themselves, or where they stand in one phrase with it ("X and
# Y") and are fairly likely: in the same role, or in any. Actors must be surer. On train, held out by thirds, the set
# beside a right first party was right for 91% of actors and 98% of recipients.
ACTING, RECEIVING = (0.95, 0.15, 1.0), (0.9, 0.15, 0.3)
Key = tuple[str, frozenset[str], frozenset[str]]


def event_key(kind: str, actors: Iterable[str], recipients: Iterable[str]) -> Key:
    """Type and bare parties, as the codebook compares events: those of a two-sided type together."""
    one, two = frozenset(map(bare, actors)), frozenset(map(bare, recipients))
    return (kind, one | two, frozenset()) if kind in TWO_SIDED else (kind, one, two)


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


def read_document(scene: Scene, models: Mapping[str, Linear], skip: frozenset[int]) -> list[Reading]:
    """Every reading of every frame outside the sentences in ``skip``."""
    memory, model = Memory(scene), models["type"]
    frames = [frame for frame in scene.findings.frames if frame.sentence not in skip]
    scores = model.chances([(type_bundles(scene, frame), offered_bundles(scene, frame)) for frame in frames])
    none = model.columns[NONE]
    likely = (scores >= LEAST_TYPE).sum(axis=1) > (scores[:, none] >= LEAST_TYPE)
    return [
        reading
        for number in np.flatnonzero(likely)
        for spot in spots(scene, frames[number], model.labels, scores[number].tolist(), memory)
        for reading in read_spot(scene, spot, models)
    ]


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


def may(scene: Scene, spot: Spot, party: str, one: Candidate) -> bool:
    """Whether a party near a frame may be its doer."""
    where = (scene, spot.frame, spot.type, one)
    return not (no_doer(*where) or done_by_others(*where) or only_tells(scene, spot, party))


def other_sides(scene: Scene, spot: Spot, bundles: Mapping[str, list[Bundle]]) -> Mapping[str, list[Bundle]]:
    """Those who may be acted on: in something two-sided only who may act too."""
    if spot.type not in TWO_SIDED:
        return bundles
    return {p: one for p, one in bundles.items() if not no_doer(scene, spot.frame, spot.type, spot.near[p])}


# Who tells in plain words what another does may accuse or warn by it; as any other act it is the other's alone.
BY_TELLING = frozenset({"ACCUSE", "THREATEN"})


def only_tells(scene: Scene, spot: Spot, party: str) -> bool:
    """True for the speaker of a clause that has another party as subject and a word that is surely its own act.

    "According to X, Y refused": X tells, Y refuses. Of 24 such frames of events in train the subject acts in 21 and
    the speaker in one.
    """
    if (
        spot.type in BY_TELLING - threats(scene, spot.frame)
        or spot.frame.kind == "noun"
        or not spot.near[party].ways.speaker
    ):
        return False
    sure = any(met and act.strength >= SURE and "subj" in act.actor for act, met in spot.own)
    return sure and not spot.near[party].ways.subject and any(one.ways.subject for one in spot.near.values())


def sides(scene: Scene, spot: Spot) -> tuple[Collection[str], Collection[str]]:
    """Who alone may act, and who alone may be acted on or with; empty where all may, "" for nobody."""
    language = scene.findings.language
    only = between(spot, language)
    if only:
        return only, {*only, ""}
    if spot.type == "REQUEST" and asks_everybody(scene, spot.frame):
        return (), {""}
    if doers := givers_of(spot) or owners_of(scene, spot):
        return doers, ()
    if states := faced(scene, spot.frame, spot.type):
        return (), states
    guests = met_with(spot, language) or visited(scene, spot)
    others = [party for party in spot.near if party not in guests]
    hosts = [party for party in others if not HOSTING.isdisjoint(spot.near[party].ways.coarse(language))]
    if not guests or not (hosts or spot.type == "CONSULT"):
        return (), ()
    return hosts or others, guests


def givers_of(spot: Spot) -> list[str]:
    """Who does what a verb's subject undergoes, by the row's own slots ("came under fire *from X*")."""
    rows = [act for act, met in spot.own if met]
    if spot.frame.kind != "verb" or spot.frame.voice != "active" or not undergone(rows):
        return []
    return [p for p, one in spot.near.items() if any("/" not in x and fits(x, rows[0].actor) for x in one.ways.strong)]


def owners_of(scene: Scene, spot: Spot) -> frozenset[str]:
    """Whose a noun's act is, in one that goes one way ("*their* concerns", "*Chile's* support"), whoever speaks of it.
    Of 50 such events in train these are the actors of 42; the others mostly tell what somebody says of that act."""
    rows = [act for act, met in spot.own if met]
    if spot.type in TWO_SIDED or spot.frame.kind != "noun" or not rows or "poss" not in rows[0].actor:
        return frozenset()
    return filling(scene, spot.frame, ("poss",))


def met_with(spot: Spot, language: str) -> frozenset[str]:
    """With whom something two-sided is ("met with X", "talks with X"): they take part, and beside them the subject or
    owner alone where there is one. So it is in all 27 hand-coded meetings that have both; with no subject they take
    part in 9 of 14, 5 being one report's calls with those of an alliance. An agreement with no subject ("the agreement
    with X" as a topic) is left open."""
    if spot.type not in TWO_SIDED:
        return frozenset()
    return frozenset(p for p, one in spot.near.items() if not WITH.isdisjoint(one.ways.coarse(language)))


def visited(scene: Scene, spot: Spot) -> frozenset[str]:
    """Whom a verb of meeting has as its object ("visited *Peru*", "is to meet *the Finns*")."""
    rows, frame = [act for act, met in spot.own if met], spot.frame
    meets = spot.type in TWO_SIDED and rows and "both" in rows[0].recipient
    return filling(scene, frame, ("obj",)) if meets and (frame.kind, frame.voice) == ("verb", "active") else frozenset()


def between(spot: Spot, language: str) -> frozenset[str]:
    """The parties between whom something two-sided is; () where fewer than two are named so.

    In "talks between X and Y" nobody else takes part: in 17 of 18 such events of the hand-coded reports these are the
    parties. Nor in "the two leaders discussed the war in Z", where the subject is several and nobody stands behind
    "with": in 26 of 28.
    """
    if spot.type not in TWO_SIDED:
        return frozenset()
    ways = {party: one.ways.coarse(language) for party, one in spot.near.items()}
    found = frozenset(party for party in ways if BETWEEN in ways[party])
    if not found and spot.type == "CONSULT" and all(WITH.isdisjoint(one) for one in ways.values()):
        found = frozenset(party for party, one in spot.near.items() if one.ways.subject)
    return found if len({bare(party) for party in found}) > 1 else frozenset()


def struck_by(scene: Scene, spot: Spot) -> frozenset[str]:
    """The parties to whom a verb is done by its sure row: the object of an active one ("accused *Rwanda* of killing
    people in *Congo*"), the subject of a passive one. Of 63 and 35 such events in train these are the recipients of 60
    and 27; what the parse calls an indirect object is one too, in all of 8."""
    rows = [act for act, met in spot.own if met]
    if spot.type in TWO_SIDED or spot.frame.kind != "verb" or not rows:
        return frozenset()
    active = spot.frame.voice == "active"
    if undergone(rows):
        return filling(scene, spot.frame, ("nsubj", "inherited")) if active else frozenset()
    slots = set(rows[0].recipient) - set(rows[0].actor)
    if rows[0].strength < SURE or slots.isdisjoint(("obj", "iobj")):
        return frozenset()
    if not active:
        return filling(scene, spot.frame, ("obj",))
    return filling(scene, spot.frame, ("obj", "iobj") if "obj" in slots else ("iobj",))


def filling(scene: Scene, frame: Frame, relations: Collection[str]) -> frozenset[str]:
    """The parties that fill a frame's roles of some relations."""
    roles = zip(frame.roles, scene.filled(frame), strict=True)
    numbers = [role.mention for role, filled in roles if role.relation in relations and filled == "party"]
    found = {side(party) for number in numbers for party in scene.parties(number)}
    near = scene.near(frame)

    def stands(party: str) -> bool:
        return party in near and not near[party].ways.roles.isdisjoint(relations)

    # Part of the subject's own state is over against it here: "the premier asked *parliament*".
    return frozenset(f"{bare(p)}/~" if not stands(p) and stands(f"{bare(p)}/~") else p for p in found)


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


def of_somebody(spot: Spot) -> bool:
    """True for what an adjective calls bad or is worried by: it blames somebody, or tells how somebody feels of the
    situation, which is no accusation (codebook, section 9)."""
    return spot.frame.kind == "adjective" and spot.type == "ACCUSE"


def reading(spot: Spot, first: Choice, second: Choice, language: str) -> Reading:
    """The reading with its parties in full; those of a two-sided type or fight are all actors, save in AGREE."""
    actors, recipients = first.parties, second.parties
    states = {bare(party) for party in (*actors, *recipients)}
    if (spot.type in TWO_SIDED and spot.type != "AGREE") or (len(states) > 1 and mutual(spot, language)):
        actors, recipients = [*actors, *recipients], []
    acting, receiving = names_of(actors, spot.near), names_of(recipients, spot.near)
    weight = spot.chance * first.chance.among * second.chance.among
    return Reading(spot, first, second, acting, receiving, weight, event_key(spot.type, acting, receiving))


def mutual(spot: Spot, language: str) -> bool:
    """Whether two sides fight each other, as the row of a verb tells, or a noun with somebody behind "with" or
    "between": all of them are actors ("X vecht met Y", "clashes between X and Y"; codebook, section 4). So in 6 of 8
    such clauses of train, the other two being a crowd's and its own police's."""
    rows = [act for act, met in spot.own if met]
    if spot.type != "ASSAULT" or not rows or "both" not in rows[0].recipient:
        return False
    beside = WITH | {BETWEEN}
    return spot.frame.kind == "verb" or any(beside & set(one.ways.coarse(language)) for one in spot.near.values())


def names_of(parties: Sequence[str], near: Mapping[str, Candidate]) -> tuple[str, ...]:
    """Full codes, sorted, each state once: the plain code where a sector of it is there too."""
    if len(parties) < 2:
        return (near[parties[0]].full,) if parties else ()
    full = {bare(p): near[p].full for p in sorted(parties, reverse=True)}
    return tuple(sorted(full.values()))


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
    order = sorted([(-share / total, party) for party, share in shares.items()])
    return {party: Chance(1.0 / (1.0 + math.exp(-sums[party].real)), -among) for among, party in order}


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
