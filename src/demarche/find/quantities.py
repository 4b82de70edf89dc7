"""Finding quantities: a number, the noun it counts, and what became of those counted.

Which nouns count as troops, weapons, victims or people is the pack's ``units`` table; which words kill, wound, take or
drive away is its ``casualties`` table. The tree is used where it helps (the verb above the counted noun), order and
distance where it may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from demarche.find.numbers import Number, find_numbers, number_words
from demarche.find.times import expressions
from demarche.find.tokens import Parse, Span, Token, plain
from demarche.find.tree import children
from demarche.findings import Mention, Quantity
from demarche.packs import Pack

# Adjectives and names may stand between a number and its noun ("120.000 extra Amerikaanse militairen"): four at most
# in the reports read.
BETWEEN = 5
# A word of death or wounds further than this from the number (in characters) belongs to another clause.
NEAR = 90
# … and for a number that counts no noun ("killed twelve") it must stand right beside it.
ADJACENT = 12
# A noun before a number that it counts ("troop numbers by 30,000", "its contingent from 800 to 1,600"), in tokens.
BACK = 12
# Characters between the first day of a row of days and the date that follows: " to ", " tot en met ".
LINK = 12
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
STOP = re.compile(r"[.!?;:()\n]")


@dataclass(frozen=True)
class Tables:
    """The units and casualties of one language."""

    units: Mapping[str, tuple[str, str]]
    suffixes: tuple[tuple[str, tuple[str, str]], ...]
    verbs: Mapping[str, str]
    own: frozenset[str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    fillers: frozenset[str]
    aged: frozenset[str]


def find_quantities(doc: Parse, mentions: tuple[Mention, ...], pack: Pack) -> tuple[Quantity, ...]:
    """The quantities of a parsed document in order; numbers that are money, years, ages or names are left out."""
    tables, words = quantity_tables(pack), number_words(pack)
    doc = plain(doc)
    heads = {m.head: m.id for m in mentions}
    out: list[Quantity] = []
    dated = [(start, end) for start, end, _, _ in expressions(doc.text, pack)]
    for number in find_numbers(doc.text, pack):
        span = doc.char_span(number.start, number.end)
        if span is None or not len(span) or _is_date(number, doc.text, dated, words.parts | words.to):
            continue
        noun = counted(span, tables)
        if not _counts(number, noun, tables) or (number.low == 1 and _is_part(span, words.parts)):
            continue
        at = (doc.numbers[span.start], heads.get(noun.i) if noun is not None else None)
        found = _quantity(number, span, noun, tables, at)
        out.append(_part_of(found, out[-1], doc.text, words.among) if out else found)
    return tuple(out)


def _is_date(number: Number, text: str, dated: list[tuple[int, int]], links: frozenset[str]) -> bool:
    """Whether a number stands in a date, or is the first day of one ("the night of 5 to 6 June")."""
    inside = any(a < number.end and b > number.start for a, b in dated)
    behind = (text[number.end : b].split(None, 2) for a, b in dated if number.end < a <= number.end + LINK)
    return inside or any(words[0].lower() in links and words[1][:1].isdigit() for words in behind if len(words) > 1)


def _counts(number: Number, noun: Token | None, tables: Tables) -> bool:
    """Whether a number counts something: "1900" is a year unless soldiers or the like follow."""
    if number.kind == "year":
        return noun is not None and unit_of(noun, tables) is not None
    named = noun is not None and number.low > 1 and _is_model(noun)
    return (number.kind == "count" and not named) or (number.kind in ("article", "none") and noun is not None)


def _is_model(noun: Token) -> bool:
    """Whether a noun is one of a make whose number is its name: a "737 MAX-vliegtuig"."""
    return "-" in noun.text and noun.text[:2].isupper() and noun.morph.get("Number", []) == ["Sing"]


def _is_part(span: Span, parts: frozenset[str]) -> bool:
    """Whether "one" is one of several ("een van de", "one of the")."""
    return span.end < len(span.doc) and span.doc[span.end].lower_ in parts


def _part_of(found: Quantity, before: Quantity, text: str, among: tuple[str, ...]) -> Quantity:
    """A quantity that is told as a part of the one before it, or joined to it, shares its fate."""
    if found.fate or not before.fate or found.sentence != before.sentence or found.form == "none":
        return found
    between = text[before.phrase[1] : found.phrase[0]].lower()
    part = any(words in between for words in among)
    joined = before.link != "unit" and re.fullmatch(r",?\s*(?:en|and|,)?\s*", between) is not None
    return replace(found, fate=before.fate, link=before.link) if part or joined else found


def counted(span: Span, tables: Tables) -> Token | None:
    """The noun that a number counts; None where none stands behind it."""
    last = None
    for token in span.doc[span.end : span.end + BETWEEN]:
        if token.is_space:
            continue
        row = unit_of(token, tables)
        if row is not None and row[0] == "modifier":
            continue
        if token.pos_ == "NOUN" or row is not None:
            last = token
            following = token.nbor(1) if token.i + 1 < len(token.doc) else None
            if following is None or following.pos_ not in ("NOUN", "PROPN"):
                break
            if row is not None and unit_of(following, tables) is None:
                break
        elif token.pos_ not in NOMINAL and not _fills(token, tables) and token.base_ != "amod":
            break
        elif token.pos_ == "PROPN":
            last = token
    return last


def _fills(token: Token, tables: Tables) -> bool:
    """Words that may stand between a number and its noun: "of the", "further", "-"."""
    return token.pos_ in ("ADV", "PART") or token.lower_ in tables.fillers or token.text in ("-", "’", "'", "[", "]")


def unit_of(token: Token, tables: Tables) -> tuple[str, str] | None:
    """(class, what) of a noun by form or lemma, with the word before it ("battle groups"), or by its ending."""
    low, lemma = token.lower_, token.lemma_.lower()
    if token.i:
        pair = f"{token.nbor(-1).lower_} {low}"
        if pair in tables.units:
            return tables.units[pair]
    found = tables.units.get(low) or (tables.units.get(lemma) if token.pos_ in ("NOUN", "PROPN") else None)
    if found is not None or token.pos_ not in ("NOUN", "PROPN"):
        return found
    tail = low.rsplit("-", 1)[-1]
    if tail in tables.units and tail != low:
        return tables.units[tail]
    return next((row for end, row in tables.suffixes if low.endswith(end) and len(low) > len(end) + 2), None)


def _quantity(number: Number, span: Span, noun: Token | None, tables: Tables, at: tuple[int, int | None]) -> Quantity:
    """The quantity of a number and its noun; ``at`` is its sentence and the mention of its noun."""
    cls, what = _class(span, noun, tables)
    fate, link = fate_of(span, noun, tables)
    if cls == "casualty" and fate != "released":
        fate, link = what, "unit"
    elif fate == "lost":
        fate, link = ("killed", "loss") if cls in ("troops", "person", "attacker") else ("", "")
    start = number.from_ if number.from_ >= 0 else number.start
    end = max(number.end, noun.idx + len(noun)) if noun is not None else number.end
    return Quantity(
        number.start,
        number.end,
        number.low,
        number.high,
        number.approximate,
        noun.lower_ if noun is not None else "",
        at[1],
        at[0],
        number.kind,
        cls,
        what,
        fate,
        link,
        (start, end),
        clause_of(span),
    )


def _class(span: Span, noun: Token | None, tables: Tables) -> tuple[str, str]:
    """(class, what) of the counted noun; people with arms are troops."""
    if noun is None:
        return _carried(span, tables)
    cls, what = unit_of(noun, tables) or ("", "")
    if cls in ("person", "troops"):
        between = span.doc[span.end : noun.i]
        armed = next((row for t in between if (row := unit_of(t, tables)) and row[0] == "modifier"), None)
        return ("attacker", armed[1]) if armed and cls == "person" else (cls, what)
    return ("", "") if cls == "modifier" else (cls, what)


def _carried(span: Span, tables: Tables) -> tuple[str, str]:
    """(class, what) of a noun that stands before a bare number: behind a preposition, or before a verb of its own."""
    start, sentence = span.start, span[0].sent
    behind = span.doc[span.end] if span.end < sentence.end else None
    before = span.doc[start - 1] if start > sentence.start else None
    if not ((before is not None and before.pos_ == "ADP") or (behind is not None and behind.pos_ == "VERB")):
        return "", ""
    for token in reversed(span.doc[max(sentence.start, start - BACK) : start]):
        row = unit_of(token, tables)
        if row is not None and token.lower_ not in tables.aged and row[0] in ("troops", "equipment"):
            return row
    return "", ""


def fate_of(span: Span, noun: Token | None, tables: Tables) -> tuple[str, str]:
    """What became of those counted and how that is known: by the verb above them, or by words near by."""
    anchor = noun if noun is not None else span.root
    for token in _verbs_above(anchor):
        what = _fate_of_verb(token, tables)
        if what and not _does_it(anchor, token, tables):
            return what, "verb"
    return _near(span, anchor, tables, bare=noun is None)


def _does_it(noun: Token, verb: Token, tables: Tables) -> bool:
    """Whether those counted are the doers: subject of an active verb that is done to others ("two men shot …")."""
    if noun.dep_ != "nsubj" or noun.head != verb or verb.morph.get("VerbForm", []) != ["Fin"]:
        return False
    return not {verb.lemma_.lower(), verb.lower_} & tables.own


def _verbs_above(token: Token) -> list[Token]:
    """The predicate that a noun is subject or object of, through coordination and apposition, and what modifies it."""
    out: list[Token] = []
    out.extend(c for c in children(token, "acl", "amod") if c.pos_ in ("VERB", "ADJ"))
    for _ in range(4):
        head, relation = token.head, token.base_
        if head == token:
            break
        if relation in ("nsubj", "obj", "iobj", "obl") and head.pos_ in ("VERB", "ADJ", "AUX"):
            out.extend([head, *children(head, "xcomp", "compound", "advmod", "ccomp")])
            break
        if relation not in ("conj", "nmod", "appos", "nummod", "det", "amod", "flat", "obl"):
            break
        token = head
    return out


def _fate_of_verb(token: Token, tables: Tables) -> str:
    lemma = token.lemma_.lower()
    particle = next((c.lower_ for c in children(token, "compound:prt")), "")
    return tables.verbs.get(particle + lemma) or tables.verbs.get(lemma) or tables.verbs.get(token.lower_) or ""


def _near(span: Span, anchor: Token, tables: Tables, *, bare: bool) -> tuple[str, str]:
    """The nearest word or phrase of death, wounds, capture or flight in the same stretch of the sentence."""
    sentence = anchor.sent
    text, offset = sentence.text, sentence.start_char
    here = (span.start_char - offset, max(span.end_char, anchor.idx + len(anchor)) - offset)
    choices = []
    for pattern, what in tables.phrases:
        for match in pattern.finditer(text):
            choices.append((_gap(here, match.span(), text), what))
    for token in sentence:
        what = tables.verbs.get(token.lemma_.lower()) or tables.verbs.get(token.lower_) or ""
        if what and token.pos_ in ("VERB", "ADJ", "AUX"):
            at = token.idx - offset
            choices.append((_gap(here, (at, at + len(token)), text), what))
    gap, what = min(choices, default=(NEAR + 1, ""))
    return (what, "near") if gap <= (ADJACENT if bare else NEAR) else ("", "")


def _gap(here: tuple[int, int], there: tuple[int, int], text: str) -> int:
    """Characters between two stretches; far where a full stop, colon or bracket parts them."""
    between = (here[1], there[0]) if there[0] >= here[1] else (there[1], here[0])
    words = text[between[0] : between[1]] if between[0] < between[1] else ""
    return 10 * NEAR if STOP.search(words) else len(words) + 15 * words.count(",")


def clause_of(span: Span) -> tuple[int, int]:
    """The clause around a number: the stretch between commas, semicolons and the sentence's ends."""
    sentence = span[0].sent
    text, offset = sentence.text, sentence.start_char
    left = max(text.rfind(mark, 0, span.start_char - offset) for mark in (", ", "; ", ": ", "\n", "„", '"')) + 1
    ends = [p for mark in (", ", "; ", "\n", ".", '"', "”") if (p := text.find(mark, span.end_char - offset)) >= 0]
    right = min(ends, default=len(text))
    words = text[left:right]
    begin = offset + left + len(words) - len(words.lstrip(" \n\"“„'"))
    return begin, max(begin + 1, offset + left + len(words.rstrip(" .,\n")))


def quantity_tables(pack: Pack) -> Tables:
    """The unit and casualty tables of a pack, read once."""
    return _tables(pack.language, pack)


@lru_cache(maxsize=16)
def _tables(language: str, pack: Pack) -> Tables:
    units = {row["word"]: (row["class"], row["what"]) for row in pack.table("units")}
    endings = [(row["word"], (row["class"], row["what"])) for row in pack.table("units") if row["suffix"] == "1"]
    rows = pack.table("casualties")
    phrases = tuple((re.compile(r["lemma"], re.IGNORECASE), r["what"]) for r in rows if r["kind"] == "phrase")
    return Tables(
        units,
        tuple(sorted(endings, key=lambda e: -len(e[0]))),
        {row["lemma"]: row["what"] for row in rows if row["kind"] in ("verb", "verb-own")},
        frozenset(row["lemma"] for row in rows if row["kind"] == "verb-own"),
        phrases,
        frozenset(pack.settings("numbers").get("fillers", ())),
        frozenset(pack.settings("numbers").get("aged", ())),
    )
