"""First round of who is who: names, offices, nationals, adjectives, capitals, as they stand in the text."""

from __future__ import annotations

from demarche.code.who import Resolved, nothing
from demarche.code.who_armed import meant, named_surely, of_parties
from demarche.code.who_beside import (
    NO_PARTY,
    PARTIES,
    PLURAL,
    STATES,
    acting_for,
    behind_name,
    belongs,
    below_group,
    below_name,
    chairing,
    first_word,
    half_of,
    namesake,
    of_a_thing,
    of_each,
    of_place,
    of_town,
    of_two_states,
    owning,
    serving,
    shared_owner,
    some_of_many,
    town_behind,
    without_namesakes,
)
from demarche.code.who_joint import joint_voice
from demarche.code.who_lead import led, relative_clauses
from demarche.code.who_media import medium, part_of_medium
from demarche.code.who_near import leads, near, title_of
from demarche.code.who_people import People, Person, by_person
from demarche.code.who_scan import Scan
from demarche.code.who_unlisted import behind_noun, letters_of, unlisted
from demarche.code.who_words import Front, Office, Run, voice_of, words_of
from demarche.findings import Findings, Mention
from demarche.records import Document
from demarche.world import Hit, Named, World
from demarche.world.names import fold, key

# Score of an office whose owner is not said in its phrase: the second round looks for it.
OPEN = 0.1
# Nouns that point back to what the text has named before, where they have no owner.
POINTING = frozenset({"country", "alliance", "union", "organisation", "group", "parties", "document"})
NO_BODY = "some of many, no body"
# An apposition without comma stands this close behind its noun: "terreurgroep IS", "persbureau 'Tasnim'".
BESIDE = 2
HYPHENS = "-–"  # between two words of one office ("secretary-general")


class Reader:
    """Reads the mentions of one document; keeps what has been read."""

    def __init__(self, findings: Findings, document: Document, world: World) -> None:
        self.findings, self.text, self.world = findings, document.text, world
        self.at = document.published
        self.words = words = words_of(findings.language)
        text, mentions, nouns = document.text, findings.mentions, words.nouns
        self.scan = Scan(text, world, words, mentions)
        self.hits, self.inside = self.scan.hits, self.scan.inside
        self.sure = named_surely(self.hits)
        about = frozenset([hit.readings[0].code for hit in self.hits if hit.readings[0].kind != "place"])
        self.people = People(world, findings.language, document.published, about, self._local)
        outlet = world.scan((document.outlet or "").strip(), findings.language)
        self.voice = voice_of(document, words.settings.get("voices", {}), outlet)
        self.home = self.voice or words.settings.get("home", "")
        self.joint = joint_voice(document, words, world, self.people)
        # Pronouns, which the second round reads.
        self.pointers = {
            m.id for m in mentions if m.kind == "pronoun" or (m.kind == "possessive" and fold(m.text) in words.pronouns)
        }
        self.possessed = {m.governor for m in mentions if m.id in self.pointers and m.kind == "possessive"}
        self.nouns = [nouns[text[m.head_start : m.head_end], m.lemma] for m in mentions]
        self.letters = letters_of(self)
        self.at_start: dict[int, int] = {}
        self.at_end: dict[int, int] = {}
        for m in mentions:
            start, end = m.start, m.end
            if start not in self.at_start or end >= mentions[self.at_start[start]].end:
                self.at_start[start] = m.id  # the whole phrase, not its first word
            if end not in self.at_end:
                self.at_end[end] = m.id
        self.forms = {frame.token: frame.form for frame in findings.frames}
        self.relatives = relative_clauses(findings)
        self.done: list[Resolved | None] = [None] * len(mentions)
        self.rows: dict[int, Named] = {}
        self.titles: dict[int, Office] = {}
        self._open: set[int] = set()

    def front(self, m: Mention) -> Front:
        """What stands in front of the head of a mention, in its phrase."""
        return self.words.fronts[self.text[m.start : m.head_start]]

    def read_all(self) -> list[Resolved]:
        """A reading of every mention that names something; pointers are left to the second round."""
        for number, runs in enumerate(self.scan.runs_of):
            if runs and number not in self.pointers:
                self._learn(self.findings.mentions[number], runs)
        return [self.read(number) for number in range(len(self.done))]

    def read(self, number: int) -> Resolved:
        """The reading of one mention; of a pointer, none yet."""
        found = self.done[number]
        if found is None:
            if number in self.pointers or number in self._open:
                return nothing(number)
            self._open.add(number)
            found = self.done[number] = self._read(self.findings.mentions[number])
            self._open.discard(number)
        return found

    def _learn(self, m: Mention, runs: list[Run]) -> None:
        """Remembers full names before anything is read, so that a headline's surname finds the name below it."""
        for run in runs:
            if " " in run.text and (self.scan.whole(run) is None or self.world.persons_named(run.text)):
                person = self.people.find(run.text, near(self, m, run), leads=leads(self, title_of(self, run)))
                if person:
                    self.people.remember(run.text, person)
                elif m.kind == "name" and self.scan.stands_alone(run):
                    self.people.note(run.text)

    def _read(self, m: Mention) -> Resolved:
        position, end = m.head_start, m.head_end
        word = self.text[position:end]
        half = half_of(self, m, word) if word in self.words.halves else None
        if half is not None:
            return half
        head = self.scan.covering(position)
        if head is not None and part_of_medium(self, head):
            return Resolved(m.id, (), "group", self.text[m.start : m.end], reason="a medium", score=0.6)
        if head is not None and not self._part_of_name(m, head):
            return self.named(m, head) if head.end >= end - 1 else self._compound(m, head, word)
        whole = self._all_of(m)
        if whole is not None:
            return self.named(m, whole)
        if other := unlisted(self, m):
            return other
        office, run = self.office(m), self.scan.run_at(m)
        if office is not None and not (run is not None and run.start <= position and " " in run.text):
            return self.official(m, office)
        if run is not None:
            return self._name(m, run)
        return self._apposed(m) or nothing(m.id)

    def _apposed(self, m: Mention) -> Resolved | None:
        """The reading of what says the same, where that is a party."""
        beside = self.read(m.apposition) if m.apposition is not None else None
        return beside._replace(mention=m.id) if beside is not None and beside.kind == "party" else None

    def office(self, m: Mention) -> Office | None:
        """The office that the head names; a word with a capital inside a sentence is one only where the language
        writes titles so, and a name in the tables is none ("Blok", the minister)."""
        noun = self.nouns[m.id]
        if m.kind == "adjective" or (
            noun.name and (not first_word(self.text, m) or self.people.find(self.text[m.head_start : m.head_end]))
        ):
            return None
        if noun.word in self.words.settings.get("with_capital", ()) and self.text[m.head_start].islower():
            return None
        front = self.front(m).words if noun.pair else ()
        pair = self.words.offices.get(f"{front[-1].strip(HYPHENS)} {noun.word}") if front else None
        return pair or noun.office

    def _compound(self, m: Mention, hit: Hit, word: str) -> Resolved:
        """A word that begins with a name: "NAVO-topman", "EU-landen"."""
        rest = word[hit.end - m.head_start :].strip("-–'’")
        office = self.words.office(fold(rest), fold(m.lemma).rsplit("-", 1)[-1]) if rest else None
        if rest and fold(rest) in self.words.member_endings:
            office = Office(rest, "person", "")
        if office is None:
            return Resolved(m.id, reason=f"a thing of {hit.readings[0].form}")
        if hit.readings[0].code == NO_PARTY:
            run = self.scan.run_at(m)
            who = run.text if run else self.text[m.start : m.end]
            return Resolved(m.id, (), "person" if run else "group", who, reason="a medium", score=0.6)
        return self.official(m, office, (self.code_of(hit.readings[0]),))

    def named(self, m: Mention, hit: Hit) -> Resolved:
        """A mention whose head is a name in the tables."""
        reading = self._choose(m, hit)
        rest: tuple[tuple[str, float], ...] = ()
        if len(hit.readings) > 1:
            others = [(i, r) for i, r in enumerate(hit.readings) if r != reading]
            rest = tuple([(f"{r.code} ({r.kind})", round(1 / (2 + i), 2)) for i, r in others])
        where = m.preposition in self.words.where and not self._doing(m)
        code = self.code_of(reading)
        reason = f"{reading.kind} {reading.form!r}; {reading.source}"
        acts = acting_for(self.words.settings, m, reading) if reading.kind == "place" else None
        if acts:
            return Resolved(m.id, (acts,), "party", None, None, None, rest, f"{reason}, for {acts}", 0.7)
        if reading.kind == "place":
            return Resolved(m.id, (), "place", None, reading.form, reading.code or None, rest, reason, 0.9)
        if reading.kind in ("capital", "seat") and (
            m.preposition in self.words.capital_where or of_a_thing(self, m, hit)
        ):
            country = reading.code if reading.kind == "capital" else reading.source[-3:]
            return Resolved(m.id, (), "place", None, reading.form, country, rest, reason, 0.9)
        if reading.kind == "name" and where:
            return Resolved(m.id, (code,), "place", None, reading.form, reading.code, rest, reason, 0.8)
        if reading.kind in ("agency", "outlet"):
            parties = () if reading.code == NO_PARTY else (reading.code,)
            return Resolved(m.id, parties, "group", reading.form, None, None, rest, reason, 0.9)
        other = namesake(self, m, hit, reading)
        if other:
            return Resolved(m.id, (other,), "party", reason=f"{reading.form} of {other}", score=0.85)
        self.rows[m.id] = reading
        speaker = self.world.body(reading) if reading.kind == "body" else None
        if reading.kind in ("organisation", "group", "ngo", "company"):
            speaker = reading.form
        return Resolved(m.id, (code,), "party", speaker, None, None, rest, reason, 0.95)

    def _doing(self, m: Mention) -> bool:
        """Whether a name behind the preposition of a doer is one ("the shelling *by X*", "is *door X* beschoten"). With
        an active verb it is where somebody passes through, and whoever backs those that a participle describes ("de
        *door X* gesteunde rebellen") does nothing here. (So for 12 of 13 states in train that were read as places.)"""
        if m.preposition not in self.words.settings.get("agents", ()):
            return False
        return m.governor is None or self.forms.get(m.governor, "") not in ("fin", "inf", "part")

    def _choose(self, m: Mention, hit: Hit) -> Named:
        """The reading that fits the mention: an inhabitant where it is plural and no place, else the likeliest."""
        if len(hit.readings) > 1 and m.number == "Plur" and m.definite:
            for reading in hit.readings:
                if reading.kind == "inhabitant":
                    return reading
        return meant(hit, self.sure, self.people.about, self.world, self.at)

    def code_of(self, reading: Named) -> str:
        """The code of a reading; of bodies without one, ``X:`` and the name by which the text calls it."""
        if reading.code != "X:":
            return reading.code
        named = [hit for hit in self.hits if any(r.source == reading.source for r in hit.readings)]
        names = [" ".join(self.text[h.start : h.end].split()) for h in named]
        names = [name for name in names if name[:1].isupper()] or [reading.form]
        return f"X:{max(names, key=lambda name: (len(name), name))}"

    def _all_of(self, m: Mention) -> Hit | None:
        """The one name that a phrase consists of beside its article, where the parse took another word for its head."""
        inside = self.inside(m.start, m.end)
        if not inside or len(inside) != 1 or inside[0].end < m.end - 1:
            return None
        front = self.words.fronts[self.text[m.start : inside[0].start]].words
        return inside[0] if self.words.articles.issuperset(front) else None

    def _part_of_name(self, m: Mention, hit: Hit) -> bool:
        """True where a name in the tables is only part of a person's name here ("Israel Katz")."""
        run = self.scan.run_at(m)
        if run is None or not (run.start < hit.start or run.end > hit.end) or "-" in self.text[hit.end : hit.end + 1]:
            return False
        return bool(self.world.persons_named(run.text)) or (
            run.end > hit.end
            and run.start <= hit.start
            and (hit.readings[0].kind in ("capital", "place") and run.text[hit.end - run.start :][:1] == " ")
        )

    def _local(self, party: str) -> str:
        """A party without a code of its own by the name that the text has for it."""
        rows = self.world.named(party[2:], "en") if party.startswith("X:") else ()
        used = (r for hit in self.hits for r in hit.readings if rows and r.source == rows[0].source)
        return next((self.code_of(reading) for reading in used), party)

    def _name(self, m: Mention, run: Run) -> Resolved:
        """A name that no table of parties has: a person of the world's, of this text's, or an unknown body."""
        if medium(self, run):
            return Resolved(m.id, (), "group", run.text, reason="a medium", score=0.6)
        beside = led(self, m) or near(self, m, run)
        town = None if beside else town_behind(self, m, run)
        if town is not None:
            return town
        title = title_of(self, run)
        person = chairing(
            self, run, self.people.find(run.text, beside, self.words.crown(title), leads=leads(self, title))
        )
        if self.former(m) and not (person and person.current):
            name, others = (person.name, person.candidates) if person else (run.text, ())
            return Resolved(m.id, (), "person", name, None, None, others, "held it before", 0.5)
        if person and (person.party or not beside):
            if title is not None and person.party:
                self.people.remember(run.text, person)
            return by_person(m.id, person)
        beside = beside or behind_name(self, run) or below_name(self, m)
        if beside:
            self.people.remember(run.text, Person(run.text, beside, "", 0.5, "party named beside the name"))
            return Resolved(m.id, beside, "person", run.text, reason="party named beside the name", score=0.5)
        if title is not None:
            self.titles[m.id] = title
            return Resolved(m.id, (), "person", run.text, reason=f"{title.form}: of whom is not said", score=OPEN)
        kind = "person" if " " in run.text else "none"
        full = self.people.in_full.get(key(run.text), run.text)
        return self._apposed(m) or Resolved(m.id, (), kind, full, reason="unknown name", score=0.2)

    def former(self, m: Mention) -> bool:
        """Whether the text says that an office is no longer held."""
        if m.start == m.head_start:
            return self.nouns[m.id].former
        if self.text[m.head_start - 1] in " -":
            return self.nouns[m.id].former or self.front(m).former
        return self.words.over(fold(self.text[m.start : m.head_end]))

    def official(self, m: Mention, office: Office, codes: tuple[str, ...] = ()) -> Resolved:
        """A mention whose head is a noun for an office, a body or people of a party."""
        if office.what == "parties" and not self.words.both.isdisjoint(self.front(m).words):
            return Resolved(m.id, reason="refers back: both")
        if m.number == "Plur" and some_of_many(self, m, office, codes):
            return Resolved(m.id, reason=NO_BODY)
        beside = self._beside(m, office)
        if beside and not codes:
            return beside
        run = self.scan.run_at(m)
        person = None
        owned = self.words.settings.get("owned", {}).get(office.form)
        owners = (owned,) if owned else codes or self.owners(m, office) or of_place(self, m, office)
        if run and office.what == "person" and run.start >= m.head_end:
            person = self.people.find(run.text, owners, self.words.crown(office), leads=leads(self, office))
        if not owners and (other := behind_noun(self, m, office)):
            return other
        if office.what in POINTING and not owners:
            return Resolved(m.id, reason=f"refers back: {office.what}")
        if self.former(m) and office.what == "person" and not (person and person.current):
            return Resolved(m.id, (), "person", person.name if person else None, reason="held it before", score=0.4)
        if person and person.party and (not owners or (person.score > 0.5 and not self._in_front(m))):
            return by_person(m.id, person)
        if office.sector == "MEDIA":
            return Resolved(m.id, (), "group", self.text[m.start : m.end], reason="a medium", score=0.6)
        parties = of_parties(self, owners, office, m)
        kind = "person" if office.what == "person" else "party"
        if run and not person and kind == "person" and run.start >= m.head_end and parties:
            person = Person(run.text, parties, "", 0.6, "office named beside the name")
        if person and " " in person.name and parties:
            self.people.remember(person.name, person._replace(party=person.party or parties))
        if person and run and (parties or person.party):
            self.people.remember(run.text, person._replace(party=person.party or parties))
        named = run is not None and kind == "person" and run.start >= m.head_end and m.number != "Plur"
        speaker = person.name if person else run.text if run is not None and named else None
        if not parties:
            return Resolved(m.id, (), kind, speaker, reason=f"{office.form}: of whom is not said here", score=OPEN)
        if person and person.party and {p.split("/")[0] for p in person.party} == {p.split("/")[0] for p in parties}:
            parties = person.party
        return Resolved(m.id, parties, kind, speaker, candidates=person.candidates if person else (),
                        reason=f"{office.form} of {', '.join(owners)}", score=0.85)  # fmt: skip

    def _in_front(self, m: Mention) -> bool:
        """Whether the owner of an office stands in front of it: "Russische minister", "Iran's minister"."""
        return bool([h for h in self.inside(m.start, m.head_start) if h.readings[0].kind in PARTIES | STATES])

    def _beside(self, m: Mention, office: Office) -> Resolved | None:
        """A name of a party right behind its noun: "terreurgroep IS", "persbureau Tasnim", "the group Hamas"."""
        for hit in self.inside(m.head_end, m.head_end + BESIDE + 1):
            kind = hit.readings[0].kind
            if kind in ("organisation", "group", "agency", "outlet", "ngo", "company"):
                return self.named(m, hit)
            if kind == "name" and office.what == "country":
                return self.named(m, hit)
        return None

    def owners(self, m: Mention, office: Office, apposed: bool = True) -> tuple[str, ...]:
        """Codes of the parties whose office or body it is, by what stands in the phrase; () where nothing does."""
        hits = self.inside(m.start, m.head_start) if m.start < m.head_start else []
        front = [h for h in without_namesakes(self, hits) if owning(h, office)]
        if front and office.form in self.words.settings["members"] and (group := below_group(self, m)):
            return group
        if front:
            codes = dict.fromkeys(self.code_of(h.readings[0]) for h in front)
            plural = m.number in PLURAL or office.what == "parties" or of_each(self, m, front)
            return tuple(codes) if plural else of_two_states(self, front) or tuple(codes)[-1:]
        run = self.scan.run_at(m)
        end = run.start if run and run.start > m.head_end and run.text[:1] != "" else m.end
        hits = self.inside(m.head_end, end) if m.head_end < end else []
        behind = [h for h in hits if owning(h, office) and belongs(self, m, h, self.links(office, m))]
        if behind:
            codes = dict.fromkeys(self.code_of(h.readings[0]) for h in behind)
            if m.number not in PLURAL:
                return tuple(codes)[:1]
            more = [c for _, number in m.complements for c in self.findings.mentions[number].coordinates]
            joined = [self.read(number) for number in sorted(more)]
            return tuple({**codes, **dict.fromkeys(p for one in joined if one.kind == "party" for p in one.parties)})
        for preposition, number in m.complements:
            if preposition not in self.links(office, m) and not serving(self, preposition, number):
                continue
            sides = (number, *self.findings.mentions[number].coordinates) if m.number in PLURAL else (number,)
            some = [found for one in sorted(sides) if (found := self.read(one)).kind in ("party", "person")]
            if some and some[0].parties:
                return tuple(dict.fromkeys(p.split("/")[0] for found in some for p in found.parties))
        apposed = apposed and m.kind != "pronoun"
        same = self.read(m.apposition).parties if apposed and m.apposition is not None else ()
        return tuple(p.split("/")[0] for p in same) or shared_owner(self, m, office) or of_town(self, m, office)

    def links(self, office: Office, m: Mention) -> list[str]:
        """Prepositions that show whose an office is: a body is "in" its capital; persons and "its office" are not."""
        links: list[str] = self.words.settings["owner_links"]
        if m.head in self.possessed or office.form in self.words.settings.get("abroad", ()):
            return links[:2]
        if office.what == "arms":
            return links[:1]
        return links[:3] if office.what in ("person", "parties", "people") else links
