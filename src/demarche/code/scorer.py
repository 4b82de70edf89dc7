"""A linear scorer over named features: small, deterministic, explainable, loaded without pickle.

A model is one ``.npz`` file of plain arrays: ``labels`` and ``features`` (UTF-8 bytes, one name a line) and ``weights``
(features by labels, int16, in thousandths); where it has features that all labels share, ``shared`` and
``shared_weights`` likewise. It is trained by ``models/coder/train.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from sys import intern

import numpy as np
import numpy.typing as npt

from demarche.code.bundles import Pairs, Part, Rows, Sums, words_of

HOME = Path(__file__).parent / "weights"
# Weights are kept in thousandths: on held-out reports the scores did not change in the third decimal.
SCALE = 1000.0

Floats = npt.NDArray[np.float64]
# Features that some labels have, by label: each has one weight, whichever label has it.
Offered = Mapping[str, Sequence[str]]


class Linear:
    """Multinomial logistic scores: ``softmax(sum of the weights of the features present)``."""

    def __init__(
        self,
        labels: Sequence[str],
        features: Sequence[str],
        weights: npt.NDArray[np.generic],
        shared: Mapping[str, float] | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.names = tuple(map(intern, features))  # models of several languages have most names in common
        self.index = {name: n for n, name in enumerate(self.names)}
        self.columns = {label: n for n, label in enumerate(self.labels)}
        self.shared = dict(shared or {})
        # One row of nothing more, so that a case without any known feature has a row too; kept once.
        self._table = np.vstack([np.asarray(weights, dtype=np.float64), np.zeros(len(self.labels))])
        self.weights = self._table[:-1]
        self._tied = Sums(self.shared, 0.0)
        two = [complex(*row) for row in self.weights.tolist()] if len(self.labels) == 2 else ()
        self._pairs = Pairs(dict(zip(self.names, two, strict=False)), 0j)

    @cached_property
    def _rows(self) -> Rows:
        """The rows of features in bundles; models of who acts on whom are asked for sums only, and have none."""
        return Rows({name: (n,) for name, n in self.index.items()}, ())

    def scores(self, features: Iterable[str], offered: Offered | None = None) -> Floats:
        """A probability for each label; features the model does not know count for nothing."""
        rows = [n for n in map(self.index.get, features) if n is not None]
        sums = self.weights[rows].sum(axis=0) if rows else np.zeros(len(self.labels))
        known = self.shared.get
        for label, own in (offered or {}).items():
            if label in self.columns:
                sums[self.columns[label]] += sum(known(f, 0.0) for f in own)
        return softmax(np.atleast_2d(sums)).ravel()

    def chances(self, cases: Sequence[tuple[Iterable[Part], Mapping[str, Iterable[Part]]]]) -> Floats:
        """The same for several cases, cases by labels, their features in bundles: those that several bundles of a case
        make count once; no two bundles of an offered label make the same."""
        rows: list[int] = []
        starts: list[int] = []
        for parts, _ in cases:
            starts.append(len(rows))
            rows.append(-1)
            rows += self.rows(parts)
        if not cases:
            return np.zeros((0, len(self.labels)))
        sums = np.add.reduceat(self._table[rows], starts, axis=0)
        known = self._tied
        for number, (_, offered) in enumerate(cases):
            for label, own in offered.items():
                if label in self.columns:
                    sums[number, self.columns[label]] += sum([known[part] for part in own])
        return softmax(sums)

    def chances_of(self, cases: Sequence[Iterable[str]], shared: Sequence[Sequence[str]] = ()) -> Floats:
        """The same for cases of plain features, none of them offered; ``shared`` are further features of each case,
        looked up once for cases that have the same list."""
        rows: list[int] = []
        starts: list[int] = []
        looked: dict[int, dict[int | None, None]] = {}
        for number, features in enumerate(cases):
            common: dict[int | None, None] = {}
            if shared:
                some = shared[number]
                common = looked.get(id(some)) or looked.setdefault(id(some), dict.fromkeys(map(self.index.get, some)))
            known = common | dict.fromkeys(map(self.index.get, features))
            known.pop(None, None)
            starts.append(len(rows))
            rows.append(-1)
            rows += known
        return softmax(np.add.reduceat(self._table[rows], starts, axis=0)) if cases else np.zeros((0, len(self.labels)))

    def rows(self, parts: Iterable[Part]) -> list[int]:
        """The rows of :attr:`weights` of the features in bundles, each once."""
        return list(dict.fromkeys(chain.from_iterable(self._rows.all(parts))))

    def sums(self, parts: Iterable[Part], known: complex = 0j) -> complex:
        """The summed weights of two labels for features in bundles (see :mod:`demarche.code.roles`), added to those
        that are known; the second label's are the imaginary part."""
        return sum(map(self._pairs.__getitem__, parts), known)

    def reasons(
        self, parts: Iterable[Part], label: str, offered: Iterable[Part] = (), *, most: int = 8
    ) -> tuple[tuple[str, float], ...]:
        """The features that speak most for and against a label, with their weights; ``offered`` are those that the
        label shares with all."""
        rows = self.rows(parts)
        weights = np.round(self.weights[rows, self.columns[label]], 3)
        # Only the strongest are put into words.
        least = float(np.sort(np.abs(weights))[-most]) if len(rows) > most else 0.0
        pairs = zip(rows, weights.tolist(), strict=True)
        found = [(self.names[row], weight) for row, weight in pairs if abs(weight) >= least]
        found += [(f"offered:{f}", round(self.shared[f], 3)) for f in words_of(offered) if f in self.shared]
        return tuple(sorted(found, key=lambda r: (-abs(r[1]), r[0]))[:most])

    def save(self, path: Path) -> None:
        """Write the model, features without weight left out."""
        rounded = np.rint(self.weights * SCALE).clip(-32767, 32767).astype(np.int16)
        names = [name for name, n in self.index.items() if rounded[n].any()]
        kept = rounded[[self.index[n] for n in names]]
        shared = {f: n for f, w in self.shared.items() if (n := round(w * SCALE))}
        np.savez_compressed(
            path,
            labels=np.frombuffer("\n".join(self.labels).encode(), dtype=np.uint8),
            features=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            weights=kept,
            shared=np.frombuffer("\n".join(shared).encode(), dtype=np.uint8),
            shared_weights=np.array(list(shared.values()), dtype=np.int16),
        )

    @classmethod
    def load(cls, path: Path) -> Linear:
        """Read a model written by :meth:`save`."""
        with np.load(path, allow_pickle=False) as file:
            labels = file["labels"].tobytes().decode().split("\n")
            features = file["features"].tobytes().decode().split("\n")
            shared: dict[str, float] = {}
            if "shared" in file and file["shared_weights"].size:
                names = file["shared"].tobytes().decode().split("\n")
                shared = dict(zip(names, (file["shared_weights"] / SCALE).tolist(), strict=True))
            return cls(labels, features, file["weights"].astype(np.float64) / SCALE, shared)


def softmax(sums: Floats) -> Floats:
    """Probabilities from summed weights, cases by labels."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def weights_file(name: str, language: str) -> Path | None:
    """The file of a model: the language's own, or else the one that all share; None where there is neither."""
    own, shared = HOME / language / f"{name}.npz", HOME / f"{name}.npz"
    return next((path for path in (own, shared) if path.is_file()), None)


@cache
def shipped(name: str, language: str = "") -> Linear | None:
    """The model of that name for a language in the package, or None where there is none."""
    path = weights_file(name, language)
    return _kept(path) if path is not None else None


@cache
def _kept(path: Path) -> Linear:
    """A model, loaded once for all languages that read by it."""
    return Linear.load(path)
