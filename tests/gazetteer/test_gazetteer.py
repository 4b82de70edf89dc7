"""Places are found under any of their names, with their country."""

from __future__ import annotations

import pytest

from demarche.gazetteer import FILE, key, place, places


@pytest.mark.parametrize(
    ("name", "country"),
    [("Genève", "CHE"), ("Geneva", "CHE"), ("Kiev", "UKR"), ("Kyjiv", "UKR"), ("Moskou", "RUS"), ("Den Haag", "NLD"),
     ("Charkov", "UKR"), ("Loehansk", "UKR"), ("Sotsji", "RUS"), ("Sint-Petersburg", "RUS"), ("Straatsburg", "FRA"),
     ("Peking", "CHN"), ("Donetsk", "UKR"), ("Minsk", "BLR"), ("de Krim", "UKR"), ("Donbass", "UKR"),
     ("Gazastrook", "PSE"), ("Transnistrië", "MDA"), ("Kaliningrad", "RUS"), ("ZÜRICH", "CHE")],
)  # fmt: skip
def test_a_place_lies_in_its_country(name: str, country: str) -> None:
    found = place(name)
    assert found is not None and found.country == country


def test_a_sea_has_no_country() -> None:
    assert place("Zwarte Zee") == place("Black Sea") and place("Zwarte Zee").country == ""  # type: ignore[union-attr]


def test_homonyms_are_all_given_the_largest_first() -> None:
    found = places("Tripoli")
    assert {p.country for p in found} >= {"LBY", "LBN"} and found[0].country == "LBY"
    assert place("Tripoli", "LBN").country == "LBN"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["", "zzzz", "aaa", "\t", "\n", "Genève\tCHE"])
def test_what_is_no_place_gives_none(name: str) -> None:
    assert places(name) == ()


def test_a_key_forgets_case_accents_hyphens_and_articles() -> None:
    assert key("de Sint-Petersburgse  Łódź") == "sint petersburgse lodz"


def test_the_table_stays_small() -> None:
    assert FILE.stat().st_size <= 1_500_000
