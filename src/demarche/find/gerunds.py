"""Gerunds that the parser took for a part of the noun behind them: "accused Niger of *arming* rebels".

Behind the word that opens what somebody is accused of, asked to refrain from or thanked for, a form in -ing with a bare
noun after it is a clause: its object is that noun, and who is accused does it.
"""

from __future__ import annotations

from functools import cache

from demarche.find.tokens import Token, morph_of
from demarche.find.tree import attach, child
from demarche.packs import Pack, load

INSIDE = frozenset({"amod", "compound", "nmod"})
ADDRESSED = ("obj", "iobj", "nsubj:pass")
GERUND = morph_of("VerbForm=Ger")


@cache
def gerunds(language: str) -> dict[str, str]:
    """The gerunds of the pack's verbs, with their lemmas; none where the language has no ending for them. Those that
    are adjectives as well are left out."""
    grammar = load(language).settings("grammar")
    ending, adjectives = grammar.get("gerund_ending", ""), frozenset(grammar.get("gerund_adjectives", ()))
    rows = [row for row in load(language).table("lemmas") if row["upos"] == "VERB"] if ending else []
    return {row["form"]: row["lemma"] for row in rows if row["form"].endswith(ending) and row["form"] not in adjectives}


@cache
def openers(language: str) -> frozenset[tuple[str, str]]:
    """(verb, word) where the word opens a clause of what the one addressed does: ("accuse", "of"), ("thank", "for")."""
    rows = load(language).settings("grammar")
    pairs = (("object_control", "complement_marks"), ("judging", "reason_marks"))
    return frozenset(
        (verb, mark) for verbs, marks in pairs for verb in rows.get(verbs, ()) for mark in rows.get(marks, ())
    )


def as_gerund(token: Token, pack: Pack) -> None:
    """Make a clause of a gerund in front of the noun that it has as its object."""
    lemma = gerunds(pack.language).get(token.lower_)
    noun = token.head
    if lemma is None or token.base_ not in INSIDE or noun.i <= token.i:
        return
    case = child(noun, "case")
    verb = noun.head if noun.base_ == "obl" else noun.head.head
    if case is None or case.i != token.i - 1 or (noun.base_ != "obl" and noun.head.dep_ not in ADDRESSED):
        return
    if (verb.lemma_.lower(), case.lower_) not in openers(pack.language) or child(verb, *ADDRESSED) is None:
        return
    token.pos_, token.lemma_, token.morph = "VERB", lemma, GERUND
    attach(token, "advcl", verb)
    attach(case, "mark", token)
    attach(noun, "obj", token)
