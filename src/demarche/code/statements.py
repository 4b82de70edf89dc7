"""Statements: each reporting construction with its speaker, party, words and the way it came."""

from __future__ import annotations

from demarche import packs
from demarche.code.who import Resolved
from demarche.findings import Findings, Mention, Reported
from demarche.records import Detail, Document, Furniture, Span, Statement

Ranges = tuple[tuple[int, int], ...]


def code_statements(findings: Findings, resolved: tuple[Resolved, ...], document: Document) -> tuple[Statement, ...]:
    """The statements of a document in the order of the text; ``resolved`` is aligned with ``findings.mentions``.

    Words that stand in furniture are left out, and with them a statement that has no others.
    """
    papers = frozenset(row["lemma"] for row in packs.load(findings.language).table("speech") if row["kind"] == "noun")
    out: list[Statement] = []
    for one in findings.reported:
        content = spans(document, one.content)
        cue = spans(document, one.cue)
        if not content:
            continue
        source = speaker_of(findings, resolved, one, papers)
        sources = joint(findings, source)
        out.append(
            Statement(
                id=f"s{len(out) + 1}",
                speaker=", ".join(dict.fromkeys(n for m in sources if (n := resolved[m.id].speaker))) or None,
                party=tuple(dict.fromkeys(p for m in sources for p in resolved[m.id].parties)),
                cue=cue or content[:0],
                content=content,
                mode=one.mode,
                via=tuple(dict.fromkeys(name_of(findings.mentions[m], resolved) for m in one.via)),
                detail=detail_of(one, source, resolved),
            )
        )
    return tuple(out)


def speaker_of(
    findings: Findings, resolved: tuple[Resolved, ...], one: Reported, papers: frozenset[str]
) -> Mention | None:
    """The mention that speaks: the source itself, or whose statement, report or tweet the source is."""
    if one.source is None:
        return named_in_cue(findings, resolved, one)
    source = findings.mentions[one.source]
    if resolved[source.id].parties or source.lemma not in papers:
        return source
    owners = [findings.mentions[m] for _, m in source.complements]
    return next((m for m in owners if resolved[m.id].parties), source)


def named_in_cue(findings: Findings, resolved: tuple[Resolved, ...], one: Reported) -> Mention | None:
    """The first in the cue who stands for a party and hangs on no preposition: a source that the parse did not give.

    Left to itself the parse loses subjects behind the verb ("zei het leger", "liet de premier weten").
    """
    if one.form == "noun":
        return None
    for mention in findings.mentions:
        inside = any(start <= mention.start and mention.end <= end for start, end in one.cue)
        known = resolved[mention.id]
        told = known.parties and known.kind != "place" and mention.id not in one.via
        if inside and told and mention.preposition is None and mention.kind in ("name", "noun", "pronoun"):
            return mention
    return None


def joint(findings: Findings, source: Mention | None) -> tuple[Mention, ...]:
    """A source and those coordinated with it ("Poetin en Kim"), in the order of the text."""
    if source is None:
        return ()
    return tuple(findings.mentions[m] for m in sorted({source.id, *source.coordinates}))


def name_of(mention: Mention, resolved: tuple[Resolved, ...]) -> str:
    """What to call an agency or outlet: its name as known, or as the text has it."""
    return resolved[mention.id].speaker or (mention.names[-1] if mention.names else mention.text)


def spans(document: Document, ranges: Ranges) -> tuple[Span, ...]:
    """Ranges as spans of the text, those in furniture left out."""
    out = []
    for start, end in ranges:
        for left, right in without(start, end, document.furniture):
            if any(letter.isalnum() for letter in document.text[left:right]):
                out.append(Span.of(document.text, left, right))
    return tuple(out)


def without(start: int, end: int, furniture: tuple[Furniture, ...]) -> Ranges:
    """What is left of a range when furniture is taken out of it."""
    left: list[tuple[int, int]] = [(start, end)]
    for piece in furniture:
        left = [
            part for a, b in left for part in ((a, min(b, piece.start)), (max(a, piece.end), b)) if part[0] < part[1]
        ]
    return tuple(left)


def detail_of(one: Reported, source: Mention | None, resolved: tuple[Resolved, ...]) -> Detail:
    """How sure it is, which rule found it, and why the speaker was taken for whom."""
    reasons = ((resolved[source.id].reason, resolved[source.id].score),) if source is not None else ()
    candidates = resolved[source.id].candidates if source is not None else ()
    return Detail(confidence=one.score, rule=f"{one.rule} {one.lemma}", reasons=reasons, candidates=candidates)
