"""Layers of small networks whose words speak to each other along the edges of a parse, in numpy.

In a round of messages each word takes up what its head, the words below it, its neighbours, its sentence and the report
say; so a report is read in time that grows with its length alone. The weights come from torch and keep its names
(``w.weight`` [out, in], ``w.bias`` [out]); one network is a flat dictionary of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Weights = dict[str, Floats]


class Groups:
    """Which rows belong to which places, to add them up by: found once, for all that is added up so."""

    def __init__(self, places: Ints, count: int) -> None:
        self.count, self.order = count, np.argsort(places, kind="stable")
        ordered = places[self.order]
        self.starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        self.present = ordered[self.starts]
        sizes = np.bincount(places, minlength=count)
        #: One over how many rows belong to each place, [count, 1]; one where none does.
        self.share = np.asarray(1.0 / np.maximum(sizes, 1), dtype=np.float32)[:, None]

    def sum(self, rows: Floats) -> Floats:
        """The rows added up by place, [count, width]."""
        out = np.zeros((self.count, rows.shape[1]), dtype=np.float32)
        self.add(rows, out)
        return out

    def add(self, rows: Floats, out: Floats) -> None:
        """The same, added to ``out``."""
        if len(self.order):
            out[self.present] += np.add.reduceat(rows[self.order], self.starts, axis=0)


class Edges:
    """Along what words speak to each other, and by how many each is spoken to.

    ``heads`` [words] (a root is its own head); ``sentences`` [words], from 0 in steps of 1.
    """

    def __init__(self, heads: Ints, sentences: Ints) -> None:
        count = len(heads)
        places, same = np.arange(count), np.diff(sentences) == 0
        self.heads = heads
        self.before, self.behind = places.copy(), places.copy()
        self.before[1:][same] -= 1
        self.behind[:-1][same] += 1
        self.lower = np.flatnonzero(heads != places)
        self.above = Groups(heads[self.lower], count)
        self.below = np.sqrt(self.above.share)
        self.sentence = sentences
        self.sentences = Groups(sentences, int(sentences.max(initial=-1)) + 1)


class Seen(NamedTuple):
    """What a network sees of words, each [words] or [words, width]: vectors, numbers of the part of speech, the
    relation and the sentence, flags."""

    vectors: Floats
    upos: Ints
    relations: Ints
    sentences: Ints
    flags: Floats


def stretches(places: Ints, most: int) -> Iterator[tuple[int, int]]:
    """(first word, word behind the last) of each part of a report, of at most so many words: whole sentences (or what
    else ``places`` [words] numbers), where none is longer than that."""
    first, starts = 0, np.flatnonzero(np.diff(places)) + 1
    while first < len(places):
        end = len(places)
        if end - first > most:
            fitting = starts[(starts > first) & (starts <= first + most)]
            end = int(fitting[-1]) if len(fitting) else first + most
        yield first, end
        first = end


def within(heads: Sequence[int] | Ints, first: int, end: int) -> Ints:
    """The heads of the words from ``first`` to ``end``, counted from there; who hangs on a word elsewhere is a root."""
    here = np.array(heads[first:end], dtype=np.int64) - first
    outside = (here < 0) | (here >= end - first)
    here[outside] = np.flatnonzero(outside)
    return here


def inputs(weights: Weights, languages: Sequence[str], language: str, words: Seen) -> Floats:
    """The states of words before the first round, [words, width]; ``languages`` are those the network knows."""
    w = weights
    x = linear(words.vectors, w, f"inp.{language}") + w["up.weight"][words.upos]
    x += w["dp.weight"][words.relations]
    x += w["sentp.weight"][np.minimum(words.sentences, len(w["sentp.weight"]) - 1)]
    x += words.flags @ w["flag.weight"].T + w["real.weight"][1]
    x += w["lang.weight"][languages.index(language)]
    return x


def heard(y: Floats, layer: Weights, relations: Ints, edges: Edges) -> Floats:
    """What words in the states ``y`` [words, width] hear in one round, each along its edges, added up."""
    own, down, up, left, right, around = np.split(linear(y, layer, "w"), 6, axis=1)
    m = own + down[edges.heads] * layer["gd.weight"][relations] + left[edges.before] + right[edges.behind]
    m += edges.above.sum(up[edges.lower] * layer["gu.weight"][relations[edges.lower]]) * edges.below
    sentences: Floats = edges.sentences.sum(around) * edges.sentences.share
    whole = np.broadcast_to(sentences.mean(axis=0), sentences.shape)
    m += (np.hstack([sentences, whole]) @ layer["wsd.weight"].T)[edges.sentence]
    return np.asarray(m, dtype=np.float32)


def linear(x: Floats, weights: Weights, name: str) -> Floats:
    """``x`` through the linear map of that name."""
    out: Floats = x @ weights[f"{name}.weight"].T
    bias = weights.get(f"{name}.bias")
    return out if bias is None else np.asarray(out + bias, dtype=np.float32)


def normed(x: Floats, weights: Weights, name: str) -> Floats:
    """Each row with mean 0 and variance 1, then stretched and moved."""
    mean = x.mean(axis=1, keepdims=True)
    out: Floats = (x - mean) / np.sqrt(x.var(axis=1, keepdims=True) + np.float32(1e-5)) * weights[f"{name}.weight"]
    return np.asarray(out + weights[f"{name}.bias"], dtype=np.float32)


def gelu(x: Floats) -> Floats:
    """x where it is large, nothing where it is small (Hendrycks & Gimpel 2016, by tanh)."""
    bent = np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x))
    return np.asarray(np.float32(0.5) * x * (1 + bent), dtype=np.float32)


def part(weights: Weights, prefix: str) -> Weights:
    """The weights whose names begin so, without that beginning."""
    return {name.removeprefix(prefix): array for name, array in weights.items() if name.startswith(prefix)}


def layers_of(weights: Weights) -> list[Weights]:
    """The weights of each round, in order."""
    depth = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    return [part(weights, f"layers.{n}.") for n in range(depth)]


def read_arrays(path: Path) -> tuple[Weights, dict[str, tuple[str, ...]]]:
    """(weights, lists of names) of a network's file; a list is UTF-8 bytes, one name a line."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    lists = {name: tuple(a.tobytes().decode().split("\n")) for name, a in arrays.items() if a.dtype == np.uint8}
    return {name: np.asarray(a, dtype=np.float32) for name, a in arrays.items() if name not in lists}, lists
