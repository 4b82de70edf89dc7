#!/usr/bin/env python3
"""Add today's scores to ``eval/scores.csv``: a row for each set and kind, with the commit they were taken at (for a
change that is not committed yet, the one that it stands on).

python eval/history.py      after a change to coding; commit the table with the change
"""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

from gate import SETS as FOLDERS
from gate import pairs

from demarche.analyse.agreement import agreement

TABLE = Path(__file__).parent / "scores.csv"
SETS = ("own", "seed", "dev/nl", "dev/en")
COLUMNS = ("date", "commit", "set", "kind", "gold", "found", "hit", "precision", "recall", "f1")


def main() -> int:
    """Score the sets that are there and append their rows."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout
    new = not TABLE.exists()
    with TABLE.open("a", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        if new:
            rows.writerow(COLUMNS)
        for name in SETS:
            if not FOLDERS[name].exists():
                print(f"{name}: skipped, there is no gold beside this checkout")
                continue
            for kind, t in agreement(pairs(FOLDERS[name])).kinds.items():
                figures = (t.gold, t.found, t.hit, *(f"{x:.3f}" for x in (t.precision, t.recall, t.f1)))
                rows.writerow((date.today().isoformat(), commit.strip(), name, kind, *figures))
                print(f"{name:8} {kind:20} F1 {t.f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
