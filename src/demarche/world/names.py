"""Spelling: how a name in a text is brought to the form under which the tables know it.

Everything here is the same for every language: folding of accents and case, cutting into words, and a skeleton in
which transliterations of one name into different languages meet (Rjabkov and Ryabkov, Poetin and Putin).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")

# A word: letters, digits and the marks that stand inside names (Sana'a, OPEC+, U.S.); hyphens part words, so that
# Noord-Korea and Noord Korea are one name and NAVO-topman begins with one.
WORD = re.compile(r"\w[\w'’‘ʼ`&]*(?:\.(?=\w)[\w'’‘ʼ`&]*)*\+?\.?", re.UNICODE)
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
DOUBLED, LAST = re.compile(r"(.)\1+"), re.compile(r"i+(?=\b|\s)")
# Order matters: longer first. Each pair brings a Dutch, English, German or French spelling to one letter.
_SOUNDS = (
    ("tsj", "c"), ("tch", "c"), ("tsch", "c"), ("dzj", "j"), ("sjtsj", "s"), ("shch", "s"), ("sch", "s"),
    ("sh", "s"), ("sj", "s"), ("zh", "z"), ("zj", "z"), ("kh", "h"), ("ch", "h"), ("gh", "g"), ("dh", "d"),
    ("ph", "f"), ("th", "t"), ("oe", "u"), ("ou", "u"), ("ij", "i"), ("iy", "i"), ("yi", "i"), ("ya", "ia"),
    ("yo", "io"), ("yu", "iu"), ("y", "i"), ("j", "i"), ("w", "v"), ("q", "k"), ("x", "ks"), ("ck", "k"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents, abbreviating dots and kinds of apostrophe: ``U.S.`` gives ``us``."""
    lower = word.translate(_APOSTROPHES).casefold()
    if not lower.isascii():
        parts = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
        lower = "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)
    return lower.replace(".", "")


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A name of any number of words as one key: folded words joined by spaces."""
    return " ".join(fold(m.group()) for m in WORD.finditer(name))


@lru_cache(maxsize=65536)
def skeleton(folded: str) -> str:
    """The sounds of a folded name: spellings in different languages meet, and names of different people may too.

    >>> skeleton("rjabkov") == skeleton("ryabkov"), skeleton("zelensky") == skeleton("zelenskyy")
    (True, True)
    """
    out = folded.replace("'", "")
    for spelling, sound in _SOUNDS:
        out = out.replace(spelling, sound)
    out = DOUBLED.sub(r"\1", out)
    out = LAST.sub("", out)
    return out.replace("o", "u") if len(out) > 3 else out


class Kept(dict[K, T], Generic[K, T]):
    """What a function says of a word, remembered for so many words: asked as a dictionary, which costs a fifth of a
    call. When it is full it begins anew."""

    def __init__(self, look: Callable[[K], T], most: int) -> None:
        super().__init__()
        self.look, self.most = look, most

    def __missing__(self, asked: K) -> T:
        found = self.look(asked)
        if len(self) >= self.most:
            self.clear()
        self[asked] = found
        return found
