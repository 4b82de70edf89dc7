"""Shapes of the state of play: plain, frozen, in words of the reader's language, each with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.records import Commitment, Condition, Detail, Event, Force, Position, Record, Span, Statement


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a record, or of an archive's tables: what the state of play is made of."""

    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    conditions: tuple[Condition, ...] = ()
    forces: tuple[Force, ...] = ()

    @classmethod
    def of(cls, record: Record) -> Items:
        """The items of one record."""
        return cls(
            record.statements,
            record.events,
            record.positions,
            record.commitments,
            record.conditions,
            record.forces,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: ``head`` is who (to whom), ``words`` what, ``note`` when, where, through whom.

    ``words`` are the report's own where ``quoted``; ``evidence`` is what the line rests on; ``item`` is its id.
    """

    head: str
    words: str
    note: str = ""
    quoted: bool = True
    evidence: tuple[Span, ...] = ()
    item: str = ""
    detail: Detail = field(default_factory=Detail)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind; ``key`` names it in the labels."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party wants on one issue: a stance with whom or what it is about, and the words.

    ``text`` is the whole; where it holds a date, ``stance`` and ``when`` are its parts. ``side`` is for, against, open
    or both.
    """

    text: str
    against: bool
    evidence: tuple[Span, ...]
    item: str = ""
    detail: Detail = field(default_factory=Detail)
    stance: str = ""
    when: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An issue and, for each party that has one, its positions on it."""

    issue: str
    topic: str
    cells: dict[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class StateOfPlay:
    """The whole: a head, the matrix of issues by parties (most involved first), and the sections that have lines.

    ``left_out``: issues that the matrix has no room for. ``nothing``: what is said where there is nothing to show.
    """

    head: tuple[str, ...]
    parties: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    left_out: int = 0
    nothing: str = ""
