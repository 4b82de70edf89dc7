"""The words by which a language names somebody: offices and bodies, pronouns, prepositions of place, runs of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from demarche import packs
from demarche.records import Document
from demarche.world import Hit, wrapped
from demarche.world.names import Kept, fold

# A word of a name: letters with dots, apostrophes and hyphens inside ("al-Assad", "O'Brien", "J.").
CUT = re.compile(r"([^\W\d_][\w'’‘.\-–]*|\d+[\w-]*)", re.UNICODE)
# What a word may be in a name.
NAME, PARTICLE, OTHER = "name", "particle", "other"

# A word with a capital is a title made of two ("Raadsvoorzitter") only if the second part is so long: shorter ones end
# surnames too.
LONG_TITLE = 7
# Letters of the shortest office that a compound ends with.
SHORT = 4
# Kinds of names whose bearers publish texts of their own: the White House, a ministry, NATO.
OWN_TEXTS = ("body", "organisation")
# Words remembered with what they are without their endings: the common ones of a day's news.
KEPT = 50_000


# Nouns for people, and for arms and ships, who are a state's where its name stands with them ("French fishermen",
# "the jets of Peru") or did before, and nobody's where it does not: of some 70 such in train that would have been of
# the state that the text is about, most were another's or a thing in general, by the look of them.
OWNED = frozenset({"people", "arms"})


class Office(NamedTuple):
    """What a noun says of a person or body: ``what`` is person, body, country, alliance, union, organisation, group
    or parties, people or arms (:data:`OWNED`); ``sector`` the part of a state, empty for the state or its
    government."""

    form: str
    what: str
    sector: str


class Noun(NamedTuple):
    """The head word of a phrase, whatever stands around it: ``word`` folded; ``name`` where it is written as a name and
    is no title; the ``office`` that it names by itself; ``pair`` where it is the second word of some office;
    ``former`` where it says itself that it is no longer held."""

    word: str
    name: bool
    office: Office | None
    pair: bool
    former: bool


class Front(NamedTuple):
    """The words in front of the head of a phrase: folded, and whether one says that an office is no longer held."""

    words: tuple[str, ...]
    former: bool


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
    articles: frozenset[str]
    owner_links: frozenset[str]
    stances: frozenset[str]
    surnames: frozenset[str]
    member_endings: frozenset[str]

    def office(self, *forms: str) -> Office | None:
        """The office that the first of these forms that is known names; then by the longest known end of a compound
        ("marineofficier", "US-president"), at least four letters long and with three in front of it."""
        return _office(self, forms)

    @cached_property
    def nouns(self) -> Kept[tuple[str, str], Noun]:
        """What a word and its lemma are as the head of a phrase."""
        return Kept(self._noun, KEPT)

    @cached_property
    def fronts(self) -> Kept[str, Front]:
        """What stands in front of a head."""
        return Kept(self._front, KEPT)

    @cached_property
    def sorts(self) -> Kept[str, str]:
        """What each word of a text may be in a name."""
        return Kept(lambda word: sort(word, self), KEPT)

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """Endings that are put behind a noun."""
        return tuple(self.settings.get("endings", ()))

    @cached_property
    def tails(self) -> frozenset[str]:
        """The last letters of the offices that a compound may end with: few words have them."""
        return frozenset(form[-SHORT:] for form in self.offices)

    @cached_property
    def no_offices(self) -> tuple[str, ...]:
        """Words that end like an office by chance."""
        return tuple(self.settings.get("no_offices", ()))

    @cached_property
    def no_compounds(self) -> frozenset[str]:
        """Offices with which no compound ends."""
        return frozenset(self.settings.get("no_compounds", ()))

    @cached_property
    def halves(self) -> frozenset[str]:
        """What the halves of divided countries are called."""
        return frozenset(self.settings.get("halves", ())) | frozenset(self.settings.get("halves_together", ()))

    @cached_property
    def pointing(self) -> frozenset[str]:
        """First words of a phrase for what the reader knows: "the", "dat"."""
        rows = (form for form, row in self.pronouns.items() if row["kind"] == "demonstrative")
        return frozenset((*self.settings["definite"], *rows))

    @cached_property
    def together(self) -> frozenset[str]:
        """Prepositions by which a subject does something together with others."""
        return frozenset(self.settings.get("together", ()))

    @cached_property
    def no_party_behind(self) -> frozenset[str]:
        """Second parts of words whose first is no party."""
        return frozenset(self.settings.get("no_party_behind", ()))

    @cached_property
    def joining(self) -> frozenset[str]:
        """What may stand between the members of a list."""
        return self.owner_links | self.articles | {*self.settings["joiners"], ","}

    @cached_property
    def members(self) -> tuple[str, ...]:
        """How a word for somebody of a party ends in front of a name."""
        return tuple(f"{ending} " for ending in self.member_endings)

    @cached_property
    def seconds(self) -> frozenset[str]:
        """Second words of offices of two."""
        return frozenset(form.split(" ")[1] for form in self.offices if form.count(" ") == 1)

    def _noun(self, asked: tuple[str, str]) -> Noun:
        """See :attr:`nouns`."""
        word, lower = asked[0], fold(asked[0])
        name = word[:1].isupper() and not (self.title(lower) or lower in self.no_names)
        office = self.office(lower, fold(asked[1]))
        return Noun(lower, name, office, lower in self.seconds, self.over(lower))

    def _front(self, text: str) -> Front:
        """See :attr:`fronts`."""
        found = tuple([fold(word) for word in text.split()])
        return Front(found, any(map(self.over, found)))

    def over(self, folded: str) -> bool:
        """Whether a word says that an office is no longer held: "former", "oud-minister"."""
        return not self.former.isdisjoint(folded.replace("-", " ").split())

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
        for ending in words.endings if form.endswith(words.endings) else ():
            if form.endswith(ending) and form[: -len(ending)] in offices:
                return offices[form[: -len(ending)]]
    for form in forms:
        last = form.rsplit("-", 1)[-1]
        if last in offices:  # one without a hyphen would have been found above
            return offices[last]
    return next((found for form in forms if (found := _ending(words, form))), None)


@lru_cache(maxsize=KEPT)
def _title(words: Words, form: str) -> bool:
    """See :meth:`Words.title`."""
    office = words.offices.get(form)
    if office is None:
        office = _ending(words, form, LONG_TITLE)
        return office is not None and office.what == "person"
    return office.what == "person" or bool(words.settings.get("titles_in_capitals"))


def _ending(words: Words, form: str, least: int = SHORT) -> Office | None:
    """The office at the end of a compound; not where that is chance ("determination", "verraad")."""
    if form[-SHORT:] not in words.tails or form.endswith(words.no_offices):
        return None
    for at in range(3, len(form) - least + 1):
        found = words.offices.get(form[at:])
        if found and found.form not in words.no_compounds:
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
        some("articles"),
        some("owner_links"),
        some("stances"),
        some("surnames"),
        some("member_endings"),
    )


class Run(NamedTuple):
    """Words with capitals that stand together and may be a name."""

    start: int
    end: int
    text: str


def name_runs(text: str, words: Words) -> list[Run]:
    """Runs of words with capitals in a text, small words inside names kept, titles and day names not."""
    parts, sorts = CUT.split(text), words.sorts
    some = parts[1::2]
    # A name begins with no small word, and what those are is not looked up: most lie far off in memory.
    begin = [at for at, word in enumerate(some) if not word.islower() and sorts[word] is NAME]
    if not begin:
        return []
    edges = list(accumulate(map(len, parts)))
    some.append("")  # behind the last
    runs, past = [], 0
    for at in begin:
        if at < past:
            continue
        past = last = at + 1
        while (kind := sorts[some[past]] if follows(text, parts, edges, past) else OTHER) is not OTHER:
            past += 1
            if kind is NAME:
                last = past
        start, name = edges[2 * at], bare(parts[2 * last - 1])
        end = edges[2 * last - 2] + len(name)
        runs.append(Run(start, end, name if last == at + 1 else " ".join(text[start:end].split())))
    return runs


def sort(word: str, words: Words) -> str:
    """Whether a word is written as one of a name, or as a small word inside names."""
    if is_name(word, words):
        return NAME
    return PARTICLE if bare(word).lower() in words.particles else OTHER


def follows(text: str, parts: list[str], edges: list[int], at: int) -> bool:
    """Whether a word goes on with the name that the one before it belongs to."""
    gap = parts[2 * at]
    near = gap in (" ", "\xa0") or (gap == "\n" and wrapped(text, edges[2 * at - 1], edges[2 * at]))
    return near and not ends(parts[2 * at - 1])


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
    if re.split(r"['’]", lower)[-1] in words.member_endings and len(lower) > len("'er"):
        return False
    return plain[:1].isupper() or bool(re.match(r"(al|el|ad|as|ul)-[A-Z]", plain))


def voice_of(document: Document, labels: dict[str, str], hits: list[Hit]) -> str:
    """The party whose own text a document is, as its outlet (``hits`` are the names in it) or the labels of a
    transcript show; else empty."""
    if hits and hits[-1].end == len((document.outlet or "").strip()) and hits[-1].readings[0].kind in OWN_TEXTS:
        return hits[-1].readings[0].code.split("/")[0]
    return next((party for label, party in labels.items() if label in document.text), "")
