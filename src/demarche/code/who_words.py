"""The words by which a language names somebody: offices and bodies, pronouns, prepositions of place, runs of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from demarche import packs

# A word of a name: letters with dots, apostrophes and hyphens inside ("al-Assad", "O'Brien", "J.").
NAME_WORD = re.compile(r"[^\W\d_][\w'’‘.\-–]*|\d+[\w-]*", re.UNICODE)


class Office(NamedTuple):
    """What a noun says of a person or body: ``what`` is person, body, country, alliance, union, organisation, group
    or parties; ``sector`` the part of a state, empty for the state or its government."""

    form: str
    what: str
    sector: str


@dataclass(frozen=True)
class Words:
    """The tables of one language, made for look-up."""

    language: str
    offices: Mapping[str, Office]
    pronouns: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Any]
    where: frozenset[str]
    capital_where: frozenset[str]
    former: frozenset[str]
    particles: frozenset[str]
    no_names: frozenset[str]
    both: frozenset[str]
    home_words: frozenset[str]

    def office(self, *forms: str) -> Office | None:
        """The office that the first of these forms that is known names; then by the longest known end of a compound
        ("marineofficier", "US-president"), at least four letters long and with three in front of it."""
        for form in forms:
            if form in self.offices:
                return self.offices[form]
        for form in forms:
            parts = form.rsplit("-", 1)
            if len(parts) == 2 and parts[1] in self.offices:
                return self.offices[parts[1]]
        return next((found for form in forms if (found := self._ending(form))), None)

    def _ending(self, form: str) -> Office | None:
        for at in range(3, len(form) - 3):
            found = self.offices.get(form[at:])
            if found:
                return found
        return None


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The words of a language's pack."""
    pack = packs.load(language)
    settings = pack.settings("who")
    offices = {row["form"]: Office(row["form"], row["what"], row["sector"]) for row in pack.table("offices")}

    def some(name: str) -> frozenset[str]:
        return frozenset(settings.get(name, ()))

    return Words(
        language,
        offices,
        {row["form"]: row for row in pack.table("pronouns")},
        settings,
        some("where"),
        some("capital_where"),
        some("former"),
        some("particles"),
        some("no_names"),
        some("both"),
        some("home_words"),
    )


class Run(NamedTuple):
    """Words with capitals that stand together and may be a name."""

    start: int
    end: int
    text: str


def name_runs(text: str, start: int, end: int, words: Words) -> list[Run]:
    """Runs of words with capitals in ``text[start:end]``, small words inside names kept, titles and day names not."""
    runs: list[list[re.Match[str]]] = []
    open_run: list[re.Match[str]] = []
    for word in NAME_WORD.finditer(text, start, end):
        if open_run and text[open_run[-1].end() : word.start()].strip(" ’'\"“”„") != "":
            open_run = []
        if is_name(word.group(), words):
            if not open_run:
                runs.append(open_run)
            open_run.append(word)
        elif open_run and bare(word.group()).lower() in words.particles:
            open_run.append(word)
        else:
            open_run = []
        if open_run and not any(open_run is run for run in runs):
            runs.append(open_run)
    return [run for found in runs if (run := closed(text, found, words))]


def bare(word: str) -> str:
    """A word without a genitive ending and closing dots."""
    return re.sub(r"(['’]s|['’])$", "", word.rstrip("."))


def is_name(word: str, words: Words) -> bool:
    """Whether a word is written as part of a name and is no title, weekday or first word of a sentence."""
    plain = bare(word)
    lower = plain.lower()
    if lower in words.no_names or lower in words.offices:
        return False
    return plain[:1].isupper() or bool(re.match(r"(al|el|ad|as|ul)-[A-Z]", plain))


def closed(text: str, found: list[re.Match[str]], words: Words) -> Run | None:
    """A run cut to its first and last word that is no small one."""
    kept = list(found)
    while kept and not is_name(kept[-1].group(), words):
        kept.pop()
    if not kept:
        return None
    start = kept[0].start()
    end = kept[-1].start() + len(bare(kept[-1].group()))
    return Run(start, end, text[start:end])
