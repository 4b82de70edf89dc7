"""The words by which a language names somebody: offices and bodies, pronouns, prepositions of place, runs of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from demarche import packs
from demarche.records import Document
from demarche.world import Hit, wrapped
from demarche.world.names import fold

# A word of a name: letters with dots, apostrophes and hyphens inside ("al-Assad", "O'Brien", "J.").
NAME_WORD = re.compile(r"[^\W\d_][\w'’‘.\-–]*|\d+[\w-]*", re.UNICODE)


# A word with a capital is a title made of two ("Raadsvoorzitter") only if the second part is so long: shorter ones end
# surnames too.
LONG_TITLE = 7
# Kinds of names whose bearers publish texts of their own: the White House, a ministry, NATO.
OWN_TEXTS = ("body", "organisation")
# Words remembered with what they are without their endings: the common ones of a day's news.
KEPT = 50_000


class Office(NamedTuple):
    """What a noun says of a person or body: ``what`` is person, body, country, alliance, union, organisation, group
    or parties; ``sector`` the part of a state, empty for the state or its government."""

    form: str
    what: str
    sector: str


@dataclass(frozen=True, eq=False)
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
    some_of: frozenset[str]
    others: frozenset[str]

    def office(self, *forms: str) -> Office | None:
        """The office that the first of these forms that is known names; then by the longest known end of a compound
        ("marineofficier", "US-president"), at least four letters long and with three in front of it."""
        return _office(self, forms)

    def crown(self, office: Office | None) -> tuple[str, ...]:
        """What the English title of a crowned head's office holds; () for other offices, which too many hold."""
        if office is None or office.form not in self.settings.get("crowns", ()):
            return ()
        return tuple(self.settings.get("kinds", {}).get(office.form, ()))

    def title(self, form: str) -> bool:
        """Whether a word stands before names in capitals: "President", "Minister"; in some languages any office."""
        return _title(self, form)


@lru_cache(maxsize=KEPT)
def _office(words: Words, forms: tuple[str, ...]) -> Office | None:
    """See :meth:`Words.office`; the same few thousand words are asked in every report."""
    offices = words.offices
    for form in forms:
        if form in offices:
            return offices[form]
    for form in forms:
        for ending in words.settings.get("endings", ()):
            if form.endswith(ending) and form[: -len(ending)] in offices:
                return offices[form[: -len(ending)]]
    for form in forms:
        parts = form.rsplit("-", 1)
        if len(parts) == 2 and parts[1] in offices:
            return offices[parts[1]]
    return next((found for form in forms if (found := _ending(words, form))), None)


@lru_cache(maxsize=KEPT)
def _title(words: Words, form: str) -> bool:
    """See :meth:`Words.title`."""
    office = words.offices.get(form)
    if office is None:
        office = _ending(words, form, LONG_TITLE)
        return office is not None and office.what == "person"
    return office.what == "person" or bool(words.settings.get("titles_in_capitals"))


def _ending(words: Words, form: str, least: int = 4) -> Office | None:
    """The office at the end of a compound; not where that is chance ("determination", "verraad")."""
    if form.endswith(tuple(words.settings.get("no_offices", ()))):
        return None
    for at in range(3, len(form) - least + 1):
        found = words.offices.get(form[at:])
        if found and found.form not in words.settings.get("no_compounds", ()):
            return found
    return None


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The words of a language's pack."""
    pack = packs.load(language)
    settings = pack.settings("who")
    offices = {fold(row["form"]): Office(row["form"], row["what"], row["sector"]) for row in pack.table("offices")}

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
        some("some_of"),
        some("others"),
    )


class Run(NamedTuple):
    """Words with capitals that stand together and may be a name."""

    start: int
    end: int
    text: str


def name_runs(text: str, words: Words) -> list[Run]:
    """Runs of words with capitals in a text, small words inside names kept, titles and day names not."""
    runs: list[list[re.Match[str]]] = []
    last: re.Match[str] | None = None
    for word in NAME_WORD.finditer(text):
        letters = word.group()
        if last is None and letters.islower():
            continue
        joined = last is not None and follows(text, last, word)
        last = None
        if is_name(letters, words):
            if joined:
                runs[-1].append(word)
            else:
                runs.append([word])
            last = word
        elif joined and bare(letters).lower() in words.particles:
            runs[-1].append(word)
            last = word
    return [run for found in runs if (run := closed(text, found, words))]


def follows(text: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word goes on with the name that the last one belongs to."""
    gap = text[last.end() : word.start()]
    near = gap in (" ", "\xa0") or (gap == "\n" and wrapped(text, last.end(), word.start()))
    return near and not ends(last.group())


@lru_cache(maxsize=KEPT)
def names_in(text: str, words: Words) -> tuple[Run, ...]:
    """:func:`name_runs` of a few words, which many texts have; most stand between two names."""
    return tuple(name_runs(text, words))


@lru_cache(maxsize=KEPT)
def ends(word: str) -> bool:
    """Whether a word ends a name: by a full stop that is no initial's, or by a genitive."""
    return (word.endswith(".") and len(word) > 3) or bool(re.search(r"['’]s$", word))


@lru_cache(maxsize=KEPT)
def bare(word: str) -> str:
    """A word without a genitive ending and closing dots."""
    return re.sub(r"(['’]s|['’])$", "", word.rstrip("."))


@lru_cache(maxsize=KEPT)
def is_name(word: str, words: Words) -> bool:
    """Whether a word is written as part of a name and is no title, weekday or first word of a sentence."""
    plain = bare(word)
    lower = fold(plain)
    if lower in words.no_names or words.title(lower):
        return False
    if re.split(r"['’]", lower)[-1] in words.settings.get("member_endings", ()) and len(lower) > len("'er"):
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
    return Run(start, end, " ".join(text[start:end].split()))


def voice_of(document: Document, labels: dict[str, str], hits: list[Hit]) -> str:
    """The party whose own text a document is, as its outlet (``hits`` are the names in it) or the labels of a
    transcript show; else empty."""
    if hits and hits[-1].end == len((document.outlet or "").strip()) and hits[-1].readings[0].kind in OWN_TEXTS:
        return hits[-1].readings[0].code.split("/")[0]
    return next((party for label, party in labels.items() if label in document.text), "")
