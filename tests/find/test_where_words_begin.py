"""Where the words told begin and end, and whose account a sentence is."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.find.mentions import find_mentions
from demarche.find.speech import candidates, find_speech
from demarche.find.speech_cues import compiled
from demarche.find.speech_view import View


def contents(text: str, language: str = "en") -> list[str]:
    pack = packs.load(language)
    doc = parse.load(language).parse(text)
    found = find_speech(doc, find_mentions(doc, pack), pack)
    return [" … ".join(text[start:end] for start, end in one.content) for one in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The minister told the newspaper Le Temps the bridge would open in May.", "the bridge would open in May"),
        ("She told the BBC the talks had failed.", "the talks had failed"),
        ("The envoy told reporters in Nairobi the camps were full.", "the camps were full"),
        ("The envoy told reporters on Monday the camps were full.", "the camps were full"),
    ],
)
def test_who_is_told_and_where_and_when_is_no_part_of_the_words(text: str, words: str) -> None:
    assert contents(text) == [words]


def test_what_somebody_is_asked_not_to_do_begins_with_not() -> None:
    assert contents("The mayor urged his supporters not to leave the capital.") == ["not to leave the capital"]


def test_a_further_clause_with_that_is_of_the_same_words() -> None:
    text = "The premier told journalists that the road was open, but that donors had called the bridge unsafe."
    assert contents(text)[0] == "that the road was open, but that donors had called the bridge unsafe"


@pytest.mark.parametrize(
    "end", ["the mayor, Ana Lima, told Radio Norte.", "Ana Lima, a nurse from Rosario, told Radio Norte."]
)
def test_a_quotation_of_two_sentences_is_whole_before_a_speaker_with_an_apposition(end: str) -> None:
    words = '"We have waited ten years. We will not wait for another one,"'
    assert contents(f"{words} {end}") == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In the ministry's view, the truce is dead.", "the truce is dead"),
        ("At least forty people, by its own count, were killed.", "At least forty people … were killed"),
        ("By the count of the Red Cross, ninety people drowned.", "ninety people drowned"),
        ("The minister resigned after he had, by the ministry's account, lost the papers.", "he had … lost the papers"),
        ("The envoy, in whose opinion the vote was fair, left on Sunday.", "the vote was fair"),
        ("Beijing's version is that the boat had been hit first.", "that the boat had been hit first"),
        ("Malaysia regretted that the boat had been hit.", "that the boat had been hit"),
        ("An inquiry led by a judge found that the boat had been hit.", "that the boat had been hit"),
    ],
)
def test_whose_account_a_sentence_is_may_be_told_by_a_noun_with_an_owner(text: str, words: str) -> None:
    assert contents(text) == [words]


def test_what_is_done_in_view_of_something_is_nobodys_account() -> None:
    assert contents("The ferries stayed in port in view of the storm.") == []


def test_an_account_between_semicolons_is_of_what_stands_between_them() -> None:
    text = "Ferries stopped running; according to the port authority, the pier had collapsed; nobody was hurt."
    assert contents(text) == ["the pier had collapsed"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say whether the port would reopen.",
        "The embassy declined to comment on the arrest.",
        "Norway dismissed two colonels and the head of the coast guard.",
        "In 2007 Peru concluded a maritime agreement with Chile.",
        "Norway rejected the offer.",
        "The country, ruled by one family since 1975, exports tin.",
        "The officer, who asked not to be named, left the room.",
    ],
)
def test_what_is_kept_back_or_only_done_is_told_by_nobody(text: str) -> None:
    assert contents(text) == []


def test_what_is_dismissed_as_something_is_told() -> None:
    assert contents("The Kremlin dismissed the report as a fairy tale.") == ["the report as a fairy tale"]


def test_the_names_of_a_speaker_are_no_part_of_the_words_before_them() -> None:
    text = "Both of them were tired but well, the consul, Hassan al-Harazi, told the agency."
    assert contents(text) == ["Both of them were tired but well"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The union said it was ending its strike, two days after soldiers had opened fire in Kidal.",
            "it was ending its strike",
        ),
        (
            "The talks ended without a result, the agency reported, a day after a trawler had been seized.",
            "The talks ended without a result",
        ),
    ],
)
def test_what_went_before_the_words_is_the_outlets_own(text: str, words: str) -> None:
    assert contents(text) == [words]


def test_a_court_that_rules_speaks() -> None:
    text = "Chile owes its neighbour nothing, the court ruled on Monday by ten votes to five."
    assert contents(text) == ["Chile owes its neighbour nothing"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The captain said he would sail to Levuka, which has only one pier.", "he would sail to Levuka"),
        ("Norway asked both armies to leave Suva, where a truce was signed last year.", "to leave Suva"),
        (
            "The captain said he would sail to Levuka, which had only one pier.",
            "he would sail to Levuka, which had only one pier",
        ),
    ],
)
def test_what_the_outlet_explains_is_no_part_of_the_words(text: str, words: str) -> None:
    assert contents(text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru condemned the raid as cowardly.", "the raid as cowardly"),
        ("The army rejected the report as a fabrication.", "the report as a fabrication"),
        ("The veterans spoke of treason.", "treason"),
    ],
)
def test_who_judges_or_speaks_of_something_says_so(text: str, words: str) -> None:
    assert contents(text) == [words]


def test_who_speaks_for_somebody_or_a_language_says_nothing_by_that() -> None:
    assert contents("A man who speaks for the army came by train.") == []
    assert contents("The ambassador, who speaks the language of the country, left.") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "According to an adviser to the bank, Chad and Niger have paid their debts.",
            "Chad and Niger have paid their debts",
        ),
        (
            "Serbia is reconsidering its vote, according to the Belgrade newspaper Politika, after an envoy had left.",
            "Serbia is reconsidering its vote",
        ),
    ],
)
def test_a_phrase_that_names_a_source_ends_before_the_words_and_behind_its_name(text: str, words: str) -> None:
    assert contents(text) == [words]


def test_a_relative_clause_with_a_cue_of_its_own_is_words_of_its_own() -> None:
    text = "The envoy told the Council his country rejected the text, which he said two clerks had written in haste."
    assert contents(text) == ["his country rejected the text", "two clerks had written in haste"]


def test_words_that_open_a_quotation_end_with_it() -> None:
    text = 'She said he had pleaded guilty in May "and helped us, rather late in the day, to find the boat."'
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    read = [text[slice(*one.content[0])] for one in candidates(view, ()) if one.shape == "bare:ccomp:verb"]
    assert read == ['he had pleaded guilty in May "and helped us, rather late in the day, to find the boat."']


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kuwait and Morocco are reported to be lukewarm.", ("Kuwait and Morocco", "to be lukewarm")),
        ("Norway published a report that Lima denounced as a fabrication.", ("a report", "as a fabrication")),
    ],
)
def test_words_may_stand_on_both_sides_of_their_cue(text: str, words: tuple[str, str]) -> None:
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    assert words in [tuple(text[a:b] for a, b in one.content) for one in candidates(view, ())]


def test_words_end_where_another_cue_or_another_deed_goes_on() -> None:
    text = "Norway asked both armies to leave Suva, and a frigate was loaded with food."
    assert contents(text) == ["to leave Suva"]
    text = "The general maintained that they had died in battle, but accepted that his men had fired first."
    assert contents(text)[0] == "that they had died in battle"


def test_two_clauses_joined_by_and_that_are_one_statement() -> None:
    text = "The ministry said its consul was on his way and that it had asked for the recorders."
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    assert not [one for one in candidates(view, ()) if one.shape.startswith("later")]


def test_what_stands_before_a_cue_is_not_told_where_words_stand_behind_its_hearer() -> None:
    text = "The envoy, who broke with the generals in a speech in May, told the BBC he was still in office."
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    assert "before" not in {one.form for one in candidates(view, ()) if one.trigger.lemma == "tell"}
