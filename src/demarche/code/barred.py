"""What a frame cannot tell, however likely it looks: words that only sound like an act, and reports of sport.

The pack's table ``unacts`` has words that tell no act, or none of some types, where its conditions are met ("declined
to comment", "sluit niet uit"); the conditions are those of ``acts``. Words of praise accuse nobody, words of blame
support nobody (:mod:`demarche.code.content`). And what a report of sport tells is no act of the states whose teams
play, save that games are boycotted, teams banned or marches held.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from demarche.code.acts import holds
from demarche.code.content import attitude_words
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.ontologies import load as load_ontologies
from demarche.packs import load

# Classes of nouns of sport, and of nouns that stand in reports of sport and in others. A report is one of sport where
# this part of its sentences speaks of it, in so many different words, those of the second class counting half.
SPORT, GAME = "sport", "game"
SPORTING, FEWEST = 0.3, 3
# What happens to states in reports of sport all the same.
IN_SPORT = frozenset({"SANCTION", "PROTEST"})
# What verbs that call something good or bad cannot be, by the sign of what they call it.
BY_SIGN = {1: frozenset({"ACCUSE", "REJECT", "THREATEN"}), -1: frozenset({"SUPPORT"})}
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unact:
    """A row of the table: the conditions, and the types that its word does not tell then."""

    conditions: tuple[str, ...]
    types: frozenset[str]


@cache
def every_type() -> frozenset[str]:
    """All types of PLOVER."""
    return frozenset(load_ontologies().types)


@cache
def unacts(language: str) -> dict[tuple[str, str], tuple[Unact, ...]]:
    """The pack's words that tell no act, by lemma and kind of frame."""
    out: dict[tuple[str, str], tuple[Unact, ...]] = {}
    for row in load(language).table("unacts"):
        key = (row["lemma"], "adjective" if row["pos"] == "adj" else row["pos"])
        types = frozenset(filter(None, row["types"].split("|"))) or every_type()
        out[key] = (*out.get(key, ()), Unact(tuple(filter(None, row["with"].split(";"))), types))
    return out


def barred(scene: Scene, frame: Frame) -> frozenset[str]:
    """The types that a frame cannot be."""
    out = every_type() - IN_SPORT if of_sport(scene) else NOTHING
    for one in unacts(scene.findings.language).get((frame.lemma, frame.kind), ()):
        if all(holds(c, frame, scene.findings, scene.words) for c in one.conditions):
            out |= one.types
    return out | BY_SIGN.get(called(scene, frame), NOTHING)


def called(scene: Scene, frame: Frame) -> int:
    """The sign of what a verb calls something ("called it wise"); 0 for other frames and for words of neither kind."""
    words = attitude_words(scene.findings.language)
    if frame.kind != "verb" or frame.negated or not words.has(frame.lemma, "verb", "call"):
        return 0
    lower = [f for f in scene.frames_in(frame.sentence) if f.parent == frame.id and f.relation.startswith("xcomp")]
    lemmas = [*frame.words, *(w for f in lower for w in (f.lemma, *f.words))]
    signs = {words.has(w, "adjective", "judge") or words.has(w, "noun", "judge") for w in lemmas} - {0}
    return signs.pop() if len(signs) == 1 else 0


def of_sport(scene: Scene) -> bool:
    """True for a report of sport; found once."""
    if scene.sport is None:
        scene.sport = sporting(scene)
    return scene.sport


def sporting(scene: Scene) -> bool:
    """Whether enough of a report's sentences speak of sport: by one word that does, or by two that may."""
    sure: dict[int, set[str]] = defaultdict(set)
    maybe: dict[int, set[str]] = defaultdict(set)
    for one in scene.findings.mentions:
        kinds = scene.words.classes_of(one.lemma)
        if SPORT in kinds or GAME in kinds:
            (sure if SPORT in kinds else maybe)[one.sentence].add(one.lemma)
    here = [n for n, s in enumerate(scene.findings.sentences) if not s.furniture]
    share = sum(bool(sure[n]) or len(maybe[n]) > 1 for n in here)
    words = len(set().union(*sure.values())) + len(set().union(*maybe.values())) / 2
    return any(sure.values()) and words >= FEWEST and share >= SPORTING * len(here)
