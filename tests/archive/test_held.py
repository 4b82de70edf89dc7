"""Tables in memory answer as the archive's own views do: any filter, any order, after corrections and new versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from made_reports import NEWER, report

from demarche import archive
from demarche.archive import Archive, Incoming, Writer
from demarche.archive.columns import as_date, as_day
from demarche.archive.corrections import Reviewer
from demarche.archive.memory import HELD, Memory, held
from demarche.archive.selection import column_names
from demarche.archive.upkeep import compact

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"party": "NOR"},
    {"party": ("NOR", "FIN"), "since": "2023-03"},
    {"party": "NOR/MIL"},
    {"party": ("X:nobody", "NOR/MIL", "SWE")},
    {"since": "2023-02-10", "until": "2023-06"},
    {"outlet": ("Outlet 1", "Outlet 3")},
    {"outlet": "nobody's"},
    {"language": "nl"},
    {"type": "MOBILIZE"},
    {"type": ("ACCUSE", "THREATEN"), "party": "NOR"},
    {"status": "future"},
    {"topic": "force-withdrawal", "stance": ("demand", "offer")},
    {"speaker": "Ola Vik", "until": "2023-09"},
    {"min_confidence": 0.5},
    {"words": "nets"},
    {"view": "raw"},
)
ORDERS: tuple[tuple[str, ...], ...] = ((), ("-date",), ("date_end", "date", "report"), ("-outlet", "date"))


def same(quick: Archive, plain: Archive) -> None:
    """Every table, filter and order gives the same rows from memory and from the files."""
    for table, fields in product(HELD, FILTERS):
        columns = tuple(name for name in held(table) if name in column_names(table))
        assert quick.count(table, **fields) == plain.count(table, **fields), (table, fields)
        for order in ORDERS if fields in ({}, FILTERS[2]) else ORDERS[1:2]:
            asked = [one.select(table, **fields).by(*order).arrow(columns).to_pylist() for one in (quick, plain)]
            assert asked[0] == asked[1], (table, fields, order)
    page = [one.reports(party="NOR").by("-date").page(3, 1).with_total(("report", "title")) for one in (quick, plain)]
    assert page[0] == page[1]


@pytest.fixture
def made(dossier: Callable[..., Archive]) -> Archive:
    """Forty reports, one of them without a date."""
    return dossier([*(report(n) for n in range(12)), report(40, outlet="Outlet 1", published=None)])


def add(path: Path, records: Iterable[Any]) -> None:
    """Add records as a run of the program does."""
    Writer(path).add([Incoming(one) for one in records])


def test_memory_gives_what_the_files_give(made: Archive) -> None:
    same(archive.open(made.path).hold(Memory()), made)


def test_what_is_asked_of_memory_comes_from_memory(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = archive.open(made.path).hold(Memory())
    monkeypatch.setattr(quick, "_ask", lambda *_, **__: pytest.fail("the files were asked"))
    assert quick.events(party="NOR", since="2023").count() > 0
    assert quick.positions().by("-date").arrow(("id", "quote", "towards")).num_rows == 13


def test_a_newer_version_reads_only_what_came(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = archive.open(made.path).hold(Memory())
    assert quick.count("events", party="NOR") == made.count("events", party="NOR")
    add(made.path, [report(n) for n in range(41, 50)])
    read: list[str] = []
    from demarche.archive import memory

    plain = memory._file
    monkeypatch.setattr(memory, "_file", lambda name, table: read.append(name) or plain(name, table))
    newer = quick.latest()
    assert newer.count("events") == archive.open(made.path).count("events") == quick.count("events") + 18
    assert len(read) == 1
    plain_too = archive.open(made.path)
    assert newer.events(party="NOR").arrow(("id", "date")) == plain_too.events(party="NOR").arrow(("id", "date"))


def test_corrections_recoded_and_changed_reports_stand_as_in_the_views(made: Archive) -> None:
    quick = archive.open(made.path).hold(Memory())
    assert quick.count("events") == 26
    reviewer = Reviewer(made.path, "tester")
    first, second, third = (row["id"] for row in made.events(type="ACCUSE").page(3).rows())
    reviewer.reject(first, "not so")
    reviewer.change(second, {"recipients": ["X:the fishers"]}, "them")
    reviewer.confirm(third)
    add(made.path, [report(3, run=NEWER, blamed="POL"), report(5, text="It was changed. ")])
    newer = quick.latest()
    same(newer, archive.open(made.path))
    assert newer.count("events", party="X:the fishers") == 1


def test_a_compaction_moves_rows_and_changes_none(made: Archive) -> None:
    quick = archive.open(made.path).hold(Memory())
    assert quick.count("forces") == 13
    add(made.path, [report(41)])
    compact(made.path)
    add(made.path, [report(42)])
    newer = quick.latest()
    assert newer.count("forces") == 15
    assert newer.count("forces", party="NOR") == archive.open(made.path).count("forces", party="NOR")


def test_an_older_version_is_answered_too(made: Archive) -> None:
    quick = archive.open(made.path).hold(Memory())
    add(made.path, [report(41)])
    assert quick.latest().count("events") == 28
    assert quick.count("events") == 26
    assert quick.reports(party="NOR").count() == made.reports(party="NOR").count()


def test_days_of_arrays_are_dates() -> None:
    for when in (None, date(1815, 6, 18), date(2024, 2, 29)):
        assert as_date(as_day(when)) == when
