"""Whatever the text, tokens stand where it says, and no sentence leaves its line or a border."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche import packs, parse
from demarche.parse import segment

LANGUAGES = packs.installed()
MESSY = st.text(st.sampled_from("Abe .,!?\n\r\t\u00a0\u2028\"'„”’«»()-0é\u0301🙂"), max_size=80)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=25, deadline=None)
@given(text=MESSY)
def test_no_character_is_lost_or_moved(language: str, text: str) -> None:
    doc = parse.load(language).parse(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=25, deadline=None)
@given(text=MESSY)
def test_no_sentence_crosses_a_line_and_every_sentence_has_one_root(language: str, text: str) -> None:
    doc = parse.load(language).parse(text)
    for sent in doc.sents:
        assert segment.hard_wrapped(text) or not segment.PARAGRAPH.search(sent.text.strip())
        assert sum(t.dep_ == "ROOT" for t in sent) <= 1
        assert all(sent.start <= t.head.i < sent.end for t in sent)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂", "a", "." * 3000, "woord " * 700, "x" * 5000, "\ud800 kapot"])
def test_odd_texts_are_read_too(text: str) -> None:
    for language in LANGUAGES:
        if "\ud800" in text:  # the reader of files never lets one through; the tokenizer can't hold it
            with pytest.raises(UnicodeEncodeError):
                parse.load(language).parse(text)
        else:
            assert parse.load(language).parse(text).text == text


def test_a_border_ends_a_sentence_and_begins_one() -> None:
    text = "Nieuwe eisen Rusland wil garanties van het bondgenootschap."
    end = len("Nieuwe eisen")
    sentences = [s.text.strip() for s in parse.load("nl").parse(text, [(0, end)]).sents]
    assert sentences == ["Nieuwe eisen", "Rusland wil garanties van het bondgenootschap."]


def test_borders_may_be_wrong_or_outside_the_text() -> None:
    text = "Parijs wacht af."
    assert parse.load("nl").parse(text, [(-4, 2), (3, 3), (9, 900), (700, 800)]).text == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_texts_are_read_as_each_alone(language: str) -> None:
    texts = ["Berlin talks to Warsaw.\nNobody knows why.", "", "De minister zei: 'Nee.' Hij liep weg.", "Kort."] * 9
    reader = parse.load(language)
    together = list(reader.pipe(texts))
    assert [d.text for d in together] == texts
    for doc, text in zip(together, texts, strict=True):
        alone = reader.parse(text)
        assert [(t.dep_, t.head.i, t.lemma_, t.is_sent_start) for t in doc] == [
            (t.dep_, t.head.i, t.lemma_, t.is_sent_start) for t in alone
        ]


def test_a_subhead_that_lost_its_line_is_a_sentence_of_its_own() -> None:
    glued = "De gesprekken duurden drie uur. Nieuwe voorwaarden Het ministerie wil dat de troepen vertrekken."
    assert [s.text for s in parse.load("nl").parse(glued).sents] == [
        "De gesprekken duurden drie uur.",
        "Nieuwe voorwaarden",
        "Het ministerie wil dat de troepen vertrekken.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "De regering sprak met de krant The Evening Post over het plan.",
        "De Mexicaanse president Andrés Manuel Ortega reist naar de grens.",
        "Ze stuurden een brief aan minister De Groot en aan burgemeester Van Dalen.",
    ],
)
def test_a_name_inside_a_sentence_begins_none(text: str) -> None:
    assert len(list(parse.load("nl").parse(text).sents)) == 1


def test_words_behind_a_stop_are_told_from_those_behind_another_word() -> None:
    assert segment.stopped(["Ja", ".", "”", "Nee", "(", "1", ")", "Nu"]) == [
        True, False, True, True, False, False, False, False,
    ]  # fmt: skip


def test_items_of_a_list_are_apart_in_a_text_wrapped_by_hand() -> None:
    prose = (
        "The prime minister of Norway spoke this morning with the envoys of the four\n"
        "coastal states to underline her country's attachment to the fishing treaty,\n"
        "and told them that nobody in Oslo wants a quarrel over mackerel this winter\n"
        "or the next."
    )
    listed = "Taking part were:\n\n-   Minister Sipilä\n-   Minister Berg\n-   Ms Olsen of the union\n-   Mr Dahl\n"
    doc = parse.load("en").parse(f"{prose} {listed}")
    found = [" ".join(s.text.split()) for s in doc.sents]
    assert found[0] == " ".join(prose.split())
    assert {"- Minister Berg", "- Ms Olsen of the union"} <= set(found)


def test_a_dash_inside_a_sentence_begins_no_item_where_the_text_was_wrapped_there() -> None:
    text = (
        "The envoys of the coastal states spoke all night of the herring and of nets\n"
        "– as they had done in March, without any outcome that the fishermen noticed\n"
        "– and went home by the first train of the day, which was late because of a\n"
        "fallen tree, while those who had come by boat waited in the harbour for the\n"
        "tide."
    )
    assert not list(segment.breaks(text))
    assert len(list(segment.breaks(text.replace("– and", "– And")))) == 1
