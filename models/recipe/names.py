"""Names in treebank sentences: which words are persons, organisations or places, where somebody has said so.

Three sources, named in `models/<language>.toml`: `<file>.iob2` beside the treebanks (Universal NER), `entities`
(GUM's own mentions), and `table` (`models/names/<language>.csv`: names of the treebank typed by hand).
A word of whose name nobody says anything has no label, and trains nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ud import Sentence, Word

from demarche.parse.names import Tree, spans

KINDS = ("PER", "ORG", "LOC")
LABELS = ["O", *(f"{b}-{k}" for k in KINDS for b in "BI")]
ENTITIES = {"person": "PER", "organization": "ORG", "place": "LOC"}
MENTION = re.compile(r"\((?P<open>\d+)-(?P<kind>\w+)[^()]*(?P<one>\))?|(?P<close>\d+)\)")
TABLES = Path(__file__).resolve().parent.parent / "names"


def label(sentences: Sequence[Sentence], source: str, *, treebank: Path, language: str) -> list[Sentence]:
    """The sentences of `treebank`, their words' `ent` filled from `source`."""
    if source == "table":
        with (TABLES / f"{language}.csv").open(encoding="utf-8", newline="") as lines:
            known = {row["name"]: row["type"] for row in csv.DictReader(lines)}
        return [_with(s, _by_table(s.words, known)) for s in sentences]
    if source == "entities":
        return [_with(s, _by_mentions(s.words, m)) for s, m in zip(sentences, mentions(treebank), strict=True)]
    base, _, part = treebank.stem.rpartition("-")
    told = iob(treebank.parent.parent / source.format(base=base, part=part))
    return [_with(s, told.get(tuple(w.form for w in s.words)) or [""] * len(s.words)) for s in sentences]


def _with(sent: Sentence, labels: Sequence[str]) -> Sentence:
    return replace(sent, words=tuple(replace(w, ent=e) for w, e in zip(sent.words, labels, strict=True)))


def iob(path: Path) -> dict[tuple[str, ...], list[str]]:
    """Words of a sentence to its labels; kinds other than the three (peoples, works) are no names here."""
    found: dict[tuple[str, ...], list[str]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        found[tuple(r[1] for r in rows)] = [r[2] if r[2] in LABELS else "O" for r in rows]
    return found


def _tree(words: Sequence[Word]) -> Tree:
    return Tree([w.upos for w in words], [w.head for w in words], [w.deprel for w in words])


def _by_table(words: Sequence[Word], known: dict[str, str]) -> list[str]:
    labels = ["O"] * len(words)
    for start, end in spans(_tree(words)):
        kind = known.get(" ".join(w.form for w in words[start:end]))
        labels[start:end] = _run(kind, end - start)
    return labels


def _run(kind: str | None, size: int) -> list[str]:
    """Labels of one name: none where nobody told (`None`), `O` where it is told to be of another kind."""
    if kind is None:
        return [""] * size
    return [f"B-{kind}", *[f"I-{kind}"] * (size - 1)] if kind else ["O"] * size


def mentions(path: Path) -> Iterator[list[tuple[int, int, str]]]:
    """(first word, word after the last, kind) of every mention of each sentence of a GUM file."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip() and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif rows and not line.strip():
            yield _mentions([r[9] for r in rows if r[0].isdigit()])
            rows = []


def _mentions(notes: Sequence[str]) -> list[tuple[int, int, str]]:
    open_: dict[str, list[tuple[int, str]]] = {}
    found = []
    for i, note in enumerate(notes):
        told = next((n.removeprefix("Entity=") for n in note.split("|") if n.startswith("Entity=")), "")
        for piece in MENTION.finditer(told):
            if piece["close"]:
                start, kind = open_.get(piece["close"], [(i, "")]).pop()
                found.append((start, i + 1, kind))
            elif piece["one"]:
                found.append((i, i + 1, piece["kind"]))
            else:
                open_.setdefault(piece["open"], []).append((i, piece["kind"]))
    return found


def _by_mentions(words: Sequence[Word], found: Sequence[tuple[int, int, str]]) -> list[str]:
    """A name is a stretch of proper nouns with the head word of a mention; the shortest mention tells its kind."""
    kinds: dict[int, str] = {}
    for start, end, kind in sorted(found, key=lambda m: m[0] - m[1]):
        heads = [i for i in range(start, end) if not start < words[i].head <= end]
        kinds.update((i, kind) for i in heads)
    labels = ["O"] * len(words)
    for start, end in spans(_tree(words)):
        told = [kinds[i] for i in range(start, end) if i in kinds]
        labels[start:end] = _run(ENTITIES.get(told[-1], "") if told else None, end - start)
    return labels
