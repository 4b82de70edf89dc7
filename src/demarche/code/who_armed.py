"""Armed groups: who "the rebels" of a state are, and which group a name means that several bear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from demarche.code.who_people import with_sector
from demarche.code.who_words import Office
from demarche.world import Hit, Named, World

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# The sector of those who fight a state (see offices.csv of each pack).
REBELS = "REB"
BODIES = frozenset({"group", "organisation"})


def named_surely(hits: Sequence[Hit]) -> frozenset[str]:
    """Codes of the names in a text that only one party bears."""
    return frozenset(hit.readings[0].code for hit in hits if len({r.code for r in hit.readings}) == 1)


def meant(hit: Hit, sure: frozenset[str], about: frozenset[str], world: World, at: str | None) -> Named:
    """Which of the groups that bear a name is meant ("Kurdish fighters", "judges in The Hague"): one that the text
    names in another way; else one that fights a state that it names; else the likeliest."""
    some = [reading for reading in hit.readings if reading.kind in BODIES]
    if len(some) < 2 or some[0] != hit.readings[0]:
        return hit.readings[0]
    named = [reading for reading in some if reading.code in sure]
    fought = {group for state in about if world.is_state(state) for group, _ in world.insurgents(state, at)}
    return next(iter([*named, *(r for r in some if r.code in fought), some[0]]))


def of_parties(reader: Reader, codes: Sequence[str], office: Office) -> tuple[str, ...]:
    """The parties of an office or body of some parties; rebels of a state are the group that fights it, where the text
    names it or there is no doubt."""
    out: list[str] = []
    for code in codes:
        fighting = reader.world.insurgents(code, reader.at) if office.sector == REBELS else ()
        groups = [group for group, _ in fighting if group in reader.sure] or [g for g, alone in fighting if alone]
        out += groups or [with_sector(code, office.sector, reader.world)]
    return tuple(dict.fromkeys(out))
