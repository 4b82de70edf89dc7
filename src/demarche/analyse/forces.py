"""Men, weapons and casualties over time, as reported by whom: ranges and claims side by side, never averaged.

A figure is kept as it was told, with its range, who claims it, and the outlet. Beside the figures stands, for each
month, party and kind, the span from the lowest to the highest told and who told which: where they are far apart, the
sources disagree, or speak of other places; the words say which.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from demarche.analyse.arrays import bounds, recoded, together
from demarche.analyse.periods import start_of
from demarche.analyse.shapes import Result, Table, columns, lazy, note
from demarche.analyse.taking import chosen, parties_asked, source, state
from demarche.archive import NO_DAY, Archive, Filter, Frame, as_date

SHAPE = columns(
    ("date", "date", "first day the figure belongs to: of the report"),
    ("precision", "text", "day, month, year or none"),
    ("party", "text", "whose men, weapons or victims; null where not said"),
    ("what", "text", "troops, tanks, killed, …"),
    ("low", "int", "lowest number told", "men or pieces"),
    ("high", "int", "highest number told; equal to low for one figure", "men or pieces"),
    ("approximate", "bool", "whether the text marks it as rounded"),
    ("told_by", "text", "the party that claims it, else the outlet"),
    ("claimed", "bool", "whether it is a party's claim"),
    ("place", "text", "where"),
    ("outlet", "text", "who published it"),
    ("words", "text", "the words"),
    ("item", "text", "id of the figure"),
    ("report", "text", "id of its report"),
)
SPANS = columns(
    ("month", "date", "first day of the month"),
    ("party", "text", "whose"),
    ("what", "text", "what"),
    ("lowest", "int", "lowest figure", "men or pieces"),
    ("highest", "int", "highest figure", "men or pieces"),
    ("lowest_by", "text", "who tells the lowest"),
    ("highest_by", "text", "who tells the highest"),
    ("figures", "int", "how many figures", "figures"),
    ("tellers", "int", "by how many parties and outlets", "tellers"),
)


_NAMES = ("id", "report", "party", "what", "low", "high", "approximate", "place", "claimed_by", "outlet", "quote",
          "date", "precision")  # fmt: skip


def forces(
    archive: Archive,
    *parties: str,
    what: str | None = None,
    filter: Filter | None = None,
    **fields: Any,
) -> Result:
    """Figures in the order of time. ``parties``: of these only. ``what``: of this kind only (``troops``)."""
    wanted = parties_asked(parties)
    found = archive.select("forces", chosen(filter, fields)).frame(_NAMES)
    if wanted:
        found = found.take(found["party"].each(lambda one: state(one) in wanted, bool, False))
    if what is not None:
        found = found.take(found["what"].each(lambda one: one == what, bool, False))
    found = found.take(_in_time(found))
    by, claimed = told_by(archive, found)
    spans = _spans(found, by)
    apart = sum(1 for row in spans if row["highest"] > 2 * max(1, row["lowest"]) and row["tellers"] > 1)
    notes = [note("forces_as_told")]
    if apart:
        notes.append(note("forces_apart", n=apart))
    table = lazy(SHAPE, found, {"told_by": by, "claimed": claimed, "words": "quote", "item": "id"})
    return Result("forces", table, {"spans": Table.of(SPANS, spans)}, tuple(notes),
                  {"parties": list(wanted), "what": what}, source(archive))  # fmt: skip


def _in_time(found: Frame) -> Any:
    """Rows in the order of day, kind and party; of the same, by their ids, as they come."""
    places = []
    for name in ("party", "what"):
        words = {word: n for n, word in enumerate(sorted({one or "" for one in found[name].to_list()}))}
        places.append(found[name].each(lambda one, words=words: words.get(one, 0), np.int64, words.get("", 0)))
    return np.lexsort((*places, found["date"].data))


def told_by(archive: Archive, found: Frame) -> tuple[list[str | None], list[bool]]:
    """Who tells each figure: the party that claims it, else the outlet; and whether it is a claim.

    A claim that names a statement of the report (``s2``) is told by the speaker or party of that statement.
    """
    claims, outlets, reports = found.lists(("claimed_by", "outlet", "report"))
    named = sorted({one for one, claim in zip(reports, claims, strict=True) if (claim or "")[:1].islower()})
    said = {}
    if named:
        names = ("report", "item", "speaker", "speaks_for")
        rows = archive.select("statements", report=named).frame(names).lists(names)
        said = {(report, item): speaker or "+".join(codes or ()) or None
                for report, item, speaker, codes in zip(*rows, strict=True)}  # fmt: skip
    by = [said.get((report, claim), claim) for report, claim in zip(reports, claims, strict=True)]
    told = [claim or outlet for claim, outlet in zip(by, outlets, strict=True)]
    return told, [claim is not None for claim in by]


def monthly(found: Frame) -> Iterator[tuple[date, str, str, Any]]:
    """Month, party (without sector), kind, and the rows of the figures of it; those known to a day or a month."""
    good = found["precision"].each(lambda one: one in ("day", "month"), bool, False)
    rows = np.flatnonzero(good & (found["date"].data != NO_DAY))
    months = found["date"].data[rows].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    party = recoded(found["party"].take(rows), state)
    what = found["what"].take(rows)
    key = together(months - months.min(initial=0), party.codes + 1, what.codes + 1)
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts, ends = bounds(place[order], len(first))
    parties, whats = party.take(first).to_list(), what.take(first).to_list()
    days = [start_of(as_date(day) or date.min, "month") for day in found["date"].data[rows[first]].tolist()]
    made = [(days[n], parties[n] or "", whats[n], rows[order[starts[n] : ends[n]]]) for n in range(len(first))]
    yield from sorted(made, key=lambda one: one[:3])


def _spans(found: Frame, by: list[str | None]) -> list[dict[str, Any]]:
    low, high = found["low"].data, found["high"].data
    rows = []
    for month, party, what, some in monthly(found):
        least, most = int(some[low[some].argmin()]), int(some[high[some].argmax()])
        rows.append({"month": month, "party": party or None, "what": what, "lowest": int(low[least]),
                     "highest": int(high[most]), "lowest_by": by[least], "highest_by": by[most],
                     "figures": len(some), "tellers": len({by[n] for n in some.tolist()})})  # fmt: skip
    return rows
