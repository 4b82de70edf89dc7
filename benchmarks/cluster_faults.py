#!/usr/bin/env python3
"""A cluster's workers and drivers are killed (-9) at random: every report is there once, as on one machine.

    python benchmarks/cluster_faults.py [REPORTS.jsonl[.gz]] [--reports 5000] [--workers-killed 5] [--drivers-killed 2]

The job runs on a cluster of this machine with two workers, in a process that is killed too. Coding is made up (as in
archive_scale.py), or with --real the real coder's. In the end the archive is held against one that a single process
made of the same reports, byte for byte once sorted. Without a file, texts are made up.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "archive")]

from archive_scale import documents, made_up  # noqa: E402
from test_faults import content  # noqa: E402

from demarche import archive  # noqa: E402
from demarche.archive import Incoming, Writer, store  # noqa: E402
from demarche.archive.upkeep import check  # noqa: E402
from demarche.engines import How, outcome_of  # noqa: E402
from demarche.engines.batches import Placed, in_batches  # noqa: E402
from demarche.engines.cluster import Cluster, Site  # noqa: E402
from demarche.records import Record  # noqa: E402


def found(given: argparse.Namespace) -> list[Placed]:
    """The job's reports."""
    return [Placed(one, f"line {n}", lasting=False) for n, one in enumerate(documents(given.file, given.reports))]


def drive(given: argparse.Namespace) -> None:
    """The job: says each batch with the workers' process ids, and in the end how many workers were lost and started."""
    work = partial(outcome_of, how=How()) if given.real else made_up
    store.ensure(given.driver)
    with Cluster(given.driver, work, Site(workers=2)) as cluster:
        for done in cluster.run(in_batches(found(given), "settings", given.batch)):
            print("batch", int(done.again), len(done.troubles), *cluster.processes, flush=True)
        print("ended", cluster.lost, cluster.started, flush=True)


def once(path: Path, chance: random.Random, driver: bool, workers: int) -> tuple[int, int, int]:
    """Run the job; kill its driver after a few batches, or so many workers in its course.

    Gives how many batches were done, how many were there already, and how many workers were killed.
    """
    command = [sys.executable, *sys.argv, "--driver", str(path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])}
    wait = chance.randint(2, 6)
    new = old = killed = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as job:
        assert job.stdout
        for words in map(str.split, job.stdout):
            if words[0] == "ended":
                print(f"  workers lost {words[1]}, started {words[2]}")
                continue
            new, old = new + (words[1] == "0"), old + (words[1] == "1")
            if driver and new == wait:
                job.kill()
            elif not driver and words[1] == "0" and new % wait == 0 and words[3:] and killed < workers:
                os.kill(int(chance.choice(words[3:])), signal.SIGKILL)
                killed += 1
    return new, old, killed


def one_machine(path: Path, given: argparse.Namespace) -> None:
    """The same reports, added by one process in their order."""
    archive.create(path).close()
    writer = Writer(path)
    work = partial(outcome_of, how=How()) if given.real else made_up
    some = found(given)
    for start in range(0, len(some), 500):
        coded = [(work(one.document), one) for one in some[start : start + 500]]
        writer.add([Incoming(record, one.place, False) for record, one in coded if isinstance(record, Record)])


def main() -> None:
    """Kill, compare, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--reports", type=int, default=5000)
    options.add_argument("--workers-killed", type=int, default=5)
    options.add_argument("--drivers-killed", type=int, default=2)
    options.add_argument("--real", action="store_true", help="the real coder instead of made-up coding")
    options.add_argument("--batch", type=int, default=100, help="reports of a batch")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--driver", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.driver:
        drive(given)
        return
    chance = random.Random(given.seed)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "cluster", Path(folder) / "one"
        killed = 0
        for number in range(given.drivers_killed + 1):
            last = number == given.drivers_killed
            new, old, some = once(path, chance, not last, given.workers_killed)
            killed += some
            print(f"driver {number + 1}: {new} batches done, {old} there already", flush=True)
        print(f"{killed} workers and {given.drivers_killed} drivers killed", flush=True)
        with archive.open(path) as d:
            rows, reports = d.table("reports", view="raw").num_rows, d.count("reports")
            trouble = check(d).troubles
            one_machine(other, given)
            with archive.open(other) as alone:
                same = content(d) == content(alone)
                print(f"{reports} reports in the archive, {rows} rows of them, {alone.count('reports')} on one machine")
        print("byte for byte the same as one machine's, once sorted" if same else "FAILED: not the same")
        print(f"{len(trouble)} troubles; {time.perf_counter() - started:.0f} s at a load of {os.getloadavg()[0]:.0f}")
        sys.exit(0 if same and rows == reports and not trouble else 1)


if __name__ == "__main__":
    main()
