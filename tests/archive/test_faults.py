"""Writers are killed, disks fill up, files are lost: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake.exceptions import CommitFailedError
from made_reports import report, reports

from demarche import archive
from demarche.archive import Archive, Incoming, Writer, store
from demarche.archive.corrections import Reviewer
from demarche.archive.corroborate import corroborate
from demarche.archive.shapes import ITEMS
from demarche.archive.upkeep import check, compact, repair
from demarche.errors import ArchiveDamaged, NotWritable, StorageFull

Make = Callable[..., Archive]
HERE = Path(__file__).parent
#: Kills in this test; `benchmarks/archive_kills.py` does 200.
KILLS, AT_ONCE = 50, 5


class Nursery:
    """Starts writers that can be killed, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(HERE / "keep_adding.py")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.folder = folder
        self.started = 0

    def writer(self, path: Path, first: int, last: int, size: int) -> tuple[int, Path]:
        """Process id of a new writer, and the file in which it says what is in."""
        assert self.process.stdin and self.process.stdout
        self.started += 1
        out = self.folder / f"writer-{self.started}.txt"
        self.process.stdin.write("\t".join(map(str, (path, first, last, size, out))) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()), out


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path)
    yield made
    made.process.communicate()


def acknowledged(out: Path) -> set[str]:
    """What a writer said is in: whole lines only, for it may be killed while it says so."""
    lines = out.read_text().splitlines(keepends=True) if out.exists() else []
    return {url for line in lines if line.endswith("\n") for url in line.split()}


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def whole(d: Archive) -> set[str]:
    """Addresses of the reports in an archive, each of which must have all its items and no more."""
    found = set()
    for row in d.internal(
        "SELECT url, events, forces FROM _reports LEFT JOIN (SELECT report, count(*) AS events FROM _events GROUP BY 1)"
        " USING (report) LEFT JOIN (SELECT report, count(*) AS forces FROM _forces GROUP BY 1) USING (report)"
    ):
        assert (row["events"], row["forces"]) == (2, 1), row
        assert row["url"] not in found
        found.add(row["url"])
    return found


def test_fifty_kills_lose_nothing_acknowledged_and_leave_nothing_half(dossier: Make, nursery: Nursery) -> None:
    d = dossier([])
    known: set[str] = set()
    chance = random.Random(50)
    for one_round in range(KILLS // AT_ONCE):
        # Writers of a round overlap by half: the same report comes from two of them at the same time.
        first = one_round * 10_000
        writers = [nursery.writer(d.path, first + 500 * n, first + 500 * n + 1_000, 5) for n in range(AT_ONCE)]
        while not any(acknowledged(out) for _, out in writers):
            time.sleep(0.01)
        for process, _ in writers:
            time.sleep(chance.uniform(0, 0.1))
            os.kill(process, signal.SIGKILL)
        known |= {url for _, out in writers for url in acknowledged(out)}
        assert known <= whole(d.latest())
        compact(d.path)
    assert len(known) >= KILLS
    assert check(d.latest()).troubles == ()


def test_two_writers_and_a_reader_work_at_once(dossier: Make, nursery: Nursery) -> None:
    d = dossier([])
    writers = [nursery.writer(d.path, n * 100, n * 100 + 90, 10) for n in range(2)]
    seen = [0]
    while any(alive(process) for process, _ in writers):
        d = d.latest()
        seen.append(len(whole(d)))
    assert seen == sorted(seen)
    assert whole(d.latest()) == {str(report(n).document.url) for n in (*range(90), *range(100, 190))}


def test_writers_that_start_on_nothing_at_once_make_one_archive(nursery: Nursery, tmp_path: Path) -> None:
    writers = [nursery.writer(tmp_path / "new", n * 10, n * 10 + 10, 5) for n in range(4)]
    while any(alive(process) for process, _ in writers):
        time.sleep(0.02)
    assert len(whole(archive.open(tmp_path / "new"))) == 40


def test_an_archive_that_another_writer_makes_at_the_same_moment_stops_no_commit(
    dossier: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, told = store._append, ["Failed to commit transaction: Metadata changed since last commit."]

    def late(*given: object) -> None:
        if told:  # what the storage engine says where two make the log at once: one in some hundred starts
            raise CommitFailedError(told.pop())
        real(*given)  # type: ignore[arg-type]

    d = dossier([report(0)])
    monkeypatch.setattr(store, "_append", late)
    Writer(d.path).add([Incoming(report(1))], once="a batch")
    assert whole(d.latest()) == whole(dossier([report(0), report(1)], "plain")) and not told
    assert Writer(d.path).holds("a batch")


def content(d: Archive) -> str:
    """Hash of all that an archive holds, sorted, without when and by which commit it came."""
    found = hashlib.sha256()
    for name in ("reports", *ITEMS, "problems"):
        table = d.table(name)
        kept = table.drop_columns([c for c in ("added", "source") if c in table.column_names])
        sink = io.BytesIO()
        with pa.ipc.new_stream(sink, kept.schema) as stream:
            stream.write_table(kept.combine_chunks())
        found.update(sink.getvalue())
    return found.hexdigest()


@pytest.mark.parametrize("size", [2_000])
def test_order_and_number_of_writers_leave_no_trace(dossier: Make, nursery: Nursery, tmp_path: Path, size: int) -> None:
    every = list(reports(size))
    found = {content(dossier(every, "in order"))}
    random.Random(1).shuffle(every)
    for n in range(0, size, 500):
        dossier(every[n : n + 500], "shuffled")
    found.add(content(archive.open(tmp_path / "shuffled")))
    for writers in (2, 4):
        path = dossier([], f"{writers} writers").path
        share = size // writers
        jobs = [nursery.writer(path, n * share, (n + 1) * share, 250) for n in range(writers)]
        while any(alive(process) for process, _ in jobs):
            time.sleep(0.05)
        found.add(content(archive.open(path)))
    assert len(found) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk can't be mounted here (it takes root)")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_is_said_and_leaves_a_sound_archive(small_disk: Path) -> None:
    path = small_disk / "dossier"
    archive.create(path).close()
    writer = Writer(path)
    done = 0
    with pytest.raises(StorageFull, match=r"full.*sound.*goes on"):
        while done < 2_000:
            writer.add([Incoming(report(n)) for n in range(done, done + 20)])
            done += 20
    d = archive.open(path)
    assert len(whole(d)) == done > 0
    assert check(d).troubles == ()


def test_an_archive_that_can_only_be_read_is_read_and_says_so_before_any_work(
    small_disk: Path,
) -> None:
    path = small_disk / "dossier"
    archive.create(path).close()
    Writer(path).add([Incoming(report(0))])
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert len(whole(archive.open(path))) == 1 and check(archive.open(path)).troubles == ()
    for work in (Writer, compact, corroborate, lambda one: Reviewer(one, "somebody")):
        with pytest.raises(NotWritable, match="can only be read"):
            work(path)


@pytest.mark.parametrize("table", ["events", "reports", "statements"])
def test_a_lost_file_is_put_right_and_adding_again_gives_the_same_archive(dossier: Make, table: str) -> None:
    dossier(reports(3))
    d = dossier(reports(6))
    before = content(d)
    Path(d.files()[table][0]).unlink()
    with pytest.warns(ArchiveDamaged):
        archive.open(d.path)
    repair(d.path)
    Writer(d.path).add([Incoming(record) for record in reports(6)])
    new = d.latest()
    assert check(new).troubles == ()
    assert len(whole(new)) == 6
    assert content(new) == before
