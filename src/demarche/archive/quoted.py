"""The same words quoted by several outlets: statements that share most of their three-word runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.archive.copies import Hashes, shingles
from demarche.archive.same import DAYS, Pair

#: Words of a run; quotations are short, and are cut and translated back: longer runs miss half of them.
RUN = 3
#: Share of the shorter quotation's runs that the longer has. At 0.5 quotations that were cut differently still meet.
ENOUGH = 0.5
#: Quotations of fewer runs ("no comment") say too little to tell.
SHORTEST = 4
#: A run in more statements than this is a turn of phrase.
COMMON = 200


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement as one report has it: whose words (parties, or the speaker's name), when, and the words."""

    id: str
    report: str
    whose: frozenset[str]
    first: date | None
    text: str


def quoted_pairs(statements: Sequence[Quoted]) -> Iterator[Pair]:
    """Pairs of statements of different reports that quote the same words of the same party or person.

    The certainty is the share of the shorter one's runs of words that the longer one has.
    """
    runs = {one.id: shingles(one.text, RUN) for one in statements}
    known = {one.id: one for one in statements if len(runs[one.id]) >= SHORTEST}
    for (a, b), shared in _shared(runs, known).items():
        one, other = known[a], known[b]
        share = shared / min(len(runs[a]), len(runs[b]))
        if share >= ENOUGH and one.report != other.report and one.whose & other.whose and _near(one.first, other.first):
            yield Pair(a, b, round(min(share, 1.0), 4))


def _shared(runs: dict[str, Hashes], known: dict[str, Quoted]) -> Counter[tuple[str, str]]:
    index: dict[int, list[str]] = defaultdict(list)
    for name in known:
        for run in runs[name].tolist():
            index[run].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in index.values():
        if 1 < len(names) <= COMMON:
            shared.update((a, b) for n, a in enumerate(names) for b in names[n + 1 :])
    return shared


def _near(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS
