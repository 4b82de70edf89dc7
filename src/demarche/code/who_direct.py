"""First round of who is who: names, offices, nationals, adjectives, capitals, as they stand in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from demarche.code.who import Resolved
from demarche.code.who_people import People, Person
from demarche.code.who_words import Office, Run, name_runs, words_of
from demarche.findings import Findings, Mention
from demarche.records import Document
from demarche.world import Hit, Named, World
from demarche.world.names import fold

# Prepositions that show whose an office is: "president van Iran", "minister of Ukraine". Lemmas of any language that
# is installed may stand here: they are compared with the text's own words.
STATES = frozenset({"name", "adjective", "inhabitant", "body", "capital"})
PARTIES = frozenset({"name", "organisation", "group", "body", "ngo", "company", "inhabitant", "adjective"})
# An apposition without comma stands this close behind its noun: "terreurgroep IS", "persbureau 'Tasnim'".
BESIDE = 2


class Reader:
    """Reads the mentions of one document; keeps what has been read."""

    def __init__(self, findings: Findings, document: Document, world: World) -> None:
        self.findings, self.text, self.world = findings, document.text, world
        self.at = document.published
        self.words = words_of(findings.language)
        self.hits = world.scan(document.text, findings.language)
        self.starts = [hit.start for hit in self.hits]
        self.people = People(world, findings.language, document.published)
        self.home = home_of(document, self.words.settings.get("home", ""))
        self.done: dict[int, Resolved] = {}
        self._open: set[int] = set()
        self.runs = {m.id: name_runs(self.text, m.start, m.end, self.words) for m in findings.mentions
                     if not self.pointer(m)}  # fmt: skip

    def pointer(self, m: Mention) -> bool:
        """Whether a mention is a pronoun, which the second round reads."""
        return m.kind == "pronoun" or (m.kind == "possessive" and fold(m.text) in self.words.pronouns)

    def read_all(self) -> list[Resolved]:
        """A reading of every mention that names something; pointers are left to the second round."""
        for m in self.findings.mentions:
            self._learn(m)
        return [self.read(m.id) for m in self.findings.mentions]

    def read(self, number: int) -> Resolved:
        """The reading of one mention; of a pointer, none yet."""
        if number in self.done:
            return self.done[number]
        m = self.findings.mentions[number]
        if self.pointer(m) or number in self._open:
            return Resolved(number)
        self._open.add(number)
        self.done[number] = self._read(m)
        self._open.discard(number)
        return self.done[number]

    def _learn(self, m: Mention) -> None:
        """Remembers full names before anything is read, so that a headline's surname finds the name below it."""
        for run in self.runs.get(m.id, ()):
            if " " in run.text and (self._whole(run) is None or self.world.persons_named(run.text)):
                person = self.people.find(run.text, self._near(m, run))
                if person:
                    self.people.remember(run.text, person)

    def _read(self, m: Mention) -> Resolved:
        head = self._covering(m.head_start)
        if head and head.end >= m.head_end - 1 and not self._part_of_name(m, head):
            return self.named(m, head)
        word = self.text[m.head_start : m.head_end]
        if head and head.start <= m.head_start:
            return self._compound(m, head, word)
        office = self.words.office(fold(word), m.lemma) if word[:1].islower() or m.kind != "adjective" else None
        run = self._run_at(m)
        if office and not (run and run.start <= m.head_start and " " in run.text):
            return self.official(m, office)
        if run:
            return self._name(m, run)
        return Resolved(m.id)

    def _compound(self, m: Mention, hit: Hit, word: str) -> Resolved:
        """A word that begins with a name: "NAVO-topman", "EU-landen"."""
        rest = word[hit.end - m.head_start :].strip("-–'’")
        office = self.words.office(fold(rest)) if rest else None
        if office is None:
            return Resolved(m.id, reason=f"a thing of {hit.readings[0].form}")
        return self.official(m, office, (self._code(hit.readings[0]),))

    # names -----------------------------------------------------------------------------------------------------

    def named(self, m: Mention, hit: Hit) -> Resolved:
        """A mention whose head is a name in the tables."""
        reading = self._choose(m, hit)
        rest = tuple((f"{r.code} ({r.kind})", round(1 / (2 + i), 2)) for i, r in enumerate(hit.readings) if r != reading)
        where = m.preposition in self.words.where
        code = self._code(reading)
        reason = f"{reading.kind} {reading.form!r}; {reading.source}"
        if reading.kind == "place":
            return Resolved(m.id, (), "place", None, reading.form, reading.code or None, rest, reason, 0.9)
        if reading.kind == "capital" and m.preposition in self.words.capital_where:
            return Resolved(m.id, (), "place", None, reading.form, reading.code, rest, reason, 0.9)
        if reading.kind == "name" and where:
            return Resolved(m.id, (code,), "place", None, reading.form, reading.code, rest, reason, 0.8)
        if reading.kind in ("agency", "outlet"):
            parties = () if reading.code == "-" else (reading.code,)
            return Resolved(m.id, parties, "group", reading.form, None, None, rest, reason, 0.9)
        speaker = self.world.body(reading) if reading.kind == "body" else None
        if reading.kind in ("organisation", "group", "ngo", "company"):
            speaker = reading.form
        return Resolved(m.id, (code,), "party", speaker, None, None, rest, reason, 0.95)

    def _choose(self, m: Mention, hit: Hit) -> Named:
        """The reading that fits the mention: an inhabitant where it is plural and no place, else the likeliest."""
        if len(hit.readings) > 1 and m.number == "Plur" and m.definite:
            for reading in hit.readings:
                if reading.kind == "inhabitant":
                    return reading
        return hit.readings[0]

    def _code(self, reading: Named) -> str:
        """The code of a reading; of bodies without one, ``X:`` and the name by which the text calls it."""
        if reading.code != "X:":
            return reading.code
        named = [hit for hit in self.hits if any(r.source == reading.source for r in hit.readings)]
        longest = max((self.text[h.start : h.end] for h in named), key=lambda s: (len(s), s), default=reading.form)
        return f"X:{longest}"

    def _covering(self, position: int) -> Hit | None:
        at = bisect_right(self.starts, position) - 1
        return self.hits[at] if at >= 0 and position < self.hits[at].end else None

    def inside(self, start: int, end: int) -> list[Hit]:
        """Hits that begin in a stretch of the text."""
        return self.hits[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _whole(self, run: Run) -> Hit | None:
        """The hit that covers the whole of a run, or None."""
        hit = self._covering(run.start)
        return hit if hit and hit.start <= run.start and hit.end >= run.end else None

    def _part_of_name(self, m: Mention, hit: Hit) -> bool:
        """True where a name in the tables is only part of a person's name here ("Israel Katz")."""
        run = self._run_at(m)
        if run is None or not (run.start < hit.start or run.end > hit.end) or "-" in self.text[hit.end : hit.end + 1]:
            return False
        return bool(self.world.persons_named(run.text)) or run.end > hit.end and run.start <= hit.start and (
            hit.readings[0].kind in ("capital", "place") and run.text[hit.end - run.start :][:1] == " ")

    # persons ---------------------------------------------------------------------------------------------------

    def _run_at(self, m: Mention) -> Run | None:
        """The run of names that covers the head, or else the first behind it."""
        runs = self.runs.get(m.id, ())
        covering = next((r for r in runs if r.start <= m.head_start < r.end), None)
        return covering or next((r for r in runs if r.start >= m.head_end and self._whole(r) is None), None)

    def _near(self, m: Mention, run: Run) -> tuple[str, ...]:
        """Parties that stand in front of a name, in the phrase or in the few words before it."""
        start = min(m.start, run.start)
        found = [self._code(h.readings[0]) for h in self.inside(start, run.start) if h.readings[0].kind in PARTIES]
        if not found and m.apposition is not None:
            found = list(self.read(m.apposition).parties)
        return tuple(dict.fromkeys(found))

    def _name(self, m: Mention, run: Run) -> Resolved:
        """A name that no table of parties has: a person of the world's, of this text's, or an unknown body."""
        near = self._near(m, run)
        person = self.people.find(run.text, near)
        if person and self._former(m):
            return Resolved(m.id, (), "person", person.name, None, None, person.candidates, "held it before", 0.5)
        if person:
            return by_person(m.id, person)
        if near:
            self.people.remember(run.text, Person(run.text, near, "", 0.5, "party named beside the name"))
            return Resolved(m.id, near, "person", run.text, reason="party named beside the name", score=0.5)
        return Resolved(m.id, (), "person" if " " in run.text else "none", run.text, reason="unknown name", score=0.2)

    def _former(self, m: Mention) -> bool:
        """Whether the text says that an office is no longer held."""
        front = fold(self.text[m.start : m.head_end]).replace("-", " ").split()
        return bool(self.words.former & set(front))

    # offices ---------------------------------------------------------------------------------------------------

    def official(self, m: Mention, office: Office, codes: tuple[str, ...] = ()) -> Resolved:
        """A mention whose head is a noun for an office, a body or people of a party."""
        beside = self._beside(m)
        if beside and not codes:
            return beside
        run = self._run_at(m)
        person = None
        owners = codes or self.owners(m, office)
        if run and office.what == "person" and run.start >= m.head_end:
            person = self.people.find(run.text, owners)
        if office.what in ("country", "alliance", "union", "organisation", "group", "parties") and not owners:
            return Resolved(m.id, reason=f"refers back: {office.what}")
        if self._former(m):
            return Resolved(m.id, (), "person", person.name if person else None, reason="held it before", score=0.4)
        if not owners and person:
            return by_person(m.id, person)
        if office.sector == "MEDIA":
            return Resolved(m.id, (), "group", self.text[m.start : m.end], reason="a medium", score=0.6)
        parties = tuple(with_sector(code, office.sector) for code in owners)
        kind = "person" if office.what == "person" else "party"
        if run and not person and kind == "person" and run.start >= m.head_end and parties:
            person = Person(run.text, parties, "", 0.6, "office named beside the name")
        if person and " " in person.name and parties:
            self.people.remember(person.name, person._replace(party=person.party or parties))
        if person and run and parties:
            self.people.remember(run.text, person._replace(party=person.party or parties))
        speaker = person.name if person else None
        if not parties:
            return Resolved(m.id, (), kind, speaker, reason=f"{office.form}: of whom is not said here", score=0.1)
        if person and person.party and {p.split("/")[0] for p in person.party} == {p.split("/")[0] for p in parties}:
            parties = person.party
        return Resolved(m.id, parties, kind, speaker, candidates=person.candidates if person else (),
                        reason=f"{office.form} of {', '.join(owners)}", score=0.85)  # fmt: skip

    def _beside(self, m: Mention) -> Resolved | None:
        """A name of a party right behind its noun: "terreurgroep IS", "persbureau Tasnim", "the group Hamas"."""
        for hit in self.inside(m.head_end, m.head_end + BESIDE + 1):
            kind = hit.readings[0].kind
            if kind in ("organisation", "group", "agency", "outlet", "ngo", "company") and hit.end <= m.end:
                return self.named(m, hit)
            if kind == "name" and hit.end <= m.end and self.words.office(m.lemma, "")and (
                    self.words.office(m.lemma, "") or Office("", "", "")).what == "country":
                return self.named(m, hit)
        return None

    def owners(self, m: Mention, office: Office) -> tuple[str, ...]:
        """Codes of the parties whose office or body it is, by what stands in the phrase; () where nothing does."""
        front = [h for h in self.inside(m.start, m.head_start) if h.readings[0].kind in PARTIES | STATES]
        if front:
            codes = dict.fromkeys(self._code(h.readings[0]) for h in front)
            plural = m.number == "Plur" or office.what == "parties"
            return tuple(codes) if plural else tuple(codes)[-1:]
        behind = [h for h in self.inside(m.head_end, m.end) if h.readings[0].kind in PARTIES | STATES]
        behind = [h for h in behind if self._belongs(m, h)]
        if behind:
            codes = dict.fromkeys(self._code(h.readings[0]) for h in behind)
            return tuple(codes) if m.number == "Plur" else tuple(codes)[:1]
        for _, number in m.complements:
            found = self.read(number)
            if found.parties and found.kind in ("party", "person"):
                return tuple(p.split("/")[0] for p in found.parties)
        if m.apposition is not None and m.kind != "pronoun":
            return tuple(p.split("/")[0] for p in self.read(m.apposition).parties)
        return ()

    def _belongs(self, m: Mention, hit: Hit) -> bool:
        """Whether a name behind an office is its owner: "of Iran", "in Londen"; not "to Ukraine", "over Syrië"."""
        before = self.text[m.head_end : hit.start].split()
        links = self.words.settings.get("owner_links", ())
        last = next((fold(w) for w in reversed(before) if fold(w) not in self.words.settings.get("articles", ())), "")
        return last in links


def by_person(number: int, person: Person) -> Resolved:
    """The reading of a mention that is a person."""
    return Resolved(number, person.party, "person", person.name, candidates=person.candidates, reason=person.reason,
                    score=person.score)  # fmt: skip


def with_sector(code: str, sector: str) -> str:
    """A state's code with a sector behind it; organisations and groups have none."""
    if not sector or "/" in code or len(code) != 3 or not code.isupper() or code in ("SDF", "HTS", "PKK", "DPR", "LPR"):
        return code
    return f"{code}/{sector}"


def home_of(document: Document, default: str) -> str:
    """The state whose government an outlet means where it names none: that of its language's pack."""
    return default
