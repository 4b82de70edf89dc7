"""The parse keeps its quality on news sentences of our own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCORE = Path(__file__).parents[2] / "eval" / "parse" / "score.py"
# Floors a point or so under what the shipped pipelines reach; they move only with a line in the changelog.
FLOORS = {"nl": 94.0, "en": 95.0}


@pytest.mark.parametrize(("language", "floor"), FLOORS.items())
def test_relations_that_finders_need_are_right(language: str, floor: float) -> None:
    run = subprocess.run([sys.executable, SCORE, language], capture_output=True, text=True, check=True)
    last = run.stdout.splitlines()[-1]
    assert last.startswith("all")
    assert float(last.split()[-1].rstrip("%")) >= floor
