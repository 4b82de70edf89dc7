"""The clause of a cue: its verb with subject, auxiliaries and particles, who speaks in it, which words are the cue."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.find.speech_cues import Trigger
from demarche.find.speech_view import CLOSING, View
from demarche.find.tokens import Token
from demarche.find.tree import base, child

Spans = tuple[tuple[int, int], ...]
OPENING = frozenset("\"“„«‘,,''")
STOPS = frozenset({",", "-", "–", "—", "?", "!", ":"})
# A complement whose parse starts further from its verb than this was wrong in the reports looked at.
FAR = 40


@dataclass(frozen=True)
class Candidate:
    """A way to read a cue: its words, the reported words, who is given as source (index of a token, or None).

    ``shape`` tells readings of one form apart; ``declined`` names the follow-up that could have joined and is left out.
    """

    trigger: Trigger
    form: str
    content: Spans
    cue: Spans
    source: int | None
    shape: str = ""
    declined: str = ""


@dataclass(frozen=True)
class CueClause:
    """The clause of a cue: its verb, its unit, and the indices between which subject, verb and auxiliaries stand."""

    trigger: Trigger
    verb: Token
    unit: tuple[int, int]
    subject: Token | None
    start: int
    end: int

    @classmethod
    def of(cls, view: View, trigger: Trigger, unit: tuple[int, int], subject: Token | None) -> CueClause:
        verb = view.doc[trigger.token]
        inside = [verb.i, *(p for p in trigger.parts if unit[0] <= p < unit[1])]
        inside += [c.i for c in verb.children if c.base_ in ("aux", "cop") and unit[0] <= c.i < unit[1]]
        if subject is not None and stands_by(view, subject, verb, unit):
            left, right = view.edges(subject)
            if not left <= verb.i <= right:
                inside += [max(left, unit[0]), min(right, unit[1] - 1)] if right - left < FAR else [subject.i]
        first = min(inside)
        if first > unit[0] and view.doc[first - 1].lower_ in view.words("manner"):
            first -= 1
        return cls(trigger, verb, unit, subject, first, max(inside) + 1)


def source_of(view: View, token: Token) -> Token | None:
    """Who speaks: the subject, the agent of a passive, or what a relative pronoun stands for."""
    agent = next(
        (c for c in token.children if c.base_ == "obl" and first_lower(c, "case") in view.words("agents")), None
    )
    passive = child(token, "aux:pass") is not None or any(c.dep_ == "nsubj:pass" for c in token.children)
    if agent is not None and (passive or agent.dep_ == "obl:agent"):
        return agent
    subject = None if passive else view.subject(token)
    if subject is not None and subject.lower_ in view.words("relatives") and subject.head.base_ == "acl":
        return subject.head.head
    return subject


def inverted_subject(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The speaker behind a verb that follows the words it reports ("…, zei X"): parses often miss it."""
    first = token.i
    if first > unit[0] and view.doc[first - 1].lower_ in view.words("manner"):
        first -= 1
    if previous_text(view, first) not in STOPS | CLOSING or first == unit[0]:
        return None
    found = noun_behind(view, token.i, unit)
    if found is None:
        return None
    # "…, a member of Parliament, said Tunisia is …": what a verb follows is no speaker, it begins what is said.
    return None if follows_verb(view, found, unit) else found


def follows_verb(view: View, noun: Token, unit: tuple[int, int]) -> bool:
    """Whether a finite verb stands right behind a noun, its name and its adjuncts in the noun's own words."""
    at = noun.i + 1
    while at < unit[1] and (view.doc[at].head.i == noun.i or base(view.doc[at].dep_) in ("flat", "compound", "appos")):
        if view.doc[at].pos_ in ("VERB", "AUX"):
            break
        at += 1
    return at < unit[1] and view.doc[at].pos_ in ("VERB", "AUX") and "Fin" in view.doc[at].morph.get("VerbForm", [])


def pointed_subject(view: View, token: Token, unit: tuple[int, int]) -> Token | None:
    """The speaker in "Dat zei X", "Dat heeft X gezegd": behind the finite verb, whatever the parse says of "dat"."""
    if view.doc[unit[0]].lower_ not in view.words("demonstratives"):
        return None
    finite = next((t.i for t in view.doc[unit[0] + 1 : token.i + 1] if t.pos_ in ("AUX", "VERB")), None)
    return noun_behind(view, finite, unit) if finite is not None and finite == unit[0] + 1 else None


def noun_behind(view: View, index: int, unit: tuple[int, int]) -> Token | None:
    """The head of the noun phrase that stands right behind a token, or None where another kind of word does."""
    for at in range(index + 1, min(unit[1], index + FAR // 3)):
        word = view.doc[at]
        if word.pos_ in ("NOUN", "PROPN", "PRON"):
            inner = word.base_ in ("nmod", "compound", "flat", "amod", "det")
            if inner and word.i < word.head.i < unit[1]:
                word = word.head
            return word if word.lower_ not in view.words("complementizers") else None
        if word.pos_ not in ("DET", "ADJ", "NUM", "ADV") and not word.is_space:
            return None
    return None


def first_lower(token: Token, relation: str) -> str:
    """The lower-case form of the first child by a relation, or ''."""
    found = child(token, relation)
    return found.lower_ if found is not None else ""


def previous_text(view: View, index: int) -> str:
    """Text of the word before a token, white space skipped; '' at the start."""
    while index > 0:
        index -= 1
        if not view.doc[index].is_space:
            return view.doc[index].text
    return ""


def quote_ending(view: View, first: int) -> tuple[int, int] | None:
    """The quotation that ends right before a token (a comma or full stop may stand between)."""
    place = view.doc[first].idx - 1
    text = view.text
    while place > 0 and (text[place].isspace() or text[place] in ",.-–—"):
        place -= 1
    quote = next((q for q in view.quotes.within(place, place + 1, singles=True) if q.end == place + 1), None)
    return (quote.start, quote.end) if quote is not None else None


def stands_by(view: View, subject: Token, verb: Token, unit: tuple[int, int]) -> bool:
    """Whether a subject stands in the verb's own clause: near, and with no other verb between them."""
    if not unit[0] <= subject.i < unit[1] or abs(subject.i - verb.i) >= FAR:
        return False
    low, high = sorted((subject.i, verb.i))
    return subject.head.i == verb.i or not any(t.pos_ == "VERB" for t in view.doc[low + 1 : high])


def cue_words(view: View, clause: CueClause, content: Spans) -> Spans:
    """The cue: from the first word of its clause to the last that is not reported."""
    left, right = clause.start, clause.end
    inside = {i for a, b in content for i in range(view.token_at(a), view.token_at(b - 1) + 1)}
    while (
        left > clause.unit[0]
        and left - 1 not in inside
        and view.doc[left - 1].text not in STOPS
        and (view.doc[left - 1].lower_ not in view.words("joiners") or left - 1 == clause.unit[0])
        and clause.end - left < FAR
    ):
        left -= 1
    while right < clause.unit[1] and right not in inside and view.doc[right].text not in (".", ":", ",", "!", *OPENING):
        right += 1
    out, start = [], None
    for at in range(left, right + 1):
        if at < right and at not in inside:
            start = at if start is None else start
        elif start is not None:
            span = view.chars(start, at)
            if span[1] > span[0]:
                out.append(span)
            start = None
    return tuple(out) or ((clause.verb.idx, clause.verb.idx + len(clause.verb)),)
