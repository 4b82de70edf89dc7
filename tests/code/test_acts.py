"""Senses of a word: what a row of ``acts.csv`` asks of the clause around it."""

from __future__ import annotations

from demarche import packs, parse
from demarche.code.acts import acts_of, holds, lexicon
from demarche.find import find
from demarche.records import Document


def first_sense(text: str, lemma: str) -> tuple[str, str | None]:
    """Type and mode of the first row that holds for a verb of an English text."""
    findings = find(parse.load("en").parse(text), Document(text, language="en"), packs.load("en"))
    frame = next(f for f in findings.frames if f.lemma == lemma)
    act, met = acts_of(frame, findings, lexicon("en"))[0]
    return (act.type, act.mode) if met else ("", None)


def senses(text: str, lemma: str) -> set[str]:
    """Types that the tables offer for a verb of an English text, whether what they ask for stands there or not."""
    findings = find(parse.load("en").parse(text), Document(text, language="en"), packs.load("en"))
    frame = next(f for f in findings.frames if f.lemma == lemma)
    return {act.type for act, _ in acts_of(frame, findings, lexicon("en"))}


def test_what_is_said_must_be_done_is_asked() -> None:
    assert first_sense("The minister said that Greece must open the port.", "say") == ("REQUEST", "change")
    assert first_sense("The minister said that Greece opened the port.", "say")[0] == ""


def test_what_somebody_is_sent_for_tells_what_the_sending_is() -> None:
    assert first_sense("Norway sent experts to Malta to investigate the fire.", "send") == ("ACCUSE", "investigate")
    assert first_sense("Norway sent soldiers to Malta.", "send") == ("MOBILIZE", "troops")


def test_an_attack_in_words_is_criticism() -> None:
    assert first_sense("The premier launched a scathing attack on Albania.", "launch") == ("ACCUSE", "disapprove")
    assert first_sense("The army launched an attack on Albania.", "launch")[0] == "ASSAULT"


def test_forms_of_rare_verbs_are_known_as_well() -> None:
    assert first_sense("The warship steamed toward the strait.", "steam")[0] == "MOBILIZE"
    assert first_sense("Zambia unbanned the newspaper.", "unban")[0] == "CONCEDE"


def test_an_object_that_must_be_one_itself_is_no_word_elsewhere_in_the_clause() -> None:
    text = "The storm took three lives. Norway built a home for lives in need."
    findings = find(parse.load("en").parse(text), Document(text, language="en"), packs.load("en"))
    takes, builds = (next(f for f in findings.frames if f.lemma == word) for word in ("take", "build"))
    words = lexicon("en")
    assert holds("object:life", takes, findings, words)
    assert holds("obj:life", builds, findings, words)
    assert not holds("object:life", builds, findings, words)
    assert holds("subject:storm", takes, findings, words)
    assert holds("without:for", takes, findings, words)
    assert not holds("without:for", builds, findings, words)


def test_a_negation_goes_before_what_is_negated() -> None:
    assert first_sense("Norway will not lift the ban on Danish ships.", "lift")[0] == "REJECT"
    assert first_sense("Norway lifted the ban on Danish ships.", "lift")[0] == "CONCEDE"


def test_words_for_a_time_are_not_whom_a_verb_asks() -> None:
    assert first_sense("Norway called on Sweden and Denmark.", "call")[0] == "REQUEST"
    assert first_sense("Norway's premier called the king of Sweden on Tuesday.", "call")[0] == "CONSULT"


def test_what_lies_ahead_has_its_auxiliary() -> None:
    assert senses("Norway will send food to Malta.", "send") >= {"AID", "AGREE"}
    assert "AGREE" not in senses("Norway is sending food to Malta.", "send")


def test_what_is_decided_on_is_announced() -> None:
    assert first_sense("Norway decided to lift the sanctions against Malta.", "decide")[0] == "CONCEDE"
