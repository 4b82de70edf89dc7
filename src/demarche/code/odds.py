"""Who is at odds with whom at the date of a report, and with whoever speaks."""

from __future__ import annotations

from functools import lru_cache

from demarche.code.near import Candidate
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.world import load

# Pairs of parties at a date that are remembered: a report has some dozens.
RELATED = 65_536
# What a speaker is to a party, from what tells most down.
TELLING = ("self", "war", "rival", "ally")


@lru_cache(maxsize=RELATED)
def related(one: str, other: str, at: str | None) -> str:
    """What two parties are to each other at the date of a report (see :meth:`demarche.world.World.relation`)."""
    return load().relation(one, other, at)


def speaking(scene: Scene, frame: Frame, one: Candidate) -> str:
    """What a party is to whoever says the words in which a frame stands: who accuses tells of a rival's acts."""
    said = scene.spoken[frame.id]
    if said is None or not said.party:
        return "-"
    known = {related(speaker, one.party, scene.published) for speaker in said.party}
    return next((kind for kind in TELLING if kind in known), "none")


def at_odds(scene: Scene, frame: Frame, one: Candidate) -> int:
    """With how many of the parties near a frame one of them is at odds, at most 2."""
    foes = scene.foes.get(one.party)
    if foes is None:
        others = (other for other in scene.counts if related(one.party, other, scene.published) in ("war", "rival"))
        foes = scene.foes[one.party] = frozenset(others)
    return min(len(foes & scene.near(frame).keys()), 2)
