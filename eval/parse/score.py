"""How much of the grammar that the finders live on a pipeline gets right, on news sentences of our own.

    python eval/parse/score.py nl [--pipeline NAME] [--wrong]

Each row of `<language>.tsv` is a sentence and the relations a reader of the news needs of it:
`root:word`, `relation:dependent<head`; a second occurrence of a word is `word#2`, `a|b` accepts
either word (where annotation schemes differ). `agent` is the doer of a passive, `obl` any oblique.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from demarche import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HERE = Path(__file__).parent
# What counts as the relation asked for; subtypes of a relation count as it.
ACCEPTED = {
    "agent": {"obl:agent", "obl", "obl:arg"},
    "parataxis": {"parataxis", "ccomp"},
    "ccomp": {"ccomp", "parataxis", "xcomp"},
    "xcomp": {"xcomp", "ccomp", "advcl"},
}


def main() -> None:
    """Print the share of relations that are right, each kind and all."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("language")
    ask.add_argument("--pipeline", default=None)
    ask.add_argument("--wrong", action="store_true", help="print what was missed")
    given = ask.parse_args()
    right, asked = Counter[str](), Counter[str]()
    reader = parse.load(given.language, given.pipeline)
    rows = rows_of(given.language)
    for (text, relations), doc in zip(rows, reader.pipe([r[0] for r in rows]), strict=True):
        for wanted in relations:
            kind = wanted.split(":")[0] if not wanted.startswith("nsubj:pass:") else "nsubj:pass"
            asked[kind] += 1
            if holds(doc, wanted):
                right[kind] += 1
            elif given.wrong:
                print(f"{wanted:45} {text}")
    for kind, count in sorted(asked.items()):
        print(f"{kind:12} {right[kind]:4} of {count:4}  {100 * right[kind] / count:5.1f}%")
    print(f"{'all':12} {right.total():4} of {asked.total():4}  {100 * right.total() / asked.total():5.1f}%")


def rows_of(language: str) -> list[tuple[str, list[str]]]:
    """Sentences and the relations asked of each."""
    with (HERE / f"{language}.tsv").open(encoding="utf-8", newline="") as lines:
        return [
            (r["text"], r["relations"].split()) for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def holds(doc: Doc, wanted: str) -> bool:
    """Whether the parse has a relation written as in the table."""
    relation, dependent, head = parts(wanted)
    if relation == "root":
        return any(t.dep_ == "ROOT" for t in words(doc, dependent))
    heads = {t.i for t in words(doc, head)}
    return any(t.head.i in heads and t.head is not t and accepts(t.dep_, relation) for t in words(doc, dependent))


def parts(wanted: str) -> tuple[str, str, str]:
    """`nsubj:Iran<zegt` is relation, dependent and head; a root has no head."""
    relation, _, rest = wanted.partition(":")
    if wanted.startswith("nsubj:pass:"):
        relation, rest = "nsubj:pass", wanted.removeprefix("nsubj:pass:")
    dependent, _, head = rest.partition("<")
    return relation, dependent, head


def words(doc: Doc, name: str) -> list[Token]:
    """Tokens meant by `word`, `word#2` or `a|b`; a word with a hyphen may have been cut in several."""
    found = []
    for choice in name.split("|"):
        form, _, number = choice.partition("#")
        parts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", doc.text)]
        if parts:
            place = parts[int(number or 1) - 1]
            found += [t for t in doc if place <= t.idx < place + len(form)]
    return found


def accepts(found: str, relation: str) -> bool:
    """Whether a pipeline's label will do for the relation asked."""
    if relation in ("nsubj:pass",):
        return found == relation
    if relation == "nsubj":
        return found == "nsubj"
    return found in ACCEPTED.get(relation, set()) or found == relation or found.split(":")[0] == relation


if __name__ == "__main__":
    main()
