"""Nearly equal texts: agency copy and reprints, found by the word sequences that texts share.

A text is taken as its set of shingles (runs of five words, case and marks left aside). Of these a fixed eighth, chosen
by hash, goes into an index; texts that share enough of it are then held against each other whole. Two texts are copies
where the shorter has at least :data:`ENOUGH` of its shingles in the longer: so a text that was cut counts as a copy.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

#: Words of a shingle. Of 429 Dutch news reports of 2019, held against each other, two that were written apart on the
#: same event rarely share a tenth of their runs of five words.
SHINGLE = 5
#: Share of the shorter text's shingles that the longer has, for the two to be copies. In the same reports, those that
#: repeat an older one's background share up to 0.38; updates of a text and copies that were cut share 0.43 and more.
ENOUGH = 0.4
#: One shingle in so many is indexed: a text of 100 words has 12 of them, enough to be found by.
SAMPLE = 8
#: A shingle in more texts than this is a standing phrase of an outlet ("read more about"), not a copy.
COMMON = 64
#: Texts with fewer shingles are copies only where nearly all of them are shared (:data:`NEARLY_ALL`): one quotation
#: that two short items have in common is easily half of each.
SHORTEST = 50
NEARLY_ALL = 0.8
#: Texts with fewer shingles are indexed whole: an eighth of them would be a lottery.
INDEXED_WHOLE = 200
#: With fewer than this a text is too short to tell.
TOO_SHORT = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Copy:
    """A report in a group of copies: the group's first report, and how much of the shorter one both share (0 to 1)."""

    report: str
    group: str
    likeness: float


def shingles(text: str, size: int = SHINGLE) -> Hashes:
    """Hashes of a text's shingles of ``size`` words, sorted, each once."""
    words = np.fromiter((zlib.crc32(w.encode()) for w in _WORD.findall(text.lower())), np.uint64)
    if len(words) < size:
        return np.empty(0, np.uint64)
    found = np.zeros(len(words) - size + 1, np.uint64)
    for n in range(size):
        # A multiplier of 64 bits without small factors (golden ratio) spreads sums of 32-bit hashes; overflow is meant.
        found = (found ^ words[n : n + len(found)]) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
    return np.unique(found)


def likeness(a: Hashes, b: Hashes) -> float:
    """Share of the shorter text's shingles that the longer one has (0 to 1); 0 where one is too short to tell."""
    shorter = min(len(a), len(b))
    if shorter < TOO_SHORT:
        return 0.0
    share = len(np.intersect1d(a, b, assume_unique=True)) / shorter
    return share if shorter >= SHORTEST or share >= NEARLY_ALL else 0.0


def copies(texts: Iterable[tuple[str, str]]) -> list[Copy]:
    """Groups of copies among reports (id and text, in the order in which the first of a group is to be looked for).

    Reports that are nobody's copy are not in the answer.
    """
    order: list[str] = []
    whole: dict[str, Hashes] = {}
    for report, text in texts:
        order.append(report)
        whole[report] = shingles(text)
    groups = Groups()
    for a, b in _candidates(whole):
        if likeness(whole[a], whole[b]) >= ENOUGH:
            groups.join(a, b)
    members: dict[str, list[str]] = defaultdict(list)
    for report in order:
        members[groups.of(report)].append(report)
    return [
        Copy(report, some[0], round(likeness(whole[some[0]], whole[report]), 3) if report != some[0] else 1.0)
        for some in members.values()
        if len(some) > 1
        for report in some
    ]


def _candidates(whole: dict[str, Hashes]) -> Iterator[tuple[str, str]]:
    index: dict[int, list[str]] = defaultdict(list)
    for report, found in whole.items():
        few = len(found) < INDEXED_WHOLE
        for one in (found if few else found[found % np.uint64(SAMPLE) == 0]).tolist():
            index[one].append(report)
    shared: Counter[tuple[str, str]] = Counter()
    for reports in index.values():
        if 1 < len(reports) <= COMMON:
            shared.update((a, b) for n, a in enumerate(reports) for b in reports[n + 1 :])
    for (a, b), count in shared.items():
        shorter = min(len(whole[a]), len(whole[b]))
        # Half of what a copy would share by expectation: the sample is a lottery in short texts.
        if count >= max(2 if shorter >= INDEXED_WHOLE else 1, ENOUGH * shorter / SAMPLE / 2):
            yield a, b


class Groups:
    """Things joined to each other, directly or through others (union-find)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, one: str) -> str:
        """The name of the group that a thing is in."""
        top = one
        while self._above.get(top, top) != top:
            top = self._above[top]
        while self._above.get(one, one) != one:
            self._above[one], one = top, self._above[one]
        return top

    def join(self, a: str, b: str) -> None:
        """Put two things, and all that is joined to them, into one group."""
        x, y = sorted((self.of(a), self.of(b)))
        self._above[y] = x
