"""What is known of followed feeds between two looks, kept in a file that is replaced whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from demarche.errors import SettingError

# Feeds list 10 to 100 items; what has not been listed for so many looks will not come back.
_KEPT = 20_000


@dataclass(slots=True)
class Note:
    """What is known of one feed: its state at its server, when it is to be asked again, and which items were taken.

    ``seen`` are the keys of items that are done with, the newest last; ``waiting`` those to be tried again, with the
    number of tries so far. ``due`` is in seconds since 1970. ``refused``: its address was refused here, before any
    server was asked.
    """

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    moved: str | None = None
    gone: bool = False
    refused: bool = False
    seen: list[str] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)


def load(path: Path) -> dict[str, Note]:
    """The notes by the feeds' addresses; none where there is no file yet.

    Raises:
        SettingError: where the file is damaged.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {address: _note(note) for address, note in told["feeds"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise SettingError(
            f"{path}, where watch keeps what it has seen, can't be read ({fault}). Remove it to begin anew: reports "
            "that the archive holds already are not added twice."
        ) from fault


def _note(told: dict[str, Any]) -> Note:
    known = {one.name for one in fields(Note)}
    return Note(**{name: value for name, value in told.items() if name in known})


def save(path: Path, notes: dict[str, Note]) -> None:
    """Write the notes beside the file, then put them in its place.

    Raises:
        SettingError: where that can't be done.
    """
    for note in notes.values():
        note.seen = note.seen[-_KEPT:]
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8") as lines:
            json.dump({"feeds": {address: asdict(note) for address, note in notes.items()}}, lines, indent=1)
            lines.flush()
            os.fsync(lines.fileno())
        beside.replace(path)
    except OSError as fault:
        raise SettingError(f"{path} can't be written: {fault.strerror or fault}.") from fault
