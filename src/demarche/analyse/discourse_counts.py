"""How often parties took a side on concepts, for all positions at once: what a network of a whole range rests on."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

import numpy as np

from demarche.analyse.arrays import together
from demarche.analyse.issues import VALUES, head_of
from demarche.archive import Archive, Filter

#: Rules for duplicates that do not ask for the day.
DAYLESS = ("include", "document", "acrossrange")
_COLUMNS = ("topic", "party", "object", "towards", "stance", "report")


class Counts(NamedTuple):
    """Parties and concepts (both sorted), and ``x[i, j, k]``: statements with k = 0 for no and 1 for yes."""

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    x: Any


def concept_of(topic: str, about: str, concept: str) -> str:
    """The name of a concept: the topic alone, or with what it is about."""
    return f"{topic}: {about}" if concept == "issue" and about else topic


def told(archive: Archive, filter: Filter, how: tuple[str, str, int], wanted: Set[str]) -> tuple[Counts, int]:
    """The statements of the ``wanted`` parties (of all, where none is) counted, and how many all parties make, with
    duplicates.

    Args:
        how: ``concept`` (issue or topic), a rule of :data:`DAYLESS`, and the side of who is open: 1, -1 or 0.
    """
    concept, rule, open_side = how
    rows = archive.select("positions", filter).frame(_COLUMNS)
    topic, party, about, towards, stance = (rows[name] for name in _COLUMNS[:5])
    # A position without an object or an addressee is one like any other.
    key = together(topic.codes, party.codes, about.codes + 1, towards.codes + 1, stance.codes)
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    heads: dict[tuple[str, str, bool], int] = {}
    number = np.full(len(first), -1, np.int64)
    some = rows.take(first)
    values = zip(*(some[name].to_list() for name in _COLUMNS[:5]), strict=True)
    for n, (on, who, what, to, stand) in enumerate(values):
        side = VALUES[stand] or open_side
        if side:
            issue, actor = head_of(on, who, what, tuple(to or ()))
            number[n] = heads.setdefault((actor, concept_of(issue.topic, issue.about, concept), side > 0), len(heads))
    said = number[place] if len(place) else place
    mine = np.array([not wanted or actor in wanted for actor, _, _ in heads], bool)
    kept = (said >= 0) & np.append(mine, False)[said]
    times = _times(said[kept], rows["report"].codes[kept], rule, len(heads))
    return counted({head: n for head, n in zip(heads, times.tolist(), strict=True) if n}), int((said >= 0).sum())


def _times(said: Any, reports: Any, rule: str, size: int) -> Any:
    """How often each head comes, what a rule takes for duplicates left out."""
    if rule == "document":
        said = said[np.unique(together(said, reports), return_index=True)[1]]
    times = np.bincount(said, minlength=size)
    return np.minimum(times, 1) if rule == "acrossrange" else times


def counted(times: Mapping[tuple[str, str, bool], int]) -> Counts:
    """Counts of parties, concepts and sides."""
    actors = tuple(sorted({actor for actor, _, _ in times}))
    concepts = tuple(sorted({concept for _, concept, _ in times}))
    rows, columns = ({name: n for n, name in enumerate(some)} for some in (actors, concepts))
    x = np.zeros((len(actors), len(concepts), 2))
    for (actor, concept, agrees), n in times.items():
        x[rows[actor], columns[concept], int(agrees)] = n
    return Counts(actors, concepts, x)
