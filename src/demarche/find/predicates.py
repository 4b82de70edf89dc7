"""Verbs that the parser took for adjectives: "have *suspended* aid", "the UN *withdrew* observers".

Both are told by grammar alone: a participle right behind "have", with no article between, makes a perfect; a finite
verb is never an attribute.
"""

from __future__ import annotations

from functools import cache

from demarche.find.tokens import Token, morph_of
from demarche.find.tree import attach, base, children
from demarche.packs import load

PAST = morph_of("Mood=Ind|Tense=Past|VerbForm=Fin")
CLAUSAL = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "csubj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def in_place_of(token: Token, other: Token, relation: str) -> None:
    """Hang a word where another hangs, and that one from it by a relation."""
    token.head.children.remove(token)
    above = other.head
    token.dep_, token.base_ = other.dep_, other.base_
    token.head = token if above is other else above
    if above is not other:
        above.children[above.children.index(other)] = token
        above.children.sort(key=lambda one: one.i)
    other.head, other.dep_, other.base_ = token, relation, base(relation)
    token.children.append(other)
    token.children.sort(key=lambda one: one.i)


@cache
def acting(language: str) -> frozenset[str]:
    """The verbs of the table ``acts``."""
    return frozenset(row["lemma"] for row in load(language).table("acts") if row["pos"] == "verb")


def as_perfect(token: Token, adjectives: frozenset[str], language: str) -> None:
    """A verb of having with a participle behind it is its auxiliary: "have suspended aid", not "have mixed feelings"
    (``adjectives`` are the participles that stand before nouns as adjectives do). Of 9 in a quarter of a million words
    of news and speeches 7 are perfects, the others being such adjectives."""
    noun = next((one for one in children(token, "obj") if one.i > token.i), None)
    part = next((one for one in noun.children if past(one) and token.i < one.i), None) if noun is not None else None
    if noun is None or part is None or part.lemma_.lower() not in acting(language):
        return
    if any(word.pos_ != "ADV" for word in (token.doc[n] for n in range(token.i + 1, part.i))):
        return
    # "frozen assets", but "has frozen *Chilean* assets": the adjective of a state stands next to its noun.
    if part.lower_ in adjectives and not part.doc[part.i + 1].is_title:
        return
    in_place_of(part, token, "aux")
    token.pos_ = "AUX"
    for one in list(token.children):
        attach(one, one.dep_, part)


def past(token: Token) -> bool:
    """True for a past participle before a noun."""
    morph = token.morph
    return token.base_ == "amod" and morph.get("VerbForm") == ["Part"] and morph.get("Tense") == ["Past"]


def as_active(token: Token, links: frozenset[str]) -> None:
    """A participle with a subject and no auxiliary, with a preposition behind it that its active asks for, is the past:
    "Amnesty *called on* both sides". (A passive by the parser in 8 of 218 reports, none of them one.)"""
    subjects = [one for one in children(token, "nsubj:pass") if one.i < token.i]
    behind = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if subjects and behind in links and not any(one.base_ == "aux" for one in token.children):
        token.morph = PAST
        for one in subjects:
            attach(one, "nsubj")


def told_by(token: Token) -> bool:
    """True for a participle right behind a name at the head of a sentence that has no other verb: what looks like its
    own form of the past is one ("Chad *severed* relations with Togo")."""
    noun = token.head
    if not past(token) or noun.dep_.lower() != "root" or noun.pos_ != "NOUN" or token.i == 0:
        return False
    name = token.doc[token.i - 1]
    alone = not any(children(noun, "cop", "aux", "nsubj", "det"))
    return alone and name.pos_ == "PROPN" and name.head is noun and not any(children(name, "case"))


def as_predicate(token: Token, language: str) -> None:
    """A finite verb between a noun that looks like the first part of a compound and its head has the one as its subject
    and the other as its object: "the UN *withdrew* observers from the coast"."""
    noun = token.head
    left = [one for one in noun.children if one.i < token.i]
    subject = next((one for one in reversed(left) if one.pos_ in NOMINAL and not any(children(one, "case"))), None)
    if noun.i < token.i or subject is None or token.lemma_.lower() not in acting(language):
        return
    in_place_of(token, noun, "obj")
    attach(subject, "nsubj", token)
    for one in left:
        if one is not subject:
            inside = one.i < subject.i and not any(children(one, "case"))
            attach(one, one.dep_ if inside else "obl", subject if inside else token)
    if token.base_ == "nsubj":
        clause = token.head
        in_place_of(token, clause, "conj" if clause.morph.finite else "advcl")
    elif token.base_ not in CLAUSAL and token.dep_ != "ROOT":
        token.dep_ = token.base_ = "advcl"
