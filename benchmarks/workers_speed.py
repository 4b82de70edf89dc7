#!/usr/bin/env python3
"""Reports a second: coded by one and by two supervised workers, beside the bare parse and a plain pool of processes.

    python benchmarks/workers_speed.py REPORTS.jsonl[.gz] [--reports 200] [--words 400] [--gate]

Reports are cut or joined to some 400 words each, so that figures of different collections can be compared; with --gate
they are left as they are, and coded with and without the first look. Each figure is given in seconds of the clock and,
as the machine may be busy with other work, in processor time of all processes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from demarche import parse
from demarche.engines import How, Skipped, coded, outcome_of
from demarche.records import Document, Record


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows that hold text."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row["text"].strip())


def of_length(path: Path, words: int) -> Iterator[Document]:
    """Texts of about so many words: whole lines of one report after another."""
    kept: list[str] = []
    for row in rows(path):
        for line in filter(None, row["text"].split("\n")):
            kept.append(line)
            if sum(len(one.split()) for one in kept) >= words:
                yield Document("\n".join(kept), row["language"], row.get("published"), row.get("outlet"))
                kept = []


def as_they_are(path: Path) -> Iterator[Document]:
    """Every twentieth report."""
    for row in islice(rows(path), 0, None, 20):
        yield Document(row["text"], row["language"], row.get("published"), row.get("outlet"), row.get("title"))


def processor() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    some = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in some)


def timed(name: str, what: Callable[[], int]) -> float:
    """Print how many reports a second ``what`` does; it says how many it did. Gives the seconds."""
    clock, cpu = time.perf_counter(), processor()
    count = what()
    clock, cpu = time.perf_counter() - clock, processor() - cpu
    each = 1000 * cpu / count
    print(f"{name:<44} {count / clock:6.1f} a second; {each:6.1f} ms of processor time each", flush=True)
    return clock


def parsed(documents: list[Document]) -> int:
    """The bare parse, in this process."""
    for document in documents:
        parse.load(document.language or "").parse(document.text)
    return len(documents)


def by_crew(documents: list[Document], workers: int, how: How) -> int:
    """Coded by supervised workers."""
    found = list(coded(((n, document) for n, document in enumerate(documents)), workers, how))
    skipped = sum(isinstance(outcome, Skipped) for _, outcome in found)
    failed = sum(not isinstance(outcome, Record | Skipped) for _, outcome in found)
    if how.gate or failed:
        print(f"  ({skipped} of {len(found)} skipped by the gate, {failed} with trouble)")
    return len(found)


def by_pool(documents: list[Document], workers: int) -> int:
    """Coded by a plain pool, which dies with any of its processes."""
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        count = sum(1 for _ in pool.imap(partial(outcome_of, how=How()), documents, chunksize=8))
        pool.close()
        pool.join()
    return count


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--reports", type=int, default=200)
    options.add_argument("--words", type=int, default=400)
    options.add_argument("--gate", action="store_true", help="mixed news as it is, with and without the first look")
    given = options.parse_args()
    os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    found = as_they_are(given.file) if given.gate else of_length(given.file, given.words)
    documents = list(islice(found, given.reports))
    words = sum(len(document.text.split()) for document in documents) / len(documents)
    print(f"{len(documents)} reports of {words:.0f} words; load of the machine {os.getloadavg()[0]:.1f}")
    if given.gate:
        for gate in (False, True):
            timed(
                f"2 workers, {'with' if gate else 'without'} the gate", partial(by_crew, documents, 2, How(gate=gate))
            )
        return
    parsed(documents[:3])  # loads the pipeline
    timed("bare parse, one process", partial(parsed, documents))
    one = timed("1 worker", partial(by_crew, documents, 1, How()))
    two = timed("2 workers", partial(by_crew, documents, 2, How()))
    timed("plain multiprocessing.Pool of 2", partial(by_pool, documents, 2))
    print(f"2 workers are {one / two:.2f} times as fast as 1; starting them and loading pipelines is counted")


if __name__ == "__main__":
    main()
