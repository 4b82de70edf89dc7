"""Parts of one state over against each other: a parliament and its government, a minister and her prime minister.

A party stands once near a frame (see :mod:`demarche.code.near`). Where the subject and another role are two bodies or
persons of one state, the other counts as over against it, so that one can act on the other (codebook, section 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from demarche.code.who import Resolved
from demarche.findings import Mention

if TYPE_CHECKING:
    from demarche.code.acts import Act

# Those who act for the state as a whole.
GOVERNING = frozenset({"", "GOV", "MIL", "SPY"})
# From which strength on a row is sure; an object of its verb is another than the subject, unless it points back to it.
SURE, OBJECTS, POINTING = 0.7, frozenset({"obj", "iobj"}), frozenset({"pronoun", "possessive", "adjective"})
# What has no part of one's own state as its object: what is offered, given or moved, and who is expelled.
ELSEWHERE = frozenset({"AGREE", "AID", "MOBILIZE", "RETREAT", "SANCTION"})


def sectors(one: Resolved) -> frozenset[str]:
    """The parts of states that a mention stands for, "GOV" for all who govern."""
    found = (party.partition("/")[2] for party in one.parties)
    return frozenset("GOV" if sector in GOVERNING else sector for sector in found)


def done_to(rows: Sequence[tuple[Act, bool]], label: str, other: Resolved, said: Mention) -> bool:
    """Whether somebody of the subject's state is who a verb is done to by its sure row: "the soldiers overthrew *the
    president*", "he instructed *the prosecutors*". Of 35 such objects in hand-coded reports, where the subject is the
    doer, 30 are the recipient, 3 of the others being read for the wrong state."""
    first = next((act for act, met in rows if met), None)
    if first is None or first.strength < SURE or first.type in ELSEWHERE or label not in OBJECTS:
        return False
    return label in set(first.recipient) - set(first.actor) and said.kind not in POINTING and other.kind != "place"


def unlike(first: Resolved, other: Resolved, said: Mention) -> bool:
    """True where a subject and another mention, ``said``, are surely two: two persons with names of their own, or two
    parts of a state. A pronoun may be the subject itself, and a bare name of the state is the whole of it."""
    if said.kind in ("pronoun", "possessive", "adjective") or "place" in (first.kind, other.kind):
        return False
    if first.kind == other.kind == "person" and first.speaker and other.speaker:
        return first.speaker != other.speaker
    whole = not any("/" in party for party in other.parties) and other.kind != "person" and said.kind == "name"
    return not whole and sectors(first).isdisjoint(sectors(other))
