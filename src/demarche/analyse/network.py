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

from dataclasses import dataclass
from typing import Any

import numpy as np

from demarche.analyse.arrays import alike, different, joined, recoded, spread
from demarche.analyse.centrality import CENTRALITIES, centralities
from demarche.analyse.shapes import Result, Table, columns, note
from demarche.analyse.taking import chosen, parties_asked, source, state
from demarche.archive import Archive, Coded, Filter, Frame

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
    found = archive.select("events", took).frame(("report", "actors", "recipients", "quad", "score"))
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


@dataclass(frozen=True)
class Acting:
    """Row, acting party and party acted on (numbers of ``names``), for every pair in the events; none with itself."""

    row: Any
    source: Any
    target: Any
    names: list[str]


def acting(found: Frame) -> Acting:
    """Who acts on whom in each event."""
    (from_codes, to_codes), lists = alike(*(recoded(found[name], _plain) for name in ("actors", "recipients")))
    from_row, from_code, names = spread(Coded(from_codes, lists))
    to_row, to_code, _ = spread(Coded(to_codes, lists))
    left, right = joined(from_row, to_row)
    # Where nobody receives, what the actors do they do with each other.
    alone = np.flatnonzero(found["recipients"].each(lambda codes: not codes, bool, False)[from_row])
    a, b = joined(from_row[alone], from_row[alone])
    row = np.concatenate([from_row[left], from_row[alone[a]]])
    source_ = np.concatenate([from_code[left], from_code[alone[a]]])
    target = np.concatenate([to_code[right], from_code[alone[b]]])
    apart = source_ != target
    return Acting(row[apart], source_[apart], target[apart], names)


def _plain(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Codes without what stands behind the slash."""
    return tuple(state(code) for code in codes)


def _edges(pairs: Acting, found: Frame, quad: int, least: int) -> list[dict[str, Any]]:
    kept = np.arange(len(pairs.row)) if quad == 0 else np.flatnonzero(found["quad"].data[pairs.row] == quad)
    row, size = pairs.row[kept], len(pairs.names)
    keys, edge = np.unique(pairs.source[kept].astype(np.int64) * size + pairs.target[kept], return_inverse=True)
    reports = different(edge, found["report"].codes[row], len(keys))
    score = found["score"].data[row]
    known = ~np.isnan(score)
    scored = np.bincount(edge[known], minlength=len(keys))
    mean = np.bincount(edge[known], weights=score[known], minlength=len(keys)) / np.maximum(scored, 1)
    events = np.bincount(edge, minlength=len(keys))
    rows = [
        {"window": "all", "source": pairs.names[keys[n] // size], "target": pairs.names[keys[n] % size], "quad": quad,
         "weight": float(reports[n]), "events": int(events[n]), "score": float(mean[n]) if scored[n] else None}
        for n in np.flatnonzero(reports >= least).tolist()
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (-one["weight"], one["source"], one["target"]))
