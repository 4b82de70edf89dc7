"""The frozen shapes of the record: what is kept of one news report.

The shapes follow the codebook (``docs/codebook.md``). Offsets are Unicode code points of ``Document.text``, start
included, end excluded. An item can't be made without the exact words it rests on: :meth:`Span.of` cuts them from the
text, and :func:`check_words` refuses a record whose words do not stand where it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar

from demarche.errors import BrokenRecord


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text: ``text == document.text[start:end]``."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of ``text`` from ``start`` to ``end``, white space at its edges left out.

        Raises:
            BrokenRecord: where no words are left.
        """
        words = text[start:end]
        left = len(words) - len(words.lstrip())
        kept = words.strip()
        if not kept:
            raise BrokenRecord(f"no words between {start} and {end}")
        return cls(start + left, start + left + len(kept), kept)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of text that is no reporting; ``kind`` is ``header``, ``subhead``, ``link``, ``caption``, …"""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of the world's that could not be read as it should; the rest of the document is still coded."""

    kind: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it came. ``published`` is an ISO date cut to the precision known (``2022``, ``2022-01``, …)."""

    text: str
    language: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    furniture: tuple[Furniture, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """How an item was found: for ``--explain``, never part of the codebook's record.

    ``confidence`` is a calibrated probability (0 to 1) that a careful coder would code the item so;
    ``rule`` names what found it; ``reasons`` are feature and weight; ``candidates`` are other readings with scores.
    """

    confidence: float | None = None
    rule: str | None = None
    reasons: tuple[tuple[str, float], ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody is given as the source of some content. ``party`` is a code, several for joint speakers, or ()."""

    id: str
    speaker: str | None
    party: tuple[str, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: str
    via: tuple[str, ...] = ()
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Event:
    """An interaction between parties, or an act of one party, typed by PLOVER; ``cameo`` by the crosswalk.

    ``weekday`` ("monday") is known where the words name one and ``when`` is no finer than a month.
    """

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    claimed_by: str | None
    when: str | None
    where: str | None
    evidence: tuple[Span, ...]
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    weekday: str | None = None
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Position:
    """What a party wants or will not have on an issue."""

    id: str
    party: str
    stance: str
    topic: str
    object: str | None
    towards: tuple[str, ...]
    evidence: tuple[Span, ...]
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Commitment:
    """Parties bind themselves to do something; ``deadline`` is an ISO date or None."""

    id: str
    parties: tuple[str, ...]
    action: tuple[Span, ...]
    deadline: str | None
    evidence: tuple[Span, ...]
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Condition:
    """One act made to depend on another: ``kind`` is ``threat`` or ``promise``, ``condition`` the codebook's ``if``."""

    id: str
    by: tuple[str, ...]
    kind: str
    condition: tuple[Span, ...]
    then: tuple[Span, ...]
    evidence: tuple[Span, ...]
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Force:
    """Men, weapons or casualties with a number (counts, not money)."""

    id: str
    party: str | None
    what: str
    low: int
    high: int
    approximate: bool
    place: str | None
    claimed_by: str | None
    evidence: tuple[Span, ...]
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Run:
    """What made a record: the same input and the same run give the same bytes."""

    version: str
    pipeline: str
    packs: str
    ontologies: str


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one report."""

    document: Document
    furniture: tuple[Span, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    conditions: tuple[Condition, ...] = ()
    forces: tuple[Force, ...] = ()
    problems: tuple[Problem, ...] = ()
    run: Run | None = None


Item = Statement | Event | Position | Commitment | Condition | Force
Kept = TypeVar("Kept", Statement, Event, Position, Commitment, Condition, Force)
KINDS = ("statements", "events", "positions", "commitments", "conditions", "forces")


def spans_of(item: Item) -> tuple[Span, ...]:
    """Every span an item rests on: evidence, content and cue, condition and consequence."""
    if isinstance(item, Statement):
        return item.cue + item.content
    if isinstance(item, Condition):
        return item.condition + item.then + item.evidence
    if isinstance(item, Commitment):
        return item.action + item.evidence
    return item.evidence


def confident(record: Record, least: float) -> Record:
    """The record without the items found with less confidence than ``least`` (0 to 1); those without any are kept."""

    def sure(items: tuple[Kept, ...]) -> tuple[Kept, ...]:
        return tuple(i for i in items if i.detail.confidence is None or i.detail.confidence >= least)

    return replace(
        record,
        statements=sure(record.statements),
        events=sure(record.events),
        positions=sure(record.positions),
        commitments=sure(record.commitments),
        conditions=sure(record.conditions),
        forces=sure(record.forces),
    )


def check_words(record: Record) -> Record:
    """The record itself, if every item has words and all of them stand in the text at their offsets.

    Raises:
        BrokenRecord: naming the first item whose words do not.
    """
    text = record.document.text
    for kind in KINDS:
        for item in getattr(record, kind):
            words = spans_of(item)
            if not words:
                raise BrokenRecord(f"{item.id} has no words")
            for span in words:
                if text[span.start : span.end] != span.text:
                    raise BrokenRecord(f"{item.id}: {span.text!r} does not stand at {span.start}")
    return record
