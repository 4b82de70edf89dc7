"""Parts of one state over against each other: a parliament and its government, a minister and her prime minister.

A party stands once near a frame (see :mod:`demarche.code.scene`). Where the subject and another role are two bodies or
persons of one state, the other counts as over against it, so that one can act on the other (codebook, section 9).
"""

from __future__ import annotations

from demarche.code.who import Resolved
from demarche.findings import Mention

# Those who act for the state as a whole.
GOVERNING = frozenset({"", "GOV", "MIL", "SPY"})


def sectors(one: Resolved) -> frozenset[str]:
    """The parts of states that a mention stands for, "GOV" for all who govern."""
    found = (party.partition("/")[2] for party in one.parties)
    return frozenset("GOV" if sector in GOVERNING else sector for sector in found)


def unlike(first: Resolved, other: Resolved, said: Mention) -> bool:
    """True where a subject and another mention, ``said``, are surely two: two persons with names of their own, or two
    parts of a state. A pronoun may be the subject itself, and a bare name of the state is the whole of it."""
    if said.kind in ("pronoun", "possessive", "adjective") or "place" in (first.kind, other.kind):
        return False
    if first.kind == other.kind == "person" and first.speaker and other.speaker:
        return first.speaker != other.speaker
    whole = not any("/" in party for party in other.parties) and other.kind != "person" and said.kind == "name"
    return not whole and sectors(first).isdisjoint(sectors(other))
