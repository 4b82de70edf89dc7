"""A job on a cluster of this machine, as a process that can be killed: ``ray_job.py ARCHIVE``; says what it does.

Its lines begin with a word: ``batch`` (name, reports put in, whether it was there, worker processes), ``trouble``,
``ended`` (workers lost, workers started), and ``starved`` (why a job that gets no core ends).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import troublesome

from demarche.archive import store
from demarche.engines.batches import Batch, Placed, in_batches
from demarche.engines.cluster import Cluster, Coder, Site
from demarche.engines.crew import Limits
from demarche.errors import NoProgress
from demarche.records import Document

#: Three of the reports are newer texts of others: 200 make 20 full batches, and the killer is alone in the next.
SIZE, BATCH = 203, 10


def reports() -> Iterator[Placed]:
    """Made-up reports; three are newer texts at the address of an earlier one, the last kills who codes it."""
    for n in range(SIZE):
        text = f"fine {n}. Norway asked Sweden for {n} boats."
        yield Placed(Document(text, "en", "2023-05-01", "Paper", None, f"https://example.org/{n % (SIZE - 3)}"), str(n))
    yield Placed(Document("die", "en"), "the killer")


def starve(cluster: Cluster, path: Path) -> str:
    """What a job says whose workers ask for more cores than the cluster of another has."""
    starved = Cluster(path, troublesome.record, Site(workers=1, patience=2.0))
    starved._ray, starved._size = cluster._ray, 1
    starved._make = cluster._ray.remote(num_cpus=64)(Coder)
    try:
        list(starved.run([Batch("name", (Placed(Document("fine", "en"), "place"),))]))
    except NoProgress as reason:
        return str(reason)
    return "it found a core"


def main() -> None:
    """Do the job."""
    path = Path(sys.argv[1])
    store.ensure(path)
    with Cluster(path, troublesome.record, Site(workers=2, patience=900.0, limits=Limits(seconds=30.0))) as cluster:
        for done in cluster.run(in_batches(reports(), "settings", BATCH)):
            print("batch", done.name, done.new + done.changed, int(done.again), *cluster.processes, flush=True)
            for trouble in done.troubles:
                print("trouble", trouble, flush=True)
        print("ended", cluster.lost, cluster.started, flush=True)
        print("starved", starve(cluster, path), flush=True)


if __name__ == "__main__":
    main()
