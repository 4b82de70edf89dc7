"""A clause has one subject: where the parser found two, order and agreement say which of them is the object.

In an active clause without an object a second nominal that the parser calls a subject too is mostly the object. In
Dutch it stands behind the finite verb ("Bern beschuldigde Wenen", "gisteren heeft Bern Wenen gevraagd"), or is a
pronoun behind the subject of a subordinate clause ("dat Bern die heeft genegeerd"). It is the other way round where
the second is in the nominative, or alone agrees with the verb ("een ander voorstel legden de landen neer").
"""

from __future__ import annotations

from demarche.find.tokens import Token
from demarche.find.tree import child

# Words that stand so near each other are parts of one phrase that the parser took apart ("duizenden mensen").
BESIDE = 1
# Pronouns of the nominative alone; UD marks them so.
NOMINATIVE = ["Nom"]


def object_of_two(clause: Token, verb: Token, pronouns: frozenset[str], *, fronted: bool = True) -> Token | None:
    """The one of a clause's two subjects that is its object, or None where there are not two or nothing decides.

    Args:
        verb: the clause's finite verb.
        pronouns: words that are relative or demonstrative pronouns.
        fronted: whether the language puts a noun that is an object in front of its verb and the subject behind.
    """
    found = [one for one in clause.children if one.dep_ == "nsubj"]
    if len(found) != 2 or child(clause, "obj", "cop", "aux:pass", "csubj") is not None:
        return None
    first, second = found
    if first.lower_ in pronouns and first.i < verb.i:
        return None
    if second.i < verb.i:
        alone = second.lower_ in pronouns and not second.children
        return second if alone and apart(first, second) else None
    if not apart(max(first, verb, key=lambda one: one.i), second):
        return None
    if verb.i < first.i:
        return second if leftmost(second) - first.i > BESIDE and not nominative(second) else None
    if not fronted and not nominative(second):
        return second
    return first if nominative(second) or (not suits(first, verb) and suits(second, verb)) else second


def leftmost(token: Token) -> int:
    """The place of the first word of a phrase."""
    return min([token.i, *(one.i for one in token.children)])


def apart(left: Token, right: Token) -> bool:
    """True where no punctuation lies between two words: behind it something else begins."""
    return not any(left.doc[n].is_punct for n in range(left.i + 1, right.i))


def nominative(token: Token) -> bool:
    """True for a pronoun that can be no object."""
    return token.morph.get("Case") == NOMINATIVE


def suits(token: Token, verb: Token) -> bool:
    """True unless a word's number is not that of the verb; what is coordinated counts as a plural."""
    number = ["Plur"] if child(token, "conj") is not None else token.morph.get("Number")
    wanted = verb.morph.get("Number")
    return not number or not wanted or number == wanted
