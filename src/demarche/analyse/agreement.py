"""How far records agree with records coded by hand: precision, recall and F1 by section 8 of the codebook.

**Formula**: items of two records of the same text are matched greedily from the best fit down, each once. A statement
matches where the party is the same and the contents overlap by half (characters, intersection over union); an event
where type and parties are the same (for two-sided types the union of actors and recipients) and the words overlap; a
position where party, side and topic are the same and the words overlap; commitments, conditions and forces where the
party is the same, the words overlap and, for forces, the number is the same. Precision is hits over found, recall
hits over gold, F1 their harmonic mean; counts are summed over reports before they are divided.
**How to read it**: two careful coders of news reports agreed at about 0.9; 0 is no agreement.
**Limits**: a match by type with other parties counts as a miss and a find; see ``confusions`` for what was taken for
what. **Reference**: docs/codebook.md, section 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from demarche.records import (
    KINDS,
    Commitment,
    Condition,
    Event,
    Force,
    Item,
    Position,
    Record,
    Span,
    Statement,
)

TWO_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE"})
AGAINST = frozenset({"reject", "oppose"})
# Contents of statements are the same from this share of common characters on (codebook, section 8).
HALF = 0.5
# Words that overlap at all fit a little, so that any overlap is above none.
A_LITTLE = 0.01
TYPE_ONLY = "events (type only)"
Fit = Callable[[Item, Item], float]


@dataclass
class Tally:
    """Counts of one kind over reports."""

    gold: int = 0
    found: int = 0
    hit: int = 0

    @property
    def precision(self) -> float:
        """Hits over found, 0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Hits over gold, 0 where there is no gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Twice the hits over gold and found together."""
        return 2 * self.hit / (self.gold + self.found) if self.gold + self.found else 0.0


@dataclass
class Agreement:
    """Tallies by kind, what types were taken for, items missed and made up, and hits by rule."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: dict[str, Tally] = field(default_factory=dict)
    missed: list[tuple[str, str, Item]] = field(default_factory=list)
    extra: list[tuple[str, str, Item]] = field(default_factory=list)
    reports: int = 0


def agreement(pairs: Iterable[tuple[str, Record, Record]]) -> Agreement:
    """Compare records with gold: ``pairs`` are (name of the report, gold record, found record)."""
    total = Agreement({kind: Tally() for kind in (*KINDS, TYPE_ONLY, "record")})
    for name, gold, found in pairs:
        total.reports += 1
        for kind in KINDS:
            compare(total, name, kind, getattr(gold, kind), getattr(found, kind))
        only = match(gold.events, found.events, same_type)
        count(total.kinds[TYPE_ONLY], len(gold.events), len(found.events), len(only))
        confuse(total, gold.events, found.events)
    for kind in KINDS:
        one = total.kinds[kind]
        count(total.kinds["record"], one.gold, one.found, one.hit)
    return total


def compare(total: Agreement, name: str, kind: str, gold: Sequence[Item], found: Sequence[Item]) -> None:
    """Add one report's items of one kind to the totals."""
    hits = match(gold, found, fit)
    count(total.kinds[kind], len(gold), len(found), len(hits))
    met, made = {i for i, _ in hits}, {j for _, j in hits}
    total.missed += [(name, kind, item) for i, item in enumerate(gold) if i not in met]
    total.extra += [(name, kind, item) for j, item in enumerate(found) if j not in made]
    for j, item in enumerate(found):
        rule = f"{kind}: {(item.detail.rule or 'no rule').split(':')[0]}"
        count(total.rules.setdefault(rule, Tally()), 0, 1, int(j in made))


def confuse(total: Agreement, gold: Sequence[Event], found: Sequence[Event]) -> None:
    """Note for each gold event the type of the event found on its words, ``-`` where there is none."""
    for event in gold:
        here = [e for e in found if overlap(event.evidence, e.evidence)]
        same = [e for e in here if e.type == event.type]
        total.confusions[event.type, (same or here)[0].type if here else "-"] += 1
    for event in found:
        if not any(overlap(event.evidence, e.evidence) for e in gold):
            total.confusions["-", event.type] += 1


def count(tally: Tally, gold: int, found: int, hit: int) -> None:
    """Add to a tally."""
    tally.gold, tally.found, tally.hit = tally.gold + gold, tally.found + found, tally.hit + hit


def match(gold: Sequence[Item], found: Sequence[Item], how: Fit) -> list[tuple[int, int]]:
    """Pairs of indices, from the best fit down, each item used once."""
    fits = [(s, i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if (s := how(g, f)) > 0]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in sorted(fits, key=lambda x: -x[0]):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def characters(spans: Iterable[Span]) -> set[int]:
    """The positions that spans cover."""
    return {n for span in spans for n in range(span.start, span.end)}


def overlap(one: Sequence[Span], two: Sequence[Span]) -> bool:
    """True where they share a character."""
    return any(a.start < b.end and b.start < a.end for a in one for b in two)


def share(one: Sequence[Span], two: Sequence[Span]) -> float:
    """Characters in both over characters in either."""
    a, b = characters(one), characters(two)
    return len(a & b) / len(a | b) if a | b else 0.0


def bare(parties: Iterable[str | None]) -> frozenset[str]:
    """Codes without sectors."""
    return frozenset(p.split("/")[0].upper() for p in parties if p)


def key(event: Event) -> tuple[object, ...]:
    """What makes two events the same."""
    actors, recipients = bare(event.actors), bare(event.recipients)
    return (event.type, actors | recipients) if event.type in TWO_SIDED else (event.type, actors, recipients)


def same_type(gold: Item, found: Item) -> float:
    """Fit of two events by type alone."""
    assert isinstance(gold, Event) and isinstance(found, Event)
    same = gold.type == found.type and overlap(gold.evidence, found.evidence)
    return A_LITTLE + share(gold.evidence, found.evidence) if same else 0.0


def fit(gold: Item, found: Item) -> float:
    """Above zero where two items of the same kind match; the higher, the better."""
    if isinstance(gold, Statement) and isinstance(found, Statement):
        common = share(gold.content, found.content)
        return common if common >= HALF and bare(gold.party) == bare(found.party) else 0.0
    if isinstance(gold, Condition) and isinstance(found, Condition):
        same_by = bare(gold.by) == bare(found.by)
        return share(gold.condition + gold.then, found.condition + found.then) if same_by else 0.0
    assert not isinstance(gold, (Statement, Condition)) and not isinstance(found, (Statement, Condition))
    if not overlap(gold.evidence, found.evidence) or not same(gold, found):
        return 0.0
    return A_LITTLE + share(gold.evidence, found.evidence)


def same(gold: Item, found: Item) -> bool:
    """True where all but the words of two items agrees."""
    if isinstance(gold, Event) and isinstance(found, Event):
        return key(gold) == key(found)
    if isinstance(gold, Position) and isinstance(found, Position):
        side = (gold.stance in AGAINST) == (found.stance in AGAINST)
        return side and gold.topic == found.topic and bare([gold.party]) == bare([found.party])
    if isinstance(gold, Commitment) and isinstance(found, Commitment):
        return bare(gold.parties) == bare(found.parties)
    assert isinstance(gold, Force) and isinstance(found, Force)
    return bare([gold.party]) == bare([found.party]) and (gold.low, gold.high) == (found.low, found.high)
