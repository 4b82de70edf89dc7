"""The ways in which a party is near a frame, and what they say of its part.

Most parties near most frames are so in one of a few hundred combinations of ways; what is made of a combination is
worked out once and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from demarche.packs import load

SUBJECTS = ("nsubj", "inherited", "agent", "agent:door", "agent:by")
# The part that best says how an actor stands to a frame, the first that it has.
PARTS = (*SUBJECTS, "speaker", "poss", "amod", "of-verb:nsubj", "of-verb:inherited", "compound", "up:nsubj")
# Ways of being near that say nothing of a role.
WEAK = ("focus", "before", "sentence", "first-weak")
# Relations by the part they play: subjects, what belongs to a noun; the others keep their name.
GROUPS = {
    "nsubj": "S",
    "inherited": "S",
    "agent": "S",
    "obj": "O",
    "iobj": "I",
    "poss": "N",
    "amod": "N",
    "compound": "N",
}
# Kinds of mentions, which stand in a label where there is no preposition.
KINDS = frozenset({"name", "noun", "pronoun", "adjective", "possessive"})
# Combinations that are kept: a thousand reports have some 10,000, about 10 MB.
KEPT = 50_000


class Ways:
    """One combination of ways of being near. Equal combinations are one object (:func:`ways_of`).

    Attributes:
        ordered: all ways, sorted.
        strong, roles: those that tell of a role, sorted, and as a set.
        rest: the others, sorted; there are few combinations of them.
        core: those that tell of a role as a combination of their own, itself where there are no others.
        part: the best of them, by :data:`PARTS`.
        number: that part's number, one more for another strong one, more for a weak one.
        subject, speaker: whether the party is the frame's subject, or speaks.
        objects, oblique: whether it is an object, or stands behind a preposition.
    """

    __slots__ = (
        "_coarse", "_core", "_met", "number", "objects", "oblique", "ordered", "part", "rest", "roles", "speaker",
        "strong", "subject",
    )  # fmt: skip

    def __init__(self, ordered: tuple[str, ...]) -> None:
        self.ordered = ordered
        self.strong = tuple(x for x in ordered if not x.startswith(WEAK))
        self.rest = tuple(x for x in ordered if x.startswith(WEAK))
        other = self.strong[0].split("/")[0] if self.strong else "weak"
        self.part = next((part for part in PARTS if part in ordered), other)
        plain = len(PARTS) + (0 if self.strong else 1)
        self.number = PARTS.index(self.part) if self.part in PARTS else plain
        self.subject = not set(ordered).isdisjoint(SUBJECTS)
        self.speaker = "speaker" in ordered
        paths = {x.split(":")[0] for x in ordered}
        self.objects, self.oblique = bool(paths & {"obj", "iobj"}), bool(paths & {"obl", "nmod"})
        self.roles = frozenset(self.strong)
        self._core: Ways | None = None
        self._coarse: dict[str, tuple[str, ...]] = {}
        self._met: dict[str, bytes] = {}

    @property
    def core(self) -> Ways:
        """Those that tell of a role, as a combination."""
        if self._core is None:
            self._core = _ways(self.strong) if self.rest else self
        return self._core

    def shares(self, other: Ways) -> bool:
        """Whether another is near in the way that best tells of the part of this one."""
        return self.part in other.ordered or (self.part not in self.ordered and self.strong[:1] == other.strong[:1])

    def coarse(self, language: str) -> tuple[str, ...]:
        """The classes of the ways that tell of a role, sorted."""
        known = self._coarse.get(language)
        if known is None:
            known = self._coarse[language] = tuple(sorted({coarse_label(x, language) for x in self.strong}))
        return known

    def met(self, language: str) -> bytes:
        """A 1 for each class in :data:`WATCHED` that is among those of all ways, else a 0."""
        known = self._met.get(language)
        if known is None:
            classes = {coarse_label(x, language) for x in self.ordered}
            known = self._met[language] = bytes(name in classes for name in WATCHED)
        return known


# Classes of ways that the second look at a reading sees one by one.
WATCHED = (
    "S", "O", "I", "N", "P-against", "P-to", "P-on", "P-with", "P-of", "P-by", "P-from", "P-between", "P-for", "V.S",
    "V.O", "U.S", "U.O", "D.S", "D.O", "next-on", "next-against", "next-of", "next-with", "owner", "speaker", "cue",
    "main:nsubj", "S/in", "O/in", "first-weak", "before", "sentence",
)  # fmt: skip


@lru_cache(maxsize=KEPT)
def _ways(ordered: tuple[str, ...]) -> Ways:
    return Ways(ordered)


def ways_of(labels: Iterable[str]) -> Ways:
    """The combination of some ways, in any order."""
    return _ways(tuple(sorted(labels)))


@cache
def prepositions(language: str) -> Mapping[str, str]:
    """The pack's prepositions by what they say of a party's part."""
    rows: Mapping[str, str] = load(language).settings("grammar").get("prepositions", {})
    return rows


@lru_cache(maxsize=65536)
def coarse_label(label: str, language: str) -> str:
    """A way of being near with prepositions and relations by their class, the same for every language.

    ``of-verb:obl:tegen/amod`` gives ``V.P-against/in``.
    """
    marks = prepositions(language)
    path, _, inner = label.rstrip("@").partition("/")
    place = "@" if label.endswith("@") else ""
    prefix = ""
    for start, short in (("of-verb:", "V."), ("up:", "U."), ("down:", "D.")):
        while path.startswith(start):
            path, prefix = path[len(start) :], prefix + short
    relation, _, mark = path.partition(":")
    if relation == "next":
        return f"next-{marks.get(mark, mark if mark in KINDS else 'other')}{place}"
    if relation in ("obl", "nmod") and mark and mark not in ("poss", "desc"):
        name = f"P-{marks.get(mark, 'other')}"
    else:
        name = GROUPS.get(relation, relation) if mark not in ("poss", "desc") else "N"
    return f"{prefix}{name}{'/in' if inner else ''}{place}"


@lru_cache(maxsize=65536)
def fits(label: str, slots: tuple[str, ...]) -> bool:
    """True where a label of nearness is one of the slots a row names (``subj``, ``obj``, ``tegen``, ``both``, …)."""
    plain = label.split("/")[0]
    for slot in slots:
        if slot in ("subj", "both") and plain in ("nsubj", "inherited", "agent"):
            return True
        if plain == slot or plain.endswith(f":{slot}"):
            return True
    return False
