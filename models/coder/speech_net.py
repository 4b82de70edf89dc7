"""The network that reads statements, in torch: what :mod:`demarche.find.speech_network` reads in numpy, with the same
names.

Reports of one language are laid end to end in a batch; nothing is padded, every message goes along an edge.
"""

from __future__ import annotations

import torch
from event_net import LONGEST, NO_WORD, WORD_CLASSES, Round, table
from torch import nn
from torch.nn import functional

from demarche.find.speech_network import SORTS

SIDES = 4


class SpeechNet(nn.Module):
    """States of words, and what is asked of them: words of cues and of statements, and readings."""

    def __init__(self, widths, relations, width=96, rounds=4, drop=0.2):
        super().__init__()
        self.drop, self.languages = drop, sorted(widths)
        self.inp = nn.ModuleDict({language: nn.Linear(size, width) for language, size in widths.items()})
        self.up, self.dp = table(WORD_CLASSES, width), table(relations, width)
        self.sentp, self.flag = table(LONGEST, width), nn.Linear(len(SORTS), width, bias=False)
        self.real, self.lang = table(2, width), table(len(widths), width)
        self.layers = nn.ModuleList([Round(width, relations, parties=False) for _ in range(rounds)])
        self.nf, self.st = nn.LayerNorm(width), nn.Linear(width, 2)
        self.wr, self.side, self.r = nn.Linear(width, 5 * width), table(SIDES, width), nn.Linear(width, 1)

    def states(self, b):
        """[words, width]."""
        vectors = b["vectors"]
        if self.training:
            vectors = vectors * (torch.rand(len(vectors), 1) > NO_WORD)
        x = self.inp[b["language"]](functional.dropout(vectors, self.drop / 2, self.training))
        x = x + self.up(b["upos"]) + self.dp(b["relations"]) + self.sentp(b["places"])[b["sentences"]]
        x = x + self.flag(b["flags"]) + self.real.weight[b["real"]]
        x = x + self.lang.weight[self.languages.index(b["language"])]
        x = functional.dropout(x, self.drop, self.training)
        for layer in self.layers:
            x = layer(x, b, self.drop)
        return self.nf(x)

    def forward(self, b):
        """(log-odds of each word in a cue and in words told, [words, 2]; log-odds of each reading)."""
        states = self.states(b)
        cue, mean, first, last, behind = self.wr(functional.dropout(states, self.drop, self.training)).chunk(5, dim=1)
        told = torch.zeros(len(b["cue"]), states.shape[1]).index_add(0, b["owner"], mean[b["word"]]) * b["long"]
        told = told + cue[b["cue"]] + first[b["first"]] + last[b["last"]] + behind[b["behind_words"]]
        told = functional.gelu(told + self.side(b["side"]), approximate="tanh")
        return self.st(states), self.r(functional.dropout(told, self.drop, self.training))[:, 0]
