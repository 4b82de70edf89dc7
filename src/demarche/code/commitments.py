"""Commitments: what parties bind themselves to do (codebook, section 6).

Six ways of binding oneself are read, with the words of ``packs/<language>/commitments.csv``: a verb of promising or
agreeing with what is promised below it; an announcement of what lies ahead; a treaty or deal that is concluded about
something; a noun ("its commitment to …"); a party's own future told by itself ("we will …"); and one that it is
reported to tell ("said it would …"). A deadline is a date ahead that stands in the action.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from demarche.code.content import attitude_words
from demarche.code.when import lies
from demarche.code.when import resolve as date_of
from demarche.code.who import Resolved
from demarche.findings import Findings, Frame, Mention
from demarche.packs import load
from demarche.records import Commitment, Detail, Document, Span, Statement

# An action shorter than this (in characters) names nothing that could be done.
SHORTEST = 8
SUBJECT = ("nsubj", "agent", "inherited")
# Classes of verbs and nouns; future auxiliaries, participles of being bound, future forms; prepositions of what an
# agreement is about and of its other side.
Set: TypeAlias = frozenset[str]
Words: TypeAlias = tuple[Mapping[str, str], Mapping[str, str], Set, Set, Set, Set, Set, Set]
# Parts of a state that bind it to nothing.
OF_NO_BODY = ("/CVL", "/BUS")
# How an act ahead that a party only says is found; one told by another word is not told twice.
SAID = "said"
# Verbs whose act ahead binds nobody: "I will talk to you later".
IDLE = "idle"


@dataclass(frozen=True)
class Found:
    """A commitment before its words are cut: parties, action and evidence as (start, end), and how it was found."""

    parties: tuple[str, ...]
    action: tuple[int, int]
    evidence: tuple[int, int]
    rule: str


@dataclass(frozen=True)
class Scene:
    """Findings and resolution with the language's words by class.

    ``content`` are prepositions behind which a promise or an agreement names what it is about, ``sides`` those that
    name the other side of an agreement; ``told`` are forms in which what will be is told later ("said it would").
    """

    findings: Findings
    resolved: Sequence[Resolved]
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    futures: frozenset[str]
    bound: frozenset[str]
    forms: frozenset[str]
    content: frozenset[str]
    sides: frozenset[str]
    told: frozenset[str]
    it: frozenset[str]
    text: str
    statements: Sequence[Statement] = ()

    def parties(self, mention: Mention) -> tuple[str, ...]:
        """Parties that a mention and those joined to it stand for; a bare place stands for none."""
        joined = [mention, *(self.findings.mentions[i] for i in mention.coordinates)]
        found = [p for m in joined if self.resolved[m.id].kind != "place" for p in self.resolved[m.id].parties]
        return tuple(dict.fromkeys(found))


def code_commitments(
    findings: Findings, resolved: Sequence[Resolved], statements: Sequence[Statement], document: Document
) -> tuple[Commitment, ...]:
    """The commitments of a document in order of the text; furniture, denials and what is demanded give none."""
    words = (*_table(findings.language), it_words(findings.language))
    scene = Scene(findings, resolved, *words, document.text, statements)
    found = [f for frame in findings.frames if not _is_void(frame, findings) for f in _of_frame(frame, scene)]
    found += [f for mention in findings.mentions for f in _of_noun(mention, scene)]
    kept: list[Commitment] = []
    for one in sorted(_without_repeats(found), key=lambda f: f.action):
        kept.append(_commitment(one, findings, document, f"k{len(kept) + 1}"))
    return tuple(kept)


def _is_void(frame: Frame, findings: Findings) -> bool:
    return frame.negated or frame.kind == "noun" or findings.sentences[frame.sentence].furniture


def _of_frame(frame: Frame, scene: Scene) -> Iterator[Found]:
    """The commitment that a verb makes, if any."""
    own = scene.verbs.get(frame.lemma)
    cls = (_apart(frame, scene) or own) if own in (None, IDLE) else own
    bound = scene.text[frame.trigger_start : frame.trigger_end].lower() in scene.bound
    if attitude_words(scene.findings.language).possible(frame.auxiliaries):
        return  # who "can agree" has not
    if bound or cls in ("promise", "agree", "concur", "bind"):
        yield from _promised(frame, scene, "bound" if bound else cls or "")
    elif cls == "announce":
        yield from _announced(frame, scene)
    elif cls == "conclude":
        yield from _concluded(frame, scene)
    elif cls != IDLE and set(frame.auxiliaries) & scene.futures:
        yield from _own_future(frame, scene)
        yield from _said_future(frame, scene)


def _apart(frame: Frame, scene: Scene) -> str | None:
    """The class of a verb whose particle stands apart and was not joined to it by the parse ("zegde … toe").

    A particle that is a preposition too would be found everywhere ("in de kou staan").
    """
    words = scene.text[frame.start : frame.end].lower().split()
    return next((cls for part, cls in _parted(scene.findings.language, frame.lemma) if part in words), None)


@lru_cache(maxsize=8192)
def _parted(language: str, lemma: str) -> list[tuple[str, str]]:
    """What may stand apart from a word and make one of the table's verbs of it, with that verb's class."""
    plain = load(language).settings("grammar").get("prepositions", {})
    parts = ((v.removesuffix(lemma) or v.removeprefix(lemma), v, cls) for v, cls in _table(language)[0].items())
    return [(part, cls) for part, verb, cls in parts if part not in ("", verb) and part not in plain]


def _promised(frame: Frame, scene: Scene, cls: str) -> Iterator[Found]:
    """What stands below a verb of promising or agreeing: a clause, an infinitive, or its object."""
    relations = (*SUBJECT, "obj") if cls == "bound" or frame.voice == "passive" else SUBJECT
    parties = _subjects(frame, scene, relations, both=cls in ("agree", "concur"))
    if cls == "agree" and frame.voice == "passive" and len(parties) < 2:
        parties = next(
            (own for f in _below(frame, scene) if (own := _subjects(f, scene, SUBJECT, both=False))), parties
        )
    if not parties:
        return
    for below in _below(frame, scene):
        present = below.tense.lower().startswith("pres") and not below.negated
        if below.kind == "noun" and (cls == "bind" or _is_aside(below, scene)):
            continue  # "is committing crimes": only "to" binds; "after many promises", "during the campaign"
        if _lies_ahead(below, scene) or (present if cls == "agree" else cls != "concur"):
            yield _found(frame, parties, (_given(frame, below, scene), _joint_end(below, scene)), cls)
            return
    behind = scene.text[frame.trigger_end : frame.end]
    if cls == "promise" and not any(r.relation == "obj" for r in frame.roles) and any(map(str.isdigit, behind)):
        # "Pledged another $50 million": the sum is no phrase of its own.
        yield _found(frame, parties, (frame.trigger_end + 1, frame.end), cls)
        return
    for role in frame.roles:
        mention = scene.findings.mentions[role.mention]
        if mention.definite and attitude_words(scene.findings.language).has(mention.lemma, "noun", "it"):
            continue  # "agreed with the proposal"
        about = role.relation in ("obl", "nmod", "iobj") and _is_content(role.preposition, mention, scene)
        if mention.start > frame.trigger_start and (about or (role.relation == "obj" and cls == "promise")):
            yield _found(frame, parties, (mention.start, mention.end), cls)
            return


def _given(frame: Frame, below: Frame, scene: Scene) -> int:
    """Where what is promised begins: at what is given, not at what it is for ("pledged 5 million for aid")."""
    objects = (scene.findings.mentions[r.mention] for r in frame.roles if r.relation == "obj")
    starts = (m.start for m in objects if below.kind == "noun" and m.start > frame.trigger_end)
    return min([below.start, *starts])


def _is_aside(noun: Frame, scene: Scene) -> bool:
    """Whether a noun of action tells when or why and not what, by the preposition before it."""
    mention = next((m for m in scene.findings.mentions if m.head == noun.token), None)
    word = mention.preposition if mention is not None else None
    return word is not None and word not in scene.content


def _joint_end(frame: Frame, scene: Scene) -> int:
    """Where an act ends, with those joined to it: "to broaden and deepen their cooperation"."""
    frames = scene.findings.frames
    joined = (f for f in frames if f.parent == frame.id and f.relation == "conj" and f.form == frame.form)
    return max([frame.end, *(f.end for f in joined)])


def _is_content(preposition: str | None, mention: Mention, scene: Scene) -> bool:
    """Whether a preposition names what is promised, and not with whom."""
    return preposition in scene.content and (preposition not in scene.sides or not scene.parties(mention))


def _announced(frame: Frame, scene: Scene) -> Iterator[Found]:
    """An act ahead of its own that a party announces or decides on."""
    parties = _subjects(frame, scene, SUBJECT, both=False)
    for below in _below(frame, scene) if parties else ():
        doers = _subjects(below, scene, SUBJECT, both=False)
        own = not doers or {_bare(p) for p in doers} & {_bare(p) for p in parties}
        if _lies_ahead(below, scene) and own and (not below.negated or below.form.startswith("inf")):
            yield _found(frame, parties, (below.start, _joint_end(below, scene)), "announce")
            return


def _concluded(frame: Frame, scene: Scene) -> Iterator[Found]:
    """A deal that parties conclude about something."""
    for role in frame.roles:
        deal = scene.findings.mentions[role.mention]
        if role.relation != "obj" or scene.nouns.get(deal.lemma) != "agree":
            continue
        tied = (*deal.complements, *((r.preposition, r.mention) for r in frame.roles if r.relation in ("obl", "nmod")))
        sides = [scene.findings.mentions[i] for word, i in tied if word in scene.sides]
        own = _subjects(frame, scene, SUBJECT, both=True)
        parties = tuple(dict.fromkeys((*own, *(p for m in sides for p in scene.parties(m)))))
        about = [scene.findings.mentions[i] for word, i in tied if word in scene.content - scene.sides]
        if len(parties) > 1 and about:
            yield _found(frame, parties, (about[0].start, about[0].end), "conclude")


def _own_future(frame: Frame, scene: Scene) -> Iterator[Found]:
    """A party's own act ahead in its own words: "we will".

    What hangs on a condition is none, and neither is "would": hearsay and wishes. The third person ("they will") was
    tried where its party is the one that speaks: as many wrong as right.
    """
    words = set(scene.text[frame.start : frame.end].lower().split())
    if not words & scene.forms or any(_within(frame, c.consequence) for c in scene.findings.conditionals):
        return
    for role in frame.roles:
        mention = scene.findings.mentions[role.mention]
        if role.relation != "nsubj" or not scene.parties(mention):
            continue
        if mention.kind == "pronoun" and mention.text.lower() in scene.it:
            continue
        first = mention.kind == "pronoun" and mention.person == "1"
        if frame.kind == "verb" and first:
            behind = scene.text[mention.end : frame.end]
            start = mention.end + len(behind) - len(behind.lstrip())
            yield Found(scene.parties(mention), (start, frame.end), (frame.start, frame.end), "future")


def _said_future(frame: Frame, scene: Scene) -> Iterator[Found]:
    """An act ahead of the party that is reported to say it: "Norway said it would send tanks".

    (Of 5 in train that nothing else tells 2 are commitments, and 1 names half of those who bind themselves.) Other
    auxiliaries beside the future ("would have been", "zou kunnen") make it no such act.
    """
    if frame.kind != "verb" or frame.voice == "passive" or not set(frame.auxiliaries) <= scene.futures:
        return
    if not set(scene.text[frame.start : frame.end].lower().split()) & (scene.forms | scene.told):
        return
    if any(_within(frame, c.consequence) for c in scene.findings.conditionals):
        return
    speakers = _speakers(frame, scene)
    doers = [scene.findings.mentions[r.mention] for r in frame.roles if r.relation == "nsubj"]
    for mention in doers:
        parties = tuple(p for p in scene.parties(mention) if _bare(p) in speakers and not p.endswith(OF_NO_BODY))
        if parties and mention.person != "1":
            yield Found(parties, (mention.start, frame.end), (frame.start, frame.end), SAID)


def _speakers(frame: Frame, scene: Scene) -> set[str]:
    """Bare codes of those in whose words a frame stands, the shortest statement that holds it counting."""
    at = frame.trigger_start
    holding = [s for s in scene.statements if any(c.start <= at < c.end for c in s.content)]
    said = min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
    return set() if said is None else {_bare(p) for p in said.party}


def _within(frame: Frame, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= frame.trigger_start < end for start, end in spans)


def _of_noun(mention: Mention, scene: Scene) -> Iterator[Found]:
    """ "Its commitment to …", "the promise of Israel that …": whose it is stands in the phrase."""
    if scene.nouns.get(mention.lemma) != "promise" or scene.findings.sentences[mention.sentence].furniture:
        return
    whose = _whose(mention, scene)
    content = next((scene.findings.mentions[i] for word, i in mention.complements if word in scene.content), None)
    content = content or _right_behind(mention, scene)
    below = next(
        (f for f in scene.findings.frames if f.sentence == mention.sentence and f.start >= mention.end - 1), None
    )
    if whose and content:
        start, end = min(mention.start, content.start), max(mention.end, content.end)
        yield Found(whose, (content.start, content.end), (start, end), "noun")
    elif whose and below is not None and below.start <= mention.end + len(" that ") and below.relation != "conj":
        yield Found(whose, (below.start, below.end), (mention.start, below.end), "noun")


def _whose(mention: Mention, scene: Scene) -> tuple[str, ...]:
    """Whose a promise is: who stands before its noun in the phrase, else behind a preposition that names no content
    ("the commitment of the United States to …")."""
    mentions = scene.findings.mentions
    near = [m for m in mentions if m.sentence == mention.sentence and mention.start <= m.start < m.end <= mention.end]
    before = [m for m in near if m.end <= mention.head_start and m.id != mention.id]
    found = [p for m in before for p in scene.parties(m)]
    if not found:
        behind = [mentions[i] for word, i in mention.complements if word and word not in scene.content | scene.sides]
        found = [p for m in behind for p in scene.parties(m)]
    return tuple(dict.fromkeys(found))


def _right_behind(mention: Mention, scene: Scene) -> Mention | None:
    """What a promise is about, where the parse hung its preposition on the verb ("stressed its commitment to X")."""
    for other in scene.findings.mentions:
        word = other.preposition
        if other.sentence == mention.sentence and word in scene.content and other.start > mention.head_end:
            between = scene.text[mention.end : other.start].split()
            if between and between[0].lower() == word and len(between) == 1:
                return other
    return None


def _subjects(frame: Frame, scene: Scene, relations: tuple[str, ...], *, both: bool) -> tuple[str, ...]:
    """Parties of a frame's subject; with ``both`` also of the other side ("with Airbus")."""
    found: list[str] = []
    for role in frame.roles:
        mention = scene.findings.mentions[role.mention]
        side = both and role.relation in ("obl", "nmod") and role.preposition in scene.sides
        if role.relation in relations or side:
            found.extend(scene.parties(mention))
    return tuple(dict.fromkeys(found))


def _lies_ahead(frame: Frame, scene: Scene) -> bool:
    """Whether a clause tells of the future: an infinitive, or with an auxiliary that points ahead."""
    ahead = frame.form.startswith("inf") or frame.tense.lower().startswith("fut")
    return ahead or bool(set(frame.auxiliaries) & scene.futures)


def _below(frame: Frame, scene: Scene) -> Iterator[Frame]:
    """Clauses and infinitives that a verb has below it; parsers hang "om te …", "to …" and "to doing" on it as an
    adverbial too. What a plan is for stands below its noun ("announced plans to train them")."""
    for below in (scene.findings.frames[number] for number in frame.complements):
        if below.kind == "noun" and scene.nouns.get(below.lemma) == "plan":
            yield from (scene.findings.frames[number] for number in below.complements)
        elif not (below.kind == "noun" and below.relation.startswith("nsubj")):
            yield below
    for other in scene.findings.frames:
        binds = other.form.startswith("inf") or bool(scene.content.intersection(other.particles))
        hangs = other.parent == frame.id and other.relation == "advcl" and binds
        if hangs and other.start > frame.trigger_start and other.id not in frame.complements:
            yield other


def _found(frame: Frame, parties: tuple[str, ...], action: tuple[int, int], rule: str) -> Found:
    evidence = (min(frame.start, action[0]), max(frame.end, action[1]))
    return Found(parties, action, evidence, f"{rule}:{frame.lemma}")


def _bare(party: str) -> str:
    return party.split("/", 1)[0]


def _commitment(one: Found, findings: Findings, document: Document, name: str) -> Commitment:
    words = Span.of(document.text, *one.action)
    evidence = Span.of(document.text, *one.evidence)
    detail = Detail(rule=f"commitments:{one.rule}")
    return Commitment(name, one.parties, (words,), _deadline(words, findings, document), (evidence,), detail)


def _deadline(action: Span, findings: Findings, document: Document) -> str | None:
    """The date ahead that stands in the action, or None."""
    for time in findings.times:
        if action.start <= time.start < action.end:
            day = date_of(time, document.published, "future")
            if day and document.published and lies(day, document.published) != "behind":
                return day.split("/")[-1]
    return None


def _without_repeats(found: list[Found]) -> Iterator[Found]:
    """Commitments long enough to name an act, whose action is not within another's of the same parties."""
    long = [f for f in dict.fromkeys(found) if f.action[1] - f.action[0] >= SHORTEST]
    long = [f for f in long if f.rule != SAID or not any(_overlap(f, o) for o in long if o.rule != SAID)]
    for one in long:
        wider = [o for o in long if o != one and set(o.parties) >= set(one.parties)]
        if not any(
            o.action[0] <= one.action[0] and one.action[1] <= o.action[1] for o in wider if o.action != one.action
        ):
            yield one


def _overlap(one: Found, other: Found) -> bool:
    return one.action[0] < other.evidence[1] and other.evidence[0] < one.action[1]


@lru_cache(maxsize=16)
def it_words(language: str) -> frozenset[str]:
    """Pronouns of a language that bind nobody ("it", "that")."""
    return frozenset(load(language).settings("numbers").get("it", ()))


@lru_cache(maxsize=16)
def _table(language: str) -> Words:
    """The words of ``commitments.csv`` of a language, by what they are."""
    rows = load(language).table("commitments")
    by_kind = {kind: {r["lemma"]: r["class"] for r in rows if r["kind"] == kind} for kind in ("verb", "noun")}
    kinds = ("auxiliary", "particle", "form")
    futures, bound, forms = (frozenset(r["lemma"] for r in rows if r["kind"] == k) for k in kinds)
    prepositions = [(r["lemma"], r["class"]) for r in rows if r["kind"] == "preposition"]
    content, sides = (frozenset(word for word, cls in prepositions if cls == name) for name in ("content", "side"))
    told = frozenset(r["lemma"] for r in rows if r["kind"] == "told")
    return by_kind["verb"], by_kind["noun"], futures, bound, forms, content, sides, told
