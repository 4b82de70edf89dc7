"""Sentences as padded tensors on a device."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from names import LABELS
from numpy.typing import NDArray
from torch import Tensor
from ud import Sentence

from demarche.parse import features, lemmas

COLUMNS = ("upos", "feats", "lemma", "deprel", "ent", "head")
MISSING = -100


@dataclass(frozen=True)
class Labels:
    """The label lists, and which features go with which part of speech."""

    upos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]
    ent: list[str]

    def index(self) -> dict[str, dict[str, int]]:
        return {k: {v: i for i, v in enumerate(vs)} for k, vs in self.__dict__.items()}


@lru_cache(maxsize=400_000)
def rule(form: str, lemma: str) -> str:
    """The lemma rule of a word, remembered."""
    return lemmas.rule(form, lemma)


def labels_of(sentences: Sequence[Sentence]) -> Labels:
    """Lists by frequency; a lemma rule must be met three times, or it is left to the exceptions."""
    words = [w for s in sentences for w in s.words]
    rules = Counter(rule(w.form, w.lemma) for w in words)
    counts = [Counter(w.upos for w in words), Counter(w.feats for w in words), rules, Counter(w.deprel for w in words)]
    least = [1, 2, 3, 1]
    kept = [[k for k, n in c.most_common() if n >= m] for c, m in zip(counts, least, strict=True)]
    return Labels(*kept, LABELS)


@dataclass(frozen=True)
class Batch:
    """`rows` [sentences, words, hashes], `vectors` [sentences, words, width], `lengths` (CPU), `gold` by column."""

    rows: Tensor
    vectors: Tensor
    lengths: Tensor
    gold: dict[str, Tensor]

    @property
    def real(self) -> Tensor:
        """[sentences, words]: no padding."""
        size = self.rows.shape[1]
        return torch.arange(size, device=self.rows.device)[None] < self.lengths.to(self.rows.device)[:, None]


class Words:
    """Every spelling met, with its feature rows and vector; the tables on the device grow as words are met."""

    def __init__(self, words: Sequence[str], vectors: NDArray[np.float16], device: str) -> None:
        self.known = {w: i for i, w in enumerate(words)}
        self.vectors = np.vstack([vectors.astype(np.float32), np.zeros((1, vectors.shape[1]), np.float32)])
        self.device = device
        self.places: dict[tuple[str, bool], int] = {}
        self.rows: list[tuple[int, ...]] = []
        self.static: list[int] = []
        self._tables: tuple[Tensor, Tensor] | None = None

    @classmethod
    def read(cls, words: Sequence[str], folder: Path, device: str, *, blind: bool = False) -> Words:
        """`blind`: all vectors nought, to see what they are worth."""
        table = np.load(folder / "words.npy")
        return cls(words, table * 0 if blind else table, device)

    @property
    def width(self) -> int:
        return int(self.vectors.shape[1])

    def place(self, form: str, spaced: bool) -> int:
        """The word's row in the tables."""
        key = (form, spaced)
        if key not in self.places:
            self.places[key] = len(self.rows)
            self.rows.append(features.rows_of(form, spaced))
            self.static.append(self.known.get(features.norm(form), len(self.known)))
        return self.places[key]

    def tables(self) -> tuple[Tensor, Tensor]:
        """Feature rows and vectors of all words met."""
        if self._tables is None or len(self._tables[0]) < len(self.rows):
            rows = torch.tensor(self.rows, device=self.device)
            self._tables = rows, torch.from_numpy(self.vectors[self.static]).to(self.device)
        return self._tables


class Coder:
    """Sentences to arrays, once a sentence; batches of arrays to tensors."""

    def __init__(self, labels: Labels, words: Words, *, size: int) -> None:
        self.index, self.words, self.size = labels.index(), words, size
        self._done: dict[int, tuple[Sentence, NDArray[np.int64]]] = {}

    def code(self, sent: Sentence, *, keep: bool = True) -> NDArray[np.int64]:
        """[words, 1 + columns]: place of the word, then labels; `keep` for sentences that come back."""
        known = self._done.get(id(sent))
        if known is not None:
            return known[1]
        out = np.full((len(sent.words), 1 + len(COLUMNS)), MISSING, dtype=np.int64)
        spaced = True
        for i, w in enumerate(sent.words):
            script = rule(w.form, w.lemma) if w.upos else ""
            told = (w.upos, w.feats if w.upos else "?", script, w.deprel, w.ent)
            out[i, 0] = self.words.place(w.form, spaced)
            out[i, 1:-1] = [self.index[c].get(v, MISSING) for c, v in zip(COLUMNS, told, strict=False)]
            out[i, -1] = w.head if w.head >= 0 else MISSING
            spaced = w.space
        if keep:
            self._done[id(sent)] = (sent, out)
        return out

    def batches(self, coded: Sequence[NDArray[np.int64]], rnd: random.Random) -> list[list[NDArray[np.int64]]]:
        """Sentences of like length together, about `size` words a batch, batches in random order."""
        groups: list[list[NDArray[np.int64]]] = [[]]
        for one in sorted(coded, key=lambda c: len(c) + rnd.random() * 3):
            if groups[-1] and (len(groups[-1]) + 1) * len(one) > self.size:
                groups.append([])
            groups[-1].append(one)
        rnd.shuffle(groups)
        return groups

    def tensors(self, group: Sequence[NDArray[np.int64]]) -> Batch:
        """One batch, longest sentence first."""
        group = sorted(group, key=len, reverse=True)
        both = np.full((len(group), len(group[0]), 1 + len(COLUMNS)), MISSING, dtype=np.int64)
        both[:, :, 0] = 0
        for b, one in enumerate(group):
            both[b, : len(one)] = one
        rows, static = self.words.tables()
        there = torch.from_numpy(both).to(rows.device, non_blocking=True)
        gold = {c: there[:, :, k + 1] for k, c in enumerate(COLUMNS)}
        return Batch(rows[there[:, :, 0]], static[there[:, :, 0]], torch.tensor([len(g) for g in group]), gold)
