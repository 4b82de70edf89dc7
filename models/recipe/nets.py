"""The reading network in torch: only trained here; `demarche.parse.network` runs it in numpy.

A BiLSTM over hashed spelling features and static vectors, with heads for tags, lemma rules and a
biaffine parser (Dozat & Manning 2017, arXiv:1611.01734), much narrower than theirs.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from demarche.parse.features import TABLES

NAME = 64  # width of the layer that names are told from


class Encoder(nn.Module):
    """Feature rows (and vectors) of a batch of word rows -> inputs x and contextual states h."""

    def __init__(self, *, scale: int, static: int, hidden: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(t.rows, t.width // scale) for t in TABLES)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)
        self.static = nn.Linear(static, static) if static else None
        self.width = sum(t.width // scale for t in TABLES) + static
        self.lstm = nn.LSTM(
            self.width, hidden, num_layers=layers, bidirectional=True, batch_first=True,
            dropout=dropout if layers > 1 else 0.0,
        )  # fmt: skip
        self.dropout = dropout

    def forward(self, rows: Tensor, vectors: Tensor | None, lengths: Tensor) -> tuple[Tensor, Tensor]:
        parts, column = [], 0
        for spec, table in zip(TABLES, self.tables, strict=True):
            parts.append(sum(table(rows[..., column + k]) for k in range(spec.hashes)))
            column += spec.hashes
        if self.training:  # a word as a whole is forgotten now and then, so that unseen words are met in training
            keep = (torch.rand(rows.shape[:2], device=rows.device) > 0.15).float().unsqueeze(-1)
            parts[0] = parts[0] * keep
        if self.static is not None:
            parts.append(self.static(vectors))
        x = _shared_dropout(torch.cat(parts, -1), self.dropout if self.training else 0.0)
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        h, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return x, _shared_dropout(h, self.dropout if self.training else 0.0)


def _shared_dropout(x: Tensor, rate: float) -> Tensor:
    if not rate:
        return x
    mask = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= rate
    return x * mask / (1 - rate)


class Reader(nn.Module):
    """Tags, lemma rules, names, heads and relations of the words of single sentences."""

    def __init__(self, *, static: int, sizes: dict[str, int], hidden: int = 200, layers: int = 2) -> None:
        super().__init__()
        self.encoder = Encoder(scale=1, static=static, hidden=hidden, layers=layers, dropout=0.33)
        wide, tag, arc, lab = 2 * hidden, 224, 256, 72
        self.tag = nn.Linear(wide + self.encoder.width, tag)
        self.upos = nn.Linear(tag, sizes["upos"])
        self.feats = nn.Linear(tag, sizes["feats"])
        self.lemma = nn.Linear(tag, sizes["lemma"])
        self.name = nn.Linear(wide + self.encoder.width, NAME)
        self.ent = nn.Linear(NAME, sizes["ent"])
        self.arc_dep, self.arc_head = nn.Linear(wide, arc), nn.Linear(wide, arc)
        self.lab_dep, self.lab_head = nn.Linear(wide, lab), nn.Linear(wide, lab)
        self.root = nn.Parameter(torch.randn(wide) * 0.1)
        self.arc = nn.Parameter(torch.randn(arc + 1, arc) * 0.02)
        self.lab = nn.Parameter(torch.randn(sizes["deprel"], lab + 1, lab + 1) * 0.02)

    def forward(self, rows: Tensor, vectors: Tensor, lengths: Tensor) -> dict[str, Tensor]:
        x, h = self.encoder(rows, vectors, lengths)
        both = torch.cat([h, x], -1)
        tag = self._drop(torch.relu(self.tag(both)))
        rooted = torch.cat([self.root.expand(h.shape[0], 1, -1), h], 1)
        dep, head = (self._drop(torch.relu(f(v))) for f, v in ((self.arc_dep, h), (self.arc_head, rooted)))
        arcs = (dep @ self.arc[:-1] + self.arc[-1]) @ head.transpose(1, 2)
        return {
            "upos": self.upos(tag), "feats": self.feats(tag), "lemma": self.lemma(tag), "ent": self.names(both),
            "arcs": arcs,
            "lab_dep": self._drop(torch.relu(self.lab_dep(h))),
            "lab_head": self._drop(torch.relu(self.lab_head(rooted))),
        }  # fmt: skip

    def names(self, both: Tensor) -> Tensor:
        """Scores of name labels, from states and inputs side by side."""
        return self.ent(self._drop(torch.relu(self.name(both))))

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of relations for word vectors `dep` with their heads' vectors `head`, both [n, width]."""
        one = torch.ones(dep.shape[0], 1, device=dep.device)
        size = dep.shape[1] + 1
        half = torch.cat([dep, one], 1) @ self.lab.permute(1, 0, 2).reshape(size, -1)
        return (half.view(len(dep), -1, size) @ torch.cat([head, one], 1).unsqueeze(-1)).squeeze(-1)

    def _drop(self, x: Tensor) -> Tensor:
        return _shared_dropout(x, 0.33 if self.training else 0.0)


class Segmenter(nn.Module):
    """Does a sentence begin at this word; read over a whole paragraph.

    Half as wide again (72, tables by 3) was no better on dev. `static` is the width of the vectors, 0 for none;
    `doubt` is not learnt, it is what the reader takes off where no stop stands before a word.
    """

    def __init__(self, *, static: int = 0, hidden: int = 48, doubt: float | None = None) -> None:
        super().__init__()
        self.encoder = Encoder(scale=4, static=static, hidden=hidden, layers=1, dropout=0.2)
        self.start = nn.Linear(2 * hidden + self.encoder.width, 1)
        if doubt is not None:
            self.register_buffer("doubt", torch.tensor([doubt]))

    def forward(self, rows: Tensor, vectors: Tensor, lengths: Tensor) -> Tensor:
        x, h = self.encoder(rows, vectors if self.encoder.static is not None else None, lengths)
        return self.start(torch.cat([h, x], -1)).squeeze(-1)
