"""What a report says itself is not known or not told: "it was unclear", "gave no details", "has made proposals"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from demarche.packs import load
from demarche.records import Record, Span
from demarche.show.labels import Labels
from demarche.show.layout import shortened
from demarche.show.state.lines import quote
from demarche.show.state.shapes import Line

# A sentence ends at its mark with what closes behind it, or at a line's end. A row of marks is tried once.
ENDS = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')]*(?=\s|$)|\n")
# A report that leaves more open than this is told by the first.
MOST = 5
# Characters of a sentence that are shown: a text without full stops is one sentence.
LONGEST = 300


def unsaid_lines(record: Record, labels: Labels) -> tuple[Line, ...]:
    """The sentences, outside furniture, by which a report says what it leaves open."""
    told = labels.words["open"]["unsaid"]
    found = islice(_sentences(record), MOST)
    return tuple(Line("", told.format(words=quote(shortened(s.text, LONGEST))), "", False, (s,)) for s in found)


def _sentences(record: Record) -> Iterator[Span]:
    text, read = record.document.text, 0  # the text is read on from there: no word of a long text is read twice
    pattern = _pattern(record.document.language or "")
    for match in pattern.finditer(text) if pattern else ():
        if match.start() < read:
            continue
        start = max((end.end() for end in ENDS.finditer(text, read, match.start())), default=read)
        # A line with a date may stand in front of the first words without a mark between them.
        start = max([start, *(f.end for f in record.furniture if f.end <= match.start())])
        read = next((found.end() for found in ENDS.finditer(text, match.end())), len(text))
        start += len(text[start:read]) - len(text[start:read].lstrip())
        if not any(f.start < read and start < f.end for f in record.furniture):
            yield Span.of(text, start, read if text[read - 1] != "\n" else read - 1)


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str] | None:
    """The patterns of a language as one; None where its pack has none."""
    rows = load(language).settings("unsaid").get("patterns", ()) if language else ()
    return re.compile("|".join(f"(?:{row})" for row in rows).replace(" ", r"\s+"), re.IGNORECASE) if rows else None
