"""How far parties stand apart in a report: where two take opposite sides, where the same, and whether one gives way.

Measured over time and with its uncertainty it is the analysis ``distance``; one report only shows who stands where.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from demarche.records import Event, Position
from demarche.show.labels import Labels
from demarche.show.state.matrix import issue_name, parties_of
from demarche.show.state.shapes import Items, Line

_AGAINST = frozenset({"reject", "oppose"})
_YIELDS = frozenset({"CONCEDE", "RETREAT"})
_DONE = frozenset({"actual", "future"})
# Pairs that are shown: those who hold most positions.
PAIRS = 3

Issue = tuple[str, str | None]


def apart_lines(items: Items, labels: Labels) -> tuple[Line, ...]:
    """A line for each pair of parties of which one holds a position on the other, or both on one issue."""
    found = [line for a, b in combinations(parties_of(items.positions), 2) if (line := _pair(a, b, items, labels))]
    return tuple(found[:PAIRS])


def _pair(a: str, b: str, items: Items, labels: Labels) -> Line | None:
    first, second = _sides(a, items.positions), _sides(b, items.positions)
    shared = [issue for issue in first if issue in second]
    facing = [p for p in items.positions if (p.party, *p.towards[:1]) in ((a, b), (b, a))]
    if _state(a) == _state(b) or not (shared or facing):
        return None
    opposed = [issue for issue in shared if first[issue] != second[issue]]
    together = [issue for issue in shared if first[issue] == second[issue]]
    parts = [
        labels.words["apart"][key].format(issues=labels.joined([issue_name(*one, labels) for one in issues]))
        for key, issues in (("opposed", opposed), ("together", together))
        if issues
    ] or [labels.words["apart"]["nothing"]]
    evidence = tuple(s for p in items.positions if p.party in (a, b) for s in p.evidence[:1])
    who = labels.joined([labels.party(party) for party in (a, b) if _yields(party, items)])
    parts.append(labels.words["apart"]["yields"].format(who=who) if who else labels.words["apart"]["nobody"])
    return Line(f"{labels.party(a)} – {labels.party(b)}", "; ".join(parts), quoted=False, evidence=evidence)


def _sides(party: str, positions: Sequence[Position]) -> dict[Issue, bool]:
    """The issues of a party, each with whether it is against; of several positions on one, the last counts."""
    return {(p.topic, p.object): p.stance in _AGAINST for p in positions if p.party == party}


def _yields(party: str, items: Items) -> bool:
    """Whether a party is reported to give way: it concedes, withdraws, or accepts what was asked."""
    accepts = any(p.stance == "accept" and _state(p.party) == _state(party) for p in items.positions)
    return accepts or any(_state(code) == _state(party) for event in _yielding(items.events) for code in event.actors)


def _yielding(events: Sequence[Event]) -> Iterator[Event]:
    return (event for event in events if event.type in _YIELDS and event.status in _DONE)


def _state(code: str) -> str:
    return code.partition("/")[0]
