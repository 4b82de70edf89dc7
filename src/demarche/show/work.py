"""A bar that shows how far a long job is, and how much there is to do."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class Progress:
    """A bar with rate, time left and troubles on standard error, where that is a terminal."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            self._bar = progress.Progress(
                progress.TextColumn("adding"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TextColumn("{task.fields[rate]}"),
                progress.TimeRemainingColumn(),
                progress.TextColumn("{task.fields[troubles]} with trouble"),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("adding", total=self._total, troubles=0, rate="")
            self._done, self._since = 0, time.monotonic()
        return self

    def step(self, troubles: int = 0, reports: int = 1) -> None:
        """One report further, or several."""
        if self._bar is not None:
            self._done += reports
            rate = self._done / max(time.monotonic() - self._since, 0.001)
            self._bar.update(self._task, advance=reports, troubles=troubles, rate=f"{rate:.1f} a second")

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def expected(files: Iterable[Path]) -> int | None:
    """How many reports files hold, for the time left: lines of JSONL and CSV, rows of Parquet, one for each text.

    None where that is not known before they are read, as with archives of pages and mail.
    """
    from demarche.read.kinds import JSONL_SUFFIXES, MANY, TABLES, kind_of

    total = 0
    for file in files:
        kind = file.suffix.lower()
        if kind_of(file).suffix in MANY and kind not in JSONL_SUFFIXES:  # an archive, a mailbox: not known before
            return None
        try:
            if kind == ".parquet":
                import pyarrow.parquet as pq

                total += pq.read_metadata(file).num_rows
            elif kind in JSONL_SUFFIXES | TABLES:
                with file.open("rb") as lines:
                    total += sum(1 for line in lines if line.strip())
            else:
                total += 1
        except (OSError, ValueError):  # reading it says what the trouble is; ArrowInvalid is a ValueError
            total += 1
    return total
