"""What a clause wants: attitudes with who holds them, whom they are held against, and the topics of their content.

The words are rows of the pack's ``attitudes``: ``kind`` (want, demand, refuse, offer, ready, support, oppose, …) and
``sign`` (1 for what is wanted, -1 for what is not). The content of an attitude is its clause, infinitive or noun
phrase; what is negated in it, and what it lifts, ends or prevents (kind ``undo``), turns its sign. So "wants the
sanctions lifted" holds ``sanctions`` with the sign -1, and "demands a guarantee that X never joins" holds
``alliance-membership`` with -1 and ``security-guarantees`` with 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarche.code.content import SUBJECTS, Attitude, Reader, View, attitude_words
from demarche.code.judgements import called, judgements_in
from demarche.code.scene import Scene
from demarche.code.taken_up import take_up
from demarche.code.topics import topic_table
from demarche.findings import Frame, Mention, Role

# What a verb acts on, and what stands in its clause besides.
OBJECTS = ("obj", "obl", "iobj")
# Kinds whose rows name no attitude of the noun's own holder.
LOADED = frozenset({"undo", "end", "blame", "judge", "anti", "it", "less"})
# Kinds of words that say for what somebody is praised or blamed.
JUDGING = frozenset({"accuse", "condemn", "oppose", "support", "fear"})
# Kinds that an adjective tells of the doer where it stands beside a verb.
STATES = frozenset({"ready", "refuse", "fear", "oppose"})
NO_VERBS = LOADED | {"case", "call", "another"}
# Kinds of words whose object is what somebody else is to give, do or leave.
WISHING = frozenset({"want", "demand", "refuse", "oppose", "condemn", "fear", "accuse", "support", "agree"})


def attitudes_in(scene: Scene, sentence: int, text: str) -> list[Attitude]:
    """The attitudes of a sentence, in order of its frames, those without a topic in their content left out."""
    words = attitude_words(scene.findings.language)
    view = View(scene, words, topic_table(scene.findings.language), text)
    found: list[Attitude] = []
    for frame in scene.frames_in(sentence):
        found += of_frame(view, frame)
    for number in scene.by_sentence.get(sentence, ()):
        found += of_noun(view, scene.findings.mentions[number])
    found += judgements_in(view, sentence)
    take_up(view, found)
    kept = [a for a in found if a.content]
    for one in kept:
        one.supposed = view.supposed(one.frame)
    return kept


def of_frame(view: View, frame: Frame) -> Iterator[Attitude]:
    """Attitudes of a verb, a predicate or its auxiliaries; else what is done, as the kind ``do``."""
    rows = view.words.rows.get((frame.lemma, frame.kind), ()) if frame.kind != "noun" else ()
    speakers, subjects = view.speakers(frame), view.subjects(frame)
    named = called(view, frame)
    # Who calls a deal lousy does not call for it.
    wanted = [] if named else [(kind, sign) for kind, sign in rows if kind not in NO_VERBS] or stated(view, frame)
    for kind, sign in announced(view, frame, wanted):
        one = Attitude(kind, -sign if frame.negated else sign, frame, lemma=frame.lemma, speakers=speakers)
        if kind == "deontic":
            one.holders, one.targets = speakers or judges(view, frame), subjects
            fill(view, one, [r for r in frame.roles if r.relation in (*SUBJECTS, "obj")], frame)
        else:
            one.holders = subjects or speakers
            one.targets = view.parties(r.mention for r in frame.roles if r.relation in ("obj", "iobj", "obl"))
            fill(view, one, [r for r in frame.roles if r.relation in OBJECTS], frame)
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
    against = of_marker(view, frame, speakers)
    if against is not None:
        yield against
    elif not wanted and frame.kind != "noun" and not named:
        one = Attitude("do", 1, frame, subjects, lemma=frame.lemma, speakers=speakers)
        one.targets = view.parties(r.mention for r in frame.roles if r.relation in OBJECTS)
        Reader(view, one).frame(frame, 1, 0)
        yield one


def announced(view: View, frame: Frame, wanted: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Who warns of an act of its own does not fear it, but threatens with it: "warned that it would close the camp"."""
    if not any(kind == "fear" for kind, _ in wanted):
        return wanted
    own = view.subjects(frame)
    lower = (view.scene.findings.frames[n] for n in frame.complements)
    acts = [f for f in lower if f.kind == "verb" and f.auxiliaries and f.voice != "passive"]
    mine = any(set(view.parties(r.mention for r in f.roles if r.relation == "nsubj")) & set(own) for f in acts)
    return [("threaten", 1) if kind == "fear" and mine else (kind, sign) for kind, sign in wanted]


def stated(view: View, frame: Frame) -> list[tuple[str, int]]:
    """The attitude that a verb tells by a preposition or an adjective beside it: "stands with", "staat open voor"."""
    if frame.kind != "verb":
        return []
    marks = {r.preposition for r in frame.roles if r.preposition}
    told = [way for way in view.words.ways.get(frame.lemma, ()) if way.kind != "undo" and way.words[-1] in marks]
    found = [(way.kind, way.sign) for way in told if set(way.words[:-1]) <= set(frame.words)]
    here = [view.scene.findings.mentions[m] for m in view.scene.by_sentence.get(frame.sentence, ())]
    others = {w for m in here for w in m.modifiers} | {m.lemma for m in here if m.kind == "noun"}
    words = [w for w in frame.words if w not in others]
    rows = (row for word in words for row in view.words.rows.get((word, "adjective"), ()))
    return [*found, *((kind, sign) for kind, sign in rows if kind in STATES)][:1]


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
        for sign in filter(None, [view.words.has(mark or "", "case", "case")]):
            kind = "support" if sign > 0 else "oppose"
            one = Attitude(kind, -sign if frame.negated else sign, frame, holders, lemma=mark or "", speakers=speakers)
            Reader(view, one).mention(mention, 1, 0)
            yield one


def of_marker(view: View, frame: Frame, speakers: tuple[str, ...]) -> Attitude | None:
    """ "Is against sending troops": who would do what a word against it opens will not have it done."""
    mark = next((w for w in frame.particles if view.words.has(w, "case", "case") < 0), None)
    if mark is None or frame.kind != "verb":
        return None
    one = Attitude("oppose", 1 if frame.negated else -1, frame, view.subjects(frame) or speakers, lemma=mark)
    one.speakers = speakers
    Reader(view, one).frame(frame, -1 if frame.negated else 1, 0)
    return one


def judges(view: View, frame: Frame) -> tuple[str, ...]:
    """Who calls something so: the subject of the verb above."""
    above = view.scene.findings.above(frame)
    return view.subjects(above) if above is not None else ()


def fill(view: View, one: Attitude, roles: Iterable[Role], frame: Frame) -> None:
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
    off = -1 if view.undone(frame) else 1
    for role in roles:
        if one.kind in JUDGING or not view.aside(role.preposition):
            reader.role(frame, role, off, 0)
            for lower in on_noun(view, frame, role):
                reader.frame(lower, off, 1)


def on_noun(view: View, frame: Frame, role: Role) -> Iterator[Frame]:
    """Clauses without a subject of their own that say what an object is: "rejected the idea of sending troops"."""
    if role.relation not in OBJECTS:
        return
    for lower in view.scene.frames_in(frame.sentence):
        told = any(r.relation == "inherited" and r.mention == role.mention for r in lower.roles)
        if told and lower.parent == frame.id and lower.kind == "verb" and lower.form.startswith(("ger", "inf")):
            yield lower


def of_noun(view: View, noun: Mention) -> Iterator[Attitude]:
    """Attitudes named by a noun: "the demand that", "support for", "opposition to"."""
    rows = [row for row in view.words.rows.get((noun.lemma, "noun"), ()) if row[0] not in LOADED]
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
    if not view.parties(own) and wished(view, noun, above):
        return
    given_up = undoes(view, noun, above)
    lesser = noun.text.lower().split()
    for kind, sign in rows:
        if given_up and kind in ("demand", "want"):
            continue  # who drops a demand is not against it
        kind, sign = ("oppose" if sign > 0 else "agree", -sign) if given_up else (kind, sign)
        one = Attitude(kind, sign, above, lemma=noun.lemma, speakers=view.speakers(above))
        one.holders = view.parties(own) or view.subjects(above) or one.speakers
        one.targets = view.parties(content)
        reader = Reader(view, one)
        if (frame is not None and frame.negated) or any(view.words.has(w, "adjective", "less") for w in lesser):
            one.sign = -sign
        for lower in clauses(scene, noun, frame, above):
            reader.frame(lower, 1, 0)
        for mention in content:
            reader.mention(mention, 1, 0)
        if not one.content:
            beside(view, reader, noun, above)
        yield one


def verb_over(view: View, noun: Mention, above: Frame) -> Frame:
    """The frame in which a noun stands, where ``above`` may be the noun's own."""
    return (view.scene.findings.above(above) if above.token == noun.head else None) or above


def wished(view: View, noun: Mention, above: Frame) -> bool:
    """Whether a noun is what another word of attitude wants or will not have: who demands a guarantee gives none."""
    above = verb_over(view, noun, above)
    told = {kind for kind, _ in view.words.rows.get((above.lemma, above.kind), ())}
    return above.token == noun.governor and noun.relation.startswith("obj") and bool(told & WISHING)


def undoes(view: View, noun: Mention, above: Frame) -> bool:
    """Whether a verb gives up the attitude that its object names: "lifted its objections to the membership"."""
    above = verb_over(view, noun, above)
    object_ = above.token == noun.governor and noun.relation.startswith("obj")
    return object_ and not above.negated and bool(view.words.has(above.lemma, "verb", "undo"))


def beside(view: View, reader: Reader, noun: Mention, above: Frame) -> None:
    """What a light verb says the noun is about: "heeft kritiek op het plan", "made an appeal to stop the shelling"."""
    above = verb_over(view, noun, above)
    if noun.governor != above.token or not noun.relation.startswith("obj"):
        return
    for role in above.roles:
        if role.relation == "obl" and view.scene.findings.mentions[role.mention].start > noun.end:
            reader.mention(role.mention, 1, 0)
    for number in above.complements:
        lower = view.scene.findings.frames[number]
        if lower.kind != "noun" and lower.trigger_start > noun.end:
            reader.frame(lower, 1, 0)


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
