"""How many words for time are found whole and resolved right: ``python -m eval.times [--misses]``.

Each row of ``eval/times/LANG.tsv`` is an expression, the report's date, the tense of its clause and the date meant
(``-`` where none can be known). Prints right / all for every installed language that has rows.
"""

from __future__ import annotations

import sys
from pathlib import Path

from demarche import packs
from demarche.code.when import resolve
from demarche.find.times import expressions
from demarche.findings import TimeExpression

HERE = Path(__file__).parent


def found(words: str, published: str, tense: str, language: str) -> str:
    """The date of the expression, found within a sentence frame; ``-`` where none, ``in part`` where not whole."""
    hits = expressions(words, packs.load(language))
    if not hits:
        return "-"
    start, end, kind, values = max(hits, key=lambda h: h[1] - h[0])
    time = TimeExpression(start, end, kind, (*values, ("tense", tense)), 0, 0)
    return resolve(time, published) or "-"


def rows(language: str) -> list[list[str]]:
    """The cases of a language: words, published, tense, expected."""
    path = HERE / f"{language}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line.split("\t") for line in lines if line]


def main() -> int:
    """Print the score of each language; 1 where a case failed."""
    failed = 0
    for language in packs.installed():
        cases = rows(language)
        right = 0
        for words, published, tense, expected in cases:
            got = found(words, published, tense, language)
            right += got == expected
            if got != expected and "--misses" in sys.argv:
                print(f"{language}  {words!r} ({published}, {tense or 'no tense'}): {got}, expected {expected}")
        failed += len(cases) - right
        if cases:
            print(f"{language}: {right} of {len(cases)} right")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
