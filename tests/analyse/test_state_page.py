"""The state of play of an archive as people read it: what stands in the matrix and in the sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from affair import event, position, report

from demarche import analyse
from demarche.analyse import Dossier
from demarche.analyse.periods import after, all_between
from demarche.archive import Incoming, Writer
from demarche.show.charts.state_page import MOST_ISSUES, play
from demarche.show.charts.theme import Words, as_name
from demarche.show.state import StateOfPlay

Make = Callable[..., Dossier]


def page(d: Dossier, **asked: str) -> StateOfPlay:
    return play(d.analyse.state(**asked), Words.of("en"))


def notes(made: StateOfPlay, key: str) -> list[str]:
    return [line.note for section in made.sections if section.key == key for line in section.lines]


def test_a_meeting_that_was_to_come_is_not_to_come_any_more(dossier: Make) -> None:
    met = event("CONSULT", "NOR SWE", status="future", when="2024-02-10")
    d = dossier(report("2024-02-01", met))
    assert notes(page(d), "meetings") == ["10 February 2024, to come"]
    later = [Incoming(report("2024-02-20", position("NOR", "accept", "aid")))]
    Writer(d.path).add(later)
    assert notes(page(analyse.open(d.path)), "meetings") == ["10 February 2024, was announced"]


def test_on_the_last_day_the_same_meetings_are_to_come_as_without_a_day(dossier: Make) -> None:
    met = event("CONSULT", "NOR SWE", status="future", when="2024-02-10")
    d = dossier(report("2024-02-01", met), report("2024-03-01", event("CONSULT", "NOR FIN")))
    assert notes(page(d, on="2024-02-01"), "meetings") == ["10 February 2024, to come"]
    assert notes(page(d, on="2024-01-31"), "meetings") == []
    assert notes(page(d, on="2024-03-01"), "meetings") == notes(page(d), "meetings")


def test_a_report_whose_date_is_none_spoils_no_state_of_play(dossier: Make) -> None:
    d = dossier(report("soon", event("CONSULT", "NOR SWE")), report("2024-03-01", event("CONSULT", "NOR FIN")))
    assert len(notes(page(d, on="2024-03-01"), "meetings")) == 1


def test_a_meeting_known_to_its_month_may_still_come_within_it(dossier: Make) -> None:
    met = event("CONSULT", "NOR SWE", status="future", when="2024-02")
    d = dossier(report("2024-02-01", met), report("2024-02-20", position("NOR", "accept", "aid")))
    assert notes(page(d), "meetings") == ["February 2024, to come"]


def test_parties_without_a_stance_on_the_issues_shown_have_no_column_and_the_others_are_counted(
    dossier: Make,
) -> None:
    places = [f"Place {n:02}" for n in range(MOST_ISSUES + 2)]
    held = [position("NOR", "accept", "aid", place) for place in places[:-1]]
    d = dossier(report("2024-01-02", *held), report("2024-01-01", position("SWE", "accept", "aid", places[-1])))
    made = page(d)
    assert [code for code, _ in made.parties] == ["NOR"]
    assert (len(made.rows), made.left_out) == (MOST_ISSUES, 2)


@pytest.mark.parametrize(
    ("known", "shown"),
    [("oost-europa", "Oost-Europa"), ("zwarte zee", "Zwarte Zee"), ("sint-maarten", "Sint-Maarten"), ("'s", "'S")],
)
def test_a_place_is_written_with_capitals(known: str, shown: str) -> None:
    assert as_name(known) == shown


def test_where_nothing_is_known_no_report_is_spoken_of(dossier: Make) -> None:
    d = dossier(report("2024-01-02", position("NOR", "accept", "aid")))
    made = page(d, on="2010")
    assert not made.rows and not made.sections
    assert "this report" not in made.nothing


@pytest.mark.parametrize("per", ["day", "week", "month", "year"])
def test_periods_end_where_the_calendar_does(per: str) -> None:
    found = all_between(date(9999, 10, 3), date.max, per)
    assert found == sorted(set(found)) and found[-1] <= date.max
    assert after(found[-2], per) == found[-1] if len(found) > 1 else True
