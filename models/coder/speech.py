#!/usr/bin/env python3
"""Train the two models that say which readings of a cue are statements, and cross-validate them.

    speech.py LANGUAGE GOLD [--pipeline NAME] [--check]

GOLD is a folder of NAME.txt and NAME.json (records coded by hand). Writes the pack's ``speech_weights.csv``; with
``--check`` it only prints precision, recall and F1 of five-fold cross-validation by report (contents overlapping by
half, parties left aside). The same input gives the same weights. Needs scikit-learn (a development dependency).
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from demarche import packs, parse
from demarche.find.mentions import find_mentions
from demarche.find.speech import KEEP, candidates, choose, overlap
from demarche.find.speech_clause import Candidate
from demarche.find.speech_cues import compiled
from demarche.find.speech_report import Scored
from demarche.find.speech_score import Weights, best_readings, features_of, keep_features, probability
from demarche.find.speech_view import Ranges, View
from demarche.read import read_text
from demarche.records_json import from_json
from demarche.run import furnished

FOLDS = 5
# Inverse strength of the ridge for the first and the second model: best F1 by cross-validation over train, both
# languages (tried 0.05 to 1 for each).
READING, KEEPING = 1.0, 0.1
# A feature seen in fewer candidates is left out: 2 and 3 gave the same scores, 3 the smaller table.
RAREST = 3
# A reading is right where it overlaps gold by half and no other reading of its cue overlaps better by this much.
BETTER = 0.08
Row = tuple[Candidate, list[str], float]


@dataclass(frozen=True)
class Report:
    """One report ready for training: its view, candidates with features and overlap with gold, gold contents."""

    view: View
    rows: list[Row]
    gold: list[Ranges]


def load(language: str, folder: Path, pipeline: str | None) -> list[Report]:
    """All reports of a gold folder, parsed and searched."""
    pack, parser = packs.load(language), parse.load(language, pipeline)
    out = []
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        record = from_json(json.loads(path.read_text(encoding="utf-8")), text)
        gold = [tuple((c.start, c.end) for c in s.content) for s in record.statements]
        document = furnished(read_text(text), pack)
        pieces = tuple((f.start, f.end) for f in document.furniture)
        doc = parser.parse(text, list(pieces))
        view = View(doc, compiled(pack), pieces)
        found = candidates(view, find_mentions(doc, pack))
        rows = [(c, features_of(view, c), max((overlap(g, c.content) for g in gold), default=0.0)) for c in found]
        out.append(Report(view, rows, gold))
    return out


def fit(features: list[list[str]], right: list[bool], strength: float) -> dict[str, float]:
    """Weights of a logistic model; features in a fixed order, so that the same input gives the same numbers."""
    seen = Counter(f for some in features for f in set(some))
    place = {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= RAREST))}
    columns, ends = [], [0]
    for some in features:
        columns.extend(sorted({place[f] for f in some if f in place}))
        ends.append(len(columns))
    table = csr_matrix((numpy.ones(len(columns)), columns, ends), shape=(len(features), len(place)))
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, max_iter=500)
    model.fit(table, right)
    return {f: float(model.coef_[0][n]) for f, n in place.items()}


def fit_reading(reports: list[Report]) -> dict[str, float]:
    """The first model: which reading of a cue is right."""
    features, right = [], []
    for report in reports:
        best: dict[int, float] = {}
        for candidate, _, share in report.rows:
            best[candidate.trigger.token] = max(share, best.get(candidate.trigger.token, 0.0))
        for candidate, some, share in report.rows:
            features.append(some)
            right.append(share >= 0.5 and share >= best[candidate.trigger.token] - BETTER)
    return fit(features, right, READING)


def fit_both(reports: list[Report]) -> Weights:
    """Both models; the second learns from what the first picks in reports that it did not see."""
    features, right = [], []
    for seen, unseen in folds(reports):
        reading = fit_reading(seen)
        for report in unseen:
            share = {id(c): x for c, _, x in report.rows}
            picks = best_readings(reading, ((c, some) for c, some, _ in report.rows))
            for number, pick in enumerate(picks):
                features.append(keep_features(report.view, picks, number))
                right.append(share[id(pick.candidate)] >= 0.5)
    return Weights(fit_reading(reports), fit(features, right, KEEPING))


def folds(reports: list[Report]) -> Iterator[tuple[list[Report], list[Report]]]:
    """Five ways to put a fifth of the reports aside."""
    for n in range(FOLDS):
        yield [r for i, r in enumerate(reports) if i % FOLDS != n], [r for i, r in enumerate(reports) if i % FOLDS == n]


def predict(report: Report, weights: Weights) -> list[Ranges]:
    """The contents of the statements that weights find in a report."""
    picks = best_readings(weights.reading, ((c, some) for c, some, _ in report.rows))
    scored = [
        Scored(p.candidate, probability(weights.keep, keep_features(report.view, picks, n)))
        for n, p in enumerate(picks)
    ]
    return [s.candidate.content for s in choose(scored)]


def matches(gold: list[Ranges], found: list[Ranges]) -> int:
    """How many pairs overlap by half, each used once, best first."""
    fits = sorted(((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for share, i, j in fits:
        if share >= 0.5 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def check(reports: list[Report]) -> str:
    """Scores by cross-validation, in words."""
    hit = gold = found = 0
    for seen, unseen in folds(reports):
        weights = fit_both(seen)
        for report in unseen:
            contents = predict(report, weights)
            hit, gold, found = hit + matches(report.gold, contents), gold + len(report.gold), found + len(contents)
    precision, recall = hit / max(1, found), hit / max(1, gold)
    return (
        f"precision {precision:.3f}, recall {recall:.3f}, F1 {2 * hit / max(1, gold + found):.3f} (kept above {KEEP})"
    )


def write(weights: Weights, language: str) -> None:
    """The pack's table, weights to four places, without those that round to nothing."""
    path = packs.load(language).folder / "speech_weights.csv"
    rows = []
    for feature in sorted({*weights.reading, *weights.keep}):
        reading, keep = (round(w.get(feature, 0.0), 4) for w in (weights.reading, weights.keep))
        if reading or keep:
            rows.append([feature, reading or "", keep or "", "models/coder/speech.py"])
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", "reading", "keep", "source"])
        writer.writerows(rows)


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    ask.add_argument("language")
    ask.add_argument("gold", type=Path)
    ask.add_argument("--pipeline", help="another spaCy pipeline than the pack's own")
    ask.add_argument("--check", action="store_true", help="only print scores by cross-validation")
    given = ask.parse_args()
    reports = load(given.language, given.gold, given.pipeline)
    if given.check:
        print(given.language, check(reports))
    else:
        write(fit_both(reports), given.language)


if __name__ == "__main__":
    main()
