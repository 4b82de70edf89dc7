"""Candidates for positions: a sentence, a party near its statements or events, and a topic it may be about.

Each candidate has features for the scorer; :mod:`demarche.code.positions` scores, merges and keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demarche.code.attitudes import attitudes_in
from demarche.code.content import PLAIN, SUBJECTS, Attitude
from demarche.code.drafts import Draft
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.code.scorer import Linear
from demarche.code.topics import offered_topics, report_hits, report_topics, topic_features, topic_table
from demarche.findings import Frame

# A topic is tried where the table names it or the model gives it this probability (cross-validated over train).
TRY_TOPIC = 0.12
NAMED = 0.5
# The first sentences tell what a report is about.
LEAD = 3
# The sides of an attitude, and the parts that a party can have in one, that which tells most of it first.
SIDE = {1: "for", -1: "against"}
HELD = ("holder", "says", "target", "other")
# Kinds of attitudes whose content another is to do, or is said to.
ASKING = frozenset({"demand", "deontic", "want", "agree"})
# Content further down than this is all alike.
DEEP = 2


@dataclass(slots=True)
class Stand:
    """A candidate position: one sentence's, or several merged; ``shared`` are the features that it has in common with
    the other parties of its sentence, one list for all of them."""

    party: str
    topic: str
    sentence: int
    features: list[str]
    shared: list[str] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    frames: list[Frame] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    chance: float = 0.0
    side: str = "none"
    confidence: float = 0.0
    stance: str = ""
    object: str | None = None
    views: list[tuple[str, Attitude, int]] = field(default_factory=list)
    near: Mapping[str, set[str]] = field(default_factory=dict)
    sharp: list[str] = field(default_factory=list)
    sharpened: dict[str, float] = field(default_factory=dict)
    towards: tuple[str, ...] = ()
    words: str = ""
    suffers: frozenset[str] = frozenset()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the tables find in a sentence: topics with their weights there and in the report, and its attitudes."""

    sentence: int
    named: Mapping[str, float]
    report: Mapping[str, float]
    held: list[Attitude]


def topics_of(scene: Scene, told: Told, model: Linear | None) -> dict[str, float]:
    """Topics worth trying in a sentence, of which the tables name some, with the model's probability of each."""
    named = dict(told.named)
    if model is None:
        return named
    offered = offered_topics(named, told.report)
    chances = model.scores(topic_features(scene, told.sentence, named), offered)
    scores = dict(zip(model.labels, map(float, chances), strict=True))
    sure = {t for t, weight in named.items() if weight >= NAMED} | held_topics(told.held)
    tried = {t: s for t, s in scores.items() if t != "NONE" and (s >= TRY_TOPIC or t in sure)}
    return dict(sorted(tried.items()))


def held_topics(held: Sequence[Attitude]) -> set[str]:
    """Topics that stand high in the content of an attitude, or are taken up by one."""
    strong = [one for one in held if one.kind not in PLAIN]
    return {topic for one in strong for topic, (_, depth) in one.content.items() if one.taken or depth < DEEP}


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
    struck = suffering(events)
    for sentence in range(len(scene.findings.sentences)):
        drafts = by_sentence.get(sentence, [])
        told = sentence not in skip and scene.frames_in(sentence)
        near = parties_of(scene, sentence, drafts) if told else {}
        if near:
            found = Told(sentence, named[sentence], report, attitudes_in(scene, sentence, text))
            for topic, chance in topics_of(scene, found, models.get("topic")).items():
                where = scene.findings.sentences[sentence]
                words = text[where.start : where.end]
                matter = Matter(sentence, topic, chance, topical(scene, sentence, topic), found.held, words)
                out += stands_on(scene, matter, near, drafts)
    for one in out:
        one.suffers = struck.get(one.party, frozenset())
    return out


def suffering(events: Sequence[Draft]) -> dict[str, frozenset[str]]:
    """Parties with the types of events that are done to them more, by their confidence, than they do."""
    balance: dict[str, dict[str, float]] = {}
    for draft in events:
        for sign, parties in ((1.0, draft.actors), (-1.0, draft.recipients)):
            for party in map(bare, parties):
                mine = balance.setdefault(party, {})
                mine[draft.type] = mine.get(draft.type, 0.0) + sign * draft.confidence
    return {party: frozenset(kind for kind, sum_ in mine.items() if sum_ < 0) for party, mine in balance.items()}


@dataclass(frozen=True, slots=True)
class Matter:
    """A topic in a sentence, its probability, the frames that hold its words, the attitudes and the text of it."""

    sentence: int
    topic: str
    chance: float
    frames: list[Frame]
    held: list[Attitude]
    words: str = ""


def stands_on(scene: Scene, matter: Matter, near: Mapping[str, set[str]], drafts: Sequence[Draft]) -> Iterator[Stand]:
    """A candidate for each party of the sentence."""
    shared = list(dict.fromkeys([f"parties={min(len(near), 4)}", *matter_features(scene, matter)]))
    for party, labels in near.items():
        parts, told = part_features(matter, labels), event_features(matter, party, drafts)
        views = views_of(matter, party)
        seen, best = view_features(scene, matter, views), best_features(matter, views, labels)
        events = [f for f in told if f.startswith("event=")]
        own = [*parts, *told, *own_features(scene, matter, party), *habits(matter, party), *seen, *best]
        yield Stand(
            party,
            matter.topic,
            matter.sentence,
            list(dict.fromkeys(own)),
            shared,
            others=tuple(p for p in near if p != party),
            frames=told_by(matter, views),
            labels=frozenset(labels),
            chance=matter.chance,
            views=views,
            near=near,
            sharp=list(dict.fromkeys(["bias", f"topic={matter.topic}", bucket(matter), *parts, *seen, *events, *best])),
            words=matter.words,
            asked=is_asked(scene, matter.topic, views, party),
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
            # Who does something by its name as a place: "set up by Germany".
            deed = role.relation in ("agent", "inherited") and not scene.parties(role.mention)
            for party in [p for p, _ in scene.codes(role.mention)] if deed else scene.parties(role.mention):
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
    out = [
        "bias",
        f"topic={topic}",
        bucket(matter),
        f"{bucket(matter)}&held={holding(matter)}",
        *(["lead"] if matter.sentence < LEAD else []),
    ]
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


def holding(matter: Matter) -> str:
    """How the attitudes of the sentence hold the topic: ``near``, ``deep``, or not at all."""
    depths = [
        one.content[matter.topic][1] for one in matter.held if matter.topic in one.content and one.kind not in PLAIN
    ]
    return "no" if not depths else "near" if min(depths) < DEEP else "deep"


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


def habits(matter: Matter, party: str) -> list[str]:
    """Features by which the scorer knows who stood where in the reports it learned from: a party with no such past has
    none. (On held-out reports they lifted F1 from 0.505 to 0.526 in Dutch and from 0.592 to 0.595 in English.)"""
    return [f"who={party}", f"who={party}&{matter.topic}"]


def told_by(matter: Matter, views: Sequence[tuple[str, Attitude, int]]) -> list[Frame]:
    """The frames that hold the topic's words, then those of the party's own attitudes to it."""
    own = [one.frame for part, one, _ in views if part == "holder" and one.kind not in PLAIN]
    return list(dict.fromkeys([*matter.frames, *own]))


def views_of(matter: Matter, party: str) -> list[tuple[str, Attitude, int]]:
    """The attitudes of the sentence on the topic, each with the party's part in it and the side of its holder."""
    out = []
    for one in matter.held:
        side = one.side(matter.topic)
        if side:
            part = next((name for name, who in parts_in(one) if party in who), "other")
            out.append((part, one, side))
    return out


def parts_in(one: Attitude) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts that parties have in an attitude, with who has them."""
    return ("holder", one.holders), ("says", one.speakers), ("target", one.targets)


def view_features(scene: Scene, matter: Matter, views: Sequence[tuple[str, Attitude, int]]) -> list[str]:
    """Features of the attitudes on the topic, of which part the party has in each and which side its holder takes."""
    language, topic = scene.findings.language, matter.topic
    if not views:
        return ["no-view", f"no-view&held={bool(matter.held)}"]
    out = []
    for part, one, side in views:
        depth = min(one.content[topic][1], DEEP)
        way = f"{part}&{SIDE[side]}"
        out += [f"view={way}&{one.kind}", f"view={way}&{one.kind}&{depth}", f"view={way}&{one.kind in PLAIN}"]
        out += [f"view={topic}&{way}&{one.kind in PLAIN}", f"view={topic}&{part}&{one.kind}&{SIDE[side]}"]
        if part != "other":
            out.append(f"view={part}&{SIDE[side]}&{language}:{one.lemma}")
        out += [f"view={way}&taken"] if one.taken else []
        out += [f"view={way}&{one.supposed}", f"view={way}&{one.kind}&{one.supposed}"] if one.supposed else []
    return out


def closest(topic: str, views: Sequence[tuple[str, Attitude, int]]) -> tuple[str, Attitude, int] | None:
    """The attitude that tells most of where a party stands: its own before one it speaks of or is the target of, a word
    of attitude before a deed, the nearest content first."""
    ranked = [(HELD.index(v[0]), v[1].kind in PLAIN, v[1].content[topic][1], n) for n, v in enumerate(views)]
    return views[min(ranked)[3]] if ranked else None


def is_asked(scene: Scene, topic: str, views: Sequence[tuple[str, Attitude, int]], party: str) -> bool:
    """Whether what a party's own verb says of a topic is only what another demands, wants or agrees that it does."""
    found = closest(topic, views)
    if found is None or found[0] != "holder" or found[1].frame.kind != "verb":
        return False
    above, frame = set(), found[1].frame
    if found[1].lemma not in (frame.lemma, *frame.auxiliaries):
        return False  # a noun's: "discuss the rejection by X"
    while (upper := scene.findings.above(frame)) is not None:
        frame = upper
        above.add(frame.id)
    outer = (one for _, one, _ in views if one.kind in ASKING and one.frame.id in above and one.holders)
    return any(party not in (*one.holders, *one.speakers) for one in outer)


def best_features(matter: Matter, views: Sequence[tuple[str, Attitude, int]], labels: set[str]) -> list[str]:
    """Features of the closest attitude, whole."""
    found = closest(matter.topic, views)
    if found is None:
        return ["best=none", f"best=none&{bucket(matter)}"]
    part, one, side = found
    depth, way = min(one.content[matter.topic][1], DEEP), f"{part}&{SIDE[side]}"
    agree = all(s == side for p, a, s in views if p == part and (a.kind in PLAIN) == (one.kind in PLAIN))
    out = [f"best={way}&{one.kind}", f"best={way}&{one.kind}&{depth}", f"best={way}&{depth}&{bucket(matter)}"]
    out += [f"best={way}&{one.kind}&{agree}", f"best={way}&{matter.topic}", f"best={way}&speaker={'speaker' in labels}"]
    out += [f"best={way}&{one.supposed}"] if one.supposed else []
    return [*out, f"best={way}&{one.kind}&{matter.topic}"]
