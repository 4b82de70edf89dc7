"""How an item was found, for a reader: the word that gave it away, how sure the program is, what it weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from demarche.records import Detail

# "acts: dreigen (verb)", "clause:marker:that vinden": the word stands behind the names of the rule.
_WORD = re.compile(r"^(?:\w+:\s|[\w:+-]+\s)(?P<word>.+?)(?:\s\(\w+\))?$")


class Speaker(Protocol):
    """Gives a phrase in the reader's language."""

    def __call__(self, key: str, **parts: object) -> str:
        """The phrase with its parts."""


def told(detail: Detail, said: Speaker) -> Iterator[tuple[str, bool]]:
    """A line for each thing known of it, and whether it is for developers: names of rules and features."""
    found = _WORD.match(detail.rule or "")
    if found:
        yield said("found_by", word=found["word"]), False
    if detail.confidence is not None:
        yield said("confidence", n=round(100 * detail.confidence)), False
    # Without the row of our tables that says so: the data of the screen has that.
    plain = [name.partition("; ")[0] for name, _ in detail.reasons if " " in name]
    if plain:
        yield said("because", reasons="; ".join(plain)), False
    if len(detail.candidates) > 1:
        yield said("weighed", others="; ".join(name for name, _ in detail.candidates)), False
    weights = [f"{name} {weight:+.2f}" for name, weight in detail.reasons if " " not in name]
    inner = "; ".join([*([detail.rule] if detail.rule else []), *weights])
    if inner:
        yield inner, True
