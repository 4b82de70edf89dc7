"""Discourse networks on a table of three parties and three concepts, worked out by hand.

        fish quota      open strait     joint patrol
NOR     yes 2           no 1            -
DNK     yes 1, no 1     no 2            yes 1
SWE     no 1            -               yes 3
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from affair import position, report

from demarche.analyse import Dossier
from demarche.analyse.discourse import Said, counts, network, statements, windows, without_duplicates
from demarche.analyse.discourse_counts import told
from demarche.archive import Filter
from demarche.errors import SettingError

Make = Callable[..., Dossier]
TABLE = {
    ("NOR", "fish", True): 2, ("NOR", "strait", False): 1, ("DNK", "fish", True): 1, ("DNK", "fish", False): 1,
    ("DNK", "strait", False): 2, ("DNK", "patrol", True): 1, ("SWE", "fish", False): 1, ("SWE", "patrol", True): 3,
}  # fmt: skip
SAID = [Said(*key) for key, n in TABLE.items() for _ in range(n)]
# Rows and columns in the order DNK, NOR, SWE; concepts fish, patrol, strait.


def one_mode(aggregation: str, normalisation: str = "no") -> list[float]:
    """Weights of DNK-NOR, DNK-SWE and NOR-SWE."""
    made = network(counts(SAID), "onemode", aggregation, normalisation)
    assert made.rows == ("DNK", "NOR", "SWE")
    assert np.array_equal(made.weights, made.weights.T)
    assert not made.weights.diagonal().any()
    return [float(made.weights[i, j]) for i, j in ((0, 1), (0, 2), (1, 2))]


def test_two_mode_weights_count_statements() -> None:
    assert network(counts(SAID), "twomode", "ignore").weights.tolist() == [[2, 1, 2], [2, 0, 1], [1, 3, 0]]


def test_two_mode_subtract_is_agreement_less_disagreement() -> None:
    assert network(counts(SAID), "twomode", "subtract").weights.tolist() == [[0, 1, -2], [2, 0, -1], [-1, 3, 0]]


def test_ignore_multiplies_mentions_whatever_was_said() -> None:
    # DNK-NOR: 2*2 + 2*1; DNK-SWE: 2*1 + 1*3; NOR-SWE: 2*1.
    assert one_mode("ignore") == [6, 5, 2]


def test_congruence_multiplies_what_both_say_alike() -> None:
    # DNK-NOR: fish yes 1*2, strait no 2*1; DNK-SWE: fish no 1*1, patrol yes 1*3; NOR-SWE: nothing.
    assert one_mode("congruence") == [4, 4, 0]


def test_conflict_multiplies_what_they_say_against_each_other() -> None:
    # DNK-NOR: fish no 1 * yes 2; DNK-SWE: fish yes 1 * no 1; NOR-SWE: fish yes 2 * no 1.
    assert one_mode("conflict") == [2, 1, 2]


def test_subtract_is_congruence_less_conflict() -> None:
    assert one_mode("subtract") == [2, 3, -2]


def test_average_divides_by_the_mean_number_of_statements() -> None:
    # DNK makes 5 statements, NOR 3, SWE 4.
    assert one_mode("congruence", "average") == [4 / 4, 4 / 4.5, 0]


def test_cosine_divides_by_the_product_of_the_numbers_of_statements() -> None:
    assert one_mode("congruence", "cosine") == pytest.approx([4 / 15, 4 / 20, 0])


def test_jaccard_divides_by_what_only_one_says_and_products_of_what_both_say() -> None:
    # DNK-NOR: only DNK says fish no 1, patrol yes 1; only NOR nothing; both: 1*2 + 2*1 = 4.
    # DNK-SWE: only DNK fish yes 1, strait no 2; only SWE nothing; both 1*1 + 1*3 = 4.
    # NOR-SWE: nothing in common: 3 and 4.
    assert one_mode("congruence", "jaccard") == pytest.approx([4 / (2 + 4), 4 / (3 + 4), 0])


def test_activity_divides_by_the_partys_statements_and_prominence_by_the_concepts() -> None:
    assert network(counts(SAID), "twomode", "ignore", "activity").weights[0].tolist() == [2 / 5, 1 / 5, 2 / 5]
    assert network(counts(SAID), "twomode", "subtract", "prominence").weights[:, 0].tolist() == [0, 2 / 5, -1 / 5]


def days(*said: tuple[str, str]) -> list[Said]:
    """NOR agreeing on fish, by document and day."""
    return [Said("NOR", "fish", True, document, date.fromisoformat(day)) for document, day in said]


@pytest.mark.parametrize(
    ("rule", "left"),
    [("include", 5), ("document", 4), ("week", 4), ("month", 3), ("year", 2), ("acrossrange", 1)],
)
def test_each_rule_for_duplicates_keeps_the_first_of_its_range(rule: str, left: int) -> None:
    said = days(("a", "2023-03-01"), ("a", "2023-03-01"), ("b", "2023-03-20"), ("c", "2023-04-03"), ("d", "2024-04-03"))
    assert len(without_duplicates(said, rule)) == left


def test_the_opposite_stance_is_no_duplicate() -> None:
    said = [Said("NOR", "fish", True, "a"), Said("NOR", "fish", False, "a")]
    assert len(without_duplicates(said, "acrossrange")) == 2


def test_windows_are_named_by_their_first_day() -> None:
    said = days(("a", "2023-03-01"), ("b", "2023-03-20"), ("c", "2023-04-03"))
    assert [(name, len(some)) for name, some in windows(said, "month")] == [("2023-03-01", 2), ("2023-04-01", 1)]
    assert [name for name, _ in windows(said, "whole")] == ["all"]


def test_positions_are_the_statements_and_open_takes_no_side(dossier: Make) -> None:
    d = dossier(report("2024-01-01", position("NOR", "demand", "aid", "SYR"), position("DNK", "offer", "aid", "SYR"),
                       position("SWE", "open", "aid", "SYR")))  # fmt: skip
    assert [(r["source"], r["target"], r["weight"]) for r in d.analyse.discourse().rows()] == [("DNK", "NOR", 1.0)]
    assert len(d.analyse.discourse(open_as="agree").rows()) == 3
    two = d.analyse.discourse(mode="twomode", aggregation="subtract", normalisation="no")
    assert {r["target"] for r in two.rows()} == {"aid: SYR"}


@pytest.mark.parametrize(
    "options",
    [{"mode": "three"}, {"mode": "twomode"}, {"normalisation": "activity"}, {"duplicates": "day"}, {"concept": "word"}],
)
def test_what_is_not_defined_is_refused(dossier: Make, options: dict[str, str]) -> None:
    with pytest.raises(SettingError):
        dossier(report("2024-01-01")).analyse.discourse(**options)


@pytest.mark.parametrize("rule", ["include", "document", "acrossrange"])
@pytest.mark.parametrize(("concept", "side"), [("issue", 0), ("topic", 1)])
@pytest.mark.parametrize("wanted", [frozenset(), frozenset({"NOR", "DNK"})])
def test_all_at_once_counts_as_one_by_one_does(
    affair: Dossier, rule: str, concept: str, side: int, wanted: frozenset[str]
) -> None:
    said = statements(affair, Filter(), concept, side)
    one_by_one = counts(without_duplicates([one for one in said if not wanted or one.actor in wanted], rule))
    at_once, every = told(affair, Filter(), (concept, rule, side), wanted)
    assert every == len(said) > 0
    assert (at_once.actors, at_once.concepts) == (one_by_one.actors, one_by_one.concepts)
    assert np.array_equal(at_once.x, one_by_one.x)


def test_nothing_told_makes_no_network(dossier: Make) -> None:
    found, every = told(dossier(), Filter(), ("issue", "document", 0), frozenset())
    assert (found.actors, found.concepts, every) == ((), (), 0)
