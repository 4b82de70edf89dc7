"""Walking a tree of Universal Dependencies: what every finder needs and nothing that belongs to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from demarche.find.tokens import Token

# Relations that open a clause of their own below a predicate.
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "parataxis", "ccomp:obj"})
# Nothing to walk over; used up from the start, so that all may share it.
NONE: Iterator[Token] = iter(())


@lru_cache(maxsize=1024)
def base(relation: str) -> str:
    """A UD relation without its subtype: ``nsubj:pass`` gives ``nsubj``."""
    return relation.split(":", 1)[0]


def children(token: Token, *relations: str) -> Iterator[Token]:
    """Children of ``token`` by relation, subtypes included (``nsubj`` gives ``nsubj:pass`` too)."""
    if not token.children:
        return NONE
    return iter([c for c in token.children if c.base_ in relations or c.dep_ in relations])


def child(token: Token, *relations: str) -> Token | None:
    """The first such child, or None."""
    for one in token.children:
        if one.base_ in relations or one.dep_ in relations:
            return one
    return None


def attach(token: Token, relation: str, head: Token | None = None) -> None:
    """Name the relation of a word, and hang it from another where one is given."""
    token.dep_ = relation
    token.base_ = base(relation)
    if head is not None and head is not token.head:
        token.head.children.remove(token)
        token.head = head
        head.children.append(token)
        head.children.sort(key=lambda one: one.i)


def preposition(token: Token) -> str | None:
    """Lemma of the case marker on ``token`` (its first, with fixed parts joined by a space), or None."""
    for mark in token.children:
        if mark.base_ == "case":
            if not mark.children:
                return mark.lower_
            return " ".join([mark.lower_, *[part.lower_ for part in mark.children if part.base_ == "fixed"]])
    return None


def conjuncts(token: Token) -> list[Token]:
    """The token and all that is coordinated below it, in order of the text."""
    out, queue = [], [token]
    while queue:
        one = queue.pop()
        out.append(one)
        queue.extend(children(one, "conj"))
    return sorted(out, key=lambda t: t.i)


def extent(token: Token, without: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Characters from the first to the last token of the subtree, not descending into relations ``without``.

    Punctuation at the edges is left out.
    """
    first = last = None
    queue = [token]
    for one in queue:  # grows as it is walked over
        if not one.is_punct and not one.is_space:
            if first is None or last is None:
                first = last = one
            elif one.i < first.i:
                first = one
            elif one.i > last.i:
                last = one
        for below in one.children:
            if below.base_ not in without and below.dep_ not in without:
                queue.append(below)
    first, last = first or token, last or token
    return first.idx, last.idx + last.size
