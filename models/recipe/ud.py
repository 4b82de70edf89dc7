"""Read CoNLL-U treebanks into plain sentences and turn those into spaCy training documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@dataclass(frozen=True)
class Word:
    """One syntactic word: `head` counts from 1 inside the sentence, 0 is the root."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space: bool  # is it followed by a space
    ent: str = ""  # B-PER, I-PER ..., O for no name; empty where nobody has told


@dataclass(frozen=True)
class Sentence:
    """A tree and whether it opens a new text in its source."""

    words: tuple[Word, ...]
    new_text: bool = False
    new_paragraph: bool = False


def read(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file; enhanced nodes are skipped, joined lemmas mended.

    Texts and paragraphs are told by `newdoc` and `newpar`, or by identifiers like `text.p.3.s.1`.
    """
    rows: list[list[str]] = []
    new_text = new_paragraph = False
    place = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc"):
            new_text = True
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line.startswith("# sent_id") and ".s." in line:
            before, place = place, line.rpartition(".s.")[0]
            new_paragraph = new_paragraph or place != before
            new_text = new_text or place.rpartition(".p.")[0] != before.rpartition(".p.")[0]
        elif line.startswith("#"):
            continue
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield replace(_sentence(rows), new_text=new_text, new_paragraph=new_paragraph or new_text)
            rows, new_text, new_paragraph = [], False, False
    if rows:
        yield replace(_sentence(rows), new_text=new_text, new_paragraph=new_paragraph or new_text)


def _sentence(rows: list[list[str]]) -> Sentence:
    words: list[Word] = []
    glued_until, glued_space = 0, True
    for row in rows:
        number = row[0]
        if "." in number:
            continue
        space = "SpaceAfter=No" not in row[9]
        if "-" in number:
            glued_until, glued_space = int(number.split("-")[1]), space
            continue
        if int(number) <= glued_until:
            space = glued_space if int(number) == glued_until else False
        feats = "" if row[5] == "_" else row[5]
        words.append(Word(row[1].replace(" ", "\u00a0"), row[2], row[3], feats, int(row[6]), row[7], space))
    return Sentence(tuple(_mend_lemmas(words)))


def _mend_lemmas(words: list[Word]) -> Iterator[Word]:
    """Alpino writes `op_eisen`: glue it, but give a verb whose particle stands apart its bare lemma.

    The particle comes back at run time from the relation compound:prt; so the tagger need not
    guess a word that stands ten tokens further.
    """
    particles: dict[int, str] = {w.head: w.form.lower() for w in words if w.deprel == "compound:prt"}
    for number, word in enumerate(words, 1):
        lemma = word.lemma
        if "_" in lemma and len(lemma) > 1:
            first, _, rest = lemma.partition("_")
            apart = particles.get(number) == first.lower() and not word.form.lower().startswith(first.lower())
            lemma = rest.replace("_", "") if apart else lemma.replace("_", "")
        yield replace(word, lemma=lemma or word.form)


def to_doc(vocab: Vocab, sentences: Iterable[Sentence]) -> Doc:
    """One spaCy document of these sentences; the last word of a sentence gets its own spacing."""
    from spacy.tokens import Doc

    sentences = list(sentences)
    words = [(word, start) for start, sent in _with_offsets(sentences) for word in sent.words]
    numbers = [i for _, sent in _with_offsets(sentences) for i in range(len(sent.words))]
    return Doc(
        vocab,
        words=[w.form for w, _ in words],
        spaces=[w.space for w, _ in words],
        lemmas=[w.lemma for w, _ in words],
        pos=[w.upos for w, _ in words],
        morphs=[w.feats for w, _ in words],
        heads=[start + w.head - 1 if w.head else start + n for (w, start), n in zip(words, numbers, strict=True)],
        deps=["ROOT" if w.head == 0 else w.deprel for w, _ in words],
        sent_starts=[n == 0 for n in numbers],
    )


def _with_offsets(sentences: Iterable[Sentence]) -> Iterator[tuple[int, Sentence]]:
    start = 0
    for sent in sentences:
        yield start, sent
        start += len(sent.words)


def in_texts(sentences: Iterable[Sentence], size: int) -> Iterator[list[Sentence]]:
    """Group neighbours into texts of at most `size` sentences; a new source text opens a new group."""
    group: list[Sentence] = []
    for sent in sentences:
        if group and (sent.new_text or len(group) >= size):
            yield group
            group = []
        group.append(sent)
    if group:
        yield group
