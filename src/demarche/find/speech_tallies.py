"""What the words of a document are, counted once from its start: how many of a kind a stretch holds is a subtraction.

Readings of cues are stretches of the same words, dozens a report, and each is asked for its marks, verbs and cues.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from demarche.find.quotes import Quotations
from demarche.find.speech_cues import Speech
from demarche.find.tokens import Doc

VERBAL = frozenset({"VERB", "AUX"})
# What joins a further cue to the words before it, besides a comma.
JOINING = frozenset({"CCONJ", "ADV"})
Stretches = Sequence[tuple[int, int]]


class Tallies:
    """Counts over a document's tokens; stretches are (first token, end).

    Attributes:
        heads: index of each token's head, -1 for a root.
        solid: whether each token is a word, no mark or white space.
    """

    def __init__(self, doc: Doc, speech: Speech, quotes: Quotations) -> None:
        verbal = [token.pos_ in VERBAL for token in doc]
        self.heads = [-1 if token.head is token else token.head.i for token in doc]
        self.solid = [token.pos_ not in ("PUNCT", "SPACE") for token in doc]
        self.commas = from_start([token.text == "," for token in doc])
        self.semis = from_start([token.text in ";:" for token in doc])
        self.dots = from_start([token.text in ".!?" for token in doc])
        self.verbs = from_start(verbal)
        self.finite = from_start([one and token.morph.finite for one, token in zip(verbal, doc, strict=True)])
        self.cues = [t.i for t in doc if t.pos_ == "VERB" and t.lower_ in speech.forms and quotes.at(t.idx) is None]
        self.joined = [i for i in self.cues if i and (doc[i - 1].text == "," or doc[i - 1].pos_ in JOINING)]

    def cues_in(self, stretches: Stretches) -> int:
        """How many verbs of speech stand outside quotations."""
        return sum([bisect_left(self.cues, end) - bisect_left(self.cues, start) for start, end in stretches])

    def first_joined(self, stretches: Stretches) -> int | None:
        """The first verb of speech behind a comma or a joining word, not at the very start."""
        for start, end in stretches:
            at = bisect_left(self.joined, max(start, stretches[0][0] + 1))
            if at < len(self.joined) and self.joined[at] < end:
                return self.joined[at]
        return None

    def tops(self, stretches: Stretches) -> list[int]:
        """The words whose head stands outside the stretches, in their order."""
        heads, solid = self.heads, self.solid
        if len(stretches) == 1:  # as most do
            start, end = stretches[0]
            return [i for i in range(start, end) if solid[i] and not start <= heads[i] < end]
        inside = {i for start, end in stretches for i in range(start, end)}
        return [i for start, end in stretches for i in range(start, end) if solid[i] and heads[i] not in inside]


def from_start(marks: Iterable[bool]) -> list[int]:
    """How many of the marks before each place are set, the end included."""
    return list(accumulate(marks, initial=0))


def within(counts: Sequence[int], stretches: Stretches) -> int:
    """How many are counted in some stretches."""
    return sum([counts[end] - counts[start] for start, end in stretches])
