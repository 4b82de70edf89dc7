#!/usr/bin/env python3
"""Reports a second on one core, and what finding and coding cost beside the bare parse of the same texts.

    python benchmarks/road_speed.py [FOLDER] [--words 400] [--reports 100]

FOLDER holds reports as .txt files (in any depth); without one the examples are taken, whose few words come again and
again. Texts are joined and cut between paragraphs, where a report is nearest to so many words, as the goal counts them,
the languages in turn. The pipelines are warm, from ten reports more; the others are met for the first time, as they are
at work: of half of them the whole road is timed, of the other half each room. Those are then read once more, to show
what it saves that words and features met before are kept. Python looks for garbage as seldom as in our own processes.
Processor time is counted, so that other work on the machine disturbs less; a machine on which OPENBLAS_CORETYPE is set
parses slower than numpy can. Goals: at least 12 reports a second for the whole road, and coding after the parse in at
most half the time of the parse.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

# One core: set before numpy is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

EXAMPLES = Path(__file__).parents[1] / "examples"
# Reports after which the pipelines and tables of both languages are loaded.
WARM = 10
ROOMS = ("parse", "find", "code")


def reports(folder: Path, words: int) -> Iterator[str]:
    """Texts of about ``words`` words, whole paragraphs, the languages in turn; without end."""
    from demarche.parse import detect_language

    by_language: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        by_language.setdefault(detect_language(text)[0], []).extend(re.split(r"\n+", text))
    turns = [joined(paragraphs, words) for paragraphs in by_language.values()]
    return itertools.chain.from_iterable(zip(*turns, strict=True))


def joined(paragraphs: list[str], words: int) -> Iterator[str]:
    """Paragraphs put together, cut where that is nearest to ``words`` words, over and over."""
    kept: list[str] = []
    count = 0
    for paragraph in itertools.cycle(paragraphs):
        more = len(paragraph.split())
        if count and count + more - words > words - count:
            yield "\n".join(kept)
            kept, count = [], 0
        kept.append(paragraph)
        count += more


def whole_road(texts: list[str]) -> float:
    """Seconds of processor time for the records of all texts."""
    from demarche import run
    from demarche.records import Document

    start = time.process_time()
    for text in texts:
        run.code(Document(text, published="2022-01-14"))
    return time.process_time() - start


def rooms(texts: list[str]) -> dict[str, float]:
    """Seconds of processor time for all texts in each room."""
    from demarche import packs, parse, run
    from demarche.code import code_findings
    from demarche.find import find
    from demarche.records import Document
    from demarche.world import load

    took = dict.fromkeys(ROOMS, 0.0)
    for text in texts:
        known, _ = run.with_language(Document(text, published="2022-01-14"))
        pack = packs.load(known.language or "")
        known = run.furnished(known, pack)
        borders = [(piece.start, piece.end) for piece in known.furniture]
        marks = [time.process_time()]
        doc = parse.load(pack.language).parse(known.text, borders)
        marks.append(time.process_time())
        findings = find(doc, known, pack)
        marks.append(time.process_time())
        code_findings(findings, known, load())
        marks.append(time.process_time())
        for name, (start, end) in zip(ROOMS, itertools.pairwise(marks), strict=True):
            took[name] += end - start
    return took


def told(took: dict[str, float], count: int, title: str) -> None:
    """Prints what each room took of so many reports."""
    print(title)
    for name, seconds in took.items():
        print(f"{name:10} {1000 * seconds / count:6.1f} ms a report, {seconds / took['parse']:.2f} of the parse")
    after = took["find"] + took["code"]
    print(f"after the parse: {after / took['parse']:.2f} of its time (goal: at most 0.5)")


def main() -> None:
    """Prints the figures."""
    from demarche.engines.work import look_less

    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("folder", type=Path, nargs="?", default=EXAMPLES)
    ask.add_argument("--words", type=int, default=400)
    ask.add_argument("--reports", type=int, default=100)
    asked = ask.parse_args()
    look_less()
    some = reports(asked.folder, asked.words)
    whole_road(list(itertools.islice(some, WARM)))
    texts = list(itertools.islice(some, asked.reports))
    count = len(texts)
    if named := os.environ.get("OPENBLAS_CORETYPE"):
        print(f"OPENBLAS_CORETYPE={named}: numpy multiplies as it would on that processor")
    # By pairs, so that each half has every language.
    first, second = ([t for n, t in enumerate(texts) if n // 2 % 2 == half] for half in (0, 1))
    took = whole_road(first) / len(first)
    print(f"{count} reports of {sum(len(t.split()) for t in texts) / count:.0f} words, one core, processor time")
    print(f"whole road {1000 * took:6.1f} ms a report: {1 / took:.1f} reports a second")
    told(rooms(second), len(second), "met for the first time:")
    told(rooms(second), len(second), "met again:")


if __name__ == "__main__":
    main()
