"""Reads words: sentences, tags, lemmas and trees of many paragraphs in a few passes of the networks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from demarche.parse import features, lemmas, names, network, segment, trees
from demarche.parse.network import Floats, Ints
from demarche.parse.packed import Packed

# Words per pass of a network: larger gained nothing on one core and took memory.
PASS = 1500
SPLIT_PASS = 6000  # the splitters' networks are a fourth as wide: there the steps cost, not the words
PARTICLE = "compound:prt"

Stretch: TypeAlias = tuple[int, int, int]  # paragraph, first word, word after the last


class Word(NamedTuple):
    """What the networks say of one word; `head` counts words of its paragraph from 0, a root is its own head.

    `ent` is `B-PER`, `I-PER` and so on for words of names, `O` for others, empty from a pipeline without names.
    """

    upos: str
    feats: str
    lemma: str
    head: int
    deprel: str
    ent: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that no sentence leaves, and whether white space stands before each."""

    words: Sequence[str]
    spaced: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the networks see of the words of paragraphs: feature rows [words, hashes] and vectors [words, width] of the
    different ones, and for each paragraph which of them stands at each place."""

    rows: Ints
    vectors: Floats
    each: list[Ints]

    def words(self, batch: Sequence[Stretch]) -> network.Words:
        """Those of a batch, laid end to end."""
        here = np.concatenate([self.each[n][a:b] for n, a, b in batch])
        return network.Words(self.rows, self.vectors, here)


class TextReader:
    """The two networks of a pipeline with its labels and the pack's lemma table."""

    def __init__(
        self,
        packed: Packed,
        exceptions: Mapping[str, str],
        relations: Mapping[str, str],
        borders: segment.Borders = segment.NO_BORDERS,
        *,
        separable: bool = True,
        alike: Mapping[str, str] | None = None,
    ) -> None:
        self.borders, self.alike = borders, dict(alike or {})
        self.vectors = packed.vectors
        self.reader = network.Reader(packed.reader)
        self.segmenter = network.Segmenters(packed.segmenters, packed.unstopped)
        self.upos, self.feats = packed.labels["upos"], packed.labels["feats"]
        self.deprel = [relations.get(name, name) for name in packed.labels["deprel"]]
        self.rules, self.ents = packed.labels["lemma"], packed.labels.get("ent", [""])
        self.exceptions = {**packed.labels["exceptions"], **exceptions}
        verbs = (lemma for key, lemma in self.exceptions.items() if key.endswith("|VERB"))
        self.verbs = frozenset(verbs) if separable else frozenset()
        self.barred = np.full((len(self.upos), len(self.feats)), -1e9, dtype=np.float32)
        for number, name in enumerate(self.upos):
            self.barred[number, packed.labels["allowed"].get(name, [])] = 0.0
        self.rows = lru_cache(maxsize=100_000)(features.rows_of)
        self.norm = lru_cache(maxsize=100_000)(features.norm)
        self.lemma = lru_cache(maxsize=100_000)(self._lemma)

    def read(self, paragraphs: Sequence[Paragraph]) -> list[list[Word]]:
        """The words of each paragraph, read."""
        if not paragraphs:
            return []
        seen = self._seen(paragraphs)
        sentences = self._sentences(paragraphs, seen)
        out: list[list[Word]] = [[] for _ in paragraphs]
        found: dict[tuple[int, int], list[Word]] = {}
        for batch in _batches(sentences):
            found.update(zip([s[:2] for s in batch], self._trees(paragraphs, seen, batch), strict=True))
        for number, start in sorted(found):
            out[number].extend(found[number, start])
        return out

    def vectors_of(self, forms: Sequence[str]) -> Floats:
        """The static vectors of some words, [words, width]."""
        return self.vectors.of([self.norm(form) for form in forms])

    def _seen(self, paragraphs: Sequence[Paragraph]) -> Seen:
        """What the networks see of the words."""
        places: dict[tuple[str, bool], int] = {}
        each = [
            np.array([places.setdefault(word, len(places)) for word in zip(self._shown(p), p.spaced, strict=True)])
            for p in paragraphs
        ]
        rows = np.array([self.rows(*word) for word in places])
        return Seen(rows, self.vectors.of([self.norm(word) for word, _ in places]), each)

    def _shown(self, paragraph: Paragraph) -> Sequence[str]:
        """The words as the networks are shown them.

        They know a word in lower case, and would take the name "WHO" for the pronoun. Among words in small letters such
        a name is shown as another of its kind; among capitals ("WHO IS WHO") it is the common word.
        """
        words = paragraph.words
        if self.alike.keys().isdisjoint(words) or 2 * sum(word.isupper() for word in words) >= len(words):
            return words
        return [self.alike.get(word, word) for word in words]

    def _sentences(self, paragraphs: Sequence[Paragraph], seen: Seen) -> list[Stretch]:
        """(paragraph, first word, word after the last) of every sentence."""
        chunks = [(number, *run) for number, p in enumerate(paragraphs) for run in segment.runs(p.words)]
        sentences = []
        for batch in _batches(chunks, SPLIT_PASS):
            stopped = [mark for n, a, b in batch for mark in segment.stopped(paragraphs[n].words[a:b])]
            odds, at = self.segmenter(seen.words(batch), [b - a for _, a, b in batch], stopped), 0
            for number, first, end in batch:
                p = paragraphs[number]
                here = odds[at : at + end - first].tolist()
                begin = segment.starts(p.words[first:end], p.spaced[first:end], here, self.borders)
                places = [first + i for i, yes in enumerate(begin) if yes] + [end]
                sentences += [(number, a, b) for a, b in itertools.pairwise(places)]
                at += end - first
        return sentences

    def _trees(self, paragraphs: Sequence[Paragraph], seen: Seen, batch: list[Stretch]) -> Iterator[list[Word]]:
        forms = [paragraphs[n].words[a:b] for n, a, b in batch]
        scores = self.reader(seen.words(batch), [len(f) for f in forms])
        heads = [trees.best(arcs) for arcs in scores.arcs]
        labels = self._labels(scores, heads)
        upos = scores.tags["upos"].argmax(1)
        feats = (scores.tags["feats"] + self.barred[upos]).argmax(1)
        rules = scores.tags["lemma"].argmax(1)
        named = self._named(scores, upos, labels)
        at = 0
        for (_, first, _), words, head in zip(batch, forms, heads, strict=True):
            here = range(at, at + len(words))
            tree = names.Tree(
                [self.upos[upos[k]] for k in here],
                head.tolist(),
                ["ROOT" if h == 0 else labels[k] for k, h in zip(here, head, strict=True)],
            )
            ents = names.label(tree, named[0][at : at + len(words)], named[1]) if named else [""] * len(words)
            tagged = [
                Word(
                    pos, self.feats[feats[k]], self.lemma(w, pos, self.rules[rules[k]]),
                    first + (h - 1 if h else i), relation, e,
                )
                for i, (k, w, e, pos, h, relation) in enumerate(
                    zip(here, words, ents, tree.upos, tree.heads, tree.relations, strict=True)
                )
            ]  # fmt: skip
            yield _join_particles(tagged, words, first, self.verbs)
            at += len(words)

    def _named(self, scores: network.Scores, upos: Ints, labels: list[str]) -> tuple[Floats, list[str]] | None:
        """As `names.kinds`, for all words, where the pipeline learnt names; only words of `names.spans` are asked."""
        flat = np.array([label.startswith("flat") for label in labels])
        proper = np.flatnonzero((upos == self.upos.index("PROPN")) | flat)
        odds = self.reader.name_scores(scores, proper)
        if odds is None:
            return None
        some, found = names.kinds(odds, self.ents)
        table = np.zeros((len(upos), len(found)), dtype=np.float32)
        table[proper] = some
        return table, found

    def _labels(self, scores: network.Scores, heads: list[Ints]) -> list[str]:
        above, start, root = [], 0, len(scores.context) - 1
        for head in heads:
            above.append(np.where(head == 0, root, head - 1 + start))
            start += len(head)
        table = self.reader.label_scores(scores, np.concatenate(above))
        if "root" in self.deprel:
            table[:, self.deprel.index("root")] = -1e9
        return [self.deprel[i] for i in table.argmax(1).tolist()]

    def _lemma(self, form: str, upos: str, script: str) -> str:
        low = form.lower()
        known = self.exceptions.get(f"{low}|{upos}") or self.exceptions.get(f"{low}|")
        return known or lemmas.apply(script, form) or form


def _join_particles(words: list[Word], forms: Sequence[str], first: int, verbs: frozenset[str]) -> list[Word]:
    """ "eist ... op": the verb's lemma becomes `opeisen`, where the pack's lemma table knows such a verb.

    A language that keeps its particles apart has none in ``verbs`` ("set up" is not `upset`); a wrong arc makes none.
    """
    for form, word in zip(forms, words, strict=True):
        if word.deprel == PARTICLE and words[word.head - first].upos == "VERB":
            verb = words[word.head - first]
            joined = form.lower() + verb.lemma
            if joined in verbs:
                words[word.head - first] = verb._replace(lemma=joined)
    return words


def _batches(spans: Sequence[Stretch], most: int = PASS) -> Iterator[list[Stretch]]:
    """Spans of like length together, longest first, about `most` words a batch."""
    batch: list[Stretch] = []
    size = 0
    for span in sorted(spans, key=lambda s: (s[1] - s[2], s)):
        if batch and size + span[2] - span[1] > most:
            yield batch
            batch, size = [], 0
        batch.append(span)
        size += span[2] - span[1]
    if batch:
        yield batch
