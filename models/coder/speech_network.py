"""Train the network that reads statements: ``speech_network.py GOLD [--texts FOLDER...] [--parts 2] --out FOLDER``.

It learns from the same coded reports as ``speech.py``. With ``--parts 2`` it is trained once without each half of the
reports; OUT gets ``0.npz`` and ``1.npz``, by which speech.py reads reports that the network has not seen (its option
``--networks``). Without, OUT gets ``speech_network.npz`` of all. Needs torch (extra ``models``); some five minutes on
one core each. The order of reports is fixed and so is the seed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import torch
from coded import read_coded
from event_net import LONGEST
from event_network import LANGUAGES, UPOS
from speech import OWN_WEIGHT, load
from speech_net import SpeechNet
from steps import add_edges, asked, batches, besides, save, share, spread, tensors, trained
from torch.nn import functional

from demarche.find.speech_network import Nodes, nodes_of

EPOCHS = 6
# What readings, words, and among these words of cues count for in the loss.
READINGS, EACH_WORD, IN_CUE = 0.3, 0.3, 2.0


@dataclass
class Example:
    """A report to learn from: its nodes, for each word whether it stands in a cue and in words told [words, 2], which
    words are no furniture, which readings are right."""

    language: str
    nodes: Nodes
    labels: np.ndarray
    counted: np.ndarray
    right: np.ndarray
    weight: float
    real: bool


@dataclass(frozen=True)
class Names:
    """What the network calls word classes and relations by number."""

    upos: dict[str, int]
    relations: dict[str, int]


def example_of(report, language, names):
    """One report as an example."""
    view = report.view
    nodes = nodes_of(view, [candidate for candidate, _, _ in report.rows], names)
    starts = np.array([token.idx for token in view.doc], dtype=np.int64)
    labels = np.zeros((len(starts), 2), dtype=np.float32)
    for column, some in enumerate((report.cues, report.gold)):
        for start, end in (span for spans in some for span in spans):
            labels[(starts >= start) & (starts < end), column] = 1.0
    counted = np.array([view.unit(i) not in view.silent for i in range(len(starts))], dtype=np.float32)
    right = np.array([held >= 0.5 for _, _, held in report.rows], dtype=np.float32)
    return Example(language, nodes, labels, counted, right, report.weight, report.real)


def collate(examples, scale):
    """The tensors of a batch (see speech_net)."""
    parts, at = defaultdict(list), defaultdict(int)
    for number, one in enumerate(examples):
        n, p = one.nodes, one.nodes.places
        size, units = len(n.upos), int(n.units.max(initial=-1)) + 1
        before, behind = besides(n.units)
        words = {"heads": n.heads, "before": before, "behind": behind, "cue": p.cue, "first": p.first, "last": p.last,
                 "behind_words": p.behind, "word": p.word}  # fmt: skip
        values = {name: value + at["word"] for name, value in words.items()}
        values |= {"sentences": n.units + at["sentence"], "owner": p.owner + at["reading"], "side": p.side}
        values |= {"vectors": n.vectors / scale[one.language], "upos": n.upos, "relations": n.relations}
        values |= {"flags": n.flags, "places": np.minimum(np.arange(units), LONGEST - 1)}
        values |= {"report_of": np.full(units, number), "real": np.full(size, int(one.real))}
        values |= {"labels": one.labels, "counted": one.counted * one.weight, "right": one.right}
        values |= {"reading_weight": np.full(len(p.cue), one.weight)}
        for name, value in values.items():
            parts[name].append(value)
        for name, more in (("word", size), ("sentence", units), ("reading", len(p.cue))):
            at[name] += more
    b, _ = tensors(parts)
    b["language"] = examples[0].language
    add_edges(b, at["word"], at["sentence"], len(examples))
    b["long"] = share(b["owner"], at["reading"])
    return b


def loss_of(net, b):
    """The loss of a batch, summed over its words and readings."""
    words, readings = net(b)
    losses = functional.binary_cross_entropy_with_logits(words, b["labels"], reduction="none")
    loss = EACH_WORD * ((losses * torch.tensor([IN_CUE, 1.0])).sum(1) * b["counted"]).sum()
    judged = functional.binary_cross_entropy_with_logits(readings, b["right"], reduction="none")
    return loss + READINGS * (judged * b["reading_weight"]).sum()


def train(examples, scale, relations, seed):
    """The network, its weights the mean of its last steps."""
    torch.manual_seed(seed)
    net = SpeechNet({language: len(steps) for language, steps in scale.items()}, relations)
    laid = batches([e for e in examples if len(e.labels)], seed, lambda e: e.language, lambda e: len(e.labels))
    return trained(net, [collate(some, scale) for some in laid], loss_of, seed, EPOCHS)


def main() -> None:
    a = asked(__doc__)
    real = [replace(one, real=True) for one in read_coded(a.gold)]
    more = list(read_coded(a.more, a.texts))
    reports = {code: [*load(code, real, None), *load(code, more, None, OWN_WEIGHT)] for code in LANGUAGES}
    found = sorted({token.base_ for some in reports.values() for r in some for token in r.view.doc} | {"dep"})
    names = Names({n: i for i, n in enumerate(UPOS)}, {n: i for i, n in enumerate(["", *found])})
    examples = [(n, example_of(r, code, names)) for code, some in reports.items() for n, r in enumerate(some)]
    scale = spread({code: [e.nodes.vectors for _, e in examples if e.language == code] for code in LANGUAGES})
    for part in range(a.parts):
        some = [e for n, e in examples if a.parts == 1 or n % a.parts != part]
        net = train(some, scale, len(names.relations), a.seed)
        lists = {"upos": UPOS, "relations": tuple(names.relations), "languages": net.languages}
        save(net, lists, scale, a.out / (f"{part}.npz" if a.parts > 1 else "speech_network.npz"))


if __name__ == "__main__":
    main()
