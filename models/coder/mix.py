"""Weights between two trainings: ``python models/coder/mix.py ONE OTHER SHARE OUT NAME...``.

ONE and OTHER are folders of weights (``type.npz`` and so on, as train.py writes them), SHARE is what ONE counts (0 to
1), OUT the folder for the mixed ones. Only linear models can be mixed, not trees. No random number is drawn.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy

from demarche.code.scorer import Linear


def mixed(one: Linear, other: Linear, share: float) -> Linear:
    """The model whose weights lie between those of two with the same labels."""
    features = list(dict.fromkeys([*one.names, *other.names]))
    weights = numpy.zeros((len(features), len(one.labels)))
    columns = [other.columns[label] for label in one.labels]
    for row, feature in enumerate(features):
        if feature in one.index:
            weights[row] += share * one.weights[one.index[feature]]
        if feature in other.index:
            weights[row] += (1 - share) * other.weights[other.index[feature]][columns]
    names = sorted({*one.shared, *other.shared})
    shared = {name: share * one.shared.get(name, 0) + (1 - share) * other.shared.get(name, 0) for name in names}
    return Linear(one.labels, features, weights, shared)


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    ask.add_argument("one", type=Path)
    ask.add_argument("other", type=Path)
    ask.add_argument("share", type=float)
    ask.add_argument("out", type=Path)
    ask.add_argument("names", nargs="+")
    a = ask.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    for name in a.names:
        both = (Linear.load(folder / f"{name}.npz") for folder in (a.one, a.other))
        mixed(*both, a.share).save(a.out / f"{name}.npz")


if __name__ == "__main__":
    main()
