"""Train the reading network of one language and write its weights as plain arrays.

    python models/recipe/train.py WORK --out WORK/reader-1 --seed 1
    python models/recipe/train.py WORK --out WORK/reader --seed 9 --teachers WORK/reader-1 WORK/reader-2 WORK/reader-3

The second line is what is shipped: a student of the same size that learns from the treebank and from its teachers'
mean opinion (Kuncoro et al. 2016, arXiv:1609.07561), on the treebank's sentences and on raw ones.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import augment
import corpus
import numpy as np
import prepare
import torch
from encode import Coder, Labels, Words, labels_of, rule
from learn import Average, Read, Steps, loss_of, measure
from nets import Reader
from torch import nn
from ud import Sentence, Word

sys.path.insert(0, str(corpus.HERE.parent / "eval" / "parse"))
RATE = 2.5e-3
MEASURED = 10  # epochs between two measurements


def main() -> None:
    """Train and write `reader.npz` and `labels.json`."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("work", type=Path, help="the folder that prepare.py wrote")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--epochs", type=int, default=40)
    ask.add_argument("--batch", type=int, default=2200, help="words a step")
    ask.add_argument("--teachers", type=Path, nargs="*", default=[])
    ask.add_argument("--without", nargs="*", default=[], choices=[*augment.SHARES, "vectors", "raw"])
    ask.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("high")  # TF32 where the device has it
    Training(given, prepare.read(given.work)).run()


class Training:
    """One network, its data and what is known of it."""

    def __init__(self, given: argparse.Namespace, found: dict[str, Any]) -> None:
        self.given, self.found, self.parts = given, found, found["parts"]
        self.labels = labels_of(self.parts["train"])
        blind = "vectors" in given.without
        self.words = Words.read(found["words"], given.work, given.device, blind=blind)
        self.coder = Coder(self.labels, self.words, size=given.batch)
        self.net = self._network()
        self.teachers = [self._teacher(folder) for folder in given.teachers]
        self.rnd = random.Random(given.seed)
        self.tails = augment.cues(self.parts["train"])

    def _network(self) -> Reader:
        sizes = {k: len(v) for k, v in self.labels.__dict__.items()}
        return Reader(static=self.words.width, sizes=sizes).to(self.given.device)

    def _teacher(self, folder: Path) -> Reader:
        net = self._network()
        with np.load(folder / "reader.npz") as file:
            net.load_state_dict({k: torch.from_numpy(file[k].astype(np.float32)) for k in file.files})
        return net.eval()

    def run(self) -> None:
        """All epochs; what is written and measured is the mean of weights."""
        total = sum(len(b) for b in [self.epoch()]) * self.given.epochs
        steps, mean, done, begun = Steps(self.net, total, RATE), Average(self.net, 0.998), 0, time.time()
        for epoch in range(1, self.given.epochs + 1):
            for group in self.epoch():
                steps(loss_of(self.net, self.coder.tensors(group), self.teachers))
                done += 1
                mean.update(done)
            print(epoch, done, f"{time.time() - begun:.0f} s", file=sys.stderr, flush=True)
            if epoch % MEASURED == 0 or epoch == self.given.epochs:
                mean.swap()
                line = {"epoch": epoch, "steps": done, "seconds": round(time.time() - begun)}
                names = ["dev"] if epoch < self.given.epochs else ["dev", *self.found["tests"]]
                print(json.dumps(line | self.scores(names)), flush=True)
                write(self.given.out, "reader", self.net, (self.labels, self.parts["train"]))
                mean.swap()

    def epoch(self) -> list[list[Any]]:
        """Batches of one epoch, sentences varied anew."""
        without = frozenset(self.given.without)
        coded = []
        for sent in self.parts["train"]:
            varied = augment.vary(sent, self.tails, self.rnd, without)
            coded.append(self.coder.code(varied, keep=varied is sent))
        groups = self.coder.batches(coded, self.rnd)
        if self.teachers and "raw" not in without:
            groups += self.coder.batches([self.coder.code(s) for s in self.parts["raw"]], self.rnd)
            self.rnd.shuffle(groups)
        return groups

    def scores(self, names: Sequence[str]) -> dict[str, Any]:
        """Of each part named, and of our own news sentences."""
        punct = self.labels.deprel.index("punct")
        out: dict[str, Any] = {}
        for name in names:
            groups = self.coder.batches([self.coder.code(s) for s in self.parts[name]], random.Random(0))
            out[name] = measure(self.net, [self.coder.tensors(g) for g in groups], punct)
        return out | {"news": self.news()}

    @torch.no_grad()
    def news(self) -> float:
        """Percentage of the relations asked of our own news sentences."""
        import score

        self.net.eval()
        right = asked = 0
        for one in self.found["news"]:
            spaces = [*one["spaced"][1:], True]
            sent = Sentence(tuple(Word(f, "", "", "", -1, "", s) for f, s in zip(one["words"], spaces, strict=True)))
            read = Read(self.net, self.coder.tensors([self.coder.code(sent, keep=False)]))
            heads = read.arcs.argmax(-1)
            above, told = heads[0].tolist(), read.under(heads)["deprel"][0].argmax(-1).tolist()
            for relation, dependents, governors in one["asked"]:
                asked += 1
                if relation == "root":
                    right += any(above[i] == 0 for i in dependents)
                else:
                    right += any(
                        above[i] - 1 in governors and score.accepts(self.labels.deprel[told[i]], relation)
                        for i in dependents
                    )
        self.net.train()
        return round(100 * right / asked, 1)


def write(folder: Path, name: str, net: nn.Module, known: tuple[Labels, Sequence[Sentence]] | None) -> None:
    """Weights in half precision, as they will be shipped."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / f"{name}.npz", **{k: v.cpu().numpy().astype(np.float16) for k, v in net.state_dict().items()}
    )
    if known is None:
        return
    labels, train = known
    pos = defaultdict(set)
    for s in train:
        for w in s.words:
            pos[w.upos].add(w.feats)
    allowed = {p: sorted(labels.feats.index(f) for f in fs if f in set(labels.feats)) for p, fs in pos.items()}
    found = labels.__dict__ | {"allowed": allowed, "exceptions": exceptions(labels, train)}
    (folder / "labels.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


def exceptions(labels: Labels, train: Sequence[Sentence]) -> dict[str, str]:
    """`form|UPOS` to lemma where the most frequent lemma's rule is too rare to be learned."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for s in train:
        for w in s.words:
            if w.upos not in ("PROPN", "PUNCT", "NUM", "X", "SYM"):
                seen[f"{w.form.lower()}|{w.upos}"][w.lemma] += 1
    known = set(labels.lemma)
    best = {k: c.most_common(1)[0][0] for k, c in seen.items()}
    return {k: v for k, v in sorted(best.items()) if rule(k.split("|")[0], v) not in known and len(k) < 40}


if __name__ == "__main__":
    main()
