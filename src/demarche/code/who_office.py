"""A mention whose head is a noun for an office, a body or people: "the Danish minister", "some officials"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.code.who import Ground, Resolved
from demarche.code.who_armed import of_parties
from demarche.code.who_beside import NO_PARTY
from demarche.code.who_media import as_medium
from demarche.code.who_named import named
from demarche.code.who_near import leads
from demarche.code.who_owners import PARTIES, STATES, of_place, owners_of
from demarche.code.who_people import Person, by_person
from demarche.code.who_unlisted import behind_noun
from demarche.code.who_words import Office
from demarche.findings import Mention
from demarche.world import Hit
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# Score of an office whose owner is not said in its phrase: the second round looks for it.
OPEN = 0.1
# Nouns that point back to what the text has named before, where they have no owner.
POINTING = frozenset({"country", "alliance", "union", "organisation", "group", "parties", "document"})
# An apposition without comma stands this close behind its noun: "terreurgroep IS", "persbureau 'Tasnim'".
BESIDE = 2


def official(reader: Reader, m: Mention, office: Office, codes: tuple[str, ...] = ()) -> Resolved:
    """A mention whose head is a noun for an office, a body or people of a party."""
    if office.what == "parties" and not reader.words.both.isdisjoint(reader.front(m).words):
        return Resolved(m.id, reason="refers back: both")
    if m.number == "Plur" and some_of_many(reader, m, office, codes):
        return Resolved(m.id, reason=Ground.SOME_OF_MANY.value, ground=Ground.SOME_OF_MANY)
    beside = named_behind(reader, m, office)
    if beside and not codes:
        return beside
    run = reader.scan.run_at(m)
    person = None
    owned = reader.words.settings.get("owned", {}).get(office.form)
    owners = (owned,) if owned else codes or owners_of(reader, m, office) or of_place(reader, m, office)
    if run and office.what == "person" and run.start >= m.head_end:
        person = reader.people.find(run.text, owners, reader.words.crown(office), leads=leads(reader, office))
    if not owners and (other := behind_noun(reader, m, office)):
        return other
    if office.what in POINTING and not owners:
        return Resolved(m.id, reason=f"refers back: {office.what}")
    if reader.former(m) and office.what == "person" and not (person and person.current):
        before, name = Ground.HELD_BEFORE, person.name if person else None
        return Resolved(m.id, (), "person", name, reason=before.value, score=0.4, ground=before)
    if person and person.party and (not owners or (person.score > 0.5 and not owner_in_front(reader, m))):
        return by_person(m.id, person)
    if office.sector == "MEDIA":
        return as_medium(m, reader.text[m.start : m.end])
    parties = of_parties(reader, owners, office, m)
    kind = "person" if office.what == "person" else "party"
    if run and not person and kind == "person" and run.start >= m.head_end and parties:
        person = Person(run.text, parties, "", 0.6, "office named beside the name")
    if person and " " in person.name and parties:
        reader.people.remember(person.name, person._replace(party=person.party or parties))
    if person and run and (parties or person.party):
        reader.people.remember(run.text, person._replace(party=person.party or parties))
    by_name = run is not None and kind == "person" and run.start >= m.head_end and m.number != "Plur"
    speaker = person.name if person else run.text if run is not None and by_name else None
    if not parties:
        return Resolved(m.id, (), kind, speaker, reason=f"{office.form}: of whom is not said here", score=OPEN)
    if person and person.party and {p.split("/")[0] for p in person.party} == {p.split("/")[0] for p in parties}:
        parties = person.party
    return Resolved(m.id, parties, kind, speaker, candidates=person.candidates if person else (),
                    reason=f"{office.form} of {', '.join(owners)}", score=0.85)  # fmt: skip


def compound(reader: Reader, m: Mention, hit: Hit, word: str) -> Resolved:
    """A word that begins with a name: "NAVO-topman", "EU-landen"."""
    rest = word[hit.end - m.head_start :].strip("-–'’")
    office = reader.words.office(fold(rest), fold(m.lemma).rsplit("-", 1)[-1]) if rest else None
    if rest and fold(rest) in reader.words.member_endings:
        office = Office(rest, "person", "")
    if office is None:
        return Resolved(m.id, reason=f"a thing of {hit.readings[0].form}")
    if hit.readings[0].code == NO_PARTY:
        run = reader.scan.run_at(m)
        who = run.text if run else reader.text[m.start : m.end]
        return as_medium(m, who, "person" if run else "group")
    return official(reader, m, office, (reader.code_of(hit.readings[0]),))


def some_of_many(reader: Reader, m: Mention, office: Office, codes: tuple[str, ...]) -> bool:
    """Whether a plural is of no body: "some officials", "many EU countries"; "the other EU countries" are the EU."""
    words, front = reader.words, reader.front(m).words
    some = words.some_of.intersection(front)
    if not some or office.what == "body":
        return False
    whole = codes or owners_of(reader, m, office)
    definite = m.definite or fold(m.text.split()[0]) in words.settings["definite"]
    return not definite or bool(some - words.others) or not whole or any(map(reader.world.is_state, whole))


def owner_in_front(reader: Reader, m: Mention) -> bool:
    """Whether the owner of an office stands in front of it: "Russische minister", "Iran's minister"."""
    return bool([h for h in reader.inside(m.start, m.head_start) if h.readings[0].kind in PARTIES | STATES])


def named_behind(reader: Reader, m: Mention, office: Office) -> Resolved | None:
    """A name of a party right behind its noun: "terreurgroep IS", "persbureau Tasnim", "the group Hamas"."""
    for hit in reader.inside(m.head_end, m.head_end + BESIDE + 1):
        kind = hit.readings[0].kind
        if kind in ("organisation", "group", "agency", "outlet", "ngo", "company"):
            return named(reader, m, hit)
        if kind == "name" and office.what == "country":
            return named(reader, m, hit)
    return None
