"""The state of play on the terminal. Colour only where the terminal has it; width follows the terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO

from rich.console import Console
from rich.text import Text

from demarche.records import Detail, Span
from demarche.show.labels import Labels
from demarche.show.layout import columns, fitted, hanging, shortened, trimmed
from demarche.show.say import visible
from demarche.show.state import Cell, Line, Row, Section, StateOfPlay
from demarche.show.state.lines import quote

# Without a terminal (a pipe, a file) lines are as long as a wide page of a mail or a README shows.
WIDTH_WITHOUT_TERMINAL = 100
# A column for a party narrower than this breaks most stances over three lines.
_NARROWEST_COLUMN = 18
_ISSUE_SHARE = 0.34
# How many lines the words of an item may take; --evidence shows all of them.
_LINES_OF_WORDS = 2


def console(stream: IO[str] | None = None) -> Console:
    """A console on ``stream`` (standard output): plain where it is no terminal, or where NO_COLOR is set."""
    out = stream or sys.stdout
    width = None if out.isatty() or os.environ.get("COLUMNS") else WIDTH_WITHOUT_TERMINAL
    return Console(file=out, width=width, highlight=False, markup=False, emoji=False)


@dataclass(frozen=True)
class Printer:
    """Prints states of play on a console.

    ``evidence``: all words under each line, with their offsets. ``explain``: how each item was found: its rule, its
    confidence, the reasons, other readings.
    """

    to: Console
    labels: Labels
    evidence: bool = False
    explain: bool = False

    def show(self, play: StateOfPlay, *, title: str = "") -> None:
        """Print one state of play, under a name where there are several."""
        if title:
            self._lines(iter([Text(f"== {title}", style="bold")]))
        self._lines(hanging(Text(), Text(" · ".join(play.head), style="bold"), 0, self.to))
        self.to.print()
        if not play.rows and not play.sections:
            self.to.print(Text(play.nothing or self.labels.phrase("nothing")))
        if play.rows:
            self._lines(self._blocks(play) if self.evidence or self.explain else self._matrix(play))
            if play.left_out:
                self.to.print(Text(self.labels.count("more_issues", play.left_out)), style="dim")
            self.to.print()
        margin = max((len(section.title) for section in play.sections), default=0) + 2
        for section in play.sections:
            self._lines(self._section(section, margin))

    def _lines(self, lines: Iterator[Text]) -> None:
        for line in lines:
            line.plain = visible(line.plain)
            self.to.print(line, soft_wrap=True)

    def _matrix(self, play: StateOfPlay) -> Iterator[Text]:
        room = max(1, int(self.to.width * (1 - _ISSUE_SHARE)) // _NARROWEST_COLUMN)
        shown, others = play.parties[:room], play.parties[room:]
        head = [self.labels.get("sections", "issue"), *(name.upper() for _, name in shown)]
        table = [[Text(name, style="bold") for name in head]]
        for row in play.rows:
            cells = [stances(row.cells.get(code, ())) for code, _ in shown]
            if any(cells):
                table.append([Text(row.issue), *cells])
        yield from columns(table, fitted(table, self.to.width, first_share=_ISSUE_SHARE), self.to)
        label = Text(self.labels.get("sections", "others"), style="bold")
        for n, (code, name) in enumerate(others):
            text = Text(f"{name}: ", style="bold").append_text(_positions_of(code, play.rows))
            yield from hanging(label if n == 0 else Text(), text, label.cell_len + 2, self.to, later=2)

    def _blocks(self, play: StateOfPlay) -> Iterator[Text]:
        names = dict(play.parties)
        for row in play.rows:
            yield Text(row.issue, style="bold")
            for code, cells in row.cells.items():
                for cell in cells:
                    said = Text(f"{names.get(code, code)}: ").append_text(stances((cell,)))
                    yield from hanging(Text(), said, 2, self.to)
                    yield from self._beneath(cell.evidence, cell.detail, 4)

    def _section(self, section: Section, margin: int) -> Iterator[Text]:
        for n, line in enumerate(section.lines):
            label = Text(section.title if n == 0 else "", style="bold")
            # Who speaks on and on is named once: "·" stands for the same speaker.
            again = section.key == "said" and n > 0 and section.lines[n - 1].head == line.head
            shown = replace(line, head="·") if again else line
            yield from hanging(label, self._line(shown, self.to.width - margin), margin, self.to, later=2)
            yield from self._beneath(line.evidence, line.detail, margin + 2)

    def _line(self, line: Line, width: int) -> Text:
        text = Text(line.head)
        note = f"  ({line.note})" if line.note else ""
        if not (self.evidence and line.quoted):
            room = width * _LINES_OF_WORDS - len(line.head) - len(note) - 8
            words = line.words if self.evidence or not line.quoted else shortened(line.words, max(room, 40))
            gap = "" if not line.head else " " if line.head == "·" else ": "
            text.append(gap + (quote(words) if line.quoted else words))
        return text.append(note, style="dim")

    def _beneath(self, evidence: Sequence[Span], detail: Detail, indent: int) -> Iterator[Text]:
        if self.evidence:
            for span in evidence:
                place = Text(" " * indent + f"{span.start}–{span.end}", style="dim")
                words = Text(quote(re.sub(r"\s+", " ", span.text)), style="italic")
                yield from hanging(place, words, indent + 12, self.to)
        if self.explain:
            for why in explained(detail):
                yield from hanging(Text(" " * indent + "·"), Text(why, style="dim"), indent + 2, self.to)


def stances(cells: Sequence[Cell]) -> Text:
    """The stances of a party on an issue, each once: green for it, red against."""
    text = Text()
    for n, (said, is_against) in enumerate(dict.fromkeys((cell.text, cell.against) for cell in cells)):
        text.append(("; " if n else "") + said, style="red" if is_against else "green")
    return text


def _positions_of(code: str, rows: Sequence[Row]) -> Text:
    text = Text(style="not bold")
    for row in rows:
        if code in row.cells:
            text.append(("; " if text else "") + f"{row.issue}: ").append_text(stances(row.cells[code]))
    return trimmed(text)


def explained(detail: Detail) -> Iterator[str]:
    """How an item was found, a line for each thing known of it."""
    if detail.rule:
        yield detail.rule
    if detail.confidence is not None:
        yield f"confidence {detail.confidence:.2f}"
    if detail.reasons:
        yield "; ".join(f"{name} {weight:+.2f}" for name, weight in detail.reasons)
    if detail.candidates:
        yield "or: " + "; ".join(f"{name} {score:.2f}" for name, score in detail.candidates)
