"""Languages as data: a folder for each, tables in CSV (codes stay text), settings and patterns in TOML.

A language is installed when its folder holds ``pack.toml``. No module of demarche compares a language's name: it asks
the pack. Every CSV has a ``source`` column that says where its rows come from.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from demarche.errors import UnknownLanguage

HOME = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Pack:
    """The tables and settings of one language; files are read once and kept. One object a language: see `load`."""

    language: str
    folder: Path
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def table(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Rows of ``NAME.csv``, each a mapping from column to text; () where the pack has no such table."""
        key = f"table {name}"
        if key not in self._kept:
            path = self.folder / f"{name}.csv"
            rows: tuple[Mapping[str, str], ...] = ()
            if path.exists():
                with path.open(encoding="utf-8", newline="") as lines:
                    rows = tuple(csv.DictReader(lines))
            self._kept[key] = rows
        return self._kept[key]  # type: ignore[no-any-return]

    def settings(self, name: str = "pack") -> Mapping[str, Any]:
        """The content of ``NAME.toml``; empty where the pack has none."""
        key = f"settings {name}"
        if key not in self._kept:
            path = self.folder / f"{name}.toml"
            self._kept[key] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return self._kept[key]  # type: ignore[no-any-return]

    def words(self, name: str, column: str = "lemma") -> frozenset[str]:
        """One column of a table as a set."""
        key = f"words {name} {column}"
        if key not in self._kept:
            self._kept[key] = frozenset(row[column] for row in self.table(name))
        return self._kept[key]  # type: ignore[no-any-return]


def installed() -> tuple[str, ...]:
    """Codes (ISO 639-1) of the languages that have a pack, sorted."""
    return tuple(sorted(p.parent.name for p in HOME.glob("*/pack.toml")))


@cache
def load(language: str) -> Pack:
    """The pack of a language.

    Raises:
        UnknownLanguage: naming the packs that there are.
    """
    folder = HOME / language
    if language not in installed():
        known = ", ".join(installed())
        raise UnknownLanguage(f"no pack for the language {language!r}; there are packs for: {known}")
    return Pack(language, folder)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256 (first 16 hex digits) over every table and setting of every pack and what all share, in a fixed order."""
    digest = hashlib.sha256()
    for path in sorted(HOME.glob("*/*.csv")) + sorted(HOME.glob("*/*.toml")) + sorted(HOME.glob("*.npz")):
        digest.update(path.relative_to(HOME).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
