"""First round of who is who: names, offices, nationals, adjectives, capitals, as they stand in the text.

The reader goes from mention to mention and keeps what has been read; names in the tables are read in
:mod:`demarche.code.who_named`, other names in :mod:`demarche.code.who_bearer`, nouns for offices and bodies in
:mod:`demarche.code.who_office`.
"""

from __future__ import annotations

from demarche.code.who import Resolved, nothing
from demarche.code.who_armed import named_surely
from demarche.code.who_bearer import bearer
from demarche.code.who_beside import first_word, half_of
from demarche.code.who_joint import joint_voice
from demarche.code.who_lead import relative_clauses
from demarche.code.who_media import as_medium, part_of_medium
from demarche.code.who_named import all_of, named, only_part
from demarche.code.who_near import leads, near, title_of
from demarche.code.who_office import compound, official
from demarche.code.who_people import People
from demarche.code.who_scan import Scan
from demarche.code.who_unlisted import letters_of, unlisted
from demarche.code.who_words import Front, Office, Run, voice_of, words_of
from demarche.findings import Findings, Mention
from demarche.records import Document
from demarche.world import Named, World
from demarche.world.names import fold

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
            return as_medium(m, self.text[m.start : m.end])
        if head is not None and not only_part(self, m, head):
            return named(self, m, head) if head.end >= end - 1 else compound(self, m, head, word)
        whole = all_of(self, m)
        if whole is not None:
            return named(self, m, whole)
        if other := unlisted(self, m):
            return other
        office, run = self.office(m), self.scan.run_at(m)
        if office is not None and not (run is not None and run.start <= position and " " in run.text):
            return official(self, m, office)
        if run is not None:
            return bearer(self, m, run)
        return self.apposed(m) or nothing(m.id)

    def apposed(self, m: Mention) -> Resolved | None:
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

    def code_of(self, reading: Named) -> str:
        """The code of a reading; of bodies without one, ``X:`` and the name by which the text calls it."""
        if reading.code != "X:":
            return reading.code
        same = [hit for hit in self.hits if any(r.source == reading.source for r in hit.readings)]
        names = [" ".join(self.text[h.start : h.end].split()) for h in same]
        names = [name for name in names if name[:1].isupper()] or [reading.form]
        return f"X:{max(names, key=lambda name: (len(name), name))}"

    def _local(self, party: str) -> str:
        """A party without a code of its own by the name that the text has for it."""
        rows = self.world.named(party[2:], "en") if party.startswith("X:") else ()
        used = (r for hit in self.hits for r in hit.readings if rows and r.source == rows[0].source)
        return next((self.code_of(reading) for reading in used), party)

    def former(self, m: Mention) -> bool:
        """Whether the text says that an office is no longer held."""
        if m.start == m.head_start:
            return self.nouns[m.id].former
        if self.text[m.head_start - 1] in " -":
            return self.nouns[m.id].former or self.front(m).former
        return self.words.over(fold(self.text[m.start : m.head_end]))
