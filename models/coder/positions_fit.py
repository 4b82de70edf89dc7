"""Fitting the position scorers: topic, stand, stance."""

from __future__ import annotations

from align import char_spans
from learn import fit

from demarche.code import positions as P
from demarche.code.scene import bare
from demarche.code.topics import topic_features

STRENGTH = {"topic": 0.3, "stand": 0.2, "stance": 0.3}


def sentences_of(report, item):
    """Indices of the sentences that an item's evidence touches."""
    spans = char_spans(item["evidence"], report.text)
    return [
        n
        for n, s in enumerate(report.scene.findings.sentences)
        if any(a < s.end and s.start < b for a, b in spans)
    ]


def topic_rows(reports):
    """(features, topic, weight) of every sentence outside furniture."""
    rows, labels, weights = [], [], []
    for report in reports:
        topics = {}
        for item in report.gold["positions"]:
            for n in sentences_of(report, item):
                topics.setdefault(n, set()).add(item["topic"])
        for n in range(len(report.scene.findings.sentences)):
            if n in report.skip:
                continue
            features = topic_features(report.scene, n, report.text)
            for topic in sorted(topics.get(n, ())) or ["NONE"]:
                rows.append(features)
                labels.append(topic)
                weights.append(1.0 / max(1, len(topics.get(n, ()))))
    return rows, labels, weights


def stand_rows(reports, models, drafts):
    """(features, for | against | none) of every candidate, and (features, stance) of the true ones."""
    rows, labels, true_rows, stances = [], [], [], []
    for report in reports:
        wanted = {}
        for item in report.gold["positions"]:
            side = "against" if item["stance"] in P.AGAINST else "for"
            for n in sentences_of(report, item):
                wanted[bare(item["party"]), item["topic"], n] = (side, item["stance"])
        for one in P.stands(report.scene, report.text, drafts[report.name], models, report.skip):
            side, stance = wanted.get((one.party, one.topic, one.sentence), ("none", ""))
            rows.append(one.features)
            labels.append(side)
            if stance:
                true_rows.append(one.features)
                stances.append(stance)
    return rows, labels, true_rows, stances


def fit_positions(reports, drafts):
    """All position models, from the events that held-out models drafted for each report."""
    rows, labels, weights = topic_rows(reports)
    models = {"topic": fit(rows, labels, weights=weights, strength=STRENGTH["topic"])}
    inner = {}
    for fold in range(3):
        seen = [r for n, r in enumerate(reports) if n % 3 != fold]
        rows, labels, weights = topic_rows(seen)
        inner[fold] = {"topic": fit(rows, labels, weights=weights, strength=STRENGTH["topic"])}
    rows, labels, true_rows, stances = [], [], [], []
    for fold in range(3):
        held = [r for n, r in enumerate(reports) if n % 3 == fold]
        some = stand_rows(held, inner[fold], drafts)
        for whole, part in zip((rows, labels, true_rows, stances), some, strict=True):
            whole.extend(part)
    models["stand"] = fit(rows, labels, strength=STRENGTH["stand"])
    models["stance"] = fit(true_rows, stances, strength=STRENGTH["stance"])
    return models


def matched(report, stands):
    """How many gold positions are met by party, topic, side and words."""
    used, hits = set(), 0
    for item in report.gold["positions"]:
        side = "against" if item["stance"] in P.AGAINST else "for"
        spans = char_spans(item["evidence"], report.text)
        for n, one in enumerate(stands):
            same = (one.party, one.topic, one.side) == (bare(item["party"]), item["topic"], side)
            if n not in used and same and any(a < f.end and f.start < b for a, b in spans for f in one.frames):
                used.add(n)
                hits += 1
                break
    return hits
