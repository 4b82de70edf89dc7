"""Train the event scorer on hand-coded reports: ``python models/coder/train.py GOLD_TRAIN [--folds 5] [--write]``.

Cross-validates over reports and prints the codebook's scores; ``--write`` fits on all and writes the weights into the
package. Fixed order, no random numbers but the folds' seed: two runs give the same weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from align import char_spans, party_sets, primary
from learn import fit
from scenes import Report, load_reports

from demarche.code import events as E
from demarche.code.features import TWO_SIDED, role_features, type_features
from demarche.code.scene import bare

STRENGTH = {"type": 0.3, "role": 0.3, "keep": 0.5}


def type_rows(reports, guesses=None):
    """(features, label, weight) of every frame that has a clear label."""
    rows, labels, weights = [], [], []
    for report in reports:
        scene = report.scene
        told: dict[int, list[str]] = {}
        doubtful: dict[int, set[str]] = {}
        for event in report.gold["events"]:
            spans = char_spans(event["evidence"], report.text)
            guess = None
            if guesses is not None:
                guess = lambda f, k=event["type"], g=guesses[report.name]: g[f.id].get(k, 0.0)  # noqa: E731
            main, rest = primary(scene, spans, event["type"], guess)
            for frame in main:
                told.setdefault(frame, []).append(event["type"])
            for frame in rest:
                doubtful.setdefault(frame, set()).add(event["type"])
        for frame in scene.findings.frames:
            if frame.sentence in report.skip:
                continue
            features = report.features(frame)
            kinds = sorted(set(told.get(frame.id, ())))
            for kind in kinds:
                rows.append(features), labels.append(kind), weights.append(1.0 / len(kinds))
            if not kinds:
                rows.append(features), labels.append(E.NONE), weights.append(0.25 if frame.id in doubtful else 1.0)
    return rows, labels, weights


def role_rows(reports, guesses=None):
    rows, labels = [], []
    for report in reports:
        scene = report.scene
        for event in report.gold["events"]:
            spans = char_spans(event["evidence"], report.text)
            guess = None
            if guesses is not None:
                guess = lambda f, k=event["type"], g=guesses[report.name]: g[f.id].get(k, 0.0)  # noqa: E731
            main, _ = primary(scene, spans, event["type"], guess)
            actors, recipients = party_sets(event)
            for number in sorted(main):
                frame = scene.findings.frames[number]
                near = report.near(frame)
                for party, one in near.items():
                    label = "none"
                    if party in actors:
                        label = "actor"
                    elif party in recipients:
                        label = "actor" if event["type"] in TWO_SIDED and event["type"] != "AGREE" else "recipient"
                    rows.append(role_features(scene, frame, event["type"], one, near))
                    labels.append(label)
    return rows, labels


def guess_types(reports, model):
    """Each frame's probabilities, to settle which frame of an evidence tells the event."""
    return {
        r.name: {
            f.id: dict(zip(model.labels, map(float, model.scores(r.features(f))), strict=True))
            for f in r.scene.findings.frames
        }
        for r in reports
    }


def fit_models(reports):
    rows, labels, weights = type_rows(reports)
    models = {"type": fit(rows, labels, weights=weights, strength=STRENGTH["type"])}
    guesses = guess_types(reports, models["type"])
    rows, labels, weights = type_rows(reports, guesses)
    models["type"] = fit(rows, labels, weights=weights, strength=STRENGTH["type"])
    rows, labels = role_rows(reports, guesses)
    models["role"] = fit(rows, labels, strength=STRENGTH["role"])
    return models


def score_events(pairs):
    """Hits, gold, found with parties and by type only, over (report, drafts)."""
    hit = only = gold = found = 0
    for report, drafts in pairs:
        items = report.gold["events"]
        gold += len(items)
        found += len(drafts)
        spans = [char_spans(e["evidence"], report.text) for e in items]
        hit += matches(items, spans, drafts, True)
        only += matches(items, spans, drafts, False)
    f = lambda h: 2 * h / (gold + found) if gold + found else 0.0  # noqa: E731
    return {"gold": gold, "found": found, "parties": round(f(hit), 4), "type": round(f(only), 4)}


def overlaps(spans, frames) -> bool:
    return any(a < f.end and f.start < b for a, b in spans for f in frames)


def matches(items, spans, drafts, parties) -> int:
    used, hit = set(), 0
    for event, where in zip(items, spans, strict=True):
        actors, recipients = party_sets(event)
        key = (event["type"], actors | recipients, frozenset()) if event["type"] in TWO_SIDED else (
            event["type"], actors, recipients)
        for n, draft in enumerate(drafts):
            same = draft.key == key if parties else draft.type == event["type"]
            if n not in used and same and overlaps(where, draft.frames):
                used.add(n)
                hit += 1
                break
    return hit


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("gold", type=Path)
    ask.add_argument("--folds", type=int, default=5)
    ask.add_argument("--dev", type=Path)
    a = ask.parse_args()
    reports = load_reports(a.gold)
    out = []
    for fold in range(a.folds):
        train = [r for n, r in enumerate(reports) if n % a.folds != fold]
        held = [r for n, r in enumerate(reports) if n % a.folds == fold]
        models = fit_models(train)
        for report in held:
            drafts = E.merge(E.draft_events(report.scene, models, report.skip))
            out.append((report, drafts))
    for language in sorted({r.language for r in reports}):
        mine = [(r, d) for r, d in out if r.language == language]
        for least in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
            kept = [(r, [d for d in ds if d.probability >= least]) for r, ds in mine]
            print(language, least, score_events(kept))


if __name__ == "__main__":
    main()
