"""The same report gives the same bytes, whatever the hash seed and whatever was read before it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


def records(files: list[Path], seed: str) -> list[str]:
    """The full records of files as lines of JSON, read in one process with the hash seed given."""
    asked = [sys.executable, "-m", "demarche.show.main", "read", "--format", "jsonl", "--full", *map(str, files)]
    done = subprocess.run(
        asked, capture_output=True, text=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    return done.stdout.splitlines()


def test_the_hash_seed_and_the_order_of_reports_change_nothing() -> None:
    forwards = records(EXAMPLES, "1")
    backwards = records(EXAMPLES[::-1], "2")
    assert len(forwards) == len(EXAMPLES)
    assert sorted(forwards) == sorted(backwards)
