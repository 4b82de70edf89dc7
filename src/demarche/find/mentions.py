"""Mentions: every noun phrase, name, pronoun and name-like adjective of a text, as the parse sees it.

Grammar only: what a mention stands for is decided by ``code.who``, which knows the world. A token is the head of at
most one mention. Parses are wrong in one arc of five, so a mention is made for every word that may stand for
somebody, whatever its relation is, and the resolver looks at words and their order beside the arcs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from demarche.find.quotes import find_quotes
from demarche.find.tokens import Parse, Token, plain
from demarche.find.tree import children, extent, preposition
from demarche.findings import Mention
from demarche.packs import Pack

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


def find_mentions(doc: Parse, pack: Pack) -> tuple[Mention, ...]:
    """All mentions of a document, in order of their heads; ``Mention.id`` is the index in the result."""
    doc = plain(doc)
    pronouns = {row["form"]: row for row in pack.table("pronouns")}
    heads = [(token, kind) for token in doc if (kind := kind_of(token, pronouns))]
    ids = {token.i: number for number, (token, _) in enumerate(heads)}
    quotes = find_quotes(doc.text)
    starts = [quote.start for quote in quotes]
    out = []
    for token, kind in heads:
        at = bisect_right(starts, token.idx) - 1
        quoted = at >= 0 and token.idx < quotes[at].end
        out.append(mention(token, kind, ids, pronouns.get(token.lower_), (doc.numbers[token.i], quoted)))
    return tuple(out)


def kind_of(token: Token, pronouns: Mapping[str, Mapping[str, str]]) -> str | None:
    """The kind of mention that a token heads, or None where it heads none."""
    if token.is_space or token.is_punct:
        return None
    relation = token.base_.lower()
    word = token.lower_
    if word in pronouns and (token.pos_ in ("PRON", "DET", "ADJ", "SCONJ") or pronouns[word]["kind"] == "possessive"):
        return pronoun_kind(token, relation, pronouns[word]["kind"])
    if token.pos_ in NOUNS and relation not in PARTS:
        return noun_kind(token, relation)
    if token.pos_ in NOUNS:  # a part of a name, or of what a wrong parse took for one
        lost = token.head.pos_ != "PROPN" or after_break(token)
        return "name" if lost and relation != "fixed" else None
    if token.text[:1].isupper() and (token.pos_ == "ADJ" or relation in ("amod", "compound")):
        return "adjective"
    if token.text[:1].isupper() and token.pos_ in LOST and len(token) > 2:
        return "name"
    if relation in HEADS and token.pos_ in ("ADJ", "DET", "NUM", "X") and token.is_alpha:
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
    if token.pos_ == "PROPN" or any(child.pos_ == "PROPN" for child in children(token, "flat", "appos")):
        return "name"
    return "noun"


def mention(
    token: Token, kind: str, ids: dict[int, int], pronoun: Mapping[str, str] | None, place: tuple[int, bool]
) -> Mention:
    """The mention that a token heads; ``place`` is its sentence and whether it is quoted."""
    start, end = bounds(token, kind)
    features = token.morph
    known = pronoun if pronoun is not None and kind in ("pronoun", "possessive") else {}
    joined = [t for t in coordinated(token) if t.i in ids and t.i != token.i]
    below = token.children  # most words have none
    return Mention(
        id=ids[token.i],
        head=token.i,
        sentence=place[0],
        start=start,
        end=end,
        text=token.doc.text[start:end],
        kind=kind,
        lemma=token.lemma_.lower(),
        names=names(token, start, end),
        modifiers=tuple([c.lemma_.lower() for c in below if c.base_ == "amod"]),
        complements=tuple(
            [
                (preposition(c) or "", ids[c.i])
                for c in below
                if c.base_ == "nmod" and c.dep_ != "nmod:poss" and c.i in ids
            ]
        ),
        apposition=apposed(token, ids),
        coordinates=tuple(ids[t.i] for t in joined),
        relation=token.dep_.lower(),
        governor=token.head.i if token.head.i != token.i else None,
        preposition=place_of(token),
        definite=any(
            "Def" in c.morph.get("Definite", ()) or bool(c.morph.get("Poss")) for c in below if c.base_ == "det"
        ),
        number=known.get("number") or ",".join(features.get("Number", ())),
        gender=known.get("gender") or ",".join(features.get("Gender", ())),
        person=known.get("person") or ",".join(features.get("Person", ())),
        quoted=place[1],
        head_start=token.idx,
        head_end=token.idx + len(token),
    )


def bounds(token: Token, kind: str) -> tuple[int, int]:
    """Characters of the phrase; of the word alone for pronouns and adjectives."""
    if kind in ("pronoun", "possessive") and token.pos_ not in NOUNS:
        return token.idx, token.idx + len(token)
    if kind == "adjective" and token.pos_ == "ADJ":
        return token.idx, token.idx + len(token)
    start, end = extent(token, OUTSIDE | {"case"})
    # A phrase longer than any that names somebody is a wrong parse: the words about the head are kept.
    if end - start > 240:
        inside = sorted([token, *children(token, "amod", "flat", "compound", "det")], key=lambda t: t.i)
        start, end = inside[0].idx, inside[-1].idx + len(inside[-1])
    return start, end


def names(token: Token, start: int, end: int) -> tuple[str, ...]:
    """Runs of proper nouns in the phrase, each as it stands in the text."""
    runs: list[list[Token]] = []
    places = token.doc.proper
    at = bisect_left(places, start)
    if at == len(places) or places[at] >= end:
        return ()
    for other in token.doc[token.left_edge.i : token.right_edge.i + 1]:
        if other.pos_ != "PROPN" or not start <= other.idx < end:
            continue
        if runs and runs[-1][-1].i == other.i - 1:
            runs[-1].append(other)
        else:
            runs.append([other])
    return tuple(token.doc.text[run[0].idx : run[-1].idx + len(run[-1])] for run in runs)


def place_of(token: Token) -> str | None:
    """The preposition on a token or on the coordination it is part of; a genitive's mark is none."""
    found = preposition(token)
    if not found and token.base_ == "conj":
        found = preposition(first(token))
    return None if not found or not found.strip() or found[0] in "'’" else found


def apposed(token: Token, ids: dict[int, int]) -> int | None:
    """The mention that says the same: an apposition, or what a relative pronoun refers back to."""
    if "Rel" in token.morph.get("PronType", []):
        clause = token.head
        for _ in range(6):
            if clause.dep_ in ("acl:relcl", "acl"):
                return ids.get(clause.head.i)
            clause = clause.head
        return None
    if token.base_ == "appos":
        return ids.get(token.head.i)
    return next((ids[c.i] for c in children(token, "appos") if c.i in ids), None)


def first(token: Token) -> Token:
    """The head of the coordination that a token is part of."""
    for _ in range(20):
        if token.base_ != "conj":
            break
        token = token.head
    return token


def coordinated(token: Token) -> list[Token]:
    """All members of the coordination of a token, itself included; verbs among them are left out; [] where alone."""
    if token.base_ != "conj" and not token.children:
        return []
    out, queue = [], [first(token)]
    while queue:
        one = queue.pop()
        out.append(one)
        queue.extend(child for child in children(one, "conj") if child.pos_ not in ("VERB", "AUX"))
    return sorted(out, key=lambda t: t.i) if len(out) > 1 else []
