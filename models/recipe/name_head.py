"""Teach names to a reader that is already trained, and change nothing else of it.

    python models/recipe/name_head.py WORK --reader WORK/reader --out WORK/named

What the frozen network makes of every word is computed once; a layer of 64 learns names from that. So a pipeline
gets names (or better ones) without any other answer of it moving.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from pathlib import Path

import augment
import numpy as np
import prepare
import torch
from encode import MISSING, Coder, Labels, Words
from learn import Average, Steps
from names import LABELS
from nets import Reader
from torch import Tensor, nn
from ud import Sentence

RATE, SIZE = 2e-3, 1024  # words a step


def main() -> None:
    """Write `reader.npz` and `labels.json` with names."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("work", type=Path, help="the folder that prepare.py wrote")
    ask.add_argument("--reader", type=Path, required=True, help="the folder of a trained reader")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--epochs", type=int, default=12)
    given = ask.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    found = prepare.read(given.work)
    train = found["parts"]["train"]
    known = json.loads((given.reader / "labels.json").read_text(encoding="utf-8")) | {"ent": LABELS}
    labels = Labels(*(known[k] for k in Labels.__dataclass_fields__))
    coder = Coder(labels, Words.read(found["words"], given.work, "cpu"), size=2200)
    net = frozen(given.reader, coder, labels)
    rnd = random.Random(given.seed)
    told = [s for s in train if any(w.ent for w in s.words)]
    data = states(net, coder, [augment.vary(s, [], rnd) for s in told])
    tests = {n: states(net, coder, found["parts"][n]) for n in ("dev", *found["tests"])}
    learn(net, data, tests, given.epochs)
    given.out.mkdir(parents=True, exist_ok=True)
    arrays = {k: v.numpy().astype(np.float16) for k, v in net.state_dict().items()}
    np.savez_compressed(given.out / "reader.npz", **arrays)
    (given.out / "labels.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    for path in given.reader.glob("segmenter*.npz") if given.reader != given.out else ():
        shutil.copyfile(path, given.out / path.name)


def frozen(folder: Path, coder: Coder, labels: Labels) -> Reader:
    """The trained reader, with layers for names that know nothing yet."""
    net = Reader(static=coder.words.width, sizes={k: len(v) for k, v in labels.__dict__.items()})
    with np.load(folder / "reader.npz") as file:
        kept = {k: torch.from_numpy(file[k].astype(np.float32)) for k in file.files}
    net.load_state_dict({k: v for k, v in kept.items() if not k.startswith(("name.", "ent."))}, strict=False)
    return net.eval()


@torch.no_grad()
def states(net: Reader, coder: Coder, sentences: list[Sentence]) -> tuple[Tensor, Tensor]:
    """([words, states and inputs] in half precision, [words] labels) of every word of which somebody told."""
    rows, labels = [], []
    for group in coder.batches([coder.code(s, keep=False) for s in sentences], random.Random(0)):
        batch = coder.tensors(group)
        x, h = net.encoder(batch.rows, batch.vectors, batch.lengths)
        told = batch.gold["ent"] != MISSING
        rows.append(torch.cat([h, x], -1)[told].half())
        labels.append(batch.gold["ent"][told])
    return torch.cat(rows), torch.cat(labels)


def learn(net: Reader, data: tuple[Tensor, Tensor], tests: dict[str, tuple[Tensor, Tensor]], epochs: int) -> None:
    """Train the two layers; the mean of weights stays in the network."""
    head = nn.ModuleDict({"name": net.name, "ent": net.ent})
    rows, labels = data
    steps, mean, done = Steps(head, epochs * (len(rows) // SIZE + 1), RATE), Average(head, 0.998), 0
    net.train()
    for _ in range(epochs):
        for places in torch.randperm(len(rows)).split(SIZE):
            noise = nn.functional.dropout(rows[places].float(), 0.2)
            steps(nn.functional.cross_entropy(net.names(noise[None])[0], labels[places]))
            done += 1
            mean.update(done)
    mean.swap()
    net.eval()
    for name, (these, gold) in tests.items():
        with torch.no_grad():
            best = net.names(these.float()[None])[0].argmax(-1)
        right, found, asked = ((best == gold) & (gold > 0)).sum(), (best > 0).sum(), (gold > 0).sum()
        print(f"{name:16} words of names: precision {100 * right / found:.1f}, recall {100 * right / asked:.1f}")


if __name__ == "__main__":
    main()
