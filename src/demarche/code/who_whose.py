"""Whose a body with no owner beside it is, by its clause: the town where a crowd stands, the army of "an army
spokesman", the government that a rebel group speaks of."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from operator import attrgetter

from demarche.code.where import site_of
from demarche.code.who import Ground, Resolved
from demarche.code.who_armed import REBELS, of_parties
from demarche.code.who_direct import Reader
from demarche.code.who_memory import Back, doers_beside
from demarche.code.who_words import Office
from demarche.findings import Mention
from demarche.world.names import fold

# Parts of a state whose bodies a group that fights it speaks of without saying whose they are.
FOUGHT = ("", "MIL", "GOV")
# Characters in front of a phrase in which a word for two fits.
BEFORE = 10


def possessor(back: Back, m: Mention) -> Resolved | None:
    """Whose a thing is, where a possessive pronoun says so."""
    for other in back.possessives.get(m.head, ()):
        if back.read[other.id].parties:
            return back.read[other.id]
    return None


def of_two(back: Back, m: Mention) -> bool:
    """Whether a phrase is for two: "both" stands in it, or in front where the parse leaves it out."""
    reader = back.reader
    before = reader.text[max(0, m.start - BEFORE) : m.start].split()[-1:]
    return not reader.words.both.isdisjoint((*reader.front(m).words, *map(fold, before)))


def on_two_sides(back: Back, preposition: str, m: Mention) -> bool:
    """Whether a phrase behind somebody is for both parties whose he is: "officials *on both sides*"."""
    office = back.reader.office(m)
    sides = office is not None and office.what == "parties" and of_two(back, m)
    return sides and preposition in back.reader.words.settings.get("of_sides", ())


def of_a_field(back: Back, m: Mention, other: Mention) -> bool:
    """Whether a word behind an office tells its field and not whose it is: "the ministry of *Defence*"."""
    office = back.reader.office(m)
    fields = office is not None and office.form in back.reader.words.settings["of_fields"]
    return fields and other.start == other.head_start and not back.read[other.id].parties


def in_front(back: Back, m: Mention, office: Office) -> Office | None:
    """The body whose man somebody is by the word in front of his office: "an *army* spokesman"."""
    front, words = back.reader.front(m).words, back.reader.words
    body = words.office(front[-1]) if front and office.form in words.settings["of_bodies"] else None
    return body if body is not None and body.what == "body" else None


def at_its_seat(back: Back, m: Mention, office: Office) -> Resolved | None:
    """Who speaks for a body in the town behind him, of its state: "a foreign ministry spokesman *in Oslo*"."""
    reader = back.reader
    for link, number in m.complements:
        site = site_of(reader.findings.mentions[number], back.read[number])
        if link in reader.words.capital_where and site is not None and site.country:
            parties = of_parties(reader, (site.country,), office, m)
            return Resolved(m.id, parties, "person", reason=f"{office.form} at {site.name!r}", score=0.5)
    return None


def at_its_place(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The people or the police of the state in whose town or on whose ground their clause has them do something, and
    the people to whom it is done there: "hundreds of people marched through Oslo", "killed people in Lima"."""
    reader = back.reader
    if office.what != "body" or (office.sector != "CVL" and office.form not in reader.words.settings.get("local", ())):
        return None
    around = (o for o in reader.findings.mentions if o.sentence == m.sentence)
    above = [o for o in around if any(number == m.id for _, number in o.complements)]  # "hundreds of people"
    verbs = {one.governor for one in (m, *above) if one.relation.startswith(("nsubj", "obl:agent"))} - {None}
    places = reader.words.capital_where
    if not verbs and office.sector == "CVL" and office.form not in reader.words.settings.get("own_people", ()):
        # "Killed civilians *in* Gaza", not "sent people *to* Mali" or "evacuated its citizens".
        verbs = {one.governor for one in (m, *above) if one.relation == "obj"} - {None}
        places = frozenset(reader.words.settings.get("standing", ()))
    beside = (other for verb in verbs for other in back.by_governor.get(verb, ()))
    for other in sorted(beside, key=attrgetter("id")):
        state = state_at(back, other) if other.preposition in places else None
        if state:
            parties = of_parties(reader, (state,), office, m)
            return Resolved(m.id, parties, "party", reason=f"{office.form} at {other.text!r}", score=0.5)
    return None


def state_at(back: Back, other: Mention) -> str | None:
    """The state on whose ground a mention of a place lies."""
    site = site_of(other, back.read[other.id])
    return site.country if site is not None else None


def in_its_town(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The office or body of the state in whose town its clause begins by saying that it does something: "In Oslo *the
    ministry* said …"; ministers and presidents meet in other states' towns, so of a person the state must have been
    named before."""
    reader = back.reader
    if m.governor is None or not m.relation.startswith("nsubj") or not (m.definite or m.kind == "name"):
        return None
    sentence = reader.findings.sentences[m.sentence]
    for other in back.by_governor.get(m.governor, ()):
        begins = other.sentence == m.sentence and other.start - sentence.start < BEFORE
        if not begins or other.preposition not in reader.words.settings.get("standing", ()):
            continue
        state = state_at(back, other)
        if state and (office.what == "body" or state in reader.people.about):
            parties = of_parties(reader, (state,), office, m)
            kind = "person" if office.what == "person" else "party"
            return Resolved(m.id, parties, kind, back.read[m.id].speaker, reason=f"{office.form} in {other.text!r}",
                            score=0.5)  # fmt: skip
    return None


def fought(back: Back, m: Mention, office: Office) -> str | None:
    """The state that the group fights which acts or speaks in front of a mention of its sentence: rebels who "are
    willing to talk to the government" mean the one that they rose against."""
    if office.what != "body" or office.sector not in FOUGHT or not m.definite:
        return None
    world, at = back.reader.world, back.reader.at
    acting = [o for o in back.subjects.get(m.sentence, ()) if o.head_start < m.head_start]
    doers = {p for o in acting[-2:] for p in back.read[o.id].parties}
    groups = {p for p in doers if not world.is_state(p.split("/")[0])}
    rebels = {p.split("/")[0] for p in doers if p.endswith(f"/{REBELS}")}
    states = back.states(m, before=True) if groups or rebels else ()
    for state in states:
        if state in rebels or any(group in groups for group, _ in world.insurgents(state, at)):
            return state
    return None


def last_state(back: Back, m: Mention) -> str | None:
    """The state that spoke in the sentence before, as itself and not by a person, or that it is about."""
    return spoke_last(back, m) or sole_state(back, m)


def spoke_last(back: Back, m: Mention) -> str | None:
    """The state that spoke in the sentence before, as itself and not by a person."""
    for one in reversed(back.earlier):
        if one.mention.sentence < m.sentence - 1:
            return None
        codes = [p.split("/")[0] for p in one.read.parties]
        if one.spoke and one.mention.sentence == m.sentence - 1 and one.read.kind == "party" and len(codes) == 1:
            return codes[0] if back.reader.world.is_state(codes[0]) else None
    return None


def sole_state(back: Back, m: Mention) -> str | None:
    """The state that the sentence before has as its one subject, by its name or its capital's: "Oslo knows of nothing.
    The ministry …"."""
    before = [o for o in back.subjects.get(m.sentence - 1, ()) if o.id not in back.reader.pointers]
    read = back.read[before[0].id] if len(before) == 1 and before[0].kind == "name" else None
    if read is None or read.kind != "party" or len(read.parties) != 1:
        return None
    return read.parties[0] if back.reader.world.is_state(read.parties[0]) else None


def for_unknown(back: Back, m: Mention) -> bool:
    """Whether the words behind an office say whose it is, but name a firm or body that no table has: "a spokesman for
    *Larsen Shipping*", "a spokeswoman for *the company*"."""
    reader = back.reader
    for link, number in m.complements:
        if link in reader.words.settings["owner_links"][:2] and not back.read[number].parties:
            office = reader.office(reader.findings.mentions[number])
            if reader.scan.runs_of[number] or (office is not None and office.sector == "BUS"):
                return True
    return False


def of_strangers(back: Back, m: Mention, office: Office) -> bool:
    """Whether a word in front says that somebody is of no state at hand ("foreign troops"); a foreign ministry is none
    of strangers, nor is "Foreign Minister Silva" one."""
    reader = back.reader
    front = [*reader.front(m).words]
    for first, second in itertools.pairwise([*front, reader.nouns[m.id].word]):
        if f"{first} {second}" in reader.words.offices:
            front.remove(first)
    return bool((set(front) - set(office.form.split())) & set(reader.words.settings["strangers"]))


def of_unknown_body(reader: Reader, m: Mention) -> bool:
    """Whether a name that no table has stands in front of an office: "Harbour Research Institute director X"."""
    return any(m.start <= run.start and run.end < m.head_start for run in reader.scan.runs_of[m.id])


def of_any_state(back: Back, m: Mention, office: Office) -> bool:
    """Whether what a text is about tells nothing of whose somebody is: a traveller, or a body in another's town ("the
    mission in Oslo")."""
    words = back.reader.words
    placed = any(link in words.capital_where for link, _ in m.complements)
    return office.form in words.settings["of_any_state"] or (placed and office.form in words.settings.get("abroad", ()))


def owned_country(back: Back, m: Mention, office: Office, owner: Resolved) -> Resolved | None:
    """ "Its territory", "his country": of whom it is said. "Its neighbour" is another state, of those that are neither
    the owner nor who does something to it the one most in mind: of 20 made-up reports whose coding has an event of such
    a neighbour, it is this one in 18."""
    own = tuple(p.split("/")[0] for p in owner.parties)
    if office.form not in back.reader.words.settings.get("neighbours", ()):
        return Resolved(m.id, own, "party", reason=Ground.COUNTRY.value, score=0.6, ground=Ground.COUNTRY)
    best = other_state(back, m, {*own, *doers_beside(back, m)})
    return Resolved(m.id, (best,), "party", reason="the other state in mind", score=0.5) if best else None


def of_the_other(back: Back, m: Mention, office: Office, owner: Resolved) -> Resolved | None:
    """ "Her counterpart": of another state than she is, that of the town where the clause has him or the other one
    most in mind."""
    own = {p.split("/")[0] for p in owner.parties}
    best = other_state(back, m, own)
    found = in_its_town(back, m, office)
    if found is not None or best is None:
        return found
    speaker = back.read[m.id].speaker
    return Resolved(m.id, (best,), "person", speaker, reason=f"{office.form} of {owner.parties}", score=0.5)


def other_state(back: Back, m: Mention, never: Collection[str]) -> str | None:
    """The state most in mind that is none of some."""
    others = {p: weight for p, (weight, _) in back.salience(m).items() if p not in never}
    return max((p for p in others if back.reader.world.is_state(p)), key=lambda p: others[p], default=None)
