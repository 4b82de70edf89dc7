"""Clusters of words by the company they keep: ``python models/coder/clusters.py LANG RAW.jsonl[.gz] [--count 400]``.

Writes ``packs/LANG/clusters.csv``. Vectors are skip-gram vectors of whole words (no subwords: those group endings, not
meanings), trained here on the raw text with one thread; clusters are k-means with a fixed seed.
Statistics only: no text can be read back from them. Words are those of the pack's tables and the commonest of the text.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import tempfile
from pathlib import Path

import floret
import numpy as np
from sklearn.cluster import MiniBatchKMeans

from demarche.packs import load as load_pack

# Words read at most (more gained little), words kept at most, and how often a word must stand in the text.
MOST_READ, COMMON, LEAST = 9_000_000, 16_000, 15
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def write_words(raw: Path, out: Path) -> None:
    """The raw text as lower-case words, a document a line."""
    read = 0
    opener = gzip.open if raw.suffix == ".gz" else open
    with opener(raw, "rt", encoding="utf-8") as lines, out.open("w", encoding="utf-8") as sink:
        for line in lines:
            words = WORD.findall(json.loads(line)["text"].lower())
            sink.write(" ".join(words) + "\n")
            read += len(words)
            if read > MOST_READ:
                break


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    ask.add_argument("language")
    ask.add_argument("raw", type=Path)
    ask.add_argument("--count", type=int, default=400)
    a = ask.parse_args()
    pack = load_pack(a.language)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "words.txt"
        write_words(a.raw, text)
        model = floret.train_unsupervised(
            str(text), model="skipgram", dim=80, ws=6, epoch=5, minCount=LEAST, minn=0, maxn=0, thread=1, verbose=0
        )
    known = {row["lemma"].strip("-") for name in ("acts", "classes", "topics") for row in pack.table(name)}
    frequent = model.get_words()
    words = sorted(w for n, w in enumerate(frequent) if len(w) > 2 and (n < COMMON or w in known))
    vectors = np.array([model.get_word_vector(w) for w in words])
    vectors /= np.maximum(1e-6, np.linalg.norm(vectors, axis=1, keepdims=True))
    labels = MiniBatchKMeans(a.count, random_state=0, n_init=3, batch_size=4096).fit_predict(vectors)
    with (pack.folder / "clusters.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["lemma", "cluster", "source"])
        rows.writerows((w, n, "k-means of skip-gram vectors") for w, n in zip(words, labels, strict=True))


if __name__ == "__main__":
    main()
