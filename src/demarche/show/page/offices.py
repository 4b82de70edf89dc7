"""Who held which office when, from the shipped tables: those whose term meets the dates of the dossier's reports."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from demarche.show import labels
from demarche.show.labels.offices import named
from demarche.show.page.asked import Asked
from demarche.world import Term, World, load

#: Classes of offices that speak for a party abroad, in the order they are shown.
CLASSES = ("head", "organisation", "group", "foreign", "defence", "security", "military", "representative",
           "spokesperson")  # fmt: skip
MOST = 40


@dataclass(frozen=True, slots=True)
class Office:
    """A term of office: whose, which, from and until (ISO dates cut to what is known; empty: not known, or still).

    ``called`` is the office in the reader's language; ``language`` says in which it is, where the tables have no
    other.
    """

    person: str
    party: str
    office: str
    kind: str
    start: str
    end: str
    source: str
    called: str
    language: str

    def plain(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return asdict(self)


def span_of(asked: Asked) -> tuple[str, str]:
    """First and last day of the reports that pass the filter's dates; empty where none has a date."""
    where, values = asked.narrowed.with_(party=(), type=(), topic=()).where("reports")
    query = f'SELECT min("date")::VARCHAR AS first, max(date_end)::VARCHAR AS last FROM reports WHERE {where}'
    row = asked.dossier.sql(query, values, seconds=2.0).rows()[0]
    return row["first"] or "", row["last"] or ""


def offices_of(asked: Asked, party: str) -> list[Office]:
    """Offices of a party in the time of the dossier, by class and date."""
    known, (first, last) = load(), span_of(asked)
    terms = [
        term
        for kind in CLASSES
        for term in known.held(party, kind)
        if meets(term, first, last)
    ]  # fmt: skip
    terms.sort(key=lambda t: (CLASSES.index(t.kind), _is_of_a_part(t), t.start, t.office))
    return [office(known, term, asked.words.language) for term in terms][:MOST]


def meets(term: Term, first: str, last: str) -> bool:
    """Whether a term of office meets a span of days; where there is no span, whether it still lasts."""
    if not first:
        return not term.end
    return (not term.end or term.end >= first[: len(term.end)]) and (not term.start or term.start <= last)


def _is_of_a_part(term: Term) -> bool:
    """Whether an office is of a part of the party ("Prime Minister of Crimea"): those of the whole stand first."""
    _, of, owner = term.office.rpartition(" of ")
    return bool(of) and owner.removeprefix("the ") != labels.load(labels.FALLBACK).party(term.party)


def office(known: World, term: Term, language: str) -> Office:
    """A term with the person's name in the reader's language."""
    name = known.person(term.person, language)
    called = named(term.office, language)
    return Office(name, term.party, term.office, term.kind, term.start, term.end, term.source,
                  called or term.office, language if called else labels.FALLBACK)  # fmt: skip
