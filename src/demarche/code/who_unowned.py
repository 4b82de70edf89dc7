"""Offices and bodies with no owner beside them: those of the kind named before, or of a state of the text."""

from __future__ import annotations

from demarche.code.who import Resolved
from demarche.code.who_armed import backers, of_parties
from demarche.code.who_memory import (
    GROUP_REACH,
    REACH,
    Back,
    Earlier,
    said_of,
)
from demarche.code.who_people import with_sector
from demarche.code.who_short import known_one
from demarche.code.who_whose import (
    at_its_place,
    fought,
    in_its_town,
    last_state,
    of_any_state,
    of_unknown_body,
)
from demarche.code.who_words import OWNED, Office
from demarche.findings import Mention
from demarche.world.names import fold, key

# Sectors of what "the party" may be, being named.
POLITICAL = ("/PTY", "/OPP")
# Of so many states that a text is about one may be a speaker's by his name.
NEAR = 4
# A reading of this score or less is a guess by what the text is about: it keeps the name that the phrase gives.
UNSURE = 0.3


def of_a_state(back: Back, m: Mention, office: Office) -> Resolved | None:
    """An office or body of the state that spoke last, of the outlet's country, or of the state the text is about."""
    reader = back.reader
    person = office.what == "person"
    if office.what in OWNED or of_any_state(back, m, office):
        return None
    if office.form in reader.words.settings["of_bodies"] and of_unknown_body(reader, m):
        return None
    stands = at_its_place(back, m, office) or in_its_town(back, m, office)
    if stands is not None:
        return stands
    behind = backers(reader, m, office)
    foe = fought(back, m, office)
    spoke = foe or last_state(back, m) if office.what == "body" and m.definite and not behind else None
    home, states = reader.home, back.states(m, before=person or bool(behind)) if spoke is None else []
    states = [state for state in states if state not in behind] if behind else states
    at_home = home and {reader.nouns[m.id].word, office.form} & reader.words.home_words
    titled_name = m.kind == "name" and m.id in reader.titles
    if titled_name and reader.words.settings["titles_in_capitals"] and states[:1] != [home]:
        at_home = False  # "President Silva" is somebody's president, not the one of here
    bearer = back.read[m.id].speaker if person else None
    homely = reader.world.likeliest_home(bearer, states[:NEAR]) if bearer else None
    kind = "person" if person else "party"
    if homely is not None:
        state, reason, score = homely, f"{office.form} of the state whose names his is like", 0.4
    elif spoke is not None:
        state, reason, score, kind = spoke, f"{office.form} of the state that spoke last", 0.4, "party"
    elif at_home and (not states or home in states or titled(back, m)):
        state, reason, score, kind = home, "the outlet's own country", 0.5, "party"
    elif states and (
        m.definite or m.number == "Plur" or office.sector in ("", "MIL") or titled_name or titled(back, m)
    ):
        state, reason, score = states[0], f"{office.form} of the state the text is about", 0.3
    else:
        return None
    speaker = back.read[m.id].speaker if score <= UNSURE or homely is not None else None
    parties = of_parties(reader, (state,), office, m)
    return Resolved(m.id, parties, kind, speaker, reason=reason, score=score)


def of_body(back: Back, m: Mention, office: Office) -> Resolved | None:
    """ "De woordvoerder", "chairman X": of the body that did something in this sentence or the one before."""

    def fits(one: Earlier) -> bool:
        acts = one.mention.relation.startswith("nsubj") and len(one.read.parties) == 1 and one.mention.kind != "pronoun"
        return acts and one.read.kind == "party" and m.sentence - one.mention.sentence <= 1 + one.spoke

    best = back.best(m, fits)
    if best is None:
        return None
    parties = (with_sector(best.read.parties[0], office.sector, back.reader.world),)
    return Resolved(
        m.id, parties, "person", back.read[m.id].speaker, reason=f"{office.form} of {best.mention.text!r}", score=0.4
    )


def member_of_body(back: Back, m: Mention) -> Resolved | None:
    """ "The members", "de lidstaten": those of the organisation last named that has any."""

    def fits(one: Earlier) -> bool:
        return len(one.read.parties) == 1 and bool(back.reader.world.members(one.read.parties[0], back.reader.at))

    best = back.best(m, fits, reach=GROUP_REACH, person=0.0)
    found = said_of(m, best.read, f"members of {best.mention.text!r}", 0.5) if best else None
    return found._replace(kind="party", speaker=None) if found is not None else None


def person_before(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The last person named who holds such an office: "de minister" after a minister's name."""
    kinds = back.reader.words.settings.get("kinds", {}).get(office.form, ())
    ending = office.form[-6:]

    own = key(back.read[m.id].speaker or "").split()[-1:] if m.id in back.reader.titles else []

    def same(one: Earlier) -> bool:
        if one.read.kind != "person" or not one.read.parties or one.mention.number == "Plur":
            return False
        if own and own != key(one.read.speaker or "").split()[-1:]:
            return False  # two names are two persons, whatever office both hold
        if any(part.endswith(ending) for part in fold(one.mention.text).replace("-", " ").split()):
            return True
        known = back.reader.people.known.get(key(one.read.speaker or ""))
        return known is not None and any(title in known.office.lower() for title in kinds)

    if not (known_one(back, m) or m.kind == "name") or m.number == "Plur":
        return None
    best = back.best(m, same)
    return said_of(m, best.read, f"{office.form} named before", 0.6) if best else None


def body_before(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The last body of the same kind named: "het leger" after "het Pakistaanse leger", "the party" after "Labour"; an
    army or a junta stays in mind for longer than a ministry, of which each state has one."""
    nouns = back.reader.nouns

    def same(one: Earlier) -> bool:
        if not one.read.parties or one.read.kind != "party":
            return False
        other, row = nouns[one.mention.id].office, back.reader.rows.get(one.mention.id)
        if office.sector == "PTY" and row is not None and row.kind == "body":
            return row.code.endswith(POLITICAL)
        return other is not None and other.form == office.form

    if not known_one(back, m):
        return None
    best = back.best(m, same, reach=GROUP_REACH if office.sector == "MIL" else REACH)
    return said_of(m, best.read, f"{office.form} named before", 0.5) if best else None


def group_of_rebels(back: Back, m: Mention) -> Resolved | None:
    """ "The rebels", "de opstandelingen": the armed group last named, or one that fights a state of the text and whose
    man was."""
    world, at = back.reader.world, back.reader.at
    states = filter(world.is_state, back.reader.people.about)
    fighting = {group for state in states for group, _ in world.insurgents(state, at)}

    def fits(one: Earlier) -> bool:
        row = back.reader.rows.get(one.mention.id)
        named = row is not None and row.kind == "group" and one.read.kind == "party"
        return named or (one.read.kind == "person" and len(one.read.parties) == 1 and one.read.parties[0] in fighting)

    best = back.best(m, fits, reach=GROUP_REACH) if known_one(back, m) else None
    found = said_of(m, best.read, "the armed group named before", 0.5) if best else None
    return found._replace(kind="party", speaker=None) if found is not None else None


def company_before(back: Back, m: Mention) -> Resolved | None:
    """ "Het concern", "the company": the firm last named."""

    def fits(one: Earlier) -> bool:
        row = back.reader.rows.get(one.mention.id)
        return row is not None and row.kind == "company"

    best = back.best(m, fits) if known_one(back, m) else None
    return said_of(m, best.read, "the firm named before", 0.6) if best else None


def titled(back: Back, m: Mention) -> bool:
    """Whether an office is written with a capital inside its sentence, as official texts write their own, or in front
    of a name ("Prosecutor Silva")."""
    text = back.reader.text
    if not text[m.head_start].isupper():
        return False
    inside = text[max(0, m.head_start - 2) : m.head_start].strip(" \n")[-1:].isalpha()
    return inside or back.reader.scan.begins(m.head_end + 1)
