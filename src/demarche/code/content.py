"""The content of an attitude: what stands in its clause, infinitive or noun phrase, with a sign for each topic.

What is negated in it, and what it lifts, ends or prevents, turns the sign: "wants the sanctions lifted" holds
``sanctions`` with the sign -1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.code.topics import TopicTable
from demarche.findings import Frame, Role
from demarche.packs import load

SUBJECTS = ("nsubj", "inherited", "agent")
# Nouns and infinitives that name no doer of their own have that of the clause so many steps up, at most.
UP = 3
# Content is followed this many words down; deeper chains in news are parse errors.
DEPTH = 3
# Words that name a topic more faintly than this (by the table's weight) say too little of it by themselves.
FAINT = 0.3
# A word that is itself against its topic is so for what it names at least this plainly.
PLAINLY = 0.5
# Kinds that say no more than that something is done, may be done or will be.
PLAIN = frozenset({"do", "will", "can", "may", "undo", "own"})
# Kinds whose words turn the sign of what stands below them in the content of another attitude.
TURNING = frozenset({"undo", "refuse", "oppose", "condemn"})
# Topics for which the fight against something, or its limits, are the thing wanted (codebook, section 9): what undoes
# turns nothing, and who calls it bad is for the fight.
FOUGHT = frozenset({"terrorism", "migration", "arms-control"})
# Topics for which whoever blames somebody is, by the kinds of blame: "accused both sides of war crimes", "condemned the
# shelling of towns". (Of 9 who so speak of rights or civilians in train all are for them.)
CHARGED = {
    "accountability": frozenset({"accuse"}),
    "human-rights": frozenset({"accuse", "condemn", "fear", "judge"}),
    "civilians": frozenset({"accuse", "condemn", "fear", "judge"}),
}
# What acts of a type are about, whatever their words.
OF_ACTS = {"CONSULT": "talks"}
# Who wants the first ended (words of the kind ``end``) wants the second.
ENDED = {"military-action": "ceasefire"}
# Topics that are themselves the end of something: a phrase that names one ("stop the fighting") is not undone by its
# own words.
WHOLE = frozenset(ENDED.values())
# A phrase is right behind a noun where at most this many characters lie between: its preposition.
BEHIND = 10
# Verbs of speech of these classes: who "has nothing to say about it" or "did not say that" does not deny what follows.
SAYING = frozenset({"say", "utter", "speak", "show"})


@dataclass(slots=True)
class Attitude:
    """``content`` has for each topic its sign (1 or -1) and how far down it was found (0 is the head); ``taken`` where
    it was told before and is only taken up here; ``supposed`` as :meth:`View.supposed` says."""

    kind: str
    sign: int
    frame: Frame
    holders: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    content: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    lemma: str = ""
    taken: bool = False
    supposed: str = ""

    def side(self, topic: str) -> int:
        """1 where the holder is for a topic of the content, -1 where against, 0 where it is not in it."""
        found = self.content.get(topic)
        return 0 if found is None else self.sign * found[0]


class Way(NamedTuple):
    """Words beside a verb, the last of them a preposition: "get rid of" undoes, "stand by" supports what follows."""

    words: tuple[str, ...]
    kind: str
    sign: int


@dataclass(frozen=True)
class Words:
    """The table ``attitudes`` of a pack: (lemma, part of speech) to its kinds with their signs, and what undoes.

    ``saying`` are verbs of speech; ``ways`` are the words beside a verb that make it one of attitude; ``supposing`` are
    conjunctions of a condition; ``phrases`` undo what else is in their clause.
    """

    rows: dict[tuple[str, str], tuple[tuple[str, int], ...]]
    turning: frozenset[tuple[str, str]]
    owned: frozenset[str]
    saying: frozenset[str]
    ways: dict[str, tuple[Way, ...]]
    supposing: frozenset[str]
    phrases: re.Pattern[str] | None

    def possible(self, auxiliaries: Iterable[str]) -> bool:
        """Whether one of some auxiliaries says that something can or may be."""
        return any(self.has(word, "aux", "can") or self.has(word, "aux", "may") for word in auxiliaries)

    def has(self, lemma: str, pos: str, kind: str) -> int:
        """The sign that a word has as one of a kind; 0 where it is none."""
        for one, sign in self.rows.get((lemma, pos), ()):
            if one == kind:
                return sign
        return 0


@cache
def attitude_words(language: str) -> Words:
    """The words of attitude of a language; a language without the table has none."""
    pack = load(language)
    rows: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for row in pack.table("attitudes"):
        rows.setdefault((row["lemma"], row["pos"]), []).append((row["kind"], int(row["sign"])))
    turning = {key for key, found in rows.items() if any(sign < 0 and kind in TURNING for kind, sign in found)}
    owned = frozenset(pack.settings("grammar").get("possessive_prepositions", ()))
    said = pack.table("speech")
    saying = frozenset(row["lemma"] for row in said if row["kind"] == "verb" and row["class"] in SAYING)
    ways: dict[str, tuple[Way, ...]] = {}
    for lemma, kind, sign in ((lemma, *row) for (lemma, pos), found in rows.items() if pos == "with" for row in found):
        verb, *words = lemma.split()
        ways[verb] = (*ways.get(verb, ()), Way(tuple(words), kind, sign))
    supposing = frozenset(pack.settings("conditions").get("clauses", ()))
    kinds = {key: tuple(found) for key, found in rows.items()}
    ends = sorted(lemma for lemma, pos in rows if pos == "phrase")
    phrases = re.compile(r"\b(?:" + "|".join(map(re.escape, ends)) + r")\b") if ends else None
    return Words(kinds, frozenset(turning), owned, saying, ways, supposing, phrases)


@dataclass(frozen=True)
class View:
    """A scene with the tables by which its attitudes are read."""

    scene: Scene
    words: Words
    topics: TopicTable
    text: str
    named: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def phrases(self, start: int, end: int) -> list[str]:
        """Topics that phrases of several words name in a part of the text; found once."""
        known = self.named.get((start, end))
        if known is None:
            known = [topic for topic, _ in self.topics.phrases_in(self.text[start:end].lower())]
            self.named[start, end] = known
        return known

    def parties(self, mentions: Iterable[int]) -> tuple[str, ...]:
        """Bare codes of what mentions stand for, each once."""
        return tuple(dict.fromkeys(bare(p) for m in mentions for p in self.scene.parties(m)))

    def subjects(self, frame: Frame) -> tuple[str, ...]:
        """Parties that are the doer of a frame, or of the clause that a noun or an infinitive hangs on."""
        for _ in range(UP):
            roles = [r for r in frame.roles if r.relation.removeprefix("of-verb:") in SUBJECTS]
            own = [r.mention for r in roles if r.relation in SUBJECTS]
            found = self.parties(own) or self.doers(roles) or self.parties(r.mention for r in roles)
            above = self.scene.findings.above(frame)
            if found or roles or above is None or frame.voice == "passive" or frame.form.startswith("fin"):
                return found
            frame = above
        return ()

    def doers(self, roles: Iterable[Role]) -> tuple[str, ...]:
        """States that do something by their name as a place: "set up by Germany"."""
        named = [r.mention for r in roles if r.relation in ("agent", "inherited")]
        return tuple(dict.fromkeys(bare(p) for m in named for p, _ in self.scene.codes(m)))

    def turns(self, frame: Frame, role: Role) -> bool:
        """Whether a verb, alone or with a word, undoes what is behind a preposition: "stappen uit", "wil af van"."""
        ways = self.words.ways.get(frame.lemma, ()) if role.preposition else ()
        mine = [way.words for way in ways if way.kind == "undo" and way.words[-1] == role.preposition]
        if any(set(words[:-1]) <= set(frame.words) for words in mine):
            return True
        noun = self.object_before(frame, role)
        return noun is not None and self.words.has(noun, "noun", "undo") != 0

    def ends(self, frame: Frame, role: Role) -> bool:
        """Whether a verb with a word of ending puts an end to what is behind a preposition: "maken … een einde aan"."""
        ways = self.words.ways.get(frame.lemma, ()) if role.preposition else ()
        found = [w for way in ways if way.words[-1] == role.preposition for w in way.words[:-1] if w in frame.words]
        noun = self.object_before(frame, role)
        return any(self.words.has(word, "noun", "end") for word in (*found, *filter(None, [noun])))

    def object_before(self, frame: Frame, role: Role) -> str | None:
        """The noun that is a verb's object and stands right before a phrase, which may belong to it though the parse
        hangs it on the verb ("demands a halt to the fighting", "called for a halt to it")."""
        mentions = self.scene.findings.mentions
        start = mentions[role.mention].start
        about = role.preposition or role.relation == "obl"  # the parse may lose a preposition of it, never the phrase
        near = (mentions[r.mention] for r in frame.roles if r.relation in ("obj", "obl") and about)
        return next((m.lemma for m in near if 0 < start - m.end <= BEHIND), None)

    def undone(self, frame: Frame) -> bool:
        """Whether a phrase undoes what else stands in a clause: "wants the tariffs off the table"."""
        if not self.words.phrases:
            return False
        lower = [self.scene.findings.frames[n] for n in frame.complements]
        words = self.text[frame.start : frame.end].lower()
        found = [frame.start + one.start() for one in self.words.phrases.finditer(words)]
        return any(not any(f.start <= at < f.end for f in lower if f.kind != "noun") for at in found)

    def aside(self, preposition: str | None) -> bool:
        """Whether a phrase tells when, why or in spite of what, and so is no part of what is wanted."""
        return preposition is not None and bool(self.words.has(preposition, "case", "aside"))

    def supposed(self, frame: Frame) -> str:
        """``if`` where a frame stands in a condition, ``then`` where it hangs on one, else nothing."""
        above = {frame.id}
        here, words = self.scene.frames_in(frame.sentence), self.words.supposing
        for _ in range(UP + 1):
            if frame.kind == "verb" and words.intersection(frame.particles):
                return "if"
            upper = self.scene.findings.above(frame)
            if upper is None:
                break
            frame = upper
            above.add(frame.id)
        under = [f for f in here if f.parent in above and f.kind == "verb" and f.relation.startswith("advcl")]
        return "then" if any(words.intersection(f.particles) for f in under) else ""

    def speakers(self, frame: Frame) -> tuple[str, ...]:
        """Parties in whose words a frame stands."""
        said = self.scene.spoken[frame.id]
        return tuple(dict.fromkeys(map(bare, said.party))) if said is not None else ()


@dataclass
class Reader:
    """Walks down the content of one attitude and notes the topics in it."""

    view: View
    one: Attitude
    seen: set[int] = field(default_factory=set)
    ending: bool = False

    def note(self, lemma: str, sign: int, depth: int) -> None:
        """The topics of a word, the first place of each counts; "amnesty" is itself against what it is about."""
        anti = bool(self.view.words.has(lemma, "noun", "anti"))
        for topic, weight in self.view.topics.of(lemma):
            if weight >= FAINT:
                if self.ending and topic in ENDED:
                    self.add([ENDED[topic]], -sign, depth)
                self.add([topic], -sign if anti and weight >= PLAINLY else sign, depth)

    def add(self, topics: Iterable[str], sign: int, depth: int) -> None:
        """Topics with a sign, as far as they are new."""
        for topic in topics:
            mine = sign
            if topic in FOUGHT:
                mine = self.one.sign if self.one.kind == "judge" else 1
            elif self.one.sign < 0 and self.one.kind in CHARGED.get(topic, ()):
                mine = -1
            self.one.content.setdefault(topic, (mine, depth))

    def frame(self, frame: Frame, sign: int, depth: int) -> None:
        """A clause: its word, its phrases, and the clauses below it."""
        if depth > DEPTH or -1 - frame.id in self.seen:
            return
        self.seen.add(-1 - frame.id)
        if frame.negated and not (depth and frame.kind == "noun") and frame.lemma not in self.view.words.saying:
            sign = -sign
        self.note(frame.lemma, sign, depth)
        offered = self.view.scene.acts[frame.id][:1]
        self.add([OF_ACTS[act.type] for act, met in offered if met and act.type in OF_ACTS], sign, depth)
        named = [] if depth else self.view.phrases(frame.start, frame.end)
        self.add([topic for topic in named if topic in WHOLE], sign, 1)
        before = self.ending
        if frame.kind == "verb":
            self.ending = before or bool(self.view.words.has(frame.lemma, "verb", "end"))
        if (frame.lemma, "verb") in self.view.words.turning and frame.kind == "verb":
            sign = -sign
        if self.view.undone(frame):
            sign = -sign
        for role in frame.roles:
            if not role.relation.startswith("of-verb:") and not self.view.aside(role.preposition):
                self.role(frame, role, -sign if self.against(role) else sign, depth + 1)
        for number in frame.complements:
            lower = self.view.scene.findings.frames[number]
            if lower.kind != "noun":
                self.frame(lower, sign, depth + 1)
        for word in frame.words:
            self.note(word, sign, DEPTH)
        self.add(named, sign, DEPTH)
        self.ending = before

    def role(self, frame: Frame, role: Role, sign: int, depth: int) -> None:
        """A phrase of a clause, which the verb may undo or end."""
        before = self.ending
        self.ending = before or self.view.ends(frame, role)
        self.mention(role.mention, -sign if self.view.turns(frame, role) else sign, depth)
        self.ending = before

    def against(self, role: Role) -> bool:
        """Whether a phrase stands behind "against", below what is not itself a word against something."""
        sign = self.view.words.has(role.preposition or "", "case", "case") if role.relation == "obl" else 0
        return self.one.sign > 0 and sign < 0

    def mention(self, number: int, sign: int, depth: int) -> None:
        """A noun phrase: its head, and what hangs on it."""
        if depth > DEPTH or number in self.seen:
            return
        self.seen.add(number)
        self.one.mentions.append(number)
        noun = self.view.scene.findings.mentions[number]
        self.note(noun.lemma, sign, depth)
        named = [] if depth else self.view.phrases(noun.start, noun.end)
        self.add([topic for topic in named if topic in WHOLE], sign, 1)
        before = self.ending
        self.ending = before or bool(self.view.words.has(noun.lemma, "noun", "end"))
        if (noun.lemma, "noun") in self.view.words.turning:
            sign = -sign
        for word in noun.modifiers:
            self.note(word, sign, depth + 1)
        for _, lower in self.view.scene.inside(number, 1):
            if not self.view.aside(self.view.scene.findings.mentions[lower].preposition):
                self.mention(lower, sign, depth + 1)
        # "The lifting of the sanctions" is turned by its own first word.
        self.add(named, sign, 1)
        self.ending = before
