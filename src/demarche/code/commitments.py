"""Commitments: what parties bind themselves to do (codebook, section 6).

Verbs and nouns of promising, agreeing and announcing are rows of ``packs/<language>/commitments.csv``. The action is
the clause, infinitive or noun phrase below them; a deadline is a date ahead that stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from demarche.code.when import resolve as date_of
from demarche.code.who import Resolved
from demarche.findings import Findings, Frame, Mention
from demarche.packs import load
from demarche.records import Commitment, Detail, Document, Span

# An action shorter than this (in characters) names nothing that could be done.
SHORTEST = 8
# What is announced is a commitment only where it lies ahead or is an infinitive.
AHEAD = frozenset({"future"})


def code_commitments(findings: Findings, resolved: Sequence[Resolved], document: Document) -> tuple[Commitment, ...]:
    """The commitments of a document in order of the text; furniture, denials and what is demanded give none."""
    classes = commitment_words(findings.language)
    out: list[Commitment] = []
    for frame in findings.frames:
        cls = classes.get((frame.lemma, frame.kind))
        if cls is None or frame.negated or findings.sentences[frame.sentence].furniture:
            continue
        action = action_of(frame, findings, cls)
        parties = parties_of(frame, findings, resolved, cls)
        if action is None or not parties or action[1] - action[0] < SHORTEST:
            continue
        out.append(_commitment(frame, action, parties, cls, findings, document, f"k{len(out) + 1}"))
    return tuple(_without_repeats(out))


def _commitment(
    frame: Frame,
    action: tuple[int, int],
    parties: tuple[str, ...],
    cls: str,
    findings: Findings,
    document: Document,
    name: str,
) -> Commitment:
    words = Span.of(document.text, *action)
    start, end = min(frame.start, words.start), max(frame.end, words.end)
    deadline = _deadline(words, findings, document)
    detail = Detail(rule=f"commitments:{frame.kind}:{cls}:{frame.lemma}")
    return Commitment(name, parties, (words,), deadline, (Span.of(document.text, start, end),), detail)


def action_of(frame: Frame, findings: Findings, cls: str) -> tuple[int, int] | None:
    """What is bound to be done: the clause or infinitive below the frame, else its object or "over …"."""
    for number in frame.complements:
        below = findings.frames[number]
        if cls == "announce" and not _lies_ahead(below):
            continue
        return below.start, below.end
    if cls == "announce":
        return None
    for role in frame.roles:
        mention = findings.mentions[role.mention]
        wanted = role.relation in ("obj", "obl", "nmod", "iobj") and mention.start > frame.trigger_start
        if wanted and (role.relation == "obj" or role.preposition in CONTENT_PREPOSITIONS):
            return mention.start, mention.end
    return None


# Prepositions behind which an agreement names its content, in any language of the packs.
CONTENT_PREPOSITIONS = frozenset({"over", "tot", "met", "on", "to", "for", "about"})


def _lies_ahead(frame: Frame) -> bool:
    """Whether a clause tells of the future: an infinitive, or with an auxiliary that points ahead."""
    return frame.form == "Inf" or frame.tense.lower().startswith("fut") or bool(frame.auxiliaries)


def parties_of(frame: Frame, findings: Findings, resolved: Sequence[Resolved], cls: str) -> tuple[str, ...]:
    """Those who bind themselves: the subject; of a noun, whose it is; of an agreement, both sides."""
    found: list[str] = []
    for mention in _binders(frame, findings, cls):
        one = resolved[mention.id]
        if one.kind != "place":
            found.extend(p for p in one.parties if p not in found)
        if found and cls != "agree":
            break
    return tuple(found)


def _binders(frame: Frame, findings: Findings, cls: str) -> Iterator[Mention]:
    relations = ("nsubj", "agent", "inherited") if frame.kind != "noun" else ("poss", "nmod", "amod", "inherited", "nsubj")
    for role in frame.roles:
        mention = findings.mentions[role.mention]
        both = cls == "agree" and role.relation in ("obl", "nmod") and role.preposition in WITH
        if both or (role.relation in relations and (frame.kind != "noun" or role.preposition in OF)):
            yield mention
            if cls == "agree":
                yield from (findings.mentions[i] for i in mention.coordinates)


# Prepositions that name the other side of an agreement, or whose a promise is, in any language of the packs.
WITH = frozenset({"met", "with", "tussen", "between"})
OF = frozenset({None, "van", "of", "by", "door", "from", "uit", "tussen", "between", "met", "with"})


def _deadline(action: Span, findings: Findings, document: Document) -> str | None:
    """The date ahead that stands in the action, or None."""
    for time in findings.times:
        if action.start <= time.start < action.end:
            day = date_of(time, document.published, "future")
            last = day.split("/")[-1] if day else ""
            if day and document.published and last[: len(document.published)] >= document.published[: len(last)]:
                return last
    return None


def _without_repeats(found: list[Commitment]) -> Iterator[Commitment]:
    """Commitments whose action is not within another's with the same parties."""
    for one in found:
        wider = [o for o in found if o is not one and set(o.parties) >= set(one.parties)]
        inside = any(o.action[0].start <= one.action[0].start and one.action[0].end < o.action[0].end for o in wider)
        if not inside:
            yield one


def commitment_words(language: str) -> Mapping[tuple[str, str], str]:
    """Class (``promise``, ``agree``, ``announce``) of each lemma and kind of frame."""
    return _table(language)


@lru_cache(maxsize=16)
def _table(language: str) -> Mapping[tuple[str, str], str]:
    return {(row["lemma"], row["kind"]): row["class"] for row in load(language).table("commitments")}
