#!/usr/bin/env python3
"""Kills (-9) at random moments of adding, compacting and exporting: nothing acknowledged is lost, nothing is half.

    python benchmarks/archive_kills.py [--kills 200] [--seed 1]

Five processes at a time work on one archive: three add reports (the same ones, partly), one compacts for ever, one
exports for ever. All are killed within a tenth of a second; then the archive is opened, every acknowledged report must
be there with all its items, and in the end every quotation is held against its text.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "archive"))

from keep_adding import write  # noqa: E402
from test_faults import acknowledged, whole  # noqa: E402

from demarche import archive  # noqa: E402
from demarche.archive.exports import export  # noqa: E402
from demarche.archive.upkeep import check, compact  # noqa: E402
from demarche.errors import DemarcheError  # noqa: E402


def forever(what: str, path: Path, folder: Path) -> None:
    """Compact, or export, until killed; another compaction at the same time is no fault."""
    while True:
        try:
            if what == "compact":
                compact(path)
            else:
                export(archive.open(path), "csv", folder / "out")
        except DemarcheError:
            time.sleep(0.01)


def started(what: str, path: Path, folder: Path, number: int) -> tuple[int, Path]:
    """A process that adds, compacts or exports; and the file in which it says what is in."""
    out = folder / f"out-{number}.txt"
    process = os.fork()
    if not process:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        if what == "add":
            write(str(path), number * 500, number * 500 + 1_000, 5, str(out))
        else:
            forever(what, path, folder)
        os._exit(0)
    return process, out


def main() -> None:
    """Kill, look, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance = random.Random(given.seed)
    work = ("add", "add", "add", "compact", "export")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "dossier"
        made = os.fork()  # this process itself must not start the storage engine's threads before it forks
        if not made:
            archive.create(path).close()
            os._exit(0)
        os.waitpid(made, 0)
        known: set[str] = set()
        opened: list[tuple[float, float]] = []
        kills = 0
        while kills < given.kills:
            running = [started(what, path, folder, kills + n) for n, what in enumerate(work)]
            while not any(acknowledged(out) for _, out in running):
                time.sleep(0.01)
            for process, _ in running:
                time.sleep(chance.uniform(0, 0.1))
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                kills += 1
            known |= {url for _, out in running for url in acknowledged(out)}
            opened.append(looked_at(path, known))
            seconds, spent = opened[-1]
            said = f"opened in {seconds:.2f} s ({spent:.2f} s of processor time)"
            print(f"{kills} kills, {len(known)} reports acknowledged, {said}", flush=True)
        print(f"{kills} kills, {len(known)} reports acknowledged: none lost, none half, none twice")
        for n, name in enumerate(("on the clock", "of processor time, which other work does not lengthen")):
            found = [one[n] for one in opened]
            print(
                f"opened each time in {statistics.median(found):.2f} s, at most {max(found):.2f} s, {name} (bar: 5 s)"
            )


def looked_at(path: Path, known: set[str]) -> tuple[float, float]:
    """Open the archive in a process of its own and hold it against what was acknowledged; seconds to open, on the clock
    and of the processor."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        before, worked = time.perf_counter(), time.process_time()
        with archive.open(path) as d:
            seconds, spent = time.perf_counter() - before, time.process_time() - worked
            lost = known - whole(d)
            troubles = check(d).troubles
        os.write(writer, f"{seconds} {spent} {len(lost)} {len(troubles)}".encode())
        os._exit(0)
    os.waitpid(process, 0)
    seconds, spent, lost, troubles = os.read(reader, 100).decode().split()
    os.close(reader)
    os.close(writer)
    if lost != "0" or troubles != "0":
        sys.exit(f"FAILED: {lost} acknowledged reports are not there, {troubles} troubles")
    return float(seconds), float(spent)


if __name__ == "__main__":
    main()
