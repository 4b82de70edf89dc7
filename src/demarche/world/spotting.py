"""Where a text names somebody or some place of the tables: one look-up for each of its words.

What a word can be is worked out once and kept, for names of one word down to their readings: a day's news repeats its
words. Cutting the text and looking up its words are then the loops of Python's own C code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from demarche.world.names import WORD, Kept, fold

KEPT = 32_768  # words and spellings remembered: a day's news has fewer
FULL_LINE = 45  # characters: shorter lines before a break are headlines, subheads or items of a list
ENDINGS = ("'s", "'ers", "'er", "'", "s")  # of a genitive, a plural or a member
LONGEST = 9  # words in the longest name that is looked for; the tables' longest has nine
NOTHING: Set[str] = frozenset()
CUT = re.compile(f"({WORD.pattern})")


class Named(NamedTuple):
    """What a form of a name stands for: ``kind`` is name, adjective, inhabitant, capital, body, organisation, group,
    ngo, company, agency, outlet or place; ``code`` the party (the state a place lies in; ``-`` for a medium)."""

    code: str
    kind: str
    form: str
    source: str


class Hit(NamedTuple):
    """A name found in a text, with all that it may stand for, likeliest first."""

    start: int
    end: int
    readings: tuple[Named, ...]


class Start(NamedTuple):
    """A word that names begin with: folded, the words that follow it in longer names, and the name that it is alone,
    at 0."""

    folded: str
    seconds: Set[str]
    alone: Hit | None


class Spotter:
    """The names of one language's tables, to be found in texts: ``forms`` are rows by folded name, ``sources`` what
    their last column counts."""

    def __init__(self, forms: Mapping[str, Any], sources: list[str]) -> None:
        self.forms, self.sources = forms, sources
        # Words that begin a name in small letters.
        self.common: set[str] = set()
        # Second words of longer names by the first; apart for names that are written with a small letter in front.
        self.seconds: dict[str, set[str]] = {}
        self.small: dict[str, set[str]] = {}
        # Lengths in words, longest first, of the names of three and more that begin with two words.
        self.lengths: dict[str, tuple[int, ...]] = {}
        for name, rows in forms.items():
            first, *more = name.split(" ", 2)
            length = name.count(" ") + 1
            if any(not letter(row[2]).isupper() for row in rows):
                self.common |= {first, f"{first}s"}
            if not 1 < length <= LONGEST:
                continue
            self.seconds.setdefault(first, set()).add(more[0])
            if not all(letter(row[2]).isupper() for row in rows):
                self.small.setdefault(first, set()).add(more[0])
            if length > 2:
                pair = f"{first} {more[0]}"
                self.lengths[pair] = tuple(sorted({length, *self.lengths.get(pair, ())}, reverse=True))
        self.words: Kept[str, Start | None] = Kept(self.start, KEPT)

    def scan(self, text: str) -> list[Hit]:
        """See :meth:`demarche.world.World.scan`."""
        parts = CUT.split(text)
        words = parts[1::2]
        # Few words begin a name; plain small ones that begin none are passed over without a look into a large table.
        known, common = self.words, self.common
        begin = [
            (at, start)
            for at, word in enumerate(words)
            if (word in common or not (word.islower() and word.isalpha() and word.isascii()))
            and (start := known[word]) is not None
        ]
        if not begin:
            return []
        edges = list(accumulate(map(len, parts)))
        words.append("")  # behind the last
        found, past = [], 0
        for at, start in begin:
            if at < past:
                continue
            hit, length = None, 1
            if start.seconds and ((second := fold(words[at + 1])) in start.seconds or second.endswith(ENDINGS)):
                hit, length = self.longer(text, words, edges, at)
            if hit is None and start.alone is not None:
                first = edges[2 * at]
                hit, length = Hit(first, first + start.alone.end, start.alone.readings), 1
            if hit is not None:
                found.append(hit)
                past = at + length
        return found

    def start(self, word: str) -> Start | None:
        """What a word of a text can begin; None where nothing."""
        folded = fold(word)
        alone = self.hit(word, 0, len(word), folded) or self.without_ending(word, 0, len(word), folded)
        seconds = (self.small if word[:1].islower() else self.seconds).get(folded, NOTHING)
        return Start(folded, seconds, alone) if seconds or alone is not None else None

    def longer(self, text: str, words: list[str], edges: list[int], at: int) -> tuple[Hit | None, int]:
        """The longest name of at least two words that begins at a word, with its length in words."""
        pair = f"{fold(words[at])} {fold(words[at + 1])}"
        for size in (*self.lengths.get(pair, ()), 2):
            if 2 * (at + size) > len(edges):
                continue
            name = pair if size == 2 else " ".join(map(fold, words[at : at + size]))
            start, end = edges[2 * at], edges[2 * (at + size) - 1]
            hit = self.hit(text, start, end, name) or self.without_ending(text, start, end, name)
            if hit is not None:
                return hit, size
        return None, 1

    def hit(self, text: str, start: int, end: int, name: str) -> Hit | None:
        """The rows of a folded name that stand in a stretch of the text as they are written."""
        named = self.forms.get(name)
        if not named:
            return None
        between = text[start:end]
        if ", " in between or ("\n" in between and not wrapped(text, start, end)):
            return None
        rows = [row for row in named if written_as(between, row[2])]
        if not rows:
            return None
        if between.endswith(".") and "." not in between[:-1] and not rows[0][2].endswith("."):
            end -= 1
        return Hit(start, end, tuple([Named(row[0], row[1], row[2], self.sources[row[3]]) for row in rows]))

    def without_ending(self, text: str, start: int, end: int, name: str) -> Hit | None:
        """A name with the ending of a genitive, plural or member: ``Hong Kong's``, ``Duitslands``, ``D66'er``; behind
        two letters the ending needs its mark (``EU's``)."""
        if not name.endswith(ENDINGS):
            return None
        last = len(name) - 1 - name.rfind(" ")
        for ending in ENDINGS:
            shortest = 2 if ending[0] == "'" else 3
            if last >= len(ending) + shortest and name.endswith(ending) and name[: -len(ending)] in self.forms:
                bare = end - len(ending) - (1 if text[end - 1] == "." else 0)
                hit = self.hit(text, start, bare, name[: -len(ending)])
                if hit and (ending != "s" or hit.readings[0].kind in ("name", "organisation", "group", "capital")):
                    return hit
        return None


def letter(form: str) -> str:
    """The first letter or digit of a form."""
    return next((c for c in form if c.isalnum()), "")


def wrapped(text: str, start: int, end: int) -> bool:
    """Whether the line break between two words is one that wraps a paragraph: one alone, behind a full line."""
    at = text.find("\n", start, end)
    line = at - (text.rfind("\n", 0, at) + 1)
    return text.count("\n", start, end) == 1 and line >= FULL_LINE


@lru_cache(maxsize=KEPT)
def written_as(text: str, form: str) -> bool:
    """Whether a stretch of text is written as a name with this form is: capitals at its front, abbreviations whole.

    >>> written_as("us", "US"), written_as("IRAN", "Iran"), written_as("taliban", "Taliban"), written_as("Nato", "NATO")
    (False, True, False, True)
    """
    letters = [c for c in form if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and len(letters) <= 5:
        upper = sum(c.isupper() for c in text)
        return upper == len(letters) or (len(letters) > 3 and text[:1].isupper() and len(text) > 3)
    return not letter(form).isupper() or text[:1].isupper() or not text[:1].isalpha()
