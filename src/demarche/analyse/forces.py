"""Men, weapons and casualties over time, as reported by whom: ranges and claims side by side, never averaged.

A figure is kept as it was told, with its range, who claims it, and the outlet. Beside the figures stands, for each
month, party and kind, the span from the lowest to the highest told and who told which: where they are far apart, the
sources disagree, or speak of other places; the words say which.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from demarche.analyse.periods import start_of
from demarche.analyse.shapes import Result, Table, columns, note
from demarche.analyse.taking import Day, chosen, parties_asked, source, state, take
from demarche.archive import Archive, Filter

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


class Figure(NamedTuple):
    """A force as a row of the archive."""

    id: str
    report: str
    party: str | None
    what: str
    low: int
    high: int
    approximate: bool
    place: str | None
    claimed_by: str | None
    outlet: str | None
    quote: str
    date: Day | None
    date_end: Day | None
    precision: str

    @property
    def told_by(self) -> str | None:
        """The party that claims it, else the outlet."""
        return self.claimed_by or self.outlet


def forces(
    archive: Archive,
    *parties: str,
    what: str | None = None,
    filter: Filter | None = None,
    **fields: Any,
) -> Result:
    """Figures in the order of time. ``parties``: of these only. ``what``: of this kind only (``troops``)."""
    wanted = parties_asked(parties)
    found = take(archive, "forces", Figure, chosen(filter, fields))
    kept = [one for one in found
            if (not wanted or state(one.party or "") in wanted) and what in (None, one.what)]  # fmt: skip
    kept = _named(archive, kept)
    kept.sort(key=lambda one: (one.date or date.min, one.what, one.party or "", one.id))
    rows = [one._asdict() | {"told_by": one.told_by, "claimed": one.claimed_by is not None, "words": one.quote,
                             "item": one.id} for one in kept]  # fmt: skip
    spans = _spans(kept)
    apart = sum(1 for row in spans if row["highest"] > 2 * max(1, row["lowest"]) and row["tellers"] > 1)
    notes = [note("forces_as_told")]
    if apart:
        notes.append(note("forces_apart", n=apart))
    return Result("forces", Table.of(SHAPE, rows), {"spans": Table.of(SPANS, spans)}, tuple(notes),
                  {"parties": list(wanted), "what": what}, source(archive))  # fmt: skip


def _named(archive: Archive, figures: list[Figure]) -> list[Figure]:
    """Claims that name a statement of the report (``s2``) under the speaker or party of that statement."""
    reports = sorted({one.report for one in figures if (one.claimed_by or "")[:1].islower()})
    if not reports:
        return figures
    said = {(row["report"], row["item"]): row for row in archive.statements(report=reports).rows()}
    named = []
    for one in figures:
        row = said.get((one.report, one.claimed_by))
        by = (row["speaker"] or "+".join(row["speaks_for"]) or None) if row else one.claimed_by
        named.append(one._replace(claimed_by=by))
    return named


def _spans(figures: list[Figure]) -> list[dict[str, Any]]:
    groups: dict[tuple[date, str, str], list[Figure]] = defaultdict(list)
    for one in figures:
        if one.date and one.precision in ("day", "month"):
            groups[start_of(one.date, "month"), state(one.party or ""), one.what].append(one)
    rows = []
    for (month, party, what), some in sorted(groups.items()):
        least, most = min(some, key=lambda one: one.low), max(some, key=lambda one: one.high)
        rows.append({"month": month, "party": party or None, "what": what, "lowest": least.low, "highest": most.high,
                     "lowest_by": least.told_by, "highest_by": most.told_by, "figures": len(some),
                     "tellers": len({one.told_by for one in some})})  # fmt: skip
    return rows
