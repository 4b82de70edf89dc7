"""What is no reporting is marked, and reporting is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import packs
from demarche.read.furniture import mark

NL, EN = packs.load("nl"), packs.load("en")
BODY = "De ministers spraken gisteren drie uur over de grens en willen volgende week verder praten."
NEXT = "Beide landen houden hun schepen voorlopig in de haven, zei een woordvoerder na afloop van het overleg."


def marked(text: str, pack: packs.Pack | None = NL) -> list[tuple[str, str]]:
    return [(f.kind, text[f.start : f.end]) for f in mark(text, pack)]


def test_the_head_of_a_text_is_its_header() -> None:
    assert marked(f" date 2021-03 {BODY}") == [("header", "date 2021-03")]


def test_a_date_in_running_text_is_no_header() -> None:
    assert marked(f"{BODY} Die date 2021-03 stond in de brief.") == []


def test_a_short_line_between_paragraphs_is_a_subhead() -> None:
    assert marked(f"{BODY}\nKoude schouder\n{NEXT}") == [("subhead", "Koude schouder")]


@pytest.mark.parametrize("line", ["'Geen enkel bewijs'", "Toch weer praten?", "Haven"])
def test_quoted_and_asking_subheads_are_found_too(line: str) -> None:
    assert marked(f"{BODY}\n{line}\n{NEXT}") == [("subhead", line)]


def test_items_of_a_list_are_no_subheads() -> None:
    assert marked(f"{BODY}\nZweden - Noorwegen 2-1\nFinland\nDenemarken\n{NEXT}") == [("subhead", "Denemarken")]


def test_the_first_line_is_a_headline_and_reporting() -> None:
    assert marked(f"Ministers praten verder\n{BODY}\n{NEXT}") == []


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("Lange nacht", "Als de boten uitvaren, stuurt het land een fregat."),
        ("Oude vete", "Volgens de premier is er niets beslist."),
        ("Noorse vloot", "De vloot telt elf schepen en ligt stil."),
        ("'Een grove leugen'", "De regering spreekt het bericht tegen."),
        ("Zware druk", "Zweden wil dat de raad vandaag nog stemt."),
    ],
)
def test_a_subhead_glued_to_its_sentence_is_cut_loose(head: str, sentence: str) -> None:
    assert marked(f"{BODY}\n{NEXT} {head} {sentence}") == [("subhead", head)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vicepremier De Jonge sprak met de raad.",
        "Voormalig president Obama was erbij.",
        "Buurland Zweden wil meepraten.",
        "De Noorse premier Solberg zei niets.",
        "Twee Zweedse Kamerleden zijn tegen.",
        "Dat stond in dagblad Het Parool van zaterdag.",
        "Het OM in Oslo onderzoekt de zaak.",
        "Zowel Noorwegen als Zweden heeft getekend.",
        "Dirigent Jaap van Zweden leidt het orkest.",
    ],
)
def test_names_behind_a_title_or_apposition_are_no_border(sentence: str) -> None:
    assert marked(f"{BODY}\n{NEXT} {sentence}") == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("link", "Bekijk hier de beelden van de aankomst:"),
        ("link", "Lees ook: Hoe de vete over de haring begon"),
        ("link", "Eerder maakten we deze video over de haringvloot:"),
        ("newsletter", "Meld je hier aan voor onze nieuwsbrief."),
        ("caption", "Waarom de vloot in de haven blijft - NOS"),
        ("byline", "Van onze verslaggever in Oslo"),
        ("dateline", "Maandag 3 mei 2021"),
        ("rule", "* * *".replace(" ", "")),
    ],
)
def test_a_line_of_the_outlets_own_is_marked(kind: str, line: str) -> None:
    found = marked(f"{BODY}\n{line}\n{NEXT}")
    assert found == [(kind, line)]


def test_a_question_that_leads_to_a_link_belongs_to_it() -> None:
    text = f"{BODY}\n{NEXT} Hoe zit dat? Daarover maakten we deze video:"
    assert [words for kind, words in marked(text) if kind == "link"] == [
        "Hoe zit dat?",
        "Daarover maakten we deze video:",
    ]


def test_a_video_of_others_is_reporting() -> None:
    assert marked(f'{BODY} In een video op zijn site zei hij: "We varen uit." {NEXT}') == []


def test_english_datelines_and_captions_are_marked() -> None:
    text = (
        "Ministers meet again\nOSLO, May 3 (NTB) – The ministers met for three hours on Monday and agreed to go on.\n"
        "Boats in the harbour. Image: Ola Nordmann.\nThe talks resume on Friday, a spokesman said after the meeting."
    )
    assert marked(text, EN) == [
        ("dateline", "OSLO, May 3 (NTB) –"),
        ("caption", "Boats in the harbour. Image: Ola Nordmann."),
    ]


def test_places_and_dates_at_the_head_of_a_line_are_datelines() -> None:
    for words in ("OSLO, March 11 -", "Port Vila, 11 March 2021 –", "NAIROBI -", "SAN SALVADOR —"):
        assert marked(f"{words} The ministers met on Monday and agreed to go on.", EN) == [("dateline", words)]
    assert marked("NATO - Russia talks resume in Oslo on Monday, a spokesman said after the meeting.", EN) == []


def test_a_transcript_keeps_its_questions() -> None:
    text = (
        "Harbour Hall\nOslo\n\n3:10 P.M. CET\n\nQ    Will you sail?\n\n"
        "THE PREMIER:  No, we will wait for the council.\n\n3:12 P.M. CET"
    )
    assert [k for k, _ in marked(text, EN)] == ["dateline"] * 4


def test_without_a_pack_only_what_all_languages_share_is_marked() -> None:
    assert marked(f"date 2021-03-04 {BODY}\nKort kopje\n{NEXT}", None) == [
        ("header", "date 2021-03-04"),
        ("subhead", "Kort kopje"),
    ]


@given(st.text(max_size=300))
def test_marks_stand_in_order_and_hold_words(text: str) -> None:
    found = mark(text, NL)
    assert all(text[f.start : f.end].strip() for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
