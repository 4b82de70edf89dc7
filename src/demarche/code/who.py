"""Who is who: what each mention of a document stands for at the date of the report.

Mentions are read in two rounds. The first takes names, offices, nationals, adjectives and capitals as they stand
(:mod:`demarche.code.who_direct`); the second, in the order of the text, what points back to them: pronouns, "het land",
"both sides" (:mod:`demarche.code.who_back`). Nothing is guessed silently: each reading has a reason and other
readings are kept as candidates.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from demarche.findings import Findings
from demarche.records import Document
from demarche.world import World

# Mentions of a long report.
KEPT = 4096


class Ground(Enum):
    """On what a reading rests, where a later step asks for it; the value is its reason in words."""

    MEDIUM = "a medium"
    UNKNOWN = "unknown name"
    HELD_BEFORE = "held it before"
    SOME_OF_MANY = "some of many, no body"
    COUNTRY = "the country of the one named"
    TOGETHER = "parties named together before"


class Resolved(NamedTuple):
    """What a mention stands for.

    ``parties``: codes with a sector behind a slash where it is a part of a state, several for "beide partijen";
    ``kind``: ``party``, ``person``, ``place``, ``group`` or ``none``; a ``place`` keeps the code of a state that is
    named as one; ``speaker``: full name of the person or body; ``place`` and ``country`` where it is a place;
    ``candidates``: other readings with scores (shares of 1); ``reason``: the rule, or the row with its source, in words
    for people; ``ground``: the rule for what is read later, where it matters there.
    """

    mention: int
    parties: tuple[str, ...] = ()
    kind: str = "none"
    speaker: str | None = None
    place: str | None = None
    country: str | None = None
    candidates: tuple[tuple[str, float], ...] = ()
    reason: str = ""
    score: float = 0.0
    ground: Ground | None = None


@lru_cache(maxsize=KEPT)
def nothing(mention: int) -> Resolved:
    """The reading of a mention that names nobody: most do."""
    return Resolved(mention)


def resolve(findings: Findings, document: Document, world: World) -> tuple[Resolved, ...]:
    """What every mention of the findings stands for, aligned with ``findings.mentions``.

    Offices are taken as held at ``document.published``; a date known to the month or year counts as that interval.
    """
    from demarche.code.who_back import read_back
    from demarche.code.who_direct import Reader

    reader = Reader(findings, document, world)
    read = read_back(reader, reader.read_all())
    # The people hold their reader by this, which holds them: they would stay until Python looks for garbage.
    reader.people.local = str
    return read
