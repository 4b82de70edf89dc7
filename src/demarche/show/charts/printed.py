"""Results on the terminal: the state of play as its own page, every other table in columns, notes beneath."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.table import Table as Grid
from rich.text import Text

from demarche.analyse import words as said
from demarche.analyse.shapes import Result, Table
from demarche.show.charts.theme import Words, cut
from demarche.show.say import visible
from demarche.show.terminal import Printer, console

#: Rows that a terminal shows; a file has them all, and the number left out is said.
MOST = 40
_LONGEST = 60
# What a reader of the terminal has no use for; files have them.
_LEFT_OUT = frozenset({"item", "report", "answer_item", "outcome_item", "one_item", "other_item", "score_low",
                       "score_high", "quad", "dated_by", "date_end", "rests_on", "precision"})  # fmt: skip

#: Tables too wide for a terminal, by their first two columns -> the columns that are shown of them.
_SHOWN: dict[tuple[str, ...], tuple[str, ...]] = {
    ("kind", "party"): ("kind", "party", "towards", "topic", "about", "last", "answer", "waited_high", "words"),
    ("date", "precision"): ("date", "party", "what", "low", "high", "told_by", "place", "words"),
    ("date", "date_end"): ("date", "kind", "type", "actors", "recipients", "place", "reports", "words"),
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
        to.print(_grid(table, words))
        if len(table) > MOST:
            to.print(Text(words.axis("more_rows").format(n=len(table) - MOST), style="dim"))
    for one in result.notes:
        to.print(Text(f"· {said.sentence(one, words.language)}", style="dim"), soft_wrap=False)
    to.print(Text(visible(result.source), style="dim"))


def _grid(table: Table, words: Words) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    rows = table.rows()[:MOST]
    shown = _SHOWN.get(table.names[:2], table.names)
    kept = [c for c in table.columns if c.name in shown and c.name not in _LEFT_OUT
            and any(row[c.name] is not None for row in rows)]  # fmt: skip
    for column in kept:
        is_number = column.type in ("int", "float")
        grid.add_column(
            column.name,
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=is_number or column.type == "date",
        )
    for row in rows:
        grid.add_row(*(Text(visible(cell(row[column.name], column.type, words))) for column in kept))
    return grid


def cell(value: Any, kind: str, words: Words) -> str:
    """A value in the reader's way of writing."""
    if value is None:
        return ""
    if kind == "texts":
        return ", ".join(value)
    if kind == "float":
        known = said.load(words.language)["dates"]
        return f"{value:.3g}".replace(".", known["decimal"])
    if kind == "int":
        return words.labels.number(value)
    if isinstance(value, date):
        return value.isoformat()
    return cut(str(value), _LONGEST)
