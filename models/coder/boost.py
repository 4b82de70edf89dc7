"""Fitting boosted trees with scikit-learn and laying them out as plain arrays."""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from demarche.code.trees import Trees

# Chosen by cross-validation over train among six settings (100 to 300 trees of 4 to 16 leaves): they differ by 0.01.
SETTINGS = {"max_iter": 150, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 20}
RIDGE = 5.0


def fit_trees(rows, labels, weights=None, real=None) -> Trees:
    """Trees that tell 1 from 0 in ``labels`` by the numbers in ``rows``, each of its weight.

    With ``real``, which says of each row whether it is of a real report, the trees learn what sets these apart; those
    returned no longer ask for it, but go on as for a real report.
    """
    rows = np.asarray(rows, dtype=np.float64)
    asked = rows.shape[1]
    if real is not None:
        rows = np.column_stack([rows, np.asarray(real, dtype=np.float64)])
    model = HistGradientBoostingClassifier(**SETTINGS, l2_regularization=RIDGE, early_stopping=False, random_state=0)
    model.fit(rows, np.asarray(labels), sample_weight=weights)
    parts = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots, at = [], 0
    for (tree,) in model._predictors:
        nodes = without(tree.nodes, asked)
        leaf = nodes["is_leaf"].astype(bool)
        parts["feature"].append(np.where(leaf, -1, nodes["feature_idx"].astype(np.int64)).astype(np.int16))
        parts["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
        parts["left"].append(np.where(leaf, 0, nodes["left"].astype(np.int64) + at).astype(np.int32))
        parts["right"].append(np.where(leaf, 0, nodes["right"].astype(np.int64) + at).astype(np.int32))
        parts["value"].append(np.where(leaf, nodes["value"], 0.0).astype(np.float32))
        roots.append(at + past(tree.nodes, asked))
        at += len(nodes)
    arrays = {name: np.concatenate(pieces) for name, pieces in parts.items()}
    arrays["roots"] = np.array(roots, dtype=np.int32)
    arrays["base"] = np.array(float(np.ravel(model._baseline_prediction)[0]))
    return Trees(arrays)


def past(nodes, asked, at=0):
    """The node itself, or the next to the right that does not ask for the column ``asked``."""
    while not nodes["is_leaf"][at] and nodes["feature_idx"][at] == asked:
        at = int(nodes["right"][at])
    return at


def without(nodes, asked):
    """The nodes of a tree, their branches leading past those that ask for the column ``asked``, to the right."""
    out = nodes.copy()
    for at in np.flatnonzero(nodes["is_leaf"] == 0):
        for side in ("left", "right"):
            out[side][at] = past(nodes, asked, int(nodes[side][at]))
    return out
