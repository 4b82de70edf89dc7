"""What a report says itself is not known or not told: "it was unclear", "gave no details", "has made proposals"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from demarche.packs import load
from demarche.records import Record, Span
from demarche.show.labels import Labels
from demarche.show.state.lines import quote
from demarche.show.state.shapes import Line

# A sentence ends at its mark with what closes behind it, or at a line's end.
ENDS = re.compile(r"[.!?…]+[\"”’')]*(?=\s|$)|\n")
# A report that leaves more open than this is told by the first.
MOST = 5


def unsaid_lines(record: Record, labels: Labels) -> tuple[Line, ...]:
    """The sentences, outside furniture, by which a report says what it leaves open."""
    told = labels.words["open"]["unsaid"]
    return tuple(Line("", told.format(words=quote(s.text)), "", False, (s,)) for s in _sentences(record))[:MOST]


def _sentences(record: Record) -> Iterator[Span]:
    text, seen = record.document.text, -1
    pattern = _pattern(record.document.language or "")
    for match in pattern.finditer(text) if pattern else ():
        start = max((end.end() for end in ENDS.finditer(text, 0, match.start())), default=0)
        end = next((found.end() for found in ENDS.finditer(text, match.end())), len(text))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start > seen and not any(f.start < end and start < f.end for f in record.furniture):
            seen = start
            yield Span.of(text, start, end if text[end - 1] != "\n" else end - 1)


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str] | None:
    """The patterns of a language as one; None where its pack has none."""
    rows = load(language).settings("unsaid").get("patterns", ()) if language else ()
    return re.compile("|".join(f"(?:{row})" for row in rows).replace(" ", r"\s+"), re.IGNORECASE) if rows else None
