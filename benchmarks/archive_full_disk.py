#!/usr/bin/env python3
"""A disk that fills up, at 50 points: a clear message, a sound archive, and adding again gives the same archive.

    python benchmarks/archive_full_disk.py [--points 50]      (it takes root, to mount small disks)

Reports are added to an archive on a disk of so many kilobytes until it is full; every acknowledged report must be
there and whole. Then the disk is made larger, all reports are added again, and the archive must hold what one that was
never interrupted holds, byte for byte once sorted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "archive"))

from made_reports import report
from test_faults import content, whole

from demarche import archive
from demarche.archive import Incoming, Writer
from demarche.archive.upkeep import check
from demarche.errors import StorageFull

REPORTS, BATCH = 200, 5


def fill(path: Path) -> tuple[int, str]:
    """Add reports until all are in or the disk is full; gives how many were acknowledged, and the message."""
    try:
        if not (path / "_delta_log").exists():
            archive.create(path).close()
        writer = Writer(path)
        for start in range(0, REPORTS, BATCH):
            try:
                writer.add([Incoming(report(n)) for n in range(start, start + BATCH)])
            except StorageFull as full:
                return start, str(full)
    except StorageFull as full:
        return 0, str(full)
    return REPORTS, ""


def mount(place: Path, kilobytes: int, *options: str) -> None:
    """Mount a disk in memory of that size, or change its size."""
    size = ",".join((*options, f"size={kilobytes}k"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)], check=True)


def main() -> None:
    """Fill, look, fill again, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--points", type=int, default=50)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "disk"
        place.mkdir()
        fill(Path(name) / "reference")
        wanted = content(archive.open(Path(name) / "reference"))
        full = 0
        for point in range(given.points):
            mount(place, 40 + 41 * point)  # 40 kB holds not even an empty archive, 2 MB about half of the reports
            try:
                done, message = fill(place / "dossier")
                full += bool(message)
                if done:
                    with archive.open(place / "dossier") as d:
                        assert len(whole(d)) == done, (point, done)
                        assert check(d).troubles == ()
                mount(place, 60_000, "remount")
                assert fill(place / "dossier") == (REPORTS, "")
                assert content(archive.open(place / "dossier")) == wanted, point
                print(f"point {point}: {done} reports were in when it was full", flush=True)
            finally:
                subprocess.run(["umount", str(place)], check=True)
        print(f"{given.points} small disks, {full} of them full: all that was acknowledged is there,")
        print("and adding again gave the archive that was never interrupted, byte for byte")


if __name__ == "__main__":
    main()
