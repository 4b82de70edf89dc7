"""Headings, captions and lists without a stop, made of the treebank's own noun phrases and names.

What a text glues to its next sentence when line ends are lost. Nothing here knows a language.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import augment
from ud import Sentence, Word

# Words that are part of a name or compound of another word: no phrase of their own ("Wever" of "Bart De Wever").
# Left in, they taught to cut names in two: 43 false borders for 20 on a held-out half of LassySmall dev.
PARTS = frozenset({"flat", "fixed", "compound", "goeswith"})
LEADING = frozenset({"ADP", "PUNCT", "CCONJ", "SCONJ"})
QUOTES = (("«", "»", True), ('"', '"', False), ("“", "”", False), ("'", "'", False))
UNITS = ("%", "km²", "km")

# Shares of sentences that get something before them. Far above what texts have: the net is told at run time to doubt.
OWN, OTHER, CAPTION, TWO, LIST = 0.06, 0.04, 0.025, 0.015, 0.035


@dataclass(frozen=True)
class Pool:
    """Phrases to make items of: `nouns` with what hangs from them, `names` of any length, `full` of two words or more,
    `short` sentences without their stop."""

    nouns: list[tuple[Word, ...]]
    names: list[tuple[Word, ...]]
    full: list[tuple[Word, ...]]
    short: list[tuple[Word, ...]]


def pool(sentences: Sequence[Sentence]) -> Pool:
    """All phrases of at most ten words in these trees, and sentences of at most sixteen."""
    found = [phrase for sent in sentences for phrase in _phrases(sent)]
    named = [p for p in found if all(w.upos == "PROPN" for w in p)]
    return Pool(
        [p for p in found if not all(w.upos == "PROPN" for w in p)],
        named,
        [p for p in named if len(p) > 1],
        [s.words[:-1] for s in sentences if 1 < len(s.words) <= 16 and s.words[-1].form == "."],
    )


def _phrases(sent: Sentence) -> Iterator[tuple[Word, ...]]:
    for i, below in enumerate(augment._descendants(sent.words)):
        relation = sent.words[i].deprel.split(":")[0]
        start, end = min(below), max(below) + 1
        whole = sent.words[i].upos in ("NOUN", "PROPN") and end - start == len(below)
        if whole and relation not in PARTS and relation != "conj" and sent.words[end - 1].upos != "PUNCT":
            while start < end and sent.words[start].upos in LEADING:
                start += 1
            if 0 < end - start <= 10:
                yield sent.words[start:end]


def mixed(sentences: Sequence[Sentence], phrases: Pool, rnd: random.Random) -> Iterator[Sentence]:
    """The sentences, here and there with a heading, two headings, a caption or a list before them."""
    for sent in sentences:
        for words in _before(sent, phrases, rnd):
            yield Sentence(tuple(words), sent.new_text, sent.new_paragraph)
            sent = replace(sent, new_text=False, new_paragraph=False)
        yield sent


def _before(sent: Sentence, phrases: Pool, rnd: random.Random) -> Iterator[list[Word]]:
    dice = rnd.random()
    if dice < OWN:
        fit = [p for p in _phrases(sent) if len(p) <= 6]
        if fit:
            year = _bracketed(_year(rnd)) if rnd.random() < 0.12 else []
            yield _capital(rnd.choice(fit)) + year
    elif dice < OWN + OTHER:
        yield _capital(_phrase(phrases, rnd, 7))
    elif dice < OWN + OTHER + CAPTION:
        yield _capital(rnd.choice(phrases.short))
    elif dice < OWN + OTHER + CAPTION + TWO:
        yield from (_capital(_phrase(phrases, rnd, size)) for size in (5, 7))
    if rnd.random() < LIST:
        kind = rnd.choice(KINDS)
        yield from (kind(phrases, rnd) for _ in range(rnd.randint(2, 6)))


def _word(form: str, space: bool = True) -> Word:
    return Word(form, form, "", "", -1, "", space)


def _year(rnd: random.Random) -> str:
    return str(rnd.randint(1700, 2029))


def _bracketed(*inside: str) -> list[Word]:
    return [_word("(", False), *(_word(form, False) for form in inside), _word(")")]


def _spaced(words: Sequence[Word], space: bool = True) -> list[Word]:
    return [*words[:-1], replace(words[-1], space=space)]


def _capital(words: Sequence[Word]) -> list[Word]:
    first, *rest = words
    return _spaced([replace(first, form=first.form[:1].upper() + first.form[1:]), *rest])


def _phrase(phrases: Pool, rnd: random.Random, longest: int) -> tuple[Word, ...]:
    for _ in range(50):  # nearly always the first or second try will do
        found = rnd.choice(phrases.names if rnd.random() < 0.35 else phrases.nouns)
        if len(found) <= longest:
            return found
    return min(phrases.names + phrases.nouns, key=len)


def _head(phrases: Pool, rnd: random.Random) -> list[Word]:
    found = _phrase(phrases, rnd, 6) if rnd.random() < 0.7 else rnd.choice(phrases.full)
    return _capital(found) if rnd.random() < 0.9 else _spaced(found)


def _described(phrases: Pool, rnd: random.Random) -> list[Word]:
    """ "Voorzitter: Jan Jansen"."""
    rest = _phrase(phrases, rnd, 8) if rnd.random() < 0.75 else rnd.choice(phrases.full)
    return [*_spaced(_head(phrases, rnd), False), _word(":"), *_spaced(rest)]


def _counted(phrases: Pool, rnd: random.Random) -> list[Word]:
    """ "Inwoners: 12"."""
    number = rnd.choice([str(rnd.randint(1, 30)), str(rnd.randint(100, 9999)), f"{rnd.randint(1, 99)},5"])
    unit = [_word(rnd.choice(UNITS))] if rnd.random() < 0.3 else []
    return [*_spaced(_head(phrases, rnd), False), _word(":"), _word(number), *unit]


def _dated(phrases: Pool, rnd: random.Random) -> list[Word]:
    """ "Minister (1990-1994)"."""
    years = _year(rnd) if rnd.random() < 0.5 else f"{_year(rnd)}-{_year(rnd)}"
    return _head(phrases, rnd) + _bracketed(years)


def _dashed(phrases: Pool, rnd: random.Random) -> list[Word]:
    return [*_head(phrases, rnd), _word(rnd.choice("-–")), *_spaced(_phrase(phrases, rnd, 8))]


def _apposed(phrases: Pool, rnd: random.Random) -> list[Word]:
    return [*_spaced(_head(phrases, rnd), False), _word(","), *_spaced(_phrase(phrases, rnd, 6))]


def _in_year(phrases: Pool, rnd: random.Random) -> list[Word]:
    """ "1990: ...", "1990 ...", "1990 - ..."."""
    marks = rnd.choice([[_word(_year(rnd), False), _word(":")], [_word(_year(rnd))], [_word(_year(rnd)), _word("-")]])
    return [*marks, *_spaced(_phrase(phrases, rnd, 7))]


def _titled(phrases: Pool, rnd: random.Random) -> list[Word]:
    """A title in quotation marks, with its year or without."""
    begin, end, space = rnd.choice(QUOTES)
    years = rnd.choice([[_word(f"{_year(rnd)}-{_year(rnd)}")], _bracketed(_year(rnd)), []])
    return [_word(begin, space), *_spaced(_capital(_phrase(phrases, rnd, 4)), space), _word(end), *years]


def _person(phrases: Pool, rnd: random.Random) -> list[Word]:
    return _capital(rnd.choice(phrases.full))


def _explained(phrases: Pool, rnd: random.Random) -> list[Word]:
    """ "Jan Jansen (Utrecht)"."""
    return _head(phrases, rnd) + _bracketed(*(w.form for w in _phrase(phrases, rnd, 1)))


# Kinds of items, the common ones more than once; all items of a list are of one kind.
KINDS: tuple[Callable[[Pool, random.Random], list[Word]], ...] = (
    *(_head, _described, _person) * 3, *(_dated, _dashed) * 2, _counted, _apposed, _in_year, _titled, _explained,
)  # fmt: skip
