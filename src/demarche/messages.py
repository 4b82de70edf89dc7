"""Layers of small networks whose words speak to each other along the edges of a parse, in numpy.

In a round of messages each word takes up what its head, the words below it, its neighbours, its sentence and the report
say; so a report is read in time that grows with its length alone. The weights come from torch and keep its names
(``w.weight`` [out, in], ``w.bias`` [out]); one network is a flat dictionary of them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Weights = dict[str, Floats]


class Edges:
    """Along what words speak to each other, and by how many each is spoken to.

    ``heads`` [words] (a root is its own head); ``sentences`` [words], from 0 in steps of 1.
    """

    def __init__(self, heads: Ints, sentences: Ints) -> None:
        count = len(heads)
        places, same = np.arange(count), np.diff(sentences) == 0
        self.heads, self.sentences = heads, sentences
        self.before, self.behind = places.copy(), places.copy()
        self.before[1:][same] -= 1
        self.behind[:-1][same] += 1
        self.lower = np.flatnonzero(heads != places)
        self.above = heads[self.lower]
        self.below = np.sqrt(shares(self.above, count))
        self.sizes = shares(sentences, int(sentences.max(initial=-1)) + 1)


def heard(y: Floats, layer: Weights, relations: Ints, edges: Edges) -> Floats:
    """What words in the states ``y`` [words, width] hear in one round, each along its edges, added up."""
    own, down, up, left, right, around = np.split(linear(y, layer, "w"), 6, axis=1)
    sent = (up * layer["gu.weight"][relations])[edges.lower]
    m = own + down[edges.heads] * layer["gd.weight"][relations] + left[edges.before] + right[edges.behind]
    m += summed(sent, edges.above, len(y)) * edges.below
    sentences: Floats = summed(around, edges.sentences, len(edges.sizes)) * edges.sizes
    whole = np.broadcast_to(sentences.mean(axis=0), sentences.shape)
    m += (np.hstack([sentences, whole]) @ layer["wsd.weight"].T)[edges.sentences]
    return np.asarray(m, dtype=np.float32)


def shares(places: Ints, count: int) -> Floats:
    """One over how many belong to each place, [count, 1]; one where none does."""
    return np.asarray(1.0 / np.maximum(np.bincount(places, minlength=count), 1), dtype=np.float32)[:, None]


def summed(rows: Floats, places: Ints, count: int) -> Floats:
    """Rows added up by where they belong, [count, width]."""
    out = np.zeros((count, rows.shape[1]), dtype=np.float32)
    if len(places):
        order = np.argsort(places, kind="stable")
        ordered = places[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        out[ordered[starts]] = np.add.reduceat(rows[order], starts, axis=0)
    return out


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
