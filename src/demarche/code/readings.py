"""Readings of a frame: what it may be, by whom and to whom, with the numbers by which one is preferred to another.

A frame gives a reading for each likely type, actor and recipient. The numbers look beyond the frame: how many other
frames of the report tell the same, who else acts on whom, who is in the lead.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from demarche.code.features import TWO_SIDED, offered, type_features
from demarche.code.memory import Memory
from demarche.code.roles import PARTS, Crowd, coarse_label, fits, main_part, nobody_bundles, role_bundles
from demarche.code.scene import Candidate, Scene, bare
from demarche.code.scorer import Linear
from demarche.code.trees import Floats
from demarche.findings import Frame

NONE = "NONE"
# A type is read from this probability on; actors and recipients likewise. Low: the second look decides.
LEAST_TYPE, LEAST_ACTOR, LEAST_RECIPIENT = 0.06, 0.1, 0.08
# So many actors, and recipients, are tried for each type.
TRIED = 3
# Further parties join the likeliest where they are sure themselves, or fairly so and in the same role ("X en Y").
SURE, BESIDE = 0.9, 0.4
FORMS = ("verb", "noun", "adjective")
Key = tuple[str, frozenset[str], frozenset[str]]


def event_key(kind: str, actors: Iterable[str], recipients: Iterable[str]) -> Key:
    """Type and bare parties, as the codebook compares events: those of a two-sided type together."""
    one, two = frozenset(map(bare, actors)), frozenset(map(bare, recipients))
    return (kind, one | two, frozenset()) if kind in TWO_SIDED else (kind, one, two)


@dataclass(slots=True)
class Reading:
    """One way to take a frame, with the numbers that speak for it."""

    frame: Frame
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    weight: float
    numbers: list[float] = field(default_factory=list)
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        """Notes what makes two readings the same event."""
        self.key = event_key(self.type, self.actors, self.recipients)


@dataclass(frozen=True, slots=True)
class Spot:
    """A frame and a type with the chances of the parties near it."""

    frame: Frame
    type: str
    near: Mapping[str, Candidate]
    crowd: Crowd
    memory: Memory
    chance: float
    none: float
    rank: int


def read_document(scene: Scene, models: Mapping[str, Linear], skip: frozenset[int]) -> list[Reading]:
    """Every reading of every frame outside the sentences in ``skip``, with its numbers complete."""
    readings: list[Reading] = []
    memory = Memory(scene)
    for frame in scene.findings.frames:
        if frame.sentence not in skip:
            for spot in spots(scene, frame, models["type"], memory):
                readings.extend(read_spot(scene, spot, models))
    add_support(scene, readings)
    return readings


def spots(scene: Scene, frame: Frame, model: Linear, memory: Memory) -> Iterator[Spot]:
    """The frame with each type that is likely enough."""
    scores = model.scores(type_features(scene, frame), offered(scene, frame))
    none = float(scores[model.labels.index(NONE)])
    order = sorted(range(len(scores)), key=lambda n: (-scores[n], n))
    near, crowd = None, None
    for rank, number in enumerate(order):
        label = model.labels[number]
        if label != NONE and scores[number] >= LEAST_TYPE:
            if near is None or crowd is None:
                near = scene.near(frame)
                crowd = Crowd.of(near.values())
            yield Spot(frame, label, near, crowd, memory, float(scores[number]), none, rank)


def read_spot(scene: Scene, spot: Spot, models: Mapping[str, Linear]) -> Iterator[Reading]:
    """Readings of a frame as one type, for the likeliest actors and recipients."""
    acting = chances(scene, spot, models["actor"], None)
    for turn, actor in enumerate(ordered(acting)[:TRIED]):
        if acting[actor].among < LEAST_ACTOR:
            return
        actors = [actor, *beside(actor, spot.near, acting)]
        receiving = chances(scene, spot, models["recipient"], actor)
        nobody = receiving.pop("")
        rest = {p: c for p, c in receiving.items() if p not in actors}
        choices: list[tuple[list[str], Chance]] = [([], nobody)]
        for party in ordered(rest)[:TRIED]:
            if rest[party].among >= LEAST_RECIPIENT:
                choices.append(([party, *beside(party, spot.near, rest)], rest[party]))
        for place, (recipients, chance) in enumerate(choices):
            one = reading(spot, actors, recipients)
            one.weight = spot.chance * acting[actor].among * chance.among
            one.numbers = numbers(scene, spot, actors, recipients, (acting[actor], turn, chance, place))
            yield one


def reading(spot: Spot, actors: Sequence[str], recipients: Sequence[str]) -> Reading:
    """The reading with its parties in full; those of a two-sided type are all actors, save in AGREE."""
    if spot.type in TWO_SIDED and spot.type != "AGREE":
        actors, recipients = [*actors, *recipients], []
    return Reading(spot.frame, spot.type, names_of(actors, spot.near), names_of(recipients, spot.near), 0.0)


def names_of(parties: Sequence[str], near: Mapping[str, Candidate]) -> tuple[str, ...]:
    """Full codes, sorted, each state once: the plain code where a sector of it is there too."""
    full = {bare(p): near[p].full for p in sorted(parties, reverse=True)}
    return tuple(sorted(full.values()))


class Chance(NamedTuple):
    """How likely a party has a role: taken alone, and as the choice among all parties near."""

    alone: float
    among: float


def chances(scene: Scene, spot: Spot, model: Linear, actor: str | None) -> dict[str, Chance]:
    """How likely each party near the frame is its actor, or its recipient given the actor; the empty name is for
    nobody, whom only recipients can be."""
    first = spot.near[actor] if actor is not None else None
    told = spot.memory.bundles(spot.frame, spot.type, spot.near, actor)
    bundles = {
        party: role_bundles(scene, spot.frame, spot.type, one, spot.crowd, first) + told[party]
        for party, one in spot.near.items()
        if party != actor
    }
    if first is not None:
        bundles[""] = nobody_bundles(scene, spot.frame, spot.type, spot.near.values(), first) + told[""]
    sums = {party: model.sums(one) for party, one in bundles.items()}
    top = max((two for _, two in sums.values()), default=0.0)
    shares = {party: math.exp(two - top) for party, (_, two) in sums.items()}
    total = sum(shares.values())
    return {p: Chance(1.0 / (1.0 + math.exp(-sums[p][0])), share / total) for p, share in shares.items()}


def ordered(scores: Mapping[str, Chance]) -> list[str]:
    """Parties from the likeliest down."""
    return sorted(scores, key=lambda p: (-scores[p].among, p))


def beside(first: str, near: Mapping[str, Candidate], scores: Mapping[str, Chance]) -> list[str]:
    """Parties that are sure themselves, or stand in the same role as ``first``."""
    part = main_part(near[first])
    return [
        p for p in ordered(scores)
        if p != first and (scores[p].alone >= SURE or (scores[p].alone >= BESIDE and part in near[p].labels))
    ]  # fmt: skip


def numbers(
    scene: Scene, spot: Spot, actors: Sequence[str], recipients: Sequence[str], found: tuple[Chance, int, Chance, int]
) -> list[float]:
    """The numbers of a reading that its own frame gives; :func:`add_support` adds those of the report."""
    frame, acting, turn, chance, place = spot.frame, *found
    own = [(act, met) for act, met in scene.acts[frame.id] if act.type == spot.type]
    slots = [act for act, _ in own]
    one, two = spot.near[actors[0]], spot.near[recipients[0]] if recipients else None
    top = scene.top
    code = one.full.split("/")[0]
    return [
        spot.chance, spot.none, spot.rank, math.log(acting.among), turn, math.log(chance.among + 1e-6), place,
        acting.alone, chance.alone if recipients else -1.0,
        len(recipients), len(actors), bool(one.strong), bool(two and two.strong), part_number(one), part_number(two),
        any(met for _, met in own), bool(own), max((a.strength for a, met in own if met), default=0.0),
        bool(own) and any(fits(x, a.actor) for a in slots for x in one.strong),
        two is not None and bool(own) and any(fits(x, a.recipient) for a in slots for x in two.strong),
        scene.spoken[frame.id] is not None, scene.cued[frame.id] is not None, "speaker" in one.labels,
        actors[0] in scene.lead, bool(recipients) and recipients[0] in scene.lead,
        bool(recipients) and bare(recipients[0]) == bare(actors[0]), spot.crowd.strong,
        one.count / top, two.count / top if two else -1.0,
        scene.pairs[actors[0], recipients[0]] if recipients else -1.0,
        0 if code.startswith("X:") else 1 if len(code) == 3 else 2, frame.negated,
        abs(two.position - frame.trigger_start) if two else -1.0, FORMS.index(frame.kind),
        depth(scene, frame), frame.relation in MAIN, len(scene.acts[frame.id]), spot.rank == 0,
        *ONE_OF[spot.type], *ways(scene, one), *ways(scene, two),
    ]  # fmt: skip


# Ways of being near that the second look sees one by one (see features.coarse_label).
WAYS = (
    "S", "O", "I", "N", "P-against", "P-to", "P-on", "P-with", "P-of", "P-by", "P-from", "P-between", "P-for", "V.S",
    "V.O", "U.S", "U.O", "D.S", "D.O", "next-on", "next-against", "next-of", "next-with", "owner", "speaker", "cue",
    "main:nsubj", "S/in", "O/in", "first-weak", "before", "sentence",
)  # fmt: skip


NO_WAYS = [False] * len(WAYS)


def ways(scene: Scene, one: Candidate | None) -> list[bool]:
    """Which of the ways a party is near in; none for nobody."""
    if one is None:
        return NO_WAYS
    if one.ways is None:
        known = {coarse_label(label, scene.findings.language) for label in one.labels}
        one.ways = [way in known for way in WAYS]
    return one.ways


KINDS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip


# Which of the types a type is, as numbers.
ONE_OF = {kind: [kind == other for other in KINDS] for kind in KINDS}
MAIN = ("root", "parataxis", "conj")
# Deeper than this all frames are alike.
DEEPEST = 6


def depth(scene: Scene, frame: Frame) -> int:
    """How many frames stand above one."""
    above, count = frame.parent, 0
    while above is not None and count < DEEPEST:
        above, count = scene.findings.frames[above].parent, count + 1
    return count


def part_number(one: Candidate | None) -> int:
    """The number of a party's best part, one more for another strong one, more for a weak one, -1 for nobody."""
    if one is None:
        return -1
    part = main_part(one)
    if part in PARTS:
        return PARTS.index(part)
    return len(PARTS) + (0 if one.strong else 1)


def add_support(scene: Scene, readings: Sequence[Reading]) -> None:
    """What the rest of the report says: the same event, the same pair, the pair reversed, the same type."""
    best: dict[tuple[int, Key], float] = {}
    for one in readings:
        mine = (one.frame.id, one.key)
        best[mine] = max(best.get(mine, 0.0), one.weight)
    same: dict[Key, float] = defaultdict(float)
    pair: dict[tuple[frozenset[str], frozenset[str]], float] = defaultdict(float)
    kinds: dict[str, float] = defaultdict(float)
    for (_, key), weight in best.items():
        same[key] += weight
        pair[key[1], key[2]] += weight
        kinds[key[0]] += weight
    rivals = Rivals(readings)
    length = max((s.end for s in scene.findings.sentences), default=1)
    for one in readings:
        key = one.key
        weight = best[one.frame.id, key]
        one.numbers += [
            math.log(weight + 1e-6), same[key] - weight, pair[key[1], key[2]] - weight, pair[key[2], key[1]],
            kinds[key[0]] - weight, one.frame.start / length, *rivals.of(one),
        ]  # fmt: skip


class Rivals:
    """The strongest readings beside one: in its frame, in its sentence, elsewhere."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.by_sentence: dict[int, list[Reading]] = defaultdict(list)
        self.by_key: dict[Key, list[Reading]] = defaultdict(list)
        for one in readings:
            self.by_sentence[one.frame.sentence].append(one)
            self.by_key[one.key].append(one)

    def of(self, one: Reading) -> tuple[float, float, float, float, float]:
        """Highest weights of: the frame's other readings; the sentence's other frames with the same type and other
        parties, with the same key, and with other types; the same key in other sentences."""
        same_frame = same_type = same_key = other_type = elsewhere = 0.0
        key = one.key
        for rival in self.by_sentence[one.frame.sentence]:
            if rival.frame.id == one.frame.id:
                if rival.key != key:
                    same_frame = max(same_frame, rival.weight)
            elif rival.key == key:
                same_key = max(same_key, rival.weight)
            elif rival.type == one.type:
                same_type = max(same_type, rival.weight)
            else:
                other_type = max(other_type, rival.weight)
        for rival in self.by_key[key]:
            if rival.frame.sentence != one.frame.sentence:
                elsewhere = max(elsewhere, rival.weight)
        return same_frame, same_type, same_key, other_type, elsewhere


def matrix(readings: Sequence[Reading]) -> Floats:
    """Readings by numbers."""
    return np.array([one.numbers for one in readings], dtype=np.float64)
