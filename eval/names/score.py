"""How many names of persons, organisations and places are found in news sentences of our own, and told apart.

    python eval/names/score.py nl [--wrong]

Nearly all names of `<language>.tsv` are made up, so that no table of the package has them: what a pipeline says of
them it has from the sentence. Printed: names found whole and of the right kind; and of those no table knows, the
share whose kind is right by the tagger, and by the rule that stood in for it before (two words are a person).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from demarche import parse, world

HERE = Path(__file__).parent


def main() -> None:
    """Print precision, recall and F by kind, and the shares of unknown names."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("language")
    ask.add_argument("--pipeline", default=None)
    ask.add_argument("--wrong", action="store_true", help="print what was missed or found amiss")
    given = ask.parse_args()
    tables = world.load()
    count: Counter[tuple[str, str]] = Counter()
    rows = rows_of(given.language)
    docs = parse.load(given.language, given.pipeline).pipe([text for text, _ in rows])
    for (text, asked), doc in zip(rows, docs, strict=True):
        found = {(e.text, e.label_) for e in doc.ents}
        for kind in ("PER", "ORG", "LOC"):
            gold, told = ({n for n in names if n[1] == kind} for names in (asked, found))
            count.update({(kind, "right"): len(gold & told), (kind, "asked"): len(gold), (kind, "found"): len(told)})
        known = [text[h.start : h.end] for h in tables.scan(text, given.language)]
        for name, kind in asked:
            if name not in known:
                count["unknown", "asked"] += 1
                count["unknown", "tagger"] += (name, kind) in found
                count["unknown", "rule"] += kind == "PER" and " " in name
        if given.wrong and found != asked:
            print(f"missed {sorted(asked - found)}, amiss {sorted(found - asked)}: {text}")
    for kind in ("PER", "ORG", "LOC"):
        right, asked_, found_ = (count[kind, k] for k in ("right", "asked", "found"))
        shares = 100 * right / max(1, found_), 100 * right / asked_, 200 * right / (asked_ + found_)
        print(f"{kind}      {asked_:3} names: precision {shares[0]:5.1f}, recall {shares[1]:5.1f}, F {shares[2]:5.1f}")
    unknown = count["unknown", "asked"]
    for way in ("rule", "tagger"):
        print(f"{way:8} {unknown:3} names in no table: {100 * count['unknown', way] / unknown:5.1f}% of the right kind")


def rows_of(language: str) -> list[tuple[str, set[tuple[str, str]]]]:
    """Sentences, each with its (name, kind)."""
    with (HERE / f"{language}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["text"], {(n[4:], n[:3]) for n in r["names"].split("|")}) for r in rows]


if __name__ == "__main__":
    main()
