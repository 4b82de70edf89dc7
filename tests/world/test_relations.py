"""What two parties are to each other at the date of a report."""

import pytest

from demarche.world import load


@pytest.mark.parametrize(
    ("one", "other", "at", "expected"),
    [
        ("RUS/MIL", "UKR", "2022-03-01", "war"),
        ("UKR", "RUS", "2003", "ally"),
        ("USA", "FRA", "2010-05", "ally"),
        ("IRN", "SAU", "2019-09-15", "rival"),
        ("IRN", "SAU", "2024-01-01", "none"),
        ("NLD/GOV", "NLD/CVL", None, "self"),
        ("PER", "CHL", "2020", "none"),
    ],
)
def test_relations_hold_at_their_dates_whichever_is_named_first(one, other, at, expected):
    assert load().relation(one, other, at) == load().relation(other, one, at) == expected
