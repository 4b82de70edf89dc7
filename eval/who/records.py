"""Who is who in whole records: the figures that the parties of statements and events are judged by.

    python eval/who/records.py FOLDER

FOLDER holds pairs NAME.txt and NAME.json. Of the statements whose content was found (half of it, intersection over
union), those with the gold party; of the events whose type was found with overlapping words, the actors and
recipients that are right, as the share of all gold ones, and of all found ones. Codes are compared without sector.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from demarche.read import read_file
from demarche.records import Document, Record
from demarche.records_json import from_json
from demarche.run import code


def bare(parties: Any) -> frozenset[str]:
    """Codes without sector, as the codebook compares them."""
    return frozenset(p.split("/")[0].upper() for p in parties or ())


def chars(spans: Any) -> set[int]:
    """The characters of some spans."""
    return {i for s in spans for i in range(s.start, s.end)}


def overlap(one: Any, other: Any) -> float:
    """Characters in both over characters in either."""
    a, b = chars(one), chars(other)
    return len(a & b) / (len(a | b) or 1)


def statements(gold: Any, record: Record, counts: Counter[str]) -> None:
    """Counts gold statements whose content was found, and those with the right party."""
    for item in gold.statements:
        best = max(record.statements, key=lambda s: overlap(s.content, item.content), default=None)
        if best is not None and overlap(best.content, item.content) >= 0.5:
            counts["statements"] += 1
            counts["statements right"] += bare(best.party) == bare(item.party)


def events(gold: Any, record: Record, counts: Counter[str]) -> None:
    """Counts parties of gold events whose type and words were found; each event found is used once."""
    free = list(record.events)
    for item in gold.events:
        same = [e for e in free if e.type == item.type and chars(e.evidence) & chars(item.evidence)]
        if not same:
            continue
        best = max(same, key=lambda e: overlap(e.evidence, item.evidence))
        free.remove(best)
        wanted, found = bare(item.actors) | bare(item.recipients), bare(best.actors) | bare(best.recipients)
        counts["parties"] += len(wanted)
        counts["parties found"] += len(found)
        counts["parties right"] += len(wanted & found)


def main() -> None:
    """Prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    counts: Counter[str] = Counter()
    for path in sorted(parser.parse_args().folder.glob("*.json")):
        document: Document = read_file(path.with_suffix(".txt"))
        record = code(document)
        gold = from_json(json.loads(path.read_text(encoding="utf-8")), record.document.text)
        statements(gold, record, counts)
        events(gold, record, counts)
    for name, part, whole in (
        ("party of statements whose content was found", "statements right", "statements"),
        ("parties of events found, of the gold ones", "parties right", "parties"),
        ("parties of events found, of those coded", "parties right", "parties found"),
    ):
        print(f"{name}: {counts[part]} of {counts[whole]} ({counts[part] / max(counts[whole], 1):.0%})")


if __name__ == "__main__":
    main()
