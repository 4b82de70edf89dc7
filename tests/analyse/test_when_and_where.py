"""Timeline, map, forces and outlets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from affair import event, force, promise, report, statement

from demarche.analyse import Dossier, places

Make = Callable[..., Dossier]


def test_an_event_stands_on_its_own_day_not_on_that_of_the_report(dossier: Make) -> None:
    d = dossier(report("2024-01-10", event("CONSULT", "NOR DNK", when="2024-01-03"), event("ACCUSE", "NOR", "DNK")))
    assert [(r["date"].day, r["type"], r["dated_by"]) for r in d.analyse.timeline().rows()] == [
        (3, "CONSULT", "text"), (10, "ACCUSE", "report"),
    ]  # fmt: skip
    assert len(d.analyse.timeline(dated="text").rows()) == 1


def test_what_many_reports_tell_is_one_entry(dossier: Make) -> None:
    told = [report(f"2024-01-{n:02}", event("CONSULT", "NOR DNK", when="2024-01-03")) for n in (4, 5, 6)]
    (row,) = dossier(*told).analyse.timeline().rows()
    assert row["reports"] == 3


def test_what_is_to_come_is_announced_for_its_day(dossier: Make) -> None:
    d = dossier(report(
        "2024-01-10", event("CONSULT", "NOR DNK", status="future", when="2024-02-01"),
        promise("NOR", "publish the soundings", "2024-06"), event("ASSAULT", "NOR", "DNK", status="negated"),
    ))  # fmt: skip
    rows = d.analyse.timeline().rows()
    assert [(r["date"], r["kind"], r["type"]) for r in rows] == [
        (date(2024, 2, 1), "announced", "CONSULT"), (date(2024, 6, 30), "announced", "DEADLINE"),
    ]  # fmt: skip


def test_only_the_most_told_of_are_kept_and_that_is_said(dossier: Make) -> None:
    d = dossier(
        report("2024-01-10", event("ACCUSE", "NOR", "DNK", when="2024-01-01"), event("AID", "SWE", "FIN")),
        report("2024-01-11", event("ACCUSE", "NOR", "DNK", when="2024-01-01")),
    )
    found = d.analyse.timeline(top=1)
    assert [row["type"] for row in found.rows()] == ["ACCUSE"]
    assert [dict(note.parts) for note in found.notes if note.key == "timeline_top"] == [{"top": 1, "all": 2}]


@pytest.mark.parametrize(
    ("place", "country", "precision", "disputed"),
    [
        ("Genève, CHE", "CHE", "city", None),
        ("Geneva, CHE", "CHE", "city", None),
        ("UKR", "UKR", "country", None),
        ("a field near the border, UKR", "UKR", "country", None),
        ("Sevastopol, RUS", "RUS", "city", "Crimea"),
        ("Sevastopol, UKR", "UKR", "city", "Crimea"),
        ("Taipei, TWN", "TWN", "city", "Taiwan"),
        ("Srinagar, IND", "IND", "city", "Kashmir"),
        ("XKX", "XKX", "country", "Kosovo"),
    ],
)
def test_a_place_is_as_exact_as_the_text(place: str, country: str, precision: str, disputed: str | None) -> None:
    spot = places.find(place)
    assert spot is not None
    assert (spot.country, spot.precision, places.disputed(spot)) == (country, precision, disputed)


def test_a_place_of_no_table_and_a_name_of_many_towns_are_not_guessed() -> None:
    assert places.find("the long table") is None
    assert places.find("Córdoba") is None


def test_a_place_in_two_languages_is_one_spot_on_the_map(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", event("CONSULT", "NOR DNK", where="Genève, CHE")),
        report("2024-01-02", event("CONSULT", "NOR DNK", where="Geneva, CHE"),
               event("ACCUSE", "NOR", "DNK", where="Geneva, CHE")),
        report("2024-01-03", event("ACCUSE", "NOR", "DNK", where="behind the hills"), event("ACCUSE", "NOR", "DNK")),
    )  # fmt: skip
    found = d.analyse.map()
    (row,) = found.rows()
    assert (row["place"], row["events"], row["reports"], row["conflict"]) == ("Geneva", 3, 2, pytest.approx(1 / 3))
    assert [r["place"] for r in found.more["unknown"].rows()] == ["behind the hills"]
    assert {note.key: note.parts.get("n") for note in found.notes}["map_without"] == 1


def test_figures_of_several_sources_stand_side_by_side(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", force("NOR", "ships", 10, claimed_by="DNK"), force("NOR", "ships", 3, 4)),
        report("2024-01-20", force("NOR", "ships", 5), outlet="Gazette"),
    )
    found = d.analyse.forces("NOR")
    told = sorted((r["low"], r["high"], r["told_by"], r["claimed"]) for r in found.rows())
    assert told == [(3, 4, "Courier", False), (5, 5, "Gazette", False), (10, 10, "DNK", True)]
    (span,) = found.more["spans"].rows()
    assert (span["lowest"], span["lowest_by"], span["highest"], span["highest_by"]) == (3, "Courier", 10, "DNK")
    assert span["tellers"] == 3
    assert d.analyse.forces(what="tanks").rows() == []


def test_an_outlet_is_told_by_whom_it_quotes(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", statement("NOR", "Ola Vik"), statement("NOR"), statement("DNK"),
               event("ACCUSE", "NOR", "DNK")),
        report("2024-01-02", event("AID", "NOR", "DNK", claimed_by="NOR"), outlet="Gazette"),
        report("2024-01-03", outlet=None),
    )  # fmt: skip
    found = d.analyse.outlets()
    by_name = {row["outlet"]: row for row in found.rows()}
    assert (by_name["Courier"]["statements"], by_name["Courier"]["unnamed"]) == (3, pytest.approx(2 / 3))
    assert (by_name["Gazette"]["claims"], by_name["Gazette"]["conflict"]) == (1, 0)
    quoted = {row["party"]: row["share"] for row in found.more["quoted"].rows()}
    assert quoted == {"NOR": pytest.approx(2 / 3), "DNK": pytest.approx(1 / 3)}
    assert {note.key for note in found.notes} == {"outlets_no_copies", "outlets_unknown"}


def test_figures_far_apart_contradict_and_close_ones_do_not(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", force("NOR", "troops", 100)),
        report("2024-01-02", force("NOR", "troops", 500), force("NOR", "ships", 3), outlet="Gazette"),
        report("2024-01-03", force("NOR", "ships", 4)),
    )
    (row,) = d.analyse.outlets().more["contradictions"].rows()
    assert (row["what"], row["one"], row["one_outlet"], row["other"]) == ("troops", "100", "Courier", "500")
