"""What a network that reads the whole report makes of each frame (:mod:`demarche.code.network`), beside the scorers.

The scorers look at a frame and what is near it, by features with names; the network sees the report as it goes on: who
has been over against whom, what a sentence takes up. Each is right where the other is not, so their chances are
multiplied, each to its share.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demarche.code.network import NOTHING, Network, Nodes, Read
from demarche.code.parties import side
from demarche.findings import Words
from demarche.messages import Floats, stretches, within

if TYPE_CHECKING:
    from demarche.code.scene import Scene

# What the network's opinion counts of types and of parties, the rest being the scorers'.
SHARE_TYPE, SHARE_PARTY = 0.4, 0.4
# No type or party that the scorers find likely is ruled out by the network, nor the other way round.
LEAST_LINEAR, LEAST_OWN, LEAST_SHARE, FURTHEST = 1e-6, 1e-4, 1e-9, 9.0
# A report longer than this many words is read in parts of whole sentences.
PART = 4000
RANKS = 30
MENTIONS = ("", "name", "noun", "pronoun", "adjective", "possessive")
FRAMES = ("verb", "noun", "adjective")
# The code of another word class than Universal Dependencies have, and of white space.
OTHER = "X"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report with its frames (index in the report to index here) and parties, as the network read it."""

    read: Read
    frames: Mapping[int, int]
    parties: Mapping[str, int]


class Opinion:
    """The network's opinion of a report's frames.

    It keeps nothing of the scene, which keeps it: what holds each other stays until Python looks for garbage.
    """

    def __init__(self, scene: Scene, network: Network) -> None:
        self.kinds = {kind: number for number, kind in enumerate(network.kinds)}
        self.parts = [part_of(scene, network, first, end) for first, end in parts_of(scene)]
        self._part = {frame: part for part in self.parts for frame in part.frames}
        self._known: dict[tuple[int, str, str | None], tuple[list[float], float]] = {}

    def weighed(
        self, frames: Sequence[int], labels: Sequence[str], chances: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The scorers' ``chances`` [frames, labels] of types with the network's."""
        columns = [self.kinds.get(label, len(self.kinds)) for label in labels]
        found = [self._part[frame] for frame in frames]
        own = np.array([part.read.types[part.frames[n]] for n, part in zip(frames, found, strict=True)])
        if not len(own):
            return chances
        told = np.log(np.exp(own[:, columns]) + LEAST_OWN)
        sums = (1.0 - SHARE_TYPE) * np.log(chances + LEAST_LINEAR) + SHARE_TYPE * told
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)

    def told(self, frame: int, kind: str) -> tuple[float, float]:
        """The network's own chance that a frame is of a type, and of none."""
        part = self._part[frame]
        own = part.read.types[part.frames[frame]]
        return float(np.exp(own[self.kinds[kind]])), float(np.exp(own[-1]))

    def weight(self, frame: int, kind: str) -> float:
        """How much the network speaks for a type, as a weight beside those of the scorers' features: its share of the
        log-odds, a negative one speaking against it."""
        chance = min(max(self.told(frame, kind)[0], LEAST_OWN), 1.0 - LEAST_OWN)
        return round(SHARE_TYPE * math.log(chance / (1.0 - chance)), 3)

    def parties(self, frame: int, kind: str, actor: str | None = None) -> dict[str, float]:
        """The network's own log share of each party as the actor of a frame as one type, or with an actor as the
        recipient beside it, where the empty name is for nobody."""
        part = self._part[frame]
        scores, nobody = self._scores(part, frame, kind, actor)
        told = {party: scores[number] for party, number in part.parties.items() if party != actor}
        told[""] = nobody
        total = log_sum(told.values())
        return {party: score - total for party, score in told.items()}

    def _scores(self, part: Part, frame: int, kind: str, actor: str | None) -> tuple[list[float], float]:
        """The scores of the parties by number, and of nobody; found once."""
        known = self._known.get((frame, kind, actor))
        if known is None:
            number, own = part.frames[frame], self.kinds[kind]
            if actor is None:
                known = part.read.actors(number, own).tolist(), NOTHING
            else:
                scores, nobody = part.read.recipients(number, own, part.parties.get(actor))
                known = scores.tolist(), nobody
            self._known[frame, kind, actor] = known
        return known

    def shares(self, frame: int, kind: str, shares: Mapping[str, float], actor: str | None = None) -> dict[str, float]:
        """The scorers' ``shares`` of the parties as actor, or as recipient beside an actor, with the network's; the
        empty name is for nobody."""
        if not shares:
            return {}
        part = self._part[frame]
        scores, nobody = self._scores(part, frame, kind, actor)
        numbers = part.parties
        told = [nobody if not p else scores[numbers[p]] if p in numbers else NOTHING for p in shares]
        least = max(told) - FURTHEST
        told = [max(score, least) for score in told]
        total = log_sum(told)
        sums = [
            (1.0 - SHARE_PARTY) * math.log(share + LEAST_SHARE) + SHARE_PARTY * (score - total)
            for share, score in zip(shares.values(), told, strict=True)
        ]
        whole = log_sum(sums)
        return {party: math.exp(one - whole) for party, one in zip(shares, sums, strict=True)}


def log_sum(scores: Collection[float]) -> float:
    """The logarithm of the sum of what the scores are logarithms of."""
    top = max(scores)
    return top + math.log(sum([math.exp(score - top) for score in scores]))


def parts_of(scene: Scene) -> Iterator[tuple[int, int]]:
    """(first word, word behind the last) of each part of a report, whole sentences."""
    return stretches(sentence_numbers(scene, slice(None)), PART)


def sentence_numbers(scene: Scene, here: slice) -> NDArray[np.int64]:
    """The number of the sentence that each of some words stands in."""
    starts = [sentence.start for sentence in scene.findings.sentences]
    return np.maximum(np.searchsorted(starts, known(scene).starts[here], side="right") - 1, 0)


def known(scene: Scene) -> Words:
    """The words of a scene that has some."""
    assert scene.findings.words is not None
    return scene.findings.words


def part_of(scene: Scene, network: Network, first: int, end: int) -> Part:
    """A stretch of words, read."""
    frames = [f for f in scene.findings.frames if first <= f.token < end]
    parties: dict[str, int] = {}
    nodes = nodes_of(scene, network, (first, end), parties)
    return Part(network.read(nodes), {f.id: n for n, f in enumerate(frames)}, parties)


def nodes_of(scene: Scene, network: Network, stretch: tuple[int, int], parties: dict[str, int]) -> Nodes:
    """A stretch of words as the network takes it; ``parties`` is filled with the numbers of the parties in it."""
    first, end = stretch
    words, here = known(scene), slice(*stretch)
    upos = {name: n for n, name in enumerate(network.upos)}
    relations = {name: n for n, name in enumerate(network.relations)}
    frames = [f for f in scene.findings.frames if first <= f.token < end]
    return Nodes(
        language=scene.findings.language,
        vectors=words.vectors[here],
        upos=np.array([upos.get(name, upos[OTHER]) for name in words.upos[here]], dtype=np.int64),
        relations=np.array([relations.get(name, relations["dep"]) for name in words.relations[here]], dtype=np.int64),
        heads=within(words.heads, first, end),
        sentences=np.unique(sentence_numbers(scene, here), return_inverse=True)[1],
        flags=flags_of(scene, np.array(words.starts[here])),
        mentions=mentions_of(scene, stretch, parties),
        frames=np.array([(f.token - first, FRAMES.index(f.kind)) for f in frames], dtype=np.int64).reshape(-1, 2),
        acts=acts_of(scene, [f.id for f in frames], network.kinds),
        parties=len(parties),
    )


def flags_of(scene: Scene, starts: NDArray[np.int64]) -> Floats:
    """For each word whether it stands in the content of a statement, and in its cue."""
    flags = np.zeros((len(starts), 2), dtype=np.float32)
    for statement in scene.statements:
        for column, spans in enumerate((statement.content, statement.cue)):
            for span in spans:
                flags[(starts >= span.start) & (starts < span.end), column] = 1.0
    return flags


def mentions_of(scene: Scene, stretch: tuple[int, int], parties: dict[str, int]) -> NDArray[np.int64]:
    """A row for each party that a mention stands for (see :class:`Nodes`)."""
    order = sorted(scene.counts, key=lambda p: (-scene.counts[p], p))
    ranks = {party: min(rank, RANKS) for rank, party in enumerate(order)}
    rows = []
    for one in scene.findings.mentions:
        if stretch[0] <= one.head < stretch[1]:
            for code, mark in scene.codes(one.id):
                party = side(code)
                number = parties.setdefault(party, len(parties))
                kind = MENTIONS.index(one.kind)
                row = (one.head - stretch[0], number, ranks.get(party, RANKS), class_of(code), kind, int(mark == "@"))
                rows.append(row)
    return np.array(rows, dtype=np.int64).reshape(-1, 6)


def class_of(code: str) -> int:
    """1 for a party that the tables do not know, 2 for a state, 3 for a body; 3 more for a part of it."""
    whole, _, part = code.partition("/")
    return (1 if whole.startswith("X:") else 2 if len(whole) == 3 else 3) + (3 if part else 0)


def acts_of(scene: Scene, frames: Sequence[int], kinds: Sequence[str]) -> Floats:
    """The types that the tables offer for each frame: those whose conditions are met, then the others."""
    columns, out = {kind: n for n, kind in enumerate(kinds)}, np.zeros((len(frames), 2 * len(kinds)), dtype=np.float32)
    for row, frame in enumerate(frames):
        for act, met in scene.acts[frame]:
            if act.type in columns:
                out[row, columns[act.type] + (0 if met else len(kinds))] = 1.0
    return out
