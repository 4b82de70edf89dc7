"""Change points of a share: where the part of reports that tells of something changed, and how sure the date is.

``k`` of ``n`` reports in each period. A single break is where the log-likelihood ratio of two shares against one is
greatest; the periods on either side are searched again. The penalty is not a constant: it is the 1 - level quantile of
that greatest ratio in series drawn with no change and the same ``n`` (in an archive that grows, a fixed penalty is
wrong somewhere).

News comes in bursts: reports of one period are alike. Their likeness rho is taken from differences of neighbouring
periods, a period of n reports counts as n / (1 + (n - 1) rho) independent ones, and series are drawn with that rho
(beta-binomial). In simulations without that, bursts made false alarms in one series of eight.

A slow trend, or bursts longer than a period, can still look like a break: a break is a place to read, not a finding.

Reference: Killick, Fearnhead and Eckley, Journal of the American Statistical Association 107 (2012) 1590-1598,
doi:10.1080/01621459.2012.737745, for penalised segmentation; the penalty here is drawn instead of assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Series = Any  # numpy arrays of numbers; numpy's own types say less than the names here

#: 999 draws give a 5% penalty with a standard error of 0.7 percentage points.
DRAWS = 999
#: A break needs two periods on each side: one alone is an incident.
LEAST_PERIODS = 2
#: Breaks beyond this number are left out: a series with so many has another model.
MOST = 8


@dataclass(frozen=True, slots=True)
class Break:
    """``at`` is the first period after the change; ``low`` and ``high`` hold it in 95% of redrawn series.

    ``before`` and ``after`` are shares; ``ratio`` the likelihood ratio and ``penalty`` what it had to pass.
    """

    at: int
    low: int
    high: int
    before: float
    after: float
    ratio: float
    penalty: float


def find(k: Series, n: Series, *, level: float = 0.05, seed: int = 1) -> list[Break]:
    """Breaks of the share k/n in the order of time; ``level`` is the chance of a false alarm in a series without any.

    ``k``, ``n``: whole numbers for each period, n > 0. The same input and seed give the same breaks.
    """
    k, n = np.asarray(k, float), np.asarray(n, float)
    chance = np.random.default_rng(seed)
    found: list[Break] = []
    parts = [(0, len(k))]
    while parts and len(found) < MOST:
        start, stop = parts.pop(0)
        one = _break(k[start:stop], n[start:stop], level, chance)
        if one is not None:
            at, ratio, penalty = one
            found.append(_dated(k[start:stop], n[start:stop], at, (ratio, penalty), chance, start))
            parts += [(start, start + at), (start + at, stop)]
    return sorted(found, key=lambda one: one.at)


def _break(k: Series, n: Series, level: float, chance: np.random.Generator) -> tuple[int, float, float] | None:
    if len(k) < 2 * LEAST_PERIODS or not 0 < k.sum() < n.sum():
        return None
    ratios = scaled(k[None, :], n)[0]
    at = int(ratios.argmax())
    drawn = draw(np.full(len(k), k.sum() / n.sum()), n, float(likeness(k[None, :], n)[0]), chance)
    penalty = float(np.quantile(scaled(drawn, n).max(axis=1), 1 - level))
    return (at + LEAST_PERIODS, float(ratios[at]), penalty) if ratios[at] > penalty else None


def draw(share: Series, n: Series, rho: float, chance: np.random.Generator) -> Series:
    """:data:`DRAWS` series of counts with these shares, reports of one period alike by ``rho``."""
    size = (DRAWS, len(n))
    if rho > 0:
        inner = np.clip(share, 1e-9, 1 - 1e-9)  # a part in which nothing is told of has a share of 0
        share = chance.beta(inner * (1 / rho - 1), (1 - inner) * (1 / rho - 1), size=size)
    return chance.binomial(n.astype(int), share, size=size).astype(float)


def scaled(k: Series, n: Series) -> Series:
    """Likelihood ratios of a break after each possible period, in independent reports; a row for each series in k."""
    weight = 1 / (1 + (n - 1) * likeness(k, n)[:, None])
    before, size = np.cumsum(k * weight, axis=1), np.cumsum(n * weight, axis=1)
    inner = slice(LEAST_PERIODS - 1, len(n) - LEAST_PERIODS)
    all_k, all_n = before[:, -1:], size[:, -1:]
    left_k, left_n = before[:, inner], size[:, inner]
    apart = _likelihood(left_k, left_n) + _likelihood(all_k - left_k, all_n - left_n)
    return 2 * (apart - _likelihood(all_k, all_n))


def _likelihood(k: Series, n: Series) -> Series:
    """Binomial log-likelihood at its own share, the constant left out; 0 log 0 is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where(k > 0, k * np.log(k / n), 0.0)
        outside = np.where(n - k > 0, (n - k) * np.log((n - k) / n), 0.0)
    return inside + outside


def likeness(k: Series, n: Series) -> Series:
    """Intra-class correlation of reports of one period (0 to 0.9), by moments, for each row of ``k``.

    Of neighbouring periods, because a break then weighs on one pair only.
    """
    share = (k[:, 1:] + k[:, :-1]) / (n[1:] + n[:-1])
    pair = 1 / n[1:] + 1 / n[:-1]
    chance = share * (1 - share)
    more = ((k[:, 1:] / n[1:] - k[:, :-1] / n[:-1]) ** 2 - chance * pair).sum(axis=1)
    possible = np.maximum((chance * (2 - pair)).sum(axis=1), 1e-12)
    return np.clip(more / possible, 0.0, 0.9)


def _dated(
    k: Series, n: Series, at: int, passed: tuple[float, float], chance: np.random.Generator, start: int
) -> Break:
    """The break with the dates that it takes in series redrawn from the two shares, with the likeness seen."""
    before, after = float(k[:at].sum() / n[:at].sum()), float(k[at:].sum() / n[at:].sum())
    share = np.where(np.arange(len(n)) < at, before, after)
    drawn = draw(share, n, float(likeness(k[None, :], n)[0]), chance)
    places = scaled(drawn, n).argmax(axis=1) + LEAST_PERIODS
    low, high = np.quantile(places, [0.025, 0.975])
    return Break(start + at, start + int(low), start + int(np.ceil(high)), before, after, *passed)
