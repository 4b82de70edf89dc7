"""Names of offices in the reader's language, put together from tables of roles, portfolios and bodies.

The world's tables name an office in English: "Minister of Foreign Affairs of the Netherlands". A language that has a
file beside this module says how its parts are called: the role, what it is for, and whose it is.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from demarche.show.labels import FALLBACK, load

HOME = Path(__file__).parent
Tables = Mapping[str, Mapping[str, str]]
_LINK = re.compile(r" (of|for|to|in|at|on) (?:the )?")
_LIST = re.compile(r",? (?:and|&) |, (?:and |& )?")


def named(office: str, language: str) -> str | None:
    """An office in a language; None where its tables have not all of its words, so that it can be shown as it came."""
    if language == FALLBACK:
        return office
    return _named(office, language)


def whose(code: str, language: str) -> str:
    """A party as it stands behind "of": "the United States", "de Verenigde Staten"."""
    articles = _tables(language).get("articles", {})
    return articles.get(code) or load(language).party(code)


@cache
def _named(office: str, language: str) -> str | None:
    tables = _tables(language)
    lower = office.lower()
    for begun, called in tables.get("begun", {}).items():
        if lower.startswith(begun.lower() + " "):
            return _begun(called, office[len(begun) + 1 :], language)
    for role in tables.get("roles", {}):  # the longest first
        if lower == role or lower.startswith(role + " "):
            found = _whole(tables["roles"][role], office[len(role) :], language)
            if found:
                return found
    return None


@cache
def _tables(language: str) -> Tables:
    file = HOME / f"{language}.toml"
    if not file.exists():
        return {}
    read: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    roles = {name.lower(): called for name, called in read.get("roles", {}).items()}
    return {**read, "roles": dict(sorted(roles.items(), key=lambda pair: -len(pair[0])))}


def _begun(called: str, rest: str, language: str) -> str | None:
    """What follows "Mayor of" or "Secretary of State for": something known, or the bare name of a place."""
    body = rest.removeprefix("the ")
    found = _portfolio(body, language) or _thing(body, language)
    is_name = rest == body and " of " not in body and body[:1].isupper() and not _LIST.search(body)
    return f"{called} {found or body}" if found or is_name else None


def _whole(role: str, rest: str, language: str) -> str | None:
    """A role with what hangs on it: " of Foreign Affairs of the Netherlands", " of Cuba to the UN"."""
    if not rest:
        return role
    link = _LINK.match(rest)
    if link is None:
        return None
    body, links = rest[link.end() :], _tables(language)["links"]
    found = _portfolio(body, language) or _thing(body, language)
    if found:
        return f"{role} {_link(link[1], body, language)} {found}"
    for cut in reversed(list(_LINK.finditer(body))):  # the last may belong to the name of a body
        first = body[: cut.start()]
        owner = _thing(body[cut.end() :], language)
        what = _portfolio(first, language) or _thing(first, language)
        if owner and what:
            second = _link(cut[1], body[cut.end() :], language)
            return f"{role} {links.get(link[1], links['of'])} {what} {second} {owner}"
    return None


def _link(link: str, thing: str, language: str) -> str:
    links = _tables(language)["links"]
    return links["to_body"] if link == "to" and _thing(thing, language) not in _lands(language) else links[link]


def _thing(text: str, language: str) -> str | None:
    """A state, a body or a place."""
    tables = _tables(language)
    return tables["things"].get(text) or _states(language).get(text)


def _portfolio(text: str, language: str) -> str | None:
    """What an office is for: "Health, Welfare and Sport"."""
    tables = _tables(language)
    known = tables["portfolios"]
    if text in known:
        return known[text]
    parts = [known.get(one) for one in _LIST.split(text)]
    if len(parts) < 2 or None in parts:
        return None
    several = [one for one in parts if one]
    return f"{', '.join(several[:-1])} {tables['links']['and']} {several[-1]}"


@cache
def _states(language: str) -> Mapping[str, str]:
    """English names of states and organisations, as the language writes them in a sentence."""
    english, own, articles = load(FALLBACK), load(language), _tables(language)["articles"]
    return {english.party(code): articles.get(code, own.party(code)) for code in english.names}


@cache
def _lands(language: str) -> frozenset[str]:
    """Names of the states among them: an ambassador is in a state, and at an organisation."""
    with (HOME.parent / "parties.csv").open(encoding="utf-8", newline="") as lines:
        codes = [row["code"] for row in csv.DictReader(lines) if row["source"].endswith("states.csv")]
    english, own = load(FALLBACK), _states(language)
    return frozenset(own[english.party(code)] for code in codes)
