"""Static vectors by floret (fastText with hashed subwords): small tables in which every spelling has a vector."""

from __future__ import annotations

import argparse
from pathlib import Path

import floret

# 96 x 50,000 buckets are 4.8 MB as bytes. CBOW took a third of skip-gram's time in a trial; subwords
# of 3 to 5 letters carry Dutch compounds.
OPTIONS = {
    "dim": 96, "minn": 3, "maxn": 5, "minCount": 4, "bucket": 50_000, "mode": "floret", "hashCount": 2,
    "neg": 6, "lr": 0.05,
}  # fmt: skip


def main() -> None:
    """Train on a text of one paragraph a line, words split by blanks and normalised by `features.norm`."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("text", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--threads", type=int, default=1)
    given = ask.parse_args()
    model = floret.train_unsupervised(
        str(given.text), model="cbow", epoch=given.epochs, thread=given.threads, **OPTIONS
    )
    model.save_floret_vectors(str(given.out))


if __name__ == "__main__":
    main()
