"""Text in columns and with hanging indents, without blanks at the ends of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

_GAP = 2


def wrapped(text: Text, width: int, to: Console) -> list[Text]:
    """The lines of ``text`` at ``width``; one empty line for an empty text."""
    lines = list(text.wrap(to, max(width, 8), overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines or [Text()]


def hanging(label: Text, text: Text, indent: int, to: Console, *, later: int = 0) -> Iterator[Text]:
    """``text`` from column ``indent`` on, with ``label`` before its first line and the others ``later`` further in."""
    first, *rest = wrapped(text, to.width - indent - later, to)
    start = label.copy()
    start.pad_right(max(0, indent - start.cell_len))
    yield trimmed(start.append_text(first))
    for line in rest:
        yield Text(" " * (indent + later)).append_text(line)


def columns(rows: Sequence[Sequence[Text]], widths: Sequence[int], to: Console) -> Iterator[Text]:
    """Rows of cells side by side, each wrapped in its width."""
    for row in rows:
        cells = [wrapped(cell, width, to) for cell, width in zip(row, widths, strict=True)]
        for pieces in zip_longest(*cells, fillvalue=None):
            line = Text()
            for piece, width in zip(pieces, widths, strict=True):
                one = piece.copy() if piece is not None else Text()
                one.pad_right(max(0, width + _GAP - one.cell_len))
                line.append_text(one)
            yield trimmed(line)


def fitted(rows: Sequence[Sequence[Text]], room: int, *, first_share: float) -> list[int]:
    """Widths of columns: what the text asks for, the first cut to its share and the others to equal parts."""
    asked = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    first = min(asked[0], int(room * first_share))
    rest = room - first - _GAP
    others = asked[1:]
    part = max(8, rest // max(1, len(others)) - _GAP)
    slack = sum(max(0, part - width) for width in others)
    wide = sum(1 for width in others if width > part)
    part += slack // wide if wide else 0
    return [first, *(min(width, part) for width in others)]


def trimmed(line: Text) -> Text:
    """The line without blanks at its end."""
    line.rstrip()
    return line


def shortened(words: str, length: int) -> str:
    """At most ``length`` characters, cut between words, with "…" where something is left out."""
    if len(words) <= length:
        return words
    cut = words[: max(1, length - 1)].rsplit(" ", 1)[0].rstrip(" ,;:-")
    return f"{cut}…"


def shared(asked: Sequence[tuple[int, int, int]], room: int) -> list[int]:
    """Widths of columns side by side in ``room``: what each asks for where that fits, else at least what it needs.

    ``asked``: for each column the width it needs, the width it asks for, and its share of what is left over. Where even
    the needs do not fit, the widest give way.
    """
    widths = [least for least, _, _ in asked]
    left = room - _GAP * (len(asked) - 1) - sum(widths)
    while left > 0 and any(width < full for width, (_, full, _) in zip(widths, asked, strict=True)):
        for n, (_, full, share) in enumerate(asked):
            more = min(share, full - widths[n], left)
            widths[n], left = widths[n] + more, left - more
    while left < 0 and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
        left += 1
    return widths
