"""Mentions: every noun phrase, name, pronoun and name-like adjective of a text, as the parse sees it.

Grammar only: what a mention stands for is decided by ``code.who``, which knows the world. A token is the head of at
most one mention. Parses are wrong in one arc of five, so a mention is made for every word that may stand for
somebody, whatever its relation is, and the resolver looks at words and their order beside the arcs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias

from demarche.find.quotes import find_quotes
from demarche.find.tokens import Morph, Parse, Token, plain
from demarche.find.tree import children, preposition
from demarche.findings import Mention
from demarche.packs import Pack

# Kinds of mentions that are a word from the pack's table.
WORDS = frozenset({"pronoun", "possessive"})
# What hangs on a noun and is no part of its phrase: clauses, other members of a coordination, things in apposition.
OUTSIDE = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "csubj", "parataxis", "conj", "cc", "orphan", "list",
                     "discourse", "vocative", "cop", "nsubj", "obl", "aux", "mark", "advmod", "obj"})  # fmt: skip
NOMINAL = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos", "root", "conj", "dislocated", "vocative"})
NOUNS = frozenset({"NOUN", "PROPN"})
# Parts of a name or compound that is headed by another word.
PARTS = frozenset({"flat", "fixed", "goeswith"})
# Words that are no noun may head a phrase ("de Russische", "beide", "the wounded") in these relations only.
HEADS = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos"})

# A word with a capital that a tagger takes for one of these may be a name all the same, mostly first in its sentence.
LOST = frozenset({"VERB", "AUX", "ADV", "X", "INTJ", "NUM", "SYM"})
# Words of any other class head a mention only as pronouns or with a capital.
OPEN = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "X"})
# Relations on a noun that never count as part of a phrase's extent, its preposition among them.
AROUND = OUTSIDE | {"case"}
Pronouns: TypeAlias = Mapping[str, Mapping[str, str]]
NO_FORM: Mapping[str, str] = MappingProxyType({})
NONE: Mapping[str, list[Token]] = MappingProxyType({})


class Draft:
    """A mention being written: Python fills a frozen dataclass ten times slower than slots of the same names, and there
    are a hundred a report. A draft is frozen when it is done (Python checks that the slots are the same)."""

    __slots__ = Mention.__slots__


def find_mentions(doc: Parse, pack: Pack) -> tuple[Mention, ...]:
    """All mentions of a document, in order of their heads; ``Mention.id`` is the index in the result."""
    doc = plain(doc)
    pronouns = pronouns_of(pack)
    heads = [
        (token, kind)
        for token in doc
        if (
            token.pos_ in OPEN
            or token.lower_ in pronouns
            or (not token.is_lower and not token.is_punct and token.text[0].isupper())
        )
        and (kind := kind_of(token, pronouns))
    ]
    ids = {token.i: number for number, (token, _) in enumerate(heads)}
    quotes = find_quotes(doc.text)
    starts = [quote.start for quote in quotes]
    out = []
    for token, kind in heads:
        at = bisect_right(starts, token.idx) - 1
        quoted = at >= 0 and token.idx < quotes[at].end
        known = pronouns.get(token.lower_, NO_FORM) if kind in WORDS else NO_FORM
        out.append(mention(token, kind, ids, known, quoted))
    return tuple(out)


@lru_cache(maxsize=8)
def pronouns_of(pack: Pack) -> Pronouns:
    """The rows of a pack's pronouns by form."""
    return {row["form"]: row for row in pack.table("pronouns")}


def kind_of(token: Token, pronouns: Pronouns) -> str | None:
    """The kind of mention that a token heads, or None where it heads none."""
    if token.is_space or token.is_punct:
        return None
    relation, pos = token.base_, token.pos_
    row = pronouns.get(token.lower_)
    if row is not None and (pos in ("PRON", "DET", "ADJ", "SCONJ") or row["kind"] == "possessive"):
        return pronoun_kind(token, relation, row["kind"])
    if pos in NOUNS and relation not in PARTS:
        return noun_kind(token, relation)
    if pos in NOUNS:  # a part of a name, or of what a wrong parse took for one
        lost = token.head.pos_ != "PROPN" or after_break(token)
        return "name" if lost and relation != "fixed" else None
    if token.text[:1].isupper():
        if pos == "ADJ" or relation in ("amod", "compound"):
            return "adjective"
        if pos in LOST and token.size > 2:
            return "name"
    if relation in HEADS and pos in ("ADJ", "DET", "NUM", "X") and token.is_alpha:
        return "noun"
    return None


def after_break(token: Token) -> bool:
    """Whether a token is the first of its line: a name there is no part of one on the line before."""
    before = token.doc.text[max(0, token.idx - 2) : token.idx]
    return "\n" in before


def pronoun_kind(token: Token, relation: str, sort: str) -> str | None:
    """``pronoun`` or ``possessive``; None for articles, conjunctions and demonstratives before a noun."""
    if sort == "possessive":
        if relation in ("det", "nmod", "amod"):
            return "possessive"
        return "pronoun" if token.pos_ == "PRON" else None
    if relation in ("det", "mark", "fixed", "cc", "expl", "case", "amod"):
        return None
    return "pronoun" if token.pos_ in ("PRON", "DET") or relation in HEADS else None


def noun_kind(token: Token, relation: str) -> str:
    """``adjective`` for a name inside a compound, ``possessive`` with a genitive, else ``name`` or ``noun``."""
    proper = token.pos_ == "PROPN" or (token.text[:1].isupper() and not token.is_sent_start)
    if relation == "compound" and token.text[:1].isupper() and token.head.i > token.i:
        return "adjective"
    if token.dep_ == "nmod:poss" and proper:
        return "possessive"
    if token.pos_ == "PROPN":
        return "name"
    for child in token.children:
        if child.pos_ == "PROPN" and child.base_ in ("flat", "appos"):
            return "name"
    return "noun"


def mention(token: Token, kind: str, ids: dict[int, int], known: Mapping[str, str], quoted: bool) -> Mention:
    """The mention that a token heads; ``known`` is what the pack says of a pronoun, ``quoted`` where it stands in a
    quotation."""
    made: Any = Draft()
    above, doc, morph, idx = token.head, token.doc, token.morph, token.idx
    below = by_relation(token.children) if token.children else NONE  # most words have nothing below them
    member = token.base_ == "conj"
    made.id = ids[token.i]
    made.head = token.i
    made.sentence = doc.numbers[token.i]
    made.start, made.end = start, end = bounds(token, kind) if below else (idx, idx + token.size)
    made.text = doc.text[start:end]
    made.kind = kind
    made.lemma = token.lemma_.lower()
    made.names = names(token, start, end) if below else (token.text,) if token.pos_ == "PROPN" else ()
    made.modifiers = tuple([c.lemma_.lower() for c in below["amod"]]) if "amod" in below else ()
    made.complements = complements(below["nmod"], ids) if "nmod" in below else ()
    beside = "appos" in below or token.base_ == "appos" or morph.relative
    made.apposition = apposed(token, below, ids) if beside else None
    made.coordinates = coordinates(token, ids) if member or "conj" in below else ()
    made.relation = token.dep_.lower()
    made.governor = above.i if above is not token else None
    made.preposition = place_of(token) if member or "case" in below else None
    made.definite = "det" in below and any(one.morph.definite for one in below["det"])
    made.number, made.gender, made.person = morph.agreement if known is NO_FORM else agreement(known, morph)
    if not made.number and known.get("kind") == "personal" and made.relation.startswith("nsubj"):
        made.number = number_of_verb(above)
    made.quoted = quoted
    made.head_start, made.head_end = idx, idx + token.size
    made.__class__ = Mention
    return made  # type: ignore[no-any-return]


def agreement(known: Mapping[str, str], morph: Morph) -> tuple[str, str, str]:
    """Number, gender and person of a pronoun: by its form, or else by the parse."""
    number, gender, person = morph.agreement
    return known.get("number") or number, known.get("gender") or gender, known.get("person") or person


def number_of_verb(verb: Token) -> str:
    """The number of the finite verb of a clause, by which a pronoun for one or for several tells itself ("zij
    *werken*"); "" where the parse gives none."""
    finite = (
        one for one in (verb, *verb.children) if one.morph.finite and (one is verb or one.base_ in ("aux", "cop"))
    )
    number = next((one.morph.agreement[0] for one in finite), "")
    return number if number in ("Sing", "Plur") else ""


def by_relation(tokens: list[Token]) -> dict[str, list[Token]]:
    """Words by their relation without its subtype, each list in order."""
    out: dict[str, list[Token]] = {}
    for one in tokens:
        if one.base_ in out:
            out[one.base_].append(one)
        else:
            out[one.base_] = [one]
    return out


def complements(modifiers: list[Token], ids: dict[int, int]) -> tuple[tuple[str, int], ...]:
    """Preposition and mention of each noun that hangs on a noun as its complement."""
    return tuple([(preposition(c) or "", ids[c.i]) for c in modifiers if c.dep_ != "nmod:poss" and c.i in ids])


def bounds(token: Token, kind: str) -> tuple[int, int]:
    """Characters of the phrase; of the word alone for pronouns and adjectives."""
    if (kind in WORDS and token.pos_ not in NOUNS) or (kind == "adjective" and token.pos_ == "ADJ"):
        return token.idx, token.idx + token.size
    start, end = phrase(token)
    # A phrase longer than any that names somebody is a wrong parse: the words about the head are kept.
    if end - start > 240:
        inside = sorted([token, *children(token, "amod", "flat", "compound", "det")], key=lambda t: t.i)
        start, end = inside[0].idx, inside[-1].idx + inside[-1].size
    return start, end


def phrase(token: Token) -> tuple[int, int]:
    """Characters of a word and what belongs to its phrase, punctuation at the edges left out."""
    first, last = token, token
    queue = [token]
    for one in queue:  # grows as it is walked over
        for below in one.children:
            if below.base_ in AROUND:
                continue
            if below.children:
                queue.append(below)
            if below.is_punct or below.is_space:
                continue
            if below.i < first.i:
                first = below
            elif below.i > last.i:
                last = below
    return first.idx, last.idx + last.size


def names(token: Token, start: int, end: int) -> tuple[str, ...]:
    """Runs of proper nouns in the phrase, each as it stands in the text."""
    doc = token.doc
    at = bisect_left(doc.proper, start)
    upto = bisect_left(doc.proper, end, at)
    if at == upto:
        return ()
    if upto - at == 1 and doc.names[at] is token:
        return (token.text,)
    left, right = token.edges
    runs: list[list[Token]] = []
    for other in doc.names[at:upto]:
        if not left <= other.i <= right:
            continue
        if runs and runs[-1][-1].i == other.i - 1:
            runs[-1].append(other)
        else:
            runs.append([other])
    return tuple([doc.text[run[0].idx : run[-1].idx + run[-1].size] for run in runs])


def place_of(token: Token) -> str | None:
    """The preposition on a token or on the coordination it is part of; a genitive's mark is none."""
    found = preposition(token)
    if not found and token.base_ == "conj":
        found = preposition(first(token))
    return None if not found or not found.strip() or found[0] in "'’" else found


def apposed(token: Token, below: Mapping[str, list[Token]], ids: dict[int, int]) -> int | None:
    """The mention that says the same: an apposition, or what a relative pronoun refers back to."""
    if token.morph.relative:
        clause = token.head
        for _ in range(6):
            if clause.dep_ in ("acl:relcl", "acl"):
                return ids.get(clause.head.i)
            clause = clause.head
        return ids.get(in_front(token).i) if token.base_ == "nmod" else None
    if token.base_ == "appos":
        return ids.get(token.head.i)
    for one in below.get("appos", ()):
        if one.i in ids:
            return ids[one.i]
    return None


def in_front(token: Token) -> Token:
    """The head of the name or noun that stands right before a token, a comma left out: whose something is that a parse
    does not hang on it ("So did Chile, *whose* minister …")."""
    doc = token.doc
    one = doc[max(0, token.i - 1)]
    one = doc[max(0, one.i - 1)] if one.text == "," else one
    while one.base_ in ("flat", "compound") and one.head.i < token.i and one.head.i != one.i:
        one = one.head
    return one


def first(token: Token) -> Token:
    """The head of the coordination that a token is part of."""
    for _ in range(20):
        if token.base_ != "conj":
            break
        token = token.head
    return token


def coordinates(token: Token, ids: dict[int, int]) -> tuple[int, ...]:
    """The mentions coordinated with a token, in order; verbs and what hangs on them are left out; () where alone."""
    out, queue = [], [first(token)]
    while queue:
        one = queue.pop()
        if one is not token and one.i in ids:
            out.append(ids[one.i])
        queue += [c for c in one.children if c.base_ == "conj" and c.pos_ not in ("VERB", "AUX")]
    return tuple(sorted(out))
