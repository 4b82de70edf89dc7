"""What the rest of a report shows of who acts and on whom, from the clauses that say it plainly.

"The attack" names nobody; that another sentence tells who attacks whom does. Each frame for which the tables offer a
type counts once: parties where a doer stands (subject, agent, owner of a noun) have acted, parties where a target
stands (object, "tegen", "to") have been acted on. A frame never counts for itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from demarche.code.bundles import Bundle
from demarche.code.near import Candidate
from demarche.code.offers import offers
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.ontologies import load

# Where a doer stands to a verb, and to a noun; where a target stands (see nearness.coarse_label).
DOING = frozenset({"S", "P-by", "owner", "next-by"})
OWNING = frozenset({"N", "P-of", "next-of", "owner", "P-by", "next-by"})
TAKING = frozenset({"O", "I", "P-against", "P-to", "P-on", "next-on", "next-against", "next-to"})
Counts = tuple[int, int, int, int]
# By party: how it stands by its own counts, and by those with the actor (both ``none`` where there is no actor): the
# places of the four in LEVELS as digits of one number; and whether the actor acted on one of them.
Levels = tuple[dict[str, int], bool]
LEVELS = ("none", "some", "top")


@cache
def quad_of(kind: str) -> str:
    """The quad class of a PLOVER type: ``1`` and ``2`` cooperation in word and deed, ``3`` and ``4`` conflict."""
    return str(load().quad(kind))


class Told(NamedTuple):
    """What one frame says plainly."""

    kind: str
    acting: frozenset[str]
    taking: frozenset[str]


SILENT = Told("", frozenset(), frozenset())


class Memory:
    """Counts over a report, by type and by quad class."""

    def __init__(self, scene: Scene) -> None:
        self.told: dict[int, Told] = {}
        self.acted: dict[str, Counter[str]] = defaultdict(Counter)
        self.taken: dict[str, Counter[str]] = defaultdict(Counter)
        self.pairs: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._paired: set[tuple[str, str]] = set()
        self._kept: dict[tuple[int, str, str | None], Levels] = {}
        self._counted: dict[tuple[int, str], dict[str, tuple[int, int]]] = {}
        for frame in scene.findings.frames:
            kind = next((name for name, one in offers(scene, frame).items() if one.mark != "maybe"), None)
            if kind is not None:
                self._add(frame, kind, scene.near(frame), scene.findings.language)

    def _add(self, frame: Frame, kind: str, near: Mapping[str, Candidate], language: str) -> None:
        acting, taking = set(), set()
        doing = OWNING if frame.kind == "noun" else DOING
        for party, one in near.items():
            labels = one.ways.coarse(language)
            if not TAKING.isdisjoint(labels):
                taking.add(party)
            elif not doing.isdisjoint(labels):
                acting.add(party)
        self.told[frame.id] = Told(kind, frozenset(acting), frozenset(taking))
        for key in (kind, quad_of(kind)):
            self.acted[key].update(acting)
            self.taken[key].update(taking)
            self.pairs[key].update((a, b) for a in acting for b in taking)
            if acting and taking:
                self._paired.update((key, party) for party in acting | taking)

    def counts(self, frame: Frame, key: str, party: str, actor: str | None) -> Counts:
        """How often, in other frames of this type or quad class, a party acted, was acted on, was acted on by
        ``actor``, and acted on ``actor``."""
        acted, taken = self._alone(frame, key, [party])[party] if key in self.acted else (0, 0)
        (there,), (back,) = self._between(frame, key, [party], actor)
        return acted, taken, there, back

    def bundles(self, frame: Frame, kind: str, near: Mapping[str, Candidate], actor: str | None) -> Remembered:
        """Features of each party near a frame of type ``kind``, as actor or, given its actor, as recipient; and, under
        the empty name, of there being no recipient."""
        quad = quad_of(kind)
        mine, met = self.levels(frame, kind, near, actor)
        all_, met_all = self.levels(frame, quad, near, actor)
        known = actor is not None
        out: Remembered = {
            party: (_of_memory, quad, bool(near[party].ways.strong), known, own, all_[party])
            for party, own in mine.items()
        }
        out[""] = (_of_nobody_known, kind, met, met_all)
        return out

    def levels(self, frame: Frame, key: str, near: Mapping[str, Candidate], actor: str | None) -> Levels:
        """How each party near a frame stands among them by its counts, and whether the actor is known to have acted on
        one of them; counted once for a frame, type or quad class, and actor."""
        spot = (frame.id, key, actor)
        kept = self._kept.get(spot)
        if kept is None:
            kept = self._kept[spot] = self._levels(frame, key, near, actor)
        return kept

    def _levels(self, frame: Frame, key: str, near: Mapping[str, Candidate], actor: str | None) -> Levels:
        parties = [party for party in near if party != actor]
        if key not in self.acted or not parties:
            return dict.fromkeys(parties, 0), False
        counts = self._counted.get((frame.id, key))
        if counts is None:
            counts = self._counted[frame.id, key] = self._alone(frame, key, near)
        own = [counts[party] for party in parties]
        acting, taking = max([a for a, _ in own]), max([t for _, t in own])
        alone = [27 * _level(a, acting) + 9 * _level(t, taking) for a, t in own] if acting or taking else [0] * len(own)
        if actor is None or (key, actor) not in self._paired:
            return dict(zip(parties, alone, strict=True)), False
        there, back = self._between(frame, key, parties, actor)
        met, meeting = max(there), max(back)
        if met or meeting:
            pairs = [3 * _level(to, met) + _level(fro, meeting) for to, fro in zip(there, back, strict=True)]
            alone = [a + two for a, two in zip(alone, pairs, strict=True)]
        return dict(zip(parties, alone, strict=True)), met > 0

    def _alone(self, frame: Frame, key: str, parties: Iterable[str]) -> dict[str, tuple[int, int]]:
        """How often, in other frames of this type or quad class, each party acted and was acted on."""
        acted, taken, own = self.acted[key], self.taken[key], self._own(frame, key)
        return {
            party: (acted.get(party, 0) - (party in own.acting), taken.get(party, 0) - (party in own.taking))
            for party in parties
        }

    def _between(
        self, frame: Frame, key: str, parties: Sequence[str], actor: str | None
    ) -> tuple[Sequence[int], Sequence[int]]:
        """How often ``actor`` acted on each party there, and how often each acted on ``actor``."""
        if actor is None or (key, actor) not in self._paired:
            return [0] * len(parties), [0] * len(parties)
        pairs, own = self.pairs[key], self._own(frame, key)
        acts, takes = actor in own.acting, actor in own.taking
        there = [pairs.get((actor, party), 0) - (acts and party in own.taking) for party in parties]
        return there, [pairs.get((party, actor), 0) - (takes and party in own.acting) for party in parties]

    def _own(self, frame: Frame, key: str) -> Told:
        """What the frame itself says of a type or quad class."""
        own = self.told.get(frame.id)
        return own if own is not None and key in (own.kind, quad_of(own.kind)) else SILENT


Remembered = dict[str, Bundle]


def _level(count: int, top: int) -> int:
    """The place in :data:`LEVELS` of a count beside the greatest."""
    return 0 if count <= 0 else 2 if count == top else 1


def _in_words(levels: int) -> tuple[str, str, str, str]:
    """Acted, was acted on, by the actor, on the actor."""
    return LEVELS[levels // 27], LEVELS[levels // 9 % 3], LEVELS[levels // 3 % 3], LEVELS[levels % 3]


def _of_memory(quad: str, strong: bool, known: bool, own: int, all_: int) -> Iterable[str]:
    """Features of a party by its counts in frames of the type and of the quad class."""
    out: list[str] = []
    weak = "strong" if strong else "weak"
    for short, (acts, takes, there, back) in (("t", _in_words(own)), ("q", _in_words(all_))):
        acted, taken = f"acted-{short}={acts}", f"taken-{short}={takes}"
        both = f"{weak}&{acted}&{taken}"
        out += [f"{acted}&{weak}", f"{taken}&{weak}", both, f"q{quad}&{both}"]
        if known:
            to, fro = f"pair-{short}={there}", f"back-{short}={back}"
            out += [f"{to}&{weak}", f"{fro}&{weak}", f"{weak}&{to}&{fro}&q{quad}"]
    return out


def _of_nobody_known(kind: str, met: bool, met_all: bool) -> Iterable[str]:
    known = (f"nobody&known-t={met}", f"nobody&known-q={met_all}")
    return [*known, *(f"{x}&{kind}" for x in known)]
