"""Marking what stands in a report and is no reporting: header, subheads, links, captions, plugs, bylines.

:func:`mark` works on plain text, before any parse, by lines and sentences. What counts as a link, a caption or a plug
is a pattern in ``packs/<language>/furniture.toml``; marks that are the same in every language stand here. It leans to
caution: a stretch that may be reporting is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from demarche.packs import Pack
from demarche.read.subheads import glued, is_subhead
from demarche.records import Furniture

HEADER = re.compile(r"\A\s*date[ \t]+\d{4}(?:-\d{2}(?:-\d{2})?)?(?=\s|$)")
# A rule, a closing sign, a clock time of a transcript, a key of a map, a stenographer's remark, a quotation's name.
RULE = re.compile(r"[\\*#_=~–—-]{2,}\s*$|[*\\]*#{2,}[*\\]*\s*$")
CLOCK = re.compile(r"(?:END\s+)?\d{1,2}[:.]\d{2}\s*[AP]\.?M\.?\s+[A-Z]{2,4}\.?$")
KEY = re.compile(r"[█■▇●]+\s*\S")
REMARK = re.compile(r"\([A-Z][\w -]{2,60}\.\)$")
NAMED = re.compile(r"[—–]\s?[^\W\d_a-zß-öø-ÿ][^.!?]{3,100}$")
# "KIEV, May 14 (RIA Novosti) –": capitals, perhaps a date, the agency in brackets, a dash.
AGENCY = re.compile(
    r"(?<!\S)[A-ZÀ-Þ][A-ZÀ-Þ'’ .-]{2,30}(?:, [A-Z][a-z]+\.? \d{1,2})?(?:, \d{1,2} [a-z]+\.?)? ?"
    r"\([A-Za-zÀ-ÿ .,/-]{2,40}\)(?:\s*[–—-]+(?=\s|$)|$)"
)
# "OSLO, March 11 -", "Oslo, 11 maart –", "NAIROBI -": a place at the head of a line, dated or in capitals, a dash.
# In capitals alone it is a longer word, or several: "NATO - what now" opens a headline.
PLACED = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’ .-]{2,30}, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Za-z][a-z]+\.?)(?:,? \d{4})?"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{5,20}|[A-ZÀ-Þ'’.-]{2,20}(?: [A-ZÀ-Þ'’.-]{2,20}){1,3}) ?[–—-]{1,2}(?=\s)"
)
# "Title of the clip - NOS": the title of an embedded thing, its maker behind a dash or bar.
TITLED = re.compile(r"[A-ZÀ-Þ][^.!?]{8,120} [-–|] [A-Z][\w.]+(?: [\w.]+){0,2}$")
# A link's line is its words and a title; a longer line goes on with something else.
LONGEST_LINK = 25
SENTENCE_END = re.compile(r"[.!?:…][\"”’'»)]*(?=\s)")
QUOTES = '"“”„«»'
# A transcript begins with its place in one to three lines and a clock time: what stands above that time is dateline.
HIGHEST_CLOCK = 4


@dataclass(frozen=True)
class Patterns:
    """A pack's patterns, compiled: for sentences, for whole lines, and the words that tell glued subheads."""

    sentences: tuple[tuple[str, re.Pattern[str]], ...] = ()
    lines: tuple[tuple[str, re.Pattern[str]], ...] = ()
    ends: re.Pattern[str] = SENTENCE_END
    leads: re.Pattern[str] | None = None
    glued: Mapping[str, frozenset[str]] | None = None
    dates: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Line:
    """A line with words, its extent without white space at the edges, and its neighbours' words."""

    start: int
    end: int
    text: str
    before: str
    after: str
    first: bool


def mark(text: str, pack: Pack | None = None) -> tuple[Furniture, ...]:
    """The stretches of ``text`` that are no reporting, in order and without overlap.

    ``pack`` gives a language's patterns; without one only what is the same in every language is found. Kinds:
    ``header``, ``dateline``, ``subhead``, ``link``, ``caption``, ``newsletter``, ``byline``, ``rule``.
    """
    known = patterns(pack) if pack else Patterns()
    header = HEADER.match(text)
    found = [] if header is None else [_trimmed(text, header.start(), header.end(), "header")]
    all_lines = lines(text, header.end() if header else 0)
    above = next((i for i, line in enumerate(all_lines[:HIGHEST_CLOCK]) if CLOCK.match(line.text)), 0)
    for i, line in enumerate(all_lines):
        kind = "dateline" if i < above else _whole(line, known)
        if kind:
            found.append(Furniture(line.start, line.end, kind))
        else:
            found.extend(_inside(line, known))
    return tuple(_merged(found))


def lines(text: str, start: int) -> list[Line]:
    """The lines that hold words, from ``start`` on."""
    spans = []
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text[start:]):
        words = match.group().strip()
        if words:
            left = start + match.start() + len(match.group()) - len(match.group().lstrip())
            spans.append((left, left + len(words), words))
    texts = ["", *(w for _, _, w in spans), ""]
    return [Line(a, b, w, texts[i], texts[i + 2], i == 0) for i, (a, b, w) in enumerate(spans)]


def sentences(line: Line, ends: re.Pattern[str] = SENTENCE_END) -> Iterator[tuple[int, int, bool]]:
    """Rough sentences of a line as (start, end, quoted): ``quoted`` where it begins within quotation marks."""
    starts = [0, *(m.end() for m in ends.finditer(line.text) if _opens(line.text[m.end() :]))]
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        before = sum(line.text.count(q, 0, start) for q in QUOTES)
        words = line.text[start:end].strip()
        if words:
            left = line.start + start + len(line.text[start:end]) - len(line.text[start:end].lstrip())
            yield left, left + len(words), bool(before % 2) or words[0] in QUOTES


def _opens(rest: str) -> bool:
    """Whether a sentence can begin here: a capital, a digit or a quotation mark comes next."""
    word = rest.lstrip()[:1]
    return bool(word) and (word.isupper() or word.isdigit() or word in QUOTES + "'‘’")


def _whole(line: Line, known: Patterns) -> str | None:
    """The kind of a line that is furniture as a whole, or None."""
    if RULE.match(line.text):
        return "rule"
    if CLOCK.match(line.text) or AGENCY.fullmatch(line.text) or _is_dateline(line, known):
        return "dateline"
    if KEY.match(line.text) or (NAMED.match(line.text) and not line.first):
        return "caption"
    if TITLED.match(line.text) and not line.first and len(line.text.split()) > 3:
        return "caption"
    if REMARK.match(line.text):
        return "remark"
    for kind, pattern in known.lines:
        if pattern.search(line.text):
            return kind
    if known.leads and known.leads.match(line.text) and len(line.text.split()) <= LONGEST_LINK:
        return "link"
    return "subhead" if is_subhead(line.text, line.before, line.after, first=line.first) else None


def _is_dateline(line: Line, known: Patterns) -> bool:
    return known.dates is not None and bool(known.dates.fullmatch(line.text.replace("\u00a0", " ").strip()))


def _inside(line: Line, known: Patterns) -> list[Furniture]:
    """Furniture in a line that is reporting for the rest."""
    agencies = [m for m in AGENCY.finditer(line.text) if m.end() < len(line.text)]
    placed = PLACED.match(line.text)
    found = agencies or ([placed] if placed else [])
    out = [Furniture(line.start + m.start(), line.start + m.end(), "dateline") for m in found]
    parts = list(sentences(line, known.ends))
    for i, (start, end, quoted) in enumerate(parts):
        words = line.text[start - line.start : end - line.start]
        kind = None if quoted else _kind(words, known)
        if kind == "link" and i and _asks(line, parts[i - 1]):
            out.append(Furniture(parts[i - 1][0], parts[i - 1][1], kind))
        if kind:
            out.append(Furniture(start, end, kind))
            continue
        if known.glued and not quoted:
            length = glued(words, known.glued, opening=line.first and i == 0)
            if length:
                out.append(Furniture(start, start + length, "subhead"))
    return out


def _asks(line: Line, part: tuple[int, int, bool]) -> bool:
    """A question right before a link sentence leads to it and belongs to it."""
    return not part[2] and line.text[: part[1] - line.start].endswith("?")


def _kind(words: str, known: Patterns) -> str | None:
    return next((kind for kind, pattern in known.sentences if pattern.search(words)), None)


def _trimmed(text: str, start: int, end: int, kind: str) -> Furniture:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Furniture(start, end, kind)


def _merged(found: list[Furniture]) -> Iterator[Furniture]:
    """In order, each once; neighbours of one kind within a line that only a space parts stay two stretches."""
    last = -1
    for item in sorted(set(found), key=lambda f: (f.start, -f.end)):
        if item.start >= last:
            yield item
            last = item.end


def patterns(pack: Pack) -> Patterns:
    """The compiled patterns of a pack's ``furniture.toml`` (kept by language)."""
    return _compiled(pack.language, pack)


@lru_cache(maxsize=16)
def _compiled(language: str, pack: Pack) -> Patterns:
    table = pack.settings("furniture")
    words = table.get("glued")
    return Patterns(
        _rows(table.get("sentences", {}), re.IGNORECASE),
        _rows(table.get("lines", {}), 0),
        _ends(table.get("credits", ())),
        _leads(table.get("leads", ())),
        {name: frozenset(values) for name, values in words.items()} if words else None,
        _dates(pack),
    )


def _rows(table: Mapping[str, Any], flags: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, flags)) for kind, rows in table.items() for pattern in rows)


def _leads(words: Sequence[str]) -> re.Pattern[str] | None:
    """A line that leads to another piece and gives its title: "Read also: …"."""
    return re.compile(rf"(?:{'|'.join(words)})\s*[:|]", re.IGNORECASE) if words else None


def _ends(credits: Sequence[str]) -> re.Pattern[str]:
    """Where a sentence ends: also behind the credit of a picture in brackets, "(Photo: …)"."""
    if not credits:
        return SENTENCE_END
    return re.compile(rf"{SENTENCE_END.pattern}|\((?:{'|'.join(credits)})\b[^)]{{0,60}}\)(?=\s)", re.IGNORECASE)


def _dates(pack: Pack) -> re.Pattern[str] | None:
    """A line that is only a date: a weekday, a day and a month, a year, in any order of the language."""
    times = pack.settings("times")
    months, days = "|".join(times.get("months", {})), "|".join(times.get("weekdays", {}))
    if not months or not days:
        return None
    day = r"\d{1,2}(?:st|nd|rd|th|e)?"
    return re.compile(
        rf"(?:(?:{days}),? )?(?:(?:{months}) {day},? \d{{4}}|{day} (?:{months}),? \d{{4}})"
        rf"|(?:{days}),? {day} (?:{months})",
        re.IGNORECASE,
    )
