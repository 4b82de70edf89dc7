"""Static word vectors: hashed subwords (floret) for every spelling, and beside them, where a pipeline has such a list,
vectors of known words. Both are kept as bytes on disk.

Every spelling has subwords, the sum of whose rows is its vector, so nothing is out of vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEEP = 60_000  # spellings remembered, about 50 MB; a day's news has fewer


@dataclass(frozen=True)
class KnownWords:
    """Vectors of a closed list of normalised words: `table` [words, width] in steps of `scale` [width]; words that the
    list lacks have a vector of noughts."""

    places: dict[str, int]
    table: NDArray[np.int8]
    scale: NDArray[np.float32]

    @classmethod
    def unpack(cls, words: NDArray[np.uint8], table: NDArray[np.int8], scale: NDArray[np.float32]) -> KnownWords:
        """From the arrays of a packed pipeline; `words` are UTF-8, one a line, as many as `table` has rows."""
        return cls({w: n for n, w in enumerate(words.tobytes().decode().split("\n"))}, table, scale)

    def of(self, words: list[str]) -> NDArray[np.float32]:
        """Vectors of `words`, [words, width]."""
        import numpy as np

        found = np.array([self.places.get(w, -1) for w in words])
        vectors: NDArray[np.float32] = self.table[found].astype(np.float32) * self.scale
        vectors[found < 0] = 0.0
        return vectors


class Vectors:
    """A floret table of `rows` by `width`, and known words beside it; `of` gives float32 vectors, the two side by side,
    for normalised words."""

    def __init__(self, table: NDArray[np.float32], shape: dict[str, Any], known: KnownWords | None = None) -> None:
        from spacy.strings import StringStore
        from spacy.vectors import Vectors as SpacyVectors

        self.width = int(table.shape[1]) + (len(known.scale) if known else 0)
        self.shape = shape
        self.known = known
        self._kept: dict[str, NDArray[np.float32]] = {}
        self._table = SpacyVectors(strings=StringStore(), mode="floret", data=table, **shape)

    def of(self, words: list[str]) -> NDArray[np.float32]:
        """Vectors of `words`, [words, width]."""
        import numpy as np

        new = [w for w in dict.fromkeys(words) if w not in self._kept]
        if len(self._kept) + len(new) > KEEP:
            self._kept.clear()
            new = list(dict.fromkeys(words))
        if new:
            parts = [self._table.get_batch(new), *([self.known.of(new)] if self.known else [])]
            self._kept.update(zip(new, np.hstack(parts), strict=True))
        if not words:
            return np.zeros((0, self.width), dtype=np.float32)
        return np.concatenate([self._kept[w] for w in words]).reshape(len(words), self.width)
