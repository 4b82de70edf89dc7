"""Read a floret file as the vectors the package uses, rounded to bytes as they will be shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from demarche.parse.vectors import KnownWords
from demarche.parse.vectors import Vectors as Packed


class Vectors(Packed):
    """The package's vectors, with the bytes and scales that `pack.py` writes."""

    bytes: NDArray[np.int8]
    scale: NDArray[np.float32]

    @classmethod
    def read(cls, path: Path, known: Path | None = None) -> Self:
        """From floret's text: a head line (`buckets width minn maxn hashes seed BOW EOW`), then one row a line.

        `known` is what `known.py` wrote, where there are vectors of known words to stand beside these.
        """
        with path.open(encoding="utf-8") as lines:
            head = next(lines).split()
            table = np.array([line.split()[1:] for line in lines], dtype=np.float32)
        shape: dict[str, Any] = {
            "minn": int(head[2]), "maxn": int(head[3]), "hash_count": int(head[4]), "hash_seed": int(head[5]),
            "bow": head[6], "eow": head[7],
        }  # fmt: skip
        # One scale a column; three deviations kept (of 50,000 rows a few outliers are cut), 127 steps.
        table /= table.std() * 2  # vectors of about unit size per column suit the network's start
        scale = np.maximum(table.std(0) * 4 / 127, 1e-8).astype(np.float32)
        small = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
        made = cls(small.astype(np.float32) * scale, shape, known_words(known) if known else None)
        made.bytes, made.scale = small, scale
        return made


def known_words(path: Path) -> KnownWords:
    """What `known.py` wrote."""
    with np.load(path, allow_pickle=False) as file:
        return KnownWords.unpack(file["known_words"], file["known"], file["known_scale"])
