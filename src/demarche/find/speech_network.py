"""What a network that reads the whole report makes of readings, for the trees of the second look.

Each word takes up what the words around it in the tree, its neighbours, its sentence and the report say, a few times
over (:mod:`demarche.messages`). Out come log-odds of each word standing in a cue and in the words of a statement, and
of each reading. Trained by ``models/coder/speech_network.py``, in torch; here it is read in numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Protocol

import numpy as np

from demarche import packs
from demarche.find.speech_clause import Candidate
from demarche.find.speech_numbers import Numbers
from demarche.find.speech_view import Ranges, View
from demarche.messages import (
    Edges,
    Floats,
    Groups,
    Ints,
    Seen,
    Weights,
    gelu,
    heard,
    inputs,
    layers_of,
    linear,
    normed,
    read_arrays,
    stretches,
    within,
)

FILE = packs.HOME / "speech_network.npz"
# A report longer than this many words is read in parts of whole units.
PART = 4000
# Log-odds are told up to this; what is not there has the lowest.
MOST = 12.0
# So many words before and behind a reading's words are looked at.
BESIDE = 8
# What sort of cue stands at a word, and whether it stands in quotation marks.
SORTS = ("verb", "noun", "other", "quoted")
# Where the cue stands to a reading's words.
BEFORE, BEHIND, AMONG = 0, 1, 3
OTHER = "X"


@dataclass(frozen=True, slots=True)
class Nodes:
    """A report as numbers, by word: vector, part of speech, relation, head, unit (from 0 in steps of 1), flags of
    :data:`SORTS`; and for each reading its words (see :class:`Places`)."""

    vectors: Floats
    upos: Ints
    relations: Ints
    heads: Ints
    units: Ints
    flags: Floats
    places: Places


@dataclass(frozen=True, slots=True)
class Places:
    """Where readings lie: ``cue``, ``first`` and ``last`` word, the one behind, ``side`` of the cue, [readings] each;
    ``owner`` and ``word`` are pairs of a reading and a word of its own."""

    cue: Ints
    first: Ints
    last: Ints
    behind: Ints
    side: Ints
    owner: Ints
    word: Ints


class Named(Protocol):
    """What knows the numbers of word classes and relations."""

    upos: Mapping[str, int]
    relations: Mapping[str, int]


class Network:
    """The trained weights."""

    def __init__(self, weights: Weights, names: Mapping[str, tuple[str, ...]]) -> None:
        self.weights = weights
        self.languages = names["languages"]
        self.upos: Mapping[str, int] = {name: n for n, name in enumerate(names["upos"])}
        self.relations: Mapping[str, int] = {name: n for n, name in enumerate(names["relations"])}
        self.layers = layers_of(weights)

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read the weights that ``models/coder/speech_network.py`` wrote."""
        return cls(*read_arrays(path))

    def read(self, language: str, nodes: Nodes) -> tuple[Floats, Floats]:
        """(log-odds of each word in a cue and in words told, [words, 2]; log-odds of each reading)."""
        states = np.vstack([self._states(language, nodes, *part) for part in stretches(nodes.units, PART)])
        return linear(states, self.weights, "st"), self._judged(states, nodes.places)

    def _states(self, language: str, nodes: Nodes, first: int, end: int) -> Floats:
        w, here, units = self.weights, slice(first, end), nodes.units[first:end] - nodes.units[first]
        edges, relations = Edges(within(nodes.heads, first, end), units), nodes.relations[here]
        seen = Seen(nodes.vectors[here], nodes.upos[here], relations, units, nodes.flags[here])
        x = inputs(w, self.languages, language, seen)
        for layer in self.layers:
            x = x + linear(gelu(heard(normed(x, layer, "n"), layer, relations, edges)), layer, "o")
        return normed(x, w, "nf")

    def _judged(self, states: Floats, places: Places) -> Floats:
        cue, mean, first, last, behind = np.split(linear(states, self.weights, "wr"), 5, axis=1)
        count = len(places.cue)
        owners = Groups(places.owner, count)
        told: Floats = owners.sum(mean[places.word]) * owners.share
        told += cue[places.cue] + first[places.first] + last[places.last] + behind[places.behind]
        told += self.weights["side.weight"][places.side]
        out: Floats = linear(gelu(told), self.weights, "r")[:, 0]
        return out


@cache
def shipped_network(language: str) -> Network | None:
    """The network in the package, or None where it does not read the language."""
    network = _kept()
    return network if network is not None and language in network.languages else None


@cache
def _kept() -> Network | None:
    return Network.load(FILE) if FILE.exists() else None


def opinions(view: View, language: str, candidates: Sequence[Candidate], network: Network | None) -> list[Numbers]:
    """What the network makes of each reading, in numbers; nothing without a network or vectors of the words."""
    nodes = nodes_of(view, candidates, network) if network is not None and candidates else None
    if network is None or nodes is None:
        return []
    words, readings = network.read(language, nodes)
    told = Told(view, np.clip(words, -MOST, MOST), np.clip(readings, -MOST, MOST).tolist())
    return told.numbers(candidates)


def nodes_of(view: View, candidates: Sequence[Candidate], network: Named) -> Nodes | None:
    """A report as the network takes it; None where its parse has no vectors."""
    doc = view.doc
    vectors = doc.source.user_data.get("vectors")
    if vectors is None:
        return None
    upos, relations = network.upos, network.relations
    return Nodes(
        vectors=vectors[doc.origin],
        upos=np.array([upos.get(token.pos_, upos[OTHER]) for token in doc], dtype=np.int64),
        relations=np.array([relations.get(token.base_, relations["dep"]) for token in doc], dtype=np.int64),
        heads=np.array([token.head.i for token in doc], dtype=np.int64),
        units=np.repeat(np.arange(len(view.units)), [end - start for start, end in view.units]),
        flags=flags_of(view),
        places=places_of(view, candidates),
    )


def flags_of(view: View) -> Floats:
    """Which cues stand at each word, and whether it stands in quotation marks: [words, 4]."""
    flags = np.zeros((len(view.doc), len(SORTS)), dtype=np.float32)
    for trigger in view.triggers:
        sort = SORTS.index(trigger.kind) if trigger.kind in ("verb", "noun") else SORTS.index("other")
        flags[[trigger.token, *trigger.parts], sort] = 1.0
    starts = np.array([token.idx for token in view.doc], dtype=np.int64)
    for quote in view.quotes.double:
        flags[(starts >= quote.start) & (starts < quote.end), -1] = 1.0
    return flags


def places_of(view: View, candidates: Sequence[Candidate]) -> Places:
    """Where the words of each reading lie."""
    rows: list[tuple[int, int, int, int, int]] = []
    owner: list[int] = []
    word: list[int] = []
    end = len(view.doc)
    for number, one in enumerate(candidates):
        cue, spans = one.trigger.token, spans_of(view, one.content)
        first = spans[0][0]
        last = max(first, spans[-1][1] - 1)
        rows.append((cue, first, last, min(last + 1, end - 1), AMONG if first < cue < last else int(first <= cue)))
        word += [i for span in spans for i in range(*span)]
        owner += [number] * (len(word) - len(owner))
    of_rows = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return Places(*of_rows, *(np.array(some, dtype=np.int64) for some in (owner, word)))


def spans_of(view: View, ranges: Ranges) -> list[tuple[int, int]]:
    """(first word, word behind the last) of each of some ranges of characters."""
    count = len(view.doc)
    return [(view.token_at(start), min(view.token_at(end - 1) + 1, count)) for start, end in ranges]


class Told:
    """The log-odds of a report's words and readings, asked for by reading."""

    def __init__(self, view: View, words: Floats, readings: Sequence[float]) -> None:
        self.view, self.readings = view, readings
        self.cue: list[float] = words[:, 0].tolist()
        self.told: list[float] = words[:, 1].tolist()
        self.sums = [0.0, *accumulate(self.told)]
        self.likely = [0, *accumulate(one > 0 for one in self.told)]

    def numbers(self, candidates: Sequence[Candidate]) -> list[Numbers]:
        """What the trees ask of each reading, in the order of the candidates."""
        rivals = self._rivals(candidates)
        cues: dict[Ranges, list[int]] = {}
        out: list[Numbers] = []
        for number, one in enumerate(candidates):
            if one.cue not in cues:
                cues[one.cue] = [i for span in spans_of(self.view, one.cue) for i in range(*span)]
            odds = self.readings[number]
            own = {"net": odds, "net_gap": odds - rivals[number], "net_best": max(odds, rivals[number])}
            at = one.trigger.token
            spans = spans_of(self.view, one.content)
            out.append({**own, **self._cue(at, cues[one.cue] or [at]), **self._words(spans, cues[one.cue])})
        return out

    def _rivals(self, candidates: Sequence[Candidate]) -> list[float]:
        """The log-odds of the best other reading of each reading's cue."""
        groups: dict[tuple[int, str], list[float]] = {}
        for odds, one in zip(self.readings, candidates, strict=True):
            groups.setdefault((one.trigger.token, one.trigger.kind), []).append(odds)
        best = {key: (*sorted(some, reverse=True)[:2], -MOST) for key, some in groups.items()}
        found = [best[one.trigger.token, one.trigger.kind] for one in candidates]
        return [two[1] if odds == two[0] else two[0] for odds, two in zip(self.readings, found, strict=True)]

    def _cue(self, at: int, words: Sequence[int]) -> Numbers:
        odds = [self.cue[i] for i in words]
        return {"net_trigger": self.cue[at], "net_cue": sum(odds) / len(odds), "net_cue_least": min(odds)}

    def _words(self, spans: Sequence[tuple[int, int]], cue: Sequence[int]) -> Numbers:
        count = max(1, sum([end - first for first, end in spans]))
        first, end, told = spans[0][0], spans[-1][1], self.told
        before = [told[i] for i in range(max(0, first - BESIDE), first) if i not in cue]
        behind = [told[i] for i in range(end, min(len(told), end + BESIDE)) if i not in cue]
        return {
            "net_told": sum([self.sums[b] - self.sums[a] for a, b in spans]) / count,
            "net_share": sum([self.likely[b] - self.likely[a] for a, b in spans]) / count,
            "net_before": sum(before) / len(before) if before else -MOST,
            "net_behind": sum(behind) / len(behind) if behind else -MOST,
            "net_first": told[first], "net_last": told[end - 1],
            "net_next_before": told[first - 1] if first and first - 1 not in cue else -MOST,
            "net_next_behind": told[end] if end < len(told) and end not in cue else -MOST,
        }  # fmt: skip
