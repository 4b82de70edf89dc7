"""Scores on raw text: spaCy's scorer, test treebanks, our tokens, sentences and trees."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import corpus
import spacy
import ud
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from demarche import parse

TEXT = 10  # sentences a text: treebanks of single sentences are read as running text


def examples(language: str, sentences: list[ud.Sentence], pipeline: str | None) -> tuple[list[Example], float]:
    """Gold and predicted documents, and words read in a second of the processor."""
    reader, vocab = parse.load(language, pipeline), spacy.blank(language).vocab
    groups = list(ud.in_texts(sentences, TEXT))
    gold = [ud.to_doc(vocab, list(_bare(group))) for group in groups]
    texts = [_laid_out(doc, group) for doc, group in zip(gold, groups, strict=True)]
    list(reader.pipe(texts[:3]))
    begun = time.process_time()
    read = list(reader.pipe(texts))
    speed = sum(map(len, gold)) / (time.process_time() - begun)
    return [Example(r, g) for r, g in zip(read, gold, strict=True)], speed


def _bare(group: list[ud.Sentence]) -> Iterator[ud.Sentence]:
    """Every sentence followed by a space, as in running text."""
    from dataclasses import replace

    for sent in group:
        *words, last = sent.words
        yield replace(sent, words=(*words, replace(last, space=True)))


def _laid_out(doc: Doc, group: list[ud.Sentence]) -> str:
    """The text with a line's end where the treebank begins a paragraph, as raw text has it; offsets stay."""
    text = list(doc.text)
    for span, sent in zip(doc.sents, group, strict=True):
        if sent.new_paragraph and span.start_char:
            text[span.start_char - 1] = "\n"
    return "".join(text)


def scores(found: list[Example]) -> dict[str, Any]:
    """Percentages: tokens F, sentences F, UPOS, lemmas, UAS, LAS (without punctuation)."""
    punct = {"punct"}

    def value(token: Any, attr: str) -> Any:
        return getattr(token, attr)

    out: dict[str, Any] = Scorer.score_tokenization(found)
    out |= Scorer.score_spans(
        found, "sents", has_annotation=lambda d: d.has_annotation("SENT_START"), getter=lambda d, _: d.sents
    )
    out |= Scorer.score_token_attr(found, "pos") | Scorer.score_token_attr(found, "lemma", getter=_lemma)
    out |= Scorer.score_deps(found, "dep", ignore_labels=punct)
    names = ("token_f", "sents_f", "pos_acc", "lemma_acc", "dep_uas", "dep_las")
    return {n: round(100 * out[n], 2) for n in names} | {"per_type": out["dep_las_per_type"]}


def missed(found: list[Example]) -> Iterator[str]:
    """Words about each boundary of the treebank that was not found; how many had no stop before them."""
    count = stopped = 0
    for example in found:
        text = example.reference.text
        seen = {s.start_char for s in example.predicted.sents}
        for sent in example.reference.sents:
            if sent.start_char not in seen:
                before = text[: sent.start_char].rstrip()
                count, stopped = count + 1, stopped + (before[-1:] in set(".!?…\"”’'"))
                yield f"  {before[-40:]} || {text[sent.start_char : sent.start_char + 40]}"
    yield f"  {count} missed, {count - stopped} of them with no stop or closing quotation mark before them"


def _lemma(token: Any, attr: str) -> str:
    """Both sides with the particle of a separable verb left off, as the treebank is read for training."""
    lemma: str = token.lemma_
    for child in token.children:
        if (
            child.dep_ == "compound:prt"
            and lemma.startswith(child.lower_)
            and not token.lower_.startswith(child.lower_)
        ):
            return lemma[len(child.lower_) :]
    return lemma


def main() -> None:
    """Print one line a test treebank."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("language")
    ask.add_argument("--treebanks", type=Path, required=True)
    ask.add_argument("--part", default="test", choices=["dev", "test"])
    ask.add_argument("--pipeline", default=None)
    ask.add_argument("--missed", action="store_true", help="where sentences of the treebank begin unseen")
    ask.add_argument("--types", action="store_true", help="F of each relation as well")
    given = ask.parse_args()
    table = corpus.settings(given.language)
    print(f"{'treebank':22}  token  sents   UPOS  lemma    UAS    LAS  words/cpu s")
    for name in table[given.part]:
        only = {**table, given.part: [name]}
        found, speed = examples(given.language, corpus.sentences(only, given.part, given.treebanks), given.pipeline)
        got = scores(found)
        columns = ("token_f", "sents_f", "pos_acc", "lemma_acc", "dep_uas", "dep_las")
        print(f"{name:22} " + " ".join(f"{got[c]:6.2f}" for c in columns) + f" {speed:8.0f}")
        if given.missed:
            print("\n".join(missed(found)))
        if given.types:
            print("  " + ", ".join(f"{k} {100 * v['f']:.0f}" for k, v in sorted(got["per_type"].items())))


if __name__ == "__main__":
    main()
