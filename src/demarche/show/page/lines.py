"""Rows of the archive as lines of a screen: who, to whom, in which words, with the way to the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from demarche.records import Commitment, Condition, Event, Force, Item, Position, Span, Statement
from demarche.show.labels import Labels
from demarche.show.page.asked import Asked
from demarche.show.state.lines import commitment_line, condition_line, event_line, force_line, statement_line
from demarche.show.state.matrix import rows_of
from demarche.show.state.shapes import Line

Row = dict[str, Any]
_LINES: dict[str, Callable[..., Line]] = {
    "statements": statement_line,
    "events": event_line,
    "commitments": commitment_line,
    "conditions": condition_line,
    "forces": force_line,
}


@dataclass(frozen=True, slots=True)
class Told:
    """An item on a screen outside its report: its kind, the line, its type in words, and where and when it was told."""

    kind: str
    type: str
    line: Line
    row: Row
    address: str


def told(asked: Asked, kind: str, rows: Iterable[Row]) -> list[Told]:
    """Rows of one kind of item as lines, each with the address of its words."""
    labels = asked.words.labels
    return [
        Told(kind, type_of(row, labels), line_of(item_of(kind, row), kind, labels), row,
             f"{asked.address('/report/' + row['report'])}#{row['id']}")
        for row in rows
    ]  # fmt: skip


def type_of(row: Row, labels: Labels) -> str:
    """The type of an event in the reader's words; empty for other kinds."""
    return labels.get("types", row["type"]) if row.get("type") else ""


def line_of(item: Item, kind: str, labels: Labels) -> Line:
    """An item of any kind as a line."""
    if isinstance(item, Position):
        (row,) = rows_of([item], labels)
        (cell,) = row.cells[item.party]
        return Line(f"{labels.party(item.party)}: {cell.text}", row.issue, quoted=False, evidence=item.evidence)
    line = _LINES[kind](item, labels)
    if kind == "conditions":  # a terminal sets the word apart in capitals, a page has quotation marks enough
        then = f" {labels.get('sections', 'then')} "
        line = replace(line, words=line.words.replace(then, then.lower(), 1))
    return line


def item_of(kind: str, row: Row) -> Item:
    """The item that a row of the archive's table holds, as far as a line needs it."""
    return _MADE[kind](row, {part: _part(row, part) for part in ("cue", "content", "action", "condition", "then")})


def _part(row: Row, part: str) -> tuple[Span, ...]:
    return tuple(Span(one["start"], one["end"], one["text"]) for one in row["words"] or () if one["part"] == part)


def _evidence(row: Row) -> tuple[Span, ...]:
    return _part(row, "evidence") or (Span(row["start_char"], row["end_char"], row["quote"]),)


Parts = dict[str, tuple[Span, ...]]


def _statement(row: Row, parts: Parts) -> Statement:
    return Statement(row["id"], row["speaker"], tuple(row["speaks_for"] or ()), parts["cue"], parts["content"],
                     row["mode"], tuple(row["via"] or ()))  # fmt: skip


def _event(row: Row, parts: Parts) -> Event:
    return Event(row["id"], row["type"], row["mode"], tuple(row["actors"] or ()), tuple(row["recipients"] or ()),
                 row["status"], row["claimed_by"], row["happened"], row["place"], _evidence(row),
                 weekday=row["weekday"])  # fmt: skip


def _position(row: Row, parts: Parts) -> Position:
    return Position(row["id"], row["party"], row["stance"], row["topic"], row["object"],
                    tuple(row["towards"] or ()), _evidence(row))  # fmt: skip


def _commitment(row: Row, parts: Parts) -> Commitment:
    return Commitment(row["id"], tuple(row["bound"] or ()), parts["action"], row["deadline"], _evidence(row))


def _condition(row: Row, parts: Parts) -> Condition:
    return Condition(row["id"], tuple(row["by"] or ()), row["kind"], parts["condition"], parts["then"], _evidence(row))


def _force(row: Row, parts: Parts) -> Force:
    return Force(row["id"], row["party"], row["what"], row["low"], row["high"], row["approximate"], row["place"],
                 row["claimed_by"], _evidence(row))  # fmt: skip


_MADE: dict[str, Callable[[Row, Parts], Item]] = {
    "statements": _statement,
    "events": _event,
    "positions": _position,
    "commitments": _commitment,
    "conditions": _condition,
    "forces": _force,
}
