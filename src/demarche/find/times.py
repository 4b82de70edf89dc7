"""Finding words for time: which shape they have, not yet which date.

Shapes are patterns in ``packs/<language>/times.toml``; each gives a :class:`TimeExpression` whose ``values`` are plain
and the same in every language, so that :mod:`demarche.code.when` can compute the date without knowing the language:

===========  =======================================================================================================
kind         values
===========  =======================================================================================================
``date``     ``day``, ``month``, ``year`` (may be absent), ``years`` (shift of the year: "of last year")
``days``     as ``date`` with ``day2``: the last of a row of days, ``join``
``month``    ``month``, ``year`` or ``years`` or ``shift``
``weekday``  ``weekday`` (Monday is 0), ``shift`` (-1, 0, 1) and ``of``: shifted by ``week`` or by ``day``
``day``      ``offset`` in days
``night``    the night before
``ago``      ``number``, ``unit``, ``sign``
``last``     ``number``, ``unit``, ``shift``: a stretch that ends or begins at the report
``elapsed``  ``unit``, ``side``: the part of this week, month or year that lies before or after the report
``period``   ``unit``, ``shift``
``season``   ``month`` (the first of three), ``year`` or ``shift``
``years``    ``year``, ``year2``
``since``    ``year``
``year``     ``year``
``decade``   ``year`` (the first of ten)
===========  =======================================================================================================

Every expression has ``tense`` too (``past``, ``present``, ``future`` or ``""``): that of the clause it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from demarche.find.numbers import compound, number_words
from demarche.find.tokens import Parse, Span, Token, plain
from demarche.find.tree import child, children
from demarche.findings import TimeExpression
from demarche.packs import Pack, load

# The word before the date in the head of a plain-text report; that date is the report's own.
HEADER = "date"
# Modifiers of a clause stand at most this deep under its verb in news; deeper is another clause or a parse error.
DEPTH = 6
# Characters searched on both sides of a word for time: the longest expression of the packs has about fifty.
AROUND = 50


# (start, end, kind, values) of words for time.
Expression = tuple[int, int, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Grammar:
    """The time tables of one language with its patterns compiled: kind, pattern, fixed values, and the names of the
    lists of which each match holds a word; ``words`` finds the words of such a list."""

    patterns: tuple[tuple[str, re.Pattern[str], tuple[tuple[str, str], ...], frozenset[str]], ...]
    words: Mapping[str, re.Pattern[str]]
    tables: Mapping[str, Mapping[str, Any]]
    names: tuple[str, ...]
    hint: re.Pattern[str]


def find_times(doc: Parse, pack: Pack) -> tuple[TimeExpression, ...]:
    """All words for time in a parsed document, in order, the longest where two overlap."""
    doc, tense = plain(doc), _Tenses(pack)
    out = []
    for start, end, kind, values in expressions(doc.text, pack):
        span = doc.char_span(start, end)
        if span is None or not len(span):
            continue
        if doc.text[:start].strip() == HEADER:
            continue
        token = next((t for t in reversed(span) if t.pos_ in ("NOUN", "PROPN", "ADV", "NUM")), span.root)
        full = (*values, ("tense", tense.of(span)))
        out.append(TimeExpression(start, end, kind, full, doc.numbers[span.start], token.i))
    return tuple(out)


@lru_cache(maxsize=8)
def expressions(text: str, pack: Pack) -> tuple[Expression, ...]:
    """(start, end, kind, values) of every word for time in a text; no parse needed."""
    known = grammar(pack)
    found = []
    for left, right in _windows(text, known.hint):
        lacking = {name for name, word in known.words.items() if not word.search(text, left, right)}
        for order, (kind, pattern, fixed, needed) in enumerate(known.patterns):
            for match in pattern.finditer(text, left, right) if lacking.isdisjoint(needed) else ():
                values = _values(match, fixed, known.tables, pack)
                if values is not None and _is_time(match, kind) and not _is_name(text, match, known.names):
                    found.append((match.start(), match.end(), order, kind, values))
    found.sort(key=lambda f: (f[0] - f[1], f[2], f[0]))
    taken: list[Expression] = []
    for start, end, _, kind, values in found:
        if all(end <= a or start >= b for a, b, _, _ in taken):
            taken.append((start, end, kind, values))
    return tuple(sorted(t for t in taken if t[2] != "now"))


def _windows(text: str, hint: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Stretches around the words that every expression holds one of; most of a text is never searched."""
    last: tuple[int, int] | None = None
    for match in hint.finditer(text):
        left = text.rfind(" ", 0, max(0, match.start() - AROUND)) + 1
        right = text.find(" ", match.end() + AROUND)
        right = len(text) if right < 0 else right
        if last is not None and left <= last[1]:
            last = (last[0], right)
            continue
        if last is not None:
            yield last
        last = (left, right)
    if last is not None:
        yield last


def _is_time(match: re.Match[str], kind: str) -> bool:
    """A bare month that is not written as a name is a verb or a noun ("may", "march", "mei")."""
    month = match.groupdict().get("month") or ""
    return not (
        kind == "month" and len(month) < 6 and match.group().strip().lower() == month.lower() and month.islower()
    )


def _is_name(text: str, match: re.Match[str], names: tuple[str, ...]) -> bool:
    """Whether a match is part of a name that holds a word for time ("Good Friday")."""
    longest = max(map(len, names), default=0)
    around = text[max(0, match.start() - longest) : match.end() + longest].lower()
    return any(name in around for name in names)


def _values(
    match: re.Match[str], fixed: tuple[tuple[str, str], ...], tables: Mapping[str, Mapping[str, Any]], pack: Pack
) -> tuple[tuple[str, str], ...] | None:
    """The plain values of a match; None where a number or date in it is impossible."""
    out = dict(fixed)
    for name, words in match.groupdict().items():
        if words is None:
            continue
        key, value = _plain(name, " ".join(words.lower().split()), tables, pack)
        if value is None:
            return None
        out.setdefault(key, value)
    if not 1 <= int(out.get("month", 1)) <= 12 or not 1 <= int(out.get("day", 1)) <= 31:
        return None
    return tuple(sorted(out.items()))


def _plain(name: str, words: str, tables: Mapping[str, Mapping[str, Any]], pack: Pack) -> tuple[str, str | None]:
    """A named group of a pattern as a key and a plain value."""
    if name == "number":
        number = compound(words, number_words(pack)) if not words[0].isdigit() else float(words)
        row = number_words(pack).rows.get(words)
        number = row[0] if number is None and row else number
        return name, f"{number:g}" if number is not None else None
    if name in ("weekday", "unit", "season", "decade", "dayword"):
        table = tables[{"dayword": "days"}.get(name, name + "s")]
        key = {"season": "month", "decade": "year", "dayword": "offset"}.get(name, name)
        return key, str(table[words]) if words in table else None
    if name == "month":
        return name, words.lstrip("0") if words.isdigit() else str(tables["months"].get(words, "")) or None
    if name in ("relyear", "shift"):
        shifts = [str(tables["shifts"][w]) for w in words.split() if w in tables["shifts"]]
        return {"relyear": "years"}.get(name, name), shifts[-1] if shifts else None
    return name, words.lstrip("0") if words.isdigit() else words


@cache
def time_words(language: str) -> frozenset[str]:
    """Words for times, which stand where subjects and objects do and are neither ("zei maandag", "an hour later said",
    "rolled out tomorrow")."""
    tables = load(language).settings("times")
    names = ("weekdays", "months", "seasons", "units", "days", "nights")
    return frozenset(word for name in names for word in tables.get(name, ()))


def grammar(pack: Pack) -> Grammar:
    """The compiled time tables of a pack (kept by language)."""
    return _grammar(pack.language, pack)


@lru_cache(maxsize=16)
def _grammar(language: str, pack: Pack) -> Grammar:
    table = pack.settings("times")
    numbers = [w for w, (_, kind) in number_words(pack).rows.items() if kind in ("unit", "article", "scale")]
    slots = {name: _any(values) for name, values in table.get("lists", {}).items()}
    slots |= {
        name.rstrip("s"): _any(table.get(name, {})) for name in ("weekdays", "months", "seasons", "units", "days")
    }
    told = {name: slots[name] for name in TELLING if name in slots} | {"year": _YEAR}
    slots["n"] = rf"(?P<number>\d{{1,3}}|[^\W\d_]*(?:{_any(numbers)}))"
    rows = []
    for row in table.get("patterns", ()):
        pattern = row["pattern"]
        for name, choice in slots.items():
            pattern = pattern.replace("{" + name + "}", f"(?:{choice})" if name != "n" else choice)
        # A bare name of a month stands with a capital or is long enough to be no other word; see _is_time.
        compiled = re.compile(rf"(?<![\w-])(?:{pattern.replace(' ', _SPACE)})(?![\w])", re.IGNORECASE)
        always = _always(row["pattern"].replace(_YEAR, "{year}"))
        needed = frozenset(name for name in told if "{" + name + "}" in always)
        rows.append((row["kind"], compiled, tuple(sorted(row.get("values", {}).items())), needed))
    keys = [w for name in HINTS for w in table.get(name, {})]
    either = _any(keys).replace(" ", _SPACE)
    hint = re.compile(rf"(?<![^\W\d_])(?:{either})|(?<!\d)(?:19|20)\d\d(?!\d)|\d[-/]\d", re.IGNORECASE)
    begins = {name: rf"(?<![^\W\d_])(?:{choice.replace(' ', _SPACE)})" for name, choice in told.items()}
    words = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in begins.items()}
    return Grammar(tuple(rows), words, table, tuple(n.lower() for n in table.get("names", ())), hint)


# Tables whose words every expression holds one of.
HINTS = ("weekdays", "months", "units", "days", "seasons", "decades", "nights")
# Lists of which a pattern needs a word, so that it is tried only where one begins (which spares a third of the time).
TELLING = ("weekday", "month", "season", "unit", "day", "past_unit")
_YEAR = r"(?:19|20)\d\d"
# White space within an expression: a space, a no-break space, or the line break of a hard-wrapped text, never two.
_SPACE = r"(?:[ \u00a0]|\s?\n)"


_GROUP = re.compile(r"\((?:\?(?::|P<\w+>))?((?:[^()\\]|\\.)*)\)([?*]?)")


def _always(pattern: str) -> str:
    """What every match of a pattern goes through: the pattern without what may be left out or is one of several."""
    before = ""
    while pattern != before:
        before = pattern
        pattern = _GROUP.sub(lambda m: "" if m[2] or "|" in m[1] else m[1], pattern)
    return "" if "|" in pattern else pattern


def _any(words: Any) -> str:
    """Alternatives of a pattern, longest first so that "februari" is not read as "feb"."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w)))


class _Tenses:
    """The tense of the clause that a token stands in, by the pack's auxiliaries."""

    def __init__(self, pack: Pack) -> None:
        rows: Mapping[str, Any] = pack.settings("times").get("tense", {})
        self.future = frozenset(rows.get("future", ()))
        self.perfect = frozenset(rows.get("perfect", ()))
        self.ahead = frozenset(rows.get("ahead", ()))
        self.forward = frozenset(rows.get("forward", ()))

    def of(self, span: Span) -> str:
        """``past``, ``present``, ``future`` or ``""``; climbs from the words for time to the verb that governs them.

        Words that hang on a noun ("the summit in February") have no tense of their own.
        """
        if span[0].lower_ in self.forward:
            return "future"
        root = span.root
        if root.base_ == "nmod" and root.head.pos_ in ("NOUN", "PROPN"):
            return ""
        for verb in self._verbs(root):
            helpers = list(children(verb, "aux", "cop"))
            if any(h.lemma_.lower() in self.future for h in helpers):
                return "future"
            if any(h.morph.get("Tense", []) == ["Past"] for h in helpers):
                return "past"
            if helpers and _is_participle(verb) and any(h.lemma_.lower() in self.perfect for h in helpers):
                return "past"
            if helpers and any(h.morph.get("VerbForm", []) == ["Fin"] for h in helpers):
                return "present"
            form = verb.morph.get("VerbForm", [])
            if form == ["Fin"] or (verb.morph.get("Tense", []) and form != ["Inf"]):
                return "past" if verb.morph.get("Tense", []) == ["Past"] else "present"
            if form == ["Inf"] and verb.head.lemma_.lower() in self.ahead | self.future:
                return "future"
        return ""

    def _verbs(self, token: Token) -> Iterator[Token]:
        """The governing predicates from near to far."""
        for _ in range(DEPTH):
            if token.pos_ in ("VERB", "AUX") or child(token, "cop") is not None:
                yield token
            if token.head == token or token.base_ == "root":
                return
            token = token.head


def _is_participle(verb: Token) -> bool:
    return verb.morph.get("VerbForm", []) == ["Part"]
