"""Nouns of speech with the clause or infinitive that says their content: "the warning by X that …"."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_clause import FAR, Candidate
from demarche.find.speech_cues import Trigger
from demarche.find.speech_extent import main_clause, marker_kind, opens_infinitive
from demarche.find.speech_others import pieces
from demarche.find.speech_view import View
from demarche.find.tokens import Token


def noun_candidates(view: View, trigger: Trigger) -> Iterator[Candidate]:
    """A noun of speech with the clause or infinitive that says its content ("de beschuldiging dat …")."""
    noun = view.doc[trigger.token]
    unit = view.units[view.unit(noun.i)]
    start = noun_clause(view, noun, unit)
    if start is None:
        return
    source = noun_source(view, noun)
    left = view.edges(noun)[0]
    cue = (view.chars(max(left, unit[0]), start),)
    short = noun_clause_end(view, start, unit)
    # What the noun is subject or object of goes on behind its clause: "the charge that X …, he called nonsense".
    ends = {short} if noun.dep_ != "ROOT" and noun.head.i >= short else {short, unit[1]}
    quote = view.quotes.at(noun.idx)
    if quote is not None:
        ends = {min(end, view.token_at(quote.end - 1)) for end in ends}
    ends = {main_clause(view, start, end) for end in ends}
    opener = marker_kind(view, start)
    for rank, end in enumerate(sorted(ends)):
        content = pieces(view, ((start, end),))
        if content:
            yield Candidate(trigger, "noun", content, cue, source, opener + ("+long" if rank else ""))


def noun_clause(view: View, noun: Token, unit: tuple[int, int]) -> int | None:
    """Where the clause of a noun begins: a complementizer, "om" or an infinitive's mark soon behind it."""
    for at in range(noun.i + 1, min(unit[1], noun.i + FAR // 3)):
        token = view.doc[at]
        if token.lower_ in view.words("infinitive_openers") and opens_infinitive(view, at, unit[1]):
            return at
        if token.lower_ in view.words("complementizers") and token.dep_ not in ("nsubj", "obj", "case", "det"):
            return at
        if token.pos_ in ("VERB", "AUX") or token.text in ".;:,":
            return at + 1 if is_told(view, noun, at) else None
    return None


def is_told(view: View, noun: Token, at: int) -> bool:
    """Whether a token links somebody's noun to the clause that says it ("Chile's position is *that* …")."""
    linked = view.doc[at].lower_ in view.words("states_aux") and at + 1 < len(view.doc)
    return linked and view.doc[at + 1].lower_ in view.words("that") and owner_of(view, noun) is not None


def noun_clause_end(view: View, start: int, unit: tuple[int, int]) -> int:
    """The end of a noun's clause by the parse."""
    token = view.doc[start]
    head = token.head if token.head.i > start else token
    return min(max(view.edges(head)[1] + 1, start + 2), unit[1])


def noun_source(view: View, noun: Token) -> int | None:
    """Whose words a noun of speech names: its owner, or the subject of the verb that has it for its object ("issued a
    warning that …") or says something in it ("said in a letter that …"); who acts upon a claim has not made it."""
    owner = owner_of(view, noun)
    if owner is not None:
        return owner.i
    verb = noun.head
    case = next((c.lower_ for c in noun.children if c.dep_ == "case"), "")
    told = noun.base_ in ("obj", "xcomp") or (noun.base_ == "obl" and case in view.words("vehicles"))
    if told and verb.pos_ in ("VERB", "AUX"):
        subject = view.subject(verb)
        return subject.i if subject is not None else None
    return None


def owner_of(view: View, noun: Token) -> Token | None:
    """Who is named beside a noun as the one whose words it is: its possessor, its "by X", its adjective with a capital
    ("the Norwegian claim"; a "fresh claim" names nobody)."""
    for relation in ("nmod:poss", "nmod", "amod", "compound"):
        for token in noun.children:
            if token.dep_ != relation or (relation == "amod" and not token.text[:1].isupper()):
                continue
            case = next((c.lower_ for c in token.children if c.dep_ == "case"), "")
            if relation != "nmod" or case in view.words("sources") or not case:
                return token
    return None


def told_by_another(view: View, trigger: Trigger, start: int) -> bool:
    """Whether words that begin at a character end with the clause of a noun of speech, a verb's object and somebody
    else's: in "dismissed Peru's claim that …" it is Peru that says so."""
    verb = view.doc[trigger.token]
    for noun in verb.children:
        if noun.base_ != "obj" or noun.i < verb.i or noun.i in trigger.parts:
            continue
        if not any(row.kind == "noun" for row in view.speech.forms.get(noun.lower_, ())):
            continue
        owner = owner_of(view, noun)
        at = noun_clause(view, noun, view.units[view.unit(noun.i)])
        if at is not None and start <= view.doc[at].idx and owner is not None and owner.pos_ != "PRON":
            return True
    return False
