"""An archive of made-up reports, as large as asked: what analyses and pages are timed on.

    python benchmarks/made_archive.py FOLDER 80000

Twenty parties quarrel and make up over eight years; the number of reports grows from year to year, as archives do.
Each report has about six events, three positions, four statements and some of the rest: the measure of news reports
that were coded by hand. The same seed makes the same archive. The sentences are templates, no real report.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from demarche import archive
from demarche.archive import Incoming, Writer
from demarche.archive.upkeep import compact_if_many
from demarche.records import (
    Commitment,
    Condition,
    Document,
    Event,
    Force,
    Position,
    Record,
    Run,
    Span,
    Statement,
)

PARTIES = (
    "RUS", "NATO", "UKR", "USA", "EU", "CHN", "IRN", "ISR", "HAMAS", "DEU",
    "FRA", "GBR", "NLD", "TUR", "POL", "BLR", "UN", "SYR", "PRK", "KOR",
)  # fmt: skip
MODES = {
    "AGREE": None, "CONSULT": "multilateral", "SUPPORT": None, "CONCEDE": None, "COOPERATE": None, "AID": None,
    "RETREAT": "withdraw", "REQUEST": "change", "ACCUSE": "allege", "REJECT": "change", "THREATEN": "violence",
    "SANCTION": "discontinue", "MOBILIZE": "troops", "COERCE": "seize", "ASSAULT": "heavy-weapons",
}  # fmt: skip
WEIGHTS = (8, 14, 8, 2, 4, 6, 3, 14, 16, 8, 6, 4, 5, 4, 12)
TOPICS = ("alliance-membership", "force-withdrawal", "ceasefire", "talks", "sanctions", "arms-supply", "prisoners")
STANCES = ("demand", "offer", "accept", "reject", "support", "oppose", "open")
PLACES = (
    "Geneva, CHE", "Brussels, BEL", "Moscow, RUS", "Kyiv, UKR", "Donetsk, UKR", "Crimea, UKR", "Gaza, PSE", "UKR",
    "Vienna, AUT", "Tehran, IRN", "Seoul, KOR", "the border", None, None,
)  # fmt: skip
FIRST_DAY, DAYS = date(2015, 1, 1), 8 * 365
RUN = Run("0", "made", "made", "made")


class Page:
    """A text that grows by sentences; each gives the span it takes."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, sentence: str) -> tuple[Span, ...]:
        """Put a sentence behind the others."""
        start = self._length
        self._pieces.append(sentence + " ")
        self._length += len(sentence) + 1
        return (Span(start, start + len(sentence), sentence),)

    @property
    def text(self) -> str:
        """All sentences."""
        return "".join(self._pieces)


def record(n: int, size: int, chance: random.Random) -> Record:
    """Report ``n`` of ``size``: later ones are closer together, so that the archive grows."""
    day = FIRST_DAY + timedelta(days=int(DAYS * (n / size) ** 0.5))
    page = Page()
    a, b = chance.sample(PARTIES, 2) if chance.random() < 0.6 else ("RUS", "NATO")
    events = [_event(page, i, (a, b), day, chance) for i in range(chance.randint(3, 9))]
    positions = [_position(page, i, (a, b), chance) for i in range(chance.randint(1, 5))]
    statements = [_statement(page, i, (a, b), chance) for i in range(chance.randint(2, 6))]
    words = page.add(f"{a} and {b} said they would meet again, paper {n}.")
    due = (day + timedelta(days=chance.randint(5, 60))).isoformat() if chance.random() < 0.4 else None
    commitments = [Commitment("c1", (a, b), words, due, words)] if chance.random() < 0.4 else []
    threat = page.add(f"If {b} moves, {a} will answer, paper {n}.")
    conditions = [Condition("i1", (a,), "threat", threat, threat, threat)] if chance.random() < 0.3 else []
    low = chance.randint(1, 90) * 1000
    number = page.add(f"{a} has {low} men there, paper {n}.")
    claim = chance.choice((None, a, b))
    forces = [Force("f1", a, "troops", low, low, True, None, claim, number)] if chance.random() < 0.6 else []
    document = Document(page.text, "en", day.isoformat(), f"Outlet {chance.randint(1, 12)}", f"Paper {n}",
                        f"https://example.org/{n}")  # fmt: skip
    return Record(document, (), tuple(statements), tuple(events), tuple(positions), tuple(commitments),
                  tuple(conditions), tuple(forces), (), RUN)  # fmt: skip


def _event(page: Page, i: int, pair: tuple[str, str], day: date, chance: random.Random) -> Event:
    kind = chance.choices(tuple(MODES), WEIGHTS)[0]
    a, b = pair if chance.random() < 0.6 else pair[::-1]
    both = kind in {"AGREE", "CONSULT", "COOPERATE"}
    when = (day - timedelta(days=chance.randint(0, 3))).isoformat() if chance.random() < 0.5 else None
    words = page.add(f"{a} met {b} in the matter of {kind.lower()} {i}.")
    status = chance.choices(("actual", "future", "hypothetical"), (9, 1, 1))[0]
    claimed = chance.choice((None, None, a))
    return Event(f"e{i}", kind, MODES[kind], (a, b) if both else (a,), () if both else (b,), status, claimed, when,
                 chance.choice(PLACES), words)  # fmt: skip


def _position(page: Page, i: int, pair: tuple[str, str], chance: random.Random) -> Position:
    a, b = chance.sample(pair, 2)
    words = page.add(f"{a} held its own view of matter {i} before {b}.")
    return Position(f"p{i}", a, chance.choice(STANCES), chance.choice(TOPICS), "UKR", (b,), words)


def _statement(page: Page, i: int, pair: tuple[str, str], chance: random.Random) -> Statement:
    a = chance.choice(pair)
    content = page.add(f"the matter {i} is not settled, and {a} will say so in time,")
    cue = page.add(f"said a minister of {a}.")
    return Statement(f"s{i}", None, (a,), cue, content, "indirect")


def records(size: int, seed: int = 1) -> Iterator[Record]:
    """``size`` reports, oldest first."""
    chance = random.Random(seed)
    return (record(n, size, chance) for n in range(size))


def make(folder: Path, size: int) -> float:
    """Make the archive and return the seconds it took."""
    start = time.perf_counter()
    archive.create(folder).close()
    writer = Writer(folder)
    made = records(size)
    while batch := [Incoming(one) for one in islice(made, 2000)]:
        writer.add(batch)
    compact_if_many(folder)  # as `demarche add` does when it has done
    return time.perf_counter() - start


if __name__ == "__main__":
    target, count = Path(sys.argv[1]), int(sys.argv[2])
    print(f"{count} reports in {make(target, count):.0f} s: {target}")
