"""Persons count for the office they held at the date, whatever spelling the report uses."""

import pytest

from demarche.world import FILE, load
from demarche.world.dates import covered, interval
from demarche.world.names import fold, key, skeleton


def party(name, at):
    """Party of the likeliest person of a full name at a date."""
    known = load()
    terms = [known.terms(number, at)[0] for number in known.persons_named(name)]
    best = max(terms, key=lambda term: term.cover * term.rank)
    return best.party if best.cover > 0 else None


@pytest.mark.parametrize(
    ("name", "at", "expected"),
    [
        ("Mark Rutte", "2020-01-15", "NLD"),
        ("Mark Rutte", "2025-01", "NATO"),
        ("Jens Stoltenberg", "2012", "NOR"),
        ("Jens Stoltenberg", "2016", "NATO"),
        ("Donald Tusk", "2016-06", "EU"),
        ("Donald Tusk", "2024-06", "POL"),
        ("Sergei Lavrov", "2015-02", "RUS"),
        ("Sergej Lavrov", "2025", "RUS"),
        ("Wang Yi", "2021", "CHN"),
        ("Mevlüt Çavuşoğlu", "2019", "TUR"),
        ("Jean-Yves Le Drian", "2019", "FRA"),
        ("Barack Obama", "2012", "USA"),
        ("Barack Obama", "2022", None),
        ("Ursula von der Leyen", "2016", "DEU"),
        ("Ursula von der Leyen", "2022-02-24", "EU"),
    ],
)
def test_a_person_counts_for_the_office_held_at_the_date(name, at, expected):
    assert party(name, at) == expected


@pytest.mark.parametrize("name", ["Vladimir Poetin", "Vladimir Putin", "Wladimir Putin"])
def test_spellings_of_one_name_meet(name):
    assert party(name, "2015") == "RUS"


@pytest.mark.parametrize(
    "spellings",
    [
        ("Rjabkov", "Ryabkov"),
        ("Zelensky", "Zelenskyy", "Zelenski", "Zelenskiy"),
        ("Porosjenko", "Poroshenko"),
        ("Loekasjenko", "Lukashenko"),
        ("Rohani", "Rouhani"),
        ("Erdogan", "Erdoğan"),
        ("Orban", "Orbán"),
        ("Zacharova", "Zakharova"),
    ],
)
def test_surnames_are_found_in_every_spelling(spellings):
    found = [set(load().persons_surnamed(name)) for name in spellings]
    assert set.intersection(*found)


def test_the_person_is_named_as_the_language_writes_the_name():
    known = load()
    number = known.persons_named("Sergei Ryabkov")[0]
    assert known.person(number, "nl") == "Sergej Rjabkov"


def test_a_year_or_month_is_an_interval():
    assert [d.isoformat() for d in interval("2020-02")] == ["2020-02-01", "2020-02-29"]
    assert covered("2020-07-01", "", interval("2020")) == pytest.approx(0.8, abs=0.01)
    assert covered("2019-01-01", "2020-12-31", interval("2020-03")) == 1.0
    assert 0 < covered("2015-01-01", "2019-12-01", interval("2020-03")) < 0.5
    assert covered("2015-01-01", "2016-12-01", interval("2020-03")) == 0.0


def test_there_are_six_thousand_holders_with_dates_and_each_has_a_source():
    data = load()._data
    dated = {row[0] for row in data["held"] if row[5] and "assumed" not in data["held_sources"][row[7]]}
    assert len(dated) >= 6000
    assert all(data["held_sources"][row[7]] for row in data["held"])


def test_there_are_120_organisations_groups_agencies_and_outlets_in_every_language():
    kinds = {"organisation", "group", "agency", "outlet", "ngo"}
    for forms in load()._data["forms"].values():
        assert len({row[3] for rows in forms.values() for row in rows if row[1] in kinds}) >= 120


def test_members_of_an_organisation_depend_on_the_date():
    assert "GBR" in load().members("EU", "2019-06") and "GBR" not in load().members("EU", "2021")
    assert "FIN" not in load().members("NATO", "2022") and "FIN" in load().members("NATO", "2024")


def test_the_packed_world_is_small():
    assert FILE.stat().st_size < 6_000_000


def test_folding_keeps_letters_apart_that_accents_only_mark():
    assert fold("Oekraïne") == "oekraine" and fold("U.S.") == "us" and key("Al-Qaeda") == "al qaeda"
    assert skeleton("poetin") == skeleton("putin")
