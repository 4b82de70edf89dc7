"""A cluster of this machine: workers and a driver are killed, and every report is there once, as on one machine."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pytest
import ray_job
import troublesome

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.archive.shapes import ITEMS
from demarche.records import Record

pytest.importorskip("ray", reason="Ray is not installed: pip install 'demarche[ray]'")
pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
#: Workers killed in the second job; `benchmarks/cluster_faults.py` kills more.
KILLS = 2


@dataclass
class Story:
    """A job whose driver was killed, then the same job again, two of whose workers were killed."""

    path: Path
    before: int = 0
    said: dict[str, list[list[str]]] = field(default_factory=dict)
    killed: list[str] = field(default_factory=list)


def lines_of(path: Path) -> Iterator[tuple[list[str], subprocess.Popen[str]]]:
    """What a job in a process of its own says, word by word."""
    # Workers load the tests' own work by its name.
    paths = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, str(HERE / "ray_job.py"), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}) as job:
        assert job.stdout
        for line in job.stdout:
            yield line.split(), job
    assert job.returncode in (0, -signal.SIGKILL)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Both jobs."""
    told = Story(tmp_path_factory.mktemp("cluster") / "dossier")
    for number, (_, job) in enumerate(lines_of(told.path)):
        if number == 6:
            job.kill()
    with archive.open(told.path) as d:
        told.before = d.count("reports")
    for words, _ in lines_of(told.path):
        told.said.setdefault(words[0], []).append(words[1:])
        fresh = [process for process in words[4:] if process not in told.killed]
        if words[0] == "batch" and words[3] == "0" and len(told.killed) < KILLS and fresh:
            worker = fresh[0]
            os.kill(int(worker), signal.SIGKILL)
            told.killed.append(worker)
    return told


def content(d: Archive) -> str:
    """Hash of all that an archive holds, sorted, without when and by which commit it came."""
    found = hashlib.sha256()
    for name in ("reports", *ITEMS, "problems"):
        table = d.table(name)
        kept = table.drop_columns([c for c in ("added",) if c in table.column_names])
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, kept.schema) as stream:
            stream.write_table(kept.combine_chunks())
        found.update(sink.getvalue())
    return found.hexdigest()


def test_a_job_whose_driver_was_killed_goes_on_where_it_was(story: Story) -> None:
    assert story.before >= 60
    assert story.before < ray_job.SIZE
    there = [batch for batch in story.said["batch"] if batch[2] == "1"]
    assert len(there) >= 6
    put_in = sum(int(batch[1]) for batch in story.said["batch"])
    assert put_in + story.before <= ray_job.SIZE


def test_each_killed_worker_costs_one_batch_and_is_replaced(story: Story) -> None:
    # Besides those killed from outside, the killer report costs two.
    assert len(story.killed) == KILLS
    [[lost, started]] = story.said["ended"]
    assert int(lost) == KILLS + 2
    assert int(started) <= 2 + int(lost)


def test_every_report_is_there_once_as_one_process_would_have_it(story: Story, tmp_path: Path) -> None:
    archive.create(tmp_path / "other").close()
    writer = Writer(tmp_path / "other")
    records = [(one, troublesome.record(one.document)) for one in ray_job.reports() if one.document.text != "die"]
    for start in range(0, len(records), 50):
        some = records[start : start + 50]
        writer.add([Incoming(record, one.place) for one, record in some if isinstance(record, Record)])
    with archive.open(story.path) as d, archive.open(tmp_path / "other") as other:
        assert d.table("reports", view="raw").num_rows == ray_job.SIZE - 3
        assert content(d) == content(other)


def test_a_report_that_kills_its_worker_is_set_aside(story: Story) -> None:
    [trouble] = story.said["trouble"]
    assert " ".join(trouble).startswith("the killer: the process that coded it ended or took too long, 2 times")


def test_a_job_that_gets_no_core_fails_and_says_why(story: Story) -> None:
    [words] = story.said["starved"]
    assert "0 of 1 workers had started; the cluster has 3 cores" in " ".join(words)
