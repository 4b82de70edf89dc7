#!/usr/bin/env python3
"""The same reports in shuffled orders, by 1, 2 and 4 workers and by a cluster: the same archive, byte for byte.

    python benchmarks/orders.py [REPORTS.jsonl[.gz]] [--reports 10000] [--no-cluster]

Coding is made up, as in archive_scale.py; archives are compared once sorted, without when and by which commit a report
came. Without a file, texts are made up.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests" / "archive")]

from archive_scale import documents, made_up  # noqa: E402
from test_faults import content  # noqa: E402

from demarche import archive  # noqa: E402
from demarche.archive import Incoming, Writer  # noqa: E402
from demarche.engines.batches import Placed, in_batches  # noqa: E402
from demarche.engines.cluster import Cluster, Site  # noqa: E402
from demarche.engines.crew import Crew  # noqa: E402
from demarche.records import Document, Record  # noqa: E402


def by_crew(path: Path, some: list[Document], workers: int) -> None:
    """Added as `demarche add --workers` does, the order as it comes."""
    writer = Writer(path)
    with Crew(workers, made_up) as crew:
        found = crew.run(enumerate(some))
        while batch := list(islice(found, 500)):
            writer.add([Incoming(record) for _, record in batch if isinstance(record, Record)])


def by_cluster(path: Path, some: list[Document]) -> None:
    """Added as `demarche add --engine ray` does."""
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    with Cluster(path, made_up, Site(workers=2)) as cluster:
        placed = (Placed(document, "", lasting=False) for document in some)
        for _ in cluster.run(in_batches(placed, "settings")):
            pass


def main() -> None:
    """Add in each way and compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--no-cluster", action="store_true")
    given = options.parse_args()
    some = list(documents(given.file, given.reports))
    ways: list[int | str] = [1, 2, 4] if given.no_cluster else [1, 2, 4, "a cluster"]
    seen = set()
    for number, way in enumerate(ways):
        random.Random(number).shuffle(some)
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dossier"
            archive.create(path).close()
            if isinstance(way, int):
                by_crew(path, some, way)
            else:
                by_cluster(path, some)
            with archive.open(path) as d:
                mark, count = content(d), d.count("reports")
        seen.add(mark)
        print(
            f"order {number + 1}, {way} worker(s): {count} reports, {mark[:16]}, {time.perf_counter() - start:.0f} s",
            flush=True,
        )
    print("the same archive each time" if len(seen) == 1 else "FAILED: archives differ")
    sys.exit(len(seen) != 1)


if __name__ == "__main__":
    main()
