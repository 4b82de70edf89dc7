"""Parties near a frame: each once, with every way in which it is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demarche.code.apart import done_to, unlike
from demarche.code.nearness import SUBJECTS, Ways, ways_of
from demarche.code.parties import bare, side
from demarche.findings import Frame, Mention, Role

if TYPE_CHECKING:
    from demarche.code.roles import Standing
    from demarche.code.scene import Scene

# What owns a noun from afar: "Russia's", "their", "Amerikaanse"; at most this many characters before it.
OWNERS, FAR = ("possessive", "adjective"), 45
# A phrase is right behind a word where at most this many characters lie between ("sancties tegen de ").
CLOSE = 14


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
        top = self.scene.findings.above(frame) or self.scene.frames_in(frame.sentence)[0]
        while (upper := self.scene.findings.above(top)) is not None:
            top = upper
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
