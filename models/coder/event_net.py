"""The network over a whole report, in torch: what :mod:`demarche.code.network` reads in numpy, with the same names.

Reports of one language are laid end to end in a batch; nothing is padded, every message goes along an edge.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

RELATIONS_TO, DISTANCES, LONGEST, RANKS, CLASSES, MENTIONS, WORD_CLASSES = 130, 14, 16, 32, 8, 8, 20
# The noise of training: words left out of a report, and reports whose statements are not shown.
NO_WORD, NO_STATEMENTS = 0.08, 0.25


def table(rows, width, spread=0.1):
    """An embedding table that begins near nought."""
    made = nn.Embedding(rows, width)
    nn.init.normal_(made.weight, 0.0, spread)
    return made


class Round(nn.Module):
    """One round of messages; with ``parties``, mentions of one party speak to each other too."""

    def __init__(self, width, relations, parties=True):
        super().__init__()
        self.n, self.w = nn.LayerNorm(width), nn.Linear(width, 6 * width)
        self.gd, self.gu = nn.Embedding(relations, width), nn.Embedding(relations, width)
        self.wm = nn.Linear(width, width, bias=False) if parties else None
        self.wsd = nn.Linear(2 * width, width, bias=False)
        self.o = nn.Linear(width, width)
        nn.init.ones_(self.gd.weight)
        nn.init.ones_(self.gu.weight)

    def forward(self, x, b, drop):
        """States [words, width] with what the words were told in this round."""
        width, y = x.shape[1], self.n(x)
        own, down, up, left, right, around = self.w(y).split(width, dim=1)
        sent = up * self.gu(b["relations"]) * b["dependent"]
        m = own + down[b["heads"]] * self.gd(b["relations"]) + left[b["before"]] + right[b["behind"]]
        m = m + torch.zeros_like(x).index_add(0, b["heads"], sent) * b["below"]
        sentences = x.new_zeros(len(b["sizes"]), width).index_add(0, b["sentences"], around) * b["sizes"]
        whole = x.new_zeros(len(b["lengths"]), width).index_add(0, b["report_of"], sentences) * b["lengths"]
        m = m + self.wsd(torch.cat([sentences, whole[b["report_of"]]], 1))[b["sentences"]]
        if self.wm is not None and len(b["mentions"]):
            word, party = b["mentions"][:, 0], b["mentions"][:, 1]
            parties = x.new_zeros(len(b["named"]), width).index_add(0, party, y[word]) * b["named"]
            m = m.index_add(0, word, self.wm(parties)[party])
        return x + functional.dropout(self.o(functional.gelu(m, approximate="tanh")), drop, self.training)


class EventNet(nn.Module):
    """States of words, and what is asked of them: types of frames, actors and recipients, and what is said."""

    def __init__(self, widths, relations, types, width=128, rounds=4, keys=48, drop=0.2):
        super().__init__()
        self.drop, self.languages = drop, sorted(widths)
        self.inp = nn.ModuleDict({language: nn.Linear(size, width) for language, size in widths.items()})
        self.up, self.dp = table(WORD_CLASSES, width), table(relations, width)
        self.sentp, self.flag = table(LONGEST, width), nn.Linear(2, width, bias=False)
        self.rank, self.cls = table(RANKS, width), table(CLASSES, width)
        self.mk, self.place, self.fk = table(MENTIONS, width), table(2, width), table(4, width)
        self.acts = nn.Linear(2 * types, width, bias=False)
        self.real, self.lang = table(2, width), table(len(widths), width)
        self.layers = nn.ModuleList([Round(width, relations) for _ in range(rounds)])
        self.nf = nn.LayerNorm(width)
        self.t1, self.t2 = nn.Linear(width, width), nn.Linear(width, types + 1)
        self.skip = nn.Linear(2 * types, types + 1, bias=False)
        self.kind = table(types + 1, width)
        self.qa, self.qr = nn.Linear(2 * width, keys), nn.Linear(3 * width, keys)
        self.ka, self.kr = nn.Linear(width, keys), nn.Linear(width, keys)
        self.ra, self.rr = table(RELATIONS_TO, keys), table(RELATIONS_TO, keys)
        self.sa, self.sr = table(DISTANCES, keys), table(DISTANCES, keys)
        self.nr, self.st = nn.Linear(3 * width, 1), nn.Linear(width, 2)

    def states(self, b):
        """[words, width]."""
        vectors, flags = b["vectors"], b["flags"]
        if self.training:
            vectors = vectors * (torch.rand(len(vectors), 1) > NO_WORD)
            shown = (torch.rand(len(b["lengths"]), 1) > NO_STATEMENTS).float()
            flags = flags * shown[b["report_of"]][b["sentences"]]
        x = self.inp[b["language"]](functional.dropout(vectors, self.drop / 2, self.training))
        x = x + self.up(b["upos"]) + self.dp(b["relations"]) + self.sentp(b["places"])[b["sentences"]]
        x = x + self.flag(flags) + self.real.weight[b["real"]]
        x = x + self.lang.weight[self.languages.index(b["language"])]
        if len(b["mentions"]):
            word, _, rank, kind, form, place = b["mentions"].T
            x = x.index_add(0, word, self.rank(rank) + self.cls(kind) + self.mk(form) + self.place(place))
        x = x.index_add(0, b["frames"][:, 0], self.fk(b["frames"][:, 1]) + self.acts(b["acts"]))
        x = functional.dropout(x, self.drop, self.training)
        for layer in self.layers:
            x = layer(x, b, self.drop)
        return self.nf(x)

    def forward(self, b):
        """(states, sums for the types of each frame, [frames, types + 1])."""
        states = self.states(b)
        hidden = functional.gelu(self.t1(states[b["frames"][:, 0]]), approximate="tanh")
        return states, self.t2(functional.dropout(hidden, self.drop, self.training)) + self.skip(b["acts"])

    def parties(self, states, b):
        """For each case (a frame that tells an event) the scores of parties as actor [cases, parties] and as recipient
        beside the known actors, the last column for nobody."""
        named = states[b["mentions"][:, 0]]
        asked = torch.cat([states[b["frames"][b["case_frame"], 0]], self.kind(b["case_kind"])], 1)
        acting = self._scores(self.qa(asked), self.ka(named), self.ra, self.sa, b)
        own = (b["acting"][:, b["mentions"][:, 1]] & b["same"]).float()
        means = (own @ named) / own.sum(1, keepdim=True).clamp(min=1)
        asked = torch.cat([asked, means], 1)
        taking = self._scores(self.qr(asked), self.kr(named), self.rr, self.sr, b)
        return by_party(acting, b), torch.cat([by_party(taking, b), self.nr(asked)], 1)

    @staticmethod
    def _scores(asked, keys, relation, distance, b):
        sums = asked @ keys.T + torch.gather(asked @ relation.weight.T, 1, b["place"])
        return (sums + torch.gather(asked @ distance.weight.T, 1, b["away"])) * keys.shape[1] ** -0.5


NOTHING = -1e4


def by_party(scores, b):
    """Scores of mentions [cases, mentions] added up by party as chances are; :data:`NOTHING` for those of elsewhere."""
    party = b["mentions"][:, 1][None].expand_as(scores)
    scores, count = scores.masked_fill(~b["same"], NOTHING), len(b["named"])
    top = torch.full((len(scores), count), NOTHING).scatter_reduce(1, party, scores.detach(), "amax")
    powers = torch.exp(scores - torch.gather(top, 1, party)) * b["same"]
    sums = torch.zeros(len(scores), count).scatter_add(1, party, powers)
    return torch.where(sums > 0, top + torch.log(sums.clamp(min=1e-9)), torch.full_like(sums, NOTHING))
