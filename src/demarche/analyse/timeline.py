"""What happened when, and what was announced for when: on the date of the event, not of the report.

Events of the same type by the same parties on the same day are one entry, however many reports tell of it. An event
whose text gives no date stands on the day of its report (``dated_by`` report). What is to come (events with status
future, and deadlines of commitments) is an entry of kind ``announced``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.analyse.shapes import Note, Result, Table, columns, note
from demarche.analyse.standing import Bound, due
from demarche.analyse.taking import arrow, chosen, parties_asked, source, states
from demarche.analyse.vectors import whole
from demarche.archive import Archive, Filter

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
_KEYS = ("date", "date_end", "type", "status", "who", "whom")


def timeline(
    archive: Archive, *parties: str, top: int = TOP, dated: str = "all", filter: Filter | None = None, **fields: Any
) -> Result:
    """Entries in the order of time. ``top``: the most told of are kept. ``dated``: all, or those dated by the ``text``.

    The filter's ``since`` and ``until`` are days of the event.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, fields).with_(status=("actual", "future"))
    took = took.with_(party=wanted) if wanted else took
    found = arrow(archive, "events", _NAMES, took)
    if dated == "text":
        found = found.filter(pc.equal(found["dated_by"], "text"))
    dateless = pc.sum(pc.is_null(found["date"])).as_py() or 0
    entries = _entries(found.filter(pc.is_valid(found["date"])))
    rows = [*_rows(entries, found, top), *_deadlines(archive, took)]
    rows.sort(key=lambda row: (row["date"], row["kind"], row["type"], row["item"]))
    notes: list[Note] = []
    if entries.num_rows > top:
        notes.append(note("timeline_top", top=top, all=entries.num_rows))
    if dateless:
        notes.append(note("timeline_dateless", n=dateless))
    by_report = sum(1 for row in rows if row["dated_by"] == "report")
    if by_report:
        notes.append(note("timeline_by_report", n=by_report, all=len(rows)))
    return Result("timeline", Table.of(SHAPE, rows), {}, tuple(notes),
                  {"parties": list(wanted), "top": top, "dated": dated}, source(archive))  # fmt: skip


def _entries(found: pa.Table) -> pa.Table:
    """One row for each entry: its number of reports, and the number of the row that stands for it."""
    keyed = pa.table({
        **{name: found[name] for name in _KEYS[:4]},
        "who": pc.binary_join(whole(found["actors"]), "+"), "whom": pc.binary_join(whole(found["recipients"]), "+"),
        "report": found["report"], "row": pa.array(np.arange(found.num_rows)),
        "claimed": pc.is_valid(found["claimed_by"]), "id": found["id"],
    })  # fmt: skip
    return keyed.group_by(list(_KEYS)).aggregate(
        [("report", "count_distinct"), ("claimed", "all"), ("id", "min"), ("row", "min")]
    )


def _rows(entries: pa.Table, found: pa.Table, top: int) -> list[dict[str, Any]]:
    if not entries.num_rows:
        return []
    known = found.filter(pc.is_valid(found["date"]))
    order = [("report_count_distinct", "descending"), ("date", "descending"), ("id_min", "ascending")]
    kept = entries.sort_by(order).slice(0, top)
    standing = known.take(kept["row_min"]).to_pylist()
    counts = zip(kept["report_count_distinct"].to_pylist(), kept["claimed_all"].to_pylist(), strict=True)
    return [
        row | {"kind": "announced" if row["status"] == "future" else "happened", "reports": reports,
               "claimed": claimed, "words": row["quote"], "item": row["id"],
               "actors": list(states(row["actors"])), "recipients": list(states(row["recipients"]))}
        for row, (reports, claimed) in zip(standing, counts, strict=True)
    ]  # fmt: skip


def _deadlines(archive: Archive, took: Filter) -> list[dict[str, Any]]:
    """Deadlines of commitments, on the last day they can be."""
    rows = []
    found = archive.select("commitments", took).frame(Bound._fields)
    for one in map(Bound._make, zip(*found.take(found["deadline"].codes >= 0).lists(Bound._fields), strict=True)):
        day = due(one.deadline)
        if day:
            rows.append({"date": day, "date_end": day, "precision": "day", "dated_by": "text", "kind": "announced",
                         "type": "DEADLINE", "actors": list(states(one.bound)), "recipients": [], "reports": 1,
                         "claimed": False, "words": one.quote, "item": one.id, "report": one.report})  # fmt: skip
    return rows
