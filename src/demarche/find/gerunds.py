"""Gerunds that the parser took for a part of the noun behind them: "accused Niger of *arming* rebels".

Behind the word that opens what somebody is accused of, asked to refrain from or thanked for, a form in -ing with a bare
noun after it is a clause: its object is that noun, and who is accused does it. So twice, each rightly, in some 500
reports and documents and 1,300 sentences of news: mostly the parse is right by itself.
"""

from __future__ import annotations

from functools import cache

from demarche.find.tokens import Token, morph_of
from demarche.find.tree import attach, child
from demarche.packs import load

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


def as_gerund(token: Token, language: str) -> None:
    """Make a clause of one of the :func:`gerunds` in front of the noun that it has as its object."""
    noun = token.head
    if token.base_ not in INSIDE or noun.i <= token.i:
        return
    case = child(noun, "case")
    verb = noun.head if noun.base_ == "obl" else noun.head.head
    if case is None or case.i != token.i - 1 or (noun.base_ != "obl" and noun.head.dep_ not in ADDRESSED):
        return
    if (verb.lemma_.lower(), case.lower_) not in openers(language) or child(verb, *ADDRESSED) is None:
        return
    token.pos_, token.lemma_, token.morph = "VERB", gerunds(language)[token.lower_], GERUND
    attach(token, "advcl", verb)
    attach(case, "mark", token)
    attach(noun, "obj", token)
