"""Change points of a share: where the part of reports that tells of something changed, and how sure the date is.

``k`` of ``n`` reports in each period. A single break is where the log-likelihood ratio of two shares against one is
greatest; the periods on either side are searched again. The penalty is not a constant: it is the value that the
greatest ratio passes with a chance of ``level`` in series drawn with no change and the same ``n`` (in an archive that
grows, a fixed penalty is wrong somewhere).

News comes in bursts: reports of one period are alike. Their likeness rho is taken from differences of neighbouring
periods, and a period of n reports counts as n / (1 + (n - 1) rho) independent ones. A dozen periods tell little of
rho: it comes out as 0 in series whose rho is 0.005, and then one in ten gave a false alarm. So each series for the
penalty is drawn (beta-binomial) with a rho of its own, from the upper half of what rho can be given these differences:
their mean square over its expectation is near enough a chi-square over its degrees of freedom. What that leaves
(``CAUTION``) was measured: ``benchmarks/breaks_simulation.py``.

A slow trend, or bursts longer than a period, can still look like a break: a break is a place to read, not a finding.

Reference: Killick, Fearnhead and Eckley, Journal of the American Statistical Association 107 (2012) 1590-1598,
doi:10.1080/01621459.2012.737745, for penalised segmentation; the penalty here is drawn instead of assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Series = Any  # numpy arrays of numbers; numpy's own types say less than the names here

#: 999 draws give a 5% penalty with a standard error of 0.7 percentage points. The order statistic (n + 1)(1 - level) is
#: taken, which makes the level exact for any number of draws; a quantile between two of them is too low.
DRAWS = 999
#: The level asked for times this is what series are drawn for: 5% asked gave false alarms in 5 to 6% without it.
CAUTION = 0.75
#: Degrees of freedom for each difference of neighbours, which share a period: 2/3 for equal periods, and less where
#: the last periods of an archive that grows say most.
FREEDOM = 0.5
#: A break needs two periods on each side: one alone is an incident.
LEAST_PERIODS = 2
#: Breaks beyond this number are left out: a series with so many has another model.
MOST = 8
#: Reports of one period that are more alike than this are one report.
MOST_ALIKE = 0.9


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
    drawn = draw(np.full(len(k), k.sum() / n.sum()), n, likely(k, n, chance), chance)
    greatest = np.sort(scaled(drawn, n).max(axis=1))
    passed = int(np.ceil((1 - CAUTION * level) * (DRAWS + 1)))
    penalty = float(greatest[min(passed, DRAWS) - 1])
    return (at + LEAST_PERIODS, float(ratios[at]), penalty) if ratios[at] > penalty else None


def draw(share: Series, n: Series, rho: Series, chance: np.random.Generator) -> Series:
    """:data:`DRAWS` series of counts with these shares, reports of one period alike by ``rho`` (one a series)."""
    size = (DRAWS, len(n))
    alike = np.maximum(rho, 1e-9)[:, None]
    inner = np.clip(share, 1e-9, 1 - 1e-9)  # a part in which nothing is told of has a share of 0
    burst = chance.beta(inner * (1 / alike - 1), (1 - inner) * (1 / alike - 1), size=size)
    return chance.binomial(n.astype(int), np.where(rho[:, None] > 0, burst, share), size=size).astype(float)


def likely(k: Series, n: Series, chance: np.random.Generator) -> Series:
    """:data:`DRAWS` values of rho from the upper half of those that one series leaves likely."""
    seen, expected, possible = (part[0] for part in _differences(k[None, :], n))
    freedom = FREEDOM * (len(k) - 1)
    lower = np.sort(chance.chisquare(freedom, size=2 * DRAWS))[:DRAWS]
    return chance.permutation(np.clip((seen * freedom / lower - expected) / possible, 0.0, MOST_ALIKE))


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
    """Intra-class correlation of reports of one period (0 to 0.9), by moments, for each row of ``k``."""
    seen, expected, possible = _differences(k, n)
    return np.clip((seen - expected) / possible, 0.0, MOST_ALIKE)


def _differences(k: Series, n: Series) -> tuple[Series, Series, Series]:
    """Squared differences of neighbouring shares, summed for each row of ``k``: as seen, as chance alone makes them,
    and what they grow by with a rho of 1. Of neighbours, because a break then weighs on one pair only; each pair weighs
    by its reports.
    """
    share = (k[:, 1:] + k[:, :-1]) / (n[1:] + n[:-1])
    pair = 1 / n[1:] + 1 / n[:-1]
    chance = share * (1 - share)
    seen = ((k[:, 1:] / n[1:] - k[:, :-1] / n[:-1]) ** 2 / pair).sum(axis=1)
    return seen, chance.sum(axis=1), np.maximum((chance * (2 - pair) / pair).sum(axis=1), 1e-12)


def _dated(
    k: Series, n: Series, at: int, passed: tuple[float, float], chance: np.random.Generator, start: int
) -> Break:
    """The break with the dates that it takes in series redrawn from the two shares, with the likeness seen."""
    before, after = float(k[:at].sum() / n[:at].sum()), float(k[at:].sum() / n[at:].sum())
    share = np.where(np.arange(len(n)) < at, before, after)
    drawn = draw(share, n, np.full(DRAWS, likeness(k[None, :], n)[0]), chance)
    places = scaled(drawn, n).argmax(axis=1) + LEAST_PERIODS
    low, high = np.quantile(places, [0.025, 0.975])
    return Break(start + at, start + int(low), start + int(np.ceil(high)), before, after, *passed)
