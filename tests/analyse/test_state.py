"""The state of play at a date: latest stances, how they got there, promises, threats, what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from affair import event, force, position, promise, report, threat

from demarche.analyse import Dossier
from demarche.analyse.shapes import Result
from demarche.errors import SettingError
from demarche.records_json import from_json

Make = Callable[..., Dossier]


def cell(result: Result, party: str, topic: str) -> dict[str, Any]:
    """The row of a party on a topic."""
    return next(row for row in result.rows() if row["party"] == party and row["topic"] == topic)


def test_the_latest_stance_is_shown_with_the_way_to_it(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", position("RUS", "oppose", "talks", "USA", "USA")),
        report("2024-02-01", position("RUS", "oppose", "talks", "USA", "USA")),
        report("2024-03-01", position("RUS", "accept", "talks", "USA", "USA", words="It will talk")),
    )
    row = cell(d.analyse.state(), "RUS", "talks")
    assert (row["stance"], row["side"], row["words"], row["mentions"]) == ("accept", 1, "It will talk", 3)
    assert row["path"] == "2024-01-01 oppose ×2 > 2024-03-01 accept"
    assert row["since"] == date(2024, 3, 1)


def test_at_an_earlier_date_what_came_later_is_not_known(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", position("RUS", "oppose", "aid")), report("2024-03-01", position("RUS", "accept", "aid"))
    )
    assert cell(d.analyse.state(on="2024-02"), "RUS", "aid")["stance"] == "oppose"


def test_two_stances_on_the_last_day_are_both_shown(dossier: Make) -> None:
    d = dossier(report("2024-01-01", position("RUS", "accept", "aid"), position("RUS", "reject", "aid")))
    row = cell(d.analyse.state(), "RUS", "aid")
    assert (row["stance"], row["side"]) == ("accept; reject", None)


def test_parts_of_a_state_stand_under_the_state(dossier: Make) -> None:
    d = dossier(report("2024-01-01", position("RUS/MIL", "accept", "aid"), position("RUS", "accept", "aid")))
    assert cell(d.analyse.state(), "RUS", "aid")["mentions"] == 2


def test_withdrawal_of_ones_own_forces_and_of_the_others_are_two_issues(dossier: Make) -> None:
    d = dossier(report("2024-01-01", position("RUS", "demand", "force-withdrawal", "NATO", "NATO"),
                       position("NATO", "demand", "force-withdrawal", "RUS", "RUS")))  # fmt: skip
    assert {(row["about"], row["party"]) for row in d.analyse.state().rows()} == {("NATO", "RUS"), ("RUS", "NATO")}


def test_what_changed_says_from_what_to_what(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", position("RUS", "oppose", "aid"), position("USA", "support", "aid")),
        report(
            "2024-03-01",
            position("RUS", "open", "aid"),
            position("USA", "accept", "aid"),
            position("EU", "support", "aid"),
        ),
    )
    found = d.analyse.state(changed_since="2024-02-01")
    changes = {row["party"]: (row["before"], row["now"], row["direction"]) for row in found.more["changes"].rows()}
    assert changes == {
        "RUS": ("oppose", "open", "towards"), "USA": ("support", "accept", "same side"), "EU": (None, "support", "new"),
    }  # fmt: skip
    assert [note.parts["n"] for note in found.notes if note.key == "state_moved"] == [1]


PROMISE = "deliver twelve icebreakers before winter"


@pytest.mark.parametrize(
    ("later", "on", "outcome"),
    [
        ([], "2024-02-01", "pending"),
        ([], "2024-06-01", "unknown"),
        ([event("AID", "NOR", "DNK", words="It will deliver icebreakers before winter")], "2024-06-01", "likely kept"),
        ([event("REJECT", "NOR", "DNK", words="Not deliver icebreakers before winter")], "2024-06-01", "likely missed"),
        ([event("AID", "DNK", "NOR", words="Denmark will deliver icebreakers before winter")], "2024-06-01", "unknown"),
        ([event("AID", "NOR", "DNK", words="Norway will deliver oranges in summer")], "2024-06-01", "unknown"),
    ],
)  # fmt: skip
def test_a_promise_is_kept_missed_or_unknown_by_the_words_of_later_deeds(
    dossier: Make, later: list[Any], on: str, outcome: str
) -> None:
    d = dossier(report("2024-01-01", promise("NOR", PROMISE, "2024-03")), report("2024-02-20", *later))
    (row,) = d.analyse.state(on=on).more["commitments"].rows()
    assert row["outcome"] == outcome
    assert (row["outcome_words"] is not None) == outcome.startswith("likely")


def test_a_deed_after_the_deadline_is_late_and_a_promise_without_a_date_has_none(dossier: Make) -> None:
    deed = event("AID", "NOR", "DNK", words="Norway will deliver the icebreakers before winter")
    made = promise("NOR", PROMISE, "2024-01-31"), promise("DNK", "study the matter")
    d = dossier(report("2024-01-01", *made), report("2024-02-20", deed))
    assert {row["outcome"] for row in d.analyse.state().more["commitments"].rows()} == {"late", "no date"}


def test_a_threat_stands_until_a_deed_carries_it_out(dossier: Make) -> None:
    made = threat("NOR", "If vessels come closer", "harbours close to every vessel")
    d = dossier(report("2024-01-01", made), report("2024-02-01", made))
    (row,) = d.analyse.state().more["conditions"].rows()
    assert (row["state"], row["times"], row["if_text"]) == ("standing", 2, "If vessels come closer")


def test_forces_are_the_latest_of_each_claimant(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", force("RUS", "troops", 90_000)),
        report("2024-02-01", force("RUS", "troops", 100_000), force("RUS", "troops", 60_000, claimed_by="RUS")),
    )
    rows = d.analyse.state().more["forces"].rows()
    assert {(row["claimed_by"], row["high"]) for row in rows} == {(None, 100_000), ("RUS", 60_000)}


def test_how_far_apart_and_whether_anyone_gave_way_is_said(dossier: Make) -> None:
    d = dossier(
        report(
            "2024-01-01", position("NOR", "oppose", "aid"), position("DNK", "support", "aid"), event("RETREAT", "NOR")
        )
    )
    (row,) = d.analyse.state().more["apart"].rows()
    assert (row["distance"], row["issues"], row["gave_way"]) == (1.0, 1, 1)


def test_a_day_that_is_none_is_refused(dossier: Make) -> None:
    with pytest.raises(SettingError, match="no date"):
        dossier(report("2024-01-01")).analyse.state(on="yesterday")


def test_what_was_lately_refused_or_threatened_stands_beside_the_demands(dossier: Make) -> None:
    d = dossier(
        report("2024-01-01", event("REJECT", "RUS", "NATO", words="It will not sign")),
        report("2024-03-01", event("REJECT", "RUS", "NATO", words="It will not pay")),
        report("2024-03-02", event("THREATEN", "NATO", "RUS", words="There will be a price")),
        report("2024-03-03", event("REJECT", "FRA", "NATO", status="negated")),
    )
    rows = d.analyse.state().more["clashes"].rows()
    assert [(row["type"], row["actors"], row["words"]) for row in rows] == [
        ("THREATEN", ["NATO"], "There will be a price"),
        ("REJECT", ["RUS"], "It will not pay"),
    ]
    assert d.analyse.state("FRA").more["clashes"].rows() == []


def test_an_empty_archive_has_an_empty_state_of_play(dossier: Make) -> None:
    found = dossier().analyse.state()
    assert found.rows() == []
    assert [note.key for note in found.notes] == ["state_nothing_before", "state_empty"]


def seed() -> Path:
    """The folder of the mission's sample, where it lies beside this checkout."""
    return Path(__file__).parents[3] / "shared" / "gold" / "seed"


def test_one_report_alone_tells_what_its_reader_knows(dossier: Make) -> None:
    if not seed().is_dir():
        pytest.skip("the hand-coded sample does not lie beside this checkout")
    (coded,) = seed().glob("*.json")
    record = from_json(
        json.loads(coded.read_text(encoding="utf-8")), coded.with_suffix(".txt").read_text(encoding="utf-8")
    )
    found = dossier(record).analyse.state("RUS", "NATO")
    demands = {(row["party"], row["topic"]) for row in found.rows() if "demand" in row["stance"]}
    assert {("RUS", "force-withdrawal"), ("NATO", "force-withdrawal"), ("RUS", "security-guarantees")} <= demands
    assert cell(found, "RUS", "alliance-membership")["side"] == -1
    assert any(row["answer"] == "refused" for row in found.more["ledger"].rows())
    assert [row["outcome"] for row in found.more["commitments"].rows()] == ["no date"]
    assert [(row["kind"], row["state"]) for row in found.more["conditions"].rows()] == [("threat", "standing")]
    assert [row["high"] for row in found.more["forces"].rows()] == [100_000]
    geneva = [row for row in found.more["meetings"].rows() if (row["place"] or "").startswith("Gen")]
    assert len(geneva) == 1 and geneva[0]["words"].startswith("Maandag")
    refused = {tuple(row["actors"]) for row in found.more["clashes"].rows() if row["type"] == "REJECT"}
    assert {("RUS",), ("NATO",)} <= refused
    assert [row["gave_way"] for row in found.more["apart"].rows()] == [0]
