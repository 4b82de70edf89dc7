"""Raw text for the vectors: one paragraph a line, words normalised as the network sees them."""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import corpus

from demarche.parse import features, tokens

LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")  # left over in some titles
MARKUP = re.compile(r"https?://\S+|\*\*|\\|(?m:^[-#*>|= ]+)")
MOST = 15_000_000  # words: more did not fit an afternoon on one core and brought English little


def main() -> None:
    """Write the text that `models/<language>.toml` names, without paragraphs that come twice."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("language")
    ask.add_argument("--raw", type=Path, required=True)
    ask.add_argument("--treebanks", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    table = corpus.settings(given.language)
    treebank = (
        "".join(w.form + " " * w.space for w in s.words) for s in corpus.sentences(table, "train", given.treebanks)
    )
    bulk = [p for name in table["vectors"] for p in paragraphs(given.raw / name)]
    random.Random(7).shuffle(bulk)
    print(write(given.out, given.language, (p for source in (treebank, bulk) for p in source)), "words")


def paragraphs(path: Path) -> Iterator[str]:
    """Paragraphs of a JSONL file with `title` and `text`, links and marks of Markdown left out."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            title = ESCAPE.sub(lambda m: chr(int(m[1], 16)), report.get("title") or "")
            text = html.unescape(MARKUP.sub("", LINK.sub(r"\1", f"{title}\n\n{report['text']}")))
            wrapped = "\n\n" in report["text"]  # such texts break lines inside paragraphs
            yield from re.split(r"\n\s*\n" if wrapped else r"\n", text)


def write(out: Path, language: str, found: Iterable[str]) -> int:
    """Tokenise and write until `MOST` words; gives their number."""
    tokenizer = tokens.blank(language).tokenizer
    seen: set[str] = set()
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for paragraph in found:
            line = " ".join(paragraph.split())
            if len(line) < 20 or line in seen:
                continue
            seen.add(line)
            words = [features.norm(t.text) for t in tokenizer(line) if not t.is_space]
            count += len(words)
            file.write(" ".join(words) + "\n")
            if count > MOST:
                break
    return count


if __name__ == "__main__":
    main()
