#!/usr/bin/env python3
"""An archive of many reports: how fast reports go in, how much memory it takes, how fast it opens and answers.

    python benchmarks/archive_scale.py REPORTS.jsonl[.gz] [--reports N] [--coded N] [--keep DIR]

The texts are real, their coding is made up (four statements, four events, two positions and a force a report, on real
words of the text): so the figures are those of the archive alone. What coding costs is measured on --coded reports by
the real pipeline, and the share that the archive adds to it is printed. Without a file of reports, texts are made up.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.archive.upkeep import check, compact, compact_if_many
from demarche.records import Document, Event, Force, Position, Record, Run, Span, Statement

CODES = [
    "RUS",
    "UKR",
    "USA",
    "CHN",
    "DEU",
    "FRA",
    "GBR",
    "NLD",
    "BEL",
    "ISR",
    "PSE",
    "IRN",
    "IRQ",
    "SYR",
    "TUR",
    "SAU",
    "YEM",
    "EU",
    "NATO",
    "UN",
    "PRK",
    "KOR",
    "JPN",
    "IND",
]
TYPES = (("ACCUSE", "allege"), ("REQUEST", "change"), ("CONSULT", None), ("ASSAULT", "aerial"), ("AGREE", None),
         ("SANCTION", "discontinue"), ("REJECT", None), ("AID", None))  # fmt: skip
TOPICS = ("sanctions", "ceasefire", "trade", "nuclear-weapons", "migration", "force-withdrawal")
BATCH = 500  # as `demarche add` commits


def documents(path: Path | None, size: int) -> Iterator[Document]:
    """Reports from a file, or made up."""
    if path is None:
        for n in range(size):
            words = " ".join(f"word{(n * 7919 + k * 104729) % 5000}" for k in range(300))
            yield Document(f"Report {n}. {words}.", "nl", f"2019-{1 + n % 12:02}-{1 + n % 28:02}", f"outlet {n % 40}",
                           f"Report {n}", f"https://example.org/{n}")  # fmt: skip
        return
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, size):
            row = json.loads(line)
            if not row["text"].strip():
                continue  # the reader refuses what holds no text
            yield Document(row["text"], row.get("language"), row.get("published"), row.get("outlet"), row.get("title"),
                           row.get("url"))  # fmt: skip


def made_up(document: Document) -> Record:
    """A record of the usual size, its items on real words of the text, the same for the same text."""
    chance = int.from_bytes(hashlib.sha256(document.text.encode("utf-8", "replace")).digest()[:8])
    pieces = [m.span() for m in re.finditer(r"\S[^.!?\n]{15,160}", document.text)][:12] or [(0, len(document.text))]

    def pick(n: int, some: tuple[object, ...] | list[str]) -> object:
        return some[(chance >> (3 * n)) % len(some)]

    def words(n: int) -> tuple[Span, ...]:
        return (Span.of(document.text, *pieces[(chance + n) % len(pieces)]),)

    statements = tuple(
        Statement(f"s{n}", f"Speaker {pick(n, CODES)}", (str(pick(n, CODES)),), words(n), words(n + 1), "indirect")
        for n in range(4)
    )
    events = tuple(
        Event(f"e{n}", *TYPES[(chance + n) % len(TYPES)], (str(pick(n, CODES)),), (str(pick(n + 5, CODES)),), "actual",
              None, document.published if n % 2 else None, None, words(n + 2))
        for n in range(4)
    )  # fmt: skip
    positions = tuple(
        Position(f"p{n}", str(pick(n, CODES)), "demand", str(pick(n, TOPICS)), None, (), words(n)) for n in range(2)
    )
    forces = (Force("f1", str(pick(1, CODES)), "troops", 10, 20, True, None, None, words(3)),)
    return Record(document, statements=statements, events=events, positions=positions, forces=forces,
                  run=Run("0", "made up", "-", "-"))  # fmt: skip


def fill(path: Path, found: Iterable[Document]) -> tuple[int, float, float]:
    """Add reports as `demarche add` does; gives how many, seconds in the archive, seconds in all."""
    archive.create(path).close()
    writer, rest = Writer(path), iter(found)
    added, inside, started = 0, 0.0, time.perf_counter()
    while some := list(islice(rest, BATCH)):
        before = time.perf_counter()
        lacking = [flag for k in range(0, len(some), 128) for flag in writer.lacking(some[k : k + 128])]
        inside += time.perf_counter() - before
        records = [made_up(document) for document, flag in zip(some, lacking, strict=True) if flag]
        before = time.perf_counter()
        done = writer.add([Incoming(record) for record in records])
        added += done.new + done.changed
        if (added // BATCH) % 40 == 0:
            compact_if_many(path)
        inside += time.perf_counter() - before
    before = time.perf_counter()
    compact(path)
    return added, inside + time.perf_counter() - before, time.perf_counter() - started


def seconds(ask: Callable[[], object], times: int = 5) -> float:
    """Median seconds of a question."""
    found = []
    for _ in range(times):
        before = time.perf_counter()
        ask()
        found.append(time.perf_counter() - before)
    return statistics.median(found)


def questions(path: Path) -> None:
    """Print how fast the archive opens and answers."""
    print(f"opens in                               {seconds(lambda: archive.open(path).close()):.3f} s (bar: 1 s)")
    with archive.open(path) as d:
        one = d.reports().page(1, 1000).rows(("report",))[0]["report"]
        asked: list[tuple[str, float, Callable[[Archive], object]]] = [
            ("50 events of a party, newest first", 0.3, lambda d: d.events(party="RUS").by("-date").page(50).rows()),
            ("the same of a month, page 3", 0.3,
             lambda d: d.events(party="IRN", since="2019-03", until="2019-03").by("-date").page(50, 100).rows()),
            ("50 statements with a word in them", 0.3, lambda d: d.statements(words="oorlog").page(50).rows()),
            ("50 reports with an event of a type", 0.3,
             lambda d: d.reports(type="SANCTION").by("-date").page(50).rows(LISTED)),
            ("series by month and pair of parties", 1.0, lambda d: d.sql(SERIES).arrow()),
            ("matrix of parties and topics", 1.0, lambda d: d.sql(MATRIX).arrow()),
            ("one whole record", 0.3, lambda d: d.record(one)),
        ]  # fmt: skip
        for name, bar, ask in asked:
            print(f"{name:<38} {seconds(lambda ask=ask: ask(d)):.3f} s (bar: {bar:g} s)")


SERIES = """SELECT date_trunc('month', date) AS month, a.party AS actor, r.party AS recipient, count(*) AS n, avg(score)
FROM events, unnest(actors) AS a(party), unnest(recipients) AS r(party) GROUP BY ALL"""
LISTED = ("report", "title", "outlet", "published", "date", "language", "url")
MATRIX = "SELECT party, topic, list(DISTINCT stance), count(DISTINCT report) FROM positions GROUP BY ALL"


def coding(found: Iterable[Document]) -> float:
    """Seconds that the real pipeline takes for a report."""
    from demarche.run import code

    some = list(found)
    code(some[0])  # loads the pipeline
    before = time.perf_counter()
    for document in some:
        code(document)
    return (time.perf_counter() - before) / len(some)


def main() -> None:
    """Build, ask, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--reports", type=int, default=82_112)
    options.add_argument("--coded", type=int, default=200)
    options.add_argument("--keep", type=Path, help="build the archive here and leave it")
    options.add_argument("--check", action="store_true", help="hold all quotations against their texts")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "dossier"
        added, inside, whole = fill(path, documents(given.file, given.reports))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) / 1e6
        each = inside / added
        print(f"{added:,} reports in {whole:.0f} s, {inside:.0f} s of it in the archive: {1000 * each:.2f} ms each")
        print(f"memory {memory:.0f} MB at most (bar: 1,500), {size:.0f} MB on disk with all versions")
        if given.coded:
            cost = coding(documents(given.file, given.coded))
            share = cost / (cost + each)
            print(f"coding costs {1000 * cost:.0f} ms a report: with the archive {share:.1%} of that speed (bar: 90%)")
        questions(path)
        if given.check:
            with archive.open(path) as d:
                before = time.perf_counter()
                found = check(d)
                spent = time.perf_counter() - before
                print(f"{found.quotations:,} quotations checked in {spent:.1f} s, {len(found.troubles)} troubles")


if __name__ == "__main__":
    main()
