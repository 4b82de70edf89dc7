"""What loaded words say of a topic: "calls the strikes disproportionate", "their unjust war", "Russia's aggression".

The pack's table ``attitudes`` has verbs that call something so (kind ``call``), words of praise and blame (``judge``),
and nouns that blame whoever does what they name (``blame``). Who speaks holds the judgement, never the one whose deed
it is. And a deed that a noun names with its doer ("American sanctions") tells where the doer stands (kind ``own``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarche.code.content import FAINT, Attitude, Reader, View
from demarche.findings import Frame, Mention

# What may be called so or so, in the roles of the verb that calls it.
CALLED = ("obj", "nsubj", "obl", "iobj", "inherited")


def judgements_in(view: View, sentence: int) -> Iterator[Attitude]:
    """Judgements and deeds named by nouns in a sentence."""
    scene, told = view.scene, set()
    for frame in scene.frames_in(sentence):
        yield from of_calling(view, frame)
        for one in of_predicate(view, frame):
            told |= {m.id for m in predicate(view, frame)}
            yield one
    for number in scene.by_sentence.get(sentence, ()):
        noun = scene.findings.mentions[number]
        if number not in told and any(weight >= FAINT for _, weight in view.topics.of(noun.lemma)):
            yield from of_topic(view, noun)


def judged(view: View, lemmas: Iterable[str]) -> int:
    """The sign of the first word of praise or blame; 0 where there is none."""
    words = view.words
    signs = (
        words.has(w, "adjective", "judge") or words.has(w, "noun", "judge") or words.has(w, "noun", "blame")
        for w in lemmas
    )
    return next((sign for sign in signs if sign), 0)


def called(view: View, frame: Frame) -> int:
    """The sign of what a verb calls something; 0 where it is no such verb, or its word is neither good nor bad."""
    if frame.kind != "verb" or not view.words.has(frame.lemma, "verb", "call"):
        return 0
    lower = [f for f in view.scene.frames_in(frame.sentence) if f.parent == frame.id]
    sign = judged(view, [*frame.words, *(w for f in lower for w in (f.lemma, *f.words))])
    return -sign if frame.negated else sign


def of_calling(view: View, frame: Frame) -> Iterator[Attitude]:
    """ "X called the plan absurd": its object is judged by its subject, whichever of the two comes first."""
    sign = called(view, frame)
    if not sign:
        return
    roles = [r for r in frame.roles if r.relation in CALLED]
    holders = view.subjects(frame) or view.parties(r.mention for r in roles if r.relation == "obj")
    one = Attitude("judge", sign, frame, holders, lemma=frame.lemma, speakers=view.speakers(frame))
    reader = Reader(view, one)
    for role in roles:
        if not set(view.parties([role.mention])) & set(holders):
            reader.mention(role.mention, 1, 0)
    yield one


def predicate(view: View, frame: Frame) -> list[Mention]:
    """The nouns that a copula says of its subject: "an act of aggression"."""
    here = (view.scene.findings.mentions[m] for m in view.scene.by_sentence.get(frame.sentence, ()))
    roles = {r.mention for r in frame.roles if r.relation == "obl"}
    return [m for m in here if m.head == frame.token or (m.id in roles and m.governor == frame.token)]


def of_predicate(view: View, frame: Frame) -> Iterator[Attitude]:
    """ "The enlargement is an act of aggression": whoever says so judges the subject, where that has a topic."""
    if frame.kind == "verb" or not frame.auxiliaries:
        return
    mentions = view.scene.findings.mentions
    nouns = predicate(view, frame)
    sign = judged(view, [frame.lemma, *(w for m in nouns for w in (*m.modifiers, m.lemma))])
    here = (mentions[m] for m in view.scene.by_sentence.get(frame.sentence, ()))
    subjects = [m for m in here if m.governor == frame.token and m.relation.startswith("nsubj")]
    holders = view.speakers(frame)
    if not sign or not subjects or not holders:
        return
    one = Attitude("judge", -sign if frame.negated else sign, frame, holders, lemma=frame.lemma, speakers=holders)
    reader = Reader(view, one)
    for noun in subjects:
        reader.mention(noun.id, 1, 0)
    if one.content:
        yield one


def of_topic(view: View, noun: Mention) -> Iterator[Attitude]:
    """A noun of a topic: its doer's deed, and what those who speak of it in loaded words think of it."""
    scene = view.scene
    here = scene.frames_in(noun.sentence)
    frame = next((f for f in here if f.token == noun.head), None) or next(
        (f for f in here if any(r.mention == noun.id for r in f.roles)), None
    )
    if frame is None:
        return
    owners = owners_of(view, noun)
    sign = judged(view, noun.modifiers) or (view.words.has(noun.lemma, "noun", "blame"))
    speakers = view.speakers(frame)
    if sign:
        holders = tuple(p for p in speakers or view.subjects(top(view, frame)) if p not in owners)
        one = Attitude("judge", sign, frame, holders, owners, lemma=noun.lemma)
        Reader(view, one).mention(noun.id, 1, 0)
        yield one
    if owners:
        one = Attitude("own", 1, frame, owners, lemma=noun.lemma, speakers=speakers)
        Reader(view, one).mention(noun.id, 1, 0)
        yield one


def owners_of(view: View, noun: Mention) -> tuple[str, ...]:
    """Parties whose the thing is that a noun names: "Russia's", "the Russian", "of Russia"."""
    inner, mentions = list(view.scene.inside(noun.id, 1)), view.scene.findings.mentions
    own = [m for how, m in inner if mentions[m].kind in ("adjective", "possessive") or how in view.words.owned]
    return view.parties(own)


def top(view: View, frame: Frame) -> Frame:
    """The main clause above a frame."""
    while (above := view.scene.findings.above(frame)) is not None:
        frame = above
    return frame
