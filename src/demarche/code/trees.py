"""The boosted trees of events and positions that lie in the package (see :mod:`demarche.trees`)."""

from __future__ import annotations

from functools import cache

from demarche.code.scorer import weights_file
from demarche.trees import Floats, Trees

__all__ = ["Floats", "Trees", "shipped_trees"]


@cache
def shipped_trees(name: str, language: str = "") -> Trees | None:
    """The trees of that name for a language in the package, or None where there are none."""
    path = weights_file(name, language)
    return Trees.load(path) if path is not None else None
