"""The first look at candidates: a small logistic model over features that can be read.

It weighs each reading of a cue by itself; ``speech_second`` then sees them beside each other. The weights stand in the
pack (``speech_weights.csv``), learned by ``models/coder/speech.py`` from reports coded by hand. A feature is a text
such as ``form=clause`` or ``lemma=zeggen``; its value is 1 where it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from demarche.find.speech_clause import Candidate
from demarche.find.speech_edges import edge_features
from demarche.find.speech_extent import goes_on_with_cue
from demarche.find.speech_second import LEXICAL, Reading
from demarche.find.speech_tallies import within
from demarche.find.speech_view import View
from demarche.find.tokens import Token
from demarche.find.tree import child
from demarche.packs import Pack


@lru_cache(maxsize=16)
def weights_of(pack: Pack) -> Mapping[str, float]:
    """The pack's weights; empty where it has none."""
    return {row["feature"]: float(row["weight"]) for row in pack.table("speech_weights")}


def read_as(weights: Mapping[str, float], candidate: Candidate, features: list[str]) -> Reading:
    """A candidate with its log-odds, and the part of them that single words give."""
    known = [(feature, weights[feature]) for feature in features if feature in weights]
    lexical = sum([weight for feature, weight in known if feature.startswith(LEXICAL)])
    return Reading(candidate, sum([weight for _, weight in known]), lexical)


def features_of(view: View, candidate: Candidate) -> list[str]:
    """The features of a candidate, ``bias`` first; each at most once."""
    key = candidate.trigger, candidate.form
    cue = view.told.get(key)
    if cue is None:
        cue = view.told[key] = list(verb_features(view, candidate))
    return list(dict.fromkeys(["bias", *shape_features(candidate), *cue,
                               *content_features(view, candidate), *source_features(view, candidate),
                               *edge_features(view, candidate)]))  # fmt: skip


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
    share = view.quoted(candidate.content)
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
        other = goes_on_with_cue(view, view.token_at(candidate.cue[-1][1]))
        yield f"tail={'cue' if other else min(5, max(0, tail).bit_length())}|before"
        behind = view.doc[candidate.trigger.token + 1 : unit[1]]
        yield f"marked-behind={any(t.lower_ in view.words('that') for t in behind)}"
    words = ((first, first + len(tokens)),)
    yield "verbs" if within(view.tallies.verbs, words) else "no-verb"
    finite = within(view.tallies.finite, words)
    yield f"finite={min(3, finite)}|{form}"
    if candidate.declined:
        yield f"declined={candidate.declined}"
        yield f"declined={candidate.declined}|{form}"
    after = view.text[end : end + 2].strip()[:1]
    yield f"after={after if after in '.,' else 'other'}|{form}"
    yield from noun_features(view, candidate, tokens, finite)


def noun_features(view: View, candidate: Candidate, tokens: Sequence[Token], finite: int) -> Iterator[str]:
    """The head of a noun phrase that may be what is said, and what a stretch without a finite verb holds."""
    first = tokens[0].i
    if candidate.form in ("object", "governed", "naming"):
        head = next((t for t in tokens if t.head.i < first or t.head.i >= first + len(tokens)), None)
        yield f"head={head.lemma_.lower()}" if head is not None else "head="
    if finite == 0:
        # "Reaffirmed their commitment to help", "stressed the importance of helping", "welcomed the deal".
        inner = inner_of(view, tokens)
        yield f"inner={inner}"
        for cls in sorted(candidate.trigger.classes):
            yield f"inner={inner}|{cls}"


def inner_of(view: View, tokens: Sequence[Token]) -> str:
    """What a stretch with no finite verb holds: an infinitive, a form in -ing behind a preposition, or a bare noun."""
    for word, after in pairwise(tokens):
        if word.lower_ in view.words("infinitive_marks") and after.pos_ in ("VERB", "AUX"):
            return "infinitive" if word is not tokens[0] else "infinitive-first"
        if (
            word.pos_ in ("ADP", "SCONJ")
            and after.pos_ == "VERB"
            and after.morph.get("VerbForm") in (["Ger"], ["Part"])
        ):
            return "gerund"
    return "noun"


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
