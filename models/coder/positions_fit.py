"""Fitting the position scorers: topic, stand, stance."""

from __future__ import annotations

import numpy as np
from align import char_spans
from boost import fit_trees
from learn import fit, fit_choice, fit_offered

from demarche.code import objects as O
from demarche.code import positions as P
from demarche.code import stands as S
from demarche.code.parties import bare
from demarche.code.scorer import Linear
from demarche.code.topics import offered_topics, report_hits, report_topics, topic_features

STRENGTH = {"topic": 0.1, "shared": 0.3, "stand": 0.2, "view": 0.3, "stance": 0.1, "object": 0.1, "towards": 0.1}

# A sentence that is no evidence of a position that its party has may well tell it again.
DOUBTFUL = 0.3


def sentences_of(report, item):
    """Indices of the sentences that an item's evidence touches."""
    spans = char_spans(item["evidence"], report.text)
    return [
        n for n, s in enumerate(report.scene.findings.sentences) if any(a < s.end and s.start < b for a, b in spans)
    ]


def topic_rows(reports):
    """(features, features of what is offered, topic, weight) of every sentence outside furniture."""
    rows, offers, labels, weights = [], [], [], []
    for report in reports:
        topics, named = {}, report_hits(report.scene, report.text)
        whole = report_topics(named)
        for item in report.gold["positions"]:
            for n in sentences_of(report, item):
                topics.setdefault(n, set()).add(item["topic"])
        for n in range(len(report.scene.findings.sentences)):
            if n in report.skip:
                continue
            features, offered = topic_features(report.scene, n, named[n]), offered_topics(named[n], whole)
            for topic in sorted(topics.get(n, ())) or ["NONE"]:
                rows.append(report.example(features))
                offers.append({name: report.example(some) for name, some in offered.items()})
                labels.append(topic)
                weights.append(report.weight / max(1, len(topics.get(n, ()))))
    return rows, offers, labels, weights


def wanted(report):
    """(party, topic, sentence) of every gold position with (side, stance)."""
    found = {}
    for item in report.gold["positions"]:
        side = "against" if item["stance"] in P.AGAINST else "for"
        for n in sentences_of(report, item):
            found[bare(item["party"]), item["topic"], n] = (side, item["stance"])
    return found


def side_of(one, known):
    """``for``, ``against`` or ``none`` as the gold has it in the candidate's sentence."""
    return known.get((one.party, one.topic, one.sentence), ("none", ""))[0]


def sureness(one, side, known):
    """The weight of a candidate; a sentence beside the evidence of a position is a weak example of none."""
    held = side == "none" and any((party, topic) == (one.party, one.topic) for party, topic, _ in known)
    return DOUBTFUL if held else 1.0


def stand_rows(reports, models, drafts):
    """(features, sharp features, for | against | none, weight) of every candidate, and (features, stance) of the true
    ones."""
    rows, sharp, labels, weights, true_rows, stances = [], [], [], [], [], []
    for report in reports:
        known = wanted(report)
        for one in S.stands(report.scene, report.text, drafts[report.name], models, report.skip):
            side, stance = known.get((one.party, one.topic, one.sentence), ("none", ""))
            rows.append(report.example(list(dict.fromkeys([*one.shared, *one.features]))))
            sharp.append(report.example(one.sharp))
            labels.append(side)
            weights.append(report.weight * sureness(one, side, known))
            if stance:
                true_rows.append(report.example(P.stance_features(one)))
                stances.append(stance)
    return rows, sharp, labels, weights, true_rows, stances


def fit_topics(reports):
    """The topic model."""
    known = {"strength": STRENGTH["topic"], "shared_strength": STRENGTH["shared"]}
    return {"topic": fit_offered(*topic_rows(reports), **known)}


def fit_first(reports, drafts, folds=3):
    """Topic, stand and stance; stands learn from topics that models gave which had not seen the report."""
    models = fit_topics(reports)
    whole = ([], [], [], [], [], [])
    for fold in range(folds):
        inner = fit_topics([r for n, r in enumerate(reports) if n % folds != fold])
        some = stand_rows([r for n, r in enumerate(reports) if n % folds == fold], inner, drafts)
        for kept, part in zip(whole, some, strict=True):
            kept.extend(part)
    models["stand"] = fit(whole[0], whole[2], weights=whole[3], strength=STRENGTH["stand"])
    models["view"] = fit(whole[1], whole[2], weights=whole[3], strength=STRENGTH["view"])
    models["stance"] = fit(whole[4], whole[5], strength=STRENGTH["stance"])
    return models


def add_objects(groups, report, stands):
    """Add to ``groups`` the choices (features of each option, its share, weight) of the gold positions offered."""
    by_key = {}
    for one in stands:
        by_key.setdefault((one.party, one.topic), []).append(one)
    for item in report.gold["positions"]:
        told = set(sentences_of(report, item))
        found = [s for s in by_key.get((bare(item["party"]), item["topic"]), ()) if s.sentence in told]
        if found:
            side = "against" if item["stance"] in P.AGAINST else "for"
            add_choices(groups, report, O.options(report.scene, found, side), item, found[0].party)


def add_choices(groups, report, offered, item, party):
    """The choice of an item's object and of whom it is held against, where the true one is among the options."""
    codes = {bare(t) for t in item.get("towards") or []} or {O.NOTHING}
    about = bare(item.get("object") or O.NOTHING).upper()
    shares = [float(name.upper() == about) for name in offered]
    if any(shares):
        groups["object"].append(([report.example(f) for f in offered.values()], shares, 1.0))
    others = {n: f for n, f in offered.items() if n != party and (n == O.NOTHING or n.isupper())}
    shares = [float(name in codes) for name in others]
    if any(shares):
        groups["towards"].append(([report.example(f) for f in others.values()], shares, 1.0))


def fit_objects(groups):
    """The models that choose what a position is about and against whom it is held."""
    out = {}
    for name, choices in groups.items():
        features, weights = fit_choice(choices, strength=STRENGTH[name])
        out[name] = Linear(["chosen"], [], np.zeros((0, 1)), dict(zip(features, weights.tolist(), strict=True)))
    return out


def fit_positions(reports, drafts, folds=4):
    """All position models, and the trees of the second look, from models new to each report."""
    models = fit_first(reports, drafts)
    rows, labels, weights, real, groups = [], [], [], [], {"object": [], "towards": []}
    for fold in range(folds):
        inner = fit_first([r for n, r in enumerate(reports) if n % folds != fold], drafts)
        for report in [r for n, r in enumerate(reports) if n % folds == fold]:
            known = wanted(report)
            found = S.stands(report.scene, report.text, drafts[report.name], inner, report.skip)
            add_objects(groups, report, found)
            sided = P.sides(P.scored(found, inner))
            if sided:
                rows.extend(P.side_matrix(report.scene, sided).tolist())
                labels += [int(known.get((s.party, s.topic, s.sentence), ("",))[0] == side) for s, side in sided]
                weights += [report.weight * sureness(s, side_of(s, known), known) for s, _ in sided]
                real += [report.real] * len(sided)
    models.update(fit_objects(groups))
    models["positions"] = fit_trees(rows, labels, weights, real)
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
