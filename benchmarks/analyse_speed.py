"""How long each analysis takes on a large archive; the house rule is 3 seconds on 80,000 reports.

Seconds on the clock, and in brackets those of the processor (all cores together), which other work on the machine does
not lengthen.

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
        times, spent = [], []
        for _ in range(2):  # the first loads libraries
            start, before = time.perf_counter(), time.process_time()
            result = getattr(dossier.analyse, name)(*parties, **options)
            times.append(time.perf_counter() - start)
            spent.append(time.process_time() - before)
        slow += min(times) > 3
        shown = " ".join(f"{a:6.2f} ({b:.2f})" for a, b in zip(times, spent, strict=True))
        print(f"{name:10} {' '.join(parties):10} {shown} s  {len(result)} rows", flush=True)
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
