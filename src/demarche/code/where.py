"""Places that a document names, each with its country.

A place is what the world's tables resolve as one, or a name that the gazetteer knows behind a preposition of place.
Countries are written as ISO 3166-1 alpha-3: "Genève, CHE", "Zwarte Zee" (a sea has no country).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from demarche.findings import Findings, Mention
from demarche.gazetteer import Place, place
from demarche.packs import load
from demarche.world import load as load_world

if TYPE_CHECKING:
    from demarche.code.who import Resolved

# A name that the world's tables do not know is taken for a city only where it has this many people, so that surnames
# and common words that are also small towns make no places.
LARGE = 50_000
# Names looked up that are kept: those of a day's news.
KEPT = 8192
# Length of a state's code (ISO 3166-1 alpha-3).
ALPHA3 = 3
# A capital letter must begin a place's name; these kinds of mention hold one.
NAMED = frozenset({"name", "noun"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a document: its name as the text has it, its country or None, and the mention."""

    name: str
    country: str | None
    mention: int

    def __str__(self) -> str:
        return f"{self.name}, {self.country}" if self.country else self.name


def sites(findings: Findings, resolved: Sequence[Resolved], sentence: int) -> Iterator[Site]:
    """The places of a sentence, in order."""
    for mention in findings.mentions:
        if mention.sentence == sentence:
            found = site(mention, resolved)
            if found:
                yield found


def site(mention: Mention, resolved: Sequence[Resolved]) -> Site | None:
    """The place that a mention names, by the world's tables or by the gazetteer; None where it is none."""
    return site_of(mention, resolved[mention.id])


def site_of(mention: Mention, one: Resolved) -> Site | None:
    """The same, given what the mention was resolved to."""
    if one.kind == "place" and (one.place or one.country):
        return Site(one.place or mention.text, one.country, mention.id)
    if one.kind in ("party", "person", "group") or mention.kind not in NAMED or not mention.preposition:
        return None
    for name in (*(in_full(name, mention.text) for name in mention.names), mention.text):
        known = town(name)
        if known:
            return Site(name, known.country or None, mention.id)
    return None


def in_full(name: str, phrase: str) -> str:
    """A name with the words in front of it that are written as part of it: "European Union", "New York"."""
    words = phrase[: max(0, phrase.find(name))].split()
    at = len(words)
    while at and words[at - 1][:1].isupper() and words[at - 1].isalpha():
        at -= 1
    whole = " ".join([*words[at:], name])
    if at or load_world().names_party(whole) or place(whole):
        return whole
    return " ".join([*words[1:], name])  # "In Minsk", "The Minsk deal"


@lru_cache(maxsize=KEPT)
def town(name: str) -> Place | None:
    """The place of the gazetteer that a name in a text stands for: a large one, written with a capital ("de regio" is
    no Reggio), and no name that the world's tables have for somebody ("Hamas")."""
    if not any(word[:1].isupper() for word in name.split()[-2:]) or load_world().names_party(name):
        return None
    known = place(name)
    return known if known and (known.kind != "city" or known.population >= LARGE) else None


def locations(findings: Findings, resolved: Sequence[Resolved], sentence: int) -> Iterator[tuple[Mention, str]]:
    """Where things are in a sentence: places, and mentions behind a preposition of place, with their state, in order.

    The state may be told by a name inside the phrase ("in the Yemeni capital", "in de stad Sanaa").
    """
    words = place_words(findings.language)
    here = [m for m in findings.mentions if m.sentence == sentence]
    toward = [m for m in here if (m.preposition or "") in words["toward"]]
    for mention in here:
        preposition = mention.preposition or ""
        bound = any(m.start <= mention.start and mention.end <= m.end for m in toward)
        named = not bound and resolved[mention.id].kind == "place"
        if mention.lemma in words["beside"] or not (preposition in words["at"] or named):
            continue
        inside = [m for m in here if mention.start <= m.start and m.end <= mention.end]
        inside.sort(key=lambda m: m.kind == "adjective")
        country = next((c for m in inside if (c := state_of(m, resolved))), None)
        if country:
            yield mention, country


def state_of(mention: Mention, resolved: Sequence[Resolved]) -> str | None:
    """The state that a place, a capital, a state's name or its adjective stands for; None for persons and bodies."""
    one = resolved[mention.id]
    if one.country:
        return one.country
    direct = one.reason.split(" ", 1)[0] in ("name", "capital", "adjective", "place")
    if direct and one.parties and "/" not in one.parties[0] and len(one.parties[0]) == ALPHA3:
        return one.parties[0]
    found = site(mention, resolved)
    return found.country if found else None


@lru_cache(maxsize=16)
def place_words(language: str) -> Mapping[str, frozenset[str]]:
    """Prepositions of a language by what they say of a place, and nouns ``beside`` one (docs/packs.md)."""
    table: Mapping[str, Any] = load(language).settings("places")
    kinds = ("at", "toward", "beside", "goal", "source", "about", "target")
    return {kind: frozenset(table.get(kind, ())) for kind in kinds}
