"""The room ``read``: what comes in is kept as it came, and what can't be a report is refused in plain words."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import EmptyInput, InputError, MissingInput, NotText, TooLarge
from demarche.read import Metadata, read_file, read_many, read_stream, read_text
from demarche.read.decode import LONGEST
from demarche.read.header import date_or_problem, is_date

TEXT = "De ministers praatten in Reykjavik over de vangstquota – zonder resultaat."


def test_a_text_is_kept_code_point_for_code_point(tmp_path: Path) -> None:
    odd = "Eerste regel.\r\n\r\nTweede\u00a0regel\u200b met \u202e tekens 😀.\n"
    place = tmp_path / "odd.txt"
    place.write_bytes(odd.encode())
    assert read_file(place).text == odd


def test_a_byte_order_mark_belongs_to_the_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        place = tmp_path / f"{encoding}.txt"
        place.write_bytes(TEXT.encode(encoding))
        document = read_file(place)
        assert document.text == TEXT
        assert document.problems == ()


def test_a_text_in_an_old_encoding_is_read_and_said_to_be(tmp_path: Path) -> None:
    place = tmp_path / "old.txt"
    place.write_bytes(("De coördinator noemde de reële dreiging “ongeëvenaard”. " * 5).encode("cp1252"))
    document = read_file(place)
    assert "coördinator" in document.text
    assert [p.kind for p in document.problems] == ["encoding"]


def test_utf8_with_a_few_broken_bytes_keeps_the_rest(tmp_path: Path) -> None:
    place = tmp_path / "broken.txt"
    place.write_bytes("Coördinatie met België en Moldavië ".encode() + b"\xc3\x28 en verder.")
    document = read_file(place)
    assert document.text.startswith("Coördinatie met België en Moldavië")
    (problem,) = document.problems
    assert document.text[problem.start : problem.end] == "\ufffd"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff".encode(), b"... --- ***"])
def test_a_file_without_words_is_refused(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "empty.txt"
    place.write_bytes(data)
    with pytest.raises(EmptyInput, match=r"empty\.txt"):
        read_file(place)


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x1f\x8b\x08\x00", "cut short"),
        (bytes(range(256)) * 20, "binary"),
        (b"text with a \x00 in it", "binary"),
    ],
)
def test_a_binary_file_is_refused_with_what_to_do(tmp_path: Path, data: bytes, hint: str) -> None:
    place = tmp_path / "thing.txt"
    place.write_bytes(data)
    with pytest.raises(NotText, match=hint):
        read_file(place)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"nowhere\.txt"):
        read_file(tmp_path / "nowhere.txt")
    with pytest.raises(MissingInput, match="folder"):
        read_file(tmp_path)


def test_a_text_too_long_for_one_report_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "book.txt"
    place.write_text("woord " * (LONGEST // 6 + 1), encoding="utf-8")
    with pytest.raises(TooLarge, match="Split it"):
        read_file(place)
    place.write_bytes(b"woord " * LONGEST)
    with pytest.raises(TooLarge, match="Split it"):
        read_file(place)
    with pytest.raises(TooLarge):
        read_stream(io.BytesIO(b"woord " * LONGEST))


@pytest.mark.parametrize("published", ["2022", "2022-01", "2022-01-12"])
@pytest.mark.parametrize("glue", [" ", "\n", "\r\n\r\n"])
def test_the_header_date_is_metadata_with_its_precision(published: str, glue: str) -> None:
    text = f"date {published}{glue}{TEXT}"
    document = read_text(text)
    assert document.published == published
    (header,) = document.furniture
    assert (header.kind, text[header.start : header.end]) == ("header", f"date {published}")


@pytest.mark.parametrize("start", ["date 2022-13 ", "date 2022-02-30 ", "date unknown ", "dates 2022 ", "date 20221 "])
def test_what_is_no_date_is_no_header(start: str) -> None:
    document = read_text(start + TEXT)
    assert document.published is None
    assert document.furniture == ()


def test_what_the_user_says_goes_before_the_header() -> None:
    document = read_text(f"date 2022-01 {TEXT}", Metadata(published="2022-01-14", outlet="Voorbeeld"))
    assert (document.published, document.outlet) == ("2022-01-14", "Voorbeeld")


def test_a_date_that_can_not_be_read_is_a_problem_and_no_date() -> None:
    document = read_text(TEXT, Metadata(published="next Tuesday"))
    assert document.published is None
    assert [p.kind for p in document.problems] == ["date"]
    assert read_text(TEXT, Metadata(published="2022-01-12T09:30:00Z")).published == "2022-01-12"


def test_lone_surrogates_become_one_character_each() -> None:
    document = read_text("voor \ud800 en \udfff na")
    assert document.text == "voor \ufffd en \ufffd na"
    assert [p.kind for p in document.problems] == ["encoding"]


def test_jsonl_gives_a_report_a_line_and_trouble_does_not_end_it(tmp_path: Path) -> None:
    rows = [
        json.dumps({"text": TEXT, "date": "2020-03", "source": "Krant", "id": "a/../b"}),
        "{not json",
        json.dumps({"note": "no text key"}),
        "",
        json.dumps({"text": TEXT, "language": "nl", "title": "Kop"}),
        "[" * 100_000,
    ]
    place = tmp_path / "reports.jsonl"
    place.write_text("\n".join(rows), encoding="utf-8")
    sources = list(read_many(place))
    assert [s.name for s in sources] == [
        "a-..-b",
        "reports-000002",
        "reports-000003",
        "reports-000005",
        "reports-000006",
    ]
    first, broken, keyless, last, deep = sources
    assert first.document is not None and first.document.published == "2020-03"
    assert first.document.outlet == "Krant"
    assert last.document is not None and last.document.title == "Kop"
    for bad in (broken, keyless, deep):
        assert isinstance(bad.trouble, NotText)


@settings(deadline=None)  # guessing an encoding is slow the first time
@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_clear_refusal(data: bytes) -> None:
    try:
        document = read_stream(io.BytesIO(data))
    except InputError as refusal:
        assert str(refusal)
    else:
        document.text.encode()


@pytest.mark.parametrize(
    ("given", "kept", "troubled"),
    [
        ("2024-01-31", "2024-01-31", False),
        ("2024-01-31T10:00:00Z", "2024-01-31", False),
        ("20240131", "2024-01-31", False),
        ("20240131T101500Z", "2024-01-31", False),
        ("2024/01/31", "2024-01-31", False),
        ("2024-02-30", "2024-02", True),
        ("20240230", "2024-02", True),
        ("0001-01-01", None, True),
        ("9999-12-31", None, True),
        ("1202-01-2024", None, True),
        ("12-01-2024", "2024", True),
        ("31-01-2024", "2024-01-31", False),
        ("1/31/2024 10:00", "2024-01-31", False),
        ("5.5.2024", "2024-05-05", False),
        ("31-13-2024", "2024", True),
        ("soon", None, True),
    ],
)
def test_a_date_is_kept_as_far_as_it_can_be_one(given: str, kept: str | None, troubled: bool) -> None:
    published, problems = date_or_problem(given)
    assert (published, bool(problems)) == (kept, troubled)


@pytest.mark.parametrize(
    ("told", "code", "troubled"),
    [("nl", "nl", False), ("NL", "nl", False), ("nl-BE", "nl", False), ("en_GB", "en", False), ("Dutch", None, True)],
)
def test_a_language_is_known_by_its_code_with_a_region_or_not(told: str, code: str | None, troubled: bool) -> None:
    document = read_text("Noorwegen sprak met Zweden.", Metadata(language=told))
    assert (document.language, bool(document.problems)) == (code, troubled)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_a_date(day: object) -> None:
    assert is_date(str(day)) and is_date(str(day)[:7]) and is_date(str(day)[:4])
