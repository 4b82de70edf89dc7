"""A document as the coder sees it: frames with the parties near them, and who is speaking where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from demarche.code.acts import Act, Lexicon, acts_of, lexicon
from demarche.code.apart import done_to, unlike
from demarche.code.listed import listed, listed_below
from demarche.code.nearness import SUBJECTS, Ways, ways_of
from demarche.code.where import site
from demarche.code.who import Resolved
from demarche.findings import Findings, Frame, Mention, Role
from demarche.records import Statement

if TYPE_CHECKING:
    from demarche.code.bundles import Bundle, Part
    from demarche.code.offers import Offer
    from demarche.code.roles import Beside, Row, Standing

# Parties that are in focus in a document: so many of the most often named are offered to a frame that names nobody.
FOCUS = 5
# What owns a noun from afar: "Russia's", "their", "Amerikaanse"; at most this many characters before it.
OWNERS, FAR = ("possessive", "adjective"), 45
# A phrase is right behind a word where at most this many characters lie between ("sancties tegen de ").
CLOSE = 14
# The first sentences of a report name those whom it is about.
LEAD = 2
# Sectors of a state that stand over against its government: a state can act on them (codebook, section 9).
APART = frozenset({"~", "OPP", "CVL", "REB", "UAF"})
# Codes of parties whose parts are remembered; the world's tables have some thousands.
CODES = 65536


@lru_cache(maxsize=CODES)
def side(party: str) -> str:
    """A party's code for telling apart who acts on whom: the state, or ``CODE/~`` for those over against it."""
    code, _, sector = party.partition("/")
    return f"{code}/~" if sector in APART else code


@lru_cache(maxsize=CODES)
def bare(party: str) -> str:
    """A party's code without its sector: comparisons are made on it (codebook, section 2)."""
    return party.split("/", 1)[0]


@dataclass(slots=True)
class Candidate:
    """A party near a frame, with every way in which it is near; ``add`` is the only one who writes the labels.

    ``full`` is the code by which it is named here; ``standing`` is what :func:`roles.standing` found, kept.
    """

    party: str
    labels: set[str] = field(default_factory=set)
    position: int = 0
    full: str = ""
    count: int = 0
    standing: Standing | None = None
    _ways: Ways | None = None

    def add(self, label: str) -> None:
        """Note one more way of being near."""
        if label not in self.labels:
            self.labels.add(label)
            self._ways = self.standing = None

    @property
    def ways(self) -> Ways:
        """All its ways of being near, as one."""
        if self._ways is None:
            self._ways = ways_of(self.labels)
        return self._ways

    @property
    def strong(self) -> tuple[str, ...]:
        """The ways of being near that tell of a role, sorted."""
        return self.ways.strong


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
        frames = self.findings.frames
        if frame.parent is not None:
            near.add_roles(frames[frame.parent].roles, "up:")
        for lower in frame.complements[:3]:
            near.add_roles(frames[lower].roles, "down:")
        for name, said in (("speaker", self.spoken[frame.id]), ("cue", self.cued[frame.id])):
            for party in said.party if said is not None else ():
                near.add(party, name, said.cue[0].start if said is not None and said.cue else 0)
        near.add_neighbours(frame)
        near.add_weak(frame)
        return near.found


class Near:
    """Parties near one frame, while they are gathered."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self.scene = scene
        self.mentions = scene.findings.mentions
        self.found: dict[str, Candidate] = {}
        self.rows = scene.acts[frame.id]
        self.subjects = [role.mention for role in frame.roles if role.relation in SUBJECTS]

    def add(self, party: str, label: str, position: int) -> None:
        """Note that a party is near in the way that ``label`` tells."""
        code = side(party)
        one = self.found.get(code)
        if one is None:
            full = self.scene.apart.get(code, bare(code)) if party.endswith("~") else party
            one = self.found[code] = Candidate(code, position=position, full=full)
        # Which part of a state it is the likeliest mention tells, not another that stands somewhere near.
        if "/" in party and "/" not in one.full and not party.endswith("~") and not one.strong:
            one.full = party
        one.add(label)

    def add_mention(self, number: int, label: str) -> None:
        """Note what a mention stands for; ``@`` marks a place."""
        for party, mark in self.scene.codes(number):
            self.add(party, label + mark, self.mentions[number].start)

    def add_other(self, number: int, label: str) -> None:
        """The same for a role that is no subject: a part of the subject's state counts as over against it."""
        said, other = self.mentions[number], self.scene.resolved[number]
        start, mine = said.start, [self.scene.resolved[n] for n in self.subjects if n != number]
        done = bool(mine) and done_to(self.rows, label, other, said)
        for party, mark in self.scene.codes(number):
            same = [one for one in mine if side(party) in map(side, one.parties)]
            if same and (done or all(unlike(one, other, said) for one in same)):
                self.add_apart(party, label, start)
            else:
                self.add(party, label + mark, start)

    def add_apart(self, party: str, label: str, position: int) -> None:
        """Note that a party is near, as one over against its state; who governs is named as such."""
        code, full = f"{bare(party)}/~", party if "/" in party else f"{party}/GOV"
        self.found.setdefault(code, Candidate(code, position=position, full=full)).add(label)

    def add_roles(self, roles: Sequence[Role], prefix: str) -> None:
        """The mentions in roles, and those inside their phrases."""
        for role in roles:
            label = prefix + role.relation + (f":{role.preposition}" if role.preposition else "")
            subject = not prefix and role.relation in SUBJECTS
            note = self.add_mention if subject or prefix == "up:" else self.add_other
            note(role.mention, label)
            own = {bare(p) for p in self.scene.parties(role.mention)}
            for how, lower in self.scene.inside(role.mention):
                note(lower, f"{label}/{how}")
                if self.scene.joined(lower, own):
                    own |= {bare(p) for p in self.scene.parties(lower)}
                    for party, _ in self.scene.codes(lower):
                        self.add(party, label, self.mentions[role.mention].start)

    def add_neighbours(self, frame: Frame) -> None:
        """What stands right behind or before the word itself, whatever the parse says; the main clause's subject."""
        for number in self.scene.by_sentence.get(frame.sentence, ()):
            label = self.neighbour(self.mentions[number], frame)
            if label:
                self.add_mention(number, label)
        frames = self.scene.findings.frames
        top = self.scene.frames_in(frame.sentence)[0] if frame.parent is None else frames[frame.parent]
        while top.parent is not None:
            top = frames[top.parent]
        for role in top.roles if top is not frame else ():
            if role.relation in ("nsubj", "inherited", "agent"):
                self.add_mention(role.mention, "main:nsubj")

    def neighbour(self, one: Mention, frame: Frame) -> str:
        """How a mention stands beside the frame's word, or "" where it does not."""
        behind, before = one.start - frame.trigger_end, frame.trigger_start - one.end
        if 0 <= behind <= CLOSE and (frame.kind == "noun" or one.preposition):
            return f"next:{one.preposition or one.kind}"
        if 0 <= before <= 1:
            return f"prior:{one.kind}"
        if frame.kind == "noun" and one.kind in OWNERS and 0 < before <= FAR and self.owns(one, frame):
            return "owner"
        return ""

    def owns(self, owner: Mention, frame: Frame) -> bool:
        """True where nothing but adjectives can lie between an owner ("Russia's unprovoked …") and the noun."""
        between = range(owner.end, frame.trigger_start)
        heads = [self.mentions[n].head_start for n in self.scene.by_sentence.get(frame.sentence, ())]
        verbs = [f.trigger_start for f in self.scene.frames_in(frame.sentence) if f.kind == "verb"]
        return not any(n in between for n in (*heads, *verbs))

    def add_weak(self, frame: Frame) -> None:
        """Parties of the sentence, of the one before it, and those that the report names most."""
        for label, number in (("sentence", frame.sentence), ("before", frame.sentence - 1)):
            for mention in self.scene.by_sentence.get(number, ()):
                self.add_mention(mention, label)
        for rank, party in enumerate(self.scene.focus, 1):
            self.add(party, f"focus{rank}", 0)
        weak = [p for p in self.scene.focus if not self.found[p].strong]
        if weak:
            self.found[weak[0]].add("first-weak")
        for party, one in self.found.items():
            one.count = self.scene.counts.get(party, 0)


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
