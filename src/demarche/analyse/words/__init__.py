"""Names of analyses and columns, and sentences of notes, by the reader's language: ``LANGUAGE.toml`` beside this."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche.analyse.shapes import Note

#: What is shown where there is no list in the reader's language.
FALLBACK = "en"


@cache
def load(language: str) -> dict[str, Any]:
    """The word list of a language, else that of :data:`FALLBACK`."""
    home = resources.files("demarche.analyse.words")
    path = home / f"{language}.toml"
    if not path.is_file():
        path = home / f"{FALLBACK}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def get(group: str, key: str, language: str) -> str:
    """One word or phrase; the key itself where the list has none."""
    return str(load(language).get(group, {}).get(key, key))


def sentence(note: Note, language: str) -> str:
    """A note as a sentence, dates as its reader writes them."""
    parts = {name: day(value, language) if isinstance(value, date) else value for name, value in note.parts.items()}
    return get("notes", note.key, language).format(**parts)


def day(value: date, language: str) -> str:
    """A day with the short name of its month: "24 Mar 2022"."""
    return f"{value.day} {load(language)['dates']['short_months'][value.month - 1]} {value.year}"
