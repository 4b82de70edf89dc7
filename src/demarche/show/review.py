"""``demarche review``: look at items one by one, confirm, reject or change them, and add what was missed."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.errors import DemarcheError, SettingError
from demarche.show import filter_options as narrow
from demarche.show.archive_commands import opened
from demarche.show.say import say, visible

if TYPE_CHECKING:
    from demarche.archive import Archive
    from demarche.archive.corrections import Reviewer

#: Characters of the report shown before and behind an item's words: two or three sentences.
AROUND = 300
KEYS = "[c]onfirm  [r]eject  [e]dit  [a]dd a missed item  [u]ndo  [w]hole report  [s]kip  [q]uit"
ArchiveFolder = Annotated[Path, typer.Option("-a", "--archive", help="The archive's folder.", metavar="DIR")]


def review(
    *,
    archive: ArchiveFolder,
    who: Annotated[str | None, typer.Option(help="Your name, kept with each correction; else your login.")] = None,
    kind: Annotated[
        str, typer.Option(help="events, statements, positions, commitments, conditions, forces.")
    ] = "events",
    report: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only items of this report; may be given again.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Also what was judged before.")] = False,
    since: narrow.Since = None,
    until: narrow.Until = None,
    party: narrow.Party = None,
    type: narrow.Type = None,
    topic: narrow.Topic = None,
) -> None:
    """Judge items one by one, those that the program is least sure of first; each judgement is kept at once."""
    from demarche.archive.corrections import Reviewer
    from demarche.archive.shapes import ITEMS

    if kind not in ITEMS:
        raise SettingError(f"--kind {kind} is no kind of item; there are {', '.join(ITEMS)}")
    source = opened(str(archive))
    chosen = narrow.made(source, since=since, until=until, party=party, type=type, topic=topic, report=report)
    rows = source.select(kind, chosen).by("confidence", "report").rows()
    wanted = [row for row in rows if again or row["verdict"] is None]
    desk = Desk(source, Reviewer(archive, who or getpass.getuser()), kind)
    for number, row in enumerate(wanted, start=1):
        typer.echo(f"\n({number} of {len(wanted)})")
        if not desk.judge(row):
            break
    typer.echo(f"\n{desk.kept} corrections kept, by {desk.reviewer.who}; {len(wanted)} items were there to judge")


class Desk:
    """Shows an item with the text around it, asks what of it, and keeps the answer."""

    def __init__(self, archive: Archive, reviewer: Reviewer, kind: str) -> None:
        self.archive, self.reviewer, self.kind = archive, reviewer, kind
        self.kept = 0

    def judge(self, row: dict[str, Any]) -> bool:
        """Show one item until it is judged or passed over; False where the person has done enough."""
        self._show(row)
        while True:
            answer = _ask(KEYS).strip().lower()[:1]
            if answer == "q":
                return False
            if answer == "s":
                return True
            if answer == "w":
                say(self.archive.report(row["report"])["text"])
            elif answer in self._actions() and self._try(self._actions()[answer], row) and answer != "a":
                return True

    def _actions(self) -> dict[str, Callable[[dict[str, Any]], object]]:
        return {"c": self._confirm, "r": self._reject, "e": self._edit, "a": self._add, "u": self._undo}

    def _try(self, action: Callable[[dict[str, Any]], object], row: dict[str, Any]) -> bool:
        """Whether the action was done; what is wrong with it is said, and nothing kept then."""
        try:
            action(row)
        except DemarcheError as trouble:
            say(f"not kept: {trouble}", err=True)
            return False
        self.kept += 1
        return True

    def _confirm(self, row: dict[str, Any]) -> None:
        self.reviewer.confirm(row["id"], _ask("why (may be empty)"), seen=self.archive.version + self.kept)

    def _reject(self, row: dict[str, Any]) -> None:
        self.reviewer.reject(row["id"], _ask("why"), seen=self.archive.version + self.kept)

    def _undo(self, row: dict[str, Any]) -> None:
        self.reviewer.undo(row["id"], _ask("why (may be empty)"))

    def _edit(self, row: dict[str, Any]) -> None:
        fields = fields_of(_ask('fields, as mode=allege recipients=["RUS"] when=null'))
        self.reviewer.change(row["id"], fields, _ask("why"), seen=self.archive.version + self.kept)

    def _add(self, row: dict[str, Any]) -> None:
        kind = _ask(f"kind ({self.kind})").strip() or self.kind
        self.reviewer.add(
            row["report"], kind, fields_of(_ask('its fields, as type=REQUEST evidence=["words"]')), _ask("why")
        )

    def _show(self, row: dict[str, Any]) -> None:
        report = self.archive.report(row["report"])
        text, start, end = report["text"], row["start_char"], row["end_char"]
        head = " · ".join(str(report[name]) for name in ("title", "outlet", "published") if report[name])
        typer.echo(typer.style(visible(head), bold=True))
        before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        typer.echo(f"…{_line(before)}{typer.style('[' + _line(row['quote']) + ']', bold=True)}{_line(behind)}…")
        fields = {k: v for k, v in row.items() if k in SHOWN[self.kind] and v not in (None, [])}
        say("  ".join(f"{name}={value}" for name, value in fields.items()))
        sure = f"{row['confidence']:.2f}" if row["confidence"] is not None else "not given"
        say(f"{self.kind.removesuffix('s')} {row['id']}, confidence {sure}" + _verdict(row))


#: What is shown of each kind of item, by the archive's names of columns.
SHOWN = {
    "statements": ("speaker", "speaks_for", "cue", "mode", "via"),
    "events": ("type", "mode", "actors", "recipients", "status", "claimed_by", "happened", "place"),
    "positions": ("party", "stance", "topic", "object", "towards"),
    "commitments": ("bound", "action", "deadline"),
    "conditions": ("by", "kind", "if_text", "then_text"),
    "forces": ("party", "what", "low", "high", "approximate", "place", "claimed_by"),
}


def fields_of(text: str) -> dict[str, Any]:
    """``mode=allege recipients=["RUS"] when=null`` as a dictionary: JSON where it is JSON, plain text elsewhere.

    Raises:
        SettingError: where it is no list of pairs.
    """
    found: dict[str, Any] = {}
    rest = text.strip()
    decoder = json.JSONDecoder()
    while rest:
        name, equals, rest = rest.partition("=")
        if not equals or not name.strip().isidentifier():
            raise SettingError(f"{text!r} is no list of fields such as mode=allege when=null")
        try:
            found[name.strip()], end = decoder.raw_decode(rest)
            rest = rest[end:].lstrip()
        except ValueError:
            found[name.strip()], _, rest = rest.partition(" ")
            rest = rest.lstrip()
    return found


def _ask(what: str) -> str:
    """A line that the person types; at the end of the input, as if they had quit."""
    typer.echo(f"{what}: ", nl=False)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else "q"


def _line(text: str) -> str:
    """Text on one line, without what could steer the terminal."""
    return visible(text.replace("\n", " "))


def _verdict(row: dict[str, Any]) -> str:
    return f", {row['verdict']} by {row['checked_by']}" if row["verdict"] else ""
