"""Code lists: PLOVER's types, modes and contexts, CAMEO's codes with the crosswalk between them, topics and parties.

Lists are TOML (``plover``, ``topics``, ``parties``) and CSV (``cameo``, ``crosswalk``, ``contexts``; codes stay text).
Where the two manuals contradict themselves, the row says in ``note`` how it was settled: see ``docs/ontologies.md``.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from demarche.errors import SettingError

HOME = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of PLOVER. ``quad``: 1 verbal cooperation, 2 material cooperation, 3 verbal and 4 material conflict.

    ``score`` and the values of ``modes`` lie on PLOVER's scale from -10 (conflict) to +10 (cooperation).
    """

    name: str
    quad: int
    score: float
    needs_recipient: bool
    modes: Mapping[str, float]
    meaning: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of positions: what it is about, and what its ``object`` says."""

    key: str
    about: str
    object: str


@dataclass(frozen=True, slots=True)
class Cameo:
    """A code of CAMEO. ``goldstein`` is its score from -10 to +10."""

    code: str
    name: str
    root: str
    quad: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class Context:
    """A context of PLOVER with the packs' classes of nouns and the topics that point to it."""

    name: str
    meaning: str
    classes: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A row of the crosswalk; ``type`` is None where CAMEO's code has no PLOVER type (01 and 02).

    ``use``: empty for both ways, ``usual`` for both and preferred from PLOVER to CAMEO, ``back`` for that way only.
    """

    cameo: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    use: str
    note: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """Every code list, read once and never changed."""

    types: Mapping[str, EventType]
    statuses: tuple[str, ...]
    contexts: Mapping[str, Context]
    topics: Mapping[str, Topic]
    parties: Mapping[str, str]
    cameo: Mapping[str, Cameo]
    crossings: tuple[Crossing, ...]

    def score(self, type_: str, mode: str | None = None) -> float:
        """PLOVER's score of a type, of its mode where one is given; -10 (conflict) to +10 (cooperation)."""
        one = self._type(type_)
        return one.modes.get(mode, one.score) if mode else one.score

    def quad(self, type_: str) -> int:
        """Quad class of a type: 1 verbal cooperation, 2 material cooperation, 3 verbal and 4 material conflict."""
        return self._type(type_).quad

    def to_cameo(self, type_: str, mode: str | None = None, contexts: Iterable[str] = ()) -> str:
        """The CAMEO code that says most of what a PLOVER event says.

        Same mode before none; then more shared contexts, the usual code, fewer contexts that the event lacks, and the
        more general code, in this order. A mode that no CAMEO code knows gives the code of its type alone.
        """
        self._type(type_)
        wanted = frozenset(contexts)
        rows = [c for c in self.crossings if c.type == type_ and len(c.cameo) > 2]
        fit = [c for c in rows if c.mode == mode] or [c for c in rows if c.mode is None] or rows
        return min(fit, key=lambda c: _distance(c, wanted)).cameo

    def from_cameo(self, code: str) -> tuple[Crossing, ...]:
        """The PLOVER reading of a CAMEO code, the first being the usual one; of an unknown subcode, its parent's.

        Raises:
            SettingError: where neither the code nor its parents are CAMEO's.
        """
        for length in range(len(code), 1, -1):
            found = tuple(c for c in self.crossings if c.cameo == code[:length] and c.use != "back")
            if found:
                return found
        raise SettingError(f"{code!r} is no CAMEO code; codes are text of two to four digits, such as '042' or '1823'")

    def _type(self, name: str) -> EventType:
        if name not in self.types:
            raise SettingError(f"{name!r} is no type of PLOVER; there are: {', '.join(self.types)}")
        return self.types[name]


def _distance(row: Crossing, wanted: frozenset[str]) -> tuple[int, bool, int, int, str]:
    shared = len(wanted.intersection(row.contexts))
    return -shared, row.use != "usual", len(row.contexts) - shared, len(row.cameo), row.cameo


@lru_cache(maxsize=1)
def load() -> Ontology:
    """All code lists."""
    plover = _toml("plover")
    types = {name: _event_type(name, row) for name, row in plover.items() if isinstance(row, dict)}
    parties = _toml("parties")
    return Ontology(
        types=MappingProxyType(types),
        statuses=("actual", *plover["auxiliary"]),
        contexts=MappingProxyType({row["context"]: _context(row) for row in _rows("contexts")}),
        topics=MappingProxyType({k: Topic(k, row["about"], row["object"]) for k, row in _toml("topics").items()}),
        parties=MappingProxyType({**parties["organisations"], **parties["groups"]}),
        cameo=MappingProxyType({row["code"]: _cameo(row) for row in _rows("cameo")}),
        crossings=tuple(_crossing(row) for row in _rows("crosswalk")),
    )


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256 (first 16 hex digits) over every list, in a fixed order."""
    digest = hashlib.sha256()
    for path in sorted([*HOME.glob("*.csv"), *HOME.glob("*.toml")]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HOME / f"{name}.toml").read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    with (HOME / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _event_type(name: str, row: Mapping[str, Any]) -> EventType:
    modes = MappingProxyType({k: float(v) for k, v in row["modes"].items()})
    return EventType(name, row["quad"], float(row["score"]), row["needs_recipient"], modes, row["meaning"])


def _cameo(row: Mapping[str, str]) -> Cameo:
    return Cameo(row["code"], row["name"], row["root"], int(row["quad"]), float(row["goldstein"]))


def _context(row: Mapping[str, str]) -> Context:
    return Context(row["context"], row["meaning"], _many(row["classes"]), _many(row["topics"]))


def _crossing(row: Mapping[str, str]) -> Crossing:
    mode, contexts = row["mode"] or None, _many(row["contexts"])
    return Crossing(row["cameo"], row["type"] or None, mode, contexts, row["use"], row["note"])


def _many(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))
