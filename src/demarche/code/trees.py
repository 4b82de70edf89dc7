"""Boosted trees over numbers: a second look at candidates, small, deterministic, loaded without pickle.

A model is one ``.npz`` of plain arrays, all trees laid end to end: ``feature`` (int16, -1 in a leaf), ``threshold``,
``left`` and ``right`` (indices of nodes), ``value`` (of leaves), ``roots`` and ``base``. It is fitted by
``models/coder/boost.py``; missing numbers do not occur.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demarche.code.scorer import HOME

Floats = npt.NDArray[np.float64]
# No path is longer: the trees have at most 16 leaves.
DEPTH = 16


class Trees:
    """A sum of decision trees through a logistic function."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self.arrays = arrays
        self.feature = arrays["feature"].astype(np.int64)
        self.threshold = arrays["threshold"].astype(np.float64)
        self.left, self.right = arrays["left"].astype(np.int64), arrays["right"].astype(np.int64)
        self.value = arrays["value"].astype(np.float64)
        self.roots, self.base = arrays["roots"].astype(np.int64), float(arrays["base"][()])

    def scores(self, rows: Floats) -> Floats:
        """The probability of each row, rows by features."""
        at = np.repeat(self.roots[None, :], len(rows), axis=0)
        lines = np.arange(len(rows))[:, None]
        for _ in range(DEPTH):
            feature = self.feature[at]
            inner = feature >= 0
            if not inner.any():
                break
            goes_left = rows[lines, np.where(inner, feature, 0)] <= self.threshold[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        total: Floats = self.base + self.value[at].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write the model."""
        np.savez_compressed(path, **self.arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Trees:
        """Read a model written by :meth:`save`."""
        with np.load(path, allow_pickle=False) as file:
            return cls({name: file[name] for name in file.files})


@cache
def shipped_trees(name: str) -> Trees | None:
    """The trees of that name in the package, or None where there are none."""
    path = HOME / f"{name}.npz"
    return Trees.load(path) if path.exists() else None
