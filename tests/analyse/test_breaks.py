"""Change points on simulated series: how often one is found where there is none, and where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.analyse import breaks

MONTHS = 36


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """399 draws instead of 999: the penalty is less exact, and 200 series are looked at in seconds."""
    monkeypatch.setattr(breaks, "DRAWS", 399)


def grown(first: int = 20, last: int = 400) -> np.ndarray:
    """Reports by month of an archive that grows twentyfold."""
    return np.rint(np.linspace(first, last, MONTHS)).astype(int)


def alarms(
    shares: np.ndarray, n: np.ndarray, *, series: int, alike: float = 0.0, level: float = 0.05
) -> list[list[breaks.Break]]:
    """Breaks in so many series drawn with these shares; ``alike`` makes reports of one month alike."""
    chance = np.random.default_rng(11)
    found = []
    for seed in range(series):
        share = chance.beta(shares * (1 / alike - 1), (1 - shares) * (1 / alike - 1)) if alike else shares
        found.append(breaks.find(chance.binomial(n, share), n, level=level, seed=seed))
    return found


@pytest.mark.parametrize("alike", [0.0, 0.01])
def test_a_constant_share_in_a_growing_archive_gives_a_false_break_in_one_of_twenty_at_most(alike: float) -> None:
    found = alarms(np.full(MONTHS, 0.1), grown(), series=200, alike=alike)
    assert sum(map(bool, found)) <= 10  # benchmarks/breaks_simulation.py draws thousands


def test_counts_of_the_same_archive_would_show_a_break_every_time() -> None:
    chance = np.random.default_rng(3)
    day = np.full(MONTHS, 1000)
    found = [breaks.find(chance.binomial(grown(), 0.1), day, seed=n) for n in range(10)]
    assert all(found)


@pytest.mark.parametrize("alike", [0.0, 0.01])
def test_a_doubling_is_found_in_nine_of_ten_and_dated_within_two_months(alike: float) -> None:
    shares = np.where(np.arange(MONTHS) < MONTHS // 2, 0.1, 0.2)
    # The level of one of four measures, as tension uses it.
    found = alarms(shares, grown(), series=60, alike=alike, level=0.05 / 4)
    near = [any(abs(one.at - MONTHS // 2) <= 2 for one in some) for some in found]
    assert sum(near) >= 54


def test_the_interval_of_the_date_holds_the_date() -> None:
    shares = np.where(np.arange(MONTHS) < 18, 0.1, 0.25)
    found = [some[0] for some in alarms(shares, grown(), series=40) if some]
    assert sum(one.low <= 18 <= one.high for one in found) >= 0.9 * len(found)
    assert all(one.low <= one.at <= one.high for one in found)


def test_a_break_says_the_shares_on_both_sides() -> None:
    n = np.full(20, 100)
    k = np.array([10] * 10 + [40] * 10)
    (one,) = breaks.find(k, n)
    assert (one.at, one.before, one.after) == (10, 0.1, 0.4)
    assert one.ratio > one.penalty


@pytest.mark.parametrize(("k", "n"), [([], []), ([1, 2], [3, 3]), ([0] * 9, [5] * 9), ([5] * 9, [5] * 9)])
def test_a_series_that_can_not_change_has_no_break(k: list[int], n: list[int]) -> None:
    assert breaks.find(k, n) == []


def test_the_same_series_gives_the_same_breaks() -> None:
    n, k = grown(), np.random.default_rng(5).binomial(grown(), 0.3)
    assert breaks.find(k, n) == breaks.find(k, n)


def test_likeness_is_that_of_the_series_it_was_drawn_with() -> None:
    chance = np.random.default_rng(8)
    n = np.full(400, 200)
    share = chance.beta(0.2 * 19, 0.8 * 19, size=400)  # rho is 1 / (19 + 1)
    found = float(breaks.likeness(chance.binomial(n, share)[None, :].astype(float), n.astype(float))[0])
    assert found == pytest.approx(0.05, abs=0.015)
