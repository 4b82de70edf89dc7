"""The state of play as it is printed: in the width there is, plain where it is piped, words on demand."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from demarche.records import Detail, Document, Event, Record, Span
from demarche.show.labels import installed, load
from demarche.show.layout import hanging, shortened
from demarche.show.state import of_record
from demarche.show.terminal import Printer


def printed(
    record: Record, *, width: int = 100, language: str = "en", evidence: bool = False, explain: bool = False
) -> str:
    out = io.StringIO()
    to = Console(file=out, width=width, highlight=False, markup=False, emoji=False)
    Printer(to, load(language), evidence, explain).show(of_record(record, load(language)))
    return out.getvalue()


@pytest.mark.parametrize("language", installed())
@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(mackerel: Record, width: int, language: str) -> None:
    for evidence in (False, True):
        lines = printed(mackerel, width=width, language=language, evidence=evidence).splitlines()
        assert max(map(len, lines)) <= width
        assert not any(line.endswith(" ") for line in lines)


def test_parties_that_do_not_fit_are_told_beneath_the_matrix(mackerel: Record) -> None:
    narrow, wide = printed(mackerel, width=80), printed(mackerel, width=200)
    assert "OTHERS" in narrow
    assert "OTHERS" not in wide


def test_piped_output_is_plain(mackerel: Record) -> None:
    assert "\x1b" not in printed(mackerel)


def test_evidence_is_printed_in_full_with_offsets(mackerel: Record) -> None:
    shown = " ".join(printed(mackerel, evidence=True).split())
    text = mackerel.document.text
    for event in mackerel.events:
        for span in event.evidence:
            assert f"{span.start}–{span.end}" in shown
            assert " ".join(text[span.start : span.end].split()) in shown


def test_explain_says_rule_confidence_and_other_readings() -> None:
    how = Detail(0.7312, "negotiate", (("verb: praten", 1.2), ("tense", -0.3)), (("AGREE", 0.21),))
    event = Event(
        "e1", "CONSULT", None, ("NOR", "EU"), (), "actual", None, None, None, (Span(0, 5, "Praat"),), detail=how
    )
    shown = printed(Record(Document("Praat"), events=(event,)), explain=True)
    for piece in ("negotiate", "confidence 0.73", "verb: praten +1.20; tense -0.30", "or: AGREE 0.21"):
        assert piece in shown


def test_a_report_without_items_says_so() -> None:
    assert load("en").phrase("nothing") in printed(Record(Document("Mooi weer.")))


def test_brackets_and_escapes_of_a_text_are_printed_as_they_are() -> None:
    text = "[bold]Oslo[/bold] :smile: praat"
    event = Event("e1", "CONSULT", None, ("NOR",), (), "actual", None, None, None, (Span(0, len(text), text),))
    assert text in printed(Record(Document(text), events=(event,)))


def test_a_text_can_not_steer_the_terminal() -> None:
    text = "Oslo \x1b[31mpraat\x1b]0;title\x07 \u202eetiled\u202c niet\x9b1m"
    event = Event(
        "e1", "CONSULT", None, ("X:a\x1b[2J",), (), "actual", None, None, "b\x1b[H", (Span(0, len(text), text),)
    )
    for evidence in (False, True):
        shown = printed(Record(Document(text, title="\x1b[5mtitle"), events=(event,)), evidence=evidence)
        assert not set(shown) & {"\x1b", "\x07", "\u202e", "\u202c", "\x9b"}
        assert "praat" in shown


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_shortened_words_are_a_start_of_the_words(words: str, length: int) -> None:
    short = shortened(words, length)
    assert len(short) <= max(length, 2)
    assert short == words or (short.endswith("…") and words.startswith(short[:-1]))


@given(st.text(alphabet="ab é好\u0301", min_size=1, max_size=200), st.integers(min_value=0, max_value=20))
def test_hanging_text_loses_no_letter(words: str, indent: int) -> None:
    to = Console(file=io.StringIO(), width=40)
    lines = list(hanging(Text(), Text(words), indent, to, later=2))
    assert "".join("".join(line.plain for line in lines).split()) == "".join(words.split())
