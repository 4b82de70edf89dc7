"""The state of play: what stands in it, and that every line leads to its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demarche.records import Detail, Document, Event, Position, Problem, Record, Span
from demarche.show.labels import load
from demarche.show.state import Items, Row, StateOfPlay, build, of_record

ENGLISH = load("en")
SOMEWHERE = (Span(0, 4, "Text"),)


def lines(play: StateOfPlay, key: str) -> list[str]:
    """Head and words of the lines in a section; [] where there is none."""
    kept = [line for section in play.sections if section.key == key for line in section.lines]
    return [f"{line.head} | {line.words}" if line.head else line.words for line in kept]


def position(party: str, stance: str, topic: str, about: str | None, towards: str = "") -> Position:
    return Position("p", party, stance, topic, about, tuple(towards.split()), SOMEWHERE)


def row(*positions: Position) -> list[Row]:
    return list(build(Items(positions=positions), ENGLISH).rows)


def test_every_line_and_cell_rests_on_words_of_the_report(mackerel: Record) -> None:
    play = of_record(mackerel, ENGLISH)
    text = mackerel.document.text
    spans = [span for section in play.sections for line in section.lines for span in line.evidence]
    spans += [span for row in play.rows for cells in row.cells.values() for cell in cells for span in cell.evidence]
    assert len(spans) > 30
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(line.evidence for section in play.sections for line in section.lines)


def test_the_head_says_when_and_how_much(mackerel: Record) -> None:
    head = of_record(mackerel, ENGLISH).head
    assert head == ("19 March 2024", "Dutch", "11 statements, 11 events, 7 positions")


def test_an_agreement_is_told_once_with_its_missing_date(mackerel: Record) -> None:
    play = of_record(mackerel, ENGLISH)
    agreed = lines(play, "agreed")
    assert sum("opnieuw te onderhandelen" in line for line in agreed) == 1
    assert next(s for s in play.sections if s.key == "agreed").lines[0].note == "no deadline"


def test_a_threat_with_a_condition_is_told_as_if_and_then(mackerel: Record) -> None:
    play = of_record(mackerel, ENGLISH)
    assert lines(play, "threatened") == []
    (told,) = lines(play, "if")
    assert "→ EU" in told
    assert "“Als de EU sancties instelt” THEN “sluit IJsland zijn havens" in told


def test_what_one_speaker_says_stands_together(mackerel: Record) -> None:
    heads = [line.split(" | ")[0] for line in lines(of_record(mackerel, ENGLISH), "said")]
    assert heads == sorted(heads, key=heads.index)
    assert len(heads) == 11


def test_a_demand_that_nobody_answers_is_open_and_one_refused_is_not(mackerel: Record) -> None:
    left = lines(of_record(mackerel, ENGLISH), "open")
    assert any("“eiste dat de schepen vertrekken”" in line for line in left)
    assert not any("quotum" in line for line in left)


def test_an_agreement_with_others_is_no_answer_to_a_demand(mackerel: Record) -> None:
    only = tuple(event for event in mackerel.events if event.id in {"e1", "e9"})
    left = lines(build(Items(events=only), ENGLISH), "open")
    assert len(left) == 1 and "schepen" in left[0]


def test_a_date_that_is_set_leaves_nothing_open(mackerel: Record) -> None:
    commitment = replace(mackerel.commitments[0], deadline="2024-05-01")
    play = build(Items(commitments=(commitment,)), ENGLISH)
    assert lines(play, "open") == []
    assert play.sections[0].lines[0].note == "by 1 May 2024"


def test_positions_on_one_thing_share_a_row() -> None:
    (only,) = row(position("RUS", "oppose", "alliance-membership", "UKR"),
                  position("NATO", "open", "alliance-membership", "UKR", "RUS"))  # fmt: skip
    assert only.issue.startswith("Membership of an alliance: ")
    assert set(only.cells) == {"RUS", "NATO"}
    assert [cell.against for cell in only.cells["RUS"]] == [True]


def test_a_treaty_that_is_only_called_the_treaty_is_not_named_twice() -> None:
    assert [one.issue for one in row(position("EU", "support", "treaty", "treaty"))] == ["Treaty"]
    assert [one.issue for one in row(position("EU", "support", "treaty", "fish treaty"))] == ["Treaty: fish treaty"]


def test_membership_of_two_countries_is_two_issues() -> None:
    assert len(row(position("EU", "support", "alliance-membership", "MKD"),
                   position("EU", "open", "alliance-membership", "ALB"),
                   position("BGR", "oppose", "alliance-membership", "MKD"))) == 2  # fmt: skip


def test_what_two_parties_want_of_each_other_is_one_issue() -> None:
    (only,) = row(position("NATO", "demand", "force-withdrawal", "EU"),
                  position("EU", "demand", "force-withdrawal", "NATO"))  # fmt: skip
    assert only.issue == "Withdrawal of forces"
    assert only.cells["NATO"][0].text == "demands (of EU)"


def test_the_party_with_most_positions_comes_first() -> None:
    play = build(
        Items(positions=(position("EU", "support", "talks", None), position("UN", "support", "talks", None),
                         position("UN", "support", "aid", None))), ENGLISH)  # fmt: skip
    assert [code for code, _ in play.parties] == ["UN", "EU"]


def test_who_is_asked_and_has_no_position_is_open() -> None:
    left = lines(build(Items(positions=(position("UN", "demand", "aid", None, "EU"),)), ENGLISH), "open")
    assert left == ["EU on Aid: no position in this report"]


def test_trouble_is_told_last() -> None:
    record = Record(Document("Text", problems=(Problem("encoding", "odd"),)), problems=(Problem("date", "none"),))
    play = of_record(record, ENGLISH)
    assert lines(play, "trouble") == ["encoding | odd", "date | none"]


@pytest.mark.parametrize("low", [0, 1, 2500])
def test_a_number_of_men_is_written_out(mackerel: Record, low: int) -> None:
    force = replace(mackerel.forces[1], low=low, high=3000, approximate=True, claimed_by=None, place="Narvik")
    (line,) = build(Items(forces=(force,)), ENGLISH).sections[0].lines
    assert line.words == f"about {low:,} to 3,000 troops"
    assert line.note == "Narvik"


def test_of_two_readings_of_the_same_words_the_surer_is_shown() -> None:
    def read(actor: str, sure: float | None) -> Event:
        return Event("e", "SANCTION", None, (actor,), ("IRN",), "actual", None, None, None, SOMEWHERE,
                     detail=Detail(confidence=sure))  # fmt: skip

    assert lines(build(Items(events=(read("USA", 0.3), read("FRA", 0.6))), ENGLISH), "did") == ["France → Iran | Text"]
    assert len(lines(build(Items(events=(read("USA", None), read("FRA", None))), ENGLISH), "did")) == 2


def test_what_the_coder_is_unsure_of_is_said_so_and_comes_last() -> None:
    def read(actor: str, sure: float, words: str) -> Event:
        return Event("e", "SANCTION", None, (actor,), ("IRN",), "actual", None, None, None, (Span(0, 4, words),),
                     detail=Detail(confidence=sure))  # fmt: skip

    events = (read("USA", 0.2, "Some"), read("FRA", 0.6, "Word"))
    (section,) = (s for s in build(Items(events=events), ENGLISH).sections if s.key == "did")
    assert [(line.head, line.note) for line in section.lines] == [
        ("France → Iran", "breaks off"), ("United States → Iran", "breaks off, unsure"),
    ]  # fmt: skip
