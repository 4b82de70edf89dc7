"""What stands where words told would stand and is none: what somebody will not say, does, or asks for himself."""

from __future__ import annotations

from collections.abc import Sequence

from demarche.find.speech_clause import Candidate
from demarche.find.speech_source import is_passive
from demarche.find.speech_view import View
from demarche.find.tokens import Token

BEHIND = frozenset({"clause", "naming", "object"})
OPENING = frozenset({"DET", "NOUN", "PROPN", "ADJ", "PRON", "NUM"})


def unsaid(view: View, told: Candidate) -> bool:
    """Whether a reading gives no words of anybody's.

    In 176 made-up and 52 real English reports this holds of 86 cues. None of them reports anything; 28 had their words
    taken for told.
    """
    if told.trigger.lemma in view.words("passive_acts") and acted_on(view, view.doc[told.trigger.token]):
        return True
    if told.form not in BEHIND or not told.content:
        return False
    words = view.doc[view.token_at(told.content[0][0]) : view.token_at(told.content[-1][1] - 1) + 1]
    return bool(words) and any(rule(view, told, words) for rule in (withheld, nameless, only_done, spoken_with))


def acted_on(view: View, verb: Token) -> bool:
    """Whether a verb is passive, or a participle with its doer ("the country, *ruled by one family*")."""
    if is_passive(verb):
        return True
    doers = (c for c in verb.children if c.base_ == "obl" and any(m.lower_ in view.words("agents") for m in c.children))
    return verb.base_ == "acl" and next(doers, None) is not None


def withheld(view: View, told: Candidate, words: Sequence[Token]) -> bool:
    """Whether it is what somebody does not say or lets nobody do: "did not say whether …", "declined to comment"."""
    if told.trigger.lemma in view.words("withholding"):
        return words[0].lower_ not in view.words("that")
    opener = words[0].lower_
    asks = opener in view.words("complementizers") and opener not in view.words("that")
    verb = view.doc[told.trigger.token]
    return asks and "say" in told.trigger.classes and any(c.lower_ in view.words("negations") for c in verb.children)


def nameless(view: View, told: Candidate, words: Sequence[Token]) -> bool:
    """Whether a source asks to stay unknown ("who asked not to be named")."""
    asked = told.trigger.lemma in view.words("askers") and any(t.lower_ in view.words("negations") for t in words[:3])
    return asked and any(t.lower_ in view.words("naming_sources") for t in words)


def only_done(view: View, told: Candidate, words: Sequence[Token]) -> bool:
    """Whether it is the bare object of a verb that does something to it ("rejected the offer", "concluded a pact")."""
    if told.trigger.lemma not in view.words("done_to") or words[0].pos_ not in OPENING:
        return False
    objects = [c for c in view.doc[told.trigger.token].children if c.base_ == "obj"]
    held = any(words[0].i <= c.i <= words[-1].i for c in objects)
    return held and not any(t.lower_ in view.words("as") | view.words("that") or t.text in '"“”' for t in words)


def spoken_with(view: View, told: Candidate, words: Sequence[Token]) -> bool:
    """Whether it is with, for or under whom somebody speaks ("who speaks *for the ministry*", "spoke *on condition of
    anonymity*")."""
    speaks = told.trigger.lemma in view.words("telling_of") and words[0].pos_ == "ADP"
    timed = len(words) > 1 and words[1].lower_ in view.words("times")
    return speaks and not timed and words[0].lower_ not in view.words("sources") | view.words("subjects")
