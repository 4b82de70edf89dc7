"""Quotations: where quotation marks open and close, whatever marks an outlet uses.

Works on the text alone, so that it stays right where the parse is wrong. Marks that open and close alike are paired in
order; a mark left open ends at the end of its paragraph. Apostrophes are told from single marks by what stands beside
them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

# Opening mark -> the marks that may close it. „…” and „…“ are Dutch and German, ,,…'' is typed Dutch, ΅ is a slip of
# Greek keyboards that De Telegraaf prints for ”.
DOUBLE = {
    '"': '"”“',
    "“": '”"',
    "„": '”“"΅',
    "”": "”",
    "«": "»",
    "»": "«",
    ",,": "”\"“''",
    "''": "''",
}
# Where a mark may open.
MARK = re.compile(r"[\"“„”«»‘’']|,,")
SINGLE = {"‘": "’'", "’": "’", "'": "'’"}
# A pair of single marks holds a phrase; longer ones in our reports were apostrophes (longest true one seen: 130).
LONGEST_SINGLE = 200
BREAK = re.compile(r"\n\s*\n|(?<=[.!?”\"'’»…:]) *\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks: ``text[start:end]``. ``double`` where the marks are not single ones."""

    start: int
    end: int
    double: bool = True


@lru_cache(maxsize=8)
def find_quotes(text: str) -> tuple[Quote, ...]:
    """Outermost quotations of a text in order; offsets are code points and include the marks."""
    quotes: list[Quote] = []
    for left, right in paragraphs(text):
        mark = MARK.search(text, left, right)
        while mark is not None:
            found = opened(text, mark.start(), right)
            if found is not None:
                quotes.append(found)
            mark = MARK.search(text, found.end if found is not None else mark.start() + 1, right)
    return tuple(quotes)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Stretches between blank lines, and between line ends that follow the end of a sentence."""
    out, left = [], 0
    for gap in BREAK.finditer(text):
        out.append((left, gap.start()))
        left = gap.end()
    out.append((left, len(text)))
    return [(a, b) for a, b in out if text[a:b].strip()]


def opened(text: str, at: int, right: int) -> Quote | None:
    """The quotation that opens at ``at``, or None where no mark opens there."""
    mark = text[at : at + 2] if text[at : at + 2] in DOUBLE else text[at]
    if mark not in DOUBLE and mark not in SINGLE:
        return None
    inside = at + len(mark)
    if inside >= right or text[inside].isspace() or not starts_word(text, at):
        return None
    if mark in DOUBLE:
        end = closing(text, inside, right, DOUBLE[mark])
        return Quote(at, end if end is not None else right, True)
    end = single_end(text, inside, right, SINGLE[mark])
    return Quote(at, end, False) if end is not None else None


def starts_word(text: str, at: int) -> bool:
    """Whether what stands before lets a quotation open (space, dash, bracket, colon, another mark)."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([{-–—/:“„\"'‘’"


def closing(text: str, inside: int, right: int, marks: str) -> int | None:
    """End (mark included) of a double quotation."""
    for at in range(inside + 1, right):
        if text[at] in marks and text[at] != "'":
            return at + 1
        if "''" in marks and text[at : at + 2] == "''":
            return at + 2
    return None


def single_end(text: str, inside: int, right: int, marks: str) -> int | None:
    """End of a single quotation: a mark after a word and before none, with no double mark between."""
    for at in range(inside + 1, min(right, inside + LONGEST_SINGLE)):
        if text[at] in '"“”„«»':
            return None
        if text[at] in marks and not text[at - 1].isspace() and (at + 1 >= right or not text[at + 1].isalnum()):
            word = text[inside:at]
            return at + 1 if len(word) > 1 else None
    return None


class Quotations:
    """The quotations of a text, asked by place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = find_quotes(text)
        self.double = tuple(q for q in self.all if q.double)
        self._starts = [q.start for q in self.double]
        # They stand apart from each other: ends are in order as starts are.
        self._bounds = {
            singles: ([q.start for q in some], [q.end for q in some])
            for singles, some in ((False, self.double), (True, self.all))
        }

    def at(self, place: int) -> Quote | None:
        """The double quotation that covers a character, or None."""
        n = bisect_right(self._starts, place) - 1
        return self.double[n] if n >= 0 and place < self.double[n].end else None

    def within(self, start: int, end: int, singles: bool = False) -> list[Quote]:
        """Quotations that overlap ``start`` to ``end``."""
        some = self.all if singles else self.double
        starts, ends = self._bounds[singles]
        return list(some[bisect_right(ends, start) : bisect_left(starts, end)])

    def share(self, start: int, end: int, singles: bool = False) -> float:
        """The part (0 to 1) of the characters from ``start`` to ``end`` that stands in quotations."""
        inside = sum(min(q.end, end) - max(q.start, start) for q in self.within(start, end, singles))
        return inside / (end - start) if end > start else 0.0
