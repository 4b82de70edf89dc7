"""A linear scorer over named features: small, deterministic, explainable, loaded without pickle.

A model is one ``.npz`` file of plain arrays: ``labels`` and ``features`` (UTF-8 bytes, one name a line) and ``weights``
(features by labels, int16, in thousandths); where it has features that all labels share, ``shared`` and
``shared_weights`` likewise. It is trained by ``models/coder/train.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

HOME = Path(__file__).parent / "weights"
# Weights are kept in thousandths: on held-out reports the scores did not change in the third decimal.
SCALE = 1000.0

# Bundles of features whose weights are kept added up: a thousand reports have some 200,000, about 60 MB.
KEPT = 200_000

Floats = npt.NDArray[np.float64]
# A function that gives the names of features, or bundles of them, and what to call it with.
Bundle = tuple[Any, ...]

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
        self.names = tuple(features)
        self.index = {name: n for n, name in enumerate(self.names)}
        self.columns = {label: n for n, label in enumerate(self.labels)}
        self.weights = np.asarray(weights, dtype=np.float64)
        self.shared = dict(shared or {})
        self._sums, self._rows, self._tied = Sums(self), Rows(self.index), Tied(self.shared)

    def scores(self, features: Iterable[str], offered: Offered | None = None) -> Floats:
        """A probability for each label; features the model does not know count for nothing."""
        rows = [self.index[f] for f in features if f in self.index]
        known = self.shared.get
        tied = {label: sum(known(f, 0.0) for f in own) for label, own in (offered or {}).items()}
        return self._chances(rows, tied)

    def chances(self, bundles: Iterable[Bundle], offered: Mapping[str, Iterable[Bundle]] | None = None) -> Floats:
        """The same for features in bundles: those that several bundles make count once; no two bundles of a label in
        ``offered`` make the same."""
        known = self._tied
        tied = {label: sum([known[one] for one in own]) for label, own in (offered or {}).items()}
        return self._chances(self.rows(bundles), tied)

    def rows(self, bundles: Iterable[Bundle]) -> list[int]:
        """The rows of :attr:`weights` of the features in bundles, each once."""
        return list(dict.fromkeys(chain.from_iterable(map(self._rows.__getitem__, bundles))))

    def _chances(self, rows: list[int], tied: Mapping[str, float]) -> Floats:
        sums = self.weights[rows].sum(axis=0) if rows else np.zeros(len(self.labels))
        for label, weight in tied.items():
            if label in self.columns:
                sums[self.columns[label]] += weight
        sums = np.exp(sums - sums.max())
        return np.asarray(sums / sums.sum(), dtype=np.float64)

    def sums(self, bundles: Iterable[Bundle]) -> tuple[float, float]:
        """The summed weights of two labels for features in bundles (see :mod:`demarche.code.roles`)."""
        first = second = 0.0
        known = self._sums
        for bundle in bundles:
            one, two = known[bundle]
            first, second = first + one, second + two
        return first, second

    def reasons(
        self, bundles: Iterable[Bundle], label: str, offered: Iterable[Bundle] = (), *, most: int = 8
    ) -> tuple[tuple[str, float], ...]:
        """The features that speak most for and against a label, with their weights; ``offered`` are those that the
        label shares with all."""
        rows = self.rows(bundles)
        weights = np.round(self.weights[rows, self.columns[label]], 3).tolist()
        found = [(self.names[row], weight) for row, weight in zip(rows, weights, strict=True)]
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


def words_of(bundles: Iterable[Bundle]) -> list[str]:
    """The names of the features in bundles."""
    out: list[str] = []
    for maker, *given in bundles:
        for part in maker(*given):
            out += [part] if isinstance(part, str) else words_of([part])
    return out


class Rows(dict[Bundle, tuple[int, ...]]):
    """The rows of a model's features by bundle, once asked."""

    def __init__(self, index: Mapping[str, int]) -> None:
        super().__init__()
        self.index = index

    def __missing__(self, bundle: Bundle) -> tuple[int, ...]:
        """The rows of a bundle not asked before."""
        if len(self) >= KEPT:
            self.clear()
        rows = self[bundle] = tuple(self.index[f] for f in words_of([bundle]) if f in self.index)
        return rows


class Tied(dict[Bundle, float]):
    """The summed weights of each bundle of features that all labels share, once asked."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, bundle: Bundle) -> float:
        """The sum of a bundle not asked before."""
        if len(self) >= KEPT:
            self.clear()
        weight = self[bundle] = sum(self.weights.get(f, 0.0) for f in words_of([bundle]))
        return weight


class Sums(dict[Bundle, tuple[float, float]]):
    """The summed weights of each bundle of features for a model's two labels, once asked."""

    def __init__(self, model: Linear) -> None:
        super().__init__()
        two = model.weights.tolist() if len(model.labels) == 2 else []
        self.weights = dict(zip(model.index, two, strict=True)) if two else {}

    def __missing__(self, bundle: Bundle) -> tuple[float, float]:
        """The sums of a bundle not asked before."""
        if len(self) >= KEPT:
            self.clear()
        maker, *given = bundle
        first = second = 0.0
        for part in maker(*given):
            known = self.weights.get(part) if isinstance(part, str) else self[part]
            if known is not None:
                first, second = first + known[0], second + known[1]
        sums = self[bundle] = (first, second)
        return sums


@cache
def shipped(name: str) -> Linear | None:
    """The model of that name in the package, or None where there is none."""
    path = HOME / f"{name}.npz"
    return Linear.load(path) if path.exists() else None
