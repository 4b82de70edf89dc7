"""The boosted trees of events and positions that lie in the package (see :mod:`demarche.trees`)."""

from __future__ import annotations

from functools import cache

from demarche.code.scorer import HOME
from demarche.trees import Floats, Trees

__all__ = ["Floats", "Trees", "shipped_trees"]


@cache
def shipped_trees(name: str) -> Trees | None:
    """The trees of that name in the package, or None where there are none."""
    path = HOME / f"{name}.npz"
    return Trees.load(path) if path.exists() else None
