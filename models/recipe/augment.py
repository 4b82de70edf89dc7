"""Training sentences made to look like news: other quotation marks, no full stop, a cue after a quotation.

Nothing here knows a language: cues ("..., zei hij", "..., said the mayor") are lifted from the
treebank's own sentences and set behind other sentences of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ud import Sentence, Word

PAIRS = (('"', '"'), ("“", "”"), ("„", "”"), ("‘", "’"), ("'", "'"), ("«", "»"), ("”", "”"), ("’", "’"))
OPEN = {'"', "``", "“", "„", ",,", "`", "‘", "'", "«", "''"}
STOPS = {".", "!", "?"}


@dataclass(frozen=True)
class Cue:
    """What follows a quotation: words whose heads count from the cue's first word; -1 is the quoted root."""

    words: tuple[Word, ...]
    verb: int  # place of the cue's own head word
    governs: bool  # the cue is the root and the quotation hangs from it
    relation: str  # of the dependent one of the two


def cues(sentences: Sequence[Sentence]) -> list[Cue]:
    """All "<quotation>, <cue>." tails of these trees."""
    marked = ((any(w.form in OPEN for w in s.words), _cue(s.words)) for s in sentences)
    found = (cue for quoted, cue in marked if cue is not None and (quoted or cue.governs))
    return [c for c in found if len(c.words) < 20 and any(w.head == c.verb and w.deprel == "nsubj" for w in c.words)]


def _cue(words: tuple[Word, ...]) -> Cue | None:
    tree = _descendants(words)
    for i, verb in enumerate(words):
        if verb.upos != "VERB" or not 3 < i < len(words) - 1 or verb.deprel not in ("parataxis", "root"):
            continue
        if verb.deprel == "root":
            return _governing(words, tree, i)
        start = min((j for j in tree[i] if words[j].upos != "PUNCT"), default=i)
        behind = start == i and words[i - 1].upos == "PUNCT" and max(tree[i]) >= len(words) - 2
        if behind and verb.head <= i and words[verb.head - 1].deprel == "root":
            return Cue(_tail(words, i), 0, False, verb.deprel)
    return None


def _governing(words: tuple[Word, ...], tree: list[set[int]], i: int) -> Cue | None:
    """ "<quotation>, said X." and "<quotation>, X said.": the cue is the root, the quotation hangs from it."""
    inside = [j for j, w in enumerate(words[:i]) if w.head == i + 1 and w.deprel == "ccomp"]
    if len(inside) != 1:
        return None
    start = max(j for j in tree[inside[0]] if words[j].upos != "PUNCT") + 1
    before = {j for j in range(start) if words[j].upos != "PUNCT"}
    while start < i and words[start].upos == "PUNCT":
        start += 1
    if start > i or not before <= tree[inside[0]] or words[start - 1].upos != "PUNCT":
        return None
    return Cue(_tail(words, start), i - start, True, words[inside[0]].deprel)


def _tail(words: tuple[Word, ...], start: int) -> tuple[Word, ...]:
    """The words from `start` on, heads counted from there; a head before it becomes -1."""
    return tuple(replace(w, head=w.head - 1 - start if w.head - 1 >= start else -1) for w in words[start:])


def _descendants(words: tuple[Word, ...]) -> list[set[int]]:
    below: list[set[int]] = [{i} for i in range(len(words))]
    for i in range(len(words)):
        at, steps = i, 0
        while words[at].head and steps < len(words):
            at, steps = words[at].head - 1, steps + 1
            below[at].add(i)
    return below


def with_cue(sent: Sentence, cue: Cue, rnd: random.Random) -> Sentence:
    """`sent` as a quotation, with the cue behind it."""
    words = list(sent.words)
    mark = ","
    if words[-1].form in STOPS and not any(w.head == len(words) for w in words):
        mark = words.pop().form if words[-1].form != "." else (words.pop(), ",")[1]
    root = next((i for i, w in enumerate(words) if w.head == 0), None)
    if root is None or any(w.head > len(words) for w in words):
        return sent
    begin, end = rnd.choice(PAIRS)
    punct = Word(begin, begin, "PUNCT", "", root + 2, "punct", False, "O")
    body = [punct, *(replace(w, head=w.head + 1 if w.head else 0) for w in words)]
    root += 1
    body[-1] = replace(body[-1], space=False)
    closing = [replace(punct, form=end, lemma=end), replace(punct, form=mark, lemma=mark)]
    if rnd.random() < 0.5 or mark != ",":  # both orders of comma and closing mark are printed
        closing.reverse()
    closing[-1] = replace(closing[-1], space=True)
    if rnd.random() < 0.25:  # papers that print no marks at all
        body, root = [replace(w, head=w.head - 1 if w.head else 0) for w in body[1:]], root - 1
        closing = [Word(",", ",", "PUNCT", "", root + 1, "punct", True, "O")]
    start = len(body) + len(closing)
    verb = start + cue.verb
    if cue.governs:
        body[root] = replace(body[root], head=verb + 1, deprel=cue.relation)
    for w in cue.words:
        head = w.head + start + 1 if w.head >= 0 else root + 1
        closing.append(replace(w, head=head))
    if cue.governs:
        closing[verb - len(body)] = replace(closing[verb - len(body)], head=0, deprel="root")
    return replace(sent, words=tuple(body + closing))


def restyle(sent: Sentence, rnd: random.Random) -> Sentence:
    """Other quotation marks of one kind throughout the sentence."""
    begin, end = rnd.choice(PAIRS)
    words, opened = [], False
    for w in sent.words:
        if w.upos == "PUNCT" and (w.form in OPEN or w.form in {p[1] for p in PAIRS}):
            opened = not opened
            mark = begin if opened else end
            w = replace(w, form=mark, lemma=mark)
        words.append(w)
    return replace(sent, words=tuple(words))


def headline(sent: Sentence) -> Sentence:
    """The sentence without its full stop."""
    words = list(sent.words)
    if len(words) > 2 and words[-1].form == "." and not any(w.head == len(words) for w in words):
        words.pop()
    return replace(sent, words=tuple(words))


def recase(sent: Sentence, rnd: random.Random) -> Sentence:
    """All in capitals, all in lower case, or only the first letter a capital."""
    words, dice = list(sent.words), rnd.random()
    if dice < 0.24:
        words = [replace(w, form=w.form.upper()) for w in words]
    elif dice < 0.56:
        words = [replace(w, form=w.form.lower()) for w in words]
    else:
        words[0] = replace(words[0], form=words[0].form[:1].upper() + words[0].form[1:])
    return replace(sent, words=tuple(words))


def heading(sent: Sentence, rnd: random.Random) -> Sentence | None:
    """A noun of the sentence with what hangs from it, as a subhead without a full stop; now and then with a year."""
    below = _descendants(sent.words)
    runs = [(min(b), max(b) + 1) for i, b in enumerate(below) if sent.words[i].upos in ("NOUN", "PROPN")]
    fit = [(a, b) for a, b in runs if b - a <= 6 and sent.words[b - 1].upos != "PUNCT"]
    if not fit:
        return None
    start, end = rnd.choice(fit)
    words = [replace(w, head=int(i > 0), space=True) for i, w in enumerate(sent.words[start:end])]
    words[0] = replace(words[0], form=words[0].form[:1].upper() + words[0].form[1:])
    if rnd.random() < 0.15:
        year = str(rnd.randint(1900, 2029))
        words += [
            Word(f, f, u, "", 1, "", s)
            for f, u, s in (("(", "PUNCT", False), (year, "NUM", False), (")", "PUNCT", True))
        ]
    return Sentence(tuple(words))


# Share of the sentences of an epoch that each change touches; set by eye: each form is met a thousand times an epoch.
# Twice as many cues did no harm to the treebanks and mended inverted cues ("zei X") of news.
SHARES = {"cues": 0.1, "quotes": 0.45, "headlines": 0.1, "casing": 0.04}


def vary(sent: Sentence, tails: Sequence[Cue], rnd: random.Random, without: frozenset[str] = frozenset()) -> Sentence:
    """One epoch's version of a sentence; three in four stay as they are. `without` names changes left out."""

    def meant(change: str) -> bool:
        return rnd.random() < SHARES[change] and change not in without

    quoted = any(w.form in OPEN for w in sent.words)
    if quoted and meant("quotes"):
        sent = restyle(sent, rnd)
    elif not quoted and tails and 4 < len(sent.words) < 35 and meant("cues"):
        return with_cue(sent, rnd.choice(tails), rnd)
    if meant("headlines"):
        sent = headline(sent)
    return recase(sent, rnd) if meant("casing") else sent
