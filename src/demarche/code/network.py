"""A network over a whole report: each word takes up what its head, the words below it, its neighbours, its sentence,
the report and the other mentions of the same party say, a few times over.

What comes out: how likely each frame tells an event of each type, and which party acts in it and is acted on. Messages
go along the edges that the parse and the coder know, so a report is read in time that grows with its length alone.
Trained by ``models/coder/event_network.py``, in torch; here it is read in numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from demarche.code.scorer import weights_file
from demarche.messages import (  # fmt: skip
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
)

# Where a mention stands to a frame's word: 0 elsewhere, in these ways, or beside it, two below and right below it, each
# by the relation of the mention or the word between (see :meth:`Above.seen_from`).
TWO_ABOVE, ABOVE, THREE_BELOW, ITSELF = 2, 3, 4, 5
BESIDE, LAST_BESIDE, BELOW_TWO, BELOW = 6, 38, 45, 85
# Sentences between a mention and a frame that are told apart, before and behind; then the mention before or behind the
# frame's word in one sentence.
BEFORE, BEHIND = -5, 2
FIRST, LATER = 12, 13
# What no mention scores.
NOTHING = -1e4


@dataclass(frozen=True, slots=True)
class Nodes:
    """A report, or a part of it, as numbers.

    ``words`` [words]: ``vectors``, part of speech, relation, head, sentence (from 0, in steps of 1), and two flags: in
    the content of a statement, in its cue. ``mentions`` [mentions, 6]: word, party, rank of the party, class of its
    code, kind, place or not. ``frames`` [frames, 2]: word and kind; ``acts`` [frames, 32]: types that the tables
    offer, those whose conditions are met first.
    """

    language: str
    vectors: Floats
    upos: Ints
    relations: Ints
    heads: Ints
    sentences: Ints
    flags: Floats
    mentions: Ints
    frames: Ints
    acts: Floats
    parties: int


class Network:
    """The trained weights."""

    def __init__(self, weights: Weights, names: Mapping[str, tuple[str, ...]]) -> None:
        self.weights = weights
        self.upos, self.relations = names["upos"], names["relations"]
        self.kinds, self.languages = names["kinds"], names["languages"]
        self.layers = layers_of(weights)

    def linear(self, x: Floats, name: str) -> Floats:
        """``x`` through the linear map of that name."""
        return linear(x, self.weights, name)

    def read(self, nodes: Nodes) -> Read:
        """Everything that the network makes of a report."""
        parties = Groups(nodes.mentions[:, 1], nodes.parties)
        return Read(self, nodes, self._states(nodes, parties), parties)

    def _states(self, nodes: Nodes, parties: Groups) -> Floats:
        """The state of each word, [words, width]."""
        edges, words = Edges(nodes.heads, nodes.sentences), Groups(nodes.mentions[:, 0], len(nodes.heads))
        x = self._inputs(nodes, words)
        for layer in self.layers:
            x = x + _step(x, layer, nodes, edges, words, parties)
        return normed(x, self.weights, "nf")

    def _inputs(self, nodes: Nodes, words: Groups) -> Floats:
        w, m, f = self.weights, nodes.mentions, nodes.frames
        seen = Seen(nodes.vectors, nodes.upos, nodes.relations, nodes.sentences, nodes.flags)
        x = inputs(w, self.languages, nodes.language, seen)
        told = w["rank.weight"][m[:, 2]] + w["cls.weight"][m[:, 3]]
        told += w["mk.weight"][m[:, 4]] + w["place.weight"][m[:, 5]]
        words.add(told, x)
        Groups(f[:, 0], len(x)).add(w["fk.weight"][f[:, 1]] + nodes.acts @ w["acts.weight"].T, x)
        return x

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read the weights that ``models/coder/event_network.py`` wrote."""
        return cls(*read_arrays(path))


def _step(x: Floats, layer: Weights, nodes: Nodes, edges: Edges, words: Groups, parties: Groups) -> Floats:
    """What one round of messages adds to the states; mentions of one party speak to each other too."""
    y, mentions = normed(x, layer, "n"), nodes.mentions
    m = heard(y, layer, nodes.relations, edges)
    named: Floats = parties.sum(y[mentions[:, 0]]) * parties.share
    words.add((named @ layer["wm.weight"].T)[mentions[:, 1]], m)
    return linear(gelu(m), layer, "o")


class Read:
    """A report as a network read it; mentions are kept in the order of their parties."""

    def __init__(self, network: Network, nodes: Nodes, states: Floats, groups: Groups) -> None:
        self.network, self.nodes = network, nodes
        self.told = states[nodes.frames[:, 0]]
        self.starts, self.present = groups.starts, groups.present
        self.sizes = np.diff(self.starts, append=len(groups.order))
        self.above = Above(nodes, nodes.mentions[groups.order, 0])
        self.means = groups.sum(states[nodes.mentions[:, 0]]) * groups.share
        self.nobody = np.zeros(states.shape[1], dtype=np.float32)
        named = states[self.above.words]
        self.acting, self.receiving = network.linear(named, "ka"), network.linear(named, "kr")
        self._placed: dict[int, tuple[Ints, Ints]] = {}

    @cached_property
    def types(self) -> Floats:
        """Log chance of each type, and last of none, for each frame: [frames, types + 1]."""
        hidden = gelu(self.network.linear(self.told, "t1"))
        sums = self.network.linear(hidden, "t2") + self.nodes.acts @ self.network.weights["skip.weight"].T
        top = sums.max(axis=1, keepdims=True)
        out: Floats = sums - top - np.log(np.exp(sums - top).sum(axis=1, keepdims=True))
        return out

    def actors(self, frame: int, kind: int) -> Floats:
        """Score of each party as the actor of a frame as one type, :data:`NOTHING` where no mention stands for it."""
        asked = np.concatenate([self.told[frame], self.network.weights["kind.weight"][kind]])
        return self._pooled(frame, self.network.linear(asked, "qa"), self.acting, "a")

    def recipients(self, frame: int, kind: int, actor: int | None) -> tuple[Floats, float]:
        """Score of each party as the recipient beside an actor, and that of there being none."""
        first = self.means[actor] if actor is not None else self.nobody
        asked = np.concatenate([self.told[frame], self.network.weights["kind.weight"][kind], first])
        scores = self._pooled(frame, self.network.linear(asked, "qr"), self.receiving, "r")
        return scores, float(self.network.linear(asked, "nr")[0])

    def _pooled(self, frame: int, asked: Floats, keys: Floats, role: str) -> Floats:
        """The scores of mentions added up by party (as chances are)."""
        out = np.full(self.nodes.parties, NOTHING, dtype=np.float32)
        if len(self.present):
            weights, (relation, distance) = self.network.weights, self._place(frame)
            scores = keys @ asked + (weights[f"r{role}.weight"] @ asked)[relation]
            scores += (weights[f"s{role}.weight"] @ asked)[distance]
            scores *= np.float32(len(asked) ** -0.5)
            top = np.maximum.reduceat(scores, self.starts)
            out[self.present] = top + np.log(np.add.reduceat(np.exp(scores - np.repeat(top, self.sizes)), self.starts))
        return out

    def _place(self, frame: int) -> tuple[Ints, Ints]:
        """Where every mention stands to a frame's word, in the tree and in the text; found once."""
        known = self._placed.get(frame)
        if known is None:
            known = self._placed[frame] = self.above.seen_from(int(self.nodes.frames[frame, 0]))
        return known


class Above:
    """The mentions' ``words`` and what stands above them in the tree: where each mention stands to a frame's word."""

    def __init__(self, nodes: Nodes, words: Ints) -> None:
        heads, relations = nodes.heads, nodes.relations
        self.words, self.heads, self.numbers = words, heads, nodes.sentences
        self.one = heads[words]
        self.two = heads[self.one]
        self.three = heads[self.two]
        self.sentences = nodes.sentences[words]
        self.beside = BESIDE + np.minimum(relations[words], LAST_BESIDE)
        self.below_two, self.below = BELOW_TWO + relations[self.one], BELOW + relations[words]

    def seen_from(self, word: int) -> tuple[Ints, Ints]:
        """For each mention its place in the tree and its distance in sentences from a frame's word.

        What is written last counts: a mention that is right below the word is that, whatever else it is.
        """
        above = self.heads[word]
        place = np.zeros(len(self.words), dtype=np.int64)
        place[self.two == above] = TWO_ABOVE
        np.copyto(place, self.beside, where=self.one == above)
        place[self.words == above] = ABOVE
        place[self.three == word] = THREE_BELOW
        np.copyto(place, self.below_two, where=self.two == word)
        np.copyto(place, self.below, where=self.one == word)
        place[self.words == word] = ITSELF
        away = np.clip(self.sentences - self.numbers[word], BEFORE, BEHIND)
        return place, np.where(away == 0, np.where(self.words < word, FIRST, LATER), away - BEFORE)


@cache
def shipped_network(language: str) -> Network | None:
    """The network in the package, or None where it does not read the language."""
    path = weights_file("event_network", language)
    network = _kept(path) if path is not None else None
    return network if network is not None and language in network.languages else None


@cache
def _kept(path: Path) -> Network:
    return Network.load(path)
