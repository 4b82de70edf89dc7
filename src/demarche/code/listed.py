"""Lists of parties of which the parse takes the second for another name of the first: "*Chile, Peru* and Cuba"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.code.scene import Scene


def listed(scene: Scene, mention: int) -> bool:
    """True for an apposition that is the second of such a list: it goes on behind, and the two are names of different
    parties ("Bern, the capital, and Rome" is none). Of 7 such places in hand-coded reports all are lists."""
    mentions = scene.findings.mentions
    one = mentions[mention]
    if one.relation != "appos" or (first := scene.headed(one)) is None or {one.kind, mentions[first].kind} != {"name"}:
        return False
    whole = mentions[first]
    if "," not in whole.text[whole.head_end - whole.start : one.start - whole.start]:
        return False  # two parts of a clause: "Finland accused *Chile Peru* and Cuba", as Dutch has it
    mine, theirs = ({party.split("/")[0] for party in scene.parties(n)} for n in (mention, first))
    beside = (mentions[n] for head in (whole.head, one.head) for n in scene.below.get(head, ()))
    goes_on = any(m.relation == "conj" and m.kind == "name" and m.head > one.head for m in beside)
    return goes_on and bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def listed_below(scene: Scene, mention: int) -> Iterator[int]:
    """The second of such a list of which a mention is the first, and what is joined to it."""
    for lower in scene.below.get(scene.findings.mentions[mention].head, ()):
        if listed(scene, lower):
            yield from (lower, *scene.findings.mentions[lower].coordinates)
