"""Words that name a party and stand for none: titles, languages, what is said behind them."""

import pytest

from tests.world.test_who_in_one_sentence import scene


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Norway met Chile. Pope Francis prayed.", {"NOR", "CHL", "VAT"}),
        ("A Russian-speaking crew sailed from Norway in a US-built ship.", set()),
        ("Ukraine's Party of Regions lost. The northern regions rejoiced.", {"UKR"}),
    ],
)
def test_what_is_no_party_by_itself_is_given_none(text, named):
    seen = scene(text, "en")
    assert {p.split("/")[0] for m in seen.findings.mentions for p in seen.parties(m.id)} == named


def test_those_points_to_what_is_said_behind_it():
    seen = scene("Norwegians and Chileans met. They helped those fleeing the flood.", "en")
    assert [seen.parties(m.id) for m in seen.findings.mentions if m.text == "those"] == [()]


def test_a_title_in_front_of_a_name_is_nobody_beside_its_bearer():
    seen = scene(
        "Norway will host Foreign Secretary Jana Melnik and Lithuania. Canada sent Deputy Minister Tim Roe.", "en"
    )
    titles = [m for m in seen.findings.mentions if m.kind == "adjective"]
    assert titles
    assert all(set(seen.parties(m.id)) <= {"CAN"} for m in titles)
