"""A text with its marks as pieces, cut by the server in code points: a browser counts otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: Lines under a word that can be told apart; what lies deeper shares the last.
MOST_LANES = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text (code points, end excluded) that an item rests on; ``part`` is cue, content, evidence."""

    start: int
    end: int
    item: str
    kind: str
    part: str
    label: str
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two boundaries: the marks over it (lowest lane first), those that begin here, and furniture."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    furniture: str = ""

    @property
    def items(self) -> str:
        """Ids of the items over it, as an attribute has them."""
        return " ".join(dict.fromkeys(mark.item for mark in self.marks))


def laned(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order, each with the lowest line that is free where it stands; longer ones lie deeper inside.

    Marks of one kind over the very same words share a line: their signs tell them apart, more lines would not.
    """
    ends: list[int] = []
    shared: dict[tuple[int, int, str], int] = {}
    placed = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end, one.item)):
        free = next((n for n, end in enumerate(ends) if end <= mark.start), len(ends))
        lane = shared.setdefault((mark.start, mark.end, mark.kind), free)
        ends[lane : lane + 1] = [mark.end]
        placed.append(
            Mark(mark.start, mark.end, mark.item, mark.kind, mark.part, mark.label, min(lane, MOST_LANES - 1))
        )
    return placed


def pieces(text: str, marks: Sequence[Mark], furniture: Sequence[tuple[int, int, str]] = ()) -> list[Piece]:
    """The whole text as pieces: joined, their texts are the text again."""
    placed = laned(one for one in marks if 0 <= one.start < one.end <= len(text))
    cuts = {0, len(text)}
    cuts.update(edge for one in placed for edge in (one.start, one.end))
    cuts.update(edge for start, end, _ in furniture for edge in (start, end) if 0 <= edge <= len(text))
    edges = sorted(cuts)
    made, open_marks, following = [], list[Mark](), 0
    for start, end in pairwise(edges):
        open_marks = [one for one in open_marks if one.end > start]
        begins = []
        while following < len(placed) and placed[following].start == start:
            begins.append(placed[following])
            following += 1
        open_marks += begins
        kind = next((kind for first, last, kind in furniture if first <= start and end <= last), "")
        over = tuple(sorted(open_marks, key=lambda one: one.lane))
        made.append(Piece(text[start:end], over, tuple(begins), kind))
    return made
