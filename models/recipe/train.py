"""Train the reading network of one language and write its weights as plain arrays."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import augment
import corpus
import numpy as np
import torch
from nets import Reader, Segmenter
from torch import Tensor, nn
from ud import Sentence
from vectors_file import Vectors

from demarche.parse import features, lemmas

BATCH = 1100  # words a step; twice that learned slower per minute on a CPU
SEED = 7


@dataclass(frozen=True)
class Labels:
    """The label lists, and which features go with which part of speech."""

    upos: list[str]
    feats: list[str]
    lemma: list[str]
    deprel: list[str]

    def index(self) -> dict[str, dict[str, int]]:
        return {k: {v: i for i, v in enumerate(vs)} for k, vs in self.__dict__.items()}


@lru_cache(maxsize=400_000)
def rule(form: str, lemma: str) -> str:
    return lemmas.rule(form, lemma)


def labels_of(sentences: Sequence[Sentence]) -> Labels:
    """Lists by frequency; a lemma rule must be met three times, or it is left to the exceptions."""
    words = [w for s in sentences for w in s.words]
    rules = Counter(rule(w.form, w.lemma) for w in words)
    counts = [Counter(w.upos for w in words), Counter(w.feats for w in words), rules, Counter(w.deprel for w in words)]
    least = [1, 2, 3, 1]
    return Labels(*([k for k, n in c.most_common() if n >= m] for c, m in zip(counts, least, strict=True)))


class Batches:
    """Sentences as padded tensors, by similar length."""

    def __init__(self, labels: Labels, vectors: Vectors) -> None:
        self.index, self.vectors = labels.index(), vectors
        self.rows = lru_cache(maxsize=400_000)(features.rows_of)

    def group(self, sentences: Sequence[Sentence], rnd: random.Random) -> list[list[Sentence]]:
        order = sorted(sentences, key=lambda s: len(s.words) + rnd.random() * 3)
        groups: list[list[Sentence]] = [[]]
        for sent in order:
            if groups[-1] and (len(groups[-1]) + 1) * len(sent.words) > BATCH * 1.1:
                groups.append([])
            groups[-1].append(sent)
        rnd.shuffle(groups)
        return groups

    def words(self, batch: Sequence[Sentence]) -> tuple[Tensor, Tensor, Tensor]:
        lengths = torch.tensor([len(s.words) for s in batch])
        n = int(lengths.max())
        rows = np.zeros((len(batch), n, sum(t.hashes for t in features.TABLES)), dtype=np.int64)
        static = np.zeros((len(batch), n, self.vectors.width), dtype=np.float32)
        for b, sent in enumerate(batch):
            spaced = True
            for i, w in enumerate(sent.words):
                rows[b, i] = self.rows(w.form, spaced)
                spaced = w.space
            static[b, : len(sent.words)] = self.vectors.of([features.norm(w.form) for w in sent.words])
        return torch.from_numpy(rows), torch.from_numpy(static), lengths

    def targets(self, batch: Sequence[Sentence], n: int) -> dict[str, Tensor]:
        out = {k: torch.full((len(batch), n), -100) for k in ("upos", "feats", "lemma", "deprel", "head")}
        for b, sent in enumerate(batch):
            for i, w in enumerate(sent.words):
                found = {"upos": w.upos, "feats": w.feats, "lemma": rule(w.form, w.lemma), "deprel": w.deprel}
                for key, value in found.items():
                    out[key][b, i] = self.index[key].get(value, -100)
                out["head"][b, i] = w.head
        return out


def loss_of(net: Reader, batches: Batches, batch: Sequence[Sentence]) -> tuple[Tensor, dict[str, float]]:
    """Sum of the five losses; and accuracies on known labels, for the log."""
    rows, static, lengths = batches.words(batch)
    gold = batches.targets(batch, rows.shape[1])
    out = net(rows, static, lengths)
    places = torch.arange(rows.shape[1] + 1)
    arcs = out["arcs"].masked_fill((places[None, :] > lengths[:, None])[:, None, :], -1e4)
    real = gold["head"] >= 0
    heads = gold["head"][real]
    sents = torch.arange(len(batch))[:, None].expand(real.shape)[real]
    label = net.labels(out["lab_dep"][real], out["lab_head"][sents, heads])
    pairs = {k: (out[k][real], gold[k][real]) for k in ("upos", "feats", "lemma")}
    pairs["deprel"], pairs["head"] = (label, gold["deprel"][real]), (arcs[real], heads)
    losses = [nn.functional.cross_entropy(s, g, ignore_index=-100) for s, g in pairs.values()]
    right = {k: float((s.argmax(-1) == g).sum()) for k, (s, g) in pairs.items()}
    both = (pairs["deprel"][0].argmax(-1) == pairs["deprel"][1]) & (pairs["head"][0].argmax(-1) == heads)
    return torch.stack(losses).sum(), right | {"las": float(both.sum()), "n": float(len(heads))}


def measure(net: Reader, batches: Batches, sentences: Sequence[Sentence]) -> dict[str, float]:
    net.eval()
    total: Counter[str] = Counter()
    with torch.no_grad():
        for batch in batches.group(sentences, random.Random(0)):
            total.update(loss_of(net, batches, batch)[1])
    net.train()
    return {k: round(100 * v / total["n"], 2) for k, v in total.items() if k != "n"}


class Average:
    """Exponential mean of the weights; what is shipped is the mean."""

    def __init__(self, net: nn.Module, keep: float) -> None:
        self.keep, self.mean = keep, {k: v.clone() for k, v in net.state_dict().items()}

    def update(self, net: nn.Module, step: int) -> None:
        keep = min(self.keep, (1 + step) / (10 + step))
        for k, v in net.state_dict().items():
            self.mean[k].mul_(keep).add_(v, alpha=1 - keep)


def steps(
    net: nn.Module, total: int, rate: float
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """Adam with a short rise and a straight fall of the rate to a fiftieth."""
    adam = torch.optim.AdamW(net.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=1e-3)
    shape = lambda s: min(1.0, (s + 1) / 200) * max(0.02, 1 - s / total)  # noqa: E731
    return adam, torch.optim.lr_scheduler.LambdaLR(adam, shape)


def train_reader(given: argparse.Namespace, train: list[Sentence], dev: list[Sentence], vectors: Vectors) -> None:
    labels = labels_of(train)
    batches = Batches(labels, vectors)
    net = Reader(static=vectors.width, sizes={k: len(v) for k, v in labels.__dict__.items()})
    tails, rnd = augment.cues(train), random.Random(SEED)
    per_epoch = len(batches.group(train, rnd))
    adam, rates = steps(net, given.epochs * per_epoch, 2.5e-3)
    mean, step, begun = Average(net, 0.998), 0, time.time()
    for epoch in range(given.epochs):
        for batch in batches.group([augment.vary(s, tails, rnd) for s in train], rnd):
            loss, _ = loss_of(net, batches, batch)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            adam.step()
            rates.step()
            step += 1
            mean.update(net, step)
        kept = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(mean.mean)
        print(epoch, step, round(time.time() - begun), measure(net, batches, dev), flush=True)
        write(given.out, "reader", net, labels, train)
        net.load_state_dict(kept)


def write(folder: Path, name: str, net: nn.Module, labels: Labels | None, train: Sequence[Sentence]) -> None:
    """Weights in full precision; `pack.py` halves them."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / f"{name}.npz", **{k: v.numpy() for k, v in net.state_dict().items()})
    if labels is None:
        return
    lexicon = exceptions(labels, train)
    pos = defaultdict(set)
    for s in train:
        for w in s.words:
            pos[w.upos].add(w.feats)
    allowed = {p: sorted(labels.feats.index(f) for f in fs if f in set(labels.feats)) for p, fs in pos.items()}
    found = labels.__dict__ | {"allowed": allowed, "exceptions": lexicon}
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


def paragraphs(sentences: Sequence[Sentence], rnd: random.Random) -> Iterator[Sentence]:
    """Neighbouring sentences run together, at most 120 words, some without a full stop; heads mark the starts.

    Each joint sentence keeps only forms; `head` is 0 at the first word of a sentence, else 1.
    """
    words: list = []
    size = rnd.randint(2, 9)
    count = 0
    for sent in sentences:
        if words and (sent.new_text or count >= size or len(words) + len(sent.words) > 120):
            yield Sentence(tuple(words))
            words, count, size = [], 0, rnd.randint(2, 9)
        words += [w.__class__(w.form, "", w.upos, "", int(i > 0), "", w.space) for i, w in enumerate(sent.words)]
        if not words[-1].space:
            words[-1] = words[-1].__class__(*(list(words[-1].__dict__.values())[:-1]), True)
        count += 1
    if words:
        yield Sentence(tuple(words))


def train_segmenter(given: argparse.Namespace, train: list[Sentence], dev: list[Sentence], vectors: Vectors) -> None:
    batches = Batches(labels_of(train[:100]), vectors)
    net, rnd, tails = Segmenter(), random.Random(SEED), augment.cues(train)
    per_epoch = len(batches.group(list(paragraphs(train, rnd)), rnd))
    adam, rates = steps(net, given.epochs * per_epoch, 4e-3)
    mean, step = Average(net, 0.995), 0
    for epoch in range(given.epochs):
        varied = [augment.vary(s, tails, rnd) if rnd.random() < 0.5 else s for s in train]
        for batch in batches.group(list(paragraphs(varied, rnd)), rnd):
            loss, _ = start_loss(net, batches, batch)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            adam.step()
            rates.step()
            step += 1
            mean.update(net, step)
        kept = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(mean.mean)
        net.eval()
        total: Counter[str] = Counter()
        with torch.no_grad():
            for batch in batches.group(list(paragraphs(dev, random.Random(1))), random.Random(1)):
                total.update(start_loss(net, batches, batch)[1])
        net.train()
        print(
            "starts", epoch, step, "F", round(200 * total["tp"] / max(1, total["pred"] + total["gold"]), 2), flush=True
        )
        write(given.out, "segmenter", net, None, train)
        net.load_state_dict(kept)


def start_loss(net: Segmenter, batches: Batches, batch: Sequence[Sentence]) -> tuple[Tensor, dict[str, int]]:
    rows, _, lengths = batches.words(batch)
    gold = torch.zeros(rows.shape[:2])
    for b, sent in enumerate(batch):
        gold[b, : len(sent.words)] = torch.tensor([float(w.head == 0) for w in sent.words])
    scores = net(rows, lengths)
    real = (torch.arange(rows.shape[1])[None] < lengths[:, None]) & (torch.arange(rows.shape[1])[None] > 0)
    loss = nn.functional.binary_cross_entropy_with_logits(scores[real], gold[real])
    hit, want = scores[real] > 0, gold[real] > 0
    return loss, {"tp": int((hit & want).sum()), "pred": int(hit.sum()), "gold": int(want.sum())}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("language")
    ask.add_argument("--treebanks", type=Path, required=True)
    ask.add_argument("--vectors", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--epochs", type=int, default=24)
    ask.add_argument("--part", choices=["reader", "segmenter"], default="reader")
    given = ask.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")  # products in bfloat16 where the CPU can: twice as fast
    table = corpus.settings(given.language)
    train, dev = (corpus.sentences(table, part, given.treebanks) for part in ("train", "dev"))
    vectors = Vectors.read(given.vectors)
    print(given.language, given.part, len(train), "sentences;", len(dev), "to steer", flush=True)
    (train_reader if given.part == "reader" else train_segmenter)(given, train, dev, vectors)


if __name__ == "__main__":
    main()
