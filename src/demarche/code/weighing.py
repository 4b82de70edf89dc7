"""The numbers by which one reading of a frame is preferred to another: boosted trees take a second look at them.

They tell of the frame and its type, of the parties in it, and of the rest of the report: how many other frames tell the
same, who else acts on whom, who is in the lead.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from demarche.code.near import Candidate
from demarche.code.nearness import WATCHED, fits
from demarche.code.parties import bare
from demarche.code.readings import Key, Reading
from demarche.code.scene import Scene
from demarche.code.spots import Spot
from demarche.code.trees import Floats
from demarche.findings import Frame

KINDS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
    "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
)  # fmt: skip
ONE_OF = {kind: [kind == other for other in KINDS] for kind in KINDS}
FORMS = ("verb", "noun", "adjective")
MAIN = ("root", "parataxis", "conj")
# Deeper than this all frames are alike.
DEEPEST = 6
# Columns of the matrix: those that tell of the frame as one type, of its actor, of its recipient; then which type it
# is, in which ways the actor and the recipient are near, and what the rest of the report says.
OF_SPOT = (0, 1, 2, 15, 16, 17, 20, 21, 26, 31, 33, 34, 35, 36, 37)
OF_ACTOR = (3, 4, 7, 10, 11, 13, 18, 22, 23, 27, 30)
OF_RECIPIENT = (5, 6, 8, 9, 12, 14, 19, 24, 25, 28, 29, 32)
TYPES = len(OF_SPOT) + len(OF_ACTOR) + len(OF_RECIPIENT)
NEAR = TYPES + len(KINDS)
REST = NEAR + 2 * len(WATCHED)
WIDTH = REST + 11
BY_SPOT = (*OF_SPOT, *range(TYPES, NEAR))
NO_WAYS = bytes(len(WATCHED))


def matrix(scene: Scene, readings: Sequence[Reading]) -> Floats:
    """Readings by numbers."""
    out = np.empty((len(readings), WIDTH))
    if not readings:
        return out
    language = scene.findings.language
    out[:, BY_SPOT] = each(((r.spot, r.spot) for r in readings), lambda s: of_spot(scene, s))
    out[:, OF_ACTOR] = each(((r.acting, r) for r in readings), lambda r: of_actor(scene, r))
    out[:, OF_RECIPIENT] = [of_recipient(scene, r) for r in readings]
    ways = b"".join(met(c.one, language) for r in readings for c in (r.acting, r.receiving))
    out[:, NEAR:REST] = np.frombuffer(ways, dtype=np.uint8).reshape(len(readings), REST - NEAR)
    told = support(scene, readings)
    known = [told[r.spot.frame.id, r.key] for r in readings]
    out[:, REST:] = each(zip(known, known, strict=True), lambda t: t)
    return out


def each(things: Iterable[tuple[object, Any]], row: Callable[[Any], Sequence[float]]) -> Floats:
    """A row of numbers for each of several things, made once for those that are the same object; (object, thing)."""
    places: dict[int, int] = {}
    rows: list[Sequence[float]] = []
    index: list[int] = []
    for same, thing in things:
        place = places.get(id(same))
        if place is None:
            place = places[id(same)] = len(rows)
            rows.append(row(thing))
        index.append(place)
    return np.array(rows, dtype=np.float64)[index]


def met(one: Candidate | None, language: str) -> bytes:
    """Which of the ways that are watched a party is near in; none for nobody."""
    return NO_WAYS if one is None else one.ways.met(language)


def of_spot(scene: Scene, spot: Spot) -> list[float]:
    """Numbers of a frame as one type."""
    frame, own = spot.frame, spot.own
    return [
        spot.chance, spot.none, spot.rank, any(met for _, met in own), bool(own),
        max((a.strength for a, met in own if met), default=0.0), scene.spoken[frame.id] is not None,
        scene.cued[frame.id] is not None, spot.crowd.strong, frame.negated, FORMS.index(frame.kind),
        depth(scene, frame), frame.relation in MAIN, len(scene.acts[frame.id]), spot.rank == 0, *ONE_OF[spot.type],
    ]  # fmt: skip


def depth(scene: Scene, frame: Frame) -> int:
    """How many frames stand above one."""
    above, count = frame.parent, 0
    while above is not None and count < DEEPEST:
        above, count = scene.findings.frames[above].parent, count + 1
    return count


def of_actor(scene: Scene, reading: Reading) -> list[float]:
    """Numbers of the actor of a reading."""
    actors, one, chance, turn = reading.acting
    assert one is not None
    ways, code = one.ways, one.full.split("/")[0]
    return [
        math.log(chance.among), turn, chance.alone, len(actors), bool(ways.strong), ways.number,
        any(fits(x, act.actor) for act, _ in reading.spot.own for x in ways.strong), ways.speaker,
        one.party in scene.lead, one.count / scene.top, 0 if code.startswith("X:") else 1 if len(code) == 3 else 2,
    ]  # fmt: skip


def of_recipient(scene: Scene, reading: Reading) -> list[float]:
    """Numbers of the recipient of a reading, or of there being none."""
    recipients, two, chance, place = reading.receiving
    among = math.log(chance.among + 1e-6)
    if two is None:
        return [among, place, -1.0, 0, False, -1, False, False, False, -1.0, -1.0, -1.0]
    ways, actor, spot = two.ways, reading.acting.parties[0], reading.spot
    return [
        among, place, chance.alone, len(recipients), bool(ways.strong), ways.number,
        any(fits(x, act.recipient) for act, _ in spot.own for x in ways.strong), two.party in scene.lead,
        bare(two.party) == bare(actor), two.count / scene.top, scene.pairs.get((actor, two.party), 0),
        abs(two.position - spot.frame.trigger_start),
    ]  # fmt: skip


Told = tuple[int, Key]


def support(scene: Scene, readings: Sequence[Reading]) -> dict[Told, tuple[float, ...]]:
    """What the rest of the report says of each event that a frame may tell: the same event, the same pair, the pair
    reversed, the same type, how early, and its :func:`rivals`."""
    best: dict[Told, float] = {}
    frames: dict[int, Frame] = {}
    for one in readings:
        frame = one.spot.frame
        mine = (frame.id, one.key)
        if one.weight > best.get(mine, -1.0):
            best[mine] = one.weight
        frames[frame.id] = frame
    same: dict[Key, float] = defaultdict(float)
    pair: dict[tuple[frozenset[str], frozenset[str]], float] = defaultdict(float)
    kinds: dict[str, float] = defaultdict(float)
    for (_, key), weight in best.items():
        same[key] += weight
        pair[key[1], key[2]] += weight
        kinds[key[0]] += weight
    length = max((s.end for s in scene.findings.sentences), default=1)
    beside, elsewhere = rivals(best, frames), other_sentences(best, frames)
    return {
        (number, key): (
            math.log(weight + 1e-6), same[key] - weight, pair[key[1], key[2]] - weight, pair.get((key[2], key[1]), 0.0),
            kinds[key[0]] - weight, frames[number].start / length, *beside[number, key], elsewhere[number, key],
        )
        for (number, key), weight in best.items()
    }  # fmt: skip


def rivals(best: Mapping[Told, float], frames: Mapping[int, Frame]) -> dict[Told, list[float]]:
    """The strongest other events that a frame's sentence may tell, for each one: by the same frame, by another frame
    with the same type and other parties, with the same key, with another type."""
    sentences: dict[int, list[Told]] = defaultdict(list)
    for number, key in sorted(best, key=lambda told: -best[told]):
        sentences[frames[number].sentence].append((number, key))
    out: dict[Told, list[float]] = {}
    for told in sentences.values():
        by_frame: dict[int, list[Told]] = defaultdict(list)
        by_type: dict[str, list[Told]] = defaultdict(list)
        by_key: dict[Key, list[Told]] = defaultdict(list)
        for one in told:
            by_frame[one[0]].append(one)
            by_type[one[1][0]].append(one)
            by_key[one[1]].append(one)
        for one in told:
            number, key = one
            found = (
                next((r for r in by_frame[number] if r[1] != key), None),
                next((r for r in by_type[key[0]] if r[0] != number and r[1] != key), None),
                next((r for r in by_key[key] if r[0] != number), None),
                next((r for r in told if r[0] != number and r[1][0] != key[0]), None),
            )
            out[one] = [max(best[r], 0.0) if r is not None else 0.0 for r in found]
    return out


def other_sentences(best: Mapping[Told, float], frames: Mapping[int, Frame]) -> dict[Told, float]:
    """How strongly another sentence tells the same, for each event that a frame may tell."""
    places: dict[Key, list[tuple[float, int]]] = defaultdict(list)
    for (number, key), weight in best.items():
        places[key].append((weight, frames[number].sentence))
    for found in places.values():
        found.sort(reverse=True)
    return {
        (number, key): next((w for w, sentence in places[key] if sentence != frames[number].sentence), 0.0)
        for number, key in best
    }
