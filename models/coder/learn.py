"""Fitting linear models over named features, with fixed seeds; needs scikit-learn (extra ``train``).

Reports written for this project teach much, and their own manner besides. So an example of a real report has each
feature twice (:func:`twice`), once as all have it and once as real reports alone have it; the second takes up what sets
them apart, and as it is reports of the world that are read, a feature's weight in the end is the sum of both (Daumé
2007, "Frustratingly easy domain adaptation").
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from demarche.code.scorer import Linear

# Marks what a feature weighs in real reports besides what it weighs in all.
REAL = "real:"


def twice(features):
    """Features of an example of a real report: as all have them, and as real reports alone have them."""
    return [*features, *(REAL + f for f in features)]


def folded(names, weights):
    """(features, weights) with those of real reports added to those of all; a row of ``weights`` for each name."""
    plain = [n for n in names if not n.startswith(REAL)]
    at = {n: i for i, n in enumerate(plain)}
    out = np.array([w for n, w in zip(names, weights, strict=True) if n in at])
    for name, weight in zip(names, weights, strict=True):
        if name.startswith(REAL):
            out[at[name.removeprefix(REAL)]] += weight
    return plain, out


def fit(rows, labels, *, weights=None, strength=1.0, least=2) -> Linear:
    """A multinomial model of ``labels`` from ``rows`` (lists of feature names seen at least ``least`` times)."""
    names, matrix = sparse(rows, least)
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3, fit_intercept=False)
    model.fit(matrix, labels, sample_weight=weights)
    coefficients = model.coef_.T
    if coefficients.shape[1] == 1:
        coefficients = np.hstack([-coefficients / 2, coefficients / 2])
    return Linear([str(c) for c in model.classes_], *folded(names, coefficients))


def sparse(rows, least):
    """(names of the features seen in at least ``least`` rows, rows by names as a sparse matrix of ones)."""
    counts = Counter(f for row in rows for f in set(row))
    names = sorted(f for f, n in counts.items() if n >= least)
    index = {f: n for n, f in enumerate(names)}
    starts, columns = [0], []
    for row in rows:
        columns.extend(sorted({index[f] for f in row if f in index}))
        starts.append(len(columns))
    return names, csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(names)))


def fit_offered(rows, offered, labels, weights, *, strength, shared_strength) -> Linear:
    """A multinomial model whose labels have weights of their own for ``rows`` and share those of ``offered``.

    Args:
        offered: for each row the features of each label that has some (see demarche.code.offers).
        strength, shared_strength: L2 strengths (as scikit-learn's C) of the labels' own and of the shared weights.
    """
    classes = sorted(set(labels))
    names, own = sparse(rows, 2)
    shared, tied = sparse([row.get(label, ()) for row in offered for label in classes], 3)
    size, count = (len(names), len(classes)), len(rows)
    truth = np.array([classes.index(label) for label in labels])
    weigh, every = np.asarray(weights, dtype=np.float64), np.arange(count)
    own_t, tied_t = own.T.tocsr(), tied.T.tocsr()

    def loss(theta):
        mine, common = theta[: size[0] * size[1]].reshape(size), theta[size[0] * size[1] :]
        sums = own @ mine + (tied @ common).reshape(count, size[1])
        sums -= sums.max(axis=1, keepdims=True)
        chance = np.exp(sums)
        total = chance.sum(axis=1, keepdims=True)
        value = weigh @ (np.log(total[:, 0]) - sums[every, truth])
        value += (mine * mine).sum() / (2 * strength) + (common * common).sum() / (2 * shared_strength)
        off = chance / total
        off[every, truth] -= 1.0
        off *= weigh[:, None]
        slopes = ((own_t @ off) + mine / strength).ravel(), tied_t @ off.ravel() + common / shared_strength
        return value, np.concatenate(slopes)

    start = np.zeros(size[0] * size[1] + len(shared))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120, "ftol": 1e-5}).x
    cut = size[0] * size[1]
    names, mine = folded(names, found[:cut].reshape(size))
    shared, common = folded(shared, found[cut:])
    return Linear(classes, names, mine, dict(zip(shared, common.tolist(), strict=True)))


def fit_choice(groups, *, strength) -> tuple[list[str], np.ndarray]:
    """(features, weight of each) of a conditional model that chooses one of several options.

    Args:
        groups: (features of each option, its share of the choice, weight) for each choice made.
        strength: L2 strength (as scikit-learn's C).
    """
    names, options = sparse([row for rows, _, _ in groups for row in rows], 2)
    share = np.concatenate([np.asarray(shares, dtype=np.float64) / sum(shares) for _, shares, _ in groups])
    sizes = np.array([len(rows) for rows, _, _ in groups])
    weigh = np.array([weight for _, _, weight in groups])
    starts, group = np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.repeat(np.arange(len(groups)), sizes)
    options_t = options.T.tocsr()

    def loss(weights):
        sums = options @ weights
        sums -= np.maximum.reduceat(sums, starts)[group]
        chance = np.exp(sums)
        total = np.add.reduceat(chance, starts)[group]
        value = -((share * weigh[group]) @ (sums - np.log(total))) + (weights @ weights) / (2 * strength)
        return value, options_t @ ((chance / total - share) * weigh[group]) + weights / strength

    start = np.zeros(len(names))
    return folded(names, minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200, "ftol": 1e-6}).x)
