"""Transcripts: the labels of those who speak, at the start of lines, and the questions of reporters."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The label of a speaker in a transcript stands at the start of a line: capitals and a colon.
LABEL = re.compile(r"(?:(?<=\n)|(?<=\A))[ \t*]*([A-Z][A-Z.’'À-Þ -]{2,60}):[\s*]")
# Questions of reporters, marked by a lone Q at the start of a line.
QUESTION = re.compile(r"(?:(?<=\n)|(?<=\A))[ \t*]*Q(?:\s{2,}|:\s)")


def labels_of(text: str) -> list[re.Match[str]]:
    """The labels of a transcript; none where a text has a single line with capitals and a colon and no questions."""
    labels = list(LABEL.finditer(text))
    return [] if len(labels) < 2 and not (labels and QUESTION.search(text)) else labels


def turns_of(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each label with the end of what stands under it: the next label or question, or the end."""
    labels = labels_of(text)
    breaks = sorted([m.start() for m in labels] + [m.start() for m in QUESTION.finditer(text)] + [len(text)])
    return ((label, next(b for b in breaks if b > label.start())) for label in labels)
