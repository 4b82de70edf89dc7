"""The ledger of demands and offers: which answers count, and how long they wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from affair import event, position, report

from demarche.analyse import Dossier

Make = Callable[..., Dossier]


def only(d: Dossier, *parties: str, **options: Any) -> dict[str, Any]:
    """The single entry of the ledger."""
    (row,) = d.analyse.ledger(*parties, **options).rows()
    return row


def test_a_demand_that_is_refused_later_waits_from_the_first_time_it_was_asked(dossier: Make) -> None:
    row = only(dossier(
        report("2024-01-10", position("NOR", "demand", "ceasefire", "GAZ", "DNK")),
        report("2024-01-15", position("NOR", "demand", "ceasefire", "GAZ", "DNK")),
        report("2024-01-20", position("DNK", "reject", "ceasefire", "GAZ", "NOR")),
    ))  # fmt: skip
    assert (row["answer"], row["rests_on"], row["answered_by"]) == ("refused", "issue", ["DNK"])
    assert (row["times"], row["first"], row["last"]) == (2, date(2024, 1, 10), date(2024, 1, 15))
    assert (row["waited_low"], row["waited_high"]) == (10, 10)


def test_a_demand_without_an_answer_waits_until_the_day_of_the_ledger(dossier: Make) -> None:
    d = dossier(report("2024-01-10", position("NOR", "demand", "ceasefire", None, "DNK")))
    assert only(d)["waited_low"] == 0
    row = only(d, on="2024-03-10")
    assert (row["answer"], row["waited_low"], row["answered"]) == ("none", 60, None)


def test_what_was_said_before_it_was_asked_is_no_answer(dossier: Make) -> None:
    rows = dossier(
        report("2024-01-01", position("DNK", "reject", "ceasefire", None, "NOR")),
        report("2024-01-10", position("NOR", "demand", "ceasefire", None, "DNK")),
    ).analyse.ledger()
    assert [row["answer"] for row in rows.rows()] == ["none"]


@pytest.mark.parametrize(
    "answer",
    [
        position("DNK", "reject", "ceasefire", "SYR", "NOR"),  # another thing
        position("DNK", "reject", "sanctions", None, "NOR"),  # another topic
        position("SWE", "reject", "ceasefire", None, "NOR"),  # another party
        position("DNK", "reject", "ceasefire", None, "SWE"),  # said to another
        event("REJECT", "DNK", "NOR", mode="yield"),  # does not say of what
    ],
)
def test_what_is_about_something_else_is_no_answer(dossier: Make, answer: Any) -> None:
    d = dossier(report("2024-01-01", position("NOR", "demand", "ceasefire", None, "DNK")), report("2024-01-10", answer))
    assert [row["answer"] for row in d.analyse.ledger("NOR").rows()] == ["none"]


@pytest.mark.parametrize(
    ("stance", "answer"),
    [("accept", "agreed"), ("support", "agreed"), ("open", "open"), ("oppose", "refused"), ("offer", "agreed")],
)
def test_each_stance_is_its_kind_of_answer(dossier: Make, stance: str, answer: str) -> None:
    rows = dossier(
        report("2024-01-01", position("NOR", "demand", "ceasefire", None, "DNK")),
        report("2024-01-10", position("DNK", stance, "ceasefire", None, "NOR")),
    ).analyse.ledger()
    assert rows.rows()[-1 if stance == "offer" else 0]["answer"] == answer


def test_two_answers_that_differ_are_mixed(dossier: Make) -> None:
    row = only(dossier(
        report("2024-01-01", position("NOR", "demand", "ceasefire", None, "DNK")),
        report("2024-01-10", position("DNK", "open", "ceasefire", None, "NOR")),
        report("2024-01-20", position("DNK", "reject", "ceasefire", None, "NOR", words="Never, said Denmark")),
    ))  # fmt: skip
    assert (row["answer"], row["answer_words"], row["answered"]) == ("mixed", "Never, said Denmark", date(2024, 1, 10))


def test_in_one_report_a_refusal_of_the_same_mode_answers_by_its_words(dossier: Make) -> None:
    asked = "Norway demands that the ships leave"
    row = only(dossier(report(
        "2024-01-01",
        position("NOR", "demand", "force-withdrawal", "DNK", "DNK", words=asked),
        event("REQUEST", "NOR", "DNK", mode="yield", words=asked),
        event("REJECT", "DNK", "NOR", mode="yield", words="Denmark keeps its ships where they are"),
    )))  # fmt: skip
    assert (row["answer"], row["rests_on"], row["topic"]) == ("refused", "words", "force-withdrawal")
    assert row["answer_words"] == "Denmark keeps its ships where they are"


def test_a_refusal_of_another_mode_answers_something_else(dossier: Make) -> None:
    row = only(dossier(report(
        "2024-01-01", event("REQUEST", "NOR", "DNK", mode="yield"), event("REJECT", "DNK", "NOR", mode="meet")
    )))  # fmt: skip
    assert row["answer"] == "none"


def test_an_offer_that_is_ignored_is_refused_and_a_denied_accusation_is_not_that(dossier: Make) -> None:
    row = only(dossier(report(
        "2024-01-01",
        event("ACCUSE", "NOR", "DNK", mode="allege"),
        event("REJECT", "DNK", "NOR", words="Denmark denies it"),
        event("AGREE", "NOR", "DNK", words="Norway offers soundings"),
        event("REJECT", "DNK", "NOR", words="Denmark ignores the offer"),
    )))  # fmt: skip
    assert (row["kind"], row["topic"], row["answer"]) == ("offer", None, "refused")
    assert row["answer_words"] == "Denmark ignores the offer"


def test_a_date_known_to_the_month_gives_a_range_of_days(dossier: Make) -> None:
    row = only(dossier(
        report("2024-01", position("NOR", "demand", "ceasefire", None, "DNK")),
        report("2024-02-10", position("DNK", "reject", "ceasefire", None, "NOR")),
    ))  # fmt: skip
    assert (row["waited_low"], row["waited_high"]) == (10, 40)


def test_talks_of_one_with_the_other_are_one_issue(dossier: Make) -> None:
    row = only(dossier(
        report("2024-01-01", position("NOR", "demand", "talks", "DNK", "DNK")),
        report("2024-01-10", position("DNK", "accept", "talks", "NOR", "NOR")),
    ))  # fmt: skip
    assert (row["about"], row["answer"]) == ("DNK+NOR", "agreed")


def test_only_entries_of_the_parties_asked_for_are_given(dossier: Make) -> None:
    asked = position("NOR", "demand", "ceasefire", None, "DNK"), position("SWE", "demand", "aid", None, "EU")
    d = dossier(report("2024-01-01", *asked))
    assert [row["party"] for row in d.analyse.ledger("dnk").rows()] == ["NOR"]
