#!/usr/bin/env python3
"""What the coder finds in a sample of news items: what the gate learns from.

    python models/gate/label.py OUT.jsonl ITEMS.jsonl[.gz] [TREEBANK.conllu…] --size 12000

Where there is no news of all kinds, long documents are cut into passages (``--passages 700``: characters, at the end of
a paragraph) and the texts of treebanks give what is not politics. Items are chosen by the hash of their text, so that
the sample stays the same when others are added; each text once.
Each line of OUT has the hash, the language, and the confidences of the events found between known parties and of all
other items, but none of the text.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import heapq
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demarche.errors import BrokenRecord, InputError
from demarche.read import Metadata, read_text
from demarche.records import Event, Record
from demarche.run import code

#: Kinds of items besides events.
OTHERS = ("statements", "positions", "commitments", "conditions", "forces")


def key_of(text: str) -> str:
    """Sixteen digits by which a text is known without passing it on."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def items(paths: list[Path], passages: int) -> Iterator[dict[str, Any]]:
    """Rows with ``text`` and ``key``, each text once; cut into passages of so many characters where that is not 0."""
    seen: set[str] = set()
    for path in paths:
        for row in treebank(path) if path.suffix == ".conllu" else lines_of(path):
            for text in cut(row["text"], passages) if passages else [row["text"]]:
                key = key_of(text)
                if text.strip() and key not in seen:
                    seen.add(key)
                    yield row | {"key": key, "text": text}


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def treebank(path: Path) -> Iterator[dict[str, Any]]:
    """Documents of a treebank, a paragraph a line; its name begins with the code of the language's folder."""
    said: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and said:
                yield {"text": "".join(said), "language": path.parent.name}
                said = []
            elif line.startswith("# newpar") and said:
                said.append("\n")
            elif line.startswith("# text = "):
                said.append(line.removeprefix("# text = ").strip() + " ")
    yield {"text": "".join(said), "language": path.parent.name}


def cut(text: str, size: int) -> Iterator[str]:
    """Whole paragraphs together until they make ``size`` characters."""
    passage = ""
    for paragraph in re.split(r"\n\s*\n", text) if "\n\n" in text else text.split("\n"):
        passage = f"{passage}\n{' '.join(paragraph.split())}" if passage else " ".join(paragraph.split())
        if len(passage) >= size:
            yield passage
            passage = ""
    if passage:
        yield passage


def sample(found: Iterator[dict[str, Any]], size: int, longest: int) -> list[dict[str, Any]]:
    """The ``size`` items with the lowest keys, of those no longer than ``longest`` characters."""
    short = (row for row in found if len(row["text"]) <= longest)
    return heapq.nsmallest(size, short, key=lambda row: str(row["key"]))


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
    options.add_argument("out", type=Path)
    options.add_argument("items", type=Path, nargs="+")
    options.add_argument("--size", type=int, default=12_000)
    options.add_argument("--longest", type=int, default=20_000, help="characters; longer items are left out")
    options.add_argument("--passages", type=int, default=0, help="cut items into passages of so many characters")
    given = options.parse_args()
    chosen = sample(items(given.items, given.passages), given.size, given.longest)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    known = set()
    if given.out.exists():  # an interrupted run goes on
        known = {json.loads(line)["key"] for line in given.out.read_text(encoding="utf-8").splitlines()}
    with given.out.open("a", encoding="utf-8") as out:
        for n, row in enumerate(chosen, 1):
            if row["key"] in known:
                continue
            about = Metadata(row["language"], row.get("published"), row.get("outlet"), row.get("title"))
            try:
                record = code(read_text(row["text"], about))
            except (InputError, BrokenRecord) as trouble:
                print(f"{row['key']}: {trouble}", file=sys.stderr)
                continue
            said = {"key": row["key"], "language": row["language"]} | summary(record)
            print(json.dumps(said, ensure_ascii=False), file=out, flush=True)
            if n % 500 == 0:
                print(f"{n} of {len(chosen)}", file=sys.stderr)


if __name__ == "__main__":
    main()
