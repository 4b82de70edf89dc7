"""Where coded reports go: the terminal, standard output as JSON, or a folder of files."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from demarche.errors import SettingError

if TYPE_CHECKING:
    from demarche.records import Record


class Format(enum.StrEnum):
    """Forms of output."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


@dataclass
class Output:
    """Takes records one by one; ``finish`` says or writes what needs them all."""

    format: Format
    folder: Path | None
    full: bool
    evidence: bool
    explain: bool
    labels: str | None
    titled: bool = False
    _shown: int = 0
    _taken: set[str] = field(default_factory=set)
    _kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.folder:
            _make(self.folder)
        elif self.format is Format.table:
            self._prepare_terminal()

    def _prepare_terminal(self) -> None:
        from demarche.show.labels import by_locale, load
        from demarche.show.terminal import Printer, console

        words = load(self.labels) if self.labels else by_locale()
        self._printer = Printer(console(), words, self.evidence, self.explain)

    def take(self, name: str, record: Record) -> None:
        """Write or print one record."""
        from demarche.records_json import dumps

        if self.folder:
            text = dumps(record, full=self.full) + "\n"
            _write(self.folder / f"{self._unused(name)}.json", text)
        elif self.format is Format.table:
            self._print(name, record)
        elif self.format is Format.jsonl:
            typer.echo(dumps(record, full=self.full, indent=None))
        else:
            self._kept.append(dumps(record, full=self.full))

    def _unused(self, name: str) -> str:
        """The name itself, or with a number where it is taken (compared without case, as some disks do)."""
        free, number = name, 1
        while free.casefold() in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._taken.add(free.casefold())
        return free

    def _print(self, name: str, record: Record) -> None:
        from demarche.show.state import of_record

        if self._shown:
            typer.echo()
        self._printer.show(of_record(record, self._printer.labels), title=name if self.titled else "")
        self._shown += 1

    def finish(self) -> None:
        """Print what could only be printed when all was read."""
        if self.format is Format.json and not self.folder:
            typer.echo(self._kept[0] if len(self._kept) == 1 else "[" + ",\n".join(self._kept) + "]")
        if self.folder:
            typer.echo(f"{len(self._taken)} records in {self.folder}", err=True)


def _write(file: Path, text: str) -> None:
    """The whole text, or no file: half a record would be taken for one."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        file.unlink(missing_ok=True)
        raise SettingError(f"{file} can't be written: {fault.strerror}. Make room, or name another with -o.") from fault


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise SettingError(
            f"{folder} can't be made or is no folder: {fault.strerror}. Name another with -o."
        ) from fault
