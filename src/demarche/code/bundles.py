"""Features in bundles: what a model makes of a few facts is worked out once, whichever frame or report they stand in.

A feature is a short text. A bundle is a function and what to call it with; it gives features, or bundles again. What
few frames share, such as a word with another word, is better left a feature; what many share, such as a type with a
relation, is better put in a bundle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypeVar

Bundle = tuple[Any, ...]
Part = str | Bundle
# Bundles that a model keeps: a thousand reports have some 100,000, about 30 MB.
KEPT = 150_000
Value = TypeVar("Value")


def words_of(parts: Iterable[Part]) -> list[str]:
    """The names of the features in bundles, in their order."""
    out: list[str] = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
        else:
            maker, *given = part
            out += words_of(maker(*given))
    return out


class Kept(dict[Part, Value]):
    """What a model makes of features, and of the bundles it was asked for."""

    def __init__(self, features: Mapping[str, Value], nothing: Value) -> None:
        super().__init__()
        self.update(features)
        self.features, self.nothing = features, nothing

    def __missing__(self, part: Part) -> Value:
        """What it makes of a bundle not asked before; of an unknown feature nothing."""
        if isinstance(part, str):
            return self.nothing
        if len(self) >= KEPT + len(self.features):
            self.clear()
            self.update(self.features)
        made = self.made(part[0](*part[1:]))
        self[part] = made
        return made

    def all(self, parts: Iterable[Part]) -> list[Value]:
        """What it makes of each of several features and bundles, unknown features left out: most are."""
        get = self.get
        out: list[Value] = []
        for part in parts:
            value = get(part)
            if value is not None:
                out.append(value)
            elif part.__class__ is not str:
                out.append(self[part])
        return out

    def made(self, parts: Iterable[Part]) -> Value:
        """What it makes of several features and bundles."""
        raise NotImplementedError


class Rows(Kept[tuple[int, ...]]):
    """Rows of a table of weights."""

    def made(self, parts: Iterable[Part]) -> tuple[int, ...]:
        """The rows of all."""
        return tuple(chain.from_iterable(self.all(parts)))


class Sums(Kept[float]):
    """Summed weights."""

    def made(self, parts: Iterable[Part]) -> float:
        """The sum of all."""
        return sum(self.all(parts), 0.0)


class Pairs(Kept[complex]):
    """Summed weights of two columns: the second is the imaginary part, so that both are one number to add."""

    def made(self, parts: Iterable[Part]) -> complex:
        """The sums of all."""
        return sum(self.all(parts), 0j)
