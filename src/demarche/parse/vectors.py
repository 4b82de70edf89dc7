"""Static word vectors from hashed subwords (floret), kept as bytes.

Every spelling has a vector, the sum of the rows of its subwords, so nothing is out of vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEEP = 60_000  # spellings remembered, about 25 MB; a day's news has fewer


class Vectors:
    """A floret table of `rows` by `width`; `of` gives float32 vectors for normalised words."""

    def __init__(self, table: NDArray[np.float32], shape: dict[str, Any]) -> None:
        from spacy.strings import StringStore
        from spacy.vectors import Vectors as SpacyVectors

        self.width = int(table.shape[1])
        self.shape = shape
        self._known: dict[str, NDArray[np.float32]] = {}
        self._table = SpacyVectors(strings=StringStore(), mode="floret", data=table, **shape)

    def of(self, words: list[str]) -> NDArray[np.float32]:
        """Vectors of `words`, [words, width]."""
        import numpy as np

        new = [w for w in dict.fromkeys(words) if w not in self._known]
        if len(self._known) + len(new) > KEEP:
            self._known.clear()
            new = list(dict.fromkeys(words))
        if new:
            self._known.update(zip(new, self._table.get_batch(new), strict=True))
        return np.concatenate([self._known[w] for w in words]).reshape(len(words), self.width)
