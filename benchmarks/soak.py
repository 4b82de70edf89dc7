#!/usr/bin/env python3
"""Hours of coding: whether worker processes and the one that supervises them grow.

    python benchmarks/soak.py REPORTS.jsonl[.gz] [--minutes 60] [--workers 1]

Reports are coded over and over and thrown away; every 30 seconds the memory that each process holds is printed. What is
compared are the mean of the second tenth of the time (when all is loaded) and that of the last.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

from demarche.engines import How, outcome_of
from demarche.engines.crew import Crew
from demarche.records import Document


def held(process: int | str) -> float:
    """Megabytes that a process holds (Linux)."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def forever(path: Path, seconds: float) -> Iterator[tuple[int, Document]]:
    """Reports of a file, again and again, until the time is over."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["text"].strip()]
    end = time.monotonic() + seconds
    for number, row in enumerate(cycle(rows)):
        if time.monotonic() > end:
            return
        yield number, Document(row["text"], row["language"], row.get("published"), row.get("outlet"))


def main() -> None:
    """Code and watch."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--workers", type=int, default=1)
    given = options.parse_args()
    seen: list[tuple[float, float]] = []
    start = last = time.monotonic()
    count = 0
    with Crew(given.workers, partial(outcome_of, how=How())) as crew:
        for count, _ in enumerate(crew.run(forever(given.file, 60 * given.minutes)), start=1):
            if time.monotonic() - last >= 30:
                last = time.monotonic()
                seen.append((held("self"), sum(map(held, crew.processes))))
                print(f"{last - start:6.0f} s, {count} reports: {seen[-1][0]:.0f} and {seen[-1][1]:.0f} MB", flush=True)
        started = crew.started
    tenth = max(len(seen) // 10, 1)
    for n, name in enumerate(("supervisor", "workers")):
        early, late = (statistics.mean(row[n] for row in some) for some in (seen[tenth : 2 * tenth], seen[-tenth:]))
        print(f"{name}: {early:.0f} MB early, {late:.0f} MB late: {late / early - 1:+.1%} (bar: 5%)")
    print(f"{count} reports in {given.minutes:g} minutes, {started} workers started for {given.workers}")


if __name__ == "__main__":
    main()
