"""Results on the terminal: the state of play as its own page, every other table in columns, notes beneath.

Columns, headings and values are those of the page: plain words in the reader's language. Files have every column, with
codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from demarche.analyse import words as said
from demarche.analyse.shapes import Result, Table
from demarche.show.charts.theme import Words, cut
from demarche.show.layout import columns, hanging, shared
from demarche.show.page.columns import Shown, shown
from demarche.show.say import visible
from demarche.show.terminal import Printer, console

#: Rows that a terminal shows; a file has them all, and the number left out is said.
MOST = 40
#: Characters of a quotation and the least width of its column: a clause on four lines. A longer word is broken.
_LONGEST, _NARROWEST, _WORD = 90, 24, 16
#: Columns that the page has room for and a terminal has not, by table.
_LEFT_OUT: dict[str, frozenset[str]] = {
    "ledger": frozenset({"answered_by", "answer_words"}),
    "timeline": frozenset({"claimed"}),
    "forces": frozenset({"claimed_by"}),
    "conditions": frozenset({"times"}),
    "commitments": frozenset({"action", "times"}),
    "outlets": frozenset({"claims"}),
}


def show(result: Result, table: Table, language: str | None) -> None:
    """Print a result."""
    words = Words.of(language)
    to = console()
    if result.analysis == "state" and table is result.table:
        from demarche.show.charts.state_page import play

        Printer(to, words.labels).show(play(result, words), title=words.get("titles", "state"))
    else:
        to.print(Text(words.get("titles", result.analysis), style="bold"))
        name = next(key for key, one in result.tables.items() if one is table)
        for line in _lines(name, table, words, to) if len(table) else [Text(words.axis("no_rows"))]:
            to.print(line, soft_wrap=True)
        if len(table) > MOST:
            to.print(Text(words.axis("more_rows").format(n=len(table) - MOST), style="dim"))
    for one in result.notes:
        for line in hanging(Text("· ", style="dim"), Text(said.sentence(one, words.language), style="dim"), 2, to):
            to.print(line, soft_wrap=True)
    to.print(Text(visible(result.source), style="dim"))


def _lines(name: str, table: Table, words: Words, to: Console) -> Iterator[Text]:
    """The rows in columns that fit the terminal, under their headings."""
    kept = [one for one in shown(name, table, words) if one.name not in _LEFT_OUT.get(name, ())]
    cells = [[visible(_cell(one, one.value(row, words))) for one in kept] for row in table.rows()[:MOST]]
    widths = shared([_room(one, [row[n] for row in cells]) for n, one in enumerate(kept)], to.width)
    rows = [[Text(one.heading, style="bold") for one in kept], *([Text(value) for value in row] for row in cells)]
    for row in rows:
        for column, width, text in zip(kept, widths, row, strict=True):
            if column.look == "n" and text.cell_len < width:
                text.pad_left(width - text.cell_len)
    return columns(rows, widths, to)


def _room(column: Shown, cells: Sequence[str]) -> tuple[int, int, int]:
    """The width that a column needs, the one it asks for, and its share of the rest, as :func:`shared` takes them."""
    full = max(map(cell_len, (column.heading, *cells)))
    longest = max(cell_len(word) for text in (column.heading, *cells) for word in text.split() or ("",))
    if column.look == "quote":
        return min(full, _NARROWEST), full, 4
    if column.look == "n":
        heading = max(map(cell_len, column.heading.split()), default=0)
        return max(min(heading, _WORD), *map(cell_len, cells)), full, 1
    return min(full, longest, _WORD), full, 1


def _cell(column: Shown, value: str) -> str:
    return cut(value, _LONGEST) if column.look == "quote" else value
