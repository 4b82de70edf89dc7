"""Train a network that says where sentences begin, on neighbouring sentences run together.

With `--lists` it is the one that speaks where no stop stands before a word: it sees vectors, and many headings,
captions and lists.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import augment
import lists
import prepare
import torch
from encode import Batch, Coder, Words, labels_of
from learn import Average, Steps
from nets import Segmenter
from torch import Tensor, nn
from train import write
from ud import Sentence, Word

RATE = 4e-3
# What is taken from the log-odds where no stop stands before (see `demarche.parse.network.Segmenters`). Sentences of a
# half of LassySmall dev, the net taught without that half: 95.6 at 1, 96.0 at 2, 96.2 at 2.5, 95.0 at 3; borders that
# only this net set in 429 news reports, nearly all false: 18 at 2.25, 14 at 2.5, 5 at 3.
DOUBT = 2.75
LIST_RATE = 6e-3
HEADED = 0.08  # share of sentences that get a subhead before them; set by eye


def main() -> None:
    """Train and write `segmenter.npz`."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("work", type=Path, help="the folder that prepare.py wrote")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--epochs", type=int, default=12, help="7 with --lists: more made it sure and no better")
    ask.add_argument("--batch", type=int, default=1100, help="words a step")
    ask.add_argument("--without", nargs="*", default=[], choices=["subheads"])
    ask.add_argument("--lists", action="store_true", help="the network for borders without a stop")
    ask.add_argument(
        "--name", default="segmenter", help="of the file; pack.py takes those that the language's table names"
    )
    ask.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    found = prepare.read(given.work)
    train, dev = found["parts"]["train"], found["parts"]["dev"]
    words = Words.read(found["words"], given.work, given.device)
    coder = Coder(labels_of(train[:100]), words, size=given.batch)
    net = (Segmenter(static=words.width, hidden=64, doubt=DOUBT) if given.lists else Segmenter()).to(given.device)
    rnd, tails, phrases = random.Random(given.seed), augment.cues(train), lists.pool(train)

    def headings(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
        if given.lists:
            return list(lists.mixed(sentences, phrases, rnd))
        return sentences if "subheads" in given.without else list(with_subheads(sentences, rnd))

    def epoch() -> list[list]:
        varied = [augment.vary(s, tails, rnd) if rnd.random() < 0.5 else s for s in train]
        return coder.batches([coder.code(p, keep=False) for p in paragraphs(headings(varied), rnd)], rnd)

    rate, keep = (LIST_RATE, 0.99) if given.lists else (RATE, 0.995)
    steps, mean, done = Steps(net, len(epoch()) * given.epochs, rate), Average(net, keep), 0
    for number in range(1, given.epochs + 1):
        for group in epoch():
            steps(loss_of(net, coder.tensors(group)))
            done += 1
            mean.update(done)
        mean.swap()
        coded = [coder.code(p, keep=False) for p in paragraphs(dev, random.Random(1))]
        print(
            "starts",
            number,
            done,
            score(net, [coder.tensors(g) for g in coder.batches(coded, random.Random(1))]),
            flush=True,
        )
        write(given.out, given.name, net, None)
        mean.swap()


def with_subheads(sentences: Sequence[Sentence], rnd: random.Random) -> Iterator[Sentence]:
    """Here and there a noun phrase of the sentence stands before it as a subhead, or several as a list."""
    for sent in sentences:
        while rnd.random() < HEADED:
            subhead = augment.heading(sent, rnd)
            if subhead is None:
                break
            yield replace(subhead, new_text=sent.new_text, new_paragraph=sent.new_paragraph)
            sent = replace(sent, new_text=False, new_paragraph=False)
        yield sent


def paragraphs(sentences: Sequence[Sentence], rnd: random.Random) -> Iterator[Sentence]:
    """Neighbouring sentences run together, at most 120 words; heads mark the starts.

    Each joint sentence keeps only forms; `head` is 0 at the first word of a sentence, else 1.
    """
    words: list[Word] = []
    size, count = rnd.randint(2, 9), 0
    for sent in sentences:
        if words and (sent.new_text or count >= size or len(words) + len(sent.words) > 120):
            yield Sentence(tuple(words))
            words, count, size = [], 0, rnd.randint(2, 9)
        words += [Word(w.form, "", "", "", int(i > 0), "", w.space) for i, w in enumerate(sent.words)]
        words[-1] = replace(words[-1], space=True)
        count += 1
    if words:
        yield Sentence(tuple(words))


def loss_of(net: Segmenter, batch: Batch) -> Tensor:
    """Binary cross-entropy of all words but the first of each run."""
    asked = batch.real.clone()
    asked[:, 0] = False
    starts = (batch.gold["head"] == 0).float()
    odds = net(batch.rows, batch.vectors, batch.lengths)
    found = nn.functional.binary_cross_entropy_with_logits(odds, starts, reduction="none")
    return (found * asked).sum() / asked.sum()


@torch.no_grad()
def score(net: Segmenter, batches: Sequence[Batch]) -> str:
    """Precision, recall and F of starts inside runs, for some thresholds of the log-odds."""
    net.eval()
    total: Counter[tuple[float, str]] = Counter()
    levels = (0.0, -0.5, -1.0, -1.5)
    for batch in batches:
        found, gold = net(batch.rows, batch.vectors, batch.lengths), batch.gold["head"] == 0
        asked = batch.real.clone()
        asked[:, 0] = False
        for level in levels:
            hit = (found > level) & asked
            total[level, "tp"] += int((hit & gold).sum())
            total[level, "found"] += int(hit.sum())
            total[level, "gold"] += int((gold & asked).sum())
    net.train()
    shares = ((lv, total[lv, "tp"], max(1, total[lv, "found"]), max(1, total[lv, "gold"])) for lv in levels)
    return " ".join(f"{lv}: P{100 * t / f:.1f} R{100 * t / g:.1f} F{200 * t / (f + g):.2f}" for lv, t, f, g in shares)


if __name__ == "__main__":
    main()
