"""Boosted trees over numbers: a second look at candidates, small, deterministic, loaded without pickle.

A model is one ``.npz`` of plain arrays, all trees laid end to end: ``feature`` (int16, -1 in a leaf), ``threshold``,
``left`` and ``right`` (indices of nodes), ``value`` (of leaves), ``roots`` and ``base``. It is fitted by
``models/coder/boost.py``; missing numbers do not occur.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# A tree's leaves are the bits of one number: so many at most.
LEAVES = 16


class Trees:
    """A sum of decision trees through a logistic function.

    Each inner node that sends a row to its right strikes out the leaves on its left; the row ends in the leftmost leaf
    that is left (Lucchese et al. 2015, "QuickScorer"). So the n-th node of every tree is asked at once, for all rows.
    """

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self.arrays = arrays
        self.base = float(arrays["base"][()])
        trees = [self._tree(int(root)) for root in arrays["roots"]]
        wide = max((len(nodes) for nodes, _ in trees), default=0)
        shape = (wide, len(trees))
        self.feature = np.zeros(shape, dtype=np.int64)
        self.threshold = np.full(shape, np.inf)
        self.struck = np.zeros(shape, dtype=np.uint16)
        self.value = np.zeros((len(trees), LEAVES))
        for t, (nodes, leaves) in enumerate(trees):
            for n, (feature, threshold, struck) in enumerate(nodes):
                self.feature[n, t], self.threshold[n, t], self.struck[n, t] = feature, threshold, struck
            self.value[t, : len(leaves)] = leaves

    def _tree(self, root: int) -> tuple[list[tuple[int, float, int]], list[float]]:
        """(feature, threshold and leaves on the left of each inner node, value of each leaf from left to right)."""
        nodes: list[tuple[int, float, int]] = []
        leaves: list[float] = []
        arrays = {name: self.arrays[name] for name in ("feature", "threshold", "left", "right", "value")}

        def walk(at: int) -> None:
            feature = int(arrays["feature"][at])
            if feature < 0:
                leaves.append(float(arrays["value"][at]))
                return
            first = len(leaves)
            walk(int(arrays["left"][at]))
            left = sum(1 << n for n in range(first, len(leaves)))
            nodes.append((feature, float(arrays["threshold"][at]), left))
            walk(int(arrays["right"][at]))

        walk(root)
        if len(leaves) > LEAVES:
            raise ValueError(f"a tree of {len(leaves)} leaves; at most {LEAVES} are read")
        return nodes, leaves

    def scores(self, rows: Floats) -> Floats:
        """The probability of each row, rows by features."""
        columns = np.ascontiguousarray(rows.T)
        struck = np.zeros((self.threshold.shape[1], len(rows)), dtype=np.uint16)
        for feature, threshold, left in zip(self.feature, self.threshold, self.struck, strict=True):
            struck |= (columns[feature] > threshold[:, None]) * left[:, None]
        # The lowest bit that is not struck out, as a power of two: its exponent is the leaf's number.
        lowest = ~struck & (struck + np.uint16(1))
        leaf = np.frexp(lowest.T.astype(np.float64))[1] - 1
        total: Floats = self.base + self.value[np.arange(len(self.value)), leaf].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write the model."""
        np.savez_compressed(path, **self.arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Trees:
        """Read a model written by :meth:`save`."""
        with np.load(path, allow_pickle=False) as file:
            return cls({name: file[name] for name in file.files})
