"""Whose account a sentence is, told by an owner ("in the ministry's view", "by their own count")."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.find.speech_clause import FAR
from demarche.find.speech_view import View
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
    nouns = {pair.split()[1] for pair in view.words("accounts") if pair.split()[0] == view.doc[at].lower_}
    for spot in range(at + 2, min(end, at + FAR // 4)) if nouns else ():
        word = view.doc[spot]
        if word.lower_ in nouns:
            owner = next((c for c in word.children if c.dep_ == "nmod:poss" and at < c.i < spot), None)
            return owned(view, spot + 1, owner) if owner is not None else None
        if word.pos_ in BETWEEN:
            return None
    return None


def owned(view: View, end: int, owner: Token) -> Account:
    """The phrase that ends before a token, with its owner: for "whose", what its clause hangs on."""
    verb = owner
    while owner.lower_ in view.words("relatives_of") and verb.base_ != "acl" and verb.head.i != verb.i:
        verb = verb.head
    return Account(end, verb.head.i, view.edges(verb)[1] + 1) if verb.base_ == "acl" else Account(end, owner.i)
