"""A document as the finders of reported speech see it: its units (sentences with their cue), tokens and quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property

from demarche.find.quotes import Quotations
from demarche.find.speech_cues import Speech, Trigger, find_triggers
from demarche.find.speech_tallies import Tallies
from demarche.find.speech_turns import labels_of
from demarche.find.tokens import Bare, Doc, Parse, Token, plain

CLOSING = frozenset("\"”“’'»")
ENDS = frozenset({".", "!", "?", "…", "..."})
# Words that nothing can end with.
OPEN_ENDED = frozenset({"DET", "ADP", "ADJ", "CCONJ", "SCONJ", "PRON", "PUNCT"})

# Relations by which a verb has the subject of the one above it; so has "weten" in "heeft laten weten".
SERVING = frozenset({"conj", "xcomp", "advcl", "ccomp", "aux", "parataxis"})

Ranges = tuple[tuple[int, int], ...]
# A unit has at most so many tokens: each of its cues is read against all of it. The longest of 3,089 in hand-coded
# reports has 98; longer ones are lists, tables and noise.
LONGEST = 200
NO_WORDS: frozenset[str] = frozenset()


class View:
    """What every part of the search needs to know of a document; computed once.

    ``doc`` holds its words without white space: hard spaces and line ends stand between a cue and its words, and say
    nothing. ``doc.origin`` and ``doc.place`` lead to the tokens of the parse and back.
    """

    def __init__(self, doc: Parse, speech: Speech, furniture: Ranges = ()) -> None:
        self.whole = plain(doc)
        self.doc = doc = Bare(self.whole)
        self.text = doc.text
        self.speech = speech
        self.furniture = furniture
        self.quotes = Quotations(doc.text)
        labels = tuple((label.start(1), label.end(1) + 1) for label in labels_of(doc.text))
        self.units = units_of(
            doc, (*furniture, *labels), {q.end - 1 for q in self.quotes.double}, {q.start for q in self.quotes.double}
        )
        self.silent = {n for n, unit in enumerate(self.units) if in_ranges(doc[unit[0]].idx, furniture)}
        self.tallies = Tallies(doc, speech, self.quotes)
        self._starts = [start for start, _ in self.units]
        self._ends = [token.idx + token.size for token in doc]
        self._edges = edges_of(doc)
        self._quoted: dict[Ranges, float] = {}
        # What the readings of one cue have in common, kept by those who ask for it.
        self.cues: dict[Trigger, dict[str, float]] = {}
        self.told: dict[tuple[Trigger, str], list[str]] = {}

    @cached_property
    def triggers(self) -> list[Trigger]:
        """Every verb and noun of speech, in order."""
        return find_triggers(self.doc, self.units, self.speech)

    def unit(self, index: int) -> int:
        """Number of the unit that holds a token."""
        return bisect_right(self._starts, index) - 1

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the tokens ``start`` to ``end`` (excluded), without white space and marks at the edges."""
        left, right = start, end
        while left < right and self.doc[left].is_space:
            left += 1
        while right > left and (
            self.doc[right - 1].is_space or self.doc[right - 1].text in (",", ";", ":", "-", "–", "—")
        ):
            right -= 1
        while left < right and self.doc[left].text in (",", ";", ":", ".", "-", "–", "—"):
            left += 1
        if left >= right:
            place = self.doc[start].idx if start < len(self.doc) else len(self.text)
            return place, place
        return self.doc[left].idx, self.doc[right - 1].idx + len(self.doc[right - 1])

    def words(self, name: str) -> frozenset[str]:
        """A closed class of the language, by its name in ``speech.toml``."""
        return self.speech.words.get(name, NO_WORDS)

    def quoted(self, content: Ranges) -> float:
        """The part (0 to 1) of some characters that stands in quotation marks; found once."""
        kept = self._quoted.get(content)
        if kept is None:
            inside = sum(self.quotes.share(a, b, singles=True) * (b - a) for a, b in content)
            kept = self._quoted[content] = inside / max(1, sum(b - a for a, b in content))
        return kept

    def edges(self, token: Token) -> tuple[int, int]:
        """First and last index of a token's subtree."""
        return self._edges[token.i]

    def token_at(self, char: int) -> int:
        """Index of the first token that ends behind a character."""
        return bisect_right(self._ends, char)

    def subject(self, token: Token, depth: int = 4) -> Token | None:
        """The subject of a verb: its own, one shared by coordination, or that of the verb it serves."""
        for child in token.children:
            if child.base_ == "nsubj" and child.text not in CLOSING:  # a clause as subject is what is said
                return child
        serves = token.base_ in SERVING or (token.dep_ == "compound:prt" and token.head.pos_ == "VERB")
        if depth and token.head.i != token.i and serves:
            return self.subject(token.head, depth - 1)
        return None


def edges_of(doc: Doc) -> list[tuple[int, int]]:
    """First and last index of each word's subtree."""
    left, right = list(range(len(doc))), list(range(len(doc)))
    for token in doc:
        above = token
        while above.head is not above:
            above = above.head
            if left[above.i] <= token.i <= right[above.i]:
                continue
            left[above.i], right[above.i] = min(left[above.i], token.i), max(right[above.i], token.i)
    return list(zip(left, right, strict=True))


def in_ranges(place: int, ranges: Ranges) -> bool:
    """Whether a character stands in one of the ranges."""
    return any(a <= place < b for a, b in ranges)


def units_of(
    doc: Doc, furniture: Ranges = (), closing: Collection[int] = (), opening: Collection[int] = ()
) -> list[tuple[int, int]]:
    """Sentences as (first token, end), repaired: a cue stays with its quotation, and sentences end at their points.

    ``closing`` holds the characters that are closing quotation marks: none of them begins a sentence; none ends behind
    one of ``opening``.
    """
    starts = [0]
    borders = sorted(place for pair in furniture for place in pair)
    for token in doc[1:]:
        if token.is_space or token.idx + token.size - 1 in closing:
            continue
        previous = before(doc, token.i)
        if previous is None or previous.idx in opening:
            continue
        broken = token.is_sent_start or "\n\n" in doc.text[previous.idx : token.idx]
        ended = previous.text in ENDS and (token.text[:1].isupper() or token.text[:1] in '"„“‘«')
        if not ended and previous.text in CLOSING and previous.i:
            ended = doc[previous.i - 1].text in ENDS and token.text[:1].isupper()
        bordered = bool(borders) and bisect_right(borders, previous.idx) < bisect_right(borders, token.idx)
        if ended or bordered or (broken and begins(doc, previous, token)):
            starts.append(token.i)
    if not len(doc):
        return []
    pieces = zip(starts, [*starts[1:], len(doc)], strict=True)
    return [(at, min(at + LONGEST, end)) for start, end in pieces for at in range(start, end, LONGEST)]


def before(doc: Doc, index: int) -> Token | None:
    """The last token before ``index`` that is no white space."""
    for at in range(index - 1, -1, -1):
        if not doc[at].is_space:
            return doc[at]
    return None


def begins(doc: Doc, previous: Token, token: Token) -> bool:
    """Whether a sentence may begin where the parse says so: behind an end or a line end, else at a plain word."""
    gap = doc.text[previous.idx + len(previous) : token.idx]
    if "\n" in gap:
        return True
    if token.text in ",;:”»" or previous.text in (",", ";"):
        return False
    if previous.text in CLOSING:
        # "…," X said: what ends with a comma goes on.
        return not (token.text[:1].islower() or (previous.i and doc[previous.i - 1].text == ","))
    if previous.text == ":":
        return token.text[:1].isupper()
    # No mark of an end: a glued headline, or more often a parse that lost its way at a name.
    return token.text[:1].isupper() and token.pos_ not in ("PROPN", "ADJ") and previous.pos_ not in OPEN_ENDED
