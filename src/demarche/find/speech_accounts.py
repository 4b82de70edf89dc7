"""Whose account a sentence is, told by an owner ("in the ministry's view", "by their own count")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from demarche.find.speech_clause import FAR
from demarche.find.speech_view import NO_WORDS, View
from demarche.find.tokens import Token

# The cue of all such phrases: each by itself is too rare to learn from.
ACCOUNT = "by account"
# What stands in no owner's name.
BETWEEN = frozenset({"VERB", "AUX", "ADP", "PUNCT", "SCONJ", "CCONJ"})


@dataclass(frozen=True, slots=True)
class Account:
    """Such a phrase: the index behind it, the token of whose account it is, and the index behind the clause that the
    phrase relates to that token ("the envoy, *in whose view it failed*, left"), None where it relates to none."""

    end: int
    owner: int
    clause: int | None = None


def account_at(view: View, at: int, end: int) -> Account | None:
    """The phrase that begins at a token, where the pack names its preposition and noun ("in view") and somebody
    owns the noun: "in view of the vote" is nobody's."""
    nouns = nouns_of(view.words("accounts")).get(view.doc[at].lower_, NO_WORDS)
    for spot in range(at + 2, min(end, at + FAR // 4)) if nouns else ():
        word = view.doc[spot]
        if word.lower_ in nouns:
            owner = next((c for c in word.children if c.dep_ == "nmod:poss" and at < c.i < spot), None)
            return owned(view, spot + 1, owner) if owner is not None else None
        if word.pos_ in BETWEEN:
            return None
    return None


@lru_cache(maxsize=16)
def nouns_of(pairs: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """The nouns of some pairs of a preposition and a noun, by their preposition."""
    found: dict[str, set[str]] = {}
    for preposition, noun in map(str.split, pairs):
        found.setdefault(preposition, set()).add(noun)
    return {preposition: frozenset(nouns) for preposition, nouns in found.items()}


def owned(view: View, end: int, owner: Token) -> Account:
    """The phrase that ends before a token, with its owner: for "whose", what its clause hangs on."""
    verb = owner
    while owner.lower_ in view.words("relatives_of") and verb.base_ != "acl" and verb.head.i != verb.i:
        verb = verb.head
    return Account(end, verb.head.i, view.edges(verb)[1] + 1) if verb.base_ == "acl" else Account(end, owner.i)
