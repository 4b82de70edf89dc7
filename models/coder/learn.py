"""Fitting linear models over named features, with fixed seeds; needs scikit-learn (extra ``train``)."""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from demarche.code.scorer import Linear


def fit(rows, labels, *, weights=None, strength=1.0, least=2) -> Linear:
    """A multinomial model of ``labels`` from ``rows`` (lists of feature names seen at least ``least`` times)."""
    counts = Counter(f for row in rows for f in set(row))
    names = sorted(f for f, n in counts.items() if n >= least)
    index = {f: n for n, f in enumerate(names)}
    starts, columns = [0], []
    for row in rows:
        columns.extend(sorted({index[f] for f in row if f in index}))
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3, fit_intercept=False)
    model.fit(matrix, labels, sample_weight=weights)
    coefficients = model.coef_.T
    if coefficients.shape[1] == 1:
        coefficients = np.hstack([-coefficients / 2, coefficients / 2])
    return Linear([str(c) for c in model.classes_], names, coefficients)
