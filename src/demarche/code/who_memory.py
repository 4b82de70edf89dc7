"""What the text has named so far, for whatever points back to it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from demarche.code.content import attitude_words
from demarche.code.who import Ground, Resolved
from demarche.code.who_direct import Reader
from demarche.findings import Mention, Reported
from demarche.world.names import fold

# Sentences back that a pronoun or definite phrase reaches.
REACH = 3
# Those named together are the meeting that a report is about, and stay in mind for longer.
GROUP_REACH = 12
# So much less in mind is a group for each sentence that it stands farther off. Over hand-coded reports it is alike from
# 0 to 0.2; with more, two who spoke by telephone push aside the two whom a war is between.
AWAY = 0.02
# How much being a subject, having spoken, or being a person counts beside being one sentence nearer (1).
SUBJECT, SPOKE, PERSON = 0.6, 0.8, 0.3
# Sums of such parts in another order differ by less.
SLACK = 1e-6


# Combinations of parties that are remembered; a day's news has fewer.
KEPT = 4096
# So many parties in a row are a list; two may be an apposition.
LISTED = 3
# Characters between two of them: a title and a country fit ("…, Prime Minister X of the United Kingdom, and …").
STEP = 60
STOPS = frozenset(".;:!?")
# Beginnings of the relations of those who do something.
DOERS = ("nsubj", "obl:agent")
WORDS, JOINT = re.compile(r"[\w'’-]+|,"), re.compile(r",|\s\w+\s")


class Earlier(NamedTuple):
    """Something the text has named: candidates for what points back."""

    mention: Mention
    read: Resolved
    spoke: bool
    subject: bool


def subject(m: Mention) -> bool:
    """Whether a mention is a subject; a relative pronoun is not, whatever it is in its clause."""
    return m.relation.startswith("nsubj") and not (m.kind == "pronoun" and m.apposition is not None)


class Group(NamedTuple):
    """Mentions of parties that the text names together; ``acting`` where one of them is a subject."""

    position: int
    sentence: int
    members: tuple[int, ...]
    acting: bool


@dataclass
class Back:
    """The state of the second round."""

    reader: Reader
    read: list[Resolved]
    earlier: list[Earlier]
    sources: dict[int, Reported]
    groups: list[Group]
    # States by parties and country: a long text asks for the same few many thousand times.
    _states: dict[tuple[tuple[str, ...], str | None], frozenset[str]] = field(default_factory=dict)
    # Which mentions name some, by their number: where, in which sentence. Worked out once it is asked for.
    _named: list[tuple[int, int, int, frozenset[str]]] | None = None
    # Mentions of organisations by a word for them: of their own name alone, or of all their names.
    parts: dict[bool, dict[str, set[int]]] = field(default_factory=dict)
    # All these words.
    short: set[str] = field(default_factory=set)

    @cached_property
    def possessives(self) -> dict[int | None, list[Mention]]:
        """Possessives by what they stand with, and relative pronouns that are some ("Chile, *whose* minister")."""
        found: dict[int | None, list[Mention]] = {}
        for m in self.reader.findings.mentions:
            if m.kind == "possessive" or (m.kind == "pronoun" and m.relation == "nmod:poss"):
                found.setdefault(m.governor, []).append(m)
        return found

    @cached_property
    def subjects(self) -> dict[int, list[Mention]]:
        """Subjects by sentence, relative pronouns left out."""
        found: dict[int, list[Mention]] = {}
        for m in self.reader.findings.mentions:
            if subject(m):
                found.setdefault(m.sentence, []).append(m)
        return found

    @cached_property
    def by_governor(self) -> dict[int | None, list[Mention]]:
        """Mentions by what they hang on."""
        found: dict[int | None, list[Mention]] = {}
        for m in self.reader.findings.mentions:
            found.setdefault(m.governor, []).append(m)
        return found

    @cached_property
    def by_head(self) -> dict[int, list[Mention]]:
        """Mentions by the token that is their head."""
        found: dict[int, list[Mention]] = {}
        for m in self.reader.findings.mentions:
            found.setdefault(m.head, []).append(m)
        return found

    def salience(self, m: Mention) -> dict[str, tuple[float, str]]:
        """How much each party is in mind at a mention, by how often and how near it was named before; by bare codes.

        Beside it stands its last name in full, the plain one where it has been named so. Of some 260 mentions such as
        "both sides" in events coded by hand, those foremost in mind are among the event's parties in 184; where the
        last ones named were taken instead, in 171.
        """
        found: dict[str, tuple[float, str]] = {}
        for one in reversed(self.earlier):
            if one.read.kind == "place":
                continue
            near = (1 + m.sentence - one.mention.sentence) ** -0.5
            for party in reversed(one.read.parties):
                bare = party.split("/")[0]
                weight, full = found.get(bare, (0.0, party))
                found[bare] = weight + near, bare if party == bare else full
        return found

    def states(self, m: Mention, *, before: bool = False) -> list[str]:
        """States the text is about at a mention, first the one named most and nearest; places count for theirs.
        Only what stands before the mention counts where that is asked."""
        weights: dict[str, float] = {}
        if self._named is None:
            mentions = zip(self.reader.findings.mentions, self.read, strict=True)
            some = [self._naming(m) for m, read in mentions if read.parties or read.country]
            self._named = [one for one in some if one[3]]
        asked, position = m.sentence, m.head_start
        for _, start, sentence, codes in self._named:
            if start < position:
                near = 1.0 / (1 + abs(sentence - asked))
            elif before:
                continue
            else:
                near = 0.5 / (1 + abs(sentence - asked))
            for code in codes:
                weights[code] = weights.get(code, 0.0) + near
        return [code for _, code in sorted([(-weight, code) for code, weight in weights.items()])]

    def take(self, m: Mention, read: Resolved) -> None:
        """Puts a new reading of a mention in place of the one it had."""
        self.read[m.id] = read
        if self._named is not None:
            at = bisect_left(self._named, (m.id,))
            known = at < len(self._named) and self._named[at][0] == m.id
            new = self._naming(m)
            self._named[at : at + known] = [new] if new[3] else []

    def _naming(self, m: Mention) -> tuple[int, int, int, frozenset[str]]:
        """A mention, where its head stands, its sentence, and the states it names."""
        return m.id, m.head_start, m.sentence, self._states_of(self.read[m.id])

    def _states_of(self, read: Resolved) -> frozenset[str]:
        """The states that a mention stands for, those of its place included."""
        key = read.parties, read.country
        found = self._states.get(key)
        if found is None:
            codes = {p.split("/")[0] for p in read.parties} | ({read.country} if read.country else set())
            found = self._states[key] = frozenset(code for code in codes if self.reader.world.is_state(code))
        return found

    def best(
        self,
        m: Mention,
        fits: Callable[[Earlier], bool],
        not_party: tuple[str, ...] = (),
        *,
        reach: int = REACH,
        person: float = PERSON,
        subject: float = SUBJECT,
    ) -> Earlier | None:
        """The likeliest thing that a mention points back to, among those that fit; ``person`` and ``subject`` are
        what being one counts."""
        said = self.sources.get(m.id)
        own = said.content if said is not None else ()
        others, likeliest, most = bare(not_party), None, float("-inf")
        # What being in a sentence can be outweighed by: nothing further back is likelier than what is found then.
        extra = max(subject, 0.0) + max(person, 0.0) + SPOKE
        sentence, head = m.sentence, m.head
        for order in range(len(self.earlier) - 1, -1, -1):
            one = self.earlier[order]
            mention = one.mention
            back = sentence - mention.sentence
            if back > reach or order * 1e-4 + extra + SLACK - back < most:
                break
            score = -float(back) + order * 1e-4
            if one.subject:
                score += subject
            if one.read.kind == "person":
                score += person
            if said is not None and one.spoke:
                score += SPOKE
            # Of two as likely the later one counts, which came first here; what is asked for is looked at last.
            if score <= most or mention.head == head or (others and not others.isdisjoint(bare(one.read.parties))):
                continue
            # Nobody speaks of himself by name: "Mr Silva, you are wrong", he said.
            if mention.quoted and any(start <= mention.head_start < end for start, end in own):
                continue
            if fits(one):
                likeliest, most = one, score
        return likeliest


@lru_cache(maxsize=KEPT)
def bare(parties: tuple[str, ...]) -> frozenset[str]:
    """Codes without their sectors."""
    return frozenset(party.split("/")[0] for party in parties)


def own_subject(back: Back, m: Mention) -> tuple[str, ...]:
    """The party that does to another what is done to a mention: nobody sanctions "the country" that it is itself."""
    if m.id in back.sources or m.relation.split(":", 1)[0] not in ("obj", "iobj", "obl"):
        return ()
    subject: Mention | None = None
    for other in back.subjects.get(m.sentence, ()):
        if other.head_start < m.head_start:
            subject = other
    return back.read[subject.id].parties if subject is not None else ()


def who_wants(back: Back, m: Mention) -> tuple[str, ...]:
    """Who wants that a mention does something: "de burgemeester wil dat hij gaat" is about another than the mayor, who
    would want to go. (So in each of 22 clauses with "willen" in Dutch news; not so with "hopen" or "eisen", nor where
    the clause is about what is allowed: "wil dat het mag meebeslissen".)"""
    findings, words = back.reader.findings, attitude_words(back.reader.findings.language)
    for frame in findings.frames if m.relation.startswith("nsubj") else ():
        above = findings.above(frame) if frame.relation == "ccomp" and frame.form.startswith("fin") else None
        if above is not None and any(r.mention == m.id and r.relation == "nsubj" for r in frame.roles):
            allowed = any(words.has(a, "aux", kind) for a in frame.auxiliaries for kind in ("may", "can"))
            wants = above.kind == "verb" and words.has(above.lemma, "verb", "another") > 0 and not allowed
            own = [r.mention for r in above.roles if r.relation == "nsubj"]
            return tuple(p for n in own for p in back.read[n].parties) if wants else ()
    return ()


def listed(reader: Reader, read: list[Resolved]) -> list[Group]:
    """Persons or parties that stand in a row, commas and "and" between them, whatever the parse makes of it."""
    out: list[list[Mention]] = []
    last: Mention | None = None
    for m in sorted([m for m in reader.findings.mentions if m.kind == "name"], key=attrgetter("head_start")):
        one = read[m.id]
        if len(one.parties) != 1 or one.kind not in ("person", "party"):
            continue
        if last is not None and goes_on(reader, last, m, same=read[last.id].parties == one.parties):
            out[-1].append(m)
        else:
            out.append([m])
        last = m
    return [
        Group(some[-1].head_start, some[0].sentence, tuple([m.id for m in some]), True)
        for some in out
        if len(some) >= LISTED and len({read[m.id].parties for m in some}) >= LISTED
    ]


def goes_on(reader: Reader, last: Mention, m: Mention, *, same: bool) -> bool:
    """Whether a list goes on from one mention to the next: commas, "and", titles and names of parties alone stand
    between them, and a mark where the parties are not the ``same``."""
    if m.head_start - last.head_end >= STEP:
        return False
    between, words = reader.text[last.head_end : m.head_start], reader.words
    # Long lists are cut into sentences by some parses, so that only marks count here.
    if not STOPS.isdisjoint(between) or not (same or JOINT.search(between)):
        return False
    small = [word for word in WORDS.findall(between) if not word[:1].isupper()]
    rest = [word for word in small if (low := fold(word)) not in words.joining and not words.title(low)]
    named = [reader.text[h.start : h.end] for h in reader.inside(last.head_end, m.head_start)] if rest else []
    return all(any(word in name for name in named) for word in rest)


def groups(reader: Reader) -> list[Group]:
    """Parties that the text names together, joined by "and", or a subject and
    those with whom it does something ("spoke with", "sprak met")."""
    mentions, withs = reader.findings.mentions, reader.words.together
    found: dict[int, list[Mention]] = {}
    by_verb: dict[int, list[Mention]] = {}
    shared: set[int] = set()
    for m in mentions:
        beside = m.preposition in withs or m.relation == "obl:agent"
        if beside or m.relation.startswith(DOERS):
            by_verb.setdefault(m.governor or -1, []).append(m)
            if beside:
                shared.add(m.governor or -1)
        if m.coordinates:
            found.setdefault(min(m.head, *[mentions[c].head for c in m.coordinates]), []).append(m)
    for verb, some in by_verb.items():
        if verb in shared and any(m.relation.startswith("nsubj") for m in some):
            joined = {c for m in some for c in m.coordinates}.difference([m.id for m in some])
            found.setdefault(verb, []).extend([*some, *[mentions[c] for c in sorted(joined)]])
    out = []
    for some in found.values():
        ordered = sorted(some, key=attrgetter("head_start"))
        acting = any(m.relation.startswith("nsubj") for m in ordered)
        out.append(Group(ordered[-1].head_start, ordered[0].sentence, tuple([m.id for m in ordered]), acting))
    return sorted(out, key=lambda group: (group.position, len(group.members)))


def together(named: list[Group], rows: list[Group]) -> list[Group]:
    """Groups in the order of the text; a row in which one of those named together stands takes in the others: "X spoke
    with A of Italy, B of Spain and C of France" are four."""
    out = list(named)
    for row in rows:
        met = [g for g in named if g.sentence == row.sentence and not set(g.members).isdisjoint(row.members)]
        members = dict.fromkeys(number for g in (*met, row) for number in g.members)
        out.append(row._replace(members=tuple(members)))
    return sorted(out, key=lambda group: (group.position, len(group.members)))


def said_of(m: Mention, other: Resolved, reason: str, score: float = 0.7) -> Resolved | None:
    """The reading of another mention, for one that points to it: those named together are so for both."""
    if not other.parties and other.speaker is None:
        return None
    kind = "party" if other.kind == "place" else other.kind
    return Resolved(m.id, other.parties, kind, other.speaker, candidates=other.candidates,
                    reason=f"{reason}: {other.reason}", score=min(score, other.score),
                    ground=Ground.TOGETHER if other.ground is Ground.TOGETHER else None)  # fmt: skip


def doers_beside(back: Back, m: Mention) -> frozenset[str]:
    """Who does what is done to a mention, in bare codes: "*the UN* asked both sides to"."""
    if m.governor is None or m.relation.startswith("nsubj"):
        return frozenset()
    doers = [o for o in back.subjects.get(m.sentence, ()) if o.governor == m.governor]
    return frozenset(p.split("/")[0] for o in doers for p in back.read[o.id].parties)


def group_before(
    back: Back, m: Mention, count: int | None, *, acting: bool = False, states: bool = False
) -> Resolved | None:
    """The parties named together before of which two are most in mind, so many where a number is asked; only those who
    act where asked, or ``states`` alone, and none of those who do something to the mention."""
    known, doers = back.salience(m), doers_beside(back, m)
    top = max((weight for weight, _ in known.values()), default=1.0)
    best, share = None, -math.inf
    for group in reversed(back.groups):
        away = m.sentence - group.sentence
        if group.position >= m.head_start or away > GROUP_REACH:
            continue
        some = [back.read[number] for number in group.members]
        named = dict.fromkeys(p for one in some for p in one.parties if one.kind != "place")
        parties = tuple([p for p in named if not states or back.reader.world.is_state(p)])
        acts = group.acting or any(one.kind == "person" for one in some)
        different = {p.split("/")[0] for p in parties}
        fit = len(different) > 1 and (acts or not acting) and count in (None, len(different))
        if fit and different.isdisjoint(doers):
            first, second = sorted([known[p][0] if p in known else 0.0 for p in different])[-2:]
            mind = (first + second) / top / 2 - AWAY * away
            if mind > share:
                best, share = parties, mind
    ground = Ground.TOGETHER
    return Resolved(m.id, best, "party", reason=ground.value, score=0.5, ground=ground) if best else None


def both(back: Back, m: Mention, count: int, *, states: bool = False) -> Resolved | None:
    """The parties most in mind, for "beide", "the two sides"; those of such a phrase shortly before are the same. Only
    ``states`` where the phrase is for some ("both governments")."""
    is_state = back.reader.world.is_state
    last = next((one for one in reversed(back.earlier) if one.read.ground is Ground.TOGETHER), None)
    near = last is not None and m.sentence - last.mention.sentence <= REACH
    fit = last is not None and (not states or all(map(is_state, last.read.parties)))
    if last is not None and near and fit and len(bare(last.read.parties)) == count:
        same = bare(last.read.parties).isdisjoint(doers_beside(back, m))
        found = said_of(m, last.read, "the same shortly before", 0.5) if same else None
        if found is not None:
            return found
    together = group_before(back, m, count, states=states)
    if together is not None:
        return together
    doers = doers_beside(back, m)
    some = [(party, one) for party, one in back.salience(m).items() if party not in doers]
    known = sorted((-weight, full) for party, (weight, full) in some if not states or is_state(party))
    parties = tuple([full for _, full in known[:count]])
    if len(parties) < count:
        return None
    return Resolved(m.id, parties, "party", reason="the parties most in mind", score=0.5)
