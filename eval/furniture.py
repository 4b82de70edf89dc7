"""How well furniture is marked: ``python eval/furniture.py GOLD LANGUAGE [--misses]``.

GOLD is a folder of pairs NAME.txt and NAME.json (docs/codebook.md). A mark is right where it shares six tenths of its
characters with a gold stretch or lies within one; prints precision and recall, and right and wrong marks by kind.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from demarche import packs
from demarche.read.furniture import mark
from demarche.records import Furniture
from demarche.records_json import from_json

# A mark that runs a word too far is still the same piece; half of it elsewhere is not.
SHARE = 0.6


def fits(found: Furniture, start: int, end: int) -> bool:
    """Whether a mark is the gold stretch ``start:end``, or lies within it."""
    inside = min(end, found.end) - max(start, found.start)
    whole = max(end, found.end) - min(start, found.start)
    return inside > 0 and (inside >= SHARE * whole or inside >= 0.9 * (found.end - found.start))


def main() -> None:
    """Print the figures for one folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("gold", type=Path)
    ask.add_argument("language", choices=packs.installed())
    ask.add_argument("--misses", action="store_true", help="print what was missed (-) and made up (+)")
    given = ask.parse_args()
    pack, counts, kinds = packs.load(given.language), Counter[str](), Counter[tuple[str, bool]]()
    for path in sorted(given.gold.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = [(s.start, s.end) for s in from_json(json.loads(path.read_text(encoding="utf-8")), text).furniture]
        used: set[int] = set()
        for found in mark(text, pack):
            hit = next((i for i, (a, b) in enumerate(gold) if fits(found, a, b)), None)
            kinds[found.kind, hit is not None] += 1
            used |= set() if hit is None else {hit}
            counts["made up"] += hit is None
            if hit is None and given.misses:
                print(f"{path.stem} + {found.kind} {text[found.start : found.end]!r}")
        counts["found"] += len(used)
        counts["missed"] += len(gold) - len(used)
        for i, (start, end) in enumerate(gold if given.misses else []):
            if i not in used:
                print(f"{path.stem} - {text[start:end]!r}")
    right, wrong, missed = counts["found"], counts["made up"], counts["missed"]
    print(f"precision {right / max(1, right + wrong):.3f}, recall {right / max(1, right + missed):.3f}")
    for kind in sorted({k for k, _ in kinds}):
        print(f"  {kind}: {kinds[kind, True]} right, {kinds[kind, False]} wrong")


if __name__ == "__main__":
    main()
