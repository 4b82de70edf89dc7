"""The reading network: what is worked out once for several words is what each has by itself."""

from __future__ import annotations

import numpy as np
import pytest

from demarche import parse
from demarche.parse import trees
from demarche.parse.network import Floats, Scores
from demarche.parse.pipeline import OwnPipeline
from demarche.parse.reader import Paragraph, TextReader

WORDS = [
    "The",
    "ministers",
    "of",
    "Norway",
    "and",
    "Malta",
    "met",
    "in",
    "Oslo",
    "on",
    "Monday",
    ",",
    "and",
    "signed",
    "a",
    "treaty",
    ".",
]


@pytest.fixture(scope="module")
def reader() -> TextReader:
    """What reads English."""
    own = parse.load("en")
    assert isinstance(own, OwnPipeline)
    return own.reader


@pytest.fixture(scope="module")
def scores(reader: TextReader) -> Scores:
    """What it makes of one sentence."""
    seen = reader._seen([Paragraph(WORDS, [True] * len(WORDS))])
    return reader.reader(seen.words([(0, 0, len(WORDS))]), [len(WORDS)])


def half(reader: TextReader, name: str, context: Floats) -> Floats:
    """A word or head as the relations' weights see it, a one behind it."""
    w = reader.reader.weights
    return np.append(np.maximum(context @ w[f"{name}.weight"].T + w[f"{name}.bias"], 0.0), 1.0).astype(np.float32)


def test_a_head_asked_once_gives_each_dependent_the_scores_of_its_own(reader: TextReader, scores: Scores) -> None:
    heads = trees.best(scores.arcs[0])
    above = np.where(heads == 0, len(WORDS), heads - 1)
    assert len(set(above.tolist())) < len(WORDS)
    table = reader.reader.label_scores(scores, above)
    for word, head in enumerate(above):
        dep = half(reader, "lab_dep", scores.context[word])
        top = half(reader, "lab_head", scores.context[head])
        assert table[word] == pytest.approx([dep @ one @ top for one in reader.reader.weights["lab"]], abs=1e-3)


def test_names_asked_of_some_words_are_those_of_all(reader: TextReader, scores: Scores) -> None:
    some = np.array([3, 5, 8])
    every = reader.reader.name_scores(scores, np.arange(len(WORDS)))
    asked = reader.reader.name_scores(scores, some)
    assert every is not None and asked is not None
    assert asked == pytest.approx(every[some], abs=1e-4)


def test_sentences_read_together_are_read_as_alone(reader: TextReader) -> None:
    lengths = [17, 12, 9, 7, 4, 3, 2]  # more and fewer rows than are multiplied at a time
    seen = reader._seen([Paragraph(WORDS, [True] * len(WORDS))])
    together = reader.reader(seen.words([(0, 0, n) for n in lengths]), lengths)
    for arcs, n in zip(together.arcs, lengths, strict=True):
        alone = reader.reader(seen.words([(0, 0, n)]), [n])
        assert arcs == pytest.approx(alone.arcs[0], abs=1e-3)


def test_known_words_have_numbers_beside_those_of_their_subwords_and_others_noughts(reader: TextReader) -> None:
    known = reader.vectors.known
    assert known is not None
    width = len(known.scale)
    met, unknown = reader.vectors.of(["met", "zwxqv"])
    assert met[-width:].any() and not unknown[-width:].any()
    assert met[:-width].any() and unknown[:-width].any()
