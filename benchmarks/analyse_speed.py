"""How long each analysis takes on a large archive; the house rule is 3 seconds on 80,000 reports.

python benchmarks/made_archive.py FOLDER 80000
python benchmarks/analyse_speed.py FOLDER
"""

from __future__ import annotations

import sys
import time

import demarche

#: Analysis -> parties and options that are timed: two parties and all of them.
ASKED: tuple[tuple[str, tuple[str, ...], dict[str, object]], ...] = (
    ("state", (), {}),
    ("state", ("RUS", "NATO"), {}),
    ("ledger", (), {}),
    ("ledger", ("RUS", "NATO"), {}),
    ("distance", (), {}),
    ("distance", ("RUS", "NATO"), {}),
    ("tension", (), {}),
    ("tension", ("RUS", "NATO"), {"per": "week"}),
    ("network", (), {}),
    ("discourse", (), {}),
    ("discourse", (), {"mode": "twomode", "aggregation": "subtract", "normalisation": "activity"}),
    ("timeline", (), {}),
    ("timeline", ("RUS", "NATO"), {}),
    ("map", (), {}),
    ("forces", (), {}),
    ("outlets", (), {}),
    ("whatif", ("RUS", "NATO"), {}),
)


def main(folder: str) -> int:
    """Print seconds for each; 1 where one takes more than 3."""
    start = time.perf_counter()
    dossier = demarche.open(folder)
    print(f"open {time.perf_counter() - start:6.2f} s  {dossier}")
    slow = 0
    for name, parties, options in ASKED:
        times = []
        for _ in range(2):  # the first loads libraries
            start = time.perf_counter()
            result = getattr(dossier.analyse, name)(*parties, **options)
            times.append(time.perf_counter() - start)
        slow += min(times) > 3
        print(f"{name:10} {' '.join(parties):10} {times[0]:6.2f} {times[1]:6.2f} s  {len(result)} rows")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
