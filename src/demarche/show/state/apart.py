"""How far parties stand apart in a report: where two take opposite sides, where the same, and whether one gives way.

Measured over time and with its uncertainty it is the analysis ``distance``; one report only shows who stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from demarche.records import Event, Position
from demarche.show.labels import Labels
from demarche.show.state.matrix import issue_name, parties_of, state_of
from demarche.show.state.shapes import Items, Line

_AGAINST = frozenset({"reject", "oppose"})
_YIELDS = frozenset({"CONCEDE", "RETREAT"})
_DONE = frozenset({"actual", "future"})
# Acts by which one party stands over against another.
_FACING = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "SANCTION", "COERCE", "ASSAULT"})
# Of positions from this confidence on half are right or more (docs/coding.md); a line that sets two parties beside each
# other asks more than a cell that shows one.
SURE = 0.4
# Topics on which two that are for it, each with the other, want the same; on others (withdrawal of troops) each
# asks something else.
_JOINT = frozenset({"talks", "peace-agreement", "mediation", "trade", "diplomatic-relations", "ceasefire"})
# Pairs that are shown: those who hold most positions.
PAIRS = 2

Issue = tuple[str, str | None]
#: Stands for the other party where an issue is about it.
_EACH_OTHER = "each other"


def apart_lines(items: Items, labels: Labels) -> tuple[Line, ...]:
    """A line for each pair of parties that face each other: both on the other, or on opposite sides of an issue."""
    found = [line for a, b in combinations(parties_of(items.positions), 2) if (line := _pair(a, b, items, labels))]
    return tuple(found[:PAIRS])


def _pair(a: str, b: str, items: Items, labels: Labels) -> Line | None:
    found = _compared(a, b, items.positions, SURE)
    if state_of(a) == state_of(b) or not (found["opposed"] or (_faces(a, b, items) and _faces(b, a, items))):
        return None
    if not any(found.values()):
        found = _compared(a, b, items.positions, 0.0)
    words = labels.words["apart"]
    parts = [
        words[key].format(issues=labels.joined([_name(one, labels) for one in issues]))
        for key, issues in found.items()
        if issues
    ] or [words["nothing"]]
    who = [x for x, y in ((a, b), (b, a)) if _yields(x, y, items.events)]
    parts.append(words["yields"].format(who=labels.parties(who)) if who else words["nobody"])
    evidence = tuple(s for p in items.positions if p.party in (a, b) for s in p.evidence[:1])
    return Line(f"{labels.party(a)} – {labels.party(b)}", "; ".join(parts), quoted=False, evidence=evidence)


def _compared(a: str, b: str, positions: Sequence[Position], least: float) -> dict[str, list[Issue]]:
    """The issues on which both have a side of so much confidence: opposed, on one side, or each wanting it of the
    other (who are each against it of the other are not compared)."""
    first, second = _sides(a, b, positions, least), _sides(b, a, positions, least)
    found: dict[str, list[Issue]] = {"opposed": [], "together": [], "each": []}
    for issue in first:
        if issue in second:
            mutual = issue[1] == _EACH_OTHER and issue[0] not in _JOINT
            if first[issue] != second[issue]:
                found["opposed"].append(issue)
            elif not mutual or not first[issue]:
                found["each" if mutual else "together"].append(issue)
    return found


def _name(issue: Issue, labels: Labels) -> str:
    topic, about = issue
    return issue_name(topic, None if about == _EACH_OTHER else about, labels)


def _sides(party: str, other: str, positions: Sequence[Position], least: float) -> dict[Issue, bool]:
    """The issues of a party on which its side is as sure as this, each with whether it is against.

    What it wants of the other, and what is about the other, is one issue between them ("for sanctions against B",
    "against the sanctions of A").
    """
    sides: dict[Issue, set[bool]] = {}
    for one in positions:
        if one.party == party and (one.detail.confidence is None or one.detail.confidence >= least):
            about = _EACH_OTHER if one.object and state_of(one.object) == state_of(other) else one.object
            sides.setdefault((one.topic, about), set()).add(one.stance in _AGAINST)
    return {issue: found.pop() for issue, found in sides.items() if len(found) == 1}


def _faces(a: str, b: str, items: Items) -> bool:
    """Whether a party asks something of another, or acts or speaks against it."""
    held = any(
        p.party == a and state_of(b) in {state_of(c) for c in (*p.towards, p.object or "")} for p in items.positions
    )
    return held or any(_done_to(event, a, b) for event in items.events if event.type in _FACING)


def _yields(a: str, b: str, events: Sequence[Event]) -> bool:
    """Whether a party is reported to concede something to another, or to withdraw from it."""
    return any(event.status in _DONE and _done_to(event, a, b) for event in events if event.type in _YIELDS)


def _done_to(event: Event, a: str, b: str) -> bool:
    return state_of(a) in map(state_of, event.actors) and state_of(b) in map(state_of, event.recipients)
