"""Parties as a person types them: by name in any language of the labels, or by code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from demarche.errors import SettingError
from demarche.show import labels

if TYPE_CHECKING:
    from demarche.archive import Archive

#: A name that has no code is written so by the codebook.
NAMED = "X:"


def codes_in(text: str) -> list[str]:
    """Codes of parties in a line: names or codes, spaces or commas between.

    What is neither stays as it is; a name without a code (``X:…``) stays whole.
    """
    if text.strip().startswith(NAMED):
        return [text.strip()]
    found = []
    for part in text.split(","):
        words = part.split()
        while words:
            most = next((n for n in range(len(words), 1, -1) if _folded(" ".join(words[:n])) in _codes()), 1)
            name = " ".join(words[:most])
            found.append(_codes().get(_folded(name), name))
            words = words[most:]
    return found


def codes_of(archive: Archive, given: Iterable[str]) -> list[str]:
    """Codes of the parties that somebody asks an archive for; sides keep their plus (``RUS+BLR``).

    Raises:
        SettingError: for what no table knows and no report of the archive names: the answer would be a row of zeros.
    """
    return [
        _code(archive, one) if one.startswith(NAMED) else "+".join(_code(archive, part) for part in one.split("+"))
        for one in given
    ]


def _code(archive: Archive, given: str) -> str:
    name, slash, sector = given.strip().partition("/")
    if given.startswith(NAMED):
        name, slash, sector = given.strip(), "", ""
    code = _codes().get(_folded(name)) or _known(name.upper()) or _said(name) or _held(archive, name)
    if code is None:
        near = get_close_matches(_folded(name), _codes(), n=3, cutoff=0.7)
        close = f" Close to it: {', '.join(_codes()[one] for one in near)}." if near else ""
        raise SettingError(
            f"no party is called {given!r}, and no report of {archive.path} names it.{close} "
            "Give a name (Russia, Rusland) or a code (RUS, NATO, X:Some Group)."
        )
    return code + slash + sector.upper()


def _known(code: str) -> str | None:
    return code if code in _codes().values() else None


def _said(name: str) -> str | None:
    """The party that the tables of names give a word for ("VS", "Kremlin"), where they agree on one."""
    from demarche.world import load

    known = load()
    bodies = [one for language in labels.installed() for one in known.named(name, language)]
    codes = {one.code.partition("/")[0] for one in bodies} & set(_codes().values())
    return codes.pop() if len(codes) == 1 else None


def _held(archive: Archive, name: str) -> str | None:
    """The name or its capitals, where an item of the archive has that party."""
    from demarche.archive import Filter
    from demarche.archive.shapes import ITEMS

    forms = (name,) if name.startswith(NAMED) else (name.upper(),)
    return next((one for one in forms for kind in ITEMS if archive.count(kind, Filter(party=(one,)))), None)


@cache
def _codes() -> dict[str, str]:
    """Names of parties in every language, folded, with their codes."""
    named: dict[str, str] = {}
    for language in labels.installed():
        known = labels.load(language)
        for code in (*known.names, *known.words["parties"]):
            named.setdefault(_folded(known.party(code)), code)
    return named


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
