"""Positions as a matrix: a row for an issue, a column for a party."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from demarche.records import Position
from demarche.show.labels import Labels
from demarche.show.state.shapes import Cell, Row

_AGAINST = frozenset({"reject", "oppose"})


def parties_of(positions: Sequence[Position]) -> tuple[str, ...]:
    """Codes of the parties that hold positions, those with the most first; ties as they came."""
    held = Counter(position.party for position in positions)
    order = {party: n for n, party in enumerate(held)}
    return tuple(sorted(held, key=lambda party: (-held[party], order[party])))


def rows_of(positions: Sequence[Position], labels: Labels) -> tuple[Row, ...]:
    """A row for each issue, those with the most parties first, then as they came in the report."""
    rows = [
        _row(topic, target, held, labels)
        for topic, on_topic in _by_topic(positions).items()
        for target, held in _issues(on_topic)
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.cells)))


def _by_topic(positions: Sequence[Position]) -> dict[str, list[Position]]:
    topics: dict[str, list[Position]] = defaultdict(list)
    for position in positions:
        topics[position.topic].append(position)
    return topics


def _issues(held: list[Position]) -> list[tuple[str | None, list[Position]]]:
    """Positions on one topic by what it is about; together where the parties are about each other.

    "A wants B's troops out, B wants A's out" and "A and B agree to talk" are one issue between them; membership of
    one country and membership of another are two.
    """
    if _is_mutual(held):
        return [(None, held)]
    by_object: dict[str, list[Position]] = defaultdict(list)
    for position in held:
        by_object[position.object or ""].append(position)
    return [(target or None, list(ones)) for target, ones in by_object.items()]


def _is_mutual(held: list[Position]) -> bool:
    parties = {state_of(position.party) for position in held}
    objects = {state_of(position.object) for position in held if position.object}
    return len(objects) > 1 and len(parties) > 1 and objects <= parties


def state_of(code: str | None) -> str:
    """A party's code without its sector; empty for none."""
    return (code or "").partition("/")[0]


def _row(topic: str, target: str | None, held: list[Position], labels: Labels) -> Row:
    cells: dict[str, list[Cell]] = defaultdict(list)
    for position in held:
        cells[position.party].append(_cell(position, target, labels))
    return Row(issue_name(topic, target, labels), topic, {party: tuple(kept) for party, kept in cells.items()})


def issue_name(topic: str, target: str | None, labels: Labels) -> str:
    """An issue: its topic, and the party, place or thing that it is about, where that is another word."""
    name, about = labels.get("topics", topic), thing(target, labels) if target else ""
    return f"{name}: {about}" if about.lower() not in ("", name.lower()) else name


def thing(target: str, labels: Labels) -> str:
    """The object of a position: a party's name where it is a code, else the words themselves."""
    head = target.partition("/")[0]
    is_code = head.isupper() and len(head) > 1 and head.isalnum()
    return labels.party(target) if is_code or target.startswith("X:") else target


def _cell(position: Position, target: str | None, labels: Labels) -> Cell:
    text = labels.get("stances", position.stance)
    about = position.object if target is None else None
    if about:
        text = f"{text} ({labels.get('about', position.topic).format(object=thing(about, labels))})"
    towards = [code for code in position.towards if code not in (about, target)]
    if towards:
        text += f" → {labels.parties(towards)}"
    return Cell(text, position.stance in _AGAINST, position.evidence, position.id, position.detail)
