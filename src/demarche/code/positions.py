"""Positions: which party is for or against what, from speech, events and words of a topic.

A candidate is a sentence, a party near its statements or events, and a topic that the sentence may be about. The
scorer says ``for``, ``against`` or ``none``; candidates of the same party, topic and side in a report are one
position. Its exact stance comes from a second model, its object from the parties and names beside the topic's words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from demarche.code.content import PLAIN
from demarche.code.objects import choose
from demarche.code.scene import Scene
from demarche.code.scorer import Linear
from demarche.code.stands import HELD, LEAD, SIDE, Stand, closest
from demarche.code.topics import words_of
from demarche.code.trees import Floats, Trees
from demarche.code.weighing import KINDS

# Content is near its attitude above this depth.
NEAR = 2
AGAINST = frozenset({"reject", "oppose"})
OTHER = {"for": "against", "against": "for"}
# A party is seldom on both sides of a topic in one report (15 of 658 in train): a side of less than this part of the
# other's confidence goes. Of 0.5, 0.7, 0.85 and 1 the first cost nothing in F1 on held-out reports.
OUTDONE = 0.5
# A side that the party's own word speaks against goes where the other is surer: of 0.5, 1, 1.5 and 3 the first two gave
# the same F1 on held-out reports, and with 1 a party is told on both sides of a topic less often.
DENIED = 1.0
# A position is kept from this probability of its side on: best F1 on reports held out, of 0.12 to 0.28.
KEEP = 0.22
# What a party outside the closest attitude to a topic, or a third topic of a party in one sentence, needs to be told:
# of 45 such positions from 0.22 up to these, on held-out reports, 5 are right.
OUTSIDE, THIRD = 0.35, 0.5
# So does a side that the party's own word near the topic speaks against (on held-out reports this costs nothing).
CONTRADICTED = 0.3
# A party has so many surer positions in the sentence of its third.
SURER = 2
# Who has these done to them in a report is not for them, whatever a sentence seems to say (of 7 such positions on
# held-out reports 1 is right), save by a word of their own.
SUFFERED = {"sanctions": "SANCTION"}
# So are these not told, nor is what another demands of a party that it do (of 6 on held-out reports none is right).
NEVER = 2.0
# A sentence joins a position as further evidence from this part of that threshold on (of 0.25, 0.45 and 0.7 the first
# two gave F1 0.006 more on held-out reports, the second with surer words); a side is tried from TRY_SIDE on.
JOIN, TRY_SIDE = 0.45, 0.03


def keep_stands(
    scene: Scene, candidates: list[Stand], models: Mapping[str, Linear], trees: Trees | None, *, keep: float = KEEP
) -> list[Stand]:
    """Positions of a document: candidates scored twice and merged by party, topic and side, in order of their words."""
    if "stand" not in models or trees is None:
        return []
    sided = sides(scored(candidates, models))
    if not sided:
        return []
    found: dict[tuple[str, str, str], list[Stand]] = {}
    chances = trees.scores(side_matrix(scene, sided))
    for (one, side), chance in sorted(zip(sided, chances, strict=True), key=lambda c: (-c[1], c[0][0].sentence)):
        if chance >= JOIN * keep:
            join(found, one, side, float(chance))
    sure = [some for key, some in found.items() if some[0].confidence >= least(found, key, keep)]
    kept = [whole(scene, some, models) for some in sure if not echoes(scene, some[0], [s for s, *_ in sure])]
    return sorted(kept, key=lambda s: (s.sentence, s.topic, s.party))


def echoes(scene: Scene, one: Stand, sure: Sequence[Stand]) -> bool:
    """Whether all the words that tell the topic tell a surer topic, or side, of the party in the sentence as well: a
    "nuclear deal" is held to as a treaty, and is no second position on the programme. (Of 26 such positions on held-out
    reports 3 are right.)"""
    mine = (s for s in sure if (s.party, s.sentence) == (one.party, one.sentence))
    surer = [s for s in mine if s.confidence > one.confidence]
    told = words_of(scene, one.sentence, one.words) if surer else {}
    words = told.get(one.topic, set())
    return bool(words) and any(within(words, told.get(s.topic, set())) for s in surer)


def within(words: set[str], others: set[str]) -> bool:
    """Whether all of some words are among others, or begin one of them (lemmas, and words as a phrase has them)."""
    return all(any(other.startswith(word) for other in others) for word in words)


def least(found: Mapping[tuple[str, str, str], list[Stand]], key: tuple[str, str, str], keep: float) -> float:
    """From which confidence on a position is kept: more where the party is more surely on the topic's other side."""
    one, against = found[key][0], found.get((key[0], key[1], OTHER[key[2]]), ())
    share = DENIED if denied(one) else OUTDONE
    surer = [s for (party, _, _), (s, *_) in found.items() if party == one.party and s.sentence == one.sentence]
    third = sum(s.confidence > one.confidence for s in surer) >= SURER
    return max(
        keep,
        share * against[0].confidence if against else 0.0,
        OUTSIDE if outside(one) else 0.0,
        CONTRADICTED if denied(one) else 0.0,
        THIRD if third else 0.0,
        NEVER if suffered(one) or one.asked else 0.0,
    )


def suffered(one: Stand) -> bool:
    """Whether a party would be for what is done to it in the report, and no word of attitude of its own says so."""
    if one.side != "for" or SUFFERED.get(one.topic) not in one.suffers:
        return False
    found = closest(one.topic, one.views)
    return found is None or found[0] != "holder" or found[1].kind in PLAIN or SIDE[found[2]] != "for"


def outside(one: Stand) -> bool:
    """Whether a party has no part in the attitude that tells most of the topic, or there is none and it neither speaks
    nor acts."""
    found = closest(one.topic, one.views)
    return found[0] == "other" if found is not None else not one.labels & {"speaker", "actor"}


def denied(one: Stand) -> bool:
    """Whether the party's own word of attitude, near the topic, tells the other side."""
    found = closest(one.topic, one.views)
    if found is None or found[0] != "holder" or found[1].kind in PLAIN:
        return False
    return found[1].content[one.topic][1] < NEAR and SIDE[found[2]] != one.side


def whole(scene: Scene, found: list[Stand], models: Mapping[str, Linear]) -> Stand:
    """One position of the candidates that were joined, with its stance, object and whom it is held against."""
    one = found[0]
    one.stance = stance_of(one, models)
    one.object, one.towards = choose(scene, found, one.side, models)
    one.frames.extend(dict.fromkeys(f for other in found[1:] for f in other.frames if f not in one.frames))
    return one


def scored(candidates: list[Stand], models: Mapping[str, Linear]) -> list[Stand]:
    """The candidates with the first scorer's probabilities."""
    shared = [one.shared for one in candidates]
    chances = models["stand"].chances_of([one.features for one in candidates], shared).tolist()
    for one, scores in zip(candidates, chances, strict=True):
        one.scores = dict(zip(models["stand"].labels, scores, strict=True))
    if "view" in models:
        chances = models["view"].chances_of([one.sharp for one in candidates]).tolist()
        for one, scores in zip(candidates, chances, strict=True):
            one.sharpened = dict(zip(models["view"].labels, scores, strict=True))
    return candidates


def sides(candidates: Sequence[Stand]) -> list[tuple[Stand, str]]:
    """Each candidate once for each side that is not out of the question."""
    return [(one, side) for one in candidates for side in ("for", "against") if one.scores.get(side, 0.0) >= TRY_SIDE]


def side_matrix(scene: Scene, sided: Sequence[tuple[Stand, str]]) -> Floats:
    """Numbers of each candidate and side, those of the whole report among them."""
    same: dict[tuple[str, str, str], float] = defaultdict(float)
    topics: dict[str, float] = defaultdict(float)
    for one, side in sided:
        same[one.party, one.topic, side] += one.scores[side]
        topics[one.topic] += one.scores[side]
    rivals = rivals_in(sided)
    top = max(scene.counts.values(), default=1)
    last = max(1, len(scene.findings.sentences) - 1)
    rows = []
    for one, side in sided:
        other = OTHER[side]
        mine = one.scores[side]
        rows.append([
            mine, one.scores.get(other, 0.0), one.scores.get("none", 0.0), one.chance, side == "for",
            same[one.party, one.topic, side] - mine, same[one.party, one.topic, other], topics[one.topic] - mine,
            len(one.others), scene.counts.get(one.party, 0) / top, one.sentence / last, one.sentence < LEAD,
            TOPICS.index(one.topic) if one.topic in TOPICS else -1,
            *(part in one.labels for part in PARTS),
            *(f"actor:{kind}" in one.labels for kind in KINDS), *(f"recipient:{kind}" in one.labels for kind in KINDS),
            *view_numbers(one, side), *sharp_numbers(one, side), *rival_numbers(one, side, rivals),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float64)


# What else is said in a sentence: the scores of every party, topic and side in it.
Rivals = Mapping[int, Mapping[tuple[str, str, str], float]]


def rivals_in(sided: Sequence[tuple[Stand, str]]) -> Rivals:
    """The first scores of all candidates by sentence, then by party, topic and side."""
    found: dict[int, dict[tuple[str, str, str], float]] = defaultdict(dict)
    for one, side in sided:
        found[one.sentence][one.party, one.topic, side] = one.scores[side]
    return found


def rival_numbers(one: Stand, side: str, rivals: Rivals) -> list[float]:
    """How a candidate stands beside the others of its sentence: over the best of its party on another topic, of other
    parties on its topic with it, and against it; how many are better, and how many there are."""
    mine, here = one.scores[side], rivals[one.sentence]
    elsewhere = with_me = against_me = 0.0
    for (party, topic, way), score in here.items():
        if party == one.party and topic != one.topic:
            elsewhere = max(elsewhere, score)
        elif party != one.party and topic == one.topic and way == side:
            with_me = max(with_me, score)
        elif party != one.party and topic == one.topic:
            against_me = max(against_me, score)
    better = sum(score > mine for score in here.values())
    return [mine - elsewhere, mine - with_me, mine - against_me, float(better), float(len(here))]


def sharp_numbers(one: Stand, side: str) -> list[float]:
    """What the closest attitude is, and the probabilities of the second scorer."""
    found = closest(one.topic, one.views)
    told = [-1.0, -1.0, 0.0, 9.0]
    if found is not None:
        part, attitude, way = found
        kind = ATTITUDES.index(attitude.kind) if attitude.kind in ATTITUDES else -1
        told = [float(HELD.index(part)), float(kind), 1.0 if SIDE[way] == side else -1.0]
        told.append(float(attitude.content[one.topic][1]))
    chances = [one.sharpened.get(s, 0.0) for s in (side, OTHER[side])]
    return [*told, *chances, float(len({v[1].kind for v in one.views}))]


ATTITUDES = (
    "do", "will", "can", "may", "decide", "ready", "agree", "offer", "support", "want", "demand", "deontic", "threaten",
    "fear", "accuse", "condemn", "oppose", "refuse", "own", "judge",
)  # fmt: skip


def view_numbers(one: Stand, side: str) -> list[float]:
    """How many attitudes on the topic speak for a side and against it, by the party's part; the nearest content."""
    counts: dict[tuple[str, bool, bool], int] = defaultdict(int)
    depth = 9
    for part, attitude, way in one.views:
        counts[part, attitude.kind in PLAIN, SIDE[way] == side] += 1
        if part == "holder" and SIDE[way] == side:
            depth = min(depth, attitude.content[one.topic][1])
    keys = [(p, plain, same) for p in HELD for plain in (0, 1) for same in (0, 1)]
    return [*(float(counts[p, bool(a), bool(b)]) for p, a, b in keys), float(depth)]


PARTS = ("speaker", "speaker-direct", "actor", "recipient", "subject", "main-subject", "other-role", "named")
TOPICS = (
    "sanctions", "treaty", "trade", "talks", "military-action", "accountability", "government", "alliance-membership",
    "aid", "other", "nuclear-programme", "diplomatic-relations", "force-deployment", "arms-supply", "territory",
    "peace-agreement", "energy", "independence", "recognition", "humanitarian-access", "security-guarantees",
    "migration", "ceasefire", "force-withdrawal", "human-rights", "international-bodies", "terrorism", "prisoners",
    "cyber-and-information", "missile-tests", "food-and-transit", "civilians", "arms-control", "mediation",
    "peacekeeping", "military-exercise", "alliance-enlargement",
)  # fmt: skip


def join(found: dict[tuple[str, str, str], list[Stand]], one: Stand, side: str, chance: float) -> None:
    """Add a sentence's stand to the position it belongs to; the likeliest comes first and gives its features."""
    kept = replace(one, side=side, confidence=chance, frames=list(one.frames))
    found.setdefault((one.party, one.topic, side), []).append(kept)


def stance_features(one: Stand) -> list[str]:
    """The features of a candidate that tell its exact stance: its attitudes, parts and events. (With the words of its
    clauses besides, the stance of gold positions on held-out reports was right for .72 and .84, without for .73 and
    .86.)"""
    return one.sharp


def demands(one: Stand) -> bool:
    """Whether the closest attitude is the party's own word for what must be: "eist", "must". (Of 30 such positions in
    train 27 are demands, of which the model would find 16.)"""
    found = closest(one.topic, one.views) if one.side == "for" else None
    if found is None:
        return False
    part, attitude, way = found
    near = attitude.content[one.topic][1] < NEAR and SIDE[way] == "for"
    return near and part in ("holder", "says") and attitude.kind in ("demand", "deontic")


def stance_of(one: Stand, models: Mapping[str, Linear]) -> str:
    """The exact stance within the side."""
    if demands(one):
        return "demand"
    model = models.get("stance")
    if model is None:
        return "oppose" if one.side == "against" else "support"
    scores = dict(zip(model.labels, map(float, model.scores(stance_features(one))), strict=True))
    fit = {k: v for k, v in scores.items() if (k in AGAINST) == (one.side == "against")}
    return max(sorted(fit), key=lambda k: fit[k])
