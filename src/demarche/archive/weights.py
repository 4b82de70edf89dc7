"""Quad class and score of PLOVER's types and modes, from the list of codes that comes with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _types() -> dict[str, tuple[int, float, dict[str, float]]]:
    raw = tomllib.loads((resources.files("demarche.ontologies") / "plover.toml").read_text(encoding="utf-8"))
    return {
        name: (int(row["quad"]), float(row["score"]), {k: float(v) for k, v in row["modes"].items()})
        for name, row in raw.items()
        if isinstance(row, dict)
    }


def known_types() -> dict[str, tuple[str, ...]]:
    """Every type with the modes it can have."""
    return {name: tuple(modes) for name, (_, _, modes) in _types().items()}


def weight(kind: str, mode: str | None) -> tuple[int | None, float | None]:
    """Quad class (1 to 4) and score (-10 to 10) of a type and mode; None for a type that the list does not know."""
    found = _types().get(kind)
    if found is None:
        return None, None
    quad, score, modes = found
    return quad, modes.get(mode, score) if mode else score
