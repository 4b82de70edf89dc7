"""What a clause wants: attitudes with who holds them, whom they are held against, and the topics of their content.

The words are rows of the pack's ``attitudes``: ``kind`` (want, demand, refuse, offer, ready, support, oppose, …) and
``sign`` (1 for what is wanted, -1 for what is not). The content of an attitude is its clause, infinitive or noun
phrase; what is negated in it, and what it lifts, ends or prevents (kind ``undo``), turns its sign. So "wants the
sanctions lifted" holds ``sanctions`` with the sign -1, and "demands a guarantee that X never joins" holds
``alliance-membership`` with -1 and ``security-guarantees`` with 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from demarche.code.scene import Scene, bare
from demarche.code.topics import TopicTable, topic_table
from demarche.findings import Frame, Mention, Role
from demarche.packs import load

SUBJECTS = ("nsubj", "inherited", "agent")
# What a verb acts on, and what stands in its clause besides.
OBJECTS = ("obj", "obl", "iobj")
# Owners of a noun of attitude: "Russia's demand", "the Russian demand", "the demand of Russia".
OWNERS = ("poss", "amod", "compound")
# Content is followed this many words down; deeper chains in news are parse errors.
DEPTH = 3
# Words that name a topic more faintly than this (by the table's weight) say too little of it by themselves.
FAINT = 0.3
# Kinds that say no more than that something is done, may be done or will be.
PLAIN = frozenset({"do", "will", "can", "may", "undo"})
# Kinds whose words turn the sign of what stands below them in the content of another attitude.
TURNING = frozenset({"undo", "refuse", "oppose", "condemn"})


@dataclass(slots=True)
class Attitude:
    """``content`` has for each topic its sign (1 or -1) and how far down it was found (0 is the head)."""

    kind: str
    sign: int
    frame: Frame
    holders: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    content: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    lemma: str = ""

    def side(self, topic: str) -> int:
        """1 where the holder is for a topic of the content, -1 where against, 0 where it is not in it."""
        found = self.content.get(topic)
        return 0 if found is None else self.sign * found[0]


@dataclass(frozen=True)
class Words:
    """The table ``attitudes`` of a pack: (lemma, part of speech) to its kinds with their signs, and what undoes."""

    rows: dict[tuple[str, str], tuple[tuple[str, int], ...]]
    turning: frozenset[tuple[str, str]]
    owned: frozenset[str]


@cache
def attitude_words(language: str) -> Words:
    """The words of attitude of a language; a language without the table has none."""
    pack = load(language)
    rows: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in pack.table("attitudes"):
        rows.setdefault((row["lemma"], row["pos"]), []).append((row["kind"], int(row["sign"])))
    turning = {key for key, kinds in rows.items() if any(sign < 0 and kind in TURNING for kind, sign in kinds)}
    owned = frozenset(pack.settings("grammar").get("possessive_prepositions", ()))
    return Words({key: tuple(kinds) for key, kinds in rows.items()}, frozenset(turning), owned)


def attitudes_in(scene: Scene, sentence: int, text: str) -> list[Attitude]:
    """The attitudes of a sentence, in order of its frames, those without a topic in their content left out."""
    words = attitude_words(scene.findings.language)
    view = View(scene, words, topic_table(scene.findings.language), text)
    found: list[Attitude] = []
    for frame in scene.frames_in(sentence):
        found += of_frame(view, frame)
    for number in scene.by_sentence.get(sentence, ()):
        found += of_noun(view, scene.findings.mentions[number])
    return [a for a in found if a.content]


@dataclass(frozen=True)
class View:
    """A scene with the tables by which its attitudes are read."""

    scene: Scene
    words: Words
    topics: TopicTable
    text: str

    def parties(self, mentions: Iterable[int]) -> tuple[str, ...]:
        """Bare codes of what mentions stand for, each once."""
        return tuple(dict.fromkeys(bare(p) for m in mentions for p in self.scene.parties(m)))

    def subjects(self, frame: Frame) -> tuple[str, ...]:
        """Parties that are the doer of a frame, or of the verb that a noun hangs on."""
        own = self.parties(r.mention for r in frame.roles if r.relation in SUBJECTS)
        return own or self.parties(r.mention for r in frame.roles if r.relation.removeprefix("of-verb:") in SUBJECTS)

    def speakers(self, frame: Frame) -> tuple[str, ...]:
        """Parties in whose words a frame stands."""
        said = self.scene.spoken[frame.id]
        return tuple(dict.fromkeys(map(bare, said.party))) if said is not None else ()


def of_frame(view: View, frame: Frame) -> Iterator[Attitude]:
    """Attitudes of a verb, a predicate or its auxiliaries; else what is done, as the kind ``do``."""
    rows = view.words.rows.get((frame.lemma, frame.kind), ()) if frame.kind != "noun" else ()
    speakers, subjects = view.speakers(frame), view.subjects(frame)
    wanted = [(kind, sign) for kind, sign in rows if kind not in ("undo", "case")]
    for kind, sign in wanted:
        one = Attitude(kind, -sign if frame.negated else sign, frame, lemma=frame.lemma, speakers=speakers)
        if kind == "deontic":
            one.holders, one.targets = speakers or judges(view, frame), subjects
            fill(view, one, [r.mention for r in frame.roles if r.relation in (*SUBJECTS, "obj")], frame)
        else:
            one.holders = subjects or speakers
            one.targets = view.parties(r.mention for r in frame.roles if r.relation in ("obj", "iobj", "obl"))
            fill(view, one, [r.mention for r in frame.roles if r.relation in OBJECTS], frame)
        yield one
    for auxiliary in frame.auxiliaries:
        for kind, sign in view.words.rows.get((auxiliary, "aux"), ()):
            one = Attitude(kind, sign, frame, lemma=auxiliary, speakers=speakers)
            deontic = kind in ("deontic", "may")
            one.holders = speakers if deontic else subjects or speakers
            one.targets = subjects if deontic else ()
            Reader(view, one).frame(frame, 1, 0)
            yield one
    yield from of_side(view, frame, speakers)
    if not wanted and frame.kind != "noun":
        one = Attitude("do", 1, frame, subjects, lemma=frame.lemma, speakers=speakers)
        one.targets = view.parties(r.mention for r in frame.roles if r.relation in OBJECTS)
        Reader(view, one).frame(frame, 1, 0)
        yield one


def of_side(view: View, frame: Frame, speakers: tuple[str, ...]) -> Iterator[Attitude]:
    """ "X is against the treaty": what stands behind a preposition that takes sides, as a predicate or by a copula."""
    scene = view.scene
    here = [scene.findings.mentions[m] for m in scene.by_sentence.get(frame.sentence, ())]
    if frame.kind != "verb" and frame.auxiliaries:
        sided = [(m.preposition, m.id) for m in here if m.head == frame.token]
        holders = view.parties(m.id for m in here if m.governor == frame.token and m.relation.startswith("nsubj"))
    elif any(kind == "case" for kind, _ in view.words.rows.get((frame.lemma, frame.kind), ())):
        sided = [(r.preposition, r.mention) for r in frame.roles if r.relation == "obl"]
        holders = view.subjects(frame)
    else:
        return
    for mark, mention in sided if holders else ():
        for _, sign in view.words.rows.get((mark or "", "case"), ()):
            kind = "support" if sign > 0 else "oppose"
            one = Attitude(kind, -sign if frame.negated else sign, frame, holders, lemma=mark or "", speakers=speakers)
            Reader(view, one).mention(mention, 1, 0)
            yield one


def judges(view: View, frame: Frame) -> tuple[str, ...]:
    """Who calls something so: the subject of the verb above."""
    return view.subjects(view.scene.findings.frames[frame.parent]) if frame.parent is not None else ()


def fill(view: View, one: Attitude, mentions: Iterable[int], frame: Frame) -> None:
    """Read the content of an attitude: noun phrases and the clauses below its word."""
    reader, frames = Reader(view, one), view.scene.findings.frames
    for number in frame.complements:
        lower = frames[number]
        if lower.kind != "noun":
            # A negation of the infinitive is seen from the verb above it as well: it counts once.
            twice = frame.negated and lower.negated and lower.relation == "xcomp"
            reader.frame(lower, -1 if twice else 1, 0)
        for deeper in (frames[n] for n in lower.complements if lower.kind == "noun"):
            if deeper.relation == "acl":  # "wants the sanctions lifted"
                reader.frame(deeper, 1, 0)
    for mention in mentions:
        reader.mention(mention, 1, 0)


def of_noun(view: View, noun: Mention) -> Iterator[Attitude]:
    """Attitudes named by a noun: "the demand that", "support for", "opposition to"."""
    rows = [row for row in view.words.rows.get((noun.lemma, "noun"), ()) if row[0] != "undo"]
    if not rows:
        return
    scene = view.scene
    frame = next((f for f in scene.frames_in(noun.sentence) if f.token == noun.head), None)
    above = frame or next((f for f in scene.frames_in(noun.sentence) if holds(f, noun.id)), None)
    if above is None:
        return
    inner = list(scene.inside(noun.id, 1))
    own = [m for how, m in inner if scene.findings.mentions[m].kind in ("adjective", "possessive")]
    own += [m for how, m in inner if how in view.words.owned]
    content = [m for how, m in inner if m not in own or not view.parties([m])]
    for kind, sign in rows:
        one = Attitude(kind, sign, above, lemma=noun.lemma, speakers=view.speakers(above))
        one.holders = view.parties(own) or view.subjects(above) or one.speakers
        one.targets = view.parties(content)
        reader = Reader(view, one)
        if frame is not None and frame.negated:
            one.sign = -sign
        for lower in clauses(scene, noun, frame, above):
            reader.frame(lower, 1, 0)
        for mention in content:
            reader.mention(mention, 1, 0)
        yield one


def holds(frame: Frame, mention: int) -> bool:
    """Whether a mention has a role of its own in a frame."""
    return any(r.mention == mention and not r.relation.startswith("of-verb:") for r in frame.roles)


def clauses(scene: Scene, noun: Mention, frame: Frame | None, above: Frame) -> list[Frame]:
    """Clauses that say what a noun is about: those on the noun, and for "the aim is that" the one on its predicate."""
    frames = scene.findings.frames
    if frame is not None and frame.complements:
        return [frames[n] for n in frame.complements if frames[n].kind != "noun"]
    if noun.relation.startswith("nsubj") and above.kind == "adjective":
        return [frames[n] for n in above.complements]
    below = [f for f in scene.frames_in(noun.sentence) if f.parent == above.id and f.trigger_start >= noun.end]
    return [f for f in below if f.kind != "noun" and f.id not in above.complements][:1]


@dataclass
class Reader:
    """Walks down the content of one attitude and notes the topics in it."""

    view: View
    one: Attitude
    seen: set[int] = field(default_factory=set)

    def note(self, lemma: str, sign: int, depth: int) -> None:
        """The topics of a word, the first place of each counts."""
        for topic, weight in self.view.topics.of(lemma):
            if weight >= FAINT and topic not in self.one.content:
                self.one.content[topic] = (sign, depth)

    def frame(self, frame: Frame, sign: int, depth: int) -> None:
        """A clause: its word, its phrases, and the clauses below it."""
        if depth > DEPTH or -1 - frame.id in self.seen:
            return
        self.seen.add(-1 - frame.id)
        if frame.negated and not (depth and frame.kind == "noun"):
            sign = -sign
        self.note(frame.lemma, sign, depth)
        if (frame.lemma, "verb") in self.view.words.turning and frame.kind == "verb":
            sign = -sign
        for role in frame.roles:
            if not role.relation.startswith("of-verb:"):
                self.mention(role.mention, -sign if self.against(role) else sign, depth + 1)
        for number in frame.complements:
            lower = self.view.scene.findings.frames[number]
            if lower.kind != "noun":
                self.frame(lower, sign, depth + 1)
        for word in frame.words:
            self.note(word, sign, DEPTH)
        if not depth:
            for topic, _ in self.view.topics.phrases_in(self.view.text[frame.start : frame.end].lower()):
                self.one.content.setdefault(topic, (sign, DEPTH))

    def against(self, role: Role) -> bool:
        """Whether a phrase stands behind "against", below what is not itself a word against something."""
        kinds = self.view.words.rows.get((role.preposition or "", "case"), ()) if role.relation == "obl" else ()
        return self.one.sign > 0 and any(sign < 0 for _, sign in kinds)

    def mention(self, number: int, sign: int, depth: int) -> None:
        """A noun phrase: its head, and what hangs on it."""
        if depth > DEPTH or number in self.seen:
            return
        self.seen.add(number)
        self.one.mentions.append(number)
        noun = self.view.scene.findings.mentions[number]
        self.note(noun.lemma, sign, depth)
        for word in noun.modifiers:
            self.note(word, sign, depth + 1)
        if (noun.lemma, "noun") in self.view.words.turning:
            sign = -sign
        for _, lower in self.view.scene.inside(number, 1):
            self.mention(lower, sign, depth + 1)
