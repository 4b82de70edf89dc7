#!/usr/bin/env python3
"""Train a language's gate on what the coder found (see ``label.py``), and say how good it is on items it never saw.

    python models/gate/train.py nl LABELS.jsonl ITEMS.jsonl[.gz] [--passages 0] [--held-out-only]

A quarter of the items (by the last digit of their key) is held out. Where the line is drawn is decided by
cross-validation on the rest. What an item is taken to hold: an event between two parties, that the coder is sure of by
0.3 or more; below that, or with one party, most of what it finds in news of all kinds is none (sport, crime).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from label import items
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from demarche import packs
from demarche.read import gate
from demarche.world import load as load_world

#: The coder's confidence from which an event counts.
SURE = 0.3
#: Share of the items with an event that the line lets pass in cross-validation.
KEPT = 0.97
#: Inverse strength of regularisation: of 0.1 to 3, and words scaled 1 to 6 times, all within 2 points of each other.
STRENGTH = 3.0


def holds(row: dict[str, Any]) -> bool:
    """Whether an item counts as one with an event."""
    return any(len({*e["actors"], *e["recipients"]}) > 1 and (e["confidence"] or 0) >= SURE for e in row["events"])


def features(texts: list[str], language: str) -> tuple[Any, np.ndarray]:
    """Hashed words (scaled by the square root of how many there are) and what the tables see."""
    world = load_world()
    rows = [gate.hashed(text) for text in texts]
    lengths = np.array([len(row) for row in rows])
    data = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    words = sparse.csr_matrix(
        (
            data,
            np.concatenate([np.array(row, dtype=np.int64) for row in rows]),
            np.concatenate([[0], lengths.cumsum()]),
        ),
        shape=(len(rows), gate.BUCKETS),
    )
    return words, np.array([gate.seen(text, language, world) for text in texts])


def fitted(words: Any, tables: np.ndarray, y: np.ndarray, language: str) -> gate.Gate:
    """A gate whose line keeps :data:`KEPT` in cross-validation."""
    mean, spread = tables.mean(0), tables.std(0) + 1e-6
    both = sparse.hstack([words, sparse.csr_matrix((tables - mean) / spread)]).tocsr()
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
    scores = cross_val_predict(model, both, y, cv=5, method="decision_function")
    line = float(np.quantile(scores[y], 1 - KEPT))
    model.fit(both, y)
    weights = model.coef_[0]
    of_words, of_tables = weights[: gate.BUCKETS], weights[gate.BUCKETS :] / spread
    bias = float(model.intercept_[0] - line - np.dot(of_tables, mean))
    return gate.Gate(language, of_words.astype(np.float16).astype(np.float32), of_tables.astype(np.float32), bias)


def save(made: gate.Gate) -> Path:
    """Write the weights into the language's pack, half precision for the words."""
    path = packs.load(made.language).folder / "gate.npz"
    names = np.array(gate.names_of_features())
    np.savez_compressed(path, words=made.words.astype(np.float16), tables=made.tables, bias=made.bias, names=names)
    return path


def measure(made: gate.Gate, texts: list[str], rows: list[dict[str, Any]]) -> None:
    """Print what the gate does with items that it never saw."""
    start = time.process_time()
    passed = np.array([made.score(text) >= 0 for text in texts])
    each = 1000 * (time.process_time() - start) / len(texts)
    y, any_event = np.array([holds(row) for row in rows]), np.array([bool(row["events"]) for row in rows])
    error = 1.96 * np.sqrt(passed[y].mean() * (1 - passed[y].mean()) / y.sum())
    print(f"{made.language}: {len(rows)} held-out items, {y.mean():.1%} with an event between two parties")
    print(f"  kept of those with such an event: {passed[y].mean():.1%} of {y.sum()} (give or take {error:.1%})")
    print(f"  skipped of all others:            {(~passed[~y]).mean():.1%} of {(~y).sum()}")
    print(f"  skipped of those without any:     {(~passed[~any_event]).mean():.1%} of {(~any_event).sum()}")
    print(f"  kept of those with any event, doubtful ones and those of one party too: {passed[any_event].mean():.1%}")
    print(f"  all items that pass: {passed.mean():.1%}; {each:.2f} ms of processor time an item")


def main() -> None:
    """Train, save, measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("language")
    options.add_argument("labels", type=Path)
    options.add_argument("items", type=Path, nargs="+")
    options.add_argument("--passages", type=int, default=0)
    options.add_argument("--measure", action="store_true", help="measure the gate that is there, and train none")
    given = options.parse_args()
    labels = {row["key"]: row for row in map(json.loads, given.labels.read_text(encoding="utf-8").splitlines())}
    found = [(row["text"], labels[row["key"]]) for row in items(given.items, given.passages) if row["key"] in labels]
    held_out = [one for one in found if int(one[1]["key"][-1], 16) < 4]
    if not given.measure:
        rest = [one for one in found if int(one[1]["key"][-1], 16) >= 4]
        words, tables = features([text for text, _ in rest], given.language)
        made = fitted(words, tables, np.array([holds(row) for _, row in rest]), given.language)
        print(f"{save(made)}: trained on {len(rest)} items")
    gate.load.cache_clear()
    shipped = gate.load(given.language)
    assert shipped is not None, f"{given.language} has no gate"
    measure(shipped, [text for text, _ in held_out], [row for _, row in held_out])


if __name__ == "__main__":
    main()
