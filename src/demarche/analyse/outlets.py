"""What each outlet reports, whom it quotes, who copies whom, and where outlets contradict each other.

Copies are known after `demarche corroborate`: reports with nearly the same text are one group, and all but the first
of a group are copies of it. Contradictions are figures of the same party, kind and month of which the highest is more
than twice the lowest, told by different outlets; and happenings that one outlet reports as fact and another only as a
party's claim (after `demarche corroborate`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.analyse.forces import monthly
from demarche.analyse.periods import start_of
from demarche.analyse.shapes import Note, Result, Table, columns, note
from demarche.analyse.taking import Day, arrow, chosen, source, take
from demarche.analyse.vectors import flat, whole
from demarche.archive import Archive, Filter, Frame

SHAPE = columns(
    ("outlet", "text", "who published; null where not known"),
    ("reports", "int", "its reports", "reports"),
    ("first", "date", "day of its first"),
    ("last", "date", "last day of its last"),
    ("events", "float", "events per report", "events"),
    ("conflict", "float", "share of its events that are conflict (quad classes 3 and 4)", "0 to 1"),
    ("statements", "float", "statements per report", "statements"),
    ("unnamed", "float", "share of its statements without a named speaker", "0 to 1"),
    ("claims", "float", "share of its events passed on as a party's claim", "0 to 1"),
    ("copies", "int", "its reports that are copies of another's; null before corroborate", "reports"),
    ("copied", "int", "copies that others made of its reports; null before corroborate", "reports"),
)
QUOTED = columns(
    ("outlet", "text", "who published"),
    ("party", "text", "the party quoted"),
    ("statements", "int", "statements of it", "statements"),
    ("share", "float", "of all statements for which a party speaks in that outlet", "0 to 1"),
)
COPIED = columns(
    ("outlet", "text", "whose report is the copy"),
    ("of", "text", "whose report was first"),
    ("reports", "int", "how many", "reports"),
)
CONTRADICTIONS = columns(
    ("kind", "text", "figure, or fact and claim"),
    ("month", "date", "first day of the month"),
    ("party", "text", "whose figure; who acts"),
    ("what", "text", "kind of figure, or type of event"),
    ("one", "text", "what one outlet tells: its number, or that it is a fact"),
    ("one_outlet", "text", "that outlet"),
    ("other", "text", "what the other tells"),
    ("other_outlet", "text", "that outlet"),
    ("one_item", "text", "id of the one item"),
    ("other_item", "text", "id of the other item"),
)
#: Figures that differ by less than this factor may speak of other days or other places.
APART = 2


_FIGURE = ("id", "party", "what", "low", "high", "outlet", "date", "precision")


class _Told(NamedTuple):
    id: str
    outlet: str | None
    type: str
    claimed_by: str | None
    actors: tuple[str, ...]
    date: Day | None


def outlets(archive: Archive, *, filter: Filter | None = None, **fields: Any) -> Result:
    """One row for each outlet, most reports first; beside it whom they quote, copies and contradictions."""
    took = chosen(filter, fields)
    reports = arrow(archive, "reports", ("report", "outlet", "date", "date_end"), took)
    rows = {row["outlet"]: row for row in _counted(reports)}
    _events(rows, arrow(archive, "events", ("outlet", "quad", "claimed_by"), took))
    statements = arrow(archive, "statements", ("outlet", "speaker", "speaks_for"), took)
    _statements(rows, statements)
    copied = _copies(archive, reports, rows)
    against = [*_figures(archive.select("forces", took).frame(_FIGURE)), *_facts(archive, took)]
    made = sorted(rows.values(), key=lambda row: (-row["reports"], row["outlet"] or ""))
    notes: list[Note] = [] if copied is not None else [note("outlets_no_copies")]
    unnamed = rows.get(None)
    if unnamed:
        notes.append(note("outlets_unknown", n=unnamed["reports"]))
    more = {"quoted": Table.of(QUOTED, _quoted(statements)), "copied": Table.of(COPIED, copied or []),
            "contradictions": Table.of(CONTRADICTIONS, against)}  # fmt: skip
    return Result("outlets", Table.of(SHAPE, made), more, tuple(notes), {}, source(archive))


def _counted(reports: pa.Table) -> list[dict[str, Any]]:
    told = reports.group_by("outlet").aggregate([("report", "count"), ("date", "min"), ("date_end", "max")])
    return [{"outlet": row["outlet"], "reports": row["report_count"], "first": row["date_min"],
             "last": row["date_end_max"]} for row in told.to_pylist()]  # fmt: skip


def _events(rows: dict[Any, dict[str, Any]], events: pa.Table) -> None:
    made = pa.table({"outlet": events["outlet"], "conflict": pc.fill_null(pc.greater(events["quad"], 2), False),
                     "claim": pc.is_valid(events["claimed_by"])})  # fmt: skip
    made = made.set_column(1, "conflict", pc.cast(made["conflict"], pa.float64()))
    made = made.set_column(2, "claim", pc.cast(made["claim"], pa.float64()))
    for one in (
        made.group_by("outlet").aggregate([("claim", "count"), ("claim", "mean"), ("conflict", "mean")]).to_pylist()
    ):
        row = rows.get(one["outlet"])
        if row:
            row |= {"events": one["claim_count"] / row["reports"], "claims": one["claim_mean"],
                    "conflict": one["conflict_mean"]}  # fmt: skip


def _statements(rows: dict[Any, dict[str, Any]], statements: pa.Table) -> None:
    unnamed = pc.cast(pc.is_null(statements["speaker"]), pa.float64())
    made = pa.table({"outlet": statements["outlet"], "unnamed": unnamed})
    for one in made.group_by("outlet").aggregate([("unnamed", "count"), ("unnamed", "mean")]).to_pylist():
        row = rows.get(one["outlet"])
        if row:
            row |= {"statements": one["unnamed_count"] / row["reports"], "unnamed": one["unnamed_mean"]}


def _quoted(statements: pa.Table) -> list[dict[str, Any]]:
    number, party = flat(statements["speaks_for"])
    made = pa.table({"outlet": whole(statements["outlet"]).take(pa.array(number)), "party": party})
    told = made.group_by(["outlet", "party"]).aggregate([([], "count_all")]).to_pylist()
    total: Counter[Any] = Counter()
    for one in told:
        total[one["outlet"]] += one["count_all"]
    rows = [{"outlet": one["outlet"], "party": one["party"], "statements": one["count_all"],
             "share": one["count_all"] / total[one["outlet"]]} for one in told]  # fmt: skip
    return sorted(rows, key=lambda row: (-total[row["outlet"]], row["outlet"] or "", -row["statements"], row["party"]))


def _copies(archive: Archive, reports: pa.Table, rows: dict[Any, dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Who copies whom; None where no copies were looked for. Also counts them in ``rows``."""
    found = archive.table("copies").to_pylist()
    if not found:
        return None
    newest = max(row["grouping"] or "" for row in found)
    known = {row["report"]: row for row in reports.to_pylist()}
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        if (row["grouping"] or "") == newest and row["report"] in known:
            groups[row["text_group"]].append(known[row["report"]])
    pairs: Counter[tuple[Any, Any]] = Counter()
    for some in groups.values():
        first, *later = sorted(some, key=lambda row: (row["date"] or date.max, row["report"]))
        pairs.update((one["outlet"], first["outlet"]) for one in later)
    for row in rows.values():
        row |= {"copies": 0, "copied": 0}
    for (copy, of), n in pairs.items():
        rows[copy]["copies"] += n
        rows[of]["copied"] += n
    return [{"outlet": a, "of": b, "reports": n} for (a, b), n in pairs.most_common()]


def _figures(found: Frame) -> list[dict[str, Any]]:
    """Figures of a month of which the lowest and the highest, told by different outlets, are far apart."""
    found = found.take(found["outlet"].each(bool, bool, False))
    low, high, outlet = found["low"].data, found["high"].data, found["outlet"].to_list()
    rows = []
    for month, party, what, some in monthly(found):
        one, other = int(some[high[some].argmin()]), int(some[low[some].argmax()])
        if outlet[one] != outlet[other] and low[other] > APART * max(1, high[one]):
            rows.append({"kind": "figure", "month": month, "party": party or None, "what": what,
                         "one": str(high[one]), "one_outlet": outlet[one], "other": str(low[other]),
                         "other_outlet": outlet[other], "one_item": one, "other_item": other})  # fmt: skip
    for side in ("one_item", "other_item"):
        ids = found["id"].take(np.array([row[side] for row in rows], np.int64)).to_list()
        for row, item in zip(rows, ids, strict=True):
            row[side] = item
    return rows


def _facts(archive: Archive, took: Filter) -> list[dict[str, Any]]:
    """Happenings told as a fact by one outlet and as a claim by another."""
    joint = {row["item_id"]: row["joint"] for row in archive.table("same").to_pylist() if row["kind"] == "events"}
    if not joint:
        return []
    groups: dict[str, list[_Told]] = defaultdict(list)
    for one in take(archive, "events", _Told, took):
        if one.id in joint:
            groups[joint[one.id]].append(one)
    rows = []
    for _, some in sorted(groups.items()):
        facts = [one for one in some if one.claimed_by is None]
        claims = [one for one in some if one.claimed_by and one.outlet not in {fact.outlet for fact in facts}]
        if facts and claims:
            fact, claim = facts[0], claims[0]
            rows.append({"kind": "fact and claim", "month": start_of(fact.date, "month") if fact.date else None,
                         "party": "+".join(fact.actors), "what": fact.type, "one": "fact", "one_outlet": fact.outlet,
                         "other": f"claimed by {claim.claimed_by}", "other_outlet": claim.outlet,
                         "one_item": fact.id, "other_item": claim.id})  # fmt: skip
    return rows
