#!/usr/bin/env python3
"""How often items of each confidence are right: the table in ``docs/coding.md``.

    python eval/confidence.py FOLDER...     folders of hand-coded reports (NAME.txt and NAME.json)

Right means what ``score.py`` calls a hit: type and parties, or party, side and topic, and words that overlap.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from gate import pairs

from demarche.analyse.agreement import fit, match

KINDS = ("events", "positions")
# Above 0.8 there are few.
LAST = 8


def main() -> None:
    """Print for each kind and tenth of confidence how many items there are and which part is right."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("folders", type=Path, nargs="+")
    asked = ask.parse_args()
    seen: Counter[tuple[str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    for folder in asked.folders:
        for _, gold, found in pairs(folder):
            for kind in KINDS:
                items = getattr(found, kind)
                hits = {n for _, n in match(getattr(gold, kind), items, fit)}
                for n, item in enumerate(items):
                    tenth = kind, min(int(10 * (item.detail.confidence or 0.0)), LAST)
                    seen[tenth] += 1
                    right[tenth] += n in hits
    for kind, tenth in sorted(seen):
        count = seen[kind, tenth]
        upper = 1.0 if tenth == LAST else tenth / 10 + 0.1
        print(f"{kind:10} {tenth / 10:.1f}-{upper:.1f} {count:5} items {right[kind, tenth] / count:.2f} right")


if __name__ == "__main__":
    main()
