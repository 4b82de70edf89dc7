"""Who acts on whom: a directed network of parties, apart by quad class.

An edge from A to B: the number of reports in which A acts on B with an event of the quad class (or of all, ``quad`` 0),
and the mean PLOVER score of those events. In what is two-sided (meetings, agreements, fighting) every party acts on
every other. A report counts once for an edge, however often it tells of it; events that are planned, denied or
supposed do not count.

High weight: much told of, by many reports. Low weight: little told of, which is not the same as little done.

Centralities are those of :mod:`demarche.analyse.centrality`. Reference: Wasserman and Faust, Social Network Analysis
(1994), doi:10.1017/CBO9780511815478.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demarche.analyse.centrality import CENTRALITIES, centralities
from demarche.analyse.shapes import Result, Table, columns, note
from demarche.analyse.taking import arrow, chosen, parties_asked, source
from demarche.analyse.vectors import flat, whole
from demarche.archive import Archive, Filter

EDGES = columns(
    ("window", "text", "'all': the whole range"),
    ("source", "text", "who acts"),
    ("target", "text", "on whom"),
    ("quad", "int", "quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict; 0 for all"),
    ("weight", "float", "reports that tell of it", "reports"),
    ("events", "int", "events in them", "events"),
    ("score", "float", "mean PLOVER score of those events", "-10 to 10"),
)


def network(
    archive: Archive, *parties: str, quad: int | None = None, least: int = 1,
    filter: Filter | None = None, **fields: Any,
) -> Result:  # fmt: skip
    """The network of all parties, or of those given and whom they meet. ``least``: reports an edge needs.

    ``quad``: only this class; without it, each of the four, and 0 for all together. Nodes rest on all together.
    """
    wanted = parties_asked(parties)
    took = chosen(filter, fields).with_(status="actual")
    took = took.with_(party=wanted) if wanted else took
    found = arrow(archive, "events", ("report", "actors", "recipients", "quad", "score"), took)
    pairs = acting(found)
    rows = []
    for number in (0, 1, 2, 3, 4) if quad is None else (quad,):
        rows += _edges(pairs, found, number, least)
    if wanted:
        rows = [row for row in rows if {row["source"], row["target"]} & set(wanted)]
    notes = [note("network_told")] + ([] if rows else [note("network_empty")])
    whole_net = [row for row in rows if row["quad"] == (quad or 0)]
    nodes = Table.of(CENTRALITIES, centralities(whole_net, directed=True))
    return Result("network", Table.of(EDGES, rows), {"nodes": nodes}, tuple(notes),
                  {"parties": list(wanted), "quad": quad, "least": least}, source(archive))  # fmt: skip


def acting(found: pa.Table) -> tuple[Any, Any, Any]:
    """Row, acting party and party acted on, for every pair in the events; none with itself."""
    from_row, from_code = flat(found["actors"])
    to_row, to_code = flat(found["recipients"])
    sent = _joined(from_row, from_code, to_row, to_code)
    # Where nobody receives, what the actors do they do with each other.
    alone = pc.equal(pc.list_value_length(whole(found["recipients"])), 0).to_numpy(zero_copy_only=False)
    mine = np.flatnonzero(alone[from_row])
    rows, codes = from_row[mine], from_code.take(pa.array(mine))
    shared = _joined(rows, codes, rows, codes)
    row = np.concatenate([sent[0], shared[0]])
    source_, target = pa.concat_arrays([sent[1], shared[1]]), pa.concat_arrays([sent[2], shared[2]])
    apart = pc.not_equal(source_, target).to_numpy(zero_copy_only=False)
    kept = pa.array(np.flatnonzero(apart))
    return row[apart], source_.take(kept), target.take(kept)


def _joined(a_row: Any, a_code: Any, b_row: Any, b_code: Any) -> tuple[Any, Any, Any]:
    """Every code of ``a`` with every code of ``b`` of the same row; row numbers come in rising order."""
    first, last = np.searchsorted(b_row, a_row, "left"), np.searchsorted(b_row, a_row, "right")
    times = last - first
    left = np.repeat(np.arange(len(a_row)), times)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(times) - times, times)
    right = np.repeat(first, times) + offset
    return a_row[left], whole(a_code).take(pa.array(left)), whole(b_code).take(pa.array(right))


def _edges(pairs: tuple[Any, Any, Any], found: pa.Table, quad: int, least: int) -> list[dict[str, Any]]:
    row, source_, target = pairs
    of = pc.fill_null(found["quad"], 0).to_numpy(zero_copy_only=False)[row]
    index = pa.array(row if quad == 0 else row[of == quad])
    kept = pa.array(np.arange(len(row)) if quad == 0 else np.flatnonzero(of == quad))
    table = pa.table({
        "source": source_.take(kept), "target": target.take(kept),
        "report": whole(found["report"]).take(index), "score": whole(found["score"]).take(index),
    })  # fmt: skip
    told = table.group_by(["source", "target"]).aggregate(
        [("report", "count_distinct"), ("report", "count"), ("score", "mean")]
    )
    rows = [
        {"window": "all", "source": one["source"], "target": one["target"], "quad": quad,
         "weight": float(one["report_count_distinct"]), "events": one["report_count"], "score": one["score_mean"]}
        for one in told.to_pylist() if one["report_count_distinct"] >= least
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (-one["weight"], one["source"], one["target"]))
