"""The hand-written cases of who is who: short texts with a mention and what it stands for.

    python eval/who/cases.py [--misses]

``LANGUAGE.csv`` beside this file: ``date`` of the report, ``what`` the case is about, ``text``, the ``mention`` (its
last occurrence counts), and what is ``expected``: a code, codes joined by ``+``, ``place:`` and the state it lies in,
or ``none``. Codes are compared without sector. The texts are the project's own; the persons in cases of apposition
are made up so that no table knows them.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from demarche import packs, parse, world
from demarche.code.who import Resolved, resolve
from demarche.find.mentions import find_mentions
from demarche.find.sentences import find_sentences
from demarche.find.speech import find_speech
from demarche.findings import Findings
from demarche.records import Document

HERE = Path(__file__).parent


class Case(NamedTuple):
    """One case, with the language of its file."""

    language: str
    date: str
    what: str
    text: str
    mention: str
    expected: str


def cases() -> Iterator[Case]:
    """All cases of all languages."""
    for path in sorted(HERE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield Case(path.stem, row["date"], row["what"], row["text"], row["mention"], row["expected"])


def found(case: Case) -> str:
    """What the mention is resolved to, written as in the table."""
    document = Document(case.text, language=case.language, published=case.date)
    doc, pack = parse.load(case.language).parse(case.text, []), packs.load(case.language)
    mentions = find_mentions(doc, pack)
    findings = Findings(case.language, find_sentences(doc, document), mentions, (), find_speech(doc, mentions, pack))
    resolved = resolve(findings, document, world.load())
    start = case.text.rindex(case.mention)
    end = start + len(case.mention)
    inside = [m for m in mentions if start <= m.head_start < end]
    # The mention whose words are nearest to those asked for; the widest head comes first in a tie.
    inside.sort(key=lambda m: (abs(m.start - start) + abs(m.end - end), m.head_start))
    return written(resolved[inside[0].id]) if inside else "no mention"


def written(one: Resolved) -> str:
    """A reading as the table writes it."""
    if one.kind == "place":
        return f"place:{one.country or ''}"
    return "+".join(sorted({p.split("/")[0] for p in one.parties})) or "none"


def main() -> None:
    """Prints the share that is right for each language, and the misses where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    misses = parser.parse_args().misses
    right: dict[str, list[bool]] = {}
    for case in cases():
        what = found(case)
        right.setdefault(case.language, []).append(what == case.expected)
        if misses and what != case.expected:
            print(f"{case.language} {case.date} {case.text!r}: {case.mention!r} is {what}, expected {case.expected}")
    for language, some in sorted(right.items()):
        print(f"{language}: {sum(some)} of {len(some)} ({sum(some) / len(some):.0%})")


if __name__ == "__main__":
    main()
