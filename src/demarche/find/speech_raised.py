"""Words told on both sides of their cue: "*the crew* is said *to be safe*", "*a report* Lima called *a lie*"."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.find.speech_clause import CueClause, Spans
from demarche.find.speech_extent import end_of
from demarche.find.speech_source import is_passive
from demarche.find.speech_view import View
from demarche.find.tokens import Token
from demarche.find.tree import child

# Classes whose passive tells what somebody says of its subject; those who are asked or told something are other people.
SAID_OF = frozenset({"say", "opine", "show", "report"})
NAMING = frozenset({"name", "judge"})


def raised(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """The subject of a passive cue with what is said of it ("Chad and Niger are reported to be lukewarm")."""
    subject = child(clause.verb, "nsubj:pass")
    told = next((c for c in clause.verb.children if c.base_ in ("xcomp", "ccomp", "obl") and c.i > clause.verb.i), None)
    if subject is None or told is None or not clause.trigger.classes & SAID_OF or not is_passive(clause.verb):
        return
    if subject.pos_ == "PRON" or subject.i > clause.verb.i:
        return
    yield from around(view, clause, subject, view.edges(told)[0], "raised")


def named_before(view: View, clause: CueClause) -> Iterator[tuple[str, Spans, str]]:
    """A noun with what the verb of its relative clause calls it ("a pact that Lima denounced as a fraud")."""
    noun = clause.verb.head
    if clause.verb.base_ != "acl" or noun.i >= clause.verb.i or not clause.trigger.classes & NAMING:
        return
    pronoun = next((c for c in clause.verb.children if c.base_ == "obj" and c.i < clause.verb.i), None)
    told = [c for c in clause.verb.children if c.i > clause.verb.i and c.base_ in ("obj", "xcomp", "obl", "advcl")]
    if pronoun is None or pronoun.pos_ not in ("PRON", "SCONJ", "DET") or not told:
        return
    yield from around(view, clause, noun, min(view.edges(c)[0] for c in told), "head", pronoun.i)


def around(
    view: View, clause: CueClause, noun: Token, start: int, shape: str, before: int | None = None
) -> Iterator[tuple[str, Spans, str]]:
    """The words of a noun before a cue, up to ``before``, and what begins behind it at ``start``."""
    start = max(start, clause.verb.i + 1)
    left, right = view.edges(noun)[0], before if before is not None else view.edges(noun)[1] + 1
    if not clause.unit[0] <= left < right <= clause.verb.i or start >= clause.unit[1]:
        return
    content = view.chars(left, right), view.chars(start, end_of(view, clause, start))
    if all(b > a for a, b in content):
        yield ("naming" if shape == "head" else "clause", content, shape)
