"""Who alone may act in a frame and who alone may be acted on, by the grammar and the row of its type.

What these rules leave open is chosen by chances: :mod:`demarche.code.choices`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from demarche.code.asked import asks_everybody
from demarche.code.barred import no_doer, threats, undergone
from demarche.code.bundles import Bundle
from demarche.code.doers import done_by_others
from demarche.code.faced import faced
from demarche.code.features import TWO_SIDED
from demarche.code.near import Candidate
from demarche.code.nearness import fits
from demarche.code.offers import SURE
from demarche.code.parties import bare, side
from demarche.code.scene import Scene
from demarche.code.spots import Spot
from demarche.findings import Frame

# Where those stand between whom something is.
BETWEEN = "P-between"
# Where those stand with whom a meeting is, and those whose it is.
WITH, HOSTING = frozenset({"P-with", "next-with"}), frozenset({"S", "N", "owner"})
# Who tells in plain words what another does may accuse or warn by it; as any other act it is the other's alone.
BY_TELLING = frozenset({"ACCUSE", "THREATEN"})


def may(scene: Scene, spot: Spot, party: str, one: Candidate) -> bool:
    """Whether a party near a frame may be its doer."""
    where = (scene, spot.frame, spot.type, one)
    return not (no_doer(*where) or done_by_others(*where) or only_tells(scene, spot, party))


def only_tells(scene: Scene, spot: Spot, party: str) -> bool:
    """True for the speaker of a clause that has another party as subject and a word that is surely its own act.

    "According to X, Y refused": X tells, Y refuses. Of 24 such frames of events in train the subject acts in 21 and
    the speaker in one.
    """
    if (
        spot.type in BY_TELLING - threats(scene, spot.frame)
        or spot.frame.kind == "noun"
        or not spot.near[party].ways.speaker
    ):
        return False
    sure = any(met and act.strength >= SURE and "subj" in act.actor for act, met in spot.own)
    return sure and not spot.near[party].ways.subject and any(one.ways.subject for one in spot.near.values())


def other_sides(scene: Scene, spot: Spot, bundles: Mapping[str, list[Bundle]]) -> Mapping[str, list[Bundle]]:
    """Those who may be acted on: in something two-sided only who may act too."""
    if spot.type not in TWO_SIDED:
        return bundles
    return {p: one for p, one in bundles.items() if not no_doer(scene, spot.frame, spot.type, spot.near[p])}


def sides(scene: Scene, spot: Spot) -> tuple[Collection[str], Collection[str]]:
    """Who alone may act, and who alone may be acted on or with; empty where all may, "" for nobody."""
    language = scene.findings.language
    only = between(spot, language)
    if only:
        return only, {*only, ""}
    if spot.type == "REQUEST" and asks_everybody(scene, spot.frame):
        return (), {""}
    if doers := givers_of(spot) or owners_of(scene, spot):
        return doers, ()
    if states := faced(scene, spot.frame, spot.type):
        return (), states
    guests = met_with(spot, language) or visited(scene, spot)
    others = [party for party in spot.near if party not in guests]
    hosts = [party for party in others if not HOSTING.isdisjoint(spot.near[party].ways.coarse(language))]
    if not guests or not (hosts or spot.type == "CONSULT"):
        return (), ()
    return hosts or others, guests


def givers_of(spot: Spot) -> list[str]:
    """Who does what a verb's subject undergoes, by the row's own slots ("came under fire *from X*")."""
    rows = [act for act, met in spot.own if met]
    if spot.frame.kind != "verb" or spot.frame.voice != "active" or not undergone(rows):
        return []
    return [p for p, one in spot.near.items() if any("/" not in x and fits(x, rows[0].actor) for x in one.ways.strong)]


def owners_of(scene: Scene, spot: Spot) -> frozenset[str]:
    """Whose a noun's act is, in one that goes one way ("*their* concerns", "*Chile's* support"), whoever speaks of it.
    Of 50 such events in train these are the actors of 42; the others mostly tell what somebody says of that act."""
    rows = [act for act, met in spot.own if met]
    if spot.type in TWO_SIDED or spot.frame.kind != "noun" or not rows or "poss" not in rows[0].actor:
        return frozenset()
    return filling(scene, spot.frame, ("poss",))


def met_with(spot: Spot, language: str) -> frozenset[str]:
    """With whom something two-sided is ("met with X", "talks with X"): they take part, and beside them the subject or
    owner alone where there is one. So it is in all 27 hand-coded meetings that have both; with no subject they take
    part in 9 of 14, 5 being one report's calls with those of an alliance. An agreement with no subject ("the agreement
    with X" as a topic) is left open."""
    if spot.type not in TWO_SIDED:
        return frozenset()
    return frozenset(p for p, one in spot.near.items() if not WITH.isdisjoint(one.ways.coarse(language)))


def visited(scene: Scene, spot: Spot) -> frozenset[str]:
    """Whom a verb of meeting has as its object ("visited *Peru*", "is to meet *the Finns*")."""
    rows, frame = [act for act, met in spot.own if met], spot.frame
    meets = spot.type in TWO_SIDED and rows and "both" in rows[0].recipient
    return filling(scene, frame, ("obj",)) if meets and (frame.kind, frame.voice) == ("verb", "active") else frozenset()


def between(spot: Spot, language: str) -> frozenset[str]:
    """The parties between whom something two-sided is; () where fewer than two are named so.

    In "talks between X and Y" nobody else takes part: in 17 of 18 such events of the hand-coded reports these are the
    parties. Nor in "the two leaders discussed the war in Z", where the subject is several and nobody stands behind
    "with": in 26 of 28.
    """
    if spot.type not in TWO_SIDED:
        return frozenset()
    ways = {party: one.ways.coarse(language) for party, one in spot.near.items()}
    found = frozenset(party for party in ways if BETWEEN in ways[party])
    if not found and spot.type == "CONSULT" and all(WITH.isdisjoint(one) for one in ways.values()):
        found = frozenset(party for party, one in spot.near.items() if one.ways.subject)
    return found if len({bare(party) for party in found}) > 1 else frozenset()


def struck_by(scene: Scene, spot: Spot) -> frozenset[str]:
    """The parties to whom a verb is done by its sure row: the object of an active one ("accused *Rwanda* of killing
    people in *Congo*"), the subject of a passive one. Of 63 and 35 such events in train these are the recipients of 60
    and 27; what the parse calls an indirect object is one too, in all of 8."""
    rows = [act for act, met in spot.own if met]
    if spot.type in TWO_SIDED or spot.frame.kind != "verb" or not rows:
        return frozenset()
    active = spot.frame.voice == "active"
    if undergone(rows):
        return filling(scene, spot.frame, ("nsubj", "inherited")) if active else frozenset()
    slots = set(rows[0].recipient) - set(rows[0].actor)
    if rows[0].strength < SURE or slots.isdisjoint(("obj", "iobj")):
        return frozenset()
    if not active:
        return filling(scene, spot.frame, ("obj",))
    return filling(scene, spot.frame, ("obj", "iobj") if "obj" in slots else ("iobj",))


def filling(scene: Scene, frame: Frame, relations: Collection[str]) -> frozenset[str]:
    """The parties that fill a frame's roles of some relations."""
    roles = zip(frame.roles, scene.filled(frame), strict=True)
    numbers = [role.mention for role, filled in roles if role.relation in relations and filled == "party"]
    found = {side(party) for number in numbers for party in scene.parties(number)}
    near = scene.near(frame)

    def stands(party: str) -> bool:
        return party in near and not near[party].ways.roles.isdisjoint(relations)

    # Part of the subject's own state is over against it here: "the premier asked *parliament*".
    return frozenset(f"{bare(p)}/~" if not stands(p) and stands(f"{bare(p)}/~") else p for p in found)


def mutual(spot: Spot, language: str) -> bool:
    """Whether two sides fight each other, as the row of a verb tells, or a noun with somebody behind "with" or
    "between": all of them are actors ("X vecht met Y", "clashes between X and Y"; codebook, section 4). So in 6 of 8
    such clauses of train, the other two being a crowd's and its own police's."""
    rows = [act for act, met in spot.own if met]
    if spot.type != "ASSAULT" or not rows or "both" not in rows[0].recipient:
        return False
    beside = WITH | {BETWEEN}
    return spot.frame.kind == "verb" or any(beside & set(one.ways.coarse(language)) for one in spot.near.values())


def of_somebody(spot: Spot) -> bool:
    """True for what an adjective calls bad or is worried by: it blames somebody, or tells how somebody feels of the
    situation, which is no accusation (codebook, section 9). Aid is for somebody: by hand all 37 have a recipient, and
    974 of 997 in our own reports."""
    return (spot.frame.kind == "adjective" and spot.type == "ACCUSE") or spot.type == "AID"
