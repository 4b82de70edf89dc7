"""Features of where reported words begin and end: quotation marks, clauses and the parse at their edges."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_clause import Candidate, quote_ending
from demarche.find.speech_extent import next_cue
from demarche.find.speech_view import View


def edge_features(view: View, candidate: Candidate) -> Iterator[str]:
    """How the reported words lie to quotations, to the cue and to a cue that follows.

    What was tried and left out, as it bought nothing in cross-validation: the last word, how much of the unit is left
    behind it, and whether the parse sees the words as one piece.
    """
    yield from quote_features(view, candidate)
    yield from opening_features(view, candidate)
    if candidate.shape.endswith(("+cut", "+uncut")):
        yield from cut_features(view, candidate)


def quote_features(view: View, candidate: Candidate) -> Iterator[str]:
    """Whether a quotation is cut in two, or stands right before or behind the cue."""
    form = candidate.form
    (start, _), (_, end) = candidate.content[0], candidate.content[-1]
    last = view.quotes.at(end - 1)
    if last is not None and last.end > end + 1 and last.start < end - 1:
        yield f"broken|{form}"
    if candidate.form == "label":
        return
    cue = candidate.cue[0][0], candidate.cue[-1][1]
    first = view.token_at(cue[0])
    if first and quote_ending(view, first) is not None:
        yield f"behind-quote|{form}"
    follows = view.quotes.within(cue[1], cue[1] + 3)
    if any(q.start >= cue[1] for q in follows):
        yield f"before-quote|{form}"
        yield f"before-quote|{form}|{'at' if any(q.start - 1 <= start <= q.start + 1 for q in follows) else 'off'}"


def opening_features(view: View, candidate: Candidate) -> Iterator[str]:
    """The first word, what stands before it, and whether another verb stands between it and the cue."""
    form, at = candidate.form, view.token_at(candidate.content[0][0])
    first = view.doc[at]
    yield f"first={first.pos_}|{form}"
    if first.lower_ in view.words("times"):
        yield f"first-time|{form}"
    if candidate.shape.startswith("marker") and at:
        before = view.doc[at - 1]
        yield f"marker={first.pos_}|{'noun' if before.pos_ in ('NOUN', 'PROPN') else 'other'}"
        yield f"marker={first.pos_}|{first.base_}"
    cue = candidate.trigger.token
    between = [t for t in view.doc[cue + 1 : at] if t.pos_ in ("VERB", "AUX") and t.i not in candidate.trigger.parts]
    if any(t.head.i != cue and "Fin" in t.morph.get("VerbForm", []) for t in between):
        yield f"verb-between|{form}"
    if form == "clause" and any(t.pos_ == "VERB" and t.lower_ in view.speech.forms for t in between):
        yield f"cue-between|{'that' if first.lower_ in view.words('that') else 'other'}"
    governor = view.doc[cue].head
    if view.doc[cue].base_ == "xcomp":
        yield f"governor={governor.lemma_.lower()}"


def cut_features(view: View, candidate: Candidate) -> Iterator[str]:
    """Where another cue goes on behind the words: how it is joined, and whether it is a verb like the cue's own."""
    start, end = view.token_at(candidate.content[0][0]), view.token_at(candidate.content[-1][1] - 1) + 1
    kind = "cut" if candidate.shape.endswith("+cut") else "uncut"
    at = end if kind == "cut" else next_cue(view, start, end)
    if at is None or at >= len(view.doc):
        return
    verb = next((t for t in view.doc[at : at + 8] if t.pos_ == "VERB"), None)
    if verb is None:
        return
    cue = view.doc[candidate.trigger.token]
    same = verb.morph.get("Tense", []) == cue.morph.get("Tense", [])
    own = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in view.doc[at : verb.i])
    joint = "mark" if view.doc[at].text in (",", ";") else "word"
    form = (verb.morph.get("VerbForm", []) or [""])[0]
    yield f"{kind}:tense={same}"
    yield f"{kind}:own={own}|{joint}"
    yield f"{kind}:form={form}"
    yield f"{kind}:{same}:{own}:{joint}"
    yield f"{kind}:{form}:{same}:{own}"
    marked = any(t.lower_ in view.words("complementizers") for t in view.doc[verb.i + 1 : verb.i + 3])
    yield f"{kind}:marked={marked}:{own}"
