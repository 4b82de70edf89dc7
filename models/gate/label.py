#!/usr/bin/env python3
"""What the coder finds in a sample of news items: what the gate learns from.

    python models/gate/label.py ITEMS.jsonl[.gz] OUT.jsonl --size 12000

Items are chosen by the hash of their text, so that the sample stays the same when others are added; each text once.
Each line of OUT has the hash, the language, and the confidences of the events found between known parties and of all
other items, but none of the text.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demarche.errors import InputError
from demarche.read import Metadata, read_text
from demarche.records import Event, Record
from demarche.run import code

#: Kinds of items besides events.
OTHERS = ("statements", "positions", "commitments", "conditions", "forces")


def key_of(text: str) -> str:
    """Sixteen digits by which a text is known without passing it on."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def items(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file that hold text, each text once."""
    seen: set[str] = set()
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = key_of(row["text"])
            if row["text"].strip() and key not in seen:
                seen.add(key)
                yield row | {"key": key}


def sample(path: Path, size: int, longest: int) -> list[dict[str, Any]]:
    """The ``size`` items with the lowest keys, of those no longer than ``longest`` characters."""
    short = (row for row in items(path) if len(row["text"]) <= longest)
    return sorted(short, key=lambda row: str(row["key"]))[:size]


def summary(record: Record) -> dict[str, Any]:
    """What the gate may learn from: events with their parties, and how many of the rest."""
    return {"events": [event(one) for one in record.events], **{kind: len(getattr(record, kind)) for kind in OTHERS}}


def event(one: Event) -> dict[str, Any]:
    """Type, parties, status and confidence of one event."""
    return {
        "type": one.type,
        "actors": list(one.actors),
        "recipients": list(one.recipients),
        "status": one.status,
        "confidence": one.detail.confidence,
    }


def main() -> None:
    """Code the sample and write what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("items", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--size", type=int, default=12_000)
    options.add_argument("--longest", type=int, default=20_000, help="characters; longer items are left out")
    given = options.parse_args()
    chosen = sample(given.items, given.size, given.longest)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("w", encoding="utf-8") as out:
        for n, row in enumerate(chosen, 1):
            about = Metadata(row["language"], row.get("published"), row.get("outlet"), row.get("title"))
            try:
                record = code(read_text(row["text"], about))
            except InputError:
                continue
            said = {"key": row["key"], "language": row["language"]} | summary(record)
            print(json.dumps(said, ensure_ascii=False), file=out, flush=True)
            if n % 500 == 0:
                print(f"{n} of {len(chosen)}", file=sys.stderr)


if __name__ == "__main__":
    main()
