"""Answers that took long, kept beside the archive: after a new start a large dossier is on the screen at once.

They lie with the index of words, in a table of their own, and can be lost at any time. An answer holds for one version
of the archive, made at one moment, and for one state of the program's files; others are thrown away.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from demarche.archive import Archive

HOME = Path(__file__).parents[2]
MOST = 200  # answers of a version
_MADE = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, stamp TEXT, media TEXT, body BLOB)"


@cache
def program() -> str:
    """A fingerprint of the program's files: names, sizes and dates."""
    files = sorted(one for one in HOME.rglob("*") if one.suffix in (".py", ".html", ".toml", ".csv", ".css", ".js"))
    told = [f"{one.relative_to(HOME)} {(about := one.stat()).st_size} {about.st_mtime_ns}" for one in files]
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def stamp_of(archive: Archive) -> str:
    """What an answer of this version must bear."""
    return f"{archive.version} {archive.history()[-1]['when']} {program()}"


@dataclass
class Saved:
    """The answers of one archive on disk. Trouble with the file costs speed and nothing else."""

    home: Callable[[], Path]
    _stamps: dict[int, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, archive: Archive, key: str) -> tuple[str, bytes] | None:
        """Kind and bytes of a kept answer; None where there is none."""
        stamp = self._stamp(archive)
        try:
            with self._lock, closing(self._open()) as db:
                row = db.execute("SELECT media, body FROM answers WHERE key = ? AND stamp = ?", (key, stamp)).fetchone()
            return (str(row[0]), zlib.decompress(row[1])) if row else None
        except (sqlite3.Error, OSError, zlib.error):
            return None

    def put(self, archive: Archive, key: str, media: str, body: bytes) -> None:
        """Keep an answer, and throw those of other versions away."""
        stamp = self._stamp(archive)
        try:
            with self._lock, closing(self._open()) as db, db:
                db.execute("DELETE FROM answers WHERE stamp <> ?", (stamp,))
                if db.execute("SELECT count(*) FROM answers").fetchone()[0] < MOST:
                    packed = zlib.compress(body, 1)
                    db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (key, stamp, media, packed))
        except (sqlite3.Error, OSError):
            return

    def _stamp(self, archive: Archive) -> str:
        if archive.version not in self._stamps:
            self._stamps[archive.version] = stamp_of(archive)
        return self._stamps[archive.version]

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.home() / "answers-1.sqlite", timeout=1)
        db.execute(_MADE)
        return db
