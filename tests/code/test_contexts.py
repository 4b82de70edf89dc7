"""Contexts and CAMEO codes of events, from words, classes and sectors."""

from __future__ import annotations

from demarche import ontologies, packs
from demarche.code.contexts import MOST, cameo_of, contexts_of
from demarche.findings import Findings, Frame


def findings(language: str, *words: str, lemma: str = "") -> Findings:
    frame = Frame(0, "verb", lemma, 0, 0, 0, 1, 0, 1, words=words)
    return Findings(language, (), (), (frame,))


def contexts(language: str, *words: str, parties: tuple[str, ...] = ()) -> tuple[str, ...]:
    found = findings(language, *words)
    return contexts_of(found, found.frames, parties)


def test_a_word_of_a_context_gives_it_in_every_language_that_has_the_word() -> None:
    assert contexts("nl", "uranium")[0] == "cbrn"
    assert contexts("en", "uranium")[0] == "cbrn"
    assert "election" in contexts("nl", "referendum")
    assert "disasters" in contexts("en", "earthquake")


def test_one_class_alone_is_no_context_two_words_of_it_are() -> None:
    assert contexts("en", "brigade") == ()
    assert contexts("en", "brigade", "rifle") == ("military",)


def test_the_sector_of_a_party_tells_the_context() -> None:
    assert contexts("nl", parties=("RUS/MIL", "UKR")) == ("military",)
    assert contexts("nl", parties=("RUS", "UKR")) == ()


def test_no_more_than_three_contexts_are_kept_the_surest_first() -> None:
    found = contexts("en", "uranium", "nuclear", "election", "cocaine", "earthquake", "hacker")
    assert len(found) == MOST
    assert found[0] == "cbrn"


def test_the_order_of_words_does_not_matter() -> None:
    assert contexts("en", "tariff", "oil", "refugee") == contexts("en", "refugee", "oil", "tariff")


def test_contexts_sharpen_the_cameo_code_of_an_event() -> None:
    assert cameo_of("AID", None, contexts("nl", "noodhulp", "hongersnood")) == "073"
    assert cameo_of("AID", None, ()) == "070"


def test_the_words_of_contexts_name_contexts_of_the_list_and_their_source() -> None:
    known = ontologies.load().contexts
    for language in packs.installed():
        rows = packs.load(language).table("contexts")
        assert len(rows) > 50
        assert all(row["context"] in known and row["source"] for row in rows)
