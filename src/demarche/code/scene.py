"""A document as the coder sees it: frames with the parties near them, and who is speaking where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demarche.code.acts import Act, Lexicon, acts_of, lexicon
from demarche.code.listed import listed, listed_below
from demarche.code.near import Candidate, Near
from demarche.code.parties import bare, side
from demarche.code.where import site
from demarche.code.who import Resolved
from demarche.findings import Findings, Frame, Mention
from demarche.records import Statement

if TYPE_CHECKING:
    from demarche.code.bundles import Bundle, Part
    from demarche.code.offers import Offer
    from demarche.code.opinion import Opinion
    from demarche.code.roles import Beside, Row

# Parties that are in focus in a document: so many of the most often named are offered to a frame that names nobody.
FOCUS = 5
# The first sentences of a report name those whom it is about.
LEAD = 2


@dataclass
class Scene:
    """Findings with their resolution and the statements coded from them."""

    findings: Findings
    resolved: Sequence[Resolved]
    statements: Sequence[Statement]
    words: Lexicon
    published: str | None = None
    acts: list[tuple[tuple[Act, bool], ...]] = field(default_factory=list)
    below: dict[int, list[int]] = field(default_factory=dict)
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    focus: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    lead: set[str] = field(default_factory=set)
    features: dict[int, list[Part]] = field(default_factory=dict)
    tied: dict[int, dict[str, list[Bundle]]] = field(default_factory=dict)
    names: dict[int, tuple[str, ...]] = field(default_factory=dict)
    sure: dict[int, int] = field(default_factory=dict)
    offers: dict[int, dict[str, Offer]] = field(default_factory=dict)
    rows: dict[tuple[int, str], Row] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    frames_by_sentence: dict[int, list[Frame]] = field(default_factory=dict)
    top: int = 1
    rivals: dict[str, tuple[dict[str, int], int]] = field(default_factory=dict)
    beside: dict[tuple[str, str], Beside] = field(default_factory=dict)
    nears: dict[int, dict[str, Candidate]] = field(default_factory=dict)
    spoken: list[Statement | None] = field(default_factory=list)
    cued: list[Statement | None] = field(default_factory=list)
    opinion: Opinion | None = None
    _parties: list[tuple[str, ...]] = field(default_factory=list)
    _codes: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _filled: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _here: dict[int, set[str]] = field(default_factory=dict)
    apart: dict[str, str] = field(default_factory=dict)
    foes: dict[str, frozenset[str]] = field(default_factory=dict)
    sport: bool | None = None
    _joint: dict[int, dict[str, set[str]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        findings: Findings,
        resolved: Sequence[Resolved],
        statements: Sequence[Statement],
        published: str | None = None,
    ) -> Scene:
        """The scene of one document, its look-ups made once; ``published`` is its date, for who is at odds with whom
        then."""
        scene = cls(findings, resolved, statements, lexicon(findings.language), published)
        scene._parties = [() if one.kind == "place" else one.parties for one in resolved]
        scene.acts = [acts_of(f, findings, scene.words) for f in findings.frames]
        counts: Counter[str] = Counter()
        sectors: Counter[str] = Counter()
        for m in findings.mentions:
            scene.by_sentence.setdefault(m.sentence, []).append(m.id)
            if m.governor is not None:
                scene.below.setdefault(m.governor, []).append(m.id)
            counts.update({side(p) for p in resolved[m.id].parties})
            sectors.update({p for p in resolved[m.id].parties if side(p).endswith("~")})
        scene._count_pairs()
        for frame in findings.frames:
            scene.frames_by_sentence.setdefault(frame.sentence, []).append(frame)
        scene.counts = dict(counts)
        scene.apart = {side(p): p for p, _ in sorted(sectors.items(), key=lambda c: (c[1], c[0]))}
        scene.top = max(scene.counts.values(), default=1)
        scene.focus = [p for p, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:FOCUS]]
        scene.spoken = [covering(f, statements, "content") for f in findings.frames]
        scene.cued = [covering(f, statements, "cue") for f in findings.frames]
        return scene

    def _count_pairs(self) -> None:
        """Which parties the first sentences name, and in how many sentences two parties stand together."""
        reporting = [n for n, s in enumerate(self.findings.sentences) if not s.furniture]
        for number, mentions in sorted(self.by_sentence.items()):
            here = sorted({side(p) for m in mentions for p in self.resolved[m].parties})
            self.pairs.update((a, b) for a in here for b in here if a != b)
            if number in reporting[:LEAD]:
                self.lead.update(here)

    def ranks(self, party: str) -> tuple[dict[str, int], int]:
        """Parties of other states by how often they are named, with their places, and in how many sentences the one
        that most often stands with ``party`` does so."""
        known = self.rivals.get(party)
        if known is None:
            order = sorted(self.counts, key=lambda p: (-self.counts[p], p))
            others = [p for p in order if bare(p) != bare(party)]
            partner = max((self.pairs[party, p] for p in others), default=0)
            known = self.rivals[party] = ({p: n for n, p in enumerate(others)}, partner)
        return known

    def frames_in(self, sentence: int) -> list[Frame]:
        """The frames of a sentence, in order of the text."""
        return self.frames_by_sentence.get(sentence, [])

    def parties(self, mention: int) -> tuple[str, ...]:
        """Codes that a mention stands for; a place stands for none here."""
        return self._parties[mention]

    def codes(self, mention: int) -> tuple[tuple[str, str], ...]:
        """(code, mark) of what a mention stands for; the mark is ``@`` where it is named as a place; found once.

        A city or region stands for its state: who shells "Haifa" acts on Israel.
        """
        known = self._codes.get(mention)
        if known is None:
            known = self._codes[mention] = self._coded(mention)
        return known

    def _coded(self, mention: int) -> tuple[tuple[str, str], ...]:
        one = self.resolved[mention]
        if one.parties:
            return tuple((p, "@" if one.kind == "place" else "") for p in one.parties)
        found = site(self.findings.mentions[mention], self.resolved)
        return ((found.country, "@"),) if found and found.country else ()

    def filled(self, frame: Frame) -> tuple[str, ...]:
        """For each role of a frame ``party`` where a party fills it, ``party-in`` where one stands in its phrase, else
        nothing; found once."""
        known = self._filled.get(frame.id)
        if known is None:
            known = self._filled[frame.id] = tuple(self._filling(role.mention) for role in frame.roles)
        return known

    def _filling(self, mention: int) -> str:
        if self._parties[mention]:
            return "party"
        return "party-in" if any(self._parties[m] for _, m in self.inside(mention)) else ""

    def here(self, sentence: int) -> set[str]:
        """Bare codes of the parties that a sentence names; found once."""
        known = self._here.get(sentence)
        if known is None:
            named = self.by_sentence.get(sentence, ())
            known = self._here[sentence] = {bare(p) for m in named for p in self._parties[m]}
        return known

    def joint(self, sentence: int) -> dict[str, set[str]]:
        """For each party of a sentence those that stand with it in one phrase ("X and Y", "both"), or are subjects of
        one verb; found once."""
        known = self._joint.get(sentence)
        if known is None:
            known = self._joint[sentence] = {}
            phrases = [(n, *self.findings.mentions[n].coordinates) for n in self.by_sentence.get(sentence, ())]
            for frame in self.frames_in(sentence):
                phrases.append(tuple(role.mention for role in frame.roles if role.relation == "nsubj"))
            phrases = [(*whole, *(m for one in whole for m in listed_below(self, one))) for whole in phrases]
            for whole in phrases:
                codes = {side(party) for one in whole for party, _ in self.codes(one)}
                for code in codes if len(codes) > 1 else ():
                    known.setdefault(code, set()).update(codes - {code})
        return known

    def joined(self, mention: int, own: set[str]) -> bool:
        """True where it is coordinated with a name that stands for the phrase ("delegates from X and Y")."""
        one = self.findings.mentions[mention]
        if one.governor is None or not (one.relation == "conj" or listed(self, mention)):
            return False
        first = self.headed(one)
        return first is not None and any(bare(p) in own for p in self.resolved[first].parties)

    def headed(self, one: Mention) -> int | None:
        """The mention that another hangs by."""
        here = self.by_sentence[one.sentence]
        return next((m for m in here if self.findings.mentions[m].head == one.governor), None)

    def inside(self, mention: int, depth: int = 2) -> Iterator[tuple[str, int]]:
        """Mentions that hang below one in its noun phrase, with a label of how."""
        one = self.findings.mentions[mention]
        for lower in self.below.get(one.head, ()):
            m = self.findings.mentions[lower]
            label = m.preposition or m.relation or m.kind
            yield label, lower
            if depth > 1:
                yield from ((label, deeper) for _, deeper in self.inside(lower, depth - 1))

    def near(self, frame: Frame) -> dict[str, Candidate]:
        """Every party that may act in a frame or be acted on, by :func:`side`, with how it is near; found once."""
        known = self.nears.get(frame.id)
        if known is None:
            known = self.nears[frame.id] = self._near(frame)
        return known

    def _near(self, frame: Frame) -> dict[str, Candidate]:
        near = Near(self, frame)
        near.add_roles(frame.roles, "")
        if (above := self.findings.above(frame)) is not None:
            near.add_roles(above.roles, "up:")
        for lower in frame.complements[:3]:
            near.add_roles(self.findings.frames[lower].roles, "down:")
        for name, said in (("speaker", self.spoken[frame.id]), ("cue", self.cued[frame.id])):
            for party in said.party if said is not None else ():
                near.add(party, name, said.cue[0].start if said is not None and said.cue else 0)
        near.add_neighbours(frame)
        near.add_weak(frame)
        return near.found


def covering(frame: Frame, statements: Sequence[Statement], part: str) -> Statement | None:
    """The statement whose content (or cue) holds the trigger of a frame, the shortest where several do."""
    best: tuple[int, Statement] | None = None
    for said in statements:
        for span in getattr(said, part):
            if span.start <= frame.trigger_start < span.end:
                size = span.end - span.start
                if best is None or size < best[0]:
                    best = (size, said)
    return best[1] if best else None
