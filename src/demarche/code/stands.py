"""Candidates for positions: a sentence, a party near its statements or events, and a topic it may be about.

Each candidate has features for the scorer; :mod:`demarche.code.positions` scores, merges and keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demarche.code.events import Draft
from demarche.code.scene import Scene, bare
from demarche.code.scorer import Linear
from demarche.code.topics import offered_topics, report_hits, report_topics, topic_features, topic_table
from demarche.findings import Frame

# A topic is tried where the table names it or the model gives it this probability (cross-validated over train).
TRY_TOPIC = 0.12
# The first sentences tell what a report is about.
LEAD = 3
SUBJECTS = ("nsubj", "inherited", "agent")


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


def topics_of(
    scene: Scene, sentence: int, named: dict[str, float], model: Linear | None, report: Mapping[str, float]
) -> dict[str, float]:
    """Topics worth trying in a sentence, of which the tables name some, with the model's probability of each."""
    if model is None:
        return named
    chances = model.scores(topic_features(scene, sentence, named), offered_topics(named, report))
    scores = dict(zip(model.labels, map(float, chances), strict=True))
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
    out: list[Stand] = []
    named = report_hits(scene, text)
    report = report_topics(named)
    for sentence in range(len(scene.findings.sentences)):
        drafts = by_sentence.get(sentence, [])
        told = sentence not in skip and scene.frames_in(sentence)
        near = parties_of(scene, sentence, drafts) if told else {}
        if near:
            for topic, chance in topics_of(scene, sentence, named[sentence], models.get("topic"), report).items():
                out += stands_on(scene, Matter(sentence, topic, chance, topical(scene, sentence, topic)), near, drafts)
    return out


@dataclass(frozen=True, slots=True)
class Matter:
    """A topic in a sentence, its probability, and the frames that hold its words."""

    sentence: int
    topic: str
    chance: float
    frames: list[Frame]


def stands_on(scene: Scene, matter: Matter, near: Mapping[str, set[str]], drafts: Sequence[Draft]) -> Iterator[Stand]:
    """A candidate for each party of the sentence."""
    shared = [f"parties={min(len(near), 4)}", *matter_features(scene, matter)]
    for party, labels in near.items():
        features = [*shared, *part_features(matter, labels), *event_features(matter, party, drafts)]
        features += own_features(scene, matter, party)
        yield Stand(
            party,
            matter.topic,
            matter.sentence,
            list(dict.fromkeys(features)),
            others=tuple(p for p in near if p != party),
            frames=matter.frames,
            labels=frozenset(labels),
            chance=matter.chance,
        )


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


def matter_features(scene: Scene, matter: Matter) -> list[str]:
    """Features of the sentence and its topic, the same for every party."""
    language, topic = scene.findings.language, matter.topic
    out = ["bias", f"topic={topic}", bucket(matter), *(["lead"] if matter.sentence < LEAD else [])]
    for frame in matter.frames:
        out += [f"f={language}:{frame.lemma}", f"{topic}&f={language}:{frame.lemma}"]
        out += ["neg", f"{topic}&neg"] if frame.negated else []
        out += [f"aux={a}" for a in frame.auxiliaries]
        for act, met in scene.acts[frame.id][:2]:
            out += [f"fa={act.type}&{met}", f"{topic}&fa={act.type}"]
        out += [f"w={language}:{w}" for w in frame.words]
        cluster = scene.words.clusters.get(frame.lemma)
        out += [f"fcl={language}:{cluster}"] if cluster else []
    return out


def bucket(matter: Matter) -> str:
    """The topic's probability in five steps."""
    return f"topic-p={min(int(matter.chance * 5), 4)}"


def part_features(matter: Matter, labels: set[str]) -> list[str]:
    """Features of the parts a party has in the sentence."""
    parts = sorted(labels)
    plain = [x for x in parts if ":" not in x]
    out = [f"part={x}" for x in parts]
    out += [f"{matter.topic}&part={x}" for x in parts if not x.startswith("subject-of")]
    return [*out, *(f"{bucket(matter)}&part={x}" for x in plain), f"only={'+'.join(plain)}"]


def event_features(matter: Matter, party: str, drafts: Sequence[Draft]) -> list[str]:
    """Features of the events in the sentence: the party's own, those done to it, those of others."""
    out = []
    for draft in drafts:
        mine, theirs = {bare(p) for p in draft.actors}, {bare(p) for p in draft.recipients}
        who = "by-me" if party in mine else "to-me" if party in theirs else "others"
        out += [f"event={draft.type}&{who}", f"{matter.topic}&event={draft.type}&{who}"]
    return out


def own_features(scene: Scene, matter: Matter, party: str) -> list[str]:
    """Features of the clauses about the topic whose subject the party is."""
    language, out = scene.findings.language, []
    for frame in matter.frames:
        subjects = [r.mention for r in frame.roles if r.relation in SUBJECTS]
        if any(party == bare(p) for m in subjects for p in scene.parties(m)):
            out += ["topical-subject", f"{matter.topic}&topical-subject", f"mine={language}:{frame.lemma}"]
            out += [f"mine-neg={frame.negated}", *(f"mine-act={a.type}" for a, met in scene.acts[frame.id] if met)]
    return out
