"""From text to a spaCy `Doc` in Universal Dependencies, offsets those of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from demarche import packs
from demarche.parse import packed, segment, tokens
from demarche.parse.reader import Paragraph, TextReader, Word
from demarche.parse.segment import Borders

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Ranges = Sequence[tuple[int, int]]
TOGETHER = 16  # documents read in one go by `pipe`: enough to fill the networks' passes


class Pipeline(Protocol):
    """What `parse.load` gives: a name for the record's run, and two ways to read."""

    name: str

    def parse(self, text: str, borders: Ranges = ()) -> Doc:
        """One text; no sentence crosses a border of `borders` (start, end in characters) or a line's end."""

    def pipe(self, texts: Iterable[str | tuple[str, Ranges]]) -> Iterator[Doc]:
        """Many texts, each alone or with its borders, in their order."""


class OwnPipeline:
    """A pipeline trained by demarche: spaCy's tokenizer, then our networks.

    The vectors of a document's tokens, [tokens, width], are put into its ``user_data`` for who reads on.
    """

    def __init__(self, language: str) -> None:
        pack = packs.load(language)
        known = packed.load(pack.folder / "pipeline")
        self.name = f"{known.meta['name']} {known.meta['version']}"
        own = pack.settings("tokens")
        titles = [form for title in own.get("titles", ()) for form in (title, title.upper(), title.capitalize())]
        self.nlp: Language = tokens.blank(language, [*own.get("abbreviations", ()), *titles])
        exceptions = {f"{row['form'].lower()}|{row['upos']}": row["lemma"] for row in pack.table("lemmas")}
        relations, separable = pack.settings("labels").get("relations", {}), bool(own.get("separable", False))
        self.reader = TextReader(
            known,
            exceptions,
            relations,
            Borders(frozenset(titles), frozenset(own.get("openers", ()))),
            separable=separable,
            alike=own.get("alike"),
        )

    def parse(self, text: str, borders: Ranges = ()) -> Doc:
        """The text as a `Doc`; see `Pipeline.parse`."""
        return next(self.pipe([(text, borders)]))

    def pipe(self, texts: Iterable[str | tuple[str, Ranges]]) -> Iterator[Doc]:
        """Many texts; see `Pipeline.pipe`."""
        waiting = iter(texts)
        while batch := list(islice(waiting, TOGETHER)):
            pairs = [(one, ()) if isinstance(one, str) else one for one in batch]
            docs = [self.nlp.make_doc(text) for text, _ in pairs]
            groups = [_paragraphs(doc, *pair) for doc, pair in zip(docs, pairs, strict=True)]
            together = [p for doc, gs in zip(docs, groups, strict=True) for p in _in_words(doc, gs)]
            read = iter(self.reader.read(together))
            for doc, gs, (text, _) in zip(docs, groups, pairs, strict=True):
                doc.user_data["text"] = text  # spaCy joins its words anew at each call of ``doc.text``
                doc.user_data["vectors"] = self.reader.vectors_of([token.text for token in doc])
                yield _annotate(doc, gs, [next(read) for _ in gs])


def _paragraphs(doc: Doc, text: str, borders: Ranges) -> list[list[int]]:
    """Indices of the tokens of each stretch that sentences may not leave, white space left out."""
    ends = [end for _, end in segment.pieces(text, borders)]
    groups: list[list[int]] = [[] for _ in ends]
    at = 0
    for i, (start, is_space) in enumerate(doc.to_array(["IDX", "IS_SPACE"]).tolist()):
        if is_space:
            continue
        while at < len(ends) - 1 and start >= ends[at]:
            at += 1
        groups[at].append(i)
    return [g for g in groups if g]


def _in_words(doc: Doc, groups: list[list[int]]) -> Iterator[Paragraph]:
    """The stretches as words, each with whether white space stands before it."""
    words = [token.text for token in doc]
    parted = [True, *(bool(mark or space) for mark, space in doc.to_array(["SPACY", "IS_SPACE"]).tolist())]
    for places in groups:
        yield Paragraph([words[i] for i in places], [parted[i] for i in places])


def _annotate(doc: Doc, groups: list[list[int]], read: list[list[Word]]) -> Doc:
    """Write what was read into the document; white space hangs from the word before it."""
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS
    from spacy.parts_of_speech import IDS

    # The same few relations, forms and kinds come again and again.
    add, morph = cache(doc.vocab.strings.add), cache(doc.vocab.morphology.add)
    words: dict[int, tuple[Word, int]] = {}
    for places, found in zip(groups, read, strict=True):
        words.update((place, (word, places[word.head])) for place, word in zip(places, found, strict=True))
    last = min(words, default=0)
    values, dep = [], add("dep")
    named = ""  # the kind of name that the word before is part of
    for i in range(len(doc)):
        if i in words:
            word, head = words[i]
            last = i
            away = (head - i) % (1 << 64)
            begins, kind = word.ent[:1], word.ent[2:]
            # spaCy's marks: 0 nothing known, 1 inside a name, 2 outside, 3 a name begins (also where none had begun).
            mark = 0 if not begins else 2 if not kind else 1 if begins == "I" and kind == named else 3
            told = (mark, add(kind) if kind else 0)
            values.append((away, IDS[word.upos], add(word.lemma), morph(word.feats), add(word.deprel), *told))
            named = kind
        else:
            values.append(((last - i) % (1 << 64), IDS["SPACE"], add(doc[i].text), 0, dep, 0, 0))
            named = ""
    array = np.array(values, dtype=np.uint64).reshape(len(doc), 7)
    doc.from_array([HEAD, POS, LEMMA, MORPH, DEP, ENT_IOB, ENT_TYPE], array)  # type: ignore[arg-type]
    return doc


class OtherPipeline:
    """Any installed spaCy pipeline in Universal Dependencies, named by the user, through the pack's label map."""

    def __init__(self, language: str, name: str) -> None:
        self.nlp = _spacy_pipeline(name, language)
        self.name = f"{self.nlp.meta.get('name', name)} {self.nlp.meta.get('version', '')}".strip()
        self.relations = dict(packs.load(language).settings("labels").get("relations", {}))

    def parse(self, text: str, borders: Ranges = ()) -> Doc:
        """The text as a `Doc`; see `Pipeline.parse`."""
        return next(self.pipe([(text, borders)]))

    def pipe(self, texts: Iterable[str | tuple[str, Ranges]]) -> Iterator[Doc]:
        """Many texts; see `Pipeline.pipe`."""
        for one in texts:
            text, borders = (one, ()) if isinstance(one, str) else one
            doc = self.nlp.make_doc(text)
            for places in _paragraphs(doc, text, borders):
                doc[places[0]].is_sent_start = True
            for _, component in self.nlp.pipeline:
                doc = component(doc)
            for token in doc:
                token.dep_ = self.relations.get(token.dep_, token.dep_)
            yield doc


def _spacy_pipeline(name: str, language: str) -> Language:
    import spacy

    from demarche.errors import SettingError

    try:
        nlp = spacy.load(Path(name) if Path(name).is_dir() else name)
    except (OSError, ValueError, ImportError) as error:
        raise SettingError(
            f"the pipeline {name!r} could not be loaded ({str(error).splitlines()[0]}); "
            "install it as a Python package, give its folder, or leave --pipeline out"
        ) from error
    nlp.max_length = 10**9
    found = nlp.meta.get("lang")
    labels = set(nlp.pipe_labels.get("parser", []))
    if found != language:
        raise SettingError(f"the pipeline {name!r} is for {found!r}, the text is in {language!r}; name one for that")
    if not {"nsubj", "obj", "obl"} <= labels:
        raise SettingError(
            f"the pipeline {name!r} does not parse in Universal Dependencies (its relations: "
            f"{', '.join(sorted(labels)[:8]) or 'none'}); name one that has nsubj, obj and obl, or leave --pipeline out"
        )
    return nlp
