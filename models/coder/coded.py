"""Reports coded by hand, as they lie on disk: what all trainings of the coder read.

A folder holds, at any depth, any of three forms:

- ``NAME.txt`` and ``NAME.json``: a report and its record, as the codebook's gold;
- ``NAME.jsonl``: sentences, one a line (``text``, ``language``, ``published``, ``events``): only events are coded;
- ``NAME.json`` alone, with ``document.id``: the coding, in offsets, of a public text kept elsewhere. ``texts`` are the
  folders with that text, in a ``.jsonl`` or ``.jsonl.gz`` of rows with ``id`` and ``text``, or in a treebank
  (``.conllu``) whose documents have that id.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

OWN = Path(__file__).parent / "reports"


@dataclass(frozen=True)
class Coded:
    """One report: its name, text and record; ``whole`` is False where only events were coded, ``real`` is True where
    the text was not written to learn from."""

    name: str
    text: str
    gold: dict
    whole: bool = True
    real: bool = False

    @property
    def language(self) -> str:
        return str(self.gold["document"]["language"])


def read_coded(folder: Path, texts: Sequence[Path] = ()) -> Iterator[Coded]:
    """Every coded report below ``folder``, in order of name.

    Codings of texts that are not there are left out, and a line on standard error says how many.
    """
    for path in sorted(folder.rglob("*.json")):
        words = path.with_suffix(".txt")
        if words.exists():
            yield Coded(path.stem, words.read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8")))
    yield from public(folder, texts)
    for path in sorted(folder.rglob("*.jsonl")):
        yield from sentences(path)


def public(folder: Path, texts: Sequence[Path]) -> Iterator[Coded]:
    """The codings of texts that are kept elsewhere."""
    alone = [path for path in sorted(folder.rglob("*.json")) if not path.with_suffix(".txt").exists()]
    codings = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in alone}
    known = texts_of({gold["document"]["id"] for gold in codings.values()}, texts)
    for name, gold in codings.items():
        head = gold["document"]
        if head["id"] in known:
            text = f"date {head['published']} {known[head['id']][: head['characters']]}"
            yield Coded(name, text, gold, real=True)
    absent = sum(gold["document"]["id"] not in known for gold in codings.values())
    if absent:
        where = ", ".join(map(str, texts)) or "any folder given by --texts"
        print(f"{absent} codings left out: their texts are not in {where}", file=sys.stderr)


def texts_of(wanted: set[str], folders: Sequence[Path]) -> dict[str, str]:
    """Texts by id, from the rows of every ``.jsonl`` and ``.jsonl.gz`` and the documents of every ``.conllu`` in some
    folders."""
    found: dict[str, str] = {}
    for path in sorted(p for folder in folders for p in folder.glob("*.*")) if wanted else ():
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
                rows = map(json.loads, lines)
                found.update((row["id"], row["text"]) for row in rows if row.get("id") in wanted)
        elif path.suffix == ".conllu":
            found.update((name, text) for name, text in documents(path) if name in wanted)
    return found


def documents(path: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of each document of a treebank: its sentences behind each other, a paragraph a line."""
    name, text, first = "", "", True
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            key, _, value = line.partition("=")
            if key.startswith("# newdoc"):
                yield name, text
                name, text, first = value.strip(), "", True
            elif key.startswith("# newpar"):
                first = True
            elif key == "# text ":
                text += (("\n" if first else " ") if text else "") + value.strip()
                first = False
    yield name, text


def sentences(path: Path) -> Iterator[Coded]:
    """The lines of a file of sentences, each as a report of its own."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        head = {"language": row["language"], "published": row["published"]}
        gold = {"document": head, "furniture": [], "statements": [], "events": row["events"], "positions": []}
        yield Coded(f"{path.stem}-{number:04}", row["text"], gold, whole=False)
