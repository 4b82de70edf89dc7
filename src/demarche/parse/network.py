"""The reading network in numpy: hashed features, a BiLSTM, heads for tags, lemma rules and trees.

Trained in torch by `models/recipe`; the arrays keep torch's names. Only the forward pass is here.
Architecture of the parser: Dozat & Manning 2017, arXiv:1611.01734.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.parse.features import TABLES

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Weights = dict[str, Floats]


@dataclass(frozen=True)
class Scores:
    """Heads' scores for the words of one batch, sentences one after another.

    `tags` maps `upos`, `feats`, `lemma` and, where the pipeline learnt names, `ent` to [words, labels]; `arcs` is one
    [n, n+1] array a sentence
    (column 0 is the root); `dep` and `head` feed `label_scores`.
    """

    tags: dict[str, Floats]
    arcs: list[Floats]
    dep: list[Floats]
    head: list[Floats]


class Encoder:
    """Words in context: feature rows and vectors in, inputs x and states h out."""

    def __init__(self, weights: Weights) -> None:
        self.tables = [weights[f"encoder.tables.{i}.weight"] for i in range(len(TABLES))]
        self.static = weights.get("encoder.static.weight")
        self.static_bias = weights.get("encoder.static.bias")
        self.layers: list[list[tuple[Floats, Floats, Floats]]] = []
        while (name := f"encoder.lstm.weight_ih_l{len(self.layers)}") in weights:
            self.layers.append([_direction(weights, name + end) for end in ("", "_reverse")])

    def __call__(self, rows: Ints, vectors: Floats | None, lengths: Sequence[int]) -> tuple[Floats, Floats]:
        """`rows` [words, hashes] and `vectors` [words, width] of sentences laid end to end, longest first."""
        parts, column = [], 0
        for spec, table in zip(TABLES, self.tables, strict=True):
            part = table[rows[:, column]]
            for more in range(1, spec.hashes):
                part = part + table[rows[:, column + more]]
            parts.append(part)
            column += spec.hashes
        if self.static is not None and self.static_bias is not None and vectors is not None:
            parts.append(vectors @ self.static.T + self.static_bias)
        x = np.concatenate(parts, axis=1)
        plan = Plan(lengths)
        h = x
        for forward, backward in self.layers:
            h = np.concatenate([_run(forward, h, plan.steps), _run(backward, h, plan.back)], axis=1)
        return x, h


class Plan:
    """Which words stand at each step of a batch, reading forward and reading backward."""

    def __init__(self, lengths: Sequence[int]) -> None:
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
        sizes = np.asarray(lengths, dtype=np.int64)
        self.steps: list[Ints] = []
        self.back: list[Ints] = []
        for step in range(int(sizes[0])):
            active = int(np.searchsorted(-sizes, -step, side="left"))  # sentences longer than `step`
            self.steps.append(starts[:active] + step)
            self.back.append(starts[:active] + sizes[:active] - 1 - step)


def _direction(weights: Weights, name: str) -> tuple[Floats, Floats, Floats]:
    """Input, recurrent weights and bias of one direction; the three sigmoid gates halved and put first.

    sigmoid(a) = tanh(a/2)/2 + 1/2, so one tanh over all four gates does for both.
    """
    hidden = name.replace("weight_ih", "weight_hh")
    ih, hh = weights[name], weights[hidden]
    bias = weights[name.replace("weight", "bias")] + weights[hidden.replace("weight", "bias")]
    size = hh.shape[1]
    kept = np.arange(4 * size).reshape(4, size)[[0, 1, 3, 2]].ravel()  # torch's order: input, forget, cell, output
    half = np.full(4 * size, 0.5, dtype=np.float32)
    half[3 * size :] = 1.0
    ih, hh = (np.ascontiguousarray((w[kept] * half[:, None]).T) for w in (ih, hh))
    return ih, hh, bias[kept] * half


def _run(layer: tuple[Floats, Floats, Floats], x: Floats, steps: list[Ints]) -> Floats:
    """One direction of one LSTM layer over all sentences at once."""
    ih, hh, bias = layer
    size = hh.shape[0]
    gates = x @ ih
    gates += bias
    out = np.empty((x.shape[0], size), dtype=np.float32)
    h: NDArray[Any] = np.zeros((len(steps[0]), size), dtype=np.float32)
    c: NDArray[Any] = np.zeros_like(h)
    for words in steps:
        n = len(words)
        a = h[:n] @ hh
        a += gates[words]
        np.tanh(a, out=a)
        three = a[:, : 3 * size]
        three *= 0.5
        three += 0.5
        c = three[:, size : 2 * size] * c[:n]
        c += three[:, :size] * a[:, 3 * size :]
        h = np.tanh(c)
        h *= three[:, 2 * size :]
        out[words] = h
    return out


class Reader:
    """Tags, lemma rules, arcs and relations of single sentences."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.encoder = Encoder(weights)
        lab = weights["lab"]
        self.relations = lab.shape[0]
        self.lab = np.ascontiguousarray(lab.transpose(1, 0, 2).reshape(lab.shape[1], -1))

    def __call__(self, rows: Ints, vectors: Floats, lengths: Sequence[int]) -> Scores:
        """Scores for sentences laid end to end, longest first."""
        w = self.weights
        x, h = self.encoder(rows, vectors, lengths)
        seen = np.concatenate([h, x], axis=1)
        tag = _relu(seen @ w["tag.weight"].T + w["tag.bias"])
        tags = {k: tag @ w[f"{k}.weight"].T + w[f"{k}.bias"] for k in ("upos", "feats", "lemma")}
        if "ent.weight" in w:
            name = _relu(seen @ w["name.weight"].T + w["name.bias"])
            tags["ent"] = name @ w["ent.weight"].T + w["ent.bias"]
        arc = _relu(h @ w["arc_dep.weight"].T + w["arc_dep.bias"]) @ w["arc"][:-1] + w["arc"][-1]
        both = np.vstack([h, w["root"][None]])
        arc_head = _relu(both @ w["arc_head.weight"].T + w["arc_head.bias"])
        lab_head = _relu(both @ w["lab_head.weight"].T + w["lab_head.bias"])
        lab_dep = _relu(h @ w["lab_dep.weight"].T + w["lab_dep.bias"])
        arcs, deps, heads, start = [], [], [], 0
        for size in lengths:
            here = np.r_[len(h), start : start + size]
            arcs.append(arc[start : start + size] @ arc_head[here].T)
            deps.append(lab_dep[start : start + size])
            heads.append(lab_head[here])
            start += size
        return Scores(tags, arcs, deps, heads)

    def label_scores(self, dep: Floats, head: Floats) -> Floats:
        """[n, relations] for dependents `dep` under their heads `head`, both [n, width]."""
        one = np.ones((len(dep), 1), dtype=np.float32)
        half = np.hstack([dep, one]) @ self.lab
        ends = np.hstack([head, one])
        scores: Floats = (half.reshape(len(dep), self.relations, -1) @ ends[:, :, None])[:, :, 0]
        return scores


class Segmenter:
    """Does a sentence begin at each word of a paragraph."""

    def __init__(self, weights: Weights) -> None:
        self.encoder = Encoder(weights)
        self.weight, self.bias = weights["start.weight"][0], weights["start.bias"][0]

    def __call__(self, rows: Ints, vectors: Floats, lengths: Sequence[int]) -> Floats:
        """Log-odds [words] for paragraphs laid end to end, longest first; a network without vectors minds none."""
        x, h = self.encoder(rows, vectors, lengths)
        scores: Floats = np.concatenate([h, x], axis=1) @ self.weight + self.bias
        return scores


class Segmenters:
    """The mean log-odds of several segmenters; where no stop stands before a word, one of them speaks alone.

    That one was taught on far more headings and lists than texts have, so `doubt` is taken from its log-odds there.
    """

    def __init__(self, weights: Sequence[Weights], unstopped: Weights | None = None) -> None:
        self.each = [Segmenter(one) for one in weights]
        self.alone = Segmenter(unstopped) if unstopped else None
        self.doubt = float(unstopped["doubt"][0]) if unstopped else 0.0

    def __call__(self, rows: Ints, vectors: Floats, lengths: Sequence[int], stopped: Sequence[bool]) -> Floats:
        """Log-odds [words]; see `Segmenter`. `stopped` [words] says what stands behind a mark that may end one."""
        heard = [one(rows, vectors, lengths) for one in self.each]
        if self.alone is None:
            return _mean(heard)
        alone = self.alone(rows, vectors, lengths)
        return np.where(stopped, _mean([*heard, alone]), alone - np.float32(self.doubt))


def _mean(several: list[Floats]) -> Floats:
    mean: Floats = np.stack(several).mean(0)
    return mean


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0.0, out=x)
