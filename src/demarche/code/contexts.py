"""Contexts of an event, and its CAMEO code: what PLOVER asks beside the type, from the words around the act.

A word votes for the contexts that the pack's table ``contexts`` gives it, and through its classes for those that the
code list names; a party's sector votes too. What has most votes comes first; at most three are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from demarche import ontologies
from demarche.code.acts import lexicon
from demarche.findings import Findings, Frame
from demarche.packs import load

# A word's own context is sure, that of its class only likely; one class alone is no context.
OWN, BY_CLASS, BY_SECTOR, LEAST = 2, 1, 2, 2
MOST = 3
SECTORS = {"MIL": "military", "SPY": "intelligence", "LEG": "legislative", "JUD": "legal", "REB": "military"}


@cache
def _own(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in load(language).table("contexts"):
        found.setdefault(row["lemma"], []).append(row["context"])
    return {lemma: tuple(names) for lemma, names in found.items()}


@cache
def _by_class() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in ontologies.load().contexts.values():
        for name in one.classes:
            found.setdefault(name, []).append(one.name)
    return {name: tuple(contexts) for name, contexts in found.items()}


def contexts_of(findings: Findings, frames: Iterable[Frame], parties: Iterable[str] = ()) -> tuple[str, ...]:
    """Contexts of an event told by ``frames`` between ``parties`` (codes with sectors), the surest first; at most 3."""
    words = {w for f in frames for w in (f.lemma, *f.words, *(findings.mentions[r.mention].lemma for r in f.roles))}
    own, by_class, known = _own(findings.language), _by_class(), lexicon(findings.language)
    votes: Counter[str] = Counter()
    for word in sorted(words):
        last = word.rsplit("-", 1)[-1]
        for name in own.get(word) or own.get(last, ()):
            votes[name] += OWN
        for name in {c for kind in known.classes_of(word) for c in by_class.get(kind, ())}:
            votes[name] += BY_CLASS
    for sector in sorted({p.split("/", 1)[1] for p in parties if "/" in p}):
        if sector in SECTORS:
            votes[SECTORS[sector]] += BY_SECTOR
    order = list(ontologies.load().contexts)
    kept = [name for name, count in votes.items() if count >= LEAST]
    return tuple(sorted(kept, key=lambda name: (-votes[name], order.index(name)))[:MOST])


def cameo_of(type_: str, mode: str | None, contexts: Iterable[str]) -> str:
    """The CAMEO code of an event by the crosswalk."""
    return ontologies.load().to_cameo(type_, mode, contexts)
