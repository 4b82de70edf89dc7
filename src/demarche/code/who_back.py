"""Second round of who is who: pronouns and definite phrases that point to what the text named before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from demarche.code.who import Resolved
from demarche.code.who_direct import OPEN, Reader, by_person, with_sector
from demarche.code.who_people import Person
from demarche.code.who_words import Office
from demarche.findings import Mention, Reported
from demarche.world.names import fold, key

# Sentences back that a pronoun reaches; in the training reports 97 of 100 reach no further.
REACH = 3
# Those named together are the meeting that a report is about, and stay in mind for longer.
GROUP_REACH = 12
# How much being a subject, having spoken, or having the same role counts beside being one sentence nearer (1).
SUBJECT, SPOKE, PERSON = 0.6, 0.8, 0.3
ALLIANCES = ("NATO", "CSTO")
UNIONS = ("EU", "AU")


class Earlier(NamedTuple):
    """Something the text has named: candidates for what points back."""

    mention: Mention
    read: Resolved
    spoke: bool


@dataclass
class Back:
    """The state of the second round."""

    reader: Reader
    read: list[Resolved]
    earlier: list[Earlier]
    sources: dict[int, Reported]
    groups: list[tuple[int, int, tuple[str, ...]]]

    def parties_before(self, m: Mention, count: int) -> tuple[str, ...]:
        """The last so many different parties named before a mention, in order of the text."""
        found: list[str] = []
        for one in reversed(self.earlier):
            if m.sentence - one.mention.sentence > REACH:
                break
            for party in reversed(one.read.parties):
                if one.read.kind != "place" and party.split("/")[0] not in [p.split("/")[0] for p in found]:
                    found.append(party)
        return tuple(reversed(found[:count])) if len(found) >= count else ()

    def states(self, m: Mention) -> list[str]:
        """States the text is about at a mention, first the one named most and nearest; places count for theirs."""
        weights: dict[str, float] = {}
        for one in self.reader.findings.mentions:
            read = self.read[one.id]
            codes = {p.split("/")[0] for p in read.parties} | ({read.country} if read.country else set())
            near = 1.0 / (1 + abs(one.sentence - m.sentence)) * (1.0 if one.head_start < m.head_start else 0.5)
            for code in codes:
                if self.reader.world.is_state(code):
                    weights[code] = weights.get(code, 0.0) + near
        return sorted(weights, key=lambda code: (-weights[code], code))

    def best(  # type: ignore[no-untyped-def]
        self, m: Mention, fits, not_party: tuple[str, ...] = (), reach: int = REACH
    ) -> Earlier | None:
        """The likeliest thing that a mention points back to, among those that fit."""
        rated = []
        for order, one in enumerate(self.earlier):
            back = m.sentence - one.mention.sentence
            if back > reach or not fits(one) or one.mention.head == m.head:
                continue
            if not_party and set(one.read.parties) & set(not_party):
                continue
            score = -float(back) + order * 1e-4
            score += SUBJECT * one.mention.relation.startswith("nsubj") + PERSON * (one.read.kind == "person")
            score += SPOKE * (one.spoke and m.id in self.sources)
            rated.append((score, order, one))
        return max(rated)[2] if rated else None


def read_back(reader: Reader, first: list[Resolved]) -> tuple[Resolved, ...]:
    """All readings, those of the first round and those that point back."""
    findings = reader.findings
    sources = {r.source: r for r in findings.reported if r.source is not None}
    back = Back(reader, list(first), [], sources, [])
    spoken = spoken_by(findings.reported)
    back.groups = groups(reader, first)
    for m in sorted(findings.mentions, key=lambda x: (x.head_start, x.id)):
        one = back.read[m.id]
        if not one.parties and (one.kind == "none" or one.score == OPEN or one.reason == "unknown name"):
            found = point(back, m, spoken)
            if found is not None:
                one = back.read[m.id] = found
                remember(reader, found)
        if (
            (one.parties or one.kind == "person")
            and not (m.kind == "possessive" and reader.pointer(m))
            and not _furniture(reader, m)
        ):
            back.earlier.append(Earlier(m, one, m.id in sources))
    return tuple(back.read)


def remember(reader: Reader, found: Resolved) -> None:
    """Lets the party that the text shows for a person stand for the name in the rest of the document."""
    if found.kind == "person" and found.speaker and found.parties:
        person = Person(found.speaker, found.parties, "", found.score, found.reason)
        reader.people.remember(found.speaker, person)


def groups(reader: Reader, read: list[Resolved]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Parties that the text names together, as (position, sentence, parties): joined by "and", or a subject and
    those with whom it does something ("spoke with", "sprak met")."""
    found: dict[int, list[Mention]] = {}
    withs = reader.words.settings.get("together", ())
    by_verb: dict[int, list[Mention]] = {}
    for m in reader.findings.mentions:
        if m.relation.startswith("nsubj") or m.preposition in withs:
            by_verb.setdefault(m.governor or -1, []).append(m)
        if m.coordinates:
            found.setdefault(min(m.head, *(reader.findings.mentions[c].head for c in m.coordinates)), []).append(m)
    for verb, some in by_verb.items():
        if any(m.relation.startswith("nsubj") for m in some) and any(m.preposition in withs for m in some):
            joined = {c for m in some for c in m.coordinates}
            found.setdefault(verb, []).extend(
                [
                    *some,
                    *(reader.findings.mentions[c] for c in sorted(joined) if reader.findings.mentions[c] not in some),
                ]
            )
    out = []
    for some in found.values():
        ordered = sorted(some, key=lambda m: m.head_start)
        parties = tuple(dict.fromkeys(p for m in ordered for p in read[m.id].parties if read[m.id].kind != "place"))
        if len({p.split("/")[0] for p in parties}) > 1:
            out.append((ordered[-1].head_start, ordered[0].sentence, parties))
    return sorted(out)


def _furniture(reader: Reader, m: Mention) -> bool:
    sentences = reader.findings.sentences
    return m.sentence < len(sentences) and sentences[m.sentence].furniture


def spoken_by(reported: tuple[Reported, ...]) -> list[tuple[int, int, Reported]]:
    """Stretches of reported words with their report, the shortest first."""
    spans = [(start, end, one) for one in reported for start, end in one.content]
    return sorted(spans, key=lambda s: (s[1] - s[0], s[0]))


def point(back: Back, m: Mention, spoken: list[tuple[int, int, Reported]]) -> Resolved | None:
    """What a mention that names nothing itself points to, or None."""
    pointer = back.reader.pointer(m)
    word = fold(m.text if pointer else back.reader.text[m.head_start : m.head_end])
    row = back.reader.words.pronouns.get(word) if pointer else None
    if m.kind == "pronoun" and m.apposition is not None:
        return said_of(m, back.read[m.apposition], "relative pronoun")
    if row is not None:
        if row["kind"] in ("indefinite", "reciprocal"):
            return None
        if row["kind"] == "both":
            return both(back, m, 2)
        if row["person"] == "1":
            return first_person(back, m, spoken)
        if row["person"] == "3" and row["kind"] in ("personal", "possessive", "reflexive", "demonstrative"):
            return third_person(back, m, row, spoken)
        return None
    if pointer:
        return None
    one = back.read[m.id]
    if one.reason == "unknown name" and one.speaker:
        known = back.reader.people.find(one.speaker)
        return by_person(m.id, known) if known and known.party else None
    return definite(back, m, word)


def said_of(m: Mention, other: Resolved, reason: str, score: float = 0.7) -> Resolved | None:
    """The reading of another mention, for one that points to it."""
    if not other.parties and other.speaker is None:
        return None
    kind = "party" if other.kind == "place" else other.kind
    return Resolved(m.id, other.parties, kind, other.speaker, candidates=other.candidates,
                    reason=f"{reason}: {other.reason}", score=min(score, other.score))  # fmt: skip


def group_before(back: Back, m: Mention, count: int | None) -> Resolved | None:
    """The last parties that were named together, so many where a number is asked."""
    for position, sentence, parties in reversed(back.groups):
        if position < m.head_start and m.sentence - sentence <= GROUP_REACH and count in (None, len(parties)):
            return Resolved(m.id, parties, "party", reason="parties named together before", score=0.5)
    return None


def both(back: Back, m: Mention, count: int) -> Resolved | None:
    """The last parties named, for "beide", "the two sides"."""
    together = group_before(back, m, count)
    if together is not None:
        return together
    parties = back.parties_before(m, count)
    return Resolved(m.id, parties, "party", reason="the last parties named", score=0.5) if parties else None


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
    """The speaker of the words in which a mention stands."""
    for start, end, one in spoken:
        if start <= m.head_start < end and one.source is not None:
            return back.read[one.source]
    return None


def third_person(
    back: Back,
    m: Mention,
    row,
    spoken: list[tuple[int, int, Reported]],  # type: ignore[no-untyped-def]
) -> Resolved | None:
    """ "Hij", "she", "they", "its": the likeliest party or person named before, by number, gender and role."""
    masculine, neuter = row["gender"] in ("Masc", "Fem"), row["gender"] == "Neut"
    if row["kind"] == "demonstrative" and neuter:
        return None

    def fits(one: Earlier) -> bool:
        person = one.read.kind == "person" and one.mention.number != "Plur"
        if row["number"] == "Plur":
            return bool(one.read.parties) and one.read.kind != "place"
        if neuter:
            return not person and bool(one.read.parties)
        if masculine and row["kind"] == "personal":
            return person
        return bool(one.read.parties)

    speaker = speaker_around(m, back, spoken) if m.quoted else None
    if row["number"] == "Plur" and row["kind"] == "personal":
        last = max((one.mention.sentence for one in back.earlier if one.mention.number == "Plur"), default=-9)
        group = group_before(back, m, None)
        if group is not None and m.sentence - last > 1:
            return group
    best = back.best(m, fits, speaker.parties if speaker and m.quoted and speaker.kind == "person" else ())
    return said_of(m, best.read, f"pronoun for {best.mention.text!r}", 0.6) if best else None


def definite(back: Back, m: Mention, word: str) -> Resolved | None:
    """ "Het land", "de alliantie", "beide partijen", "de minister": what the text named before."""
    words = back.reader.words
    office = words.office(word, m.lemma)
    named = part_of_name(back, m, word)
    if office is None or named is not None:
        return named
    front = set(fold(back.reader.text[m.start : m.head_start]).split())
    if office.what == "parties":
        owner = possessor(back, m)
        if owner is None and (front & words.both or (m.definite and not m.modifiers)):
            number = 2 if front & words.both else None
            return (group_before(back, m, number) or both(back, m, 2)) if not m.modifiers or number else None
        return None
    if office.what in ("country", "alliance", "union", "organisation", "group"):
        return thing(back, m, office)
    owner = possessor(back, m)
    if owner is not None and owner.parties:
        parties = tuple(with_sector(p.split("/")[0], office.sector, back.reader.world) for p in owner.parties)
        return Resolved(m.id, parties, "person" if office.what == "person" else "party",
                        reason=f"{office.form} of {owner.parties}", score=0.6)  # fmt: skip
    if back.read[m.id].reason in ("held it before", "a medium"):
        return None
    return holder(back, m, office, word)


def possessor(back: Back, m: Mention) -> Resolved | None:
    """Whose a thing is, where a possessive pronoun says so."""
    for other in back.reader.findings.mentions:
        if other.kind == "possessive" and other.governor == m.head and back.read[other.id].parties:
            return back.read[other.id]
    return None


def thing(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The state, alliance, union or group last named."""
    owner = possessor(back, m)
    if owner is not None and office.what == "country":
        parties = tuple(p.split("/")[0] for p in owner.parties)
        return Resolved(m.id, parties, "party", reason="the country of the one named", score=0.6)

    def fits(one: Earlier) -> bool:
        codes = [p.split("/")[0] for p in one.read.parties]
        if len(codes) != 1:
            return False
        code = codes[0]
        state = back.reader.world.is_state(code)
        if office.what == "country":
            return state
        if office.what == "alliance":
            return code in ALLIANCES or (not state and "allian" in one.read.reason)
        if office.what == "union":
            return code in UNIONS
        return not state and one.read.kind != "person"

    if not m.definite:
        return None
    best = back.best(m, fits)
    found = said_of(m, replace(best.read, kind="party"), f"{office.what} named before", 0.6) if best else None
    if found is not None:
        parties = tuple(p.split("/")[0] for p in found.parties)
        found = replace(found, parties=parties, speaker=None)
    return found


def holder(back: Back, m: Mention, office: Office, word: str) -> Resolved | None:
    """An office or body with no owner beside it: the person or body of that kind named before, the outlet's own
    country's, or that of the state the text is about."""
    reader = back.reader
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
    if office.what == "person" and m.number == "Plur" and m.definite and not m.modifiers and back.groups:
        return group_before(back, m, None)
    if office.what == "person":
        found = person_before(back, m, office, word)
    else:
        found = body_before(back, m, office)
    if found is not None:
        return found
    home, states = reader.home, back.states(m)
    if home and {word, office.form} & reader.words.home_words and (not states or home in states):
        return Resolved(
            m.id,
            (with_sector(home, office.sector, back.reader.world),),
            "party",
            reason="the outlet's own country",
            score=0.5,
        )
    if not states or (not m.definite and m.number != "Plur" and office.sector not in ("", "MIL")):
        return None
    kind = "person" if office.what == "person" else "party"
    return Resolved(m.id, (with_sector(states[0], office.sector, reader.world),), kind, back.read[m.id].speaker,
                    reason=f"{office.form} of the state the text is about", score=0.3)  # fmt: skip


def person_before(back: Back, m: Mention, office: Office, word: str) -> Resolved | None:
    """The last person named who holds such an office: "de minister" after a minister's name."""
    kinds = back.reader.words.settings.get("kinds", {}).get(office.form, ())
    ending = office.form[-6:]

    def same(one: Earlier) -> bool:
        if one.read.kind != "person" or not one.read.parties or one.mention.number == "Plur":
            return False
        if any(part.endswith(ending) for part in fold(one.mention.text).replace("-", " ").split()):
            return True
        known = back.reader.people.known.get(key(one.read.speaker or ""))
        return known is not None and any(title in known.office.lower() for title in kinds)

    if not (m.definite or m.kind == "name") or m.number == "Plur":
        return None
    best = back.best(m, same)
    return said_of(m, best.read, f"{office.form} named before", 0.6) if best else None


def body_before(back: Back, m: Mention, office: Office) -> Resolved | None:
    """The last body of the same kind named: "het leger" after "het Pakistaanse leger"."""
    words = back.reader.words

    def same(one: Earlier) -> bool:
        text = back.reader.text[one.mention.head_start : one.mention.head_end]
        other = words.office(fold(text), one.mention.lemma)
        return bool(one.read.parties) and one.read.kind == "party" and other is not None and other.form == office.form

    if not m.definite:
        return None
    best = back.best(m, same)
    return said_of(m, best.read, f"{office.form} named before", 0.5) if best else None


def company_before(back: Back, m: Mention) -> Resolved | None:
    """ "Het concern", "the company": the firm last named."""

    def fits(one: Earlier) -> bool:
        row = back.reader.rows.get(one.mention.id)
        return row is not None and row.kind == "company"

    best = back.best(m, fits) if m.definite else None
    return said_of(m, best.read, "the firm named before", 0.6) if best else None


def part_of_name(back: Back, m: Mention, word: str) -> Resolved | None:
    """ "Het observatorium", "de raad": the head word of an organisation's longer name that the text gave before."""
    definite = m.definite or fold(m.text).split()[0] in back.reader.words.settings.get("articles", ())
    if not definite or len(word) < 4:
        return None
    world, language = back.reader.world, back.reader.findings.language

    def fits(one: Earlier) -> bool:
        row = back.reader.rows.get(one.mention.id)
        if row is None or row.kind not in ("organisation", "group", "ngo", "company", "body"):
            return False
        return any(word in name.split() and " " in name for name in world.other_names(row, language))

    best = back.best(m, fits, reach=GROUP_REACH)
    return said_of(m, best.read, "part of a name given before", 0.6) if best else None
