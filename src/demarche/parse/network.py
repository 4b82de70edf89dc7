"""The reading network in numpy: hashed features, a BiLSTM, heads for tags, lemma rules and trees.

Trained in torch by `models/recipe`; the arrays keep torch's names. Only the forward pass is here.
Architecture of the parser: Dozat & Manning 2017, arXiv:1611.01734.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demarche.parse.features import TABLES

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Weights = dict[str, Floats]


@dataclass(frozen=True)
class Scores:
    """Heads' scores for the words of one batch, sentences one after another.

    `tags` maps `upos`, `feats` and `lemma` to [words, labels]; `arcs` is one [n, n+1] array a sentence (column 0 is the
    root); `seen` [words, width] and `context` [words + 1, width], the last of which is the root, feed what is asked of
    some words only.
    """

    tags: dict[str, Floats]
    arcs: list[Floats]
    seen: Floats
    context: Floats


class Words(NamedTuple):
    """The words of a batch: many stand in it more than once, and what is made of a word alone is made of it once.

    `rows` [words, hashes] and `vectors` [words, width] are of different words; `each` says which of them stands at each
    place, sentences laid end to end, longest first.
    """

    rows: Ints
    vectors: Floats
    each: Ints


class Encoder:
    """Words in context: feature rows and vectors in, inputs x and states h out."""

    def __init__(self, weights: Weights) -> None:
        self.tables = [weights[f"encoder.tables.{i}.weight"] for i in range(len(TABLES))]
        self.static = weights.get("encoder.static.weight")
        self.static_bias = weights.get("encoder.static.bias")
        self.layers: list[Layer] = []
        while (name := f"encoder.lstm.weight_ih_l{len(self.layers)}") in weights:
            self.layers.append(Layer.of(weights, name))

    def __call__(self, words: Words, lengths: Sequence[int]) -> tuple[Floats, Floats]:
        """`lengths` are those of the sentences."""
        parts, column, rows = [], 0, words.rows
        for spec, table in zip(TABLES, self.tables, strict=True):
            part = table[rows[:, column]]
            for more in range(1, spec.hashes):
                part = part + table[rows[:, column + more]]
            parts.append(part)
            column += spec.hashes
        if self.static is not None and self.static_bias is not None:
            parts.append(words.vectors @ self.static.T + self.static_bias)
        x = np.concatenate(parts, axis=1)
        plan = Plan(lengths)
        h = _run(self.layers[0], x, plan, words.each)
        for layer in self.layers[1:]:
            h = _run(layer, h, plan)
        return x[words.each], h


class Plan:
    """Which words stand at each step of a batch: `counts` how many, `forward` and `back` which ones, step after step,
    for who reads forward and who reads backward."""

    def __init__(self, lengths: Sequence[int]) -> None:
        sizes = np.asarray(lengths, dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        steps = np.arange(int(sizes[0]))
        active = len(sizes) - np.searchsorted(sizes[::-1], steps, side="right")  # sentences longer than each step
        self.counts: list[int] = active.tolist()
        sentence = np.arange(len(starts)) < active[:, None]
        self.forward: Ints = (starts + steps[:, None])[sentence]
        self.back: Ints = (starts + sizes - 1 - steps[:, None])[sentence]
        self.rows = [_full(count) for count in self.counts]


def _full(count: int) -> int:
    """How many rows are multiplied for so many sentences: OpenBLAS works by four, and takes longer for a few over than
    for four more (0.10 ms for 7 rows, 0.07 for 8). One row goes another way, and 5 or 6 gain nothing with AVX-512."""
    return count if count in (1, 5, 6) else -(-count // 4) * 4


class Layer(NamedTuple):
    """A layer of the LSTM, both directions: input and recurrent weights, and bias.

    `hh` is [gates, directions, width, width]: OpenBLAS multiplies so small matrices as they lie, where it would first
    copy one of all gates at every step (with AVX-512 67 us for 110 with ten sentences; elsewhere it is alike).
    """

    ih: tuple[Floats, Floats]
    hh: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Weights, name: str) -> Layer:
        """The layer whose input weights have that name."""
        (ih, hh, bias), (ih_back, hh_back, bias_back) = (_direction(weights, name + end) for end in ("", "_reverse"))
        by_gate = np.stack([hh, hh_back]).reshape(2, len(hh), 4, len(hh)).transpose(2, 0, 1, 3)
        return cls((ih, ih_back), np.ascontiguousarray(by_gate), np.stack([bias, bias_back]))


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


def _run(layer: Layer, x: Floats, plan: Plan, each: Ints | None = None) -> Floats:
    """A layer over all sentences at once, both directions side by side; `each` says which row of `x` stands at each
    place, where they do not stand there one after another."""
    size, count = layer.hh.shape[-1], len(plan.forward)
    made = np.empty((2, count, 4 * size), dtype=np.float32)
    for gates, ih, bias, order in zip(made, layer.ih, layer.bias, (plan.forward, plan.back), strict=True):
        if each is None:
            np.matmul(x[order], ih, out=gates)
            gates += bias
        else:
            # Every index is there: "clip" only spares a copy.
            np.take(x @ ih + bias, each[order], axis=0, out=gates, mode="clip")
    given = made.reshape(2, count, 4, size).transpose(2, 0, 1, 3)
    # States, step after step. The next step multiplies those of the last, some rows over with them (see _full): what
    # stands there is never looked at.
    out: Floats = np.zeros((2, count + plan.rows[0], size), dtype=np.float32)
    state: Floats = np.zeros((2, plan.rows[0], size), dtype=np.float32)
    product: Floats = np.empty(8 * plan.rows[0] * size, dtype=np.float32)
    c: NDArray[Any] = np.zeros((2, plan.counts[0], size), dtype=np.float32)
    at = 0
    for n, rows in zip(plan.counts, plan.rows, strict=True):
        whole = product[: 8 * rows * size].reshape(4, 2, rows, size)
        a = np.matmul(state[:, :rows], layer.hh, out=whole)[:, :, :n]
        a += given[:, :, at : at + n]
        np.tanh(a, out=a)
        three = a[:3]
        three *= 0.5
        three += 0.5
        c = three[1] * c[:, :n]
        three[0] *= a[3]
        c += three[0]
        h = np.tanh(c, out=out[:, at : at + n])
        h *= three[2]
        state = out[:, at:]
        at += n
    told = np.empty((count, 2 * size), dtype=np.float32)
    told[plan.forward, :size], told[plan.back, size:] = out[:, :count]
    return told


class Reader:
    """Tags, lemma rules, arcs and relations of single sentences."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.encoder = Encoder(weights)
        lab = weights["lab"]
        self.relations = lab.shape[0]
        self.lab = np.ascontiguousarray(lab.transpose(2, 1, 0).reshape(lab.shape[2], -1))

    def __call__(self, words: Words, lengths: Sequence[int]) -> Scores:
        """Scores for sentences laid end to end, longest first."""
        w = self.weights
        x, h = self.encoder(words, lengths)
        seen = np.concatenate([h, x], axis=1)
        tag = _relu(seen @ w["tag.weight"].T + w["tag.bias"])
        tags = {k: tag @ w[f"{k}.weight"].T + w[f"{k}.bias"] for k in ("upos", "feats", "lemma")}
        arc = _relu(h @ w["arc_dep.weight"].T + w["arc_dep.bias"]) @ w["arc"][:-1] + w["arc"][-1]
        both = np.vstack([h, w["root"][None]])
        arc_head = _relu(both @ w["arc_head.weight"].T + w["arc_head.bias"])
        arcs, start = [], 0
        for size in lengths:
            here = np.r_[len(h), start : start + size]
            arcs.append(arc[start : start + size] @ arc_head[here].T)
            start += size
        return Scores(tags, arcs, seen, both)

    def name_scores(self, scores: Scores, words: Ints) -> Floats | None:
        """[words, labels] of the kinds of name of some words; None where the pipeline learnt no names."""
        w = self.weights
        if "ent.weight" not in w:
            return None
        name = _relu(scores.seen[words] @ w["name.weight"].T + w["name.bias"])
        told: Floats = name @ w["ent.weight"].T + w["ent.bias"]
        return told

    def label_scores(self, scores: Scores, heads: Ints) -> Floats:
        """[words, relations] for all words under their heads, rows of `scores.context`.

        What a head makes of the weights is worked out once for all its dependents: four words of ten are heads.
        """
        w, h = self.weights, scores.context
        above, which = np.unique(heads, return_inverse=True)
        dep = _relu(h[:-1] @ w["lab_dep.weight"].T + w["lab_dep.bias"])
        head = _relu(h[above] @ w["lab_head.weight"].T + w["lab_head.bias"])
        half = (_with_one(head) @ self.lab).reshape(len(above), -1, self.relations)
        told: Floats = (_with_one(dep)[:, None] @ half[which])[:, 0]
        return told


def _with_one(x: Floats) -> Floats:
    """`x` with a column of ones, for a bias."""
    return np.hstack([x, np.ones((len(x), 1), dtype=np.float32)])


class Segmenter:
    """Does a sentence begin at each word of a paragraph."""

    def __init__(self, weights: Weights) -> None:
        self.encoder = Encoder(weights)
        self.weight, self.bias = weights["start.weight"][0], weights["start.bias"][0]

    def __call__(self, words: Words, lengths: Sequence[int]) -> Floats:
        """Log-odds [words] for paragraphs laid end to end, longest first; a network without vectors minds none."""
        x, h = self.encoder(words, lengths)
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

    def __call__(self, words: Words, lengths: Sequence[int], stopped: Sequence[bool]) -> Floats:
        """Log-odds [words]; see `Segmenter`. `stopped` [words] says what stands behind a mark that may end one."""
        heard = [one(words, lengths) for one in self.each]
        if self.alone is None:
            return _mean(heard)
        alone = self.alone(words, lengths)
        return np.where(stopped, _mean([*heard, alone]), alone - np.float32(self.doubt))


def _mean(several: list[Floats]) -> Floats:
    mean: Floats = np.stack(several).mean(0)
    return mean


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0.0, out=x)
