"""The second look at readings: trees that know all readings of a report, and the choice among them.

The first look (``speech_score``) weighs each reading by itself. Here each is seen beside the other readings of its cue
(how much longer or shorter ones are worth, how many of them share its words) and beside those of other cues (who else
has the same words, whose words hold this cue). Boosted trees, learned over all languages together by
``models/coder/speech.py``, give each its probability of being a statement; the likeliest are taken one by one, at most
one for each cue and one for the same words.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter, mul
from pathlib import Path
from typing import Generic, TypeVar

import numpy

from demarche import packs
from demarche.find.speech_clause import Candidate
from demarche.find.speech_numbers import Numbers, numbers_of, size_of
from demarche.find.speech_report import Scored
from demarche.find.speech_view import Ranges, View
from demarche.trees import Trees

# The trees, and those that ask a network too (:mod:`demarche.find.speech_network`).
FILE, FILE_NETWORK = packs.HOME / "speech_trees.npz", packs.HOME / "speech_trees_network.npz"
# A reading is kept above this probability, and when it shares at most this part of its words (intersection over union)
# with a likelier one: best F1 by cross-validation over train in both languages together (0.35 to 0.5 differ by 0.005).
KEEP = 0.45
SAME = 0.5
# A reading gives way to one of its cue whose edges are better where they share this part of their words and the other
# has this part of its probability: F1 on dev as without, and the words fit better (0.94 of them in common, not 0.93;
# with 0.9 some English ones get worse).
ALIKE, NEARLY = 0.5, 0.95
# Log-odds of a reading that is not there: below all that were seen.
NONE = -9.0
# Cues further away than this many words are as good as none.
FAR = 60
# A reading is held against so many cues whose words meet its own; in 200 hand-coded reports none met more than 9.
MOST = 40
# Parts of the first look that tell what the words of a cue are worth.
LEXICAL = ("lemma=", "class=", "source-word", "head=", "governor")
Key = tuple[int, str]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Reading:
    """A candidate as the first look sees it: its log-odds, and the part of them that single words give."""

    candidate: Candidate
    odds: float
    lexical: float

    @property
    def key(self) -> Key:
        """Which cue it reads."""
        return cue_of(self.candidate)

    @property
    def probability(self) -> float:
        """By the first look alone."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.odds))))


@cache
def shipped(file: Path = FILE) -> Trees | None:
    """The trees in the package, or None where there are none."""
    return Trees.load(file) if file.exists() else None


def judged(
    view: View, readings: Sequence[Reading], trees: Trees | None, opinions: Sequence[Numbers] = ()
) -> list[Scored]:
    """Each reading with its probability of being a statement; by the first look alone where there are no trees.

    ``opinions`` are what a network makes of each reading, where the trees ask for it.
    """
    if trees is None or not readings:
        return [Scored(one.candidate, one.probability, one.odds) for one in readings]
    names = [str(name) for name in trees.arrays["names"]]
    table = rows_of(view, readings, names, opinions)
    return [Scored(one.candidate, float(p), one.odds) for one, p in zip(readings, trees.scores(table), strict=True)]


def rows_of(
    view: View, readings: Sequence[Reading], names: Sequence[str], opinions: Sequence[Numbers] = ()
) -> numpy.typing.NDArray[numpy.float64]:
    """The table that the trees read: readings by ``names``."""
    blank, told = dict.fromkeys(names, 0.0), itemgetter(*names)
    # Truths, whole numbers and fractions one by one: in half the time that an array of rows takes.
    each = chain.from_iterable(told({**blank, **row}) for row in all_numbers(view, readings, opinions))
    flat = numpy.fromiter(each, dtype=numpy.float64, count=len(readings) * len(names))
    return flat.reshape(len(readings), len(names))


def choose(scored: Sequence[Scored], *, keep: float = KEEP) -> list[Scored]:
    """The likeliest readings, one for each cue and one for the same words, in the order of the text."""
    kept: list[Scored] = []
    exact = exactest(scored)
    read: set[Key] = set()
    taken: Stretches[Candidate] = Stretches()
    for likely in sorted(scored, key=lambda s: (-s.score, s.candidate.trigger.token, s.candidate.content)):
        if likely.score < keep:
            break
        one = exact(likely)
        key, extent = cue_of(one.candidate), extent_of(one.candidate)
        if key in read or any(shared(one.candidate.content, c.content) > SAME for c in taken.across(*extent)):
            continue
        kept.append(one)
        read.add(key)
        taken.add(extent, one.candidate)
    return sorted(kept, key=lambda s: (s.candidate.trigger.token, s.candidate.content))


def exactest(scored: Sequence[Scored]) -> Callable[[Scored], Scored]:
    """Finds, for a likely reading, one of nearly the same words and as likely whose edges the first look likes best.

    The trees learn which readings overlap the words told by half, the first look which begin and end where they do.
    """
    groups: dict[Key, list[Scored]] = {}
    for one in scored:
        groups.setdefault(cue_of(one.candidate), []).append(one)

    def found(likely: Scored) -> Scored:
        own = groups[cue_of(likely.candidate)]
        near = [one for one in own if one.score >= NEARLY * likely.score and
                shared(one.candidate.content, likely.candidate.content) >= ALIKE]  # fmt: skip
        return max(near, key=lambda s: (s.odds, s.score, s is likely))

    return found


def cue_of(candidate: Candidate) -> Key:
    """Which cue a candidate reads."""
    return candidate.trigger.token, candidate.trigger.kind


class Stretches(Generic[Item]):
    """Things with the stretch of the text that each takes up, found by it: a long report has thousands."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.items: list[tuple[int, Item]] = []
        self.longest = 0

    def add(self, stretch: tuple[int, int], item: Item) -> None:
        """Take in one more."""
        start, end = stretch
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.items.insert(at, (end, item))
        self.longest = max(self.longest, end - start)

    def across(self, first: int, last: int) -> Iterator[Item]:
        """Those that share characters with a stretch."""
        here = slice(bisect_left(self.starts, first - self.longest), bisect_left(self.starts, last))
        return (item for end, item in self.items[here] if end > first)


def common(a: Ranges, b: Ranges) -> int:
    """How many characters two lists of ranges share."""
    if len(a) == len(b) == 1:  # as most do
        (start, end), (other, last) = a[0], b[0]
        return max(0, (end if end < last else last) - (start if start > other else other))
    return sum([common((one,), (two,)) for one in a for two in b])


def shared(a: Ranges, b: Ranges) -> float:
    """Intersection over union of two lists of ranges."""
    both = common(a, b)
    if not both:
        return 0.0
    union = size_of(a) + size_of(b) - both
    # Ranges of one list may overlap (a quotation and the clause that holds it): what they share counts more than once.
    return both / union if union > 0 else 1.0


def within(place: int, ranges: Ranges) -> bool:
    """Whether a character stands in one of some ranges."""
    if len(ranges) == 1:
        return ranges[0][0] <= place < ranges[0][1]
    return any(start <= place < end for start, end in ranges)


def all_numbers(view: View, readings: Sequence[Reading], opinions: Sequence[Numbers] = ()) -> list[Numbers]:
    """What each reading is like, by itself and among the others, and what a network makes of it where one does."""
    groups: dict[Key, list[int]] = {}
    for number, one in enumerate(readings):
        groups.setdefault(one.key, []).append(number)
    best = {key: readings[max(some, key=lambda n: readings[n].odds)] for key, some in groups.items()}
    stretches: Stretches[Key] = Stretches()
    for key, chosen in best.items():
        stretches.add(extent_of(chosen.candidate), key)
    places = {key: view.doc[key[0]].idx for key in groups}
    out: list[Numbers] = [{}] * len(readings)
    for (key, some), (before, behind) in zip(sorted(groups.items()), around(sorted(groups)), strict=True):
        own = among_own([readings[n] for n in some])
        for number, numbers in zip(some, own, strict=True):
            one = readings[number]
            near = nearest(key, stretches.across(*extent_of(one.candidate)))
            out[number] = {
                **numbers_of(view, one.candidate),
                "lex": one.lexical,
                **numbers,
                **among_others(view, one, {other: best[other] for other in near}, places),
                **neighbours(one, before, behind, best, places),
                **(opinions[number] if opinions else {}),
            }
    return out


def nearest(key: Key, others: Iterable[Key]) -> list[Key]:
    """Other cues of the same words, those that stand nearest where there are very many."""
    found = [other for other in others if other != key]
    if len(found) > MOST:
        found = sorted(sorted(found, key=lambda other: (abs(other[0] - key[0]), other))[:MOST])
    return found


def around(order: Sequence[Key]) -> Iterator[tuple[Key | None, Key | None]]:
    """The cue before and the one behind each of some cues in order, those at the same word passed over."""
    for spot, (place, _) in enumerate(order):
        before = next((order[n] for n in range(spot - 1, -1, -1) if order[n][0] < place), None)
        yield before, next((order[n] for n in range(spot + 1, len(order)) if order[n][0] > place), None)


def extent_of(candidate: Candidate) -> tuple[int, int]:
    """From the first character of a reading's words and cue to behind its last: nothing outside it concerns it."""
    ranges = (*candidate.content, *candidate.cue)
    return min(start for start, _ in ranges), max(end for _, end in ranges)


def among_own(group: Sequence[Reading]) -> list[Numbers]:
    """How each of the readings of a cue stands to the others."""
    odds = [r.odds for r in group]
    contents = [r.candidate.content for r in group]
    sizes, likely = [size_of(content) for content in contents], [r.probability for r in group]
    most = max(odds)
    parts = [math.exp(one - most) for one in odds]
    total = sum(parts)
    out: list[Numbers] = []
    for number, mine in enumerate(odds):
        shares = [shared(contents[number], other) for other in contents]
        alike = [n for n, share in enumerate(shares) if share >= 0.5 or n == number]
        near = [n for n, share in enumerate(shares) if share > 0.2]
        long, short = sizes[number] * 1.1, sizes[number] / 1.1
        rivals = [*odds[:number], *odds[number + 1 :]]
        out.append({
            "odds": mine,
            "gap": mine - max(rivals) if rivals else -NONE,
            "rank": len([1 for one in odds if one > mine]),
            "n_c": len(group),
            "best": most,
            "p": parts[number] / total,
            "mass5": sum([part for part, share in zip(parts, shares, strict=True) if share >= 0.5]) / total,
            "exp": sum(map(mul, parts, shares)) / total,
            "pmax": max([likely[n] for n in alike]),
            "psum": sum([likely[n] for n in alike]),
            "longer": max([odds[n] for n in near if sizes[n] > long], default=NONE),
            "shorter": max([odds[n] for n in near if sizes[n] < short], default=NONE),
        })  # fmt: skip
    return out


def among_others(view: View, one: Reading, best: Mapping[Key, Reading], places: Mapping[Key, int]) -> Numbers:
    """How a reading stands to the best readings of the other cues: same words, words within, cues within."""
    content, here, cue = one.candidate.content, places[one.key], one.key[0]
    found = dict.fromkeys(("same", "part", "nestin", "around", "cov", "cuein", "holds"), NONE)
    inner = nearer = 0
    start = view.token_at(content[0][0]) if best else 0
    for key, other in best.items():
        words, odds = other.candidate.content, other.odds
        relations = []
        covered, both = within(places[key], content), common(content, words)
        if covered:
            inner += 1
            relations.append("cov")
        if within(here, words):
            relations.append("around")
        if both:
            relation = related(content, words, both)
            relations.append(relation)
            nearer += relation == "same" and abs(key[0] - start) < abs(cue - start)
        if common(content, other.candidate.cue) and not (covered and both >= 0.5 * size_of(words)):
            relations.append("cuein")
        for name in relations:
            if odds > found[name]:
                found[name] = odds
    return {**found, "ncov": inner, "nearer": nearer}


def related(a: Ranges, b: Ranges, both: int) -> str:
    """How two contents that share ``both`` characters lie to each other."""
    one, two = size_of(a), size_of(b)
    if both >= 0.5 * (one + two - both):
        return "same"
    return "nestin" if both >= 0.9 * one else "holds" if both >= 0.9 * two else "part"


def neighbours(
    one: Reading, before: Key | None, behind: Key | None, best: Mapping[Key, Reading], places: Mapping[Key, int]
) -> Numbers:
    """The cues before and behind: how far, how good, and whether the words hold the next."""
    cue = one.key[0]
    return {
        "prev_d": min(FAR, cue - before[0]) if before is not None else FAR,
        "prev_o": best[before].odds if before is not None else NONE,
        "next_d": min(FAR, behind[0] - cue) if behind is not None else FAR,
        "next_o": best[behind].odds if behind is not None else NONE,
        "next_in": behind is not None and within(places[behind], one.candidate.content),
    }
