#!/usr/bin/env python3
"""How long ``demarche read`` takes on one report, loading included, and where the time goes.

    python benchmarks/read_one.py [REPORT] [--runs 5]

Goal: under 4 s for the whole process. The parts are measured in a process of their own, after one another.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "visserij.txt"


def whole(report: Path) -> float:
    """Wall time of the command on one report."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "demarche.show.main", "read", str(report), "--format", "json"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def parts(report: Path) -> None:
    """Print the time of each part: imports and loading with the first report, then the same report again."""
    start = time.perf_counter()
    from demarche.read import read_file
    from demarche.run import code

    document = read_file(report)
    read = time.perf_counter()
    code(document)
    first = time.perf_counter()
    code(document)
    again = time.perf_counter()
    print(f"reading the file           {read - start:7.3f} s")
    print(f"first report, with loading {first - read:7.3f} s")
    print(f"the same report again      {again - first:7.3f} s  ({len(document.text):,} characters)")
    print(f"memory at most             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")


def main() -> None:
    """Time the whole command, then its parts."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("report", type=Path, nargs="?", default=EXAMPLE)
    ask.add_argument("--runs", type=int, default=5)
    asked = ask.parse_args()
    whole(asked.report)
    took = [whole(asked.report) for _ in range(asked.runs)]
    print(
        f"demarche read {asked.report.name}: {min(took):.2f} / {statistics.median(took):.2f} / {max(took):.2f} s",
        end="",
    )
    print(f"  (min / median / max of {asked.runs} whole processes)")
    parts(asked.report)


if __name__ == "__main__":
    main()
