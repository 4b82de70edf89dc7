"""Conditions: threats and promises of a party that hang on something (codebook, section 6).

A conditional of the text becomes a condition where a party stands behind its consequence: the party that is reported
to say it, the one that threatens or promises in the clause above, or the subject of the consequence. Conditionals about
anybody, and those that only describe, give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from demarche.code.who import Resolved
from demarche.findings import Conditional, Findings, Mention
from demarche.packs import load
from demarche.records import Condition, Detail, Document, Span, Statement

EDGES = " \n\t,;:"
# So many characters before a condition hold "only" or "alleen" and nothing else.
BEFORE = 8
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Words:
    """The words of a language that tell threats from promises, and acts ahead from descriptions."""

    threats: frozenset[str]
    promises: frozenset[str]
    futures: frozenset[str]
    general: frozenset[str]
    first: frozenset[str]
    strong: frozenset[str]
    declares: frozenset[str]
    hopes: frozenset[str]
    grants: frozenset[str]
    unreal: tuple[frozenset[str], ...]
    only: frozenset[str]


def code_conditions(
    findings: Findings, resolved: Sequence[Resolved], statements: Sequence[Statement], document: Document
) -> tuple[Condition, ...]:
    """The conditions of a document in order of the text; furniture gives none."""
    words = condition_words(findings.language)
    out: list[Condition] = []
    for one in (clipped(found, statements, document.text) for found in findings.conditionals):
        if findings.sentences[one.sentence].furniture or not one.consequence:
            continue
        by, reason = party_behind(one, findings, resolved, statements)
        if by and (is_act(one, document.text, words, reason) or _warned(one, statements, document.text, words)):
            out.append(_condition(one, by, reason, document.text, words, f"c{len(out) + 1}"))
    return tuple(out)


def clipped(one: Conditional, statements: Sequence[Statement], text: str) -> Conditional:
    """A conditional without the words that only report it: "…, Warsaw warned", "Cairo said it would …"."""
    cues = [(cue.start, cue.end) for said in statements for cue in said.cue]
    then = tuple(_without(span, cues, text) for span in one.consequence)
    return replace(one, condition=_without(one.condition, cues, text), consequence=then)


def _without(span: tuple[int, int], cues: Sequence[tuple[int, int]], text: str) -> tuple[int, int]:
    """A span less the cues with which it begins or ends; one that is a cue altogether stays as it is."""
    start, end = span
    for left, right in cues:
        if start < left and end <= right + 1 and left < end:
            end = left
        elif left <= start < right < end:
            start = right
    words = text[start:end]
    return start + len(words) - len(words.lstrip(EDGES)), end - len(words) + len(words.rstrip(EDGES))


def _condition(one: Conditional, by: tuple[str, ...], reason: str, text: str, words: Words, name: str) -> Condition:
    condition = Span.of(text, *one.condition)
    then = tuple(Span.of(text, *c) for c in one.consequence)
    start = min(condition.start, *(s.start for s in then))
    end = max(condition.end, *(s.end for s in then))
    kind = kind_of(text, one, words)
    detail = Detail(rule=f"conditions:{one.marker}:{reason}")
    return Condition(name, by, kind, (condition,), then, (Span.of(text, start, end),), detail)


def is_act(one: Conditional, text: str, words: Words, reason: str) -> bool:
    """Whether the consequence is an act ahead of a party, and not a description or advice to anybody."""
    condition, then = _words(text, (one.condition,)), _words(text, one.consequence)
    if set(condition[:4]) & words.general or set(then) & words.hopes:
        return False
    if any(some <= set(then) for some in words.unreal):
        return False
    if one.marker in words.strong or (reason != "near" and _only(one, text, words)):
        return True
    if reason == "near":
        return bool(set(then) & words.declares)
    acts = set(then) & (words.threats | words.promises | words.futures)
    return bool(acts) and (reason != "subject" or bool(set(then) & (words.threats | words.promises)))


def _only(one: Conditional, text: str, words: Words) -> bool:
    """Whether nothing is done without the condition, so that it is the doer's: "will only … if", "pas als"."""
    before = (max(0, one.condition[0] - BEFORE), one.condition[0])
    return bool(words.only & set(_words(text, (*one.consequence, before))))


def _warned(one: Conditional, statements: Sequence[Statement], text: str, words: Words) -> bool:
    """Whether the words that report a condition call it a threat, a warning or a promise ("warned that if …")."""
    at = one.consequence[0]
    said = _saying(statements, (at[0] + at[1]) // 2)
    cue = _words(text, [(c.start, c.end) for c in said.cue]) if said is not None else []
    condition = _words(text, (one.condition,))
    return bool(set(cue) & words.declares) and not set(condition[:4]) & words.general


def kind_of(text: str, one: Conditional, words: Words) -> str:
    """``threat`` or ``promise`` by the words of the condition ("in exchange for") or else of the consequence.

    A tie is a threat, the commoner of the two in news.
    """
    if one.marker in words.grants or _only(one, text, words):
        return "promise"
    then = _words(text, one.consequence)
    bad, good = sum(w in words.threats for w in then), sum(w in words.promises for w in then)
    return "promise" if good > bad else "threat"


def party_behind(
    one: Conditional, findings: Findings, resolved: Sequence[Resolved], statements: Sequence[Statement]
) -> tuple[tuple[str, ...], str]:
    """The party that makes the condition and where it was read: ``said``, ``threat`` (from above), ``subject``."""
    at = one.consequence[0]
    said = _saying(statements, (at[0] + at[1]) // 2) or _saying(statements, (one.condition[0] + one.condition[1]) // 2)
    if said is not None and said.party:
        return said.party, "said"
    others = {p for m in _inside(one, findings) for p in resolved[m.id].parties}
    for mention, reason in _subjects(one, findings):
        parties = resolved[mention.id].parties
        if parties and resolved[mention.id].kind != "place" and not set(parties) & others:
            return parties, reason
    return (), ""


def _inside(one: Conditional, findings: Findings) -> Iterator[Mention]:
    """Subjects of the condition itself: nobody threatens with what hangs on an act of its own."""
    for frame in findings.frames:
        if frame.sentence == one.sentence and _holds(one.condition, frame.trigger_start):
            subjects = [r.mention for r in frame.roles if r.relation in ("nsubj", "agent")]
            yield from (findings.mentions[i] for i in subjects if _holds(one.condition, findings.mentions[i].start))


def _saying(statements: Sequence[Statement], position: int) -> Statement | None:
    """The shortest statement whose content holds a position."""
    holding = [s for s in statements if any(c.start <= position < c.end for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def _subjects(one: Conditional, findings: Findings) -> Iterator[tuple[Mention, str]]:
    """Subjects of the consequence, then those before it in the sentence, then any party in it."""
    start, end = one.consequence[0]
    frames = [f for f in findings.frames if f.sentence == one.sentence]
    inside = [f for f in frames if start <= f.trigger_start < end]
    outside = [f for f in frames if f.trigger_start < start and not _holds(one.condition, f.trigger_start)]
    for group, reason in ((inside, "subject"), (outside, "threat")):
        for frame in group:
            for role in frame.roles:
                if role.relation in ("nsubj", "agent", "inherited"):
                    yield findings.mentions[role.mention], reason
    mentions = [m for m in findings.mentions if m.sentence == one.sentence]
    yield from ((m, "near") for m in mentions if m.start < end and not _holds(one.condition, m.start))


def _holds(span: tuple[int, int], position: int) -> bool:
    return span[0] <= position < span[1]


def _words(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    found = [w.lower() for start, end in spans for w in WORD.findall(text[start:end])]
    return [*found, *(w.rsplit("-", 1)[-1] for w in found if "-" in w)]


def condition_words(language: str) -> Words:
    """The condition words of a language."""
    return _table(language)


@lru_cache(maxsize=16)
def _table(language: str) -> Words:
    table: Mapping[str, Any] = load(language).settings("conditions")
    strong = [*table.get("nouns", ()), *table.get("sentences", ()), *table.get("else", ()), *table.get("strong", ())]
    threats, promises, futures, general, first = (
        frozenset(table.get(name, ())) for name in ("threats", "promises", "futures", "general", "first")
    )
    declares, hopes, grants = (frozenset(table.get(name, ())) for name in ("declares", "hopes", "grants"))
    unreal = tuple(frozenset(some.split()) for some in table.get("unreal", ()))
    only = frozenset(table.get("only", ()))
    return Words(threats, promises, futures, general, first, frozenset(strong), declares, hopes, grants, unreal, only)
