"""Train the network over a whole report: ``event_network.py GOLD [--texts FOLDER...] --out FOLDER``.

It learns from the same coded reports as ``train.py``. With ``--parts 2`` it is trained once without each half of the
reports; OUT gets ``0.npz`` and ``1.npz``, by which train.py reads reports that the network has not seen, and prints
how each reads its other half. Without, OUT gets ``event_network.npz`` of all.
Needs torch (extra ``models``); some ten minutes on one core each. The order of reports is fixed and so is the seed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import torch
from align import char_spans
from event_net import LONGEST, NOTHING, EventNet
from events_fit import guess_types, parts, told_by
from scenes import load_reports
from steps import add_edges, asked, batches, besides, save, share, spread, tensors, trained
from torch.nn import functional

from demarche.code.interactions import models as shipped_models
from demarche.code.network import Above, Nodes
from demarche.code.opinion import nodes_of
from demarche.code.weighing import KINDS

UPOS = (
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X", "SPACE",
)  # fmt: skip
LANGUAGES = ("en", "nl")
# An example of our own reports, of our own sentences, and a frame that only stands in an event's evidence.
OWN_WEIGHT, SENTENCE_WEIGHT, DOUBTFUL = 0.5, 0.3, 0.25
ROLES = 0.5
# That it also learns which words are said by somebody, and by which words that is told, is only to make its states
# better; nothing asks for it when a report is read.
SAID = 0.03


@dataclass
class Case:
    """A frame that tells an event: its type, the parties near, those that act and those that receive (as numbers)."""

    frame: int
    kind: int
    near: list[int]
    acting: list[int]
    taking: list[int]


@dataclass
class Example:
    """A report to learn from: its nodes, (frame, type, weight) of each frame, the cases, and for each word whether it
    stands in the content of a hand-coded statement and in a cue."""

    name: str
    nodes: Nodes
    labels: list[tuple[int, int, float]]
    cases: list[Case]
    said: np.ndarray
    weight: float
    real: bool
    whole: bool


@dataclass(frozen=True)
class Names:
    """What the network calls word classes, relations and types by number."""

    upos: tuple[str, ...]
    relations: tuple[str, ...]
    kinds: tuple[str, ...]


def examples_of(reports, names):
    """Every report as an example."""
    return [example_of(report, names) for report in reports]


def example_of(report, names):
    """One report as an example; which frame of an evidence tells the event is settled by the shipped model."""
    scene, parties = report.scene, {}
    nodes = nodes_of(scene, names, (0, len(scene.findings.words.starts)), parties)
    guesses = guess_types([report], shipped_models(report.language)["type"])
    told, doubtful, cases = defaultdict(set), set(), []
    for event in report.gold["events"]:
        main, rest = told_by(report, event, guesses)
        doubtful |= rest
        kind = KINDS.index(event["type"])
        for frame in sorted(main):
            told[frame].add(kind)
            near = scene.near(scene.findings.frames[frame])
            sides = [[parties[p] for p in some if p in parties] for some in (sorted(near), *parts(event, near))]
            if sides[1]:
                cases.append(Case(frame, kind, *sides))
    labels = []
    for frame in scene.findings.frames:
        kinds = sorted(told.get(frame.id, ()))
        if frame.sentence not in report.skip:
            share = 1.0 / len(kinds) if kinds else DOUBTFUL if frame.id in doubtful else 1.0
            labels += [(frame.id, kind, share) for kind in kinds or [len(KINDS)]]
    weight = 1.0 if report.real else OWN_WEIGHT if report.whole else SENTENCE_WEIGHT
    return Example(report.name, nodes, labels, cases, said_in(report), weight, report.real, report.whole)


def said_in(report):
    """[words, 2]: whether each word stands in the content of a hand-coded statement, and in the cue of one."""
    starts, out = np.array(report.scene.findings.words.starts), np.zeros((len(report.scene.findings.words.starts), 2))
    for statement in report.gold.get("statements", ()):
        for column, part in enumerate(("content", "cue")):
            for start, end in char_spans(statement.get(part), report.text):
                out[(starts >= start) & (starts < end), column] = 1.0
    return out


def collate(examples, scale):
    """The tensors of a batch (see event_net)."""
    parts_, at = defaultdict(list), defaultdict(int)
    labels, cases = [], []
    for number, one in enumerate(examples):
        n = one.nodes
        size, sentences = len(n.upos), int(n.sentences.max(initial=-1)) + 1
        before, behind = besides(n.sentences)
        shifted = {"heads": (n.heads, "word"), "before": (before, "word"), "behind": (behind, "word")}
        shifted["sentences"] = (n.sentences, "sentence")
        for name, (value, of) in shifted.items():
            parts_[name].append(value + at[of])
        plain = {
            "vectors": n.vectors / scale[n.language],
            "upos": n.upos,
            "relations": n.relations,
            "flags": n.flags,
            "places": np.minimum(np.arange(sentences), LONGEST - 1),
            "report_of": np.full(sentences, number),
            "real": np.full(size, int(one.real)),
            "acts": n.acts,
            "frame_report": np.full(len(n.frames), number),
            "mention_report": np.full(len(n.mentions), number),
            "said": one.said,
            "said_weight": np.full(size, one.weight if one.whole else 0.0),
        }
        for name, value in plain.items():
            parts_[name].append(value)
        parts_["frames"].append(n.frames + np.array([at["word"], 0]))
        parts_["mentions"].append(n.mentions + np.array([at["word"], at["party"], 0, 0, 0, 0]))
        labels += [(frame + at["frame"], kind, share * one.weight) for frame, kind, share in one.labels]
        cases += [(case, at["frame"], at["party"], one.weight) for case in one.cases]
        for name, more in (("word", size), ("sentence", sentences), ("party", n.parties), ("frame", len(n.frames))):
            at[name] += more
    b, arrays = tensors(parts_)
    b["language"] = examples[0].nodes.language
    add_edges(b, at["word"], at["sentence"], len(examples))
    b["named"] = share(b["mentions"][:, 1], at["party"])
    b["label_frame"], b["label_kind"] = (torch.tensor([row[n] for row in labels], dtype=torch.long) for n in (0, 1))
    b["label_weight"] = torch.tensor([row[2] for row in labels])
    if cases and at["party"]:
        add_cases(b, arrays, cases, at["party"])
    return b


def add_cases(b, arrays, cases, parties):
    """Put the cases into a batch: who is near, who acts, who receives, and where each mention stands to the frame."""
    b["near"], b["acting"], b["taking"] = (torch.zeros(len(cases), parties, dtype=torch.bool) for _ in range(3))
    for row, (case, _, first, _) in enumerate(cases):
        for name, numbers in (("near", case.near), ("acting", case.acting), ("taking", case.taking)):
            b[name][row, [first + number for number in numbers]] = True
    frames = np.array([case.frame + first for case, first, _, _ in cases])
    b["case_frame"], b["case_kind"] = torch.from_numpy(frames), torch.tensor([case.kind for case, *_ in cases])
    b["case_weight"] = torch.tensor([weight for *_, weight in cases])
    b["same"] = torch.from_numpy(arrays["frame_report"][frames][:, None] == arrays["mention_report"][None])
    whole = Nodes("", arrays["vectors"], *(arrays[n] for n in ("upos", "relations", "heads", "sentences", "flags")),
                  *(arrays[n] for n in ("mentions", "frames", "acts")), parties)  # fmt: skip
    above = Above(whole, arrays["mentions"][:, 0])
    placed = [above.seen_from(int(arrays["frames"][frame, 0])) for frame in frames]
    b["place"], b["away"] = (torch.from_numpy(np.array(rows, dtype=np.int64)) for rows in zip(*placed, strict=True))


def choices(net, states, b):
    """(scores of actors, of recipients and nobody, which recipients are right), who cannot be meant left out."""
    acting, taking = net.parties(states, b)
    acting = acting.masked_fill(~b["near"], NOTHING)
    barred = ~b["near"] | (b["acting"] & ~b["taking"])
    taking = torch.cat([taking[:, :-1].masked_fill(barred, NOTHING), taking[:, -1:]], 1)
    return acting, taking, torch.cat([b["taking"], ~b["taking"].any(1, keepdim=True)], 1)


def missed(scores, right):
    """Minus the log chance of the right ones together; nothing where none of them is named."""
    good = torch.logsumexp(scores.masked_fill(~right, NOTHING), 1)
    return (torch.logsumexp(scores, 1) - good) * (good > NOTHING / 2)


def loss_of(net, b):
    """The loss of a batch, summed over its frames."""
    states, types = net(b)
    said = functional.binary_cross_entropy_with_logits(net.st(states), b["said"], reduction="none").sum(1)
    losses = functional.cross_entropy(types[b["label_frame"]], b["label_kind"], reduction="none")
    loss = (losses * b["label_weight"]).sum() + SAID * (said * b["said_weight"]).sum()
    if "near" in b:
        acting, taking, right = choices(net, states, b)
        loss = loss + ROLES * ((missed(acting, b["acting"]) + missed(taking, right)) * b["case_weight"]).sum()
    return loss


def train(examples, scale, relations, seed):
    """The network, its weights the mean of its last steps."""
    torch.manual_seed(seed)
    net = EventNet({language: len(steps) for language, steps in scale.items()}, relations, len(KINDS))
    laid = batches(examples, seed, lambda e: e.nodes.language, lambda e: len(e.nodes.upos))
    return trained(net, [collate(some, scale) for some in laid], loss_of, seed)


def show(net, examples, scale):
    """Print, for real reports of each language, how often a frame's likeliest type, actor and recipient are right."""
    for language in sorted({e.nodes.language for e in examples if e.real}):
        right, seen = defaultdict(int), defaultdict(int)
        for one in (e for e in examples if e.real and e.nodes.language == language):
            b = collate([one], scale)
            with torch.no_grad():
                states, types = net(b)
                told = b["label_kind"] < len(KINDS)
                best = types.argmax(1)[b["label_frame"]]
                tally(right, seen, "type", (best == b["label_kind"])[told])
                if "near" in b:
                    acting, taking, good = choices(net, states, b)
                    tally(right, seen, "actor", b["acting"].gather(1, acting.argmax(1)[:, None]))
                    tally(right, seen, "recipient", good.gather(1, taking.argmax(1)[:, None]))
        print(language, {name: (round(right[name] / seen[name], 3), seen[name]) for name in seen}, flush=True)


def tally(right, seen, name, found):
    """Count some more."""
    right[name] += int(found.sum())
    seen[name] += found.numel()


def main() -> None:
    a = asked(__doc__)
    real, more = load_reports(a.gold), load_reports(a.more, a.texts)
    for report in real:
        report.real = True
    relations = sorted({name for r in (*real, *more) for name in r.scene.findings.words.relations} | {"dep"})
    names = Names(UPOS, tuple(relations), KINDS)
    examples = examples_of([*real, *more], names)
    scale = spread({code: [e.nodes.vectors for e in examples if e.nodes.language == code] for code in LANGUAGES})
    for part in range(a.parts):
        some = [e for n, e in enumerate(examples) if a.parts == 1 or n % a.parts != part]
        net = train(some, scale, len(relations) + 1, a.seed)
        if a.parts > 1:
            show(net, [e for n, e in enumerate(examples) if n % a.parts == part], scale)
        lists = {"upos": UPOS, "relations": names.relations, "kinds": KINDS, "languages": net.languages}
        path = a.out / (f"{part}.npz" if a.parts > 1 else "event_network.npz")
        save(net, lists, scale, path, without="st.")


if __name__ == "__main__":
    main()
