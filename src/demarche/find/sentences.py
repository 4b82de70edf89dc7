"""Sentences with what they are: reporting or furniture, quoted or not."""

from __future__ import annotations

from demarche.find.tokens import Parse, plain
from demarche.findings import Sentence
from demarche.records import Document

QUOTES = frozenset("\"“”„«»‘’'‚‹›")
# A sentence is furniture where at least this share of its characters was marked so: parser and marker may differ by a
# word at the edge of a subhead, never by half.
SHARE = 0.6


def find_sentences(doc: Parse, document: Document) -> tuple[Sentence, ...]:
    """One entry for each sentence of the parse, in its order."""
    doc, out = plain(doc), []
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        marked = sum(max(0, min(end, f.end) - max(start, f.start)) for f in document.furniture)
        words = doc.text[start:end].strip()
        quoted = len(words) > 1 and words[0] in QUOTES and words.rstrip(".,!?")[-1:] in QUOTES
        out.append(Sentence(start, end, marked >= SHARE * max(1, end - start), quoted))
    return tuple(out)
