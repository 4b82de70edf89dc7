"""How far two parties stand apart in one report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demarche.records import Detail, Event, Position, Span
from demarche.show.labels import load
from demarche.show.state import Items, build

ENGLISH = load("en")
HERE = (Span(0, 4, "Text"),)


def told(positions: tuple[Position, ...], events: tuple[Event, ...] = ()) -> list[str]:
    play = build(Items(positions=positions, events=events), ENGLISH)
    return [f"{line.head}: {line.words}" for s in play.sections if s.key == "apart" for line in s.lines]


def position(party: str, stance: str, topic: str, towards: str = "", about: str | None = None) -> Position:
    return Position("p", party, stance, topic, about, tuple(towards.split()), HERE)


def test_two_parties_are_opposed_on_some_issues_and_together_on_others() -> None:
    positions = (
        position("NOR", "support", "talks"),
        position("SWE", "accept", "talks"),
        position("NOR", "demand", "trade"),
        position("SWE", "reject", "trade"),
    )
    (line,) = told(positions)
    assert line == (
        "Norway – Sweden: opposed on Trade; on the same side on Talks; neither is reported to give way to the other"
    )


FACING = (position("NOR", "demand", "trade", "SWE"), position("SWE", "demand", "aid", "NOR"))


def test_who_ask_different_things_of_each_other_are_not_compared() -> None:
    (line,) = told(FACING)
    assert line == (
        "Norway – Sweden: no issue on which both have a position; neither is reported to give way to the other"
    )


@pytest.mark.parametrize(
    ("status", "to", "gives"), [("actual", "NOR", True), ("negated", "NOR", False), ("actual", "DNK", False)]
)
def test_a_withdrawal_that_happens_gives_way_to_the_one_it_is_for(status: str, to: str, gives: bool) -> None:
    retreat = Event("e", "RETREAT", None, ("SWE/MIL",), (to,), status, None, None, None, HERE)
    assert ("Sweden gives way" in told(FACING, (retreat,))[0]) == gives


def test_parties_that_do_not_face_each_other_are_not_set_side_by_side() -> None:
    assert told((position("NOR", "support", "aid"), position("SWE", "support", "aid"))) == []
    assert told(FACING[:1]) == []


def test_sanctions_on_one_are_the_sanctions_that_it_is_against() -> None:
    (line,) = told(
        (position("NOR", "support", "sanctions", about="SWE"), position("SWE", "oppose", "sanctions", about="NOR"))
    )
    assert "opposed on Sanctions;" in line


def test_each_to_withdraw_is_not_the_same_wish_and_to_talk_is() -> None:
    def both(topic: str) -> str:
        (line,) = told((position("NOR", "demand", topic, about="SWE"), position("SWE", "demand", topic, about="NOR")))
        return line

    assert "each wants it of the other: Withdrawal of forces" in both("force-withdrawal")
    assert "on the same side on Talks" in both("talks")


def test_a_position_that_is_in_doubt_sets_nobody_apart() -> None:
    doubtful = replace(position("SWE", "reject", "trade"), detail=Detail(confidence=0.3))
    assert told((position("NOR", "demand", "trade"), doubtful)) == []


def test_one_is_counted_as_one() -> None:
    assert ENGLISH.counted("troops", 1, 1) == "soldier"
    assert ENGLISH.counted("troops", 1, 2) == "troops"
    assert load("nl").counted("killed", 1, 1) == "dode"


def test_what_is_in_doubt_is_told_of_two_that_face_each_other_anyway() -> None:
    doubtful = tuple(
        replace(position(party, "accept", "talks", about=other), detail=Detail(confidence=0.3))
        for party, other in (("NOR", "SWE"), ("SWE", "NOR"))
    )
    assert "on the same side on Talks" in told((*FACING, *doubtful))[0]
