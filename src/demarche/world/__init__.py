"""Who is who, at the date: parties, places, persons and what office they held when.

The tables are built by ``models/world/build.py`` and lie here as one packed file, read on first use. A row of the
tables is a plain list there and a named tuple here; each has its source.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from demarche.errors import MissingInput
from demarche.world.dates import covered, interval
from demarche.world.names import Kept, key, skeleton
from demarche.world.spotting import Hit as Hit
from demarche.world.spotting import Named as Named
from demarche.world.spotting import Spotter
from demarche.world.spotting import wrapped as wrapped

HOME = Path(__file__).parent
FILE = HOME / "world.json.gz"
KEPT = 32_768  # names of persons remembered: a day's news has fewer
RELATIONS = ("war", "rival", "ally")  # what two parties may be to each other, the closest tie to a report first
PARTIES = ("name", "organisation", "group", "ngo", "agency", "outlet", "company")  # kinds of names that are no places


class Term(NamedTuple):
    """An office held: ``rank`` (1 to 12) is how much such people are in the news; dates are ISO, cut to what is known.
    ``cover`` says how well the term covers the date that was asked for (see :func:`demarche.world.dates.covered`)."""

    person: int
    party: str
    office: str
    kind: str
    rank: int
    start: str
    end: str
    source: str
    cover: float = 1.0


# Of two states one is a name's home where this much likelier, in natural logarithms; a part of a name that nobody of a
# state bears counts as so many of its bearers.
CLEAR, UNSEEN = 3.0, 0.2


class World:
    """The tables with their look-ups. Build it with :func:`load`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._held: dict[int, list[int]] = {}
        for number, row in enumerate(data["held"]):
            self._held.setdefault(row[0], []).append(number)
        self.states = frozenset(
            row[0]
            for forms in data["forms"].values()
            for rows in forms.values()
            for row in rows
            if row[1] == "adjective"
        )
        self._insurgents, self._members = by_first(data["insurgents"]), by_first(data["members"])
        self._rows: dict[tuple[str, int], list[str]] = {}
        self._listed: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._joined: Kept[tuple[str, str | None], tuple[str, ...]] = Kept(self._members_at, KEPT)
        self._persons: Kept[str, tuple[int, ...]] = Kept(self._persons_named, KEPT)
        self._spotters: dict[str, Spotter] = {}

    def is_state(self, code: str) -> bool:
        """Whether a code, its sector left out, is a state's or a territory's."""
        return code.split("/")[0] in self.states

    def _table(self, language: str) -> str:
        """The language whose names are used: its own, or English where the world has none in it."""
        return language if language in self._data["forms"] else "en"

    def named(self, name: str, language: str) -> tuple[Named, ...]:
        """All that a name stands for in a language, likeliest first; () where it is not in the tables."""
        sources = self._data["form_sources"]
        rows = self._data["forms"][self._table(language)].get(key(name), ())
        return tuple(Named(code, kind, form, sources[source]) for code, kind, form, source in rows)

    def names_party(self, name: str) -> bool:
        """Whether some language's tables have a name for a state, an organisation or a group."""
        rows = (forms.get(key(name), ()) for forms in self._data["forms"].values())
        return any(row[1] in PARTIES for some in rows for row in some)

    def scan(self, text: str, language: str) -> list[Hit]:
        """Names of parties and places in a text, the longest at each point, in order.

        A name counts only where it is written as one: with a capital where the table has one, and abbreviations in
        capitals only ("us" is no state).
        """
        return self._spotter(self._table(language)).scan(text)

    def _spotter(self, language: str) -> Spotter:
        if language not in self._spotters:
            self._spotters[language] = Spotter(self._data["forms"][language], self._data["form_sources"])
        return self._spotters[language]

    def other_names(self, named: Named, language: str) -> tuple[str, ...]:
        """All names of the tables' row that a name stands in."""
        table = self._table(language)
        if table not in self._listed:  # one world answers for every language: each has its own rows
            self._listed.add(table)
            for key_, rows in self._data["forms"][table].items():
                for row in rows:
                    self._rows.setdefault((table, row[3]), []).append(key_)
        numbers = self._data["form_sources"]
        number = self._numbers or {source: i for i, source in enumerate(numbers)}
        self._numbers = number
        return tuple(self._rows.get((table, number[named.source]), ()))

    def person(self, number: int, language: str = "en") -> str:
        """The full name of a person as it is written in a language."""
        name, other, _ = self._data["persons"][number]
        return str(other.get(language, name))

    def gender(self, number: int) -> str:
        """``m``, ``f`` or empty where the sources do not say."""
        return str(self._data["persons"][number][2])

    def terms(self, number: int, at: str | None = None) -> list[Term]:
        """Offices of a person, those that cover the date best first, then by rank and by how late they began."""
        sources, when = self._data["held_sources"], interval(at)
        rows = (self._data["held"][i] for i in self._held.get(number, ()))
        found = [_term(row, sources[row[7]], covered(row[5], row[6], when)) for row in rows]
        return sorted(found, key=lambda t: (-round(t.cover, 2), -t.rank, t.start, t.party), reverse=False)

    def names_of_persons(self) -> list[str]:
        """Names of all persons, as the tables write them."""
        return [str(row[0]) for row in self._data["persons"]]

    def persons_named(self, name: str) -> tuple[int, ...]:
        """Numbers of the persons with this full name, by its letters or else by its sounds."""
        return self._persons[name]

    def _persons_named(self, name: str) -> tuple[int, ...]:
        folded = key(name)
        rows = self._data["full"].get(folded) or self._data["full_sounds"].get(skeleton(folded), ())
        return tuple(rows)

    def persons_spelled(self, surname: str) -> tuple[int, ...]:
        """Numbers of the persons with this surname, by its letters alone."""
        return tuple(self._data["last"].get(key(surname), ()))

    def persons_surnamed(self, surname: str) -> tuple[int, ...]:
        """Numbers of the persons with this surname, by its letters or else by its sounds."""
        folded = key(surname)
        rows = self._data["last"].get(folded)
        if rows is None and len(folded) > 4:
            rows = self._data["last_sounds"].get(skeleton(folded), ())
            rows = [number for number in rows if self._as_long(number, folded)]
        return tuple(rows or ())

    def _as_long(self, number: int, folded: str) -> bool:
        """Whether some word of a person's name is as long as another, give or take a letter."""
        name, other, _ = self._data["persons"][number]
        parts = " ".join([name, *other.values()]).split()
        return any(abs(len(part) - len(folded.rsplit(" ", 1)[-1])) <= 1 for part in parts)

    def body(self, named: Named) -> str | None:
        """Full name of the body that a name of kind ``body`` stands for."""
        found = self._data["bodies"].get(f"{named.code} {key(named.form)}")
        return str(found) if found else None

    def members(self, organisation: str, at: str | None = None) -> tuple[str, ...]:
        """Codes of the members of an organisation at a date, sorted."""
        return self._joined[organisation, at]

    def _members_at(self, asked: tuple[str, str | None]) -> tuple[str, ...]:
        organisation, when = asked[0], interval(asked[1])
        rows = self._members.get(organisation, ())
        return tuple(sorted([code for _, code, start, end in rows if covered(start, end, when) > 0.5]))

    def insurgents(self, state: str, at: str | None = None) -> tuple[tuple[str, bool], ...]:
        """Armed groups that fight a state at a date, each with whether "the rebels" alone may be taken for it."""
        when = interval(at)
        rows = (row for row in self._insurgents.get(state, ()) if covered(row[2], row[3], when) > 0)
        return tuple((row[1], bool(row[4])) for row in rows)

    @cached_property
    def _relations(self) -> dict[frozenset[str], list[tuple[str, str, str]]]:
        """What two parties are to each other, and when, by the two of them."""
        found: dict[frozenset[str], list[tuple[str, str, str]]] = {}
        for one, other, kind, start, end in self._data["relations"]:
            found.setdefault(frozenset((one, other)), []).append((kind, start, end))
        return found

    def relation(self, one: str, other: str, at: str | None = None) -> str:
        """What two parties are to each other at a date, their sectors left out: ``self``, ``war`` (they fight),
        ``rival``, ``ally`` or ``none``; of several the first in this order.

        It tells whom a report may mean, and is no judgement: the rows are in models/world/relations.csv.
        """
        asked = frozenset((one.split("/")[0], other.split("/")[0]))
        if len(asked) == 1:
            return "self"
        when = interval(at)
        kinds = {kind for kind, start, end in self._relations.get(asked, ()) if covered(start, end, when) > 0.5}
        return next((kind for kind in RELATIONS if kind in kinds), "none")

    def likeliest_home(self, name: str, states: Sequence[str]) -> str | None:
        """Of some states the one whose office-holders' names a name is most like ("Shoichi Nakagawa" Japan's, not
        China's), by its words and their letters in threes; None where it is like two of them about alike."""
        odds = dict.fromkeys(states, 0.0)
        for part in parts_of(name):
            found = self._bearers.get(part, Counter())
            for state in odds if not odds.keys().isdisjoint(found) else ():
                odds[state] += math.log((found[state] + UNSEEN) / (self._parts_of[state] + 1))
        best = sorted(odds.items(), key=lambda one: (-one[1], states.index(one[0])))
        return best[0][0] if len(best) > 1 and best[0][1] - best[1][1] > CLEAR else None

    @cached_property
    def _parts_of(self) -> Counter[str]:
        """How many parts of names the tables have of each state's office-holders."""
        found: Counter[str] = Counter()
        for some in self._bearers.values():
            found.update(some)
        return found

    @cached_property
    def _bearers(self) -> dict[str, Counter[str]]:
        """How many persons of each state bear a part of a name."""
        homes: dict[int, str] = {}
        for row in self._data["held"]:
            state = row[1].split("/")[0]
            if state in self.states:
                homes.setdefault(row[0], state)
        found: dict[str, Counter[str]] = {}
        for number, state in homes.items():
            for part in parts_of(self._data["persons"][number][0]):
                found.setdefault(part, Counter())[state] += 1
        return found

    @cached_property
    def _offices(self) -> dict[tuple[str, str], list[int]]:
        """Numbers of the terms of a party in offices of a class, by the two."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, row in enumerate(self._data["held"]):
            found.setdefault((row[1], row[3]), []).append(number)
        return found

    def held(self, party: str, kind: str) -> Iterator[Term]:
        """Every term of offices of a class (``head``, ``foreign``, …) of a party, whenever it was."""
        return (self._term(number, None) for number in self._offices.get((party, kind), ()))

    def holders(self, party: str, kind: str, at: str | None) -> Iterator[Term]:
        """Terms of offices of a class (``head``, ``foreign``, …) that cover the date, for a party."""
        terms = (self._term(number, at) for number in self._offices.get((party, kind), ()))
        return (term for term in terms if term.cover > 0.5)

    def _term(self, number: int, at: str | None) -> Term:
        row = self._data["held"][number]
        return _term(row, self._data["held_sources"][row[7]], covered(row[5], row[6], interval(at)))

    def size(self) -> dict[str, int]:
        """How many rows of each kind there are."""
        data = self._data
        return {"persons": len(data["persons"]), "terms": len(data["held"]),
                **{f"names {lang}": len(rows) for lang, rows in sorted(data["forms"].items())}}  # fmt: skip


def parts_of(name: str) -> list[str]:
    """The words of a name, and their letters in threes with their edges ("^na", "nak", …)."""
    words = [word for word in key(name).split() if len(word) > 1]
    return [*words, *(f"^{word}$"[at : at + 3] for word in words for at in range(len(word)))]


def by_first(rows: list[list[Any]]) -> dict[str, list[list[Any]]]:
    """Rows by their first column."""
    found: dict[str, list[list[Any]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _term(row: list[Any], source: str, cover: float) -> Term:
    """A term of office from its row."""
    number, party, office, kind, rank, start, end, _ = row
    return Term(number, party, office, kind, rank, start, end, source, cover)


def fingerprint(extra: Path) -> str:
    """SHA-256 (first 16 hex digits) of a user's own rows.

    Raises:
        MissingInput: where there is no such file.
    """
    if not extra.is_file():
        raise MissingInput(f"{extra}: there is no such file. --world takes a CSV (docs/world.md).")
    return hashlib.sha256(extra.read_bytes()).hexdigest()[:16]


def load(extra: Path | None = None) -> World:
    """The world, read once and kept; with the rows of a CSV of the user's own where one is named.

    Raises:
        MissingInput, SettingError: where that file is not there, or has not the columns it should have.
    """
    return _kept(extra)


# Apart from ``load``: called with and without its argument, that would keep two worlds.
@lru_cache(maxsize=4)
def _kept(extra: Path | None) -> World:
    data = json.loads(gzip.decompress(FILE.read_bytes()))
    if extra is not None:
        from demarche.world.own import add

        add(data, extra)
    return World(data)
