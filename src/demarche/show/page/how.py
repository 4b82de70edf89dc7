"""How an item was found, for a reader: the word that gave it away, how sure the program is, what it weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from demarche.records import Detail
from demarche.show.labels import Labels
from demarche.show.page.reasons import Speaker, signs, weighed, who

# "acts: dreigen (verb)", "clause:marker:that vinden": the word stands behind the names of the rule; "*" is any.
_WORD = re.compile(r"^(?:\w+:\s|[\w:+-]+\s)(?P<word>[^*]+?)(?:\s\(\w+\))?$")
# "conditions:als:said", "commitments:announce:besluiten": the word is one of the names.
_NAMED = re.compile(r"^(?:conditions:(?P<if>\w+)(?::\w+)?|commitments:\w+:(?P<binds>\w+))$")
#: Kinds that are found by more than one word, and have a sentence for it.
_OTHERWISE = ("orphan", "commitments", "forces")


def told(detail: Detail, kind: str, said: Speaker, labels: Labels) -> Iterator[tuple[str, bool]]:
    """A line for each thing known of it, and whether it is for developers: names of rules and features."""
    found = _found(detail.rule or "", kind, said)
    if found:
        yield found, False
    if detail.confidence is not None:
        yield said("confidence", n=round(100 * detail.confidence)), False
    if kind == "events":
        yield from ((line, False) for line in _signs(detail, said, labels))
    else:
        plain = [one for name, _ in detail.reasons if (one := who(name, said, labels))]
        if plain:
            yield said("because", reasons="; ".join(plain)), False
    others = weighed(detail.candidates, labels)
    if len(others) > 1:
        yield said("weighed", others="; ".join(others)), False
    inner = "; ".join(_raw(detail))
    if inner:
        yield inner, True


def _found(rule: str, kind: str, said: Speaker) -> str:
    """By which word it was found, or by what else; empty where the rule tells a reader nothing."""
    word, name = _WORD.match(rule), _NAMED.match(rule)
    if kind == "positions" and not (word and rule.startswith("attitude:")):
        return said("found_otherwise.positions")
    if name:
        return said("found_by", word=name["if"] or name["binds"])
    family = rule.partition(":")[0]
    if family in _OTHERWISE:
        return said(f"found_otherwise.{family}")
    return said("found_by", word=word["word"]) if word else ""


def _signs(detail: Detail, said: Speaker, labels: Labels) -> Iterator[str]:
    for key, some in zip(("speaks_for", "speaks_against"), signs(detail.reasons, said, labels), strict=True):
        if some:
            yield said(key, signs="; ".join(some))


def _raw(detail: Detail) -> Iterator[str]:
    if detail.rule:
        yield detail.rule
    yield from (f"{name} {weight:+.2f}" for name, weight in detail.reasons if name)
    yield from (f"{name} ({share:.2f})" for name, share in detail.candidates)
