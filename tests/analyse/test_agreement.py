"""Agreement with gold, worked out by hand on small records."""

from __future__ import annotations

from demarche.analyse.agreement import agreement
from demarche.records import Document, Event, Position, Record, Span, Statement

TEXT = "Malta accuses Kreta. Kreta denies it. Malta and Kreta will meet."


def words(text: str) -> tuple[Span, ...]:
    start = TEXT.index(text)
    return (Span(start, start + len(text), text),)


def event(kind: str, actors: tuple[str, ...], recipients: tuple[str, ...], text: str) -> Event:
    return Event("e1", kind, None, actors, recipients, "actual", None, None, None, words(text))


def record(*items: Event | Position | Statement) -> Record:
    return Record(
        Document(TEXT),
        events=tuple(i for i in items if isinstance(i, Event)),
        positions=tuple(i for i in items if isinstance(i, Position)),
        statements=tuple(i for i in items if isinstance(i, Statement)),
    )


def f1(gold: Record, found: Record, kind: str) -> float:
    return agreement([("a", gold, found)]).kinds[kind].f1


def test_a_record_agrees_wholly_with_itself() -> None:
    one = record(event("ACCUSE", ("MLT",), ("X:Kreta",), "Malta accuses Kreta"))
    assert f1(one, one, "record") == 1.0


def test_sectors_do_not_count_and_the_parties_of_a_meeting_may_stand_on_either_side() -> None:
    gold = record(event("CONSULT", ("MLT/GOV", "X:Kreta"), (), "Malta and Kreta will meet"))
    found = record(event("CONSULT", ("MLT",), ("X:Kreta",), "Kreta will meet"))
    assert f1(gold, found, "events") == 1.0


def test_the_other_way_round_is_a_miss_with_parties_and_a_hit_by_type() -> None:
    gold = record(event("ACCUSE", ("MLT",), ("X:Kreta",), "Malta accuses Kreta"))
    found = record(event("ACCUSE", ("X:Kreta",), ("MLT",), "Malta accuses Kreta"))
    assert f1(gold, found, "events") == 0.0
    assert f1(gold, found, "events (type only)") == 1.0


def test_words_elsewhere_are_no_match() -> None:
    gold = record(event("ACCUSE", ("MLT",), ("X:Kreta",), "Malta accuses Kreta"))
    found = record(event("ACCUSE", ("MLT",), ("X:Kreta",), "Kreta denies it"))
    assert f1(gold, found, "events (type only)") == 0.0


def test_a_statement_matches_from_half_of_its_content_on() -> None:
    gold = record(Statement("s1", None, ("MLT",), words("Malta"), words("Malta accuses Kreta"), "indirect"))
    half = record(Statement("s1", None, ("MLT",), words("Malta"), words("accuses Kreta"), "indirect"))
    less = record(Statement("s1", None, ("MLT",), words("Malta"), words("Kreta"), "indirect"))
    assert f1(gold, half, "statements") == 1.0
    assert f1(gold, less, "statements") == 0.0


def test_stances_count_by_their_side() -> None:
    def position(stance: str) -> Record:
        return record(Position("p1", "MLT", stance, "talks", None, (), words("Malta and Kreta will meet")))

    assert f1(position("accept"), position("support"), "positions") == 1.0
    assert f1(position("accept"), position("oppose"), "positions") == 0.0


def test_what_was_taken_for_what_is_told() -> None:
    gold = record(event("ACCUSE", ("MLT",), ("X:Kreta",), "Malta accuses Kreta"))
    found = record(event("REJECT", ("MLT",), ("X:Kreta",), "Malta accuses Kreta"))
    assert agreement([("a", gold, found)]).confusions["ACCUSE", "REJECT"] == 1
