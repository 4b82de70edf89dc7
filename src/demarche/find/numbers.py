"""Numbers in running text, in digits and words, with ranges and approximations; no parse needed.

The words stand in ``packs/<language>/numbers.csv``, separators and modifiers in ``numbers.toml``. Kinds of number:
``count`` (may count things), ``money`` and ``measure`` (with a currency, a percent sign, a distance, a length of time),
``year``, ``name`` (part of a name: "F-35", "Resolutie 2231"), ``article`` ("een", "a") and ``none`` ("geen", "no").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from demarche.packs import Pack

# Digits with separators, or a word with inner hyphens and apostrophes; whatever else is punctuation.
TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+(?:['’.-][^\W\d_]+)*|[^\s\w]|\w+")
# The longest modifier ("ver over de", "at the least") has three words; four leave room.
LONGEST_MODIFIER = 4
# Years of news and of its history; a bare number in between that counts nothing is a year.
FIRST_YEAR, LAST_YEAR = 1700, 2100
THOUSAND = 1000
# Ages of people: nobody in the news is older; between commas only those of adults, as a list has small numbers.
OLDEST, GROWN = 122, 18
KEPT = 65536


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``start:end`` of the text (modifiers such as "about" included in ``from_``)."""

    start: int
    end: int
    low: float
    high: float
    approximate: bool = False
    kind: str = "count"
    from_: int = -1


class Token(NamedTuple):
    """A token with its number value, if it is one. ``kind``: ``digits`` or the kind of its row in numbers.csv."""

    start: int
    end: int
    text: str
    kind: str = ""
    value: float = 0.0


@dataclass(frozen=True, eq=False)
class Words:
    """The number tables of one language; one object a language, so that results can be kept by it."""

    rows: Mapping[str, tuple[float, str]]
    thousand: str
    decimal: str
    to: frozenset[str]
    between: str
    both: str
    articles: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    below: frozenset[str]
    money_before: frozenset[str]
    money_after: frozenset[str]
    ages: tuple[str, ...]
    counting: tuple[str, ...]
    changes: frozenset[str]
    among: tuple[str, ...]
    labels: frozenset[str]
    parts: frozenset[str]
    not_one: frozenset[str]
    single: frozenset[str]


def find_numbers(text: str, pack: Pack) -> tuple[Number, ...]:
    """All numbers of ``text``, in order; values are floats, equal ``low`` and ``high`` for one figure."""
    words = number_words(pack)
    tokens = tokenize(text, words)
    out: list[Number] = []
    i = 0
    while i < len(tokens):
        read = _read_range(tokens, i, words) if tokens[i].kind else None
        if read is None:
            i += 1
            continue
        number, after = read
        number = _modified(number, tokens, i, after, words, text)
        while out and out[-1].kind == "article" and out[-1].start >= number.from_:
            out.pop()
        out.append(number)
        i = after
    return tuple(out)


def tokenize(text: str, words: Words) -> list[Token]:
    """The tokens of ``text`` with the values of those that are numbers."""
    known, out = readings(words), []
    for match in TOKEN.finditer(text):
        (start, end), word = match.span(), match.group()
        out.append(Token(start, end, word, *known[word]))
    return out


class Readings(dict[str, tuple[str, float]]):
    """Kind and value of words in one language, those met before kept: a day's news has fewer than :data:`KEPT`."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words

    def __missing__(self, word: str) -> tuple[str, float]:
        if len(self) >= KEPT:
            self.clear()
        found = self[word] = _reading(word, self.words)
        return found


@lru_cache(maxsize=16)
def readings(words: Words) -> Readings:
    """What is kept of a language's words."""
    return Readings(words)


def _reading(word: str, words: Words) -> tuple[str, float]:
    if word[0].isdigit():
        value = _digits(word, words)
        return ("digits", value) if value is not None else ("", 0.0)
    low = word.lower()
    if low in words.rows:
        value, kind = words.rows[low]
        return kind, value
    value = compound(low, words)
    return ("unit", value) if value is not None else ("", 0.0)


def _digits(word: str, words: Words) -> float | None:
    """The value of digits with a language's separators; None for what is no number ("10.23.11")."""
    word = word.replace("\u00a0", "").replace("\u202f", "")
    whole = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(words.thousand)}\d{{3}})+(?:{re.escape(words.decimal)}\d+)?", word)
    if whole:
        return float(word.replace(words.thousand, "").replace(words.decimal, "."))
    if re.fullmatch(rf"\d+(?:{re.escape(words.decimal)}\d+)?", word):
        return float(word.replace(words.decimal, "."))
    return None


@lru_cache(maxsize=8192)
def compound(word: str, words: Words) -> float | None:
    """The value of a word made of number words ("honderdvijfenzeventigduizend", "twenty-five"), or None."""
    parts = _parts(word.replace("-", ""), words)
    if parts is None or len(parts) < 2:
        return None
    total, current = 0.0, 0.0
    for value, kind in parts:
        if kind == "joiner":
            continue
        if kind == "scale" and value >= THOUSAND:
            total, current = total + (current or 1) * value, 0.0
        elif kind == "scale":
            current = (current or 1) * value
        else:
            current += value
    return total + current


def _parts(word: str, words: Words) -> list[tuple[float, str]] | None:
    """The word cut into number words, longest first, or None where it can't be."""
    if not word:
        return []
    for size in range(min(len(word), 9), 0, -1):
        row = words.rows.get(word[:size])
        if row is None or row[1] not in ("unit", "scale", "article", "joiner", "half"):
            continue
        rest = _parts(word[size:], words)
        if rest and row[1] == "article" and rest[0][1] == "half":
            return rest  # "one-and-a-half": the article counts nothing
        if rest is not None and size > 1:
            return [row, *rest]
    return None


def _read_range(tokens: list[Token], i: int, words: Words) -> tuple[Number, int] | None:
    """A number or range that begins at token ``i``, and the index behind it."""
    first = _read(tokens, i, words)
    if first is None:
        return None
    number, after = first
    if number.kind != "count" or after + 1 >= len(tokens):
        return first
    link = tokens[after].text.lower()
    opened = i > 0 and _back(tokens, i, words) == words.between
    changes = _back(tokens, i, words) in words.changes
    if changes or not (link in words.to or link in "-–" or (opened and link == words.both)):
        return first
    second = _read(tokens, after + 1, words)
    if second is None or second[0].kind != "count":
        return first
    low, high = number.low, second[0].high
    scale = _scale(tokens, after + 1, second[1])
    if low * scale < high and scale > 1 and not _scale(tokens, i, after) > 1 and low < THOUSAND:
        low *= scale
    if low >= high or (link in "-–" and FIRST_YEAR < low < LAST_YEAR and high < LAST_YEAR):
        return first
    return Number(number.start, second[0].end, low, high), second[1]


def _back(tokens: list[Token], i: int, words: Words) -> str:
    """The word before a number, an article between left out: "tussen de 20" gives "tussen"."""
    if i > 1 and tokens[i - 1].text.lower() in words.articles:
        i -= 1
    return tokens[i - 1].text.lower()


def _scale(tokens: list[Token], start: int, end: int) -> float:
    """The scale word that closes a number ("2 to 3 million"), or 1."""
    return max((t.value for t in tokens[start:end] if t.kind == "scale" and t.value >= THOUSAND), default=1.0)


def _read(tokens: list[Token], i: int, words: Words) -> tuple[Number, int] | None:
    """One number that begins at token ``i``: its words are taken as long as they add up to one figure."""
    first = tokens[i]
    if first.kind in ("", "vague", "joiner"):
        return None
    if first.kind == "none":
        return Number(first.start, first.end, 0, 0, kind="none"), i + 1
    total, current, j, about = 0.0, 0.0, i, False
    while j < len(tokens):
        token = tokens[j]
        if (token.kind == "article" and _leads_to_figure(tokens, j)) or (token.kind == "joiner" and _joins(tokens, j)):
            pass
        elif token.kind == "scale" and token.value >= THOUSAND and total == 0:
            total, current = (current or 1) * token.value, 0.0
        elif token.kind == "scale" and token.value < THOUSAND and current < THOUSAND:
            current = (current or 1) * token.value
        elif token.kind == "half" and (current or j == i or tokens[j - 1].kind == "article"):
            current += token.value
        elif token.kind == "about" and current == total == 0:
            current, about = token.value, True
        elif token.kind in ("unit", "digits") and _fits(
            token, total, current, j == i or tokens[j - 1].kind == "article"
        ):
            current += token.value
        else:
            break
        j += 1
    if j == i:
        return (Number(first.start, first.end, 1, 1, kind="article"), i + 1) if first.kind == "article" else None
    figure = total + current
    return Number(first.start, tokens[j - 1].end, figure, figure, about), j


def _fits(token: Token, total: float, current: float, fresh: bool) -> bool:
    """Whether a figure can be added: it is smaller than what stands before it ("two hundred fifty")."""
    if fresh:
        return True
    if token.kind == "digits" and current:
        return False
    before = current or total
    return token.value < before and before % (100 if token.value >= 10 else 10) == 0 and before >= 20


def _leads_to_figure(tokens: list[Token], j: int) -> bool:
    """An article before a scale, half or dozen: "een miljoen", "half a million"."""
    return j + 1 < len(tokens) and tokens[j + 1].kind in ("scale", "half", "about")


def _joins(tokens: list[Token], j: int) -> bool:
    """A joiner inside a figure: "two hundred and fifty", "one and a half"."""
    if j == 0 or j + 1 >= len(tokens):
        return False
    after = tokens[j + 1]
    half = after.kind == "article" and j + 2 < len(tokens) and tokens[j + 2].kind == "half"
    small = tokens[j - 1].kind == "scale" and after.kind == "unit" and after.value < tokens[j - 1].value
    return half or (small and tokens[j - 1].value <= THOUSAND)


def _modified(number: Number, tokens: list[Token], i: int, after: int, words: Words, text: str) -> Number:
    """The number with what stands around it: approximation, money, measure, name, year."""
    before, length = _modifier(tokens, i, words)
    behind = tokens[after].text.lower() if after < len(tokens) else ""
    pair = f"{behind} {tokens[after + 1].text.lower()}" if after + 1 < len(tokens) else ""
    start = tokens[i - length].start if length else number.start
    low, about, counts = number.low, number.approximate, number.kind == "count"
    if before in words.below and counts:
        low, about = 0, True
    elif before or pair in words.after or behind in words.after:
        about = counts
    if _denied(number, tokens, i, behind, words):
        end = tokens[after].end if behind in words.single else number.end
        return Number(tokens[i - 1].start, end, 0, 0, kind="none", from_=tokens[i - 1].start)
    out = Number(number.start, number.end, low, number.high, about, number.kind, start)
    kind = _kind(out, tokens, i, after, words, text)
    return out if kind == out.kind else replace(out, kind=kind)


def _denied(number: Number, tokens: list[Token], i: int, behind: str, words: Words) -> bool:
    """Whether a one is none at all: "not one", "not a single"."""
    if i == 0 or number.high != 1 or number.low != 1 or tokens[i - 1].text.lower() not in words.not_one:
        return False
    return tokens[i].kind == "unit" or behind in words.single


def _modifier(tokens: list[Token], i: int, words: Words) -> tuple[str, int]:
    """The longest modifier that ends right before token ``i``, and its length in tokens."""
    before = [t.text.lower() for t in tokens[max(0, i - LONGEST_MODIFIER) : i]]
    for size in range(len(before), 0, -1):
        phrase = " ".join(before[-size:])
        for form in (phrase, phrase.replace(" .", ".")):
            if form in words.before or form in words.below:
                return form, size
    return "", 0


def _kind(number: Number, tokens: list[Token], i: int, after: int, words: Words, text: str) -> str:
    """What the number is a number of."""
    if number.kind != "count":
        return number.kind
    before = tokens[i - 1].text.lower() if i else ""
    behind = tokens[after].text.lower() if after < len(tokens) else ""
    glued = text[number.end : number.end + 1]
    if before in words.money_before or behind in words.money_after:
        return "money"
    if before in words.labels and tokens[i].kind in ("digits", "unit"):
        return "name"
    if _is_age(number, tokens, i, after):
        return "measure"
    if (glued in "-–:" and glued) or glued.isalpha() or _hangs(text, number.start):
        tail = text[number.end : number.end + 12].lower()
        return "count" if tail.startswith(words.counting) else "measure" if tail.startswith(words.ages) else "name"
    bare = tokens[i].text.isdigit() and len(tokens[i].text) == 4 and text[number.end - 4 : number.end].isdigit()
    if bare and FIRST_YEAR <= number.low <= number.high <= LAST_YEAR and not number.approximate:
        return "year"
    return "count"


def _is_age(number: Number, tokens: list[Token], i: int, after: int) -> bool:
    """Whether a bare number is the age of who is named before it: "Jansen (33)", "Smith, 61, said"."""
    if not 0 < i < after == i + 1 < len(tokens) or tokens[i].kind != "digits" or number.low > OLDEST:
        return False
    around = tokens[i - 1].text + tokens[after].text
    return around == "()" or (around == ",," and i > 1 and tokens[i - 2].text[:1].isupper() and number.low >= GROWN)


def _hangs(text: str, start: int) -> bool:
    """Whether digits hang on what stands before them: "F-35", "MH17", a time, a telephone number."""
    before = text[start - 1 : start]
    return bool(before) and (before in "-–:+/@" or before.isalnum())


def number_words(pack: Pack) -> Words:
    """The number tables of a pack, read once."""
    return _words(pack.language, pack)


@lru_cache(maxsize=16)
def _words(language: str, pack: Pack) -> Words:
    table = pack.settings("numbers")
    rows = {row["word"]: (float(row["value"]), row["kind"]) for row in pack.table("numbers")}
    modifiers: Mapping[str, Any] = table.get("approximate", {})
    money: Mapping[str, Any] = table.get("money", {})
    return Words(
        _Frozen(rows),
        str(table.get("thousand", ",")),
        str(table.get("decimal", ".")),
        frozenset(table.get("to", ())),
        str(table.get("between", "")),
        str(table.get("and", "")),
        frozenset(table.get("articles", ())),
        frozenset(modifiers.get("before", ())),
        frozenset(modifiers.get("after", ())),
        frozenset(modifiers.get("below", ())),
        frozenset(money.get("before", ())),
        frozenset(money.get("after", ())),
        tuple(money.get("ages", ())),
        tuple(table.get("counting", ())),
        frozenset(table.get("changes", ())),
        tuple(table.get("among", ())),
        frozenset(table.get("labels", ())),
        frozenset(table.get("parts", ())),
        frozenset(table.get("not_one", ())),
        frozenset(table.get("single", ())),
    )


class _Frozen(dict[str, tuple[float, str]]):
    """A table that can stand in a cached call: tables are never changed, so identity is enough."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)
