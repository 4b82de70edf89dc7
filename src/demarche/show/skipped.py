"""What the gate let lie: a list beside the archive's tables, so that it is counted and can be looked through."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.engines import Placed, Skipped

#: Names that begin so are no part of a Delta table: whoever reads or tidies it passes them over.
FOLDER = "_skipped"


class SkippedList:
    """The reports that one run skipped, a line of JSON each, in a file of its own; none where nothing is skipped."""

    def __init__(self, archive: Path) -> None:
        self.path = archive / FOLDER / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.jsonl"
        self.count = 0
        self._file: IO[str] | None = None

    def put(self, placed: Placed, skipped: Skipped) -> None:
        """Note a report: where it was read, what it says of itself, and how far it stayed below the line."""
        if self._file is None:
            self.path.parent.mkdir(exist_ok=True)
            self._file = self.path.open("a", encoding="utf-8")
        document = placed.document
        row = {
            "place": placed.place,
            "score": skipped.score,
            "title": document.title,
            "outlet": document.outlet,
            "published": document.published,
            "url": document.url,
            "begins": " ".join(document.text[:200].split()),
        }
        print(json.dumps(row, ensure_ascii=False), file=self._file, flush=True)
        self.count += 1

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


def say_where_none() -> None:
    """Say for which languages there is no gate."""
    import typer

    from demarche import packs
    from demarche.read import gate

    without = [language for language in packs.installed() if gate.load(language) is None]
    if without:
        typer.echo(f"demarche: no gate for {', '.join(without)}: reports in it are all coded", err=True)
