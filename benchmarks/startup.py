#!/usr/bin/env python3
"""How long the command line takes to start: ``demarche --help`` and ``import demarche``, whole processes.

    python benchmarks/startup.py [--runs 11]

Goal: under 0.3 s each. Prints minimum, median and maximum, and how much of it is Python alone.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python alone": [sys.executable, "-c", "pass"],
    "import demarche": [sys.executable, "-c", "import demarche"],
    "demarche --help": [sys.executable, "-m", "demarche.show.main", "--help"],
    "demarche read --help": [sys.executable, "-m", "demarche.show.main", "read", "--help"],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Time each command several times; the first run of each warms the disk's cache and does not count."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("--runs", type=int, default=11)
    runs = ask.parse_args().runs
    print(f"{'':24}{'min':>8}{'median':>8}{'max':>8}  seconds, {runs} runs")
    for name, command in COMMANDS.items():
        seconds(command)
        took = [seconds(command) for _ in range(runs)]
        print(f"{name:24}{min(took):8.3f}{statistics.median(took):8.3f}{max(took):8.3f}")


if __name__ == "__main__":
    main()
