"""Persons: from a run of words with capitals to somebody in the world's tables, or known by this text alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from demarche.code.who import Resolved
from demarche.world import Term, World
from demarche.world.names import key, skeleton

# A surname alone stands for somebody only if they are this much in the news (rank of their best office times how well
# it covers the date), or the text names their party or office beside it.
KNOWN_ALONE = 3.0
# The likeliest bearer of a surname must be this many times likelier than the next one of another party.
CLEARLY = 1.25
# … and this many times in a text without a date, of which nobody can tell who held an office then.
UNDATED = 2.0
# … and this high an office, to be meant by the surname of somebody else whom the text names in full.
IN_ALL_NEWS = 9
# Somebody whose state or organisation is not named anywhere in the text is this much less likely to be meant.
UNNAMED = 0.38


class Person(NamedTuple):
    """Somebody named in a text. ``party`` is () where they speak for nobody; ``candidates`` are other readings."""

    name: str
    party: tuple[str, ...]
    gender: str
    score: float
    reason: str
    candidates: tuple[tuple[str, float], ...] = ()
    office: str = ""
    current: bool = False


@dataclass
class People:
    """The persons of one document: those its text has named so far, and the world's."""

    world: World
    language: str
    at: str | None
    about: frozenset[str] = frozenset()
    local: Callable[[str], str] = str
    known: dict[str, Person] = field(default_factory=dict)
    # Surnames of those whom the text names in full and the tables do not know.
    strangers: set[str] = field(default_factory=set)
    # Their names in full by the words that these end with.
    in_full: dict[str, str] = field(default_factory=dict)
    # What the tables have for a name, its parties and titles: a text names the same people again and again.
    _found: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], Person | None] = field(default_factory=dict)

    def remember(self, name: str, person: Person) -> None:
        """Lets the last words of a full name stand for the person in the rest of the document."""
        parts = key(name).split()
        for start in range(len(parts)):
            short = " ".join(parts[start:])
            old = self.known.get(short)
            if old is None or (person.party and not old.party) or (start == 0 and person.score > old.score):
                self.known[short] = person

    def note(self, name: str) -> None:
        """Notes the surname of somebody named in full whom the tables do not know."""
        parts = key(name).split()
        for start in range(1, len(parts)):
            self.in_full.setdefault(" ".join(parts[start:]), name)
        # "Financiën Steven Mnuchin": what stands in front may be no part of the name.
        if not any(self.world.persons_named(" ".join(parts[n:])) for n in range(1, len(parts) - 1)):
            self.strangers.add(parts[-1])

    def find(
        self, name: str, near: tuple[str, ...] = (), titles: tuple[str, ...] = (), *, leads: bool = True
    ) -> Person | None:
        """The person of this name; ``near`` are parties that the text gives beside it (office, adjective), ``titles``
        what the office would hold that stands in front of a surname ("king" for "koning"); ``leads`` is false where the
        text gives another office than that of who leads a state."""
        parts = key(name).split()
        if not parts:
            return None
        known = self.known.get(" ".join(parts))
        if known and known.party:
            return known
        asked = name, near, titles, leads
        if asked not in self._found:
            self._found[asked] = self._of_tables(name, parts, near, titles, leads)
        return self._found[asked] or known

    def _of_tables(
        self, name: str, parts: list[str], near: tuple[str, ...], titles: tuple[str, ...], leads: bool
    ) -> Person | None:
        """See :meth:`find`: the person of the world's tables, whatever the text has said before."""
        if len(parts) > 1:
            return (
                self.best(self.world.persons_named(name), near, 0.5)
                or self.by_surname(parts, near)
                or (self.shorter(name, parts, near) if leads else None)
            )
        # Of whom the tables have the surname alone the text must name the state: "Spencer" is mostly no premier.
        numbers = tuple(n for n in self.crowned(name, titles) if len(self.parts_of(n)) > 1 or near or self.at_home(n))
        if parts[0] in self.strangers or (self.at is None and not near):
            numbers = tuple(
                n for n in numbers if self.in_all_news(n) or (parts[0] not in self.strangers and self.at_home(n))
            )
        found = self.best(numbers, near, 0.0 if near else KNOWN_ALONE)
        bases = {party.split("/")[0] for party in near}
        return found if found and (not bases or bases & {party.split("/")[0] for party in found.party}) else None

    def at_home(self, number: int) -> bool:
        """Whether the text names a state or organisation for which a person held an office."""
        return any(term.party.split("/")[0] in self.about for term in self.world.terms(number, self.at))

    def in_all_news(self, number: int) -> bool:
        """Whether a person is known by the surname alone to every reader, whoever else bears it ("Biden", the son)."""
        return any(term.cover > 0 and term.rank >= IN_ALL_NEWS for term in self.world.terms(number, self.at))

    def crowned(self, name: str, titles: tuple[str, ...]) -> tuple[int, ...]:
        """Who bears a surname; with the title of a crowned head in front, those who reign at the date."""
        numbers = self.world.persons_surnamed(name)
        if not titles:
            return numbers
        terms = ((n, term) for n in numbers for term in self.world.terms(n, self.at) if term.cover > 0)
        return tuple(dict.fromkeys(n for n, term in terms if set(titles) & set(term.office.lower().split())))

    def by_surname(self, parts: list[str], near: tuple[str, ...]) -> Person | None:
        """Somebody whose surname and first letter fit a name that the tables spell in another way."""
        for start in range(1, len(parts)):
            numbers = self.world.persons_surnamed(" ".join(parts[start:]))
            first = [n for n in numbers if self.alike(parts[0], n)]
            found = self.best(tuple(first), near, 2.0)
            if found:
                return found
        return None

    def shorter(self, name: str, parts: list[str], near: tuple[str, ...]) -> Person | None:
        """Somebody of whose name the tables have a part ("Ansip" for "Andrus Ansip", as lists of leaders of the years
        before 2015 mostly do), in office at the date, where the text names the state, or gives it beside the name."""
        bases = {party.split("/")[0] for party in near} or self.about
        for start in range(1, len(parts)):
            some = [n for n in self.world.persons_surnamed(" ".join(parts[start:])) if self.parts_of(n) < set(parts)]
            terms = [t for n in some for t in self.world.terms(n, self.at) if t.cover > 0 and t.party in bases]
            found = self.best(tuple(dict.fromkeys(t.person for t in terms)), near, 2.0)
            if found:
                return found._replace(name=name)
        return None

    def parts_of(self, number: int) -> set[str]:
        """The words of the name that the tables have for a person."""
        return set(key(self.world.person(number)).split())

    def alike(self, first: str, number: int) -> bool:
        """Whether a first name may be that of a person: the same sounds in front, or an initial."""
        for name in (self.world.person(number), self.world.person(number, self.language)):
            other = key(name).split()[0]
            if len(first) == 1 and other[:1] == first:
                return True
            if len(first) > 1 and skeleton(other)[:3] == skeleton(first)[:3]:
                return True
        return False

    def best(self, numbers: tuple[int, ...], near: tuple[str, ...], least: float) -> Person | None:
        """The likeliest of some persons, or None where none is likely enough or two are as likely."""
        bases = {party.split("/")[0] for party in near}
        rated = sorted((self.rate(n, bases) for n in numbers), key=lambda r: (-r[0], r[1]))
        rated = [r for r in rated if r[0] > 0 or r[2] is not None]
        if not rated or rated[0][0] < least:
            return None
        top = self.past(rated, bases) or rated[0]
        rivals = [r for r in rated[1:] if r[2] and top[2] and r[2].party.split("/")[0] != top[2].party.split("/")[0]]
        clearly = UNDATED if self.at is None else CLEARLY
        if least >= KNOWN_ALONE and rivals and rivals[0][0] * clearly > top[0]:
            return None
        total = sum(r[0] for r in rated) or 1.0
        candidates = tuple((self.describe(r[1], r[2]), round(r[0] / total, 3)) for r in rated[:5])
        return self.person(top[1], top[2], top[0] / total, candidates)

    def past(self, rated: list[tuple[float, int, Term | None]], near: set[str]) -> tuple[float, int, Term] | None:
        """Who held as high an office before, of a state that the text names, where whoever holds one now is of none:
        "Obama" in a report on Washington is not the one of Malabo."""
        now = rated[0][2]
        if now is None or now.cover <= 0 or now.party.split("/")[0] in self.about | near:
            return None
        before = [(score, number, term) for score, number, term in rated if term is not None and term.cover <= 0]
        before = [r for r in before if r[2].party in self.about and r[2].rank >= now.rank and self.began(r[2])]
        return (rated[0][0], *before[0][1:]) if before else None

    def rate(self, number: int, near: set[str]) -> tuple[float, int, Term | None]:
        """How likely a person is meant: rank of the office they hold at the date, more where the party fits."""
        best: tuple[float, Term | None] = (0.0, None)
        for term in self.world.terms(number, self.at):
            fits = term.party.split("/")[0] in near
            named = 1.0 if term.party.split("/")[0] in self.about else UNNAMED
            score = term.rank * term.cover * named * (4.0 if fits else 0.5 if near else 1.0)
            if term.cover == 0 and (fits or (not self.world.is_state(term.party) and self.began(term))):
                score = 0.3 * term.rank
            if score > best[0] or best[1] is None:
                best = (score, term)
        return best[0], number, best[1]

    def began(self, term: Term) -> bool:
        """Whether a term lies before the report: who led an armed group counts for it afterwards too."""
        return self.at is not None and term.start[:10] <= self.at

    def describe(self, number: int, term: Term | None) -> str:
        """A reading in words: ``Sergey Lavrov (RUS, Minister of Foreign Affairs)``."""
        name = self.world.person(number, self.language)
        return f"{name} ({term.party}, {term.office})" if term else name

    def person(self, number: int, term: Term | None, score: float, candidates: tuple[tuple[str, float], ...]) -> Person:
        """A person of the world's, with the party they count for at the date; () where they hold no office then."""
        name, gender = self.world.person(number, self.language), self.world.gender(number)
        if term is None:
            return Person(name, (), gender, score, "no office known", candidates)
        dates = f"{term.start or '?'} to {term.end or 'now'}"
        if term.cover <= 0 and self.world.is_state(term.party):
            return Person(
                name, (), gender, score, f"was {term.office} ({term.party}), {dates}; {term.source}", candidates
            )
        reason = f"{term.office} ({term.party}), {dates}; {term.source}"
        return Person(
            name, (self.local(term.party),), gender, score, reason, candidates, term.office, term.cover >= 0.6
        )


def by_person(number: int, person: Person) -> Resolved:
    """The reading of a mention that is a person."""
    return Resolved(number, person.party, "person", person.name, candidates=person.candidates, reason=person.reason,
                    score=person.score)  # fmt: skip


def with_sector(code: str, sector: str, world: World) -> str:
    """A state's code with a sector behind it; organisations and groups have none."""
    if not sector or "/" in code or not world.is_state(code):
        return code
    return f"{code}/{sector}"
