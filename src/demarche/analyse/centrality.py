"""Who stands in the middle of a network.

- ``degree``: with how many others a node is joined, over how many there are (0 to 1);
- ``strength``: sum of the weights at it, signs left aside;
- ``betweenness``: share of shortest paths between others that run through it (0 to 1), every edge of length 1: a
  weight here counts texts, and twice the texts do not make a shorter road;
- ``eigenvector``: high for nodes joined to nodes that are high; its squares sum to 1. Null where it does not settle.

References: Freeman, Social Networks 1 (1978) 215-239, doi:10.1016/0378-8733(78)90021-7; Bonacich, American Journal of
Sociology 92 (1987) 1170-1182, doi:10.1086/228631.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from demarche.analyse.shapes import columns

CENTRALITIES = columns(
    ("window", "text", "first day of the time window; 'all' for the whole range"),
    ("node", "text", "party or concept"),
    ("kind", "text", "party or concept"),
    ("degree", "float", "others it is joined with, over all others", "0 to 1"),
    ("strength", "float", "sum of absolute weights at it", "as the weights"),
    ("betweenness", "float", "share of shortest paths that run through it", "0 to 1"),
    ("eigenvector", "float", "eigenvector centrality; null where it does not settle", "0 to 1"),
)

_TURNS, _SETTLED = 1000, 1e-6  # of powers: the most, and by how much a node may still move


def centralities(edges: Iterable[Mapping[str, Any]], *, directed: bool, two_mode: bool = False) -> list[dict[str, Any]]:
    """Rows of :data:`CENTRALITIES` for every window of the edges, strongest first."""
    by_window: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for edge in edges:
        by_window[edge["window"]].append(edge)
    return [row for window, some in by_window.items() for row in _of(window, some, directed, two_mode)]


def _of(window: str, edges: list[Mapping[str, Any]], directed: bool, two_mode: bool) -> list[dict[str, Any]]:
    import networkx as nx

    graph = nx.DiGraph() if directed else nx.Graph()
    strength: dict[str, float] = defaultdict(float)
    concepts = {edge["target"] for edge in edges} if two_mode else set()
    for edge in edges:
        a, b, weight = edge["source"], edge["target"], abs(edge["weight"])
        strength[a] += weight
        strength[b] += weight
        known = graph.get_edge_data(a, b, {}).get("weight", 0)
        graph.add_edge(a, b, weight=known + weight)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    # Degree counts the others it has an edge with, in either direction.
    plain = graph.to_undirected() if directed else graph
    others = max(1, len(graph) - 1)
    between = nx.betweenness_centrality(graph)
    rows = [
        {"window": window, "node": node, "kind": "concept" if node in concepts else "party",
         "degree": plain.degree(node) / others, "strength": strength[node], "betweenness": between[node],
         "eigenvector": value}
        for node, value in _eigenvector(plain).items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["strength"], row["node"]))


def _eigenvector(graph: Any) -> dict[str, float | None]:
    """By powers of the matrix plus one, as networkx does it, all edges at once."""
    nodes = {node: n for n, node in enumerate(graph)}
    edges = [(nodes[a], nodes[b], weight) for a, b, weight in graph.edges(data="weight", default=1)]
    if not nodes:
        return {}
    ends = np.array([(a, b) for a, b, _ in edges], np.int64).reshape(-1, 2)
    weights = np.array([weight for _, _, weight in edges], float)
    to, start = np.r_[ends[:, 1], ends[:, 0]], np.r_[ends[:, 0], ends[:, 1]]
    weights = np.r_[weights, weights]
    now = np.full(len(nodes), 1 / len(nodes))
    for _ in range(_TURNS):
        last = now
        now = last + np.bincount(to, weights=last[start] * weights, minlength=len(nodes))
        now /= np.linalg.norm(now) or 1
        if np.abs(now - last).sum() < len(nodes) * _SETTLED:
            return dict(zip(nodes, now.tolist(), strict=True))
    return dict.fromkeys(nodes)  # it does not settle, as in some two-mode networks
