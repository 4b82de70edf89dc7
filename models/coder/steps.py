"""What trainings of networks over whole reports have in common: batches, the edges of words, steps, the file."""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from coded import OWN

EPOCHS, RATE, DECAY, WORDS = 8, 1.5e-3, 0.05, 2500


def asked(about):
    """What the command line of such a training asks for; ``about`` is the program's page."""
    ask = argparse.ArgumentParser(description=about.split("\n\n")[0])
    ask.add_argument("gold", type=Path)
    ask.add_argument("--more", type=Path, default=OWN, help="further coded reports")
    ask.add_argument("--texts", type=Path, nargs="*", default=[], help="folders with the texts of public codings")
    ask.add_argument("--parts", type=int, default=1, help="train without each of so many parts of the reports")
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--out", type=Path, required=True)
    return ask.parse_args()


def spread(rows):
    """For each language how far the numbers of its vectors spread, from those of its reports: they are learned from in
    steps of that."""
    return {code: np.concatenate(some).std(axis=0).clip(min=1e-3) for code, some in rows.items() if some}


def batches(examples, seed, language, size):
    """Examples of one language together, about :data:`WORDS` words a batch, in an order drawn once; ``language`` and
    ``size`` tell those of an example."""
    out = []
    for code in sorted({language(e) for e in examples}):
        some = [e for e in examples if language(e) == code]
        random.Random(seed).shuffle(some)
        batch, words = [], 0
        for one in some:
            if batch and words + size(one) > WORDS:
                out.append(batch)
                batch, words = [], 0
            batch.append(one)
            words += size(one)
        if batch:
            out.append(batch)
    return out


def besides(sentences):
    """(the word before, the word behind) each word in its sentence; at an edge the word itself."""
    places, same = np.arange(len(sentences)), np.diff(sentences) == 0
    before, behind = places.copy(), places.copy()
    before[1:][same] -= 1
    behind[:-1][same] += 1
    return before, behind


def tensors(parts):
    """Arrays of several reports laid end to end, as tensors; and as arrays."""
    arrays = {name: np.concatenate(values) for name, values in parts.items()}
    b = {
        name: torch.from_numpy(a.astype(np.float32 if a.dtype.kind == "f" else np.int64)) for name, a in arrays.items()
    }
    return b, arrays


def add_edges(b, words, sentences, reports):
    """Put into a batch of so many words, sentences and reports who hangs on another, and by how many each is told."""
    b["dependent"] = (b["heads"] != torch.arange(words)).float()[:, None]
    dependents = torch.zeros(words).index_add(0, b["heads"], b["dependent"][:, 0])
    b["below"] = dependents.clamp(min=1).rsqrt()[:, None]
    b["sizes"], b["lengths"] = share(b["sentences"], sentences), share(b["report_of"], reports)


def share(places, count):
    """One over how many belong to each place."""
    return (1.0 / torch.bincount(places, minlength=count).clamp(min=1).float())[:, None]


def trained(net, ready, loss_of, seed, epochs=EPOCHS):
    """A network after so many rounds through the batches that are ready, its weights the mean of its last steps."""
    groups = [{"params": [p for p in net.parameters() if p.dim() > 1], "weight_decay": DECAY}]
    groups.append({"params": [p for p in net.parameters() if p.dim() < 2], "weight_decay": 0.0})
    steps = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98))
    draw = random.Random(seed)
    mean = {name: value.detach().clone() for name, value in net.state_dict().items()}
    done, all_, start = 0, len(ready) * epochs, time.time()
    for epoch in range(epochs):
        draw.shuffle(ready)
        for b in ready:
            rate = RATE * min(1.0, (done + 1) / 150) * (0.5 * (1 + math.cos(math.pi * done / all_)) + 0.01)
            for group in steps.param_groups:
                group["lr"] = rate
            steps.zero_grad(set_to_none=True)
            (loss_of(net, b) / 150).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            done += 1
            keep = min(0.997, done / (done + 9))
            for name, value in net.state_dict().items():
                mean[name].mul_(keep).add_(value, alpha=1 - keep)
        print(f"epoch {epoch + 1} of {epochs}, {time.time() - start:.0f} s", flush=True)
    net.load_state_dict(mean)
    return net.eval()


def save(net, lists, scale, path, without=()):
    """Write the weights in half precision, with the names that numbers stand for, a list of them each; the network
    learned from vectors in steps of ``scale``. What begins with ``without`` served the training alone."""
    arrays = {name: value.numpy() for name, value in net.state_dict().items() if not name.startswith(without)}
    for language, steps in scale.items():
        arrays[f"inp.{language}.weight"] = arrays[f"inp.{language}.weight"] / steps
    arrays = {name: value.astype(np.float16) for name, value in arrays.items()}
    texts = {name: np.frombuffer("\n".join(words).encode(), dtype=np.uint8) for name, words in lists.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays, **texts)
