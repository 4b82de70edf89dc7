"""How a network learns: losses (of the treebank, of teachers), the falling rate, the mean of weights, scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from encode import MISSING, Batch
from nets import Reader
from torch import Tensor, nn

TAGS = ("upos", "feats", "lemma", "ent")
TRUST = 0.5  # weight of the teachers' opinion beside the treebank's; 0.5 is the middle, not tuned


class Read:
    """What a network makes of one batch, in log probabilities."""

    def __init__(self, net: Reader, batch: Batch) -> None:
        self.net, self.out = net, net(batch.rows, batch.vectors, batch.lengths)
        outside = torch.cat([torch.ones_like(batch.real[:, :1]), batch.real], 1).logical_not()
        self.arcs = self.out["arcs"].masked_fill(outside[:, None, :], -1e4).log_softmax(-1)

    def under(self, heads: Tensor) -> dict[str, Tensor]:
        """Tags [b, n, labels], `head` [b, n, n + 1], and `deprel` [b, n, relations] under `heads` [b, n]."""
        out = self.out
        above = out["lab_head"].gather(1, heads[:, :, None].expand(-1, -1, out["lab_head"].shape[-1]))
        flat = self.net.labels(out["lab_dep"].flatten(0, 1), above.flatten(0, 1))
        labels = {k: out[k].log_softmax(-1) for k in TAGS}
        return labels | {"head": self.arcs, "deprel": flat.view(*heads.shape, -1).log_softmax(-1)}


def loss_of(net: Reader, batch: Batch, teachers: Sequence[Reader] = ()) -> Tensor:
    """Sum over the heads of cross-entropy with the treebank and, where there are teachers, with their mean opinion.

    Words without a head are raw text: only teachers speak of those.
    """
    real, gold = batch.real, batch.gold
    if not teachers:
        found = Read(net, batch).under(gold["head"].clamp(min=0))
        return torch.stack([_hard(found[k], gold[k]) for k in found]).sum()
    with torch.no_grad():
        read = [Read(t, batch) for t in teachers]
        arcs = torch.stack([r.arcs.exp() for r in read]).mean(0)
        heads = torch.where(gold["head"] >= 0, gold["head"], arcs.argmax(-1))
        opinions = [r.under(heads) for r in read]
        mean = {k: torch.stack([o[k].exp() for o in opinions]).mean(0) for k in opinions[0]}
    found = Read(net, batch).under(heads)
    losses = []
    for k in found:
        soft = (-(mean[k] * found[k]).sum(-1) * real).sum() / real.sum()
        losses.append((1 - TRUST) * _hard(found[k], gold[k]) + TRUST * soft)
    return torch.stack(losses).sum()


def _hard(found: Tensor, gold: Tensor) -> Tensor:
    total = nn.functional.nll_loss(found.flatten(0, -2), gold.flatten(), ignore_index=MISSING, reduction="sum")
    return total / (gold != MISSING).sum().clamp(min=1)


@torch.no_grad()
def measure(net: Reader, batches: Sequence[Batch], punct: int) -> dict[str, float]:
    """Percentages on the treebank's own words and sentences: tags, UAS and LAS without punctuation, F of name words."""
    net.eval()
    total: dict[str, Any] = {}

    def add(name: str, value: Tensor) -> None:
        total[name] = total.get(name, 0) + value.sum()

    for batch in batches:
        read = Read(net, batch)
        heads = read.arcs.argmax(-1)
        found, gold, real = read.under(heads), batch.gold, batch.real
        best = {k: v.argmax(-1) for k, v in found.items()}
        counted = real & (gold["deprel"] != punct)
        for k in ("upos", "feats", "lemma"):
            add(k, (best[k] == gold[k]) & real)
        add("uas", (heads == gold["head"]) & counted)
        add("las", (heads == gold["head"]) & (best["deprel"] == gold["deprel"]) & counted)
        add("words", real)
        add("counted", counted)
        told = real & (gold["ent"] != MISSING)
        add("name_right", told & (gold["ent"] > 0) & (best["ent"] == gold["ent"]))
        add("name_gold", told & (gold["ent"] > 0))
        add("name_found", told & (best["ent"] > 0))
    net.train()
    sums = {k: float(v) for k, v in total.items()}
    shares = {k: sums[k] / sums["words"] for k in ("upos", "feats", "lemma")}
    shares |= {k: sums[k] / max(1.0, sums["counted"]) for k in ("uas", "las")}
    shares["names"] = 2 * sums["name_right"] / max(1.0, sums["name_gold"] + sums["name_found"])
    return {k: round(100 * v, 2) for k, v in shares.items()}


class Average:
    """Exponential mean of the weights; what is shipped is the mean."""

    def __init__(self, net: nn.Module, keep: float) -> None:
        self.keep, self.mean = keep, {k: v.clone() for k, v in net.state_dict().items()}
        self.now = net.state_dict()

    def update(self, step: int) -> None:
        """After a step; early steps weigh less."""
        keep = min(self.keep, (1 + step) / (10 + step))
        torch._foreach_lerp_(list(self.mean.values()), list(self.now.values()), 1 - keep)

    def swap(self) -> None:
        """The network gets the mean, and at the next call its own weights again."""
        for mean, now in zip(self.mean.values(), self.now.values(), strict=True):
            kept = now.clone()
            now.copy_(mean)
            mean.copy_(kept)


class Steps:
    """Adam with a short rise and a straight fall of the rate to a fiftieth."""

    def __init__(self, net: nn.Module, total: int, rate: float) -> None:
        fused = next(net.parameters()).is_cuda
        self.net = net
        self.adam = torch.optim.AdamW(net.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=1e-3, fused=fused)
        shape = lambda s: min(1.0, (s + 1) / 200) * max(0.02, 1 - s / total)  # noqa: E731
        self.rates = torch.optim.lr_scheduler.LambdaLR(self.adam, shape)

    def __call__(self, loss: Tensor) -> None:
        self.adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.adam.step()
        self.rates.step()
