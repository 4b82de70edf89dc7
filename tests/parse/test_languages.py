"""The language of a text is found, short texts too, and what has no pack is refused by name."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.errors import EmptyInput, UnknownLanguage

TEXTS = {
    "nl": "De ministers spraken urenlang over de grens, maar ze werden het niet eens.",
    "en": "The ministers talked for hours about the border but could not agree.",
    "af": "Die ministers het ure lank oor die grens gepraat, maar hulle kon nie saamstem nie.",
    "de": "Die Minister sprachen stundenlang über die Grenze, konnten sich aber nicht einigen.",
    "fr": "Les ministres ont parlé pendant des heures de la frontière sans se mettre d'accord.",
    "es": "Los ministros hablaron durante horas sobre la frontera, pero no llegaron a un acuerdo.",
    "pl": "Ministrowie rozmawiali godzinami o granicy, ale nie doszli do porozumienia.",
    "tr": "Bakanlar sınır konusunda saatlerce konuştu ama anlaşamadılar.",
    "ru": "Министры часами говорили о границе, но так и не договорились.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_one_sentence_is_enough(language: str, text: str) -> None:
    found, certainty = parse.detect_language(text)
    assert found == language
    assert 0.5 < certainty <= 1.0


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("nl", "Parijs stuurt fregat naar Rode Zee"),
        ("en", "Paris sends frigate to the Red Sea"),
        ("nl", "VS sluit ambassade in Jemen"),
        ("en", "US shuts embassy in Yemen"),
        ("nl", "Kamer eist opheldering van minister"),
    ],
)
def test_headlines_are_told_apart(language: str, headline: str) -> None:
    assert parse.detect_language(headline)[0] == language


def test_a_foreign_quotation_at_the_start_does_not_decide() -> None:
    assert parse.detect_language('"We will not talk," read the banner. ' + TEXTS["nl"] * 60)[0] == "nl"


def test_certainty_falls_with_the_words() -> None:
    assert parse.detect_language("Rusland")[1] < parse.detect_language(TEXTS["nl"])[1]


@pytest.mark.parametrize("text", ["", "12 34", "🙂 ... ---"])
def test_a_text_without_letters_is_refused(text: str) -> None:
    with pytest.raises(EmptyInput, match="no letters"):
        parse.detect_language(text)


def test_a_language_without_a_pack_is_refused_and_the_packs_are_named() -> None:
    language, _ = parse.detect_language(TEXTS["af"])
    with pytest.raises(UnknownLanguage) as refusal:
        parse.load(language)
    assert all(code in str(refusal.value) for code in packs.installed())
