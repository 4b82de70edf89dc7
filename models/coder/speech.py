#!/usr/bin/env python3
"""Train the two models that say which readings of a cue are statements, and cross-validate them.

    speech.py GOLD [--more FOLDER] [--texts FOLDER] [--pipeline FOLDER] [--check]

GOLD holds records coded by hand (see coded.py); those of ``--more`` (our own reports) are always learned from and never
scored. Writes each pack's
``speech_weights.csv``; with ``--check`` it only prints precision, recall and F1 of five-fold cross-validation by report
(contents overlapping by half, parties left aside). The same input gives the same weights.

Every language learns from all of them: a feature has a weight that all share and one of its own language, so that a
form that one language's reports show rarely ("according to" in the English ones) is learned from the others' reports.
Needs scikit-learn (a development dependency).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
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

from coded import OWN as REPORTS  # isort: skip
from coded import Coded, read_coded  # isort: skip
from speech_examples import examples  # isort: skip

FOLDS = 5
# Inverse strength of the ridge for the first and the second model: best F1 by cross-validation over train, both
# languages (tried 0.05 to 1 for each).
READING, KEEPING = 0.5, 0.05
# Marks the weight that a feature has in its own language besides the one that all share.
OWN = "own:"
# A feature seen in fewer candidates is left out: 2 and 3 gave the same scores, 3 the smaller table.
RAREST = 3
# A reading is right where it overlaps gold by half and no other reading of its cue overlaps better by this much.
BETTER = 0.08
Row = tuple[Candidate, list[str], float]
Examples = tuple[list[list[str]], list[bool]]


@dataclass(frozen=True)
class Report:
    """One report ready for training: its view, candidates with features and overlap with gold, gold contents."""

    view: View
    rows: list[Row]
    gold: list[Ranges]


def load(language: str, coded: Iterable[Coded], pipeline: str | None) -> list[Report]:
    """The reports of a language whose statements are coded, parsed and searched."""
    pack, parser = packs.load(language), parse.load(language, pipeline)
    out = []
    for one in coded:
        if one.language != language or not one.whole:
            continue
        record = from_json(one.gold, one.text)
        gold = [tuple((c.start, c.end) for c in s.content) for s in record.statements]
        document = furnished(read_text(one.text), pack)
        pieces = tuple((f.start, f.end) for f in document.furniture)
        doc = parser.parse(one.text, list(pieces))
        view = View(doc, compiled(pack), pieces)
        found = candidates(view, find_mentions(doc, pack))
        rows = [(c, features_of(view, c), max((overlap(g, c.content) for g in gold), default=0.0)) for c in found]
        out.append(Report(view, rows, gold))
    return out


def made(language: str, pipeline: str | None) -> list[Report]:
    """The sentences made from patterns, each as a small report."""
    pack, parser = packs.load(language), parse.load(language, pipeline)
    out = []
    for text, said in examples(pack):
        doc = parser.parse(text)
        view = View(doc, compiled(pack))
        gold: list[Ranges] = [((text.index(words), text.index(words) + len(words)),) for words in said]
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


def reading_examples(reports: list[Report]) -> Examples:
    """For the first model: every reading, right where it overlaps gold by half and none of its cue does better."""
    features, right = [], []
    for report in reports:
        best: dict[int, float] = {}
        for candidate, _, share in report.rows:
            best[candidate.trigger.token] = max(share, best.get(candidate.trigger.token, 0.0))
        for candidate, some, share in report.rows:
            features.append(some)
            right.append(share >= 0.5 and share >= best[candidate.trigger.token] - BETTER)
    return features, right


def keeping_examples(reports: list[Report], reading: dict[str, float]) -> Examples:
    """For the second model: what the first picks, right where it overlaps gold by half."""
    features, right = [], []
    for report in reports:
        share = {id(c): x for c, _, x in report.rows}
        picks = best_readings(reading, ((c, some) for c, some, _ in report.rows))
        for number, pick in enumerate(picks):
            features.append(keep_features(report.view, picks, number))
            right.append(share[id(pick.candidate)] >= 0.5)
    return features, right


def fit_shared(own: Examples, others: Examples, strength: float) -> dict[str, float]:
    """Weights for one language: the shared ones and its own, added up."""
    mine = [[*some, *(OWN + f for f in some)] for some in own[0]]
    # The others' own weights are theirs alone: named apart, they take up what only their language shows.
    theirs = [[*some, *("other:" + f for f in some)] for some in others[0]]
    weights = fit([*mine, *theirs], [*own[1], *others[1]], strength)
    added: Counter[str] = Counter()
    for feature, weight in weights.items():
        if not feature.startswith("other:"):
            added[feature.removeprefix(OWN)] += weight
    return dict(added)


def fit_both(own: list[Report], others: list[Report], plain: list[Report]) -> Weights:
    """Both models; the second learns from what the first picks in reports that it did not see.

    ``plain`` are sentences made from patterns: the first model always knows them.
    """
    theirs = reading_examples(others)
    patterns = reading_examples(plain)
    held: Examples = ([], [])
    for seen, unseen in folds(own):
        extend(held, keeping_examples(unseen, fit_shared(joined(reading_examples(seen), patterns), theirs, READING)))
    held_theirs: Examples = ([], [])
    for seen, unseen in folds(others):
        extend(held_theirs, keeping_examples(unseen, fit(*reading_examples(seen), READING)))
    reading = fit_shared(joined(reading_examples(own), patterns), theirs, READING)
    extend(held, keeping_examples(plain, reading))
    return Weights(reading, fit_shared(held, held_theirs, KEEPING))


def joined(one: Examples, two: Examples) -> Examples:
    """Two sets of examples as one."""
    return [*one[0], *two[0]], [*one[1], *two[1]]


def extend(known: Examples, more: Examples) -> None:
    """Add examples to examples."""
    known[0].extend(more[0])
    known[1].extend(more[1])


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


def check(reports: list[Report], always: list[Report], others: list[Report], plain: list[Report]) -> str:
    """Scores by cross-validation over ``reports``, in words."""
    hit = gold = found = 0
    for seen, unseen in folds(reports):
        weights = fit_both([*seen, *always], others, plain)
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
    ask.add_argument("gold", type=Path)
    ask.add_argument("--more", type=Path, default=REPORTS, help="our own reports, always learned from")
    ask.add_argument("--texts", type=Path, help="folder with the public texts that some codings speak of")
    ask.add_argument("--pipeline", help="a folder with another spaCy pipeline for each language, by its code")
    ask.add_argument("--check", action="store_true", help="only print scores by cross-validation")
    given = ask.parse_args()
    gold, more = list(read_coded(given.gold)), list(read_coded(given.more, given.texts))
    languages = [code for code in packs.installed() if any(one.language == code for one in gold)]
    pipelines = {code: f"{given.pipeline}/{code}" if given.pipeline else None for code in languages}
    reports = {code: load(code, gold, pipelines[code]) for code in languages}
    always = {code: load(code, more, pipelines[code]) for code in languages}
    for code in languages:
        plain = made(code, pipelines[code])
        others = [report for other in languages if other != code for report in [*reports[other], *always[other]]]
        if given.check:
            print(code, check(reports[code], always[code], others, plain), flush=True)
        else:
            write(fit_both([*reports[code], *always[code]], others, plain), code)


if __name__ == "__main__":
    main()
