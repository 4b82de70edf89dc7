"""A first look: whether a report may hold an event between two parties, in a millisecond and without a parse.

A linear model, one for each language that has a ``gate.npz`` in its pack: over hashed words and pairs of words, and
over what the tables see in the text (names of parties, offices, surnames, words for acts, and which stand in one
sentence).
It learned from what the coder finds; ``models/gate`` trains it and says how good it is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from demarche import ontologies, packs
from demarche.world import World
from demarche.world import load as load_world

#: Buckets of the hash: 16 and 18 bits did equally well in cross-validation.
BUCKETS = 1 << 16
#: Kinds of names that are counted each by itself.
KINDS = (
    "name", "adjective", "inhabitant", "capital", "seat", "body", "organisation", "group", "ngo", "company", "agency",
    "outlet", "place",
)  # fmt: skip
#: What is counted besides kinds of names and types of acts.
COUNTED = (
    "characters", "codes", "names", "act beside party", "act beside parties", "acts", "offices", "surnames",
    "sentences with two",
)  # fmt: skip
#: What is the strongest act: of all, beside a party, beside one and beside two who could act.
STRONGEST = ("act", "act beside party", "act beside one", "act beside two")
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?\n]+")
_CAPITAL = re.compile(r"(?<=\w )[^\W\d_a-zß-öø-ÿ]\w+")


def names_of_features() -> tuple[str, ...]:
    """Names of what is seen in a text, in the order of :func:`seen`."""
    types = sorted(ontologies.load().types)
    return (*COUNTED, *(f"most {what}" for what in STRONGEST), *KINDS, *types)


@dataclass(frozen=True)
class Words:
    """What a language's tables know, by word: types and strengths of acts, and offices."""

    acts: dict[str, tuple[tuple[str, float], ...]]
    offices: frozenset[str]


@cache
def words_of(language: str) -> Words:
    """The words of a language for acts in all their forms, and for offices."""
    pack = packs.load(language)
    by_lemma: dict[str, set[tuple[str, float]]] = {}
    for row in pack.table("acts"):
        by_lemma.setdefault(row["lemma"].lower(), set()).add((row["type"], float(row["strength"])))
    forms = {lemma: set(acts) for lemma, acts in by_lemma.items()}
    for row in pack.table("lemmas"):
        forms.setdefault(row["form"].lower(), set()).update(by_lemma.get(row["lemma"].lower(), ()))
    acts = {form: tuple(sorted(some)) for form, some in forms.items() if some}
    return Words(acts, frozenset(row["form"].lower() for row in pack.table("offices")))


@cache
def surnames(world: World) -> frozenset[str]:
    """Last words of the names of all persons in the tables."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in world.names_of_persons())


def hashed(text: str) -> list[int]:
    """Buckets of the words and pairs of words of a text, each once, in order."""
    words = [word.encode("utf-8", "replace") for word in _WORD.findall(text.lower())]
    found = {crc32(word) % BUCKETS for word in words}
    found.update(crc32(b" ".join(pair)) % BUCKETS for pair in pairwise(words))
    return sorted(found)


def seen(text: str, language: str, world: World) -> list[float]:
    """What the tables see in a text, in the order of :func:`names_of_features`."""
    hits = world.scan(text, language)
    starts = [hit.start for hit in hits]
    kinds = Counter(hit.readings[0].kind for hit in hits)
    words, known = words_of(language), surnames(world)
    counts = Counter({"characters": len(text), "names": len(hits), "codes": len({h.readings[0].code for h in hits})})
    most: dict[str, float] = {}
    for sentence in _SENTENCE.finditer(text):
        inside = hits[bisect_left(starts, sentence.start()) : bisect_left(starts, sentence.end())]
        parties = {hit.readings[0].code for hit in inside if hit.readings[0].kind != "outlet"}
        _look(sentence.group(), parties, (words, known), (counts, most))
    types = sorted(ontologies.load().types)
    return [
        *(math.log1p(counts[name]) for name in COUNTED),
        *(most.get(name, 0.0) for name in STRONGEST),
        *(math.log1p(kinds[kind]) for kind in KINDS),
        *(most.get(name, 0.0) for name in types),
    ]


def _look(
    sentence: str,
    parties: set[str],
    tables: tuple[Words, frozenset[str]],
    kept: tuple[Counter[str], dict[str, float]],
) -> None:
    """Add what one sentence shows."""
    (words, known), (counts, most) = tables, kept
    lower = _WORD.findall(sentence.lower())
    offices = {word for word in lower if word in words.offices}
    persons = sum(word in known for word in _CAPITAL.findall(sentence))
    acts = [act for word in lower for act in words.acts.get(word, ())]
    best = max((strength for _, strength in acts), default=0.0)
    who = len(parties) + len(offices) + persons
    counts.update({"offices": len(offices), "surnames": persons, "sentences with two": who > 1, "acts": bool(acts)})
    counts.update({"act beside party": bool(parties and acts), "act beside parties": bool(len(parties) > 1 and acts)})
    reached = [("act", best)]
    if parties:
        reached += [("act beside party", best), *acts]
    if who:
        reached.append(("act beside one" if who == 1 else "act beside two", best))
    for name, strength in reached:
        most[name] = max(most.get(name, 0.0), strength)


@dataclass(frozen=True)
class Gate:
    """The first look of one language."""

    language: str
    words: NDArray[np.float32]
    tables: NDArray[np.float32]
    bias: float

    def score(self, text: str) -> float:
        """How far the text is above what is let pass (0), in log odds; below 0 it is skipped."""
        buckets = hashed(text)
        said = float(self.words[buckets].sum()) / math.sqrt(len(buckets)) if buckets else 0.0
        return said + float(np.dot(self.tables, seen(text, self.language, load_world()))) + self.bias


@cache
def load(language: str) -> Gate | None:
    """The gate of a language; None where its pack has none.

    Raises:
        UnknownLanguage: where the language has no pack.
    """
    path = packs.load(language).folder / "gate.npz"
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as file:
        kept: dict[str, Any] = {name: file[name] for name in file.files}
    # Weights for other features than those of this program would be taken for the wrong ones.
    assert tuple(kept["names"]) == names_of_features(), f"{path} was trained for other features: run models/gate again"
    return Gate(language, kept["words"].astype(np.float32), kept["tables"].astype(np.float32), float(kept["bias"]))
