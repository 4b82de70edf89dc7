"""Where words told may end sooner than their sentence: before what the outlet may have added."""

from __future__ import annotations

from demarche.find.speech_clause import finite
from demarche.find.speech_view import View
from demarche.find.tokens import Token

# Sooner ends offered for each beginning: more found no more of the gold in train.
TRIMS = 3
# A sooner end is offered where it leaves at most this part of the words: two readings closer than that count as one.
TRIM = 0.8
ADJUNCTS = frozenset({"advcl", "obl", "acl", "appos", "conj", "parataxis"})
MARKS = frozenset({",", ";", ":", "–", "—"})
# How many words may stand before the pronoun of a relative clause ("three of whom").
LEAD = 3
# A cue in a relative clause stands among its first words ("which he said was …").
NEAR = 6
TELLING = frozenset({"say", "opine"})


def trims(view: View, start: int, end: int) -> list[tuple[int, str]]:
    """Where the words ``start`` to ``end`` may end sooner: before a clause or adjunct at their end that the outlet may
    have added ("… a deal, which …", "… a deal after …"), of the kinds that the pack names. Each leaves a fifth less
    than the one before."""
    kinds = view.words("trimmed_before")
    cuts: dict[int, str] = {}
    for at in range(start + 3, end - 1) if kinds else ():
        token = view.doc[at]
        if token.base_ in ADJUNCTS and view.edges(token)[1] >= end - 2:
            left = view.edges(token)[0]
            if left > start + 2 and token.base_ in kinds:
                cuts.setdefault(left, token.base_)
        if "mark" in kinds and view.doc[at - 1].text in MARKS and view.quotes.at(token.idx) is None:
            cuts.setdefault(at, "mark")
    out: list[tuple[int, str]] = []
    size = float(end - start)
    for at in sorted(cuts, reverse=True):
        if at - start <= TRIM * size and len(out) < TRIMS:
            out.append((at, cuts[at]))
            size = at - start
    return out


def own_words(view: View, cue: Token, start: int, end: int) -> int:
    """Where the words ``start`` to ``end`` of a cue stop and the outlet goes on by itself; or ``end``."""
    return background(view, cue, start, aftermath(view, start, another(view, start, end)))


def another(view: View, start: int, end: int) -> int:
    """Where the words ``start`` to ``end`` stop; or ``end``.

    Behind a comma and "and" or "but" a cue of its own goes on ("…, and *warned* that …": in all of 51 places in
    hand-coded reports); behind an infinitive any clause with a finite verb (21 of 22).
    """
    asked = any(t.lower_ in view.words("infinitive_marks") | view.words("infinitive_doers")
                for t in view.doc[start : start + 2])  # fmt: skip
    for at in range(start + 2, end - 3):
        if view.doc[at].text != "," or view.doc[at + 1].pos_ != "CCONJ" or view.quotes.at(view.doc[at].idx) is not None:
            continue
        verb = next((t for t in view.doc[at + 2 : end] if t.pos_ != "ADV"), None)
        if verb is None or verb.lower_ in view.words("infinitive_marks") | view.words("negations") | view.words("that"):
            continue
        cued = verb.pos_ == "VERB" and finite(verb) and verb.lower_ in view.speech.forms
        if cued or (asked and any(finite(t) for t in view.doc[at + 2 : end])):
            return at
    return end


def aftermath(view: View, start: int, end: int) -> int:
    """Where the words ``start`` to ``end`` stop and the outlet tells what went before ("…, two days *after* the navy
    had seized a trawler"): at a comma, a word like "after" soon behind it and a past verb behind that; or ``end``.

    So in 16 of 20 places in hand-coded reports.
    """
    for at in range(start + 1, end - 3):
        if view.doc[at].text != "," or view.quotes.at(view.doc[at].idx) is not None:
            continue
        word = next((i for i in range(at + 1, min(end, at + 1 + LEAD + 1)) if is_after(view, i)), None)
        if word is None or any(finite(t) for t in view.doc[at + 1 : word]):
            continue
        closed = (
            not any(t.text == "," for t in view.doc[word + 1 : end]) or view.edges(view.doc[word].head)[1] >= end - 2
        )
        if closed and any(t.morph.get("Tense") == ["Past"] and finite(t) for t in view.doc[word + 1 : end]):
            return at
    return end


def opens_aftermath(view: View, start: int, end: int) -> bool:
    """Whether words begin behind a comma with what went before ("…, X said, *two days after it had* …")."""
    behind = start > 0 and view.doc[start - 1].text == ","
    return behind and any(is_after(view, i) for i in range(start, min(end, start + LEAD)))


def is_after(view: View, at: int) -> bool:
    """Whether a word like "after" opens a clause at a token."""
    return view.doc[at].lower_ in view.words("aftermath") and view.doc[at].base_ == "mark"


def background(view: View, cue: Token, start: int, end: int) -> int:
    """Where the words ``start`` to ``end`` of a cue stop and the outlet explains their last noun, in a clause that
    reaches to their end; or ``end``.

    What somebody said is told in the past, what is so besides in the present ("said it would sail to Suva, which *has*
    one pier"): so in 18 of 23 places in hand-coded reports. Behind an infinitive or a charge a relative clause is the
    outlet's in any tense (15 of 17), and so is one with a cue of its own ("…, which *he said* was false").
    """
    asked = any(t.lower_ in view.words("infinitive_marks") | view.words("charges") for t in view.doc[start : start + 2])
    now = finite(cue) and cue.morph.get("Tense") == ["Pres"]
    for at in range(start + 2, end - 3):
        if view.doc[at].text != "," or view.quotes.at(view.doc[at].idx) is not None or not hangs(view, at, end):
            continue
        if explains(view, at, end):
            verb = next((t for t in view.doc[at + 1 : end] if finite(t)), None)
            if verb is not None and not now and (asked or verb.morph.get("Tense") == ["Pres"]):
                return at
        if tells_more(view, at, end):
            return at
    return end


def hangs(view: View, at: int, end: int) -> bool:
    """Whether all behind a comma hangs on one word in front of it, with no second comma behind which a verb or "and"
    goes on with the clause before."""
    inner = [view.doc[i + 1] for i in range(at + 2, end - 1) if view.doc[i].text == ","]
    if any(t.pos_ in ("VERB", "AUX") or t.lower_ in view.words("joiners") for t in inner):
        return False
    return sum(t.head.i <= at and not t.is_punct for t in view.doc[at + 1 : end]) == 1


def explains(view: View, at: int, end: int) -> bool:
    """Whether a relative clause with no quotation in it stands behind a comma; "of whom ten …" picks some out."""
    free = not view.quotes.within(view.doc[at].idx, view.doc[end - 1].idx)
    return free and view.doc[at + 1].lower_ not in view.words("sources") and is_relative(view, at + 1, end)


def tells_more(view: View, at: int, end: int) -> bool:
    """Whether a relative clause behind a comma tells by a cue of its own what somebody said of its noun."""
    if not is_relative(view, at + 1, end):
        return False
    near = view.doc[at + 2 : min(end, at + NEAR)]
    return any(finite(t) and reports(view, t) and any(named(view, c) for c in t.children) for t in near)


def reports(view: View, verb: Token) -> bool:
    """Whether a verb is one of saying or believing by itself."""
    return any(row.kind == "verb" and row.cls in TELLING for row in view.speech.forms.get(verb.lower_, ()))


def named(view: View, word: Token) -> bool:
    """Whether a word is a subject, and no relative pronoun."""
    return word.base_ == "nsubj" and word.lower_ not in view.words("relatives_apart")


def is_relative(view: View, at: int, end: int) -> bool:
    """Whether a relative clause may begin at a token behind a mark ("three *of whom* …")."""
    return any(t.lower_ in view.words("relatives_apart") for t in view.doc[at : min(end, at + LEAD)])
