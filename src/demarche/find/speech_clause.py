"""The clause of a cue: its verb with subject, auxiliaries and particles, who speaks in it, which words are the cue."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.find.speech_cues import Trigger
from demarche.find.speech_view import CLOSING, View
from demarche.find.tokens import Token

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
            right = before_quote(view, subject, right)
            if not left <= verb.i <= right:
                inside += [max(left, unit[0]), min(right, unit[1] - 1)] if right - left < FAR else [subject.i]
        first = min(inside)
        while first < verb.i and (view.doc[first].is_space or view.doc[first].text in (",", *CLOSING)):
            first += 1
        if first > unit[0] and view.doc[first - 1].lower_ in view.words("manner"):
            first -= 1
        return cls(trigger, verb, unit, subject, first, max(inside) + 1)


def before_quote(view: View, subject: Token, right: int) -> int:
    """The last word of a speaker's phrase, cut where a quotation opens behind a comma that the parse hangs on it (`said
    X, "that …"`)."""
    for at in range(subject.i + 2, right + 1):
        if view.doc[at].text in OPENING and view.doc[at - 1].text == "," and view.quotes.at(view.doc[at].idx + 1):
            return at - 1 if view.quotes.at(subject.idx) is None else right
    return right


def finite(token: Token) -> bool:
    """Whether a word is a finite verb."""
    return token.pos_ in ("VERB", "AUX") and token.morph.finite


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
