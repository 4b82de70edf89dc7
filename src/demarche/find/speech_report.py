"""From the readings kept to :class:`~demarche.findings.Reported`: source and agencies as mentions, mode, confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demarche.find.speech_clause import Candidate
from demarche.find.speech_joins import mode_of
from demarche.find.speech_view import View
from demarche.findings import Mention, Reported


@dataclass(frozen=True)
class Scored:
    """A candidate, the probability that it is a statement, and the first look's log-odds, which know its edges."""

    candidate: Candidate
    score: float
    odds: float = 0.0


class Mentions:
    """Mentions by the token they head and by the words they cover."""

    def __init__(self, mentions: tuple[Mention, ...]) -> None:
        self.all = mentions
        self.by_head: Mapping[int, int] = {m.head: m.id for m in mentions}

    def at(self, view: View, token: int | None) -> int | None:
        """The mention that a token heads, or the shortest that covers it; None where there is none."""
        if token is None:
            return None
        head = view.doc.origin[token]
        if head in self.by_head:
            return self.by_head[head]
        place = view.doc[token].idx
        covering = [m for m in self.all if m.start <= place < m.end]
        return min(covering, key=lambda m: (m.end - m.start, m.id)).id if covering else None

    def named_in(self, cue: Iterable[tuple[int, int]]) -> int | None:
        """The first name in a cue, else its first noun: whom it most likely names as source."""
        inside = self.inside(cue)
        return next((m.id for kind in ("name", "noun", "pronoun") for m in inside if m.kind == kind), None)

    def inside(self, ranges: Iterable[tuple[int, int]]) -> list[Mention]:
        """Mentions that stand wholly in one of the ranges."""
        return [m for a, b in ranges for m in self.all if a <= m.start and m.end <= b]


def reported(view: View, kept: list[Scored], mentions: tuple[Mention, ...]) -> tuple[Reported, ...]:
    """One ``Reported`` for each reading kept, in their order."""
    known = Mentions(mentions)
    out = []
    for one in kept:
        candidate = one.candidate
        source = known.at(view, candidate.source)
        if source is None and candidate.source is not None:
            source = known.named_in(candidate.cue)
        out.append(
            Reported(
                source=source,
                cue=candidate.cue,
                content=tuple(without_point(view, candidate, span) for span in candidate.content),
                mode=told_as(view, candidate),
                lemma=candidate.trigger.lemma,
                form=candidate.form,
                sentence=view.doc.numbers[candidate.trigger.token],
                via=via_of(view, candidate, known, source),
                score=round(one.score, 4),
                rule=f"{candidate.form}:{candidate.shape}",
            )
        )
    return tuple(out)


def told_as(view: View, candidate: Candidate) -> str:
    """The mode; under a label in a transcript stand the very words, though no marks say so."""
    return "direct" if candidate.form == "label" else mode_of(view, candidate.content)


def without_point(view: View, candidate: Candidate, span: tuple[int, int]) -> tuple[int, int]:
    """A stretch without the full stop that ends its sentence (one inside quotation marks stays)."""
    start, end = span
    if candidate.form == "label":
        return span
    pointed = end - start > 1 and view.doc[view.token_at(end - 1)].text == "."
    return (start, end - 1) if pointed and view.quotes.at(end - 1) is None else span


def via_of(view: View, candidate: Candidate, known: Mentions, source: int | None) -> tuple[int, ...]:
    """Agencies and outlets in the cue that passed the words on: behind a preposition or as object of telling."""
    words = view.words("outlets")
    out = []
    for mention in known.inside(candidate.cue):
        if mention.id == source or mention.kind not in ("name", "noun"):
            continue
        own = {mention.lemma, *mention.modifiers, mention.text.lower(), *(n.lower() for n in mention.names)}
        tokens = {t.lower() for t in mention.text.replace("-", " ").split()}
        if (own | tokens) & words:
            out.append(mention.id)
    return tuple(out)
