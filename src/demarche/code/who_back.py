"""Second round of who is who: pronouns and definite phrases that point to what the text named before."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from demarche.code.who import Ground, Resolved
from demarche.code.who_armed import of_owner
from demarche.code.who_definite import definite, holder
from demarche.code.who_direct import Reader
from demarche.code.who_holder import with_names
from demarche.code.who_lead import objects
from demarche.code.who_memory import (
    SUBJECT,
    Back,
    Earlier,
    both,
    group_before,
    groups,
    listed,
    own_subject,
    said_of,
    subject,
    together,
    who_wants,
)
from demarche.code.who_near import picked_from
from demarche.code.who_office import OPEN
from demarche.code.who_people import Person, by_person
from demarche.code.who_short import part_of_name, short_names
from demarche.code.who_whose import of_the_other, possessor
from demarche.findings import Mention, Reported
from demarche.world.names import fold

# The form of what is reported under a speaker's label.
TURN = "label"


def read_back(reader: Reader, first: list[Resolved]) -> tuple[Resolved, ...]:
    """All readings, those of the first round and those that point back."""
    findings, pointers = reader.findings, reader.pointers
    sources = {r.source: r for r in findings.reported if r.source is not None}
    back = Back(reader, list(first), [], sources, [])
    spoken = spoken_by(findings.reported)
    back.parts = {itself: short_names(reader, itself) for itself in (False, True)}
    back.short = {*back.parts[False], *back.parts[True]}
    back.groups = together(groups(reader), listed(reader, back.read))
    read, earlier = back.read, back.earlier
    furniture = frozenset(number for number, sentence in enumerate(findings.sentences) if sentence.furniture)
    for m in sorted(findings.mentions, key=attrgetter("head_start")):  # of two with one head the first stays first
        one = read[m.id]
        open_ = not one.parties and (one.kind == "none" or one.score == OPEN or one.ground is Ground.UNKNOWN)
        if open_ and one.ground is not Ground.SOME_OF_MANY and not (one.reason == "" and plain(back, m)):
            found = point(back, m, spoken)
            if found is not None:
                one = found
                back.take(m, found)
                remember(reader, found)
        if (
            (one.parties or one.kind == "person")
            and not (m.kind == "possessive" and m.id in pointers)
            and not (one.ground is Ground.COUNTRY and aside(back, m))
            and m.sentence not in furniture
        ):
            earlier.append(Earlier(m, one, m.id in sources, subject(m)))
    return tuple(with_names(reader, read, sources))


def aside(back: Back, m: Mention) -> bool:
    """Whether a relative pronoun says whose something is ("Chile, *whose country* brokered it"): the text is not about
    that."""
    pronouns = back.reader.words.pronouns
    rows = (pronouns.get(fold(other.text)) for other in back.possessives.get(m.head, ()))
    return any(row is not None and row["kind"] == "relative" for row in rows)


def remember(reader: Reader, found: Resolved) -> None:
    """Lets the party that the text shows for a person stand for the name in the rest of the document."""
    if found.kind == "person" and found.speaker and found.parties:
        person = Person(found.speaker, found.parties, "", found.score, found.reason)
        reader.people.remember(found.speaker, person)


def spoken_by(reported: tuple[Reported, ...]) -> list[tuple[int, int, Reported]]:
    """Stretches of reported words with their report, the shortest first."""
    spans = [(start, end, one) for one in reported for start, end in one.content]
    return sorted(spans, key=lambda s: (s[1] - s[0], s[0]))


def plain(back: Back, m: Mention) -> bool:
    """Whether a mention is a common word that can point to nothing, as most are."""
    noun, short = back.reader.nouns[m.id], back.short
    return (
        noun.office is None
        and not noun.pair
        and noun.word not in short
        and m.relation != "nmod:desc"
        and m.kind != "pronoun"
        and m.id not in back.reader.pointers
        and m.id not in back.reader.titles
    )


def point(back: Back, m: Mention, spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """What a mention that names nothing itself points to, or None."""
    reader = back.reader
    if m.kind == "pronoun" and m.apposition is not None:
        return said_of(m, back.read[m.apposition], "relative pronoun")
    if m.id in reader.pointers:
        row = reader.words.pronouns.get(fold(m.text))
        return pronoun(back, m, row, spoken) if row is not None else None
    part = m.kind == "adjective" and is_title(reader, m)
    bearer = titled_one(back, m) if part or m.relation == "nmod:desc" else None
    if bearer is not None or part:
        return said_of(m, bearer, "title of") if bearer is not None else None
    one = back.read[m.id]
    if one.ground is Ground.UNKNOWN and one.speaker:
        picked = one_of_its(back, m, spoken) or leader_of(back, m, spoken)
        if picked is not None:
            return picked
        known = reader.people.find(one.speaker)
        return by_person(m.id, known) if known and known.party else part_of_name(back, m)
    if m.id in reader.titles:
        titles = [m, *(reader.findings.mentions[number] for link, number in m.complements if not link)]
        owner = next((found for title in titles if (found := possessor(back, title)) is not None), None)
        if owner is not None and owner.parties:
            if reader.titles[m.id].form in reader.words.settings["opposites"]:
                return of_the_other(back, m, reader.titles[m.id], owner)
            parties = of_owner(reader, owner.parties, reader.titles[m.id], m)
            return Resolved(m.id, parties, "person", one.speaker, reason=f"office of {owner.parties}", score=0.5)
        return holder(back, m, reader.titles[m.id])
    return definite(back, m)


def one_of_its(back: Back, m: Mention, spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """Somebody who is said to be one of another's: "Silva, one of *its* spokesmen"."""
    reader = back.reader
    beside = reader.findings.mentions[m.apposition] if m.apposition is not None else None
    picked = picked_from(reader, beside) if beside is not None else None
    office = reader.office(picked) if picked is not None and picked is not beside else None
    if picked is None or office is None:
        return None
    owners = (point(back, other, spoken) for other in back.possessives.get(picked.head, ()))
    owner = next((one for one in owners if one is not None and one.parties), None)
    if owner is None:
        return None
    parties = of_owner(reader, owner.parties, office, picked)
    return Resolved(m.id, parties, "person", back.read[m.id].speaker, reason=f"one of {owner.parties}", score=0.5)


def leader_of(back: Back, m: Mention, spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """Somebody who is said to lead or speak for what points back itself: "Silva, who leads *the opposition*"."""
    for other in objects(back.reader, m):
        one = point(back, other, spoken) if not back.read[other.id].parties else None
        if one is not None and one.parties and one.kind == "party":
            name = back.read[m.id].speaker
            return Resolved(m.id, one.parties, "person", name, reason=f"leads {other.text!r}", score=0.5)
    return None


def pronoun(back: Back, m: Mention, row: Mapping[str, str], spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """What a pronoun points to, by its row in the pack."""
    if row["kind"] in ("indefinite", "reciprocal"):
        return None
    if row["kind"] == "both":
        return both(back, m, 2)
    if row["person"] == "1":
        return first_person(back, m, spoken)
    if row["person"] == "3" and row["kind"] in ("personal", "possessive", "reflexive", "demonstrative"):
        return third_person(back, m, row, spoken)
    return None


def is_title(reader: Reader, m: Mention) -> bool:
    """Whether a word in front of another is an office, or part of one ("Vice President", "Foreign Secretary Silva"):
    it is nobody beside the one who bears it."""
    office = reader.nouns[m.id].office
    return office is not None and office.what == "person"


def titled_one(back: Back, m: Mention) -> Resolved | None:
    """Who bears a title that stands right in front of the name: "President" in "President Silva"."""
    of_head = back.by_head.get(m.governor, ()) if m.governor is not None else ()
    named = (o for o in of_head if o.sentence == m.sentence)
    return next((back.read[o.id] for o in named if o.id != m.id and o.start <= m.start), None)


def first_person(back: Back, m: Mention, spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """ "We", "ons", "I": whoever speaks the words in which it stands."""
    for start, end, one in spoken:
        if start <= m.head_start < end and one.source is not None and one.source != m.id:
            source = back.read[one.source]
            if not source.parties and back.reader.findings.mentions[one.source].head_start > m.head_start:
                late = point(back, back.reader.findings.mentions[one.source], spoken)
                source = late or source
            return said_of(m, source, "words of the speaker")
    if m.quoted:
        last = next((e for e in reversed(back.earlier) if e.spoke), None)
        return said_of(m, last.read, "words of the last speaker", 0.5) if last else None
    if back.reader.joint and m.number == "Plur":
        return Resolved(m.id, back.reader.joint, "party", reason="whose text this is", score=0.6)
    if back.reader.voice:
        return Resolved(m.id, (back.reader.voice,), "party", reason="whose text this is", score=0.6)
    opening = next(
        (e for e in back.earlier if e.mention.relation.startswith("nsubj") and e.read.kind == "person"), None
    )
    if (
        opening is not None
        and m.number == "Plur"
        and back.reader.world.is_state(opening.read.parties[0] if opening.read.parties else "")
    ):
        return Resolved(m.id, opening.read.parties, "party", reason="the first speaker of the text", score=0.4)
    return None


def speaker_around(m: Mention, back: Back, spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """The speaker of the words in which a mention stands, where these are his own: a quotation, or his turn in a
    transcript."""
    for start, end, one in spoken:
        if start <= m.head_start < end and one.source is not None and (m.quoted or one.form == TURN):
            return back.read[one.source]
    return None


def many(one: Earlier) -> bool:
    """Whether something named before is a plural that does something: "de Russen", "officials"."""
    return one.mention.number == "Plur" and one.mention.relation.startswith("nsubj")


def several_done_to(one: Earlier) -> bool:
    """Whether something named before is several parties in one phrase to whom something is done: "met *both leaders*
    and urged them"."""
    return one.mention.relation in ("obj", "iobj") and one.mention.kind == "noun" and len(one.read.parties) > 1


def speaks_of_self(back: Back, m: Mention) -> bool:
    """Whether a mention is "I", "we", "onze"."""
    row = back.reader.words.pronouns.get(fold(m.text)) if m.id in back.reader.pointers else None
    return row is not None and row["person"] == "1"


def people(back: Back, one: Earlier) -> bool:
    """Whether something named before is people: "many Ukrainians who …" are no "it"."""
    number = one.mention.apposition if one.mention.kind == "pronoun" else one.mention.id
    row = back.reader.rows.get(one.mention.id if number is None else number)
    return row is not None and row.kind == "inhabitant" and one.mention.number != "Sing"


def they(back: Back, m: Mention) -> Resolved | None:
    """Those named together for whom a plural pronoun stands; None where it may stand for one."""
    some = (one.mention for one in back.earlier if many(one))
    last = max((one.sentence for one in some if not speaks_of_self(back, one)), default=-9)
    pair = next((e for e in reversed(back.earlier) if e.mention.sentence == m.sentence and several_done_to(e)), None)
    if pair is not None:
        return said_of(m, pair.read, f"pronoun for {pair.mention.text!r}", 0.6)
    group = group_before(back, m, None, acting=True)
    named = next((g.sentence for g in reversed(back.groups) if g.acting and g.position < m.head_start), -9)
    if group is not None and (m.sentence - last > 1 or named == m.sentence > last):
        return group
    return None


def third_person(
    back: Back,
    m: Mention,
    row: Mapping[str, str],
    spoken: list[tuple[int, int, Reported]],
) -> Resolved | None:
    """ "Hij", "she", "they", "its": the likeliest party or person named before, by number, gender and role."""
    # "Zij" is one or several by its verb: 2 events more right and none less in Dutch train and hold.
    by_verb = m.number if row["kind"] == "personal" and not row["number"] else ""
    several = "Plur" in (row["number"], by_verb)
    masculine, neuter = row["gender"] in ("Masc", "Fem"), row["gender"] == "Neut"
    ahead = fold(m.text) in back.reader.words.settings.get("pointing_on", ()) and not m.relation.startswith("nsubj")
    if row["kind"] == "demonstrative" and (neuter or ahead):
        return None

    def fits(one: Earlier) -> bool:
        if one.mention.quoted == m.quoted and speaks_of_self(back, one.mention):
            return False  # who says "I" does not call himself "he"
        if one.mention.number == "Plur" and by_verb == "Sing":
            return False
        person = one.read.kind == "person" and one.mention.number != "Plur" and len(one.read.parties) < 2
        if several:
            return bool(one.read.parties) and one.read.kind != "place" and not person
        if neuter:
            return not person and len(one.read.parties) == 1 and not people(back, one)
        if masculine and row["kind"] == "personal":
            return person
        # Whose something is may be somebody who speaks for nobody: "Mr Silva and his lawyer".
        return bool(one.read.parties) or (masculine and person)

    speaker = speaker_around(m, back, spoken)
    together_before = they(back, m) if several and row["kind"] == "personal" else None
    if together_before is not None:
        return together_before
    # A demonstrative takes up what came last, not what the sentence was about ("The king saw the premier. Die …").
    weight = -SUBJECT if row["kind"] == "demonstrative" and not several else SUBJECT
    not_party = speaker.parties if speaker and speaker.kind == "person" else ()
    if row["kind"] in ("personal", "demonstrative") and not m.quoted:
        not_party = (*not_party, *own_subject(back, m), *who_wants(back, m))
    if row["kind"] == "possessive" and (owner := owner_beside(back, m)) is not None:
        return said_of(m, owner, "owner of what is named beside it", 0.6)
    best = back.best(m, fits, not_party, subject=weight)
    return said_of(m, best.read, f"pronoun for {best.mention.text!r}", 0.6) if best else None


def owner_beside(back: Back, m: Mention) -> Resolved | None:
    """Whose the thing is that a possessive's own is joined to: "the fleet of Norway and *its* planes"."""
    mentions, link = back.reader.findings.mentions, back.reader.words.settings["owner_links"][:1]
    first = (mentions[n] for one in back.by_head.get(m.governor or -1, ()) for n in one.coordinates)
    owners = (
        n for one in first if one.head_start < m.start for preposition, n in one.complements if preposition in link
    )
    return next((back.read[n] for n in owners if back.read[n].parties and mentions[n].end <= m.start), None)
