"""Definite phrases that point back: "het land", "de alliantie", "both sides", "de minister", "het leger"."""

from __future__ import annotations

from demarche.code.who import Ground, Resolved
from demarche.code.who_armed import REBELS, of_owner, of_parties
from demarche.code.who_memory import (
    GROUP_REACH,
    REACH,
    SUBJECT,
    Back,
    Earlier,
    both,
    group_before,
    own_subject,
    said_of,
)
from demarche.code.who_people import with_sector
from demarche.code.who_short import known_one, part_of_name
from demarche.code.who_unowned import (
    body_before,
    company_before,
    group_of_rebels,
    member_of_body,
    of_a_state,
    of_body,
    person_before,
    titled,
)
from demarche.code.who_whose import (
    at_its_seat,
    for_unknown,
    in_front,
    of_a_field,
    of_strangers,
    of_the_other,
    of_two,
    on_two_sides,
    owned_country,
    possessor,
)
from demarche.code.who_words import Office
from demarche.findings import Mention
from demarche.world.names import fold

# What "the alliance" and "the union" may be, by their codes in ontologies/parties.toml.
ALLIANCES = ("NATO", "CSTO")
UNIONS = ("EU", "AU")
# So many characters behind a paper, at most, stands by whom it was released ("a statement released on Monday by X").
AGENT_REACH = 60


def definite(back: Back, m: Mention) -> Resolved | None:
    """ "Het land", "de alliantie", "beide partijen", "de minister": what the text named before."""
    # Of two words the second may be no office of its own: "independence supporters".
    office = back.reader.office(m) or back.reader.nouns[m.id].office
    named = part_of_name(back, m)
    if office is None or named is not None:
        return named
    if office.what == "parties":
        return several(back, m, office, of_two(back, m))
    if office.what in ("country", "alliance", "union", "organisation", "group"):
        return thing(back, m, office)
    owner = possessor(back, m) or below(back, m)
    if owner is not None and office.form in back.reader.words.settings.get("opposites", ()):
        return of_the_other(back, m, office, owner)
    if office.what == "document" and owner is None:
        return author(back, m, office)
    if owner is not None and owner.parties:
        parties = of_owner(back.reader, owner.parties, office, m)
        return Resolved(m.id, parties, "person" if office.what == "person" else "party",
                        reason=f"{office.form} of {owner.parties}", score=0.6)  # fmt: skip
    if back.read[m.id].ground in (Ground.HELD_BEFORE, Ground.MEDIUM):
        return None
    return holder(back, m, office)


def several(back: Back, m: Mention, office: Office, two: bool) -> Resolved | None:
    """ "De partijen", "the leaders", "both countries": those whom the text named together."""
    subject = m.relation.startswith("nsubj")
    again = named_again(back, m) if m.definite and not two else None
    if again is not None:
        return again
    if office.form in back.reader.words.settings["allies"] and not two:
        found = alliance_of(back, m)
        if found is not None:
            return found
    if possessor(back, m) is not None or not (two or ((m.definite or subject) and not m.modifiers)):
        return None
    states = office.form in back.reader.words.settings.get("of_states", ())
    if two:
        return both(back, m, 2, states=states)
    found = group_before(back, m, None, acting=True, states=states) or group_before(back, m, None, states=states)
    return found or (both(back, m, 2, states=states) if m.definite else None)


def alliance_of(back: Back, m: Mention) -> Resolved | None:
    """ "The allies", "our Allies": the alliance that the text names; not with a word that picks some out ("European
    allies"), and those of somebody only where a capital says that the treaty is meant."""
    if m.modifiers or not (titled(back, m) or (m.definite and possessor(back, m) is None)):
        return None
    named = next((code for code in ALLIANCES if code in back.reader.sure), None)
    return Resolved(m.id, (named,), "party", reason="the alliance that the text names", score=0.5) if named else None


def named_again(back: Back, m: Mention) -> Resolved | None:
    """ "The foreign ministers" after "the foreign ministers of Egypt, Cyprus and France": the same ones."""
    nouns = back.reader.nouns
    head = nouns[m.id].word

    def same(one: Earlier) -> bool:
        return nouns[one.mention.id].word == head and len(one.read.parties) > 1

    best = back.best(m, same, reach=GROUP_REACH)
    return said_of(m, best.read, "named together before", 0.6) if best else None


def author(back: Back, m: Mention, office: Office) -> Resolved | None:
    """Whose a paper is: by whom it was released, or that of the one named before ("the statement")."""
    reader = back.reader
    agents = reader.words.settings.get("agents", ())
    for other in reader.findings.mentions:
        near = other.sentence == m.sentence and 0 < other.start - m.head_end < AGENT_REACH
        if near and other.preposition in agents and back.read[other.id].parties:
            return said_of(m, back.read[other.id], f"{office.form} by {other.text!r}", 0.6)
    if not known_one(back, m):
        return None

    def fits(one: Earlier) -> bool:
        written = reader.words.office(fold(one.mention.lemma))
        return bool(one.read.parties) and (one.spoke or (written is not None and written.what == "document"))

    best = back.best(m, fits, reach=2)
    return said_of(m, best.read, f"{office.form} of the last speaker", 0.4) if best else None


def below(back: Back, m: Mention) -> Resolved | None:
    """Whose an office is, where that points back itself: "officials from both governments"."""
    reader = back.reader
    for preposition, number in m.complements:
        other, found = reader.findings.mentions[number], back.read[number]
        if preposition not in reader.words.settings["owner_links"][:3] and not on_two_sides(back, preposition, other):
            continue
        if of_a_field(back, m, other):
            continue
        if not found.parties and other.id not in reader.pointers and other.head != m.head:
            found = definite(back, other) or found
        if found.parties and found.kind != "place":
            return found
    return None


def of_its_body(back: Back, m: Mention, office: Office) -> Resolved | None:
    """Whose somebody is by what stands behind the office, though that names nobody itself: "X, spokesperson for the
    governor", "a member of parliament"."""
    beside = [back.reader.findings.mentions[m.apposition]] if m.apposition is not None else []
    for phrase in (m, *beside):
        owner = below(back, phrase)
        if owner is not None and owner.parties:
            parties = owner.parties if not office.sector else of_parties(back.reader, owner.parties, office, m)
            return Resolved(m.id, parties, "person", back.read[m.id].speaker,
                            reason=f"{office.form} of {owner.parties}", score=0.5)  # fmt: skip
    return None


def thing(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The state, alliance, union or group last named."""
    owner = possessor(back, m)
    if owner is not None and office.what == "country":
        return owned_country(back, m, office, owner)

    def fits(one: Earlier) -> bool:
        codes = [p.split("/")[0] for p in one.read.parties]
        if len(codes) != 1:
            return False
        code = codes[0]
        state = back.reader.world.is_state(code)
        if office.what == "country":
            return state and (not nature or code in nature)
        if office.what == "alliance":
            return code in ALLIANCES or (not state and "allian" in one.read.reason)
        if office.what == "union":
            return code in UNIONS
        return not state and one.read.kind != "person"

    if not known_one(back, m):
        return None
    nature = nature_of(back, m, office)
    first = back.reader.words.pronouns.get(fold(m.text.split()[0]), {})
    pointed = first.get("kind") == "demonstrative"  # "that country" takes up what came last
    reach = GROUP_REACH if nature or office.what in ("alliance", "union") else REACH
    subject = -SUBJECT if pointed else SUBJECT
    best = back.best(m, fits, own_subject(back, m), reach=reach, person=0.0, subject=subject)
    found = said_of(m, best.read._replace(kind="party"), f"{office.what} named before", 0.6) if best else None
    if found is not None:
        parties = tuple(p.split("/")[0] for p in found.parties)
        found = found._replace(parties=parties, speaker=None)
    return found


def nature_of(back: Back, m: Mention, office: Office) -> frozenset[str]:
    """The states that a word beside or for a country allows: "the kingdom", "the Gulf state", "het eiland"; empty
    where it says nothing."""
    natures = back.reader.words.settings.get("natures", {})
    words = office.form, *back.reader.front(m).words
    return next((frozenset(natures[w]) for w in words if w in natures), frozenset())


def holder(back: Back, m: Mention, office: Office) -> Resolved | None:
    """An office or body with no owner beside it: the person or body of that kind named before, the outlet's own
    country's, or that of the state the text is about."""
    reader, word = back.reader, back.reader.nouns[m.id].word
    if reader.voice and {word, office.form} & reader.words.home_words and m.definite:
        return Resolved(
            m.id,
            (with_sector(reader.voice, office.sector, reader.world),),
            "person",
            reason="whose text this is",
            score=0.6,
        )
    if office.sector == "BUS" and office.what == "body":
        return company_before(back, m)
    if office.form in reader.words.settings["members"]:
        return of_its_body(back, m, office) or member_of_body(back, m)
    several_persons = office.what == "person" and m.number == "Plur" and m.definite and not m.modifiers
    if several_persons and not office.sector:
        return group_before(back, m, None, acting=True)
    if m.id in reader.titles:
        found = of_its_body(back, m, office)
        if found is not None:
            return found
    before = person_before(back, m, office) if office.what == "person" else body_before(back, m, office)
    if before is None and office.sector == REBELS:
        before = group_of_rebels(back, m)
    if before is not None:
        return before
    body = in_front(back, m, office)
    if body is not None:
        office = office._replace(sector=body.sector)
        seated = at_its_seat(back, m, office)
        if seated is not None:
            return seated
    elif office.form in reader.words.settings["of_bodies"]:
        if for_unknown(back, m):
            return None
        found = of_body(back, m, office)
        if found is not None:
            return found
    if of_strangers(back, m, office):
        return None
    return None if office.sector == "NGO" else of_a_state(back, m, office)
