"""A finite clause has a subject, and of two names the one in front is it: where the parser took a name for the object.

In a language that allows the object in front, a short clause of two names looks alike both ways, and the parser may
choose the wrong one ("Malta bombardeert Oman", which in news is never the attack by Oman). In 533 Dutch reports no name
in front of its verb was the object of a clause with a name as its subject behind it. Where a clause has no subject at
all, the first name in it is the subject ("de eisen die Malta heeft gesteld"): of 12 such clauses in these reports, by
eye, 11.
"""

from __future__ import annotations

from demarche.find.one_subject import leftmost, suits
from demarche.find.times import time_words
from demarche.find.tokens import Token
from demarche.find.tree import attach, child

# What the parser takes such a name for.
TAKEN = frozenset({"obj", "iobj", "advmod"})
# Clauses below another that share no subject with it.
BELOW = frozenset({"acl", "advcl", "ccomp"})


def with_named_subject(clause: Token, verb: Token | None, language: str) -> None:
    """Make the name that must be it the subject of an active finite clause, and its subject behind the verb the object.

    Args:
        verb: the clause's finite verb, if it has one.
    """
    if verb is None or child(clause, "csubj", "expl", "cop", "aux:pass") is not None:
        return
    subjects = [one for one in clause.children if one.base_ == "nsubj"]
    names = [one for one in clause.children if one.i < verb.i and is_name(one, language) and suits(one, verb)]
    if not names or len(subjects) > 1:
        return
    first = names[0]
    if not subjects and (clause.base_ in BELOW or opens(first, clause, verb)):
        attach(first, "nsubj")
    elif subjects and opens(first, clause, verb):
        turn(first, subjects[0], clause, verb)


def is_name(one: Token, language: str) -> bool:
    """Whether a word is a name without a preposition that was taken for what a verb has beside its subject."""
    plain = one.pos_ == "PROPN" and one.base_ in TAKEN and child(one, "case") is None
    return plain and one.lower_ not in time_words(language)


def opens(name: Token, clause: Token, verb: Token) -> bool:
    """Whether a name opens a main clause and the finite verb stands right behind it."""
    inside = max([name.i, *(one.i for one in name.children)])
    return (clause.head is clause or clause.base_ == "parataxis") and inside + 1 == verb.i


def turn(first: Token, second: Token, clause: Token, verb: Token) -> None:
    """The name in front is the subject, and the one right behind the verb the object, or indirect beside another."""
    if second.pos_ != "PROPN" or leftmost(second) != verb.i + 1 or child(second, "case") is not None:
        return
    another = any(one.base_ == "obj" and one is not first for one in clause.children)
    attach(first, "nsubj")
    attach(second, "iobj" if another else "obj")
