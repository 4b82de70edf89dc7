"""Who takes no part in a meeting or a common work, since its own words name those who do."""

from __future__ import annotations

from demarche.code.near import Candidate
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.findings import Frame

# Agreements are left out: to whom something is promised often stands elsewhere.
MET = frozenset({"CONSULT", "COOPERATE"})
# Where those stand who take part; the second also where they may, in a place too ("her visit *to Lima*").
OWN = frozenset({"S", "N", "P-between", "P-with"})
NEXT = OWN | {"owner", "P-of", "P-to", "P-by", "V.S", "O"}
# Ways of being near that only tell of the clauses above and below, or of what stands beside the word.
AROUND = ("U.", "D.", "main:", "prior", "next-")


def outsider(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """True for a party that is near in no part of the clause, or only as a place or in another clause, where two
    others stand in it: "Norway and Chad trained together (*off Lima*)", "talks between them" in a report on Malta.

    Held out over train and reports of others this mends 5 events in 5 reports and spoils none.
    """
    if kind not in MET:
        return False
    language = scene.findings.language
    ways = one.ways.coarse(language)
    if any(way.rstrip("@") in NEXT for way in ways):
        return False
    if any(not way.endswith("@") and not way.startswith(AROUND) for way in ways):
        return False
    inside = (
        bare(party)
        for party, other in scene.near(frame).items()
        if any(way in OWN or (not ways and way.rstrip("@") in NEXT) for way in other.ways.coarse(language))
    )
    return len(set(inside)) > 1
