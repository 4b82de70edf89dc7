"""The boosted trees of events and positions that lie in the package (see :mod:`demarche.trees`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from demarche.code.scorer import weights_file
from demarche.trees import Floats, Trees

__all__ = ["Floats", "Trees", "shipped_trees"]


@cache
def shipped_trees(name: str, language: str = "") -> Trees | None:
    """The trees of that name for a language in the package, or None where there are none."""
    path = weights_file(name, language)
    return _kept(path) if path is not None else None


@cache
def _kept(path: Path) -> Trees:
    """Trees, loaded once for all languages that read by them."""
    return Trees.load(path)
