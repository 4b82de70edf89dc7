#!/usr/bin/env python3
"""In which reports each group of rules fired, and how often it was right: ``python eval/rules.py [--names]``.

Every item says by which rule it was found. Rules are grouped by what comes before their words: the form and shape of
a statement, the marker of a condition, the way of a commitment, the class of a force; for events and positions
whether a row of the tables, an attitude of its party, or the scorer alone offers it. A rule that fires in one report
only may be written for it.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field

from gate import SETS, pairs

from demarche.analyse.agreement import KINDS, fit, match

# So many names of reports are shown for a group.
NAMES = 5


@dataclass
class Group:
    """How often a group of rules fired, how often rightly, and where."""

    items: int = 0
    right: int = 0
    reports: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def group_of(kind: str, rule: str) -> str:
    """The group of an item's rule."""
    words = rule.split(" ")[0]
    parts = [p for p in words.split(":") if p]
    if kind in ("commitments", "conditions", "forces"):
        parts = parts[1:2]
    return f"{kind}: {':'.join(parts[:2]) or 'no rule'}"


def main() -> int:
    """Print the groups by kind, those that fired in most reports first."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("--names", action="store_true", help="name some of the reports")
    asked = ask.parse_args()
    groups: dict[str, Group] = defaultdict(Group)
    for name, folder in SETS.items():
        for report, gold, found in pairs(folder) if folder.exists() else ():
            for kind in KINDS:
                made = getattr(found, kind)
                hits = {j for _, j in match(getattr(gold, kind), made, fit)}
                for number, item in enumerate(made):
                    one = groups[group_of(kind, item.detail.rule or "")]
                    one.items, one.right = one.items + 1, one.right + (number in hits)
                    one.reports[f"{name}/{report}"] += 1
    order = sorted(groups.items(), key=lambda g: (KINDS.index(g[0].split(":")[0]), -len(g[1].reports), g[0]))
    print(f"{'group of rules':46}{'items':>6}{'right':>7}{'reports':>9}  in the seed")
    for name, one in order:
        seed = "yes" if any(r.startswith("seed/") for r in one.reports) else ""
        print(f"{name:46}{one.items:6}{one.right:7}{len(one.reports):9}  {seed}")
        if asked.names:
            print("    " + ", ".join(sorted(one.reports)[:NAMES]))
    alone = [n for n, g in groups.items() if len(g.reports) == 1 and any(r.startswith("seed/") for r in g.reports)]
    print(f"groups that fired in the seed alone: {', '.join(alone) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
