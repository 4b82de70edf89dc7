"""A parse as plain objects: what the finders read of spaCy's tokens, taken over once a document.

spaCy makes a token anew each time it is asked for, and looks up each word in its store; the finders ask some forty
thousand times a report. Names are those of spaCy's ``Doc``, ``Span`` and ``Token``, and so is their meaning.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

from spacy.attrs import (  # fmt: skip
    DEP,
    HEAD,
    IDX,
    IS_ALPHA,
    IS_LOWER,
    IS_PUNCT,
    IS_SPACE,
    IS_TITLE,
    LEMMA,
    LENGTH,
    LOWER,
    MORPH,
    ORTH,
    POS,
    SENT_START,
)
from spacy.parts_of_speech import NAMES
from spacy.tokens import Doc as SpacyDoc

from demarche.findings import Words

READ = [ORTH, LOWER, LEMMA, POS, DEP, MORPH, HEAD, IDX, LENGTH]
FLAGS = [IS_SPACE, IS_PUNCT, IS_TITLE, IS_LOWER, IS_ALPHA, SENT_START]
# Words remembered with their number in spaCy's store (the number is made of the word): a day's news has fewer.
KEPT = 200_000


class Morph(dict[str, list[str]]):
    """The grammatical features of a word: a list of values for each."""

    def to_dict(self) -> dict[str, str]:
        """The same with the values of a feature joined by commas."""
        return {name: ",".join(values) for name, values in self.items()}

    @cached_property
    def agreement(self) -> tuple[str, str, str]:
        """Number, gender and person, values joined by commas, "" where there is none."""
        number, gender, person = (",".join(self.get(name, ())) for name in ("Number", "Gender", "Person"))
        return number, gender, person

    @cached_property
    def finite(self) -> bool:
        """Whether a verb with these features is finite."""
        return "Fin" in self.get("VerbForm", ())

    @cached_property
    def definite(self) -> bool:
        """Whether a definite article or a possessive says so."""
        return "Def" in self.get("Definite", ()) or "Poss" in self

    @cached_property
    def relative(self) -> bool:
        """Whether this is a relative pronoun, adverb or the like."""
        return "Rel" in self.get("PronType", ())


@lru_cache(maxsize=KEPT)
def morph_of(features: str) -> Morph:
    """The features written as UD writes them (``Number=Sing|Person=3``)."""
    pairs = (one.partition("=") for one in features.split("|") if "=" in one)
    return Morph({name: values.split(",") for name, _, values in pairs})


class Token:
    """A word: see spaCy's ``Token``. ``relation`` is ``dep_`` without its subtype; compared by identity."""

    __slots__ = (
        "base_", "children", "dep_", "doc", "head", "i", "idx", "is_alpha", "is_lower", "is_punct", "is_sent_start",
        "is_space", "is_title", "lemma_", "lower_", "morph", "pos_", "size", "text",
    )  # fmt: skip

    base_: str
    children: list[Token]
    dep_: str
    doc: Doc
    head: Token
    i: int
    idx: int
    is_alpha: bool
    is_lower: bool
    is_punct: bool
    is_sent_start: bool
    is_space: bool
    is_title: bool
    lemma_: str
    lower_: str
    morph: Morph
    pos_: str
    size: int
    text: str

    def __len__(self) -> int:
        return self.size

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    def nbor(self, steps: int) -> Token:
        """The word so many places behind (before, where negative)."""
        return self.doc[self.i + steps]

    @property
    def sent(self) -> Span:
        """The sentence that holds the word."""
        return self.doc.sents[self.doc.numbers[self.i]]

    @property
    def edges(self) -> tuple[int, int]:
        """The indices of the first and last word below this one."""
        same = self.doc.source[self.i]
        return same.left_edge.i, same.right_edge.i

    @property
    def left_edge(self) -> Token:
        """The first word below this one."""
        return self.doc[self.doc.source[self.i].left_edge.i]

    @property
    def right_edge(self) -> Token:
        """The last word below this one."""
        return self.doc[self.doc.source[self.i].right_edge.i]

    @property
    def subtree(self) -> list[Token]:
        """The word and all below it."""
        return [self.doc[other.i] for other in self.doc.source[self.i].subtree]


class Span:
    """A stretch of words: see spaCy's ``Span``."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __getitem__(self, number: int) -> Token:
        return self.doc[self.start + number if number >= 0 else self.end + number]

    @property
    def start_char(self) -> int:
        """The first character."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """The character behind the last."""
        last = self.doc[self.end - 1]
        return last.idx + last.size

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The word that no other of the stretch stands above."""
        return self.doc[self.doc.source[self.start : self.end].root.i]


class Doc(list[Token]):
    """A parsed text: its words in order. A slice of it is a list."""

    def __init__(self, source: SpacyDoc) -> None:
        super().__init__(Token() for _ in range(len(source)))
        self.source = source
        self.text: str = source.user_data.get("text") or source.text
        fill(self)
        self.sents = [Span(self, sentence.start, sentence.end) for sentence in source.sents]
        self.starts = [token.idx for token in self]
        self.names = [token for token in self if token.pos_ == "PROPN"]
        self.proper = [token.idx for token in self.names]
        self.numbers = [number for number, sentence in enumerate(self.sents) for _ in range(len(sentence))]

    def char_span(self, start: int, end: int) -> Span | None:
        """The words that hold the characters, whole words; None outside the text."""
        first, last = bisect_right(self.starts, start) - 1, bisect_left(self.starts, end) - 1
        if 0 <= first <= last:
            one, other = self[first], self[last]
            if start < one.idx + one.size and end <= other.idx + other.size:
                return Span(self, first, last + 1)
        found = self.source.char_span(start, end, alignment_mode="expand")
        return Span(self, found.start, found.end) if found is not None else None


class Bare(Doc):
    """The words of a document without the tokens that are white space (line ends, hard spaces), for what asks which
    word stands beside which.

    ``origin`` is the index that each word has in the whole document, ``place`` the way back; what stands in for a token
    of white space is the word behind it.
    """

    def __init__(self, whole: Doc) -> None:
        kept = [token for token in whole if not token.is_space]
        list.__init__(self, (Token() for _ in kept))
        self.source, self.text = whole.source, whole.text
        self.origin = [token.i for token in kept]
        self.place = places(self.origin, len(whole))
        self.numbers = [whole.numbers[i] for i in self.origin]
        for i, (token, old) in enumerate(zip(self, kept, strict=True)):
            token.doc, token.i, token.children, token.is_space = self, i, [], False
            token.text, token.lower_, token.lemma_ = old.text, old.lower_, old.lemma_
            token.pos_, token.dep_, token.base_, token.morph = old.pos_, old.dep_, old.base_, old.morph
            token.idx, token.size = old.idx, old.size
            token.is_punct, token.is_title, token.is_lower = old.is_punct, old.is_title, old.is_lower
            token.is_alpha, token.is_sent_start = old.is_alpha, old.is_sent_start
            token.head = self[self.place[word_above(old).i]]
        for old in whole:
            if old.is_space and old.is_sent_start and self:
                self[self.place[old.i]].is_sent_start = True
        for token in self:
            if token.head is not token:
                token.head.children.append(token)


def word_above(token: Token) -> Token:
    """The head of a word, or the next above it that is no white space; the word itself at a root."""
    above = token.head
    while above.is_space and above.head is not above:
        above = above.head
    return token if above.is_space else above


def places(origin: list[int], count: int) -> list[int]:
    """For each of ``count`` tokens the number of the first word at it or behind it; the last word's at the end."""
    out, number = [], 0
    for i in range(count):
        out.append(min(number, len(origin) - 1))
        number += number < len(origin) and origin[number] == i
    return out


# What a finder takes: a parse of spaCy's, or one already made plain.
Parse: TypeAlias = SpacyDoc | Doc


def plain(doc: Parse) -> Doc:
    """A parse as plain objects, made once a document."""
    if isinstance(doc, Doc):
        return doc
    kept: Doc | None = doc.user_data.get("plain")
    if kept is None:
        kept = doc.user_data["plain"] = Doc(doc)
    return kept


def words_of(doc: Doc) -> Words | None:
    """The words of a parse with their vectors; None where the pipeline that parsed gives none."""
    vectors = doc.source.user_data.get("vectors")
    if vectors is None:
        return None
    return Words(
        starts=tuple(doc.starts),
        upos=tuple([token.pos_ for token in doc]),
        relations=tuple([token.base_ for token in doc]),
        heads=tuple([token.head.i for token in doc]),
        vectors=vectors,
    )


def let_go(doc: SpacyDoc | Doc) -> None:
    """Take the plain words of a parse apart: they hold each other, and would stay until Python looks for garbage.

    For who holds none of them any more; :func:`plain` makes those of a parse of spaCy's anew.
    """
    words: Doc | None = doc if isinstance(doc, Doc) else doc.user_data.pop("plain", None)
    if words is not None:
        for token in words:
            del token.doc, token.head, token.children
        vars(words).clear()


def fill(doc: Doc) -> None:
    """Write what spaCy knows of each word into the plain ones, and hang them together."""
    words: Any = Stored(doc.source.vocab.strings.__getitem__)
    read = doc.source.to_array(READ).tolist()
    flags = doc.source.to_array(FLAGS).tolist()
    for i, (token, row, marks) in enumerate(zip(doc, read, flags, strict=True)):
        token.doc, token.i, token.children = doc, i, []
        token.text, token.lower_, token.lemma_ = words[row[0]], words[row[1]], words[row[2]]
        token.pos_, token.dep_ = NAMES[row[3]], words[row[4]]
        token.base_, token.morph = token.dep_.split(":", 1)[0], morph_of(words[row[5]])
        away = row[6]
        token.head = doc[i + (away if away < 1 << 63 else away - (1 << 64))]
        token.idx, token.size = row[7], row[8]
        token.is_space, token.is_punct, token.is_title = bool(marks[0]), bool(marks[1]), bool(marks[2])
        token.is_lower, token.is_alpha, token.is_sent_start = bool(marks[3]), bool(marks[4]), marks[5] == 1
    for token in doc:
        if token.head is not token:
            token.head.children.append(token)


class Stored(dict[int, str]):
    """Words by their number in spaCy's store."""

    def __init__(self, look_up: Callable[[int], str]) -> None:
        super().__init__()
        self.look_up = look_up

    def __missing__(self, number: int) -> str:
        word = self[number] = self.look_up(number)
        return word
