"""What a report says itself is not known or not told stands among what it leaves open."""

from __future__ import annotations

import pytest

from demarche import packs
from demarche.records import Document, Record, Span
from demarche.show.labels import load
from demarche.show.state import of_record


def left_open(text: str, language: str, furniture: tuple[Span, ...] = ()) -> list[str]:
    play = of_record(Record(Document(text, language=language), furniture=furniture), load("en"))
    return [line.words for section in play.sections if section.key == "open" for line in section.lines]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Wanneer de ministers elkaar zien, is nog niet bekend."),
        ("nl", "Over de uitkomst wilden beide partijen weinig kwijt."),
        ("nl", "Het is onduidelijk wie het schip bezat."),
        ("en", "It was not immediately clear who owned the ship."),
        ("en", "The minister declined to say when the talks resume."),
    ],
)
def test_the_whole_sentence_is_told_with_its_words(language: str, text: str) -> None:
    around = f"Zweden sprak met Noorwegen. {text} Daarna vertrok men."
    assert left_open(around, language) == [f"left unsaid: “{text}”"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Hij is niet bekend met de zaak. Dat wil niet zeggen dat hij liegt."),
        ("en", "It is not clear to me. She said a lot."),
    ],
)
def test_who_is_not_acquainted_leaves_nothing_open(language: str, text: str) -> None:
    assert left_open(text, language) == []


def test_furniture_leaves_nothing_open() -> None:
    text = "Bekijk ook: waarom de oorzaak onbekend is en blijft onduidelijk."
    assert left_open(text, "nl", (Span(0, len(text), text),)) == []


def test_a_date_in_front_of_the_first_sentence_is_no_part_of_it() -> None:
    text = "date 2024-01-02 It is unclear who came. Rain fell."
    assert left_open(text, "en", (Span(0, 15, text[:15]),)) == ["left unsaid: “It is unclear who came.”"]


def test_a_sentence_that_says_it_twice_is_told_once_and_a_report_full_of_them_by_the_first_five() -> None:
    twice = "It is unclear who came and it remains to be seen who stays..."
    assert left_open(f"{twice} Rain fell.", "en") == [f"left unsaid: “{twice}”"]
    many = " ".join(f"Number {n} declined to comment." for n in range(900))
    assert left_open(many, "en") == [f"left unsaid: “Number {n} declined to comment.”" for n in range(5)]


def test_of_a_text_without_full_stops_the_first_words_are_told() -> None:
    (told,) = left_open("It is unclear who came " + "and went " * 900, "en")
    assert told.startswith("left unsaid: “It is unclear who came and went") and told.endswith("…”") and len(told) < 330


@pytest.mark.parametrize("language", packs.installed())
def test_every_pack_says_what_leaves_open(language: str) -> None:
    assert packs.load(language).settings("unsaid")["patterns"]
