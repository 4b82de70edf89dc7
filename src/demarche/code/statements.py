"""Statements: each reporting construction with its speaker, party, words and the way it came."""

from __future__ import annotations

import re

from demarche import packs, world
from demarche.code.who import Resolved
from demarche.findings import Findings, Mention, Reported
from demarche.records import Detail, Document, Furniture, Span, Statement
from demarche.world.names import fold

Ranges = tuple[tuple[int, int], ...]
# Relations of those who are told or asked something, and in the passive.
HEARERS, TOLD = frozenset({"obj", "iobj"}), "nsubj:pass"
# What ends a sentence, and how many characters a sentence may have between two of its cues (longest in train: 310).
ENDED, BREATH = re.compile(r"[.!?][”\"’)]*\s|\n"), 400


def code_statements(findings: Findings, resolved: tuple[Resolved, ...], document: Document) -> tuple[Statement, ...]:
    """The statements of a document in the order of the text; ``resolved`` is aligned with ``findings.mentions``.

    Words that stand in furniture are left out, and with them a statement that has no others.
    """
    papers = frozenset(row["lemma"] for row in packs.load(findings.language).table("speech") if row["kind"] == "noun")
    own = for_themselves(findings, resolved)
    out: list[Statement] = []
    for one in findings.reported:
        content = spans(document, one.content)
        cue = spans(document, one.cue)
        if not content:
            continue
        source = speaker_of(findings, resolved, one, papers, document)
        sources = joint(findings, source, document.text)
        out.append(
            Statement(
                id=f"s{len(out) + 1}",
                speaker=", ".join(dict.fromkeys(n for m in sources if (n := resolved[m.id].speaker))) or None,
                party=tuple(dict.fromkeys(p for m in sources for p in resolved[m.id].parties if speaks_for(m, p, own))),
                cue=cue or content[:0],
                content=content,
                mode=one.mode,
                via=tuple(dict.fromkeys(name_of(findings.mentions[m], resolved) for m in one.via)),
                detail=detail_of(one, source, resolved),
            )
        )
    return tuple(out)


def for_themselves(findings: Findings, resolved: tuple[Resolved, ...]) -> frozenset[int]:
    """Mentions of experts, witnesses, journalists and other people who speak for no party, wherever they come from: by
    their word, by one beside their name, or by the name that another mention gives with it."""
    words = frozenset(packs.load(findings.language).settings("who").get("for_themselves", ()))
    said = {m.id for m in findings.mentions if fold(m.lemma) in words}
    said |= {m.id for m in findings.mentions if m.apposition in said and m.kind == "name"}
    # Whom the tables know by an office speaks for it, whatever else he is called ("professor Conte", the premier).
    said = {n for n in said if not resolved[n].candidates}
    names = {resolved[n].speaker for n in said} - {None}
    names -= {read.speaker for read in resolved if read.candidates}
    return frozenset(said | {m.id for m in findings.mentions if resolved[m.id].speaker in names})


def speaks_for(m: Mention, party: str, own: frozenset[int]) -> bool:
    """Whether somebody speaks for a party: who speaks for himself may be sent by a body ("observers of the EU"), but
    not by the state that he comes from."""
    return m.id not in own or not world.load().is_state(party.split("/")[0])


def speaker_of(
    findings: Findings, resolved: tuple[Resolved, ...], one: Reported, papers: frozenset[str], document: Document
) -> Mention | None:
    """The mention that speaks: the source itself, or whose statement, report or tweet the source is.

    Where the parse gives none, or one that stands for nobody, the cue may name somebody; and what goes on with no
    subject of its own ("…, adding that …") is of whoever spoke before in the sentence.
    """
    source = findings.mentions[one.source] if one.source is not None else None
    if source is not None and source.lemma in papers and not resolved[source.id].parties:
        return owner(findings, resolved, one, source) or source
    if source is not None and not unknown(resolved[source.id]) and not taken_from_content(findings, one, source):
        return source
    group = picked_from(findings, resolved, source) if source is not None else None
    if group is not None:
        return group
    taken = source is not None and taken_from_content(findings, one, source)
    free = source is None or taken or not in_cue(source, one)
    before = speaker_before(findings, resolved, one, document.text) if free else None
    told = source is not None and source.relation == "nsubj"
    return before or named_in_cue(findings, resolved, one, told=told) or source


def unknown(read: Resolved) -> bool:
    """Whether a reading stands for nobody, and no rule said why."""
    return read.kind == "none" and not read.parties and not read.reason


def picked_from(findings: Findings, resolved: tuple[Resolved, ...], source: Mention) -> Mention | None:
    """Whom a speaker is one of, where that stands for a party: "one of the Norwegian ministers"."""
    who = packs.load(findings.language).settings("who")
    if not source.text or fold(source.text).split()[0] not in {*who["one_of"], *who["some_of"]}:
        return None
    some = (findings.mentions[number] for link, number in source.complements if link in who["owner_links"][:1])
    return next((m for m in some if resolved[m.id].parties and resolved[m.id].kind != "place"), None)


def in_cue(mention: Mention, one: Reported) -> bool:
    """Whether a mention stands in the words of a cue."""
    return any(start <= mention.head_start < end for start, end in one.cue)


def taken_from_content(findings: Findings, one: Reported, source: Mention) -> bool:
    """Whether a subject stands in the words of the report before, and what is reported behind them: "X said that Y
    would stay and suggested …" is X's, whatever the parse coordinates."""
    place, at = source.head_start, one.content[0][0]
    others = (other for other in findings.reported if other is not one and other.sentence == one.sentence)
    return any(
        any(start <= place < end <= at for start, end in other.content) and other.cue and other.cue[0][0] < place
        for other in others
    )


def speaker_before(findings: Findings, resolved: tuple[Resolved, ...], one: Reported, text: str) -> Mention | None:
    """The source of the report before in the same sentence, where it is known; a sentence that the parse broke in two
    is one where no full stop stands between."""
    at = one.cue[0][0] if one.cue else one.content[0][0]
    earlier = [
        r
        for r in findings.reported
        if r.cue and r.cue[0][0] < at and (r.sentence == one.sentence or goes_on(text, r.cue[-1][1], at))
    ]
    sources = [findings.mentions[r.source] for r in reversed(earlier) if r.source is not None]
    return next((m for m in sources if resolved[m.id].parties or resolved[m.id].kind == "person"), None)


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether a stretch of the text holds no end of a sentence or line."""
    return 0 <= end - start < BREATH and ENDED.search(text, start, end) is None


def owner(findings: Findings, resolved: tuple[Resolved, ...], one: Reported, paper: Mention) -> Mention | None:
    """Whose a statement, report or tweet is: what hangs on it, stands in its phrase, or is named in the cue."""
    inside = [m for m in findings.mentions if paper.start <= m.head_start < paper.end and m.id != paper.id]
    for mention in [*(findings.mentions[m] for _, m in paper.complements), *inside]:
        if resolved[mention.id].parties and resolved[mention.id].kind != "place":
            return mention
    return named_in_cue(findings, resolved, one, agents=True)


def named_in_cue(
    findings: Findings, resolved: tuple[Resolved, ...], one: Reported, *, agents: bool = False, told: bool = False
) -> Mention | None:
    """The first in the cue who stands for a party and hangs on no preposition (or on any, for ``agents``): a source
    that the parse did not give. Where it did (``told``), the cue's object is who is told or asked.

    Left to itself the parse loses subjects behind the verb ("zei het leger", "liet de premier weten").
    """
    if one.form == "noun":
        return None
    for mention in findings.mentions:
        inside = any(start <= mention.start and mention.end <= end for start, end in one.cue)
        known = resolved[mention.id]
        party = known.parties and known.kind != "place" and mention.id not in one.via
        hears = mention.relation == TOLD or (told and mention.relation in HEARERS)
        free = agents or (mention.preposition is None and not hears)
        if inside and party and free and mention.kind in ("name", "noun", "pronoun"):
            return mention
    return None


def joint(findings: Findings, source: Mention | None, text: str) -> tuple[Mention, ...]:
    """A source and those joined to it by "and" ("Poetin en Kim"), in the order of the text; what stands behind a comma
    alone ("According to X, talks, not …") is no second speaker."""
    if source is None:
        return ()
    some = [findings.mentions[m] for m in sorted({source.id, *source.coordinates})]
    between = text[min(m.start for m in some) : max(m.end for m in some)]
    joiners = packs.load(findings.language).settings("who")["joiners"]
    return tuple(some) if set(fold(between).split()) & set(joiners) else (source,)


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
