"""All that training needs of a language in two plain files, so that it runs wherever torch does.

`corpus.json.gz` holds the treebanks' sentences with names labelled, raw sentences for the students, the news
sentences of `eval/parse` in tokens, and the list of words whose vectors stand in `words.npy`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import augment
import corpus
import numpy as np
from raw_text import paragraphs
from ud import Sentence, Word
from vectors_file import Vectors

from demarche import packs
from demarche.parse import features, tokens

sys.path.insert(0, str(corpus.HERE.parent / "eval" / "parse"))
RAW = 6_000  # raw sentences: a third of what the treebanks hold, so that these keep the upper hand
INNER = re.compile(r"[.!?][\"”’']?\s+[\"“‘']?[^\W\d_a-z]")  # a second sentence begins


def main() -> None:
    """Write `corpus.json.gz` and `words.npy`."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("language")
    ask.add_argument("--treebanks", type=Path, required=True)
    ask.add_argument("--raw", type=Path, required=True)
    ask.add_argument("--vectors", type=Path, required=True)
    ask.add_argument("--known", type=Path, help="what known.py wrote, where the language has such vectors")
    ask.add_argument("--out", type=Path, required=True)
    given = ask.parse_args()
    table = corpus.settings(given.language)
    parts = {p: corpus.sentences({**table, "repeat": {}}, p, given.treebanks) for p in ("train", "dev")}
    parts["train"] = corpus.sentences(table, "train", given.treebanks)
    parts |= {n: corpus.sentences({**table, "test": [n]}, "test", given.treebanks) for n in table["test"]}
    parts["raw"] = list(raw(table, given.raw))
    news = list(own_news(given.language))
    given.out.mkdir(parents=True, exist_ok=True)
    found = {name: [_plain(s) for s in sents] for name, sents in parts.items()}
    forms = {w.form for sents in parts.values() for s in sents for w in s.words} | {f for n in news for f in n["words"]}
    words = sorted({features.norm(f) for f in forms | {q for pair in augment.PAIRS for q in pair} | {",", "(", ")"}})
    vectors = Vectors.read(given.vectors, given.known).of(words).astype(np.float16)
    np.save(given.out / "words.npy", vectors)
    with gzip.open(given.out / "corpus.json.gz", "wt", encoding="utf-8") as file:
        json.dump({"tests": table["test"], "news": news, "words": words, "parts": found}, file, ensure_ascii=False)
    print(given.language, {k: len(v) for k, v in parts.items()}, len(news), "of our own;", len(words), "words")


def read(folder: Path) -> dict[str, Any]:
    """What `main` wrote, sentences as `ud.Sentence`."""
    with gzip.open(folder / "corpus.json.gz", "rt", encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    for name, sents in found["parts"].items():
        found["parts"][name] = [Sentence(tuple(Word(*w) for w in ws), *marks) for ws, *marks in sents]
    return found


def _plain(sent: Sentence) -> list[Any]:
    return [[astuple(w) for w in sent.words], sent.new_text, sent.new_paragraph]


def raw(table: dict[str, Any], folder: Path) -> Iterator[Sentence]:
    """Sentences without a tree, of text whose licence lets weights learnt from it be shipped."""
    nlp = tokens.blank(table["language"])
    seen: set[str] = set()
    for text in (t for name in table["raw"] for t in _texts(folder, name)):
        line = " ".join(text.split())
        if line in seen or INNER.search(line) or len(seen) >= RAW:
            continue
        doc = nlp(line)
        if 5 <= len(doc) <= 60:
            seen.add(line)
            yield Sentence(tuple(Word(t.text, "", "", "", -1, "", bool(t.whitespace_)) for t in doc))


def _texts(folder: Path, name: str) -> Iterable[str]:
    """`file:key` takes that key of every line; a file alone the paragraphs of its reports."""
    file, _, key = name.partition(":")
    if not key:
        found = list(paragraphs(folder / file))
        random.Random(7).shuffle(found)
        return found
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return (json.loads(line)[key] for line in lines)


def own_news(language: str) -> Iterator[dict[str, Any]]:
    """The sentences of `eval/parse` in tokens, each relation asked as (dependents, heads, labels that will do)."""
    import score

    own = packs.load(language).settings("tokens")
    nlp = tokens.blank(language, own.get("abbreviations", ()))
    for text, relations in score.rows_of(language):
        doc = nlp(text)
        asked = []
        for wanted in relations:
            relation, dependent, head = score.parts(wanted)
            places = [[t.i for t in score.words(doc, name)] if name else [] for name in (dependent, head)]
            asked.append([relation, *places])
        yield {"words": [t.text for t in doc], "spaced": _spaced(doc), "asked": asked}


def _spaced(doc: Sequence[Any]) -> list[bool]:
    return [i == 0 or bool(doc[i - 1].whitespace_) for i in range(len(doc))]


if __name__ == "__main__":
    main()
