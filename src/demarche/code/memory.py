"""What the rest of a report shows of who acts and on whom, from the clauses that say it plainly.

"The attack" names nobody; that another sentence tells who attacks whom does. Each frame for which the tables offer a
type counts once: parties where a doer stands (subject, agent, owner of a noun) have acted, parties where a target
stands (object, "tegen", "to") have been acted on. A frame never counts for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from demarche.code.offers import offers
from demarche.code.roles import coarse_of
from demarche.code.scene import Candidate, Scene
from demarche.code.scorer import Bundle
from demarche.findings import Frame
from demarche.ontologies import load

# Where a doer stands to a verb, and to a noun; where a target stands (see roles.coarse_label).
DOING = frozenset({"S", "P-by", "owner", "next-by"})
OWNING = frozenset({"N", "P-of", "next-of", "owner", "P-by", "next-by"})
TAKING = frozenset({"O", "I", "P-against", "P-to", "P-on", "next-on", "next-against", "next-to"})
Counts = tuple[int, int, int, int]
# By party: whether it has a part in the frame, how it stands by its own counts, and by those with the actor.
Levels = tuple[dict[str, tuple[str, tuple[str, str], tuple[str, ...]]], bool]


@cache
def quad_of(kind: str) -> str:
    """The quad class of a PLOVER type: ``1`` and ``2`` cooperation in word and deed, ``3`` and ``4`` conflict."""
    return str(load().quad(kind))


class Told(NamedTuple):
    """What one frame says plainly."""

    kind: str
    acting: frozenset[str]
    taking: frozenset[str]


class Memory:
    """Counts over a report, by type and by quad class."""

    def __init__(self, scene: Scene) -> None:
        self.told: dict[int, Told] = {}
        self.acted: dict[str, Counter[str]] = defaultdict(Counter)
        self.taken: dict[str, Counter[str]] = defaultdict(Counter)
        self.pairs: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._kept: dict[tuple[int, str, str | None], Levels] = {}
        for frame in scene.findings.frames:
            kind = next((name for name, one in offers(scene, frame).items() if one.mark != "maybe"), None)
            if kind is not None:
                self._add(frame, kind, scene.near(frame), scene.findings.language)

    def _add(self, frame: Frame, kind: str, near: Mapping[str, Candidate], language: str) -> None:
        acting, taking = set(), set()
        for party, one in near.items():
            labels = set(coarse_of(one, language))
            takes = bool(labels & TAKING)
            does = labels & (OWNING if frame.kind == "noun" else DOING)
            if takes:
                taking.add(party)
            elif does:
                acting.add(party)
        self.told[frame.id] = Told(kind, frozenset(acting), frozenset(taking))
        for key in (kind, quad_of(kind)):
            self.acted[key].update(acting)
            self.taken[key].update(taking)
            self.pairs[key].update((a, b) for a in acting for b in taking)

    def counts(self, frame: Frame, key: str, party: str, actor: str | None) -> Counts:
        """How often, in other frames of this type or quad class, a party acted, was acted on, was acted on by
        ``actor``, and acted on ``actor``."""
        acted, taken = self.acted[key][party], self.taken[key][party]
        there = back = 0
        if actor is not None:
            there, back = self.pairs[key][actor, party], self.pairs[key][party, actor]
        own = self.told.get(frame.id)
        if own is not None and key in (own.kind, quad_of(own.kind)):
            acted -= party in own.acting
            taken -= party in own.taking
            there -= actor in own.acting and party in own.taking
            back -= party in own.acting and actor in own.taking
        return acted, taken, there, back

    def bundles(self, frame: Frame, kind: str, near: Mapping[str, Candidate], actor: str | None) -> Remembered:
        """Features of each party near a frame of type ``kind``, as actor or, given its actor, as recipient; and, under
        the empty name, of there being no recipient."""
        quad = quad_of(kind)
        out: Remembered = {p: [] for p in near if p != actor}
        nobody: list[Bundle] = []
        for short, key in (("t", kind), ("q", quad)):
            levels, met = self.levels(frame, key, near, actor)
            for party, (weak, own, pair) in levels.items():
                out[party].append((_of_memory, short, quad, weak, own, pair))
            nobody.append((_of_nobody_known, kind, short, met))
        out[""] = nobody
        return out

    def levels(self, frame: Frame, key: str, near: Mapping[str, Candidate], actor: str | None) -> Levels:
        """How each party near a frame stands among them by its counts, and whether the actor is known to have acted on
        one of them; counted once for a frame, type or quad class, and actor."""
        spot = (frame.id, key, actor)
        kept = self._kept.get(spot)
        if kept is None:
            counts = {p: self.counts(frame, key, p, actor) for p in near if p != actor}
            most = tuple(map(max, zip(*counts.values(), strict=True))) if counts else (0, 0, 0, 0)
            told: dict[str, tuple[str, tuple[str, str], tuple[str, ...]]] = {}
            for party, own in counts.items():
                weak = "strong" if near[party].strong else "weak"
                pair = _level(own[2], most[2]), _level(own[3], most[3])
                told[party] = (weak, (_level(own[0], most[0]), _level(own[1], most[1])), pair if actor else ())
            kept = self._kept[spot] = (told, bool(most[2] > 0))
        return kept


Remembered = dict[str, list[Bundle]]


def _level(count: int, top: int) -> str:
    return "none" if count <= 0 else "top" if count == top else "some"


def _of_memory(short: str, quad: str, weak: str, own: tuple[str, str], pair: tuple[str, ...]) -> Iterable[str]:
    acted, taken = f"acted-{short}={own[0]}", f"taken-{short}={own[1]}"
    both = f"{weak}&{acted}&{taken}"
    out = [f"{acted}&{weak}", f"{taken}&{weak}", both, f"q{quad}&{both}"]
    if pair:
        there, back = f"pair-{short}={pair[0]}", f"back-{short}={pair[1]}"
        out += [f"{there}&{weak}", f"{back}&{weak}", f"{weak}&{there}&{back}&q{quad}"]
    return out


def _of_nobody_known(kind: str, short: str, met: bool) -> Iterable[str]:
    return [f"nobody&known-{short}={met}", f"nobody&known-{short}={met}&{kind}"]
