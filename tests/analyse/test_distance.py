"""Distance between parties: worked out by hand, and what is not guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from affair import position, report

from demarche.analyse import Dossier
from demarche.errors import SettingError

Make = Callable[..., Dossier]


def test_the_distance_is_half_the_difference_of_mean_stances(dossier: Make) -> None:
    d = dossier(report(
        "2024-01-01",
        position("NOR", "oppose", "aid", "SYR"), position("NOR", "open", "aid", "SYR"),  # mean -1/2
        position("DNK", "support", "aid", "SYR"),  # mean 1
        position("NOR", "support", "trade", "fish"), position("DNK", "support", "trade", "fish"),  # 1 and 1
        position("NOR", "support", "migration"),
    ))  # fmt: skip
    found = d.analyse.distance("NOR", "DNK")
    row = found.rows()[0]
    assert (row["distance"], row["issues"], row["statements"]) == (pytest.approx((0.75 + 0) / 2), 2, 5)
    by_topic = {r["topic"]: r for r in found.more["issues"].rows()}
    assert by_topic["aid"]["distance"] == pytest.approx(0.75)
    assert (by_topic["migration"]["distance"], by_topic["migration"]["statements_b"]) == (None, 0)


def test_few_statements_give_a_wide_interval_and_many_a_narrow_one(dossier: Make) -> None:
    few = dossier(report("2024-01-01", position("NOR", "oppose", "aid"), position("DNK", "support", "aid")))
    row = few.analyse.distance("NOR", "DNK").rows()[0]
    assert (row["distance"], row["high"]) == (1.0, 1.0)
    assert row["low"] < 0.3


def test_with_many_statements_the_interval_is_narrow(dossier: Make) -> None:
    many = [position(who, stance, "aid") for who, stance in (("NOR", "oppose"), ("DNK", "support")) for _ in range(60)]
    row = dossier(report("2024-01-01", *many)).analyse.distance("NOR", "DNK").rows()[0]
    assert row["low"] > 0.9


def test_parties_without_a_shared_issue_are_said_not_guessed(dossier: Make) -> None:
    d = dossier(report("2024-01-01", position("NOR", "support", "aid"), position("DNK", "support", "trade")))
    found = d.analyse.distance("NOR", "DNK")
    assert found.rows() == []
    assert {note.key for note in found.notes} == {"distance_no_issue", "distance_one_sided"}


def test_coming_closer_shows_as_a_fall_with_its_chance(dossier: Make) -> None:
    def month(n: int, stance: str) -> list[object]:
        return [report(f"2024-{n:02}-10", *(position("NOR", stance, "aid") for _ in range(9)),
                       *(position("DNK", "support", "aid") for _ in range(9)))]  # fmt: skip

    d = dossier(*month(1, "oppose"), *month(2, "support"))
    rows = [row for row in d.analyse.distance("NOR", "DNK", memory=31).rows() if row["period"]]
    assert [row["period"] for row in rows] == [date(2024, 1, 1), date(2024, 2, 1)]
    # Thirty-one days before March begins: January's report has fallen out of the window.
    assert (rows[0]["distance"], rows[1]["distance"], rows[1]["change"]) == (1.0, 0.0, -1.0)
    assert rows[1]["closer"] > 0.99


def test_all_pairs_are_compared_where_no_party_is_named(dossier: Make) -> None:
    held = (("NOR", "support"), ("DNK", "oppose"), ("SWE", "open"))
    d = dossier(report("2024-01-01", *(position(party, stance, "aid") for party, stance in held)))
    rows = d.analyse.distance().rows()
    assert {(row["a"], row["b"]): row["distance"] for row in rows} == {
        ("DNK", "NOR"): 1.0, ("DNK", "SWE"): 0.5, ("NOR", "SWE"): 0.5,
    }  # fmt: skip


def test_the_same_archive_gives_the_same_interval(dossier: Make) -> None:
    d = dossier(report("2024-01-01", position("NOR", "open", "aid"), position("DNK", "support", "aid")))
    assert d.analyse.distance("NOR", "DNK").rows() == d.analyse.distance("NOR", "DNK").rows()


def test_a_distance_needs_two(dossier: Make) -> None:
    with pytest.raises(SettingError, match="between two"):
        dossier().analyse.distance("NOR")
