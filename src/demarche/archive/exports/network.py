"""Who deals with whom, as a graph: GraphML and GEXF (Gephi, networkx, igraph, Cytoscape)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demarche.archive.door import Archive
from demarche.archive.exports.base import Written, countries, happened, party_name, sector, sides, text_columns
from demarche.archive.filters import Filter

NODE = {
    "label": "English name of the party",
    "kind": "state, body or group",
    "sector": "sector, where the party is a part of a state",
    "events": "events that the party is in",
}
EDGE = {
    "label": "PLOVER type",
    "weight": "number of events from the one party to the other, of this type",
    "quad": "quad class, 1 to 4",
    "score": "mean PLOVER score, -10 to 10",
    "first": "date of the first event",
    "last": "date of the last event",
    "ids": "ids of the events, joined by ;",
}
#: Attribute types, by the names that GraphML and GEXF share.
KINDS = {"events": "int", "weight": "double", "quad": "int", "score": "double"}
_BAD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))  # XML 1.0 can't hold them


@dataclass(slots=True)
class Edge:
    """All events of one type from one party to another."""

    source: str
    target: str
    type: str
    quad: int | None
    scores: list[float] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        """The edge's attributes; what is not known is left out."""
        found = {
            "label": self.type,
            "weight": float(len(self.ids)),
            "quad": self.quad,
            "score": round(sum(self.scores) / len(self.scores), 3) if self.scores else None,
            "first": min(self.days, default=None),
            "last": max(self.days, default=None),
            "ids": ";".join(self.ids),
        }
        return {name: value for name, value in found.items() if value is not None}


def graph(archive: Archive, filter: Filter) -> tuple[dict[str, dict[str, Any]], list[Edge], tuple[str, ...]]:
    """Nodes with their attributes, edges, and notes on what was left out (events that name nobody else: no edge)."""
    rows, notes = happened(archive, filter)
    edges: dict[tuple[str, str, str], Edge] = {}
    nodes: dict[str, dict[str, Any]] = {}
    for row in rows:
        for code in dict.fromkeys((*row["actors"], *row["recipients"])):
            nodes.setdefault(code, _node(code))["events"] += 1
        for a, b in sides(row):
            if b:
                edge = edges.setdefault((a, b, row["type"]), Edge(a, b, row["type"], row["quad"]))
                edge.ids.append(row["id"])
                edge.scores += [row["score"]] if row["score"] is not None else []
                edge.days += [str(row["date"])] if row["date"] else []
    return dict(sorted(nodes.items())), [edges[key] for key in sorted(edges)], notes


def _node(code: str) -> dict[str, Any]:
    front = code.split("/")[0]
    kind = "state" if front in countries() else "group" if front.startswith("X:") else "body"
    return {"label": party_name(code) + (f" ({sector(code)})" if sector(code) else ""), "kind": kind,
            "sector": sector(code), "events": 0}  # fmt: skip


def write_graphml(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """GraphML: plain, a directed graph with an edge for each pair of parties and type."""
    nodes, edges, notes = graph(archive, filter)
    root = ET.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for domain, names in (("node", NODE), ("edge", EDGE)):
        for name in names:
            kind = KINDS.get(name, "string")
            ET.SubElement(root, "key", {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind})
    inner = ET.SubElement(root, "graph", id="dossier", edgedefault="directed")
    for code, values in nodes.items():
        _data(ET.SubElement(inner, "node", id=_clean(code)), "node", values)
    for n, edge in enumerate(edges):
        place = {"id": f"e{n}", "source": _clean(edge.source), "target": _clean(edge.target)}
        _data(ET.SubElement(inner, "edge", place), "edge", edge.values())
    return _write(root, out, nodes, edges, notes)


def _data(element: ET.Element, domain: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=f"{domain}_{name}").text = _clean(str(value))


def write_gexf(archive: Archive, filter: Filter, out: Path) -> list[Written]:
    """GEXF 1.2, as Gephi reads it: labels, weights and typed attributes; edges live from their first to last date."""
    nodes, edges, notes = graph(archive, filter)
    root = ET.Element("gexf", xmlns="http://www.gexf.net/1.2draft", version="1.2")
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "demarche"
    inner = ET.SubElement(root, "graph", mode="dynamic", defaultedgetype="directed", timeformat="date")
    own = {"node": [n for n in NODE if n != "label"], "edge": [n for n in EDGE if n not in ("label", "weight")]}
    for domain, names in own.items():
        box = ET.SubElement(inner, "attributes", {"class": domain, "mode": "static"})
        for name in names:
            ET.SubElement(box, "attribute", id=name, title=name, type=_gexf_kind(name))
    box = ET.SubElement(inner, "nodes")
    for code, values in nodes.items():
        _values(ET.SubElement(box, "node", id=_clean(code), label=_clean(values["label"])), own["node"], values)
    box = ET.SubElement(inner, "edges")
    for n, edge in enumerate(edges):
        values = edge.values()
        place = {"id": str(n), "source": _clean(edge.source), "target": _clean(edge.target)}
        place |= {"label": edge.type, "kind": edge.type, "weight": str(values["weight"])}
        place |= {"start": values["first"], "end": values["last"]} if edge.days else {}
        _values(ET.SubElement(box, "edge", place), own["edge"], values)
    return _write(root, out, nodes, edges, notes)


def _gexf_kind(name: str) -> str:
    return {"int": "integer"}.get(KINDS.get(name, "string"), KINDS.get(name, "string"))


def _values(element: ET.Element, names: Iterable[str], values: Mapping[str, Any]) -> None:
    box = ET.SubElement(element, "attvalues")
    for name in names:
        if name in values:
            ET.SubElement(box, "attvalue", {"for": name, "value": _clean(str(values[name]))})


def _write(
    root: ET.Element, out: Path, nodes: Mapping[str, Any], edges: list[Edge], notes: tuple[str, ...]
) -> list[Written]:
    ET.indent(root)
    ET.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return [
        Written(f"{out.name}:nodes", len(nodes), text_columns(NODE)),
        Written(f"{out.name}:edges", len(edges), text_columns(EDGE), notes),
    ]


def _clean(text: str) -> str:
    return text.translate(_BAD)
