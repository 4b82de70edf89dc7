"""Which candidates are statements: two small logistic models over features that can be read.

The first picks one reading for each cue, the second keeps or drops it, knowing how it stands to the other picks (a cue
inside reported words, two cues for the same words). The weights stand in the pack (``speech_weights.csv``), learned by
``models/coder/speech.py`` from reports coded by hand. A feature is a text such as ``form=clause`` or ``lemma=zeggen``;
its value is 1 where it holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from demarche.find.speech_clause import Candidate
from demarche.find.speech_edges import edge_features
from demarche.find.speech_view import View
from demarche.find.tree import child
from demarche.packs import Pack

# Log-odds as steps: wide where few candidates lie (seen on train: -7 to 5).
THRESHOLDS = (-4.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)


@dataclass(frozen=True)
class Weights:
    """The two models: which reading of a cue is the right one, and whether it is a statement at all."""

    reading: Mapping[str, float]
    keep: Mapping[str, float]


@lru_cache(maxsize=16)
def weights_of(pack: Pack) -> Weights:
    """The pack's weights; empty where it has none."""
    rows = pack.table("speech_weights")
    return Weights(
        {row["feature"]: float(row["reading"]) for row in rows if row["reading"]},
        {row["feature"]: float(row["keep"]) for row in rows if row["keep"]},
    )


def probability(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Probability (0 to 1) by a logistic model; each feature counts once."""
    total = sum(weights.get(f, 0.0) for f in dict.fromkeys(features))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def features_of(view: View, candidate: Candidate) -> list[str]:
    """The features of a candidate, ``bias`` first; each at most once."""
    return list(dict.fromkeys(["bias", *shape_features(candidate), *verb_features(view, candidate),
                               *content_features(view, candidate), *source_features(view, candidate),
                               *edge_features(view, candidate)]))  # fmt: skip


@dataclass(frozen=True)
class Pick:
    """The best reading of a cue: its features, and the log-odds that it is the right one."""

    candidate: Candidate
    features: list[str]
    odds: float
    span: tuple[int, int]


def span_of(candidate: Candidate) -> tuple[int, int]:
    """From the first character of a reading's words and cue to behind its last; its trigger stands in its cue."""
    ranges = [*candidate.content, *candidate.cue]
    return min((start for start, _ in ranges), default=0), max((end for _, end in ranges), default=0)


def best_readings(weights: Mapping[str, float], readings: Iterable[tuple[Candidate, list[str]]]) -> list[Pick]:
    """The reading with the highest log-odds for each cue, in the order of the cues."""
    best: dict[tuple[int, str], Pick] = {}
    for candidate, features in readings:
        odds = sum(weights.get(f, 0.0) for f in features)
        key = (candidate.trigger.token, candidate.trigger.kind)
        if key not in best or odds > best[key].odds:
            best[key] = Pick(candidate, features, odds, span_of(candidate))
    return [best[key] for key in sorted(best)]


def keep_features(view: View, picks: list[Pick], number: int) -> list[str]:
    """The features that decide whether a pick is kept: its own, how sure it is, and how it stands to the others."""
    pick = picks[number]
    out = [*pick.features, *steps("odds", pick.odds)]
    place = view.doc[pick.candidate.trigger.token].idx
    around, rivals, shadows, covered = -9.0, -9.0, -9.0, -9.0
    first, last = min(place, pick.span[0]), max(place + 1, pick.span[1])
    for at, other in enumerate(picks):
        if at == number or other.span[0] >= last or other.span[1] <= first:  # itself, and what stands apart from it
            continue
        if inside(place, other.candidate.content):
            around = max(around, other.odds)
        elif inside(place, other.candidate.cue):
            shadows = max(shadows, other.odds)
        if inside(view.doc[other.candidate.trigger.token].idx, pick.candidate.content):
            covered = max(covered, other.odds)
        elif other.candidate.content[0][0] < pick.candidate.content[-1][1] and (
            pick.candidate.content[0][0] < other.candidate.content[-1][1]
        ):
            rivals = max(rivals, other.odds)
    for name, value in (("around", around), ("rival", rivals), ("shadow", shadows), ("covered", covered)):
        if value > -9.0:
            out.extend(steps(name, value))
            out.extend(
                f"{step}|{cls}" for cls in sorted(pick.candidate.trigger.classes) for step in steps(name, value)[:2]
            )
    return out


def steps(name: str, value: float) -> list[str]:
    """A number as the thresholds that it reaches."""
    return [f"{name}>={t}" for t in THRESHOLDS if value >= t] or [f"{name}<{THRESHOLDS[0]}"]


def inside(place: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a character stands in one of the ranges."""
    return any(a <= place < b for a, b in ranges)


def shape_features(candidate: Candidate) -> Iterator[str]:
    """What kind of cue reports in what form."""
    form, shape = candidate.form, candidate.shape
    yield f"form={form}"
    yield f"shape={form}:{shape}"
    yield f"lemma={candidate.trigger.lemma}"
    yield f"lemma={candidate.trigger.lemma}|{form}"
    for cls in sorted(candidate.trigger.classes):
        yield f"class={cls}"
        yield f"class={cls}|{form}"
        yield f"class={cls}|{form}:{shape}"
    if candidate.trigger.parts:
        yield "parts"


def verb_features(view: View, candidate: Candidate) -> Iterator[str]:
    """How the cue stands in its sentence."""
    token = view.doc[candidate.trigger.token]
    form = candidate.form
    yield f"pos={token.pos_}"
    yield f"dep={token.base_}"
    yield f"dep={token.base_}|{form}"
    for name in ("VerbForm", "Tense", "Number"):
        value = token.morph.get(name, [])
        yield f"{name}={value[0] if value else ''}"
    if any(
        (c.dep_ == "advmod" and c.morph.get("Polarity", [])) or c.lower_ in view.words("negations")
        for c in token.children
    ):
        yield "negated"
    for c in token.children:
        if c.base_ == "aux":
            yield f"aux={c.lemma_.lower()}"
    if child(token, "mark") is not None:
        yield f"mark={child(token, 'mark').lower_}"  # type: ignore[union-attr]
    if form == "back" and token.i + 1 < len(view.doc):
        after = view.doc[token.i + 1 : view.units[view.unit(token.i)][1]]
        yield f"back-marked={any(t.lower_ in view.words('complementizers') and t.i > token.i for t in after)}"
    inside = view.quotes.at(token.idx) is not None
    if inside:
        yield "inside"
        yield f"inside|{form}"
    unit = view.units[view.unit(token.i)]
    yield f"place={min(3, 4 * (token.i - unit[0]) // max(1, unit[1] - unit[0]))}"


def content_features(view: View, candidate: Candidate) -> Iterator[str]:
    """What the reported words look like."""
    form = candidate.form
    start, end = candidate.content[0][0], candidate.content[-1][1]
    length = sum(b - a for a, b in candidate.content)
    yield f"length={min(6, length.bit_length())}"
    yield f"length={min(8, length.bit_length())}|{form}"
    share = sum(view.quotes.share(a, b, singles=True) * (b - a) for a, b in candidate.content) / max(1, length)
    quoted = "all" if share > 0.97 else "part" if share > 0 else "none"
    yield f"quoted={quoted}"
    yield f"quoted={quoted}|{form}"
    opening = view.quotes.at(start)
    if opening is not None and opening.start >= start - 1:
        yield f"spill|{form}" if opening.end < end - 2 else f"whole|{form}"
    if form == "clause":
        gap = abs(view.token_at(start) - candidate.trigger.token)
        yield f"gap={min(4, gap.bit_length())}"
        yield f"gap={min(4, gap.bit_length())}|{candidate.shape.split(':')[0]}"
    first = view.token_at(start)
    tokens = view.doc[first : view.token_at(end - 1) + 1]
    if tokens[0].pos_ == "SCONJ" or tokens[0].dep_ == "mark":
        yield f"opens-subordinate|{form}"
    if form == "before":
        unit = view.units[view.unit(candidate.trigger.token)]
        tail = unit[1] - view.token_at(candidate.cue[-1][1] - 1)
        yield f"tail={min(5, max(0, tail).bit_length())}|before"
        behind = view.doc[candidate.trigger.token + 1 : unit[1]]
        yield f"marked-behind={any(t.lower_ in view.words('that') for t in behind)}"
    yield "verbs" if any(t.pos_ in ("VERB", "AUX") for t in tokens) else "no-verb"
    finite = sum(t.pos_ in ("VERB", "AUX") and "Fin" in t.morph.get("VerbForm", []) for t in tokens)
    yield f"finite={min(3, finite)}|{form}"
    if candidate.declined:
        yield f"declined={candidate.declined}"
        yield f"declined={candidate.declined}|{form}"
    after = view.text[end : end + 2].strip()[:1]
    yield f"after={after if after in '.,' else 'other'}|{form}"
    if form in ("object", "governed", "naming"):
        head = next((t for t in tokens if t.head.i < first or t.head.i >= first + len(tokens)), None)
        yield f"head={head.lemma_.lower()}" if head is not None else "head="


def source_features(view: View, candidate: Candidate) -> Iterator[str]:
    """What kind of words name the source."""
    form = candidate.form
    if candidate.source is None:
        yield "source=none"
        yield f"source=none|{form}"
        return
    token = view.doc[candidate.source]
    person = token.morph.get("Person", [])
    kind = f"pron{person[0] if person else ''}" if token.pos_ == "PRON" else token.pos_
    yield f"source={kind}"
    yield f"source={kind}|{form}"
    inside = any(a <= token.idx < b for a, b in candidate.content)
    if inside:
        yield "source-inside"
    if token.pos_ == "NOUN":
        yield f"source-word={token.lemma_.lower()}"
