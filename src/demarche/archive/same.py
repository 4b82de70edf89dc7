"""The same event told by several reports, the same words quoted by several outlets: pairs, their certainty, groups.

Two items can be one where their reports differ, their types are the same or neighbours, they share a party, and their
dates meet. How certain that is comes from a logistic model over a few features (``same.toml`` has its weights and
says how they were learned; ``eval/corroborate.py`` measures it). Groups grow from the surest pair on; two items of
one report never get into one group, since a report tells an event once.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from demarche.archive.copies import Groups

Vector = dict[str, float]
#: Days between what two reports say of one event: news lags and weekday names slip; measured on the pairs in eval/.
DAYS = 7
#: Rarest words of a report that stand for what it is about.
KEYWORDS = 40
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
#: A word counts by its first letters: enough to bring inflections together in Dutch and English without a lexicon.
STEM = 6
#: Types that coders and programs mistake for each other, or that are two steps of one act.
NEIGHBOURS = frozenset(
    frozenset(pair)
    for pair in (
        ("AGREE", "CONSULT"), ("AGREE", "SUPPORT"), ("AGREE", "CONCEDE"), ("CONCEDE", "RETREAT"), ("REQUEST", "REJECT"),
        ("REQUEST", "THREATEN"), ("ACCUSE", "REQUEST"), ("ACCUSE", "THREATEN"), ("SANCTION", "COERCE"),
        ("SANCTION", "THREATEN"), ("MOBILIZE", "ASSAULT"), ("COERCE", "ASSAULT"), ("COOPERATE", "AID"),
        ("AGREE", "COOPERATE"), ("SANCTION", "REJECT"),
    )
)  # fmt: skip
FEATURES = ("same_type", "same_mode", "actors", "recipients", "words", "reports", "gap", "dated", "apart", "status")


@dataclass(frozen=True, slots=True)
class Told:
    """One event or statement as one report tells it."""

    id: str
    report: str
    type: str
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    first: date
    last: date
    dated: bool
    status: str
    words: Vector
    about: Vector


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items and how certain it is that they are one (0 to 1)."""

    a: str
    b: str
    certainty: float


def stems(text: str) -> list[str]:
    """Beginnings of a text's longer words, and its numbers."""
    return [word[:STEM] for word in _WORD.findall(text.lower())]


class Rarity:
    """How much a word tells: the logarithm of how few of the texts have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._found: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            self._found.update(set(stems(text)))
            self._texts += 1

    def vector(self, text: str, most: int | None = None) -> Vector:
        """Weights of a text's words (the ``most`` weightiest), of length 1 together."""
        weights = {w: math.log((self._texts + 1) / (self._found[w] + 0.5)) for w in set(stems(text))}
        if most is not None:
            weights = dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:most])
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def cosine(a: Vector, b: Vector) -> float:
    """Likeness of two vectors of length 1 (0 to 1)."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return sum(weight * large.get(word, 0.0) for word, weight in small.items())


def gap(a: Told, b: Told) -> int:
    """Days between two dates or spans of dates; 0 where they meet."""
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def features(a: Told, b: Told) -> tuple[float, ...]:
    """What the model looks at, in the order of :data:`FEATURES`."""
    sided = bool(a.recipients or b.recipients)
    both = _shared(a.actors | a.recipients, b.actors | b.recipients)
    day = a.dated and b.dated and max((a.last - a.first).days, (b.last - b.first).days) <= DAYS
    return (
        float(a.type == b.type),
        float(a.mode == b.mode),
        _shared(a.actors, b.actors) if sided else both,
        _shared(a.recipients, b.recipients) if sided else both,
        cosine(a.words, b.words),
        cosine(a.about, b.about),
        gap(a, b) / DAYS,
        float(day),
        float(day and gap(a, b) > 0),
        float(a.status == b.status),
    )


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


@cache
def _model() -> tuple[float, tuple[float, ...], float]:
    raw = tomllib.loads((resources.files("demarche.archive") / "same.toml").read_text(encoding="utf-8"))
    return float(raw["bias"]), tuple(float(raw["weights"][name]) for name in FEATURES), float(raw["threshold"])


def certainty(a: Told, b: Told) -> float:
    """How certain it is that two items are one (0 to 1)."""
    bias, weights, _ = _model()
    total = bias + sum(weight * value for weight, value in zip(weights, features(a, b), strict=True))
    return 1 / (1 + math.exp(-total))


def comparable(a: Told, b: Told) -> bool:
    """Whether two items could be one at all."""
    return (
        a.report != b.report
        and (a.type == b.type or frozenset((a.type, b.type)) in NEIGHBOURS)
        and bool((a.actors | a.recipients) & (b.actors | b.recipients))
        and gap(a, b) <= DAYS
    )


def pairs(items: Sequence[Told]) -> Iterator[Pair]:
    """Every pair that could be one and is at least as certain as the model's threshold."""
    *_, threshold = _model()
    for a, b in _candidates(items):
        found = certainty(a, b)
        if found >= threshold:
            yield Pair(a.id, b.id, round(found, 4))


def _candidates(items: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs that share a party and whose dates meet, each once: by party, along the calendar."""
    by_party: dict[str, list[Told]] = defaultdict(list)
    for item in items:
        for party in item.actors | item.recipients:
            by_party[party].append(item)
    for party, some in by_party.items():
        some.sort(key=lambda item: (item.first, item.id))
        for n, a in enumerate(some):
            for b in some[n + 1 :]:
                if (b.first - a.last).days > DAYS:
                    break
                # A pair with several parties in common is looked at under the first of them only.
                if comparable(a, b) and party == min((a.actors | a.recipients) & (b.actors | b.recipients)):
                    yield a, b


def groups(items: Sequence[Told], found: Iterable[Pair]) -> dict[str, list[str]]:
    """Groups of items that are one, by the id of their first (in the order given); the surest pairs join first.

    Two groups join where at least half of the pairs across them are certain, so that a chain of likenesses does not
    bring together what is not alike; and never where that would put two items of one report together.
    """
    report = {item.id: item.report for item in items}
    sure = sorted(found, key=lambda p: (-p.certainty, p.a, p.b))
    certain = {frozenset((pair.a, pair.b)) for pair in sure}
    joined = Groups()
    inside: dict[str, list[str]] = {}
    for pair in sure:
        x, y = joined.of(pair.a), joined.of(pair.b)
        mine, other = inside.get(x, [x]), inside.get(y, [y])
        if x == y or {report[one] for one in mine} & {report[one] for one in other}:
            continue
        across = sum(frozenset((a, b)) in certain for a in mine for b in other)
        if 2 * across >= len(mine) * len(other):
            joined.join(x, y)
            inside[joined.of(x)] = mine + other
    members: dict[str, list[str]] = defaultdict(list)
    for item in items:
        members[joined.of(item.id)].append(item.id)
    return {some[0]: some for some in members.values() if len(some) > 1}


def told(row: Mapping[str, Any], rarity: Rarity, about: Vector) -> Told | None:
    """An event's row as the comparison wants it; None where it has no date."""
    if row["date"] is None:
        return None
    return Told(
        row["id"],
        row["report"],
        row["type"],
        row["mode"],
        _fronts(row["actors"]),
        _fronts(row["recipients"]),
        row["date"],
        row["date_end"] or row["date"],
        row["dated_by"] == "text",
        row["status"],
        rarity.vector(row["quote"]),
        about,
    )


def _fronts(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.split("/")[0] for code in codes)
