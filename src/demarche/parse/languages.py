"""Which language a text is in, by runs of three letters.

Shares of letter runs come from `letters.csv` (built by `models/recipe/letters.py` from the profiles
of langdetect, Apache-2.0). The method is Bayes over runs of letters taken as independent (Cavnar &
Trenkle 1994 compare ranks of the same runs), damped because runs overlap.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demarche import packs
from demarche.errors import EmptyInput

LETTERS = Path(__file__).parent / "letters.csv"
READ = 4000  # characters; more never changed the answer on whole reports
FLOOR = -9.0  # log share of a run that is not among a language's listed ones: rarer than the last listed
ALIEN = -20.0  # the same for a single letter: the text is in another script
DAMPED = 0.45  # neighbouring runs share two letters of three; set so that stated certainty matched hits
# Log prior of languages that have a pack: what users give is mostly that. Headlines of 3 to 8 words right:
# 0 .75, 5 .91, 6 .93, 8 .96, but from 8 on short German and Afrikaans turn Dutch.
HOUSE = 6.0
# An address of mail is looked for at the start of a word only: inside a long one each letter would be tried.
NOT_WORDS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+|[\d_]+")
WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> tuple[str, float]:
    """Code (ISO 639-1) of the most likely language among fifty, and its probability.

    Raises:
        EmptyInput: the text holds no letters.
    """
    words = WORD.findall(NOT_WORDS.sub(" ", _sample(text)).lower())
    if not words:
        raise EmptyInput("the text holds no letters, so its language can't be told; name it with --language")
    scores = _scores(words)
    best = max(scores, key=lambda code: (scores[code], code))
    total = sum(math.exp(DAMPED * (score - scores[best])) for score in scores.values())
    return best, 1.0 / total


def _sample(text: str) -> str:
    """The text, or its beginning and its middle: a foreign quotation at the start must not decide."""
    if len(text) <= READ:
        return text
    half, middle = READ // 2, len(text) // 2
    return text[:half] + " " + text[middle : middle + half]


def _scores(words: list[str]) -> dict[str, float]:
    ones = Counter("".join(words))
    row = f" {'  '.join(words)} "  # each word between spaces of its own: a run with two of them is of no word
    threes = Counter([row[i : i + 3] for i in range(len(row) - 2)])
    for run in [run for run in threes if "  " in run]:
        del threes[run]
    codes, single, triple = _tables()
    # Single letters tell scripts and accents apart, at a fifth of the weight: they say little else.
    found = triple.score(threes) + 0.2 * single.score(ones)
    house = packs.installed()
    return {code: float(found[n]) + HOUSE * (code in house) for n, code in enumerate(codes)}


class _Table:
    """Log shares of letters, or of three letters in a row, by language; ``absent`` for those a language lacks."""

    def __init__(self, shares: dict[str, dict[str, float]], absent: float) -> None:
        runs = sorted({run for one in shares.values() for run in one})
        self.place = {run: n for n, run in enumerate(runs)}
        self.rows = np.array([[one.get(run, absent) for one in shares.values()] for run in runs])
        self.absent = absent

    def score(self, counts: Counter[str]) -> npt.NDArray[np.float64]:
        """The sum over what was counted, for each language; added up in the same order everywhere."""
        known = [run for run in counts if run in self.place]
        weights = np.array([counts[run] for run in known], dtype=np.float64)
        rest = self.absent * (counts.total() - weights.sum())
        sums = (self.rows[[self.place[run] for run in known]] * weights[:, None]).sum(axis=0)
        return np.asarray(sums + rest, dtype=np.float64)


@lru_cache(maxsize=1)
def _tables() -> tuple[tuple[str, ...], _Table, _Table]:
    """Languages, their single letters, their runs of three."""
    singles: dict[str, dict[str, float]] = {}
    triples: dict[str, dict[str, float]] = {}
    with LETTERS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            single, triple = singles.setdefault(row["language"], {}), triples.setdefault(row["language"], {})
            (single if len(row["letters"]) == 1 else triple)[row["letters"]] = float(row["log_share"])
    return tuple(singles), _Table(singles, ALIEN), _Table(triples, FLOOR)
