#!/usr/bin/env python3
"""How often a change of share is found where there is none, and where there is one.

    python benchmarks/breaks_simulation.py [--series 1000] [--draws 399]

Series of months are drawn from an archive that grows twentyfold (20 to 400 reports a month). The share stays the same,
or doubles in the middle; the reports of a month are independent, or alike (intra-class correlation). False alarms are
counted at the level of 5%, doublings at the level that `tension` uses for each of its four measures.
"""

from __future__ import annotations

import argparse

import numpy as np

from demarche.analyse import breaks
from demarche.analyse.tension import LEVEL, TESTED

ALIKE = (0.0, 0.005, 0.01, 0.02, 0.05)
#: Months after a break within which it is dated right.
NEAR = 2


def drawn(shares: np.ndarray, alike: float, series: int, level: float) -> list[list[breaks.Break]]:
    """Breaks in so many series with these shares."""
    n = np.rint(np.linspace(20, 400, len(shares))).astype(int)
    chance = np.random.default_rng(11)
    found = []
    for seed in range(series):
        share = chance.beta(shares * (1 / alike - 1), (1 - shares) * (1 / alike - 1)) if alike else shares
        found.append(breaks.find(chance.binomial(n, share), n, level=level, seed=seed))
    return found


def main() -> None:
    """Print shares of series."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--series", type=int, default=1000)
    options.add_argument("--draws", type=int, default=399, help="for each penalty; analyses use 999")
    given = options.parse_args()
    breaks.DRAWS = given.draws
    print("likeness of reports of a month       " + "".join(f"{alike:>8}" for alike in ALIKE))
    for months, share in ((36, 0.1), (36, 0.5), (12, 0.1), (12, 0.02)):
        alarms = [sum(map(bool, drawn(np.full(months, share), a, given.series, LEVEL))) for a in ALIKE]
        print(f"false alarms, {months} months, share {share:<5}" + "".join(f"{n / given.series:8.1%}" for n in alarms))
    for share in (0.1, 0.2):
        doubling = np.where(np.arange(36) < 18, share, 2 * share)
        rows = [drawn(doubling, a, given.series // 4, LEVEL / len(TESTED)) for a in ALIKE]
        near = [[any(abs(one.at - 18) <= NEAR for one in some) for some in row] for row in rows]
        for name, counts in (("found", [sum(map(bool, r)) for r in rows]), ("within 2 months", list(map(sum, near)))):
            shown = "".join(f"{n / (given.series // 4):8.1%}" for n in counts)
            print(f"doubling of {share}, {name:<19}" + shown)


if __name__ == "__main__":
    main()
