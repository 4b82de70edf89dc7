#!/usr/bin/env python3
"""Train the two looks that say which readings of a cue are statements, and cross-validate them.

    speech.py GOLD [--more FOLDER] [--texts FOLDER] [--pipeline FOLDER] [--networks FILE FILE] [--check]

GOLD holds records coded by hand (see coded.py); those of ``--more`` (our own reports) are always learned from and never
scored. Writes each pack's ``speech_weights.csv`` and the ``speech_trees.npz`` of all; with ``--check`` it only prints
precision, recall and F1 by cross-validation over reports (contents overlapping by half, parties left aside). The same
input gives the same weights.

The first look of every language learns from all of them: a feature has a weight that all share and one of its own
language, so that a form that one language's reports show rarely ("according to" in the English ones) is learned from
the others' reports. The trees of the second look learn from all languages together, and from log-odds that the first
look gives to reports it did not see. Needs scikit-learn (a development dependency).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from demarche import packs, parse
from demarche.find.mentions import find_mentions
from demarche.find.speech import candidates
from demarche.find.speech_clause import Candidate
from demarche.find.speech_cues import compiled
from demarche.find.speech_network import Network, opinions
from demarche.find.speech_numbers import Numbers
from demarche.find.speech_score import features_of, read_as
from demarche.find.speech_second import FILE, FILE_NETWORK, KEEP, Reading, all_numbers, choose, judged, shared, within
from demarche.find.speech_view import Ranges, View
from demarche.read import read_text
from demarche.records_json import from_json
from demarche.run import furnished
from demarche.trees import Trees

from boost import fit_trees  # isort: skip
from learn import REAL, twice  # isort: skip
from coded import OWN as REPORTS  # isort: skip
from coded import Coded, read_coded  # isort: skip
from speech_examples import examples  # isort: skip

FOLDS = 5
# Inverse strength of the ridge: best F1 by cross-validation over train, both languages (tried 0.05 to 1).
RIDGE = 0.5
# An example of our own made-up reports counts for this much of a real one: by cross-validation 0.2 to 0.5 differ by
# less than 0.01, without them F1 is 0.02 (English) and 0.025 (Dutch) lower.
OWN_WEIGHT = 0.3
# Marks the weight that a feature has in its own language besides the one that all share.
OWN = "own:"
OTHER = "other:"
# A feature seen in fewer candidates is left out: 2 and 3 gave the same scores, 3 the smaller table.
RAREST = 3
# For the first look a reading is right where it overlaps gold by half and no other reading of its cue overlaps better
# by this much.
BETTER = 0.08
Row = tuple[Candidate, list[str], float]


@dataclass
class Report:
    """One report for training: its view, candidates with features and overlap with gold, gold contents, its weight.

    ``readings`` are its candidates as a first look sees them that did not learn from it, ``opinions`` what a network
    makes of them. ``cues`` are those of gold, () where one is not known.
    """

    view: View
    rows: list[Row]
    gold: list[Ranges]
    weight: float = 1.0
    real: bool = False
    readings: list[Reading] = field(default_factory=list)
    cues: list[Ranges] = field(default_factory=list)
    opinions: list[Numbers] = field(default_factory=list)


def report_of(
    view: View, gold: list[Ranges], cues: list[Ranges], weight: float, language: str, *, real: bool
) -> Report:
    """A report with its candidates held against gold: contents, and the cue of each (() where it is not known)."""
    found = candidates(view, find_mentions(view.whole, packs.load(language)))
    table = [held(view, found, words, cue) for words, cue in zip(gold, cues, strict=True)]
    shares = [max(some, default=0.0) for some in zip(*table, strict=True)] if table else [0.0] * len(found)
    rows = [(c, features_of(view, c), share) for c, share in zip(found, shares, strict=True)]
    return Report(view, rows, gold, weight, real, cues=cues)


def held(view: View, found: Sequence[Candidate], words: Ranges, cue: Ranges) -> list[float]:
    """How well each candidate overlaps one gold content. Where candidates of its own cue reach half of it, those of
    other cues count for nothing: what "said" reports is no statement of a verb among the words."""
    shares = [shared(words, c.content) for c in found]
    own = [within(view.doc[c.trigger.token].idx, cue) for c in found] if cue else []
    if not any(share >= 0.5 and mine for share, mine in zip(shares, own, strict=False)):
        return shares
    return [share if mine else 0.0 for share, mine in zip(shares, own, strict=True)]


def load(language: str, coded: Iterable[Coded], pipeline: str | None, weight: float = 1.0) -> list[Report]:
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
        cues = [tuple((c.start, c.end) for c in s.cue) for s in record.statements]
        out.append(report_of(View(doc, compiled(pack), pieces), gold, cues, weight, language, real=one.real))
    return out


def made(language: str, pipeline: str | None) -> list[Report]:
    """The sentences made from patterns, each as a small report."""
    pack, parser = packs.load(language), parse.load(language, pipeline)
    out = []
    for text, said in examples(pack):
        view = View(parser.parse(text), compiled(pack))
        gold: list[Ranges] = [((text.index(words), text.index(words) + len(words)),) for words in said]
        out.append(report_of(view, gold, [()] * len(gold), OWN_WEIGHT, language, real=False))
    return out


def ask(networks: Sequence[Network], language: str, reports: Sequence[Report]) -> None:
    """Note what the networks make of the readings, each of the reports that it was trained without."""
    for n, report in enumerate(reports):
        found = [candidate for candidate, _, _ in report.rows]
        report.opinions = opinions(report.view, language, found, networks[n % len(networks)])


def fit(examples: Sequence[tuple[list[str], bool, float]]) -> dict[str, float]:
    """Weights of a logistic model; features in a fixed order, so that the same input gives the same numbers."""
    seen = Counter(f for some, _, _ in examples for f in set(some))
    place = {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= RAREST))}
    columns, ends = [], [0]
    for some, _, _ in examples:
        columns.extend(sorted({place[f] for f in some if f in place}))
        ends.append(len(columns))
    table = csr_matrix((numpy.ones(len(columns)), columns, ends), shape=(len(examples), len(place)))
    model = LogisticRegression(C=RIDGE, solver="liblinear", fit_intercept=False, max_iter=500)
    model.fit(table, [right for _, right, _ in examples], sample_weight=[weight for _, _, weight in examples])
    return {f: float(model.coef_[0][n]) for f, n in place.items()}


def first_look(own: Iterable[Report], others: Iterable[Report]) -> dict[str, float]:
    """Weights for one language: the shared ones and its own, added up.

    The others' own weights are theirs alone: named apart, they take up what only their language shows.
    """
    examples = []
    for reports, mark in ((own, OWN), (others, OTHER)):
        for report in reports:
            best: dict[int, float] = {}
            for candidate, _, share in report.rows:
                best[candidate.trigger.token] = max(share, best.get(candidate.trigger.token, 0.0))
            for candidate, some, share in report.rows:
                right = share >= 0.5 and share >= best[candidate.trigger.token] - BETTER
                known = twice(some) if report.real else some
                examples.append(([*known, *(mark + f for f in some)], right, report.weight))
    added: Counter[str] = Counter()
    for feature, weight in fit(examples).items():
        if not feature.startswith(OTHER):
            added[feature.removeprefix(OWN).removeprefix(REAL)] += weight
    return dict(added)


def look(report: Report, weights: Mapping[str, float]) -> None:
    """Note the readings of a report as a first look with ``weights`` sees them."""
    report.readings = [read_as(weights, candidate, some) for candidate, some, _ in report.rows]


def look_unseen(reports: list[Report], plain: list[Report], others: list[Report]) -> None:
    """Note the readings of each report by weights that did not learn from it."""
    for n in range(FOLDS):
        weights = first_look([*(r for i, r in enumerate(reports) if i % FOLDS != n), *plain], others)
        for report in reports[n::FOLDS]:
            look(report, weights)


def second_look(reports: Sequence[Report]) -> Trees:
    """The trees, learned from readings noted by ``look_unseen``; a reading is right where it overlaps gold by half."""
    table = {id(r): all_numbers(r.view, r.readings, r.opinions) for r in reports if r.readings}
    names = sorted({name for rows in table.values() for row in rows for name in row})
    rows = [[float(row.get(name, 0.0)) for name in names] for r in reports for row in table.get(id(r), ())]
    right = [share >= 0.5 for r in reports for _, _, share in r.rows]
    weights = [r.weight for r in reports for _ in r.rows]
    trees = fit_trees(rows, right, weights, [r.real for r in reports for _ in r.rows])
    trees.arrays["names"] = numpy.array(names)
    return trees


def matches(gold: list[Ranges], found: list[Ranges]) -> int:
    """How many pairs overlap by half, each used once, best first."""
    fits = sorted(((shared(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for share, i, j in fits:
        if share >= 0.5 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
    return len(used_gold)


def check(reports: Mapping[str, list[Report]], always: Sequence[Report]) -> None:
    """Print scores by cross-validation over ``reports``, for each language."""
    counts = {code: [0, 0, 0] for code in reports}
    for n in range(FOLDS):
        seen = [r for some in reports.values() for i, r in enumerate(some) if i % FOLDS != n]
        trees = second_look([*seen, *always])
        for code, some in reports.items():
            for report in some[n::FOLDS]:
                scored = judged(report.view, report.readings, trees, report.opinions)
                found = [s.candidate.content for s in choose(scored)]
                for at, number in enumerate((matches(report.gold, found), len(report.gold), len(found))):
                    counts[code][at] += number
    for code, (hit, gold, found) in counts.items():
        print(f"{code} precision {hit / max(1, found):.3f}, recall {hit / max(1, gold):.3f}, "
              f"F1 {2 * hit / max(1, gold + found):.3f} (kept above {KEEP})")  # fmt: skip


def write(weights: Mapping[str, float], language: str) -> None:
    """The pack's table, weights to four places, without those that round to nothing."""
    path = packs.load(language).folder / "speech_weights.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", "weight", "source"])
        rounded = ((feature, round(weights[feature], 4)) for feature in sorted(weights))
        writer.writerows([feature, weight, "models/coder/speech.py"] for feature, weight in rounded if weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--more", type=Path, default=REPORTS, help="our own reports, always learned from")
    parser.add_argument(
        "--texts", type=Path, nargs="*", default=[], help="folders with the public texts that some codings speak of"
    )
    parser.add_argument("--pipeline", help="a folder with another spaCy pipeline for each language, by its code")
    parser.add_argument(
        "--networks", type=Path, nargs="*", default=[], help="networks, each trained without one part of the reports"
    )
    parser.add_argument("--check", action="store_true", help="only print scores by cross-validation")
    given = parser.parse_args()
    gold = [replace(one, real=True) for one in read_coded(given.gold)]
    more = list(read_coded(given.more, given.texts))
    languages = [code for code in packs.installed() if any(one.language == code for one in gold)]
    pipelines = {code: f"{given.pipeline}/{code}" if given.pipeline else None for code in languages}
    reports = {code: load(code, gold, pipelines[code]) for code in languages}
    always = {code: load(code, more, pipelines[code], OWN_WEIGHT) for code in languages}
    networks = [Network.load(path) for path in given.networks]
    for code in languages if networks else ():
        ask(networks, code, [*reports[code], *always[code]])
    plain = {code: made(code, pipelines[code]) for code in languages}
    train(reports, always, plain, FILE_NETWORK if networks else FILE, only_check=given.check)


def train(
    reports: Mapping[str, list[Report]],
    always: Mapping[str, list[Report]],
    plain: Mapping[str, list[Report]],
    file: Path,
    *,
    only_check: bool,
) -> None:
    """Both looks for every language, written into the package, or their scores by cross-validation printed.

    The log-odds of a held-out report come from weights that did not learn from it; those of the others from weights
    that may have learned from it, which lifts nothing in the scores.
    """
    for code in reports:
        others = [r for other in reports if other != code for r in (*reports[other], *always[other])]
        look_unseen([*reports[code], *always[code]], plain[code], others)
        if not only_check:
            write(first_look([*reports[code], *always[code], *plain[code]], others), code)
    own = [r for some in always.values() for r in some]
    if only_check:
        check(reports, own)
    else:
        second_look([*(r for some in reports.values() for r in some), *own]).save(file)


if __name__ == "__main__":
    main()
