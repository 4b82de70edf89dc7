#!/usr/bin/env python3
"""The quality gate: scores of coding on gold reports must not fall below their floors in ``eval/floors.toml``.

    python eval/gate.py          the sets that have a floor
    python eval/gate.py --all    every set, with all figures, and no failing

Gold of our own lies in ``eval/gold``; more may lie beside the checkout, in ``../shared/gold``. Where there is none,
the gate says so and goes on: a clone without it can still be checked for all the rest.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from demarche.analyse.agreement import Agreement, agreement
from demarche.errors import DemarcheError
from demarche.read import read_file
from demarche.records import Document, Record
from demarche.records_json import from_json
from demarche.run import code

HERE = Path(__file__).parent
BESIDE = HERE.parents[1] / "shared" / "gold"
SETS = {
    "own": HERE / "gold",
    "seed": BESIDE / "seed",
    "dev/nl": BESIDE / "dev" / "nl",
    "dev/en": BESIDE / "dev" / "en",
    "train/nl": BESIDE / "train" / "nl",
    "train/en": BESIDE / "train" / "en",
}


def pairs(gold: Path) -> Iterator[tuple[str, Record, Record]]:
    """Name, gold and coded record of each report; one that can't be coded is said and counts with nothing found."""
    for path in sorted(gold.glob("*.json")):
        words = path.with_suffix(".txt")
        text = words.read_text(encoding="utf-8")
        truth = from_json(json.loads(path.read_text(encoding="utf-8")), text)
        try:
            yield path.stem, truth, code(read_file(words))
        except DemarcheError as trouble:
            print(f"{words.name}: {trouble}", file=sys.stderr)
            yield path.stem, truth, Record(Document(text))


def shown(name: str, found: Agreement) -> None:
    """Print the figures of a set."""
    print(f"\n{name:22}{'gold':>6}{'found':>7}{'hit':>6}{'prec':>8}{'rec':>8}{'F1':>8}  {found.reports} reports")
    for kind, tally in found.kinds.items():
        counts = f"{tally.gold:6}{tally.found:7}{tally.hit:6}"
        print(f"{kind:22}{counts}{tally.precision:8.3f}{tally.recall:8.3f}{tally.f1:8.3f}", flush=True)


def judged(found: dict[str, Agreement], floors: dict[str, dict[str, float]]) -> int:
    """Say each floor that holds or fails, and how many did; 1 where one fails."""
    passed = failed = 0
    print()
    for name, figures in found.items():
        for kind, floor in floors[name].items():
            reached = figures.kinds[kind].f1
            holds = reached >= floor
            passed, failed = passed + holds, failed + (not holds)
            print(f"{'ok  ' if holds else 'FAIL'} {name} {kind}: F1 {reached:.3f}, floor {floor:.3f}")
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


def main() -> int:
    """Run the gate; status 1 where a score is below its floor."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("--all", action="store_true", help="print all figures of all sets; nothing fails")
    asked = ask.parse_args()
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    found: dict[str, Agreement] = {}
    for name, gold in SETS.items():
        if not asked.all and name not in floors:
            continue
        if not gold.exists():
            print(f"{name}: skipped, there is no gold beside this checkout")
            continue
        found[name] = agreement(pairs(gold))
        shown(name, found[name])
    return 0 if asked.all else judged(found, floors)


if __name__ == "__main__":
    sys.exit(main())
