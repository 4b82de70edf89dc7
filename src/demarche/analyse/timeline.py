"""What happened when, and what was announced for when: on the date of the event, not of the report.

Events of the same type by the same parties on the same day are one entry, however many reports tell of it. An event
whose text gives no date stands on the day of its report (``dated_by`` report). What is to come (events with status
future, and deadlines of commitments) is an entry of kind ``announced``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from demarche.analyse.arrays import different, together
from demarche.analyse.shapes import Lazy, Note, Result, Table, columns, note
from demarche.analyse.standing import due
from demarche.analyse.taking import chosen, parties_asked, source, states
from demarche.archive import NO_DAY, Archive, Filter, Frame, as_date, as_day

SHAPE = columns(
    ("date", "date", "first day of the entry"),
    ("date_end", "date", "last day of it: the same for a day, the month's last for a month"),
    ("precision", "text", "day, month, year or interval"),
    ("dated_by", "text", "text, or report where the text gives no date"),
    ("kind", "text", "happened or announced"),
    ("type", "text", "PLOVER type, or DEADLINE of a commitment"),
    ("mode", "text", "PLOVER mode"),
    ("quad", "int", "quad class; null for a deadline"),
    ("actors", "texts", "who acts, or is bound"),
    ("recipients", "texts", "on whom"),
    ("place", "text", "where"),
    ("reports", "int", "in how many reports it is told", "reports"),
    ("claimed", "bool", "whether all reports only pass on what a party says"),
    ("words", "text", "the words of one of them"),
    ("item", "text", "id of that item"),
    ("report", "text", "id of its report"),
)
#: A page or a chart shows no more; the most told of are kept and the number left out is said.
TOP = 2000
_NAMES = ("id", "report", "date", "date_end", "precision", "dated_by", "type", "mode", "quad", "actors", "recipients",
          "status", "claimed_by", "place", "quote")  # fmt: skip


def timeline(
    archive: Archive, *parties: str, top: int = TOP, dated: str = "all", filter: Filter | None = None, **fields: Any
) -> Result:
    """Entries in the order of time. ``top``: the most told of are kept. ``dated``: all, or those dated by the ``text``.

    The filter's ``since`` and ``until`` are days of the event.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, fields).with_(status=("actual", "future"))
    took = took.with_(party=wanted) if wanted else took
    found = archive.select("events", took).frame(_NAMES)
    if dated == "text":
        found = found.take(found["dated_by"].each(lambda one: one == "text", bool, False))
    known = found.take(~found["date"].unknown)
    count, rows = _entries(known, top)
    limits = _deadlines(archive, took)
    table = _table(rows, limits)
    notes: list[Note] = []
    if count > top:
        notes.append(note("timeline_top", top=top, all=count))
    if len(known) < len(found):
        notes.append(note("timeline_dateless", n=len(found) - len(known)))
    by_report = sum(1 for row in rows if row["dated_by"] == "report")
    if by_report:
        notes.append(note("timeline_by_report", n=by_report, all=len(table)))
    return Result("timeline", table, {}, tuple(notes),
                  {"parties": list(wanted), "top": top, "dated": dated}, source(archive))  # fmt: skip


def _entries(known: Frame, top: int) -> tuple[int, list[dict[str, Any]]]:
    """How many entries there are, and the rows of those most told of; for each stands the first by id."""
    days = [known[name].data for name in ("date", "date_end")]
    codes = [known[name].codes + 1 for name in ("type", "status", "actors", "recipients")]
    key = together(*(one - one.min(initial=0) for one in days), *codes)
    _, first, entry = np.unique(key, return_index=True, return_inverse=True)
    reports = different(entry, known["report"].codes, len(first))
    facts = np.bincount(entry[known["claimed_by"].codes < 0], minlength=len(first))
    least = np.partition(reports, -top)[-top] if len(reports) > top else 0
    some = np.flatnonzero(reports >= least)
    kept = some[np.lexsort((first[some], -days[0][first[some]].astype(np.int64), -reports[some]))][:top]
    standing = known.take(first[kept])
    rows = [dict(zip(_NAMES, row, strict=True)) for row in zip(*standing.lists(_NAMES), strict=True)]
    counts = zip(reports[kept].tolist(), facts[kept].tolist(), strict=True)
    return len(first), [
        row | {"kind": "announced" if row["status"] == "future" else "happened", "reports": n,
               "claimed": not told, "words": row["quote"], "item": row["id"],
               "actors": list(states(row["actors"])), "recipients": list(states(row["recipients"]))}
        for row, (n, told) in zip(rows, counts, strict=True)
    ]  # fmt: skip


def _deadlines(archive: Archive, took: Filter) -> Frame:
    """Commitments with a deadline that is a date."""
    found = archive.select("commitments", took).frame(("id", "report", "bound", "deadline", "quote"))
    return found.take(_due(found) != NO_DAY)


def _due(found: Frame) -> Any:
    """The last day that each deadline can be."""
    return found["deadline"].each(lambda one: as_day(due(one)), np.int32, NO_DAY)


def _table(rows: list[dict[str, Any]], limits: Frame) -> Table:
    """Entries and deadlines in the order of time; rows of deadlines are made when they are asked for."""
    names = [column.name for column in SHAPE]
    made = [tuple(row.get(name) for name in names) for row in rows]
    kinds, types, items = ([row[name] for row in rows] for name in ("kind", "type", "item"))
    days = [*(as_day(row["date"]) for row in rows), *_due(limits).tolist()]
    keys = list(zip(days, [*kinds, *["announced"] * len(limits)], [*types, *["DEADLINE"] * len(limits)],
                    [*items, *limits["id"].to_list()], strict=True))  # fmt: skip
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)

    def make(numbers: Any) -> list[tuple[Any, ...]]:
        late = limits.take(numbers[numbers >= len(made)] - len(made))
        told = iter(zip(_due(late).tolist(), *late.lists(("bound", "quote", "id", "report")), strict=True))
        return [made[n] if n < len(made) else _deadline(*next(told)) for n in numbers.tolist()]

    return Table(tuple(SHAPE), Lazy(order, make),
                 lambda name: [as_date(days[n]) for n in order.tolist()] if name == "date" else None)  # fmt: skip


def _deadline(day: int, bound: tuple[str, ...], words: str, item: str, report: str) -> tuple[Any, ...]:
    """The row of a deadline."""
    when = as_date(day)
    row = {"date": when, "date_end": when, "precision": "day", "dated_by": "text", "kind": "announced",
           "type": "DEADLINE", "actors": list(states(bound)), "recipients": [], "reports": 1, "claimed": False,
           "words": words, "item": item, "report": report}  # fmt: skip
    return tuple(row.get(column.name) for column in SHAPE)
