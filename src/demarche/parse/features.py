"""What the reading network sees of a word: a few hashed properties of its spelling.

No list of known words is kept: every property is hashed into a table of fixed size, so that a
word nobody has seen still has an ending, a beginning and a shape. Training (`models/recipe`)
and reading use these same lines; a change here makes every trained pipeline void.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "‚": "'", "‛": "'", "‹": "'", "›": "'",
                        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"',
                        "–": "-", "—": "-", "‑": "-", "−": "-", "\u00a0": " "})  # fmt: skip
DOUBLE = {"''": '"', ",,": '"', "``": '"', "--": "-", "…": "..."}
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Table:
    """One embedding table: how many rows, how wide, and how many hashes address it."""

    name: str
    rows: int
    width: int
    hashes: int = 1


# Sizes: the whole-word table is addressed twice so that two words rarely share both rows; endings
# of 2 to 4 letters carry Dutch and English inflection (3 alone cost 0.4 UPOS in a trial).
TABLES = (
    Table("norm", 9000, 64, hashes=2),
    Table("suffix2", 800, 16),
    Table("suffix3", 3000, 32),
    Table("suffix4", 5000, 32),
    Table("prefix3", 3000, 24),
    Table("shape", 500, 16),
)


def norm(form: str) -> str:
    """Lower case, one kind of quotation mark and dash, every digit a nought."""
    plain = form.translate(QUOTES)
    return DIGIT.sub("0", DOUBLE.get(plain, plain).lower())


def shape(form: str) -> str:
    """`NAVO-topman` is `XXX-xxx`: runs of one kind are cut at three."""
    out: list[str] = []
    for char in form:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if out[-3:] != [kind] * 3:
            out.append(kind)
    return "".join(out).translate(QUOTES)


def _row(text: str, seed: str, rows: int) -> int:
    return crc32((seed + text).encode("utf-8", "surrogatepass")) % rows


def rows_of(form: str, spaced: bool) -> tuple[int, ...]:
    """The rows of all `TABLES` for one word, in their order; a table of two hashes gives two.

    `spaced` says whether white space stands before the word: a straight quotation mark opens or
    closes by that alone.
    """
    plain = norm(form)
    texts = {
        "norm": plain,
        "suffix2": plain[-2:],
        "suffix3": plain[-3:],
        "suffix4": plain[-4:],
        "prefix3": plain[:3],
        "shape": shape(form) + (" " if spaced else ""),
    }
    return tuple(_row(texts[t.name], f"{t.name}{k}:", t.rows) for t in TABLES for k in range(t.hashes))
