"""Positions: which party is for or against what, from speech, events and words of a topic.

A candidate is a sentence, a party near its statements or events, and a topic that the sentence may be about. The
scorer says ``for``, ``against`` or ``none``; candidates of the same party, topic and side in a report are one
position. Its exact stance comes from a second model, its object from the parties and names beside the topic's words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from demarche.code.events import Draft
from demarche.code.readings import KINDS
from demarche.code.scene import Scene, bare
from demarche.code.scorer import Linear
from demarche.code.topics import hits, topic_features, topic_table
from demarche.code.trees import Floats, Trees
from demarche.findings import Frame

# A topic is tried where the table names it or the model gives it this probability (cross-validated over train).
TRY_TOPIC = 0.12
AGAINST = frozenset({"reject", "oppose"})
# A position is kept from this probability of its side on: best F1 over train by cross-validation.
KEEP = 0.2
# A sentence joins a position as further evidence from this part of that threshold on; a side is tried from this on.
JOIN, TRY_SIDE = 0.7, 0.03
# The first sentences tell what a report is about.
LEAD = 3


@dataclass(slots=True)
class Stand:
    """A candidate position: one sentence's, or several merged."""

    party: str
    topic: str
    sentence: int
    features: list[str]
    scores: dict[str, float] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    frames: list[Frame] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    chance: float = 0.0
    side: str = "none"
    confidence: float = 0.0
    stance: str = ""
    object: str | None = None


def topics_of(scene: Scene, sentence: int, text: str, model: Linear | None) -> dict[str, float]:
    """Topics worth trying in a sentence with the model's probability of each."""
    named = hits(scene, sentence, text)
    if model is None:
        return named
    scores = dict(zip(model.labels, map(float, model.scores(topic_features(scene, sentence, text))), strict=True))
    tried = {t: s for t, s in scores.items() if t != "NONE" and (s >= TRY_TOPIC or named.get(t, 0) >= 0.5)}
    return dict(sorted(tried.items()))


def stands(
    scene: Scene, text: str, events: Sequence[Draft], models: Mapping[str, Linear], skip: frozenset[int]
) -> list[Stand]:
    """Every candidate of a document, not yet scored."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in events:
        for number in {f.sentence for f in draft.frames}:
            by_sentence.setdefault(number, []).append(draft)
    out = []
    for sentence in range(len(scene.findings.sentences)):
        if sentence in skip:
            continue
        near = parties_of(scene, sentence, by_sentence.get(sentence, ()))
        if not near:
            continue
        for topic, score in topics_of(scene, sentence, text, models.get("topic")).items():
            for party, labels in near.items():
                features = stand_features(
                    scene, sentence, topic, score, labels, near, by_sentence.get(sentence, ()), party
                )
                others = tuple(p for p in near if p != party)
                frames = topical(scene, sentence, topic)
                out.append(
                    Stand(
                        party,
                        topic,
                        sentence,
                        features,
                        others=others,
                        frames=frames,
                        labels=frozenset(labels),
                        chance=score,
                    )
                )
    return out


def parties_of(scene: Scene, sentence: int, drafts: Sequence[Draft]) -> dict[str, set[str]]:
    """Parties of a sentence with their parts in it: speaker, subject, actor of an event, and so on."""
    found: dict[str, set[str]] = {}

    def add(party: str, label: str) -> None:
        found.setdefault(bare(party), set()).add(label)

    where = scene.findings.sentences[sentence]
    for said in scene.statements:
        if any(s.start < where.end and where.start < s.end for s in said.content):
            for party in said.party:
                add(party, "speaker")
                add(party, f"speaker-{said.mode}")
    for draft in drafts:
        for party in draft.actors:
            add(party, "actor")
            add(party, f"actor:{draft.type}")
        for party in draft.recipients:
            add(party, "recipient")
            add(party, f"recipient:{draft.type}")
    for frame in scene.frames_in(sentence):
        for role in frame.roles:
            for party in scene.parties(role.mention):
                name = "subject" if role.relation in ("nsubj", "inherited", "agent") else "other-role"
                add(party, name)
                if name == "subject":
                    add(party, f"subject-of:{frame.lemma}")
                    if frame.parent is None:
                        add(party, "main-subject")
    for mention in scene.by_sentence.get(sentence, ()):
        for party in scene.parties(mention):
            add(party, "named")
    return found


def topical(scene: Scene, sentence: int, topic: str) -> list[Frame]:
    """Frames of the sentence whose clause holds a word of the topic; all of them where none does."""
    table = topic_table(scene.findings.language)
    frames = scene.frames_in(sentence)
    held = [f for f in frames if any(t == topic for w in (f.lemma, *f.words) for t, _ in table.of(w))]
    return held or list(frames)


def stand_features(
    scene: Scene,
    sentence: int,
    topic: str,
    score: float,
    labels: set[str],
    near: dict[str, set[str]],
    drafts: Sequence[Draft],
    party: str,
) -> list[str]:
    """Features of a party's stand on a topic in one sentence."""
    language = scene.findings.language
    bucket = f"topic-p={min(int(score * 5), 4)}"
    out = ["bias", f"topic={topic}", bucket, f"parties={min(len(near), 4)}"]
    parts = sorted(labels)
    out += [f"part={x}" for x in parts] + [f"{topic}&part={x}" for x in parts if not x.startswith("subject-of")]
    out += [f"{bucket}&part={x}" for x in parts if ":" not in x]
    out += [f"only={'+'.join(x for x in parts if ':' not in x)}"]
    for draft in drafts:
        me = party in {bare(p) for p in draft.actors}
        it = party in {bare(p) for p in draft.recipients}
        who = "by-me" if me else "to-me" if it else "others"
        out += [f"event={draft.type}&{who}", f"{topic}&event={draft.type}&{who}"]
    frames = topical(scene, sentence, topic)
    for frame in frames:
        out += [f"f={language}:{frame.lemma}", f"{topic}&f={language}:{frame.lemma}"]
        if frame.negated:
            out += ["neg", f"{topic}&neg"]
        out += [f"aux={a}" for a in frame.auxiliaries]
        for act, met in scene.acts[frame.id][:2]:
            out += [f"fa={act.type}&{met}", f"{topic}&fa={act.type}"]
        out += [f"w={language}:{w}" for w in frame.words]
        cluster = scene.words.clusters.get(frame.lemma)
        if cluster:
            out.append(f"fcl={language}:{cluster}")
        mine = any(
            party == bare(p)
            for r in frame.roles
            if r.relation in ("nsubj", "inherited", "agent")
            for p in scene.parties(r.mention)
        )
        if mine:
            out += ["topical-subject", f"{topic}&topical-subject", f"mine={language}:{frame.lemma}"]
            out += [f"mine-neg={frame.negated}", *(f"mine-act={a.type}" for a, met in scene.acts[frame.id] if met)]
    if sentence < LEAD:
        out.append("lead")
    return list(dict.fromkeys(out))


def keep_stands(
    scene: Scene,
    text: str,
    events: Sequence[Draft],
    models: Mapping[str, Linear],
    trees: Trees | None,
    skip: frozenset[int],
    *,
    keep: float = KEEP,
) -> list[Stand]:
    """Positions of a document: candidates scored twice and merged by party, topic and side, in order of their words."""
    if "stand" not in models or trees is None:
        return []
    sided = sides(scored(stands(scene, text, events, models, skip), models))
    if not sided:
        return []
    found: dict[tuple[str, str, str], Stand] = {}
    chances = trees.scores(side_matrix(scene, sided))
    for (one, side), chance in sorted(zip(sided, chances, strict=True), key=lambda c: (-c[1], c[0][0].sentence)):
        if chance >= JOIN * keep:
            join(found, one, side, float(chance))
    kept = sorted((s for s in found.values() if s.confidence >= keep), key=lambda s: (s.sentence, s.topic, s.party))
    for one in kept:
        one.stance = stance_of(one, models)
        one.object = object_of(scene, one)
    return kept


def scored(candidates: list[Stand], models: Mapping[str, Linear]) -> list[Stand]:
    """The candidates with the first scorer's probabilities."""
    model = models["stand"]
    for one in candidates:
        one.scores = dict(zip(model.labels, map(float, model.scores(one.features)), strict=True))
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
    top = max(scene.counts.values(), default=1)
    last = max(1, len(scene.findings.sentences) - 1)
    rows = []
    for one, side in sided:
        other = "for" if side == "against" else "against"
        mine = one.scores[side]
        rows.append([
            mine, one.scores.get(other, 0.0), one.scores.get("none", 0.0), one.chance, side == "for",
            same[one.party, one.topic, side] - mine, same[one.party, one.topic, other], topics[one.topic] - mine,
            len(one.others), scene.counts.get(one.party, 0) / top, one.sentence / last, one.sentence < LEAD,
            TOPICS.index(one.topic) if one.topic in TOPICS else -1,
            *(part in one.labels for part in PARTS),
            *(f"actor:{kind}" in one.labels for kind in KINDS), *(f"recipient:{kind}" in one.labels for kind in KINDS),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float64)


PARTS = ("speaker", "speaker-direct", "actor", "recipient", "subject", "main-subject", "other-role", "named")
TOPICS = (
    "sanctions", "treaty", "trade", "talks", "military-action", "accountability", "government", "alliance-membership",
    "aid", "other", "nuclear-programme", "diplomatic-relations", "force-deployment", "arms-supply", "territory",
    "peace-agreement", "energy", "independence", "recognition", "humanitarian-access", "security-guarantees",
    "migration", "ceasefire", "force-withdrawal", "human-rights", "international-bodies", "terrorism", "prisoners",
    "cyber-and-information", "missile-tests", "food-and-transit", "civilians", "arms-control", "mediation",
    "peacekeeping", "military-exercise", "alliance-enlargement",
)  # fmt: skip


def join(found: dict[tuple[str, str, str], Stand], one: Stand, side: str, chance: float) -> None:
    """Add a sentence's stand to the position it belongs to; the likeliest comes first and gives its features."""
    key = (one.party, one.topic, side)
    if key not in found:
        found[key] = replace(one, side=side, confidence=chance, frames=list(one.frames))
    else:
        found[key].frames.extend(f for f in one.frames if f not in found[key].frames)


def stance_of(one: Stand, models: Mapping[str, Linear]) -> str:
    """The exact stance within the side."""
    model = models.get("stance")
    if model is None:
        return "oppose" if one.side == "against" else "support"
    scores = dict(zip(model.labels, map(float, model.scores(one.features)), strict=True))
    fit = {k: v for k, v in scores.items() if (k in AGAINST) == (one.side == "against")}
    return max(sorted(fit), key=lambda k: fit[k])


def object_of(scene: Scene, one: Stand) -> str | None:
    """A party beside the topic's words that is not the one who holds the position, or itself where it is alone."""
    for frame in one.frames:
        for role in frame.roles:
            if role.relation in ("nsubj", "inherited", "agent"):
                continue
            inner = [m for _, m in scene.inside(role.mention)]
            for mention in (role.mention, *inner):
                for party in scene.parties(mention):
                    if bare(party) != one.party:
                        return bare(party)
    return one.others[0] if one.others else None
