"""Those who are told something, and where the words begin behind them ("told the daily Le Temps it would …")."""

from __future__ import annotations

from demarche.find.speech_clause import FAR, CueClause, finite
from demarche.find.speech_source import is_passive, noun_behind
from demarche.find.speech_view import View
from demarche.find.tokens import Token

# What a clause with no word like "that" in front may begin with.
OPENERS = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})
NAMES = frozenset({"flat", "compound", "fixed"})


def told_start(view: View, clause: CueClause) -> int | None:
    """Where the words begin behind the one who is told them ("told reporters it was …"), or None."""
    if clause.trigger.lemma not in view.words("tellers"):
        return None
    hearer = noun_behind(view, clause.verb.i, clause.unit)
    if hearer is None:
        return None
    start = behind_place(view, behind_names(view, hearer, clause.unit[1]), clause.unit[1])
    return start if start < clause.unit[1] - 1 and not view.doc[start].is_punct else None


def has_hearer(view: View, clause: CueClause) -> bool:
    """Whether who is told stands behind the verb for sure, so that nothing told begins with it."""
    return clause.trigger.lemma in view.words("uninverted") and not is_passive(clause.verb)


def tells_behind(view: View, clause: CueClause) -> bool:
    """Whether a clause stands behind those who are told it, so that nothing before the cue is told ("X, who …, told the
    BBC he …")."""
    start = told_start(view, clause) if has_hearer(view, clause) else None
    if start is None or view.doc[start].pos_ not in OPENERS or view.doc[start].lower_ in view.words("times"):
        return False
    return any(finite(t) for t in view.doc[start : clause.unit[1]])


def behind_names(view: View, hearer: Token, end: int) -> int:
    """The place behind a noun and the name it bears ("the daily *Le Temps*", "a news conference"). A name with a verb
    right behind it may be the subject of what is told: there the parse says which."""
    at = run = hearer.i + 1
    while run < end and (view.doc[run].pos_ == "PROPN" or hyphened(view, run, end)):
        run += 1
    if run < end and view.doc[run].pos_ not in ("VERB", "AUX", "ADV", "PART"):
        at = run
    while at < end and view.doc[at].base_ in NAMES and view.doc[at].head.i < at:
        at += 1
    return at


def hyphened(view: View, at: int, end: int) -> bool:
    """Whether a hyphen at a token joins two parts of a name ("Agence France-Presse")."""
    return view.doc[at].text == "-" and at + 1 < end and view.doc[at + 1].pos_ == "PROPN"


def behind_place(view: View, at: int, end: int) -> int:
    """The place behind adjuncts with prepositions that stand at a token, where a clause may begin behind them ("told
    reporters *in Oslo on Monday* it was …"), and times; the token itself where none may."""
    last, times = at, view.words("times")
    while last < end - 1:
        word = view.doc[last]
        if word.pos_ == "ADP" and last < word.head.i < last + FAR // 5:
            last = behind_names(view, word.head, end)
        elif word.lower_ in times or (word.pos_ == "NUM" and last > at and view.doc[last - 1].lower_ in times):
            last += 1
        else:
            break
    return last if last < end - 1 and view.doc[last].pos_ in OPENERS else at


def behind_adjunct(view: View, clause: CueClause) -> int | None:
    """Where the words begin behind a time or a hearer with its preposition ("said on Monday it was …", "announced to
    reporters he would …"), or None; where a "that" opens them it has been found."""
    start = clause.verb.i + 1
    at = behind_place(view, start, clause.unit[1])
    return at if at > start else None
