#!/usr/bin/env python3
"""The quality gate: scores of coding on gold reports must not fall below their floors in ``eval/floors.toml``.

    python eval/gate.py          the sets that have a floor
    python eval/gate.py --all    every set, with all figures, and no failing

Gold lies beside the checkout, in ``../shared/gold``, with the comparison in ``../shared/codebook/score.py``. Where
there is none, the gate says so and passes: a clone without it can still be checked for all the rest.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

from demarche.errors import DemarcheError
from demarche.read import read_file
from demarche.records_json import dumps
from demarche.run import code

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
SETS = ("seed", "dev/nl", "dev/en", "train/nl", "train/en")


def scorer() -> ModuleType | None:
    """The comparison of section 8 of the codebook, loaded from beside the checkout."""
    place = SHARED / "codebook" / "score.py"
    spec = importlib.util.spec_from_file_location("codebook_score", place)
    if not place.exists() or spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def coded(gold: Path, out: Path) -> None:
    """Code every report of a set; a report that can't be coded is said and counts with nothing found."""
    for text in sorted(gold.glob("*.txt")):
        try:
            record = code(read_file(text))
        except DemarcheError as trouble:
            print(f"{text.name}: {trouble}", file=sys.stderr)
            continue
        (out / f"{text.stem}.json").write_text(dumps(record), encoding="utf-8")


def scores(score: ModuleType, name: str) -> dict[str, Any]:
    """Precision, recall and F1 of a set, by kind."""
    gold = SHARED / "gold" / name
    with tempfile.TemporaryDirectory() as folder:
        coded(gold, Path(folder))
        return dict(score.score(gold, Path(folder))["scores"])


def shown(name: str, table: dict[str, Any]) -> None:
    """Print the figures of a set."""
    print(f"\n{name:22}{'gold':>6}{'found':>7}{'hit':>6}{'prec':>8}{'rec':>8}{'F1':>8}")
    for kind, s in table.items():
        row = f"{s['gold']:6}{s['found']:7}{s['hit']:6}{s['precision']:8.3f}{s['recall']:8.3f}{s['f1']:8.3f}"
        print(f"{kind:22}{row}")


def main() -> int:
    """Run the gate; status 1 where a score is below its floor."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("--all", action="store_true", help="print all figures of all sets; nothing fails")
    ask.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = ask.parse_args()
    score = scorer()
    if score is None or not (SHARED / "gold").exists():
        print("gate: skipped, there is no gold beside this checkout (../shared/gold)")
        return 0
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    wanted = SETS if asked.all else tuple(name for name in SETS if name in floors)
    found = {name: scores(score, name) for name in wanted if (SHARED / "gold" / name).exists()}
    for name, table in found.items():
        shown(name, table)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0 if asked.all else judged(found, floors)


def judged(found: dict[str, dict[str, Any]], floors: dict[str, dict[str, float]]) -> int:
    """Say each floor that holds or fails, and how many did."""
    passed = failed = 0
    print()
    for name, table in found.items():
        for kind, floor in floors[name].items():
            reached = table[kind]["f1"]
            holds = reached >= floor
            passed, failed = passed + holds, failed + (not holds)
            print(f"{'ok  ' if holds else 'FAIL'} {name} {kind}: F1 {reached:.3f}, floor {floor:.3f}")
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
