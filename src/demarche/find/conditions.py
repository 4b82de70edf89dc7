"""Finding conditions: one act made to depend on another, by a conjunction, a phrase, "else" or a verb.

The words are in ``packs/<language>/conditions.toml``. Extents come from the tree, cut at commas and quotation marks
where the tree runs too far; whether a condition is a threat or a promise of a party is for ``code`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from demarche.find.tokens import Parse, Span, Token, plain
from demarche.find.tree import children
from demarche.findings import Conditional
from demarche.packs import Pack

# A clause shorter than two words is no condition ("if so", "als dat").
SHORTEST = 3
# "zowel … als": so many words may stand between the two.
PAIR = 10
EDGES = " \n\t,;:.\"“”„'‘’–—-…"


@dataclass(frozen=True)
class Words:
    """The conditional words of one language."""

    clauses: frozenset[str]
    limits: frozenset[str]
    nouns: re.Pattern[str] | None
    otherwise: frozenset[str]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    connect: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    ambiguous: frozenset[str]
    pairs: frozenset[str]
    infinitive: frozenset[str]
    expletives: frozenset[str]
    strong: frozenset[str]
    inverted: frozenset[str]


def find_conditions(doc: Parse, pack: Pack) -> tuple[Conditional, ...]:
    """The conditionals of a parsed document in order, at most one for each condition."""
    doc, words = plain(doc), conditional_words(pack)
    found: list[Conditional] = []
    for number, sentence in enumerate(doc.sents):
        found.extend(_clauses(sentence, number, words))
        found.extend(_phrases(sentence, number, words))
        found.extend(_otherwise(sentence, number, words))
        found.extend(_verbs(sentence, number, words))
        found.extend(_inverted(sentence, number, words))
    kept: list[Conditional] = []
    for one in sorted(found, key=lambda c: (c.condition[0], -c.condition[1])):
        if all(one.condition[0] >= k.condition[1] or one.condition[1] <= k.condition[0] for k in kept):
            kept.append(one)
    return tuple(kept)


def _clauses(sentence: Span, number: int, words: Words) -> Iterator[Conditional]:
    """Clauses with "if", "als", "unless", "tot" and their like."""
    for token in sentence:
        low = token.lower_
        if low not in words.clauses and low not in words.limits:
            continue
        if not _opens_clause(token, sentence, words, limit=low in words.limits):
            continue
        span, front = _condition(token, sentence, words)
        rest = _consequence(span, sentence, words, front=front)
        if rest is not None and len(sentence.doc.text[span[0] : span[1]].split()) >= SHORTEST:
            yield Conditional(low, span, (rest,), number)


def _opens_clause(token: Token, sentence: Span, words: Words, *, limit: bool) -> bool:
    """Whether a conjunction opens a clause here, and not a comparison, a role or a question."""
    low = token.lower_
    before = token.nbor(-1).lower_ if token.i > sentence.start else ""
    after = token.nbor(1).lower_ if token.i + 1 < sentence.end else ""
    if limit:
        known = token.base_ == "mark" or token.pos_ == "SCONJ" or _verb_last(token, sentence)
        return known and _is_clause(token, sentence, words)
    if low in words.strong - words.ambiguous and (token.base_ == "mark" or token.pos_ == "SCONJ"):
        return True  # these have no other meaning: "not unless", and where a verb is read as a noun
    window = {t.lower_ for t in sentence.doc[max(sentence.start, token.i - PAIR) : token.i]}
    if before in words.not_before or window & words.pairs:
        return False
    if not _is_clause(token, sentence, words) and not (token.is_title and _leads(sentence, token)):
        return False
    pair = " ".join(t.lower_ for t in sentence.doc[token.i + 1 : min(token.i + 3, sentence.end)])
    return low not in words.ambiguous or not ({after, pair} & words.not_after or _is_role(token, sentence))


def _is_clause(token: Token, sentence: Span, words: Words) -> bool:
    """Whether a subject and a verb that is no infinitive with "to" follow, before the next comma or the end."""
    subject = False
    for other in _stretch(token, sentence):
        verb = other.pos_ in ("VERB", "AUX")
        if subject and verb and not any(c.lower_ in words.infinitive for c in children(other, "mark")):
            return True
        subject = subject or other.pos_ in ("DET", "PRON", "NOUN", "PROPN", "NUM") or other.lower_ in words.expletives
    return False


def _verb_last(token: Token, sentence: Span) -> bool:
    """Whether a name or pronoun follows and a finite verb closes the stretch: a clause in a verb-final language."""
    inside = list(_stretch(token, sentence))
    words = [t for t in inside if not t.is_punct and not t.is_space]
    if len(words) < SHORTEST or words[0].pos_ not in ("PROPN", "PRON", "DET"):
        return False
    return words[-1].pos_ in ("VERB", "AUX") and words[-1].morph.get("VerbForm", []) == ["Fin"]


def _stretch(token: Token, sentence: Span) -> Iterator[Token]:
    """The tokens behind a conjunction up to the next semicolon or closing mark; an early comma is passed."""
    for other in sentence.doc[token.i + 1 : sentence.end]:
        if other.text in ';:"”)' or (other.text == "," and other.i > token.i + 3):
            return
        yield other


def _is_role(token: Token, sentence: Span) -> bool:
    """A bare singular noun behind "als" is a role or a likeness: "als bewijs", "als nieuwe leider"."""
    for other in sentence.doc[token.i + 1 : sentence.end]:
        if other.pos_ == "NOUN":
            return other.morph.get("Number", []) != ["Plur"]
        if other.pos_ not in ("ADJ", "ADV") and other.base_ != "amod":
            return False
    return False


def _condition(token: Token, sentence: Span, words: Words) -> tuple[tuple[int, int], bool]:
    """From the conjunction to the comma that closes its clause in front, to the end of the sentence behind; and
    whether it stands in front."""
    text, offset = sentence.text, sentence.start_char
    start = token.idx
    comma = _closing_comma(token, sentence)
    if comma is not None and (_leads(sentence, token) or _joined(token, sentence, words, comma)):
        return (start, comma), True
    quote = _quote_end(text, start - offset)
    end = _sentence_stop(text, start - offset) if quote is None else quote
    if comma is not None and start < comma < offset + end and _goes_on(sentence, comma):
        end = comma - offset
    return (start, offset + len(text[:end].rstrip(EDGES))), False


def _leads(sentence: Span, token: Token) -> bool:
    """Whether the clause stands at the front of its sentence, quotation or colon: the rest follows its comma."""
    before = sentence.doc.text[sentence.start_char : token.idx].rstrip()
    return not before or before[-1] in "\"“„'‘:–—" or token.is_title


def _joined(token: Token, sentence: Span, words: Words, comma: int) -> bool:
    """Whether the clause stands at the front of one that is joined on: "warned that if …, …", "but if …, …", or
    behind a comma with a whole clause behind its own."""
    before = [t for t in sentence.doc[sentence.start : token.i] if not t.is_space]
    if before and before[-1].text == ",":
        before.pop()
        if _whole_clause([t for t in sentence if t.idx > comma]):
            return True
    return bool(before) and before[-1].lower_ in words.connect


def _whole_clause(tokens: list[Token]) -> bool:
    """Whether words begin with a subject and its finite verb, in either order, and no joiner."""
    kinds: list[str] = []
    for token in tokens:
        if token.pos_ in ("CCONJ", "SCONJ", "ADP") and not kinds:
            return False
        if token.text in ",;.":
            break
        if token.pos_ in ("VERB", "AUX"):
            kinds.append("verb")
        elif token.pos_ in ("NOUN", "PROPN", "PRON"):
            kinds.append("noun")
        if len(set(kinds)) == len(("verb", "noun")):
            return True
    return False


def _goes_on(sentence: Span, comma: int) -> bool:
    """Whether a joiner stands behind a comma: what was said before goes on there."""
    after = next((t for t in sentence if t.idx > comma and not t.is_space), None)
    return after is not None and after.pos_ == "CCONJ"


def _closing_comma(token: Token, sentence: Span) -> int | None:
    """Where a clause in front ends: the first comma after its verb, or before a verb that opens the main clause.

    A comma inside a clause that still waits for its verb closes nothing ("if they do anything that we, in our …,").
    """
    seen = waits = False
    for other in sentence.doc[token.i + 1 : sentence.end]:
        if other.text in ",;" and seen and not waits:
            return other.idx
        if seen and (other.pos_ == "SCONJ" or {"Rel", "Int"} & set(other.morph.get("PronType", []))):
            waits = True
        if other.pos_ in ("VERB", "AUX"):
            waits = False
            following = other.nbor(1) if other.i + 1 < sentence.end else None
            if seen and following is not None and other.i > token.i + 2 and _is_main(other, token):
                return other.idx - 1
            seen = True
    return None


def _is_main(verb: Token, mark: Token) -> bool:
    """A finite verb right behind another that is not part of the conditional clause: verb-second after the clause."""
    previous = verb.nbor(-1)
    return previous.pos_ in ("VERB", "AUX") and verb.head != previous and previous.head != verb and verb != mark.head


def _quote_end(text: str, start: int) -> int | None:
    """Where the quotation that holds position ``start`` ends, if it stands in one."""
    opened = max(text.rfind(q, 0, start) for q in '“„"')
    if opened < 0 or text[opened + 1 : start].count(text[opened]) or any(q in text[opened + 1 : start] for q in '”"'):
        return None
    ends = [p for q in '”"' if (p := text.find(q, start)) > 0]
    return min(ends, default=None)


def _consequence(span: tuple[int, int], sentence: Span, words: Words, *, front: bool = False) -> tuple[int, int] | None:
    """The clause that the condition hangs on: behind it where it leads, before it otherwise."""
    text, offset = sentence.text, sentence.start_char
    start, end = span[0] - offset, span[1] - offset
    quote = _quote_end(text, start)
    left = max((text.rfind(q, 0, start) + 1 for q in '“„"'), default=0) if quote is not None else 0
    behind = (end, quote if quote is not None else _sentence_stop(text, end))
    before = (max(left, _content_start(text[:start], words)), start)
    options = [behind, before] if front or not text[before[0] : start].strip(EDGES) else [before, behind]
    for a, b in options:
        words_left = text[a:b]
        if len(words_left.split()) >= 2:
            left_cut = len(words_left) - len(words_left.lstrip(EDGES))
            right_cut = len(words_left) - len(words_left.rstrip(EDGES))
            if a + left_cut < b - right_cut:
                return offset + a + left_cut, offset + b - right_cut
    return None


def _sentence_stop(text: str, start: int) -> int:
    """Where the rest of a sentence stops: at a comma before a cue of speech or at its end."""
    cue = re.search(r"[\"”]|, (?=[a-zà-ÿ]+ (?:[A-ZÀ-Þ]|hij|zij|he|she|the|de|het)\b)", text[start:])
    return start + cue.start() if cue and cue.start() > 8 else len(text)


def _content_start(before: str, words: Words) -> int:
    """Where the clause before a condition begins: behind the last "that" or colon, else at the sentence's start."""
    found = 0
    for word in ("dat", "that"):
        if word in words.connect:
            for match in re.finditer(rf"\b{word}\b", before):
                found = max(found, match.end())
    return max(found, before.rfind(": ") + 1)


def _phrases(sentence: Span, number: int, words: Words) -> Iterator[Conditional]:
    """ "On condition that …", "in exchange for …": the condition is what follows, the consequence what precedes."""
    if words.nouns is None:
        return
    text, offset = sentence.text, sentence.start_char
    for match in words.nouns.finditer(text):
        stop = re.compile(r"[;\"”]|, |$").search(text, match.end())
        end = stop.start() if stop else len(text)
        rest = _consequence((offset + match.start(), offset + end), sentence, words)
        if rest is not None and end > match.end() + 2:
            condition = text[match.start() : end].rstrip(EDGES)
            yield Conditional(
                match.group().lower(),
                (offset + match.start(), offset + match.start() + len(condition)),
                (rest,),
                number,
            )


def _otherwise(sentence: Span, number: int, words: Words) -> Iterator[Conditional]:
    """ "…, anders dreigt het …": the clause before is the condition, the clause behind the consequence."""
    text, offset = sentence.text, sentence.start_char
    for word in words.otherwise:
        for match in re.finditer(rf", (?:en |want |and )?(?={re.escape(word)}\b)", text, re.IGNORECASE):
            front = text[: match.start()]
            start = max(_content_start(front, words), front.rfind("“") + 1, front.rfind("„") + 1, front.rfind('"') + 1)
            behind = text[match.end() :].rstrip(EDGES)
            following = behind.split()[1:2]
            if following and following[0].lower() in words.not_after:
                continue
            begin = start + len(front[start:]) - len(front[start:].lstrip(EDGES))
            if len(front[begin:].split()) >= SHORTEST and len(behind.split()) >= SHORTEST:
                then = (offset + match.end(), offset + match.end() + len(behind))
                yield Conditional(word, (offset + begin, offset + match.start()), (then,), number)


def _verbs(sentence: Span, number: int, words: Words) -> Iterator[Conditional]:
    """ "X depends on Y": the object of the preposition is the condition, the subject the consequence."""
    for token in sentence:
        particle = next((c.lower_ for c in children(token, "compound:prt")), "")
        if (particle + token.lemma_.lower() not in words.verbs) and token.lemma_.lower() not in words.verbs:
            continue
        subject = next(children(token, "nsubj", "csubj"), None)
        on = [c for c in children(token, "obl", "nmod") if any(k.lower_ in words.prepositions for k in c.children)]
        if subject is None or not on or subject.pos_ == "PRON":
            continue
        yield Conditional(token.lemma_.lower(), _extent(on[0]), (_extent(subject),), number)


def _inverted(sentence: Span, number: int, words: Words) -> Iterator[Conditional]:
    """ "Valt X binnen, dan volgen er sancties": the clause that its verb opens is the condition, what the answering
    word begins the consequence. (Of 6 in 429 Dutch reports 5 are conditions, and one is a plan of a government.)"""
    inside = [t for t in sentence if not t.is_punct and not t.is_space]
    if not inside or inside[0].pos_ not in ("VERB", "AUX") or inside[0].morph.get("VerbForm", []) != ["Fin"]:
        return
    for token in inside[SHORTEST:]:
        behind = token.nbor(1) if token.i + 1 < sentence.end else None
        if token.lower_ in words.inverted and token.nbor(-1).text == "," and behind and behind.pos_ in ("VERB", "AUX"):
            stop = sentence.start_char + _sentence_stop(sentence.text, token.idx - sentence.start_char)
            then = (token.idx, token.idx + len(sentence.doc.text[token.idx : stop].rstrip(EDGES)))
            yield Conditional(token.lower_, (inside[0].idx, token.nbor(-1).idx), (then,), number)
            return


def _extent(token: Token) -> tuple[int, int]:
    inside = [t for t in token.subtree if not t.is_punct and not t.is_space and t.base_ != "case"] or [token]
    return inside[0].idx, inside[-1].idx + len(inside[-1])


def conditional_words(pack: Pack) -> Words:
    """The conditional words of a pack, read once."""
    return _words(pack.language, pack)


@lru_cache(maxsize=16)
def _words(language: str, pack: Pack) -> Words:
    table: Mapping[str, Any] = pack.settings("conditions")
    nouns = [*table.get("nouns", ()), *table.get("sentences", ())]
    pattern = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(nouns, key=len, reverse=True))
    names = ("clauses", "limits", "else", "verbs", "prepositions", "connect", "not_before", "not_after", "ambiguous",
             "pairs", "infinitive", "expletives", "strong", "inverted")  # fmt: skip
    clauses, limits, otherwise, verbs, prepositions, *rest = (frozenset(table.get(name, ())) for name in names)
    compiled = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) if nouns else None
    return Words(clauses, limits, compiled, otherwise, verbs, prepositions, *rest)
