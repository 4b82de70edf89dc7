"""Who acts on whom, and who stands in the middle."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from affair import event, report

from demarche.analyse import Dossier
from demarche.analyse.centrality import centralities

Make = Callable[..., Dossier]


def edges(d: Dossier, **options: object) -> dict[tuple[str, str, int], float]:
    """Weights of the network by source, target and quad class."""
    return {(r["source"], r["target"], r["quad"]): r["weight"] for r in d.analyse.network(**options).rows()}


def test_an_edge_counts_reports_not_events(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", event("ACCUSE", "NOR", "DNK"), event("ACCUSE", "NOR", "DNK"), event("AID", "NOR", "DNK")),
        report("2024-01-02", event("ASSAULT", "NOR/MIL", "DNK")),
    )
    assert edges(d) == {("NOR", "DNK", 0): 2, ("NOR", "DNK", 2): 1, ("NOR", "DNK", 3): 1, ("NOR", "DNK", 4): 1}
    (whole,) = d.analyse.network(quad=0).rows()
    assert whole["events"] == 4
    assert whole["score"] == pytest.approx((-3 - 3 + 10 - 9) / 4)


def test_who_meets_acts_on_each_other(dossier: Make) -> None:
    d = dossier(report("2024-01-01", event("CONSULT", "NOR DNK SWE")))
    assert len(edges(d, quad=1)) == 6


def test_every_actor_acts_on_every_recipient(dossier: Make) -> None:
    d = dossier(report("2024-01-01", event("ACCUSE", "NOR DNK", "RUS BLR")))
    assert {key[:2] for key in edges(d, quad=3)} == {(a, b) for a in ("NOR", "DNK") for b in ("RUS", "BLR")}


def test_a_party_has_no_edge_with_itself(dossier: Make) -> None:
    d = dossier(report("2024-01-01", event("ACCUSE", "USA/LEG", "USA/GOV"), event("MOBILIZE", "USA")))
    assert edges(d) == {}


def test_weak_edges_and_strangers_can_be_left_out(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", event("ACCUSE", "NOR", "DNK"), event("ACCUSE", "SWE", "FIN")),
        report("2024-01-02", event("ACCUSE", "NOR", "DNK")),
    )
    assert set(edges(d, quad=0, least=2)) == {("NOR", "DNK", 0)}
    assert {r["source"] for r in d.analyse.network("SWE").rows()} == {"SWE"}


def test_the_one_between_two_others_stands_in_the_middle() -> None:
    path = [{"window": "all", "source": a, "target": b, "weight": w} for a, b, w in (("A", "B", 2), ("B", "C", -1))]
    found = {row["node"]: row for row in centralities(path, directed=False)}
    # On a path of three: B has both others, every shortest path, and the root of two times the ends' share.
    assert [found[n]["degree"] for n in "ABC"] == [0.5, 1, 0.5]
    assert [found[n]["betweenness"] for n in "ABC"] == [0, 1, 0]
    assert [found[n]["strength"] for n in "ABC"] == [2, 3, 1]
    equal = {row["node"]: row["eigenvector"] for row in centralities(
        [edge | {"weight": 1} for edge in path], directed=False)}  # fmt: skip
    assert equal["B"] == pytest.approx(2**-0.5, abs=1e-4)
    assert equal["A"] == pytest.approx(0.5, abs=1e-4)


def test_no_edges_have_no_nodes() -> None:
    assert centralities([], directed=True) == []
