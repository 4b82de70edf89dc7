"""The packs' tables of acts, classes and topics hold together, in every language that is installed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from demarche import ontologies, packs

LISTS = ontologies.load()
LANGUAGES = packs.installed()
# What a row's column ``with`` may ask of the clause; docs/packs.md explains each.
CONDITION = re.compile(
    r"refl|neg|affirmed|active|passive|fact|clause|ccomp(:\S+)?|xcomp(:\S+)?|(aux|ccomp-aux|aim|adv|amod|compound|nmod|subject|object|without|marked):\S+"
    r"|(subj|obj|iobj)(:\S+)?|obl:\S+?(\+\S+)?|no:(aim:|\S+)"
)
WORDS_OF_ATTITUDE = {"verb", "noun", "adjective", "aux", "case", "with", "phrase", "pronoun", "adverb"}
POSITIONS = {"owner", "target", "receiver", "with", "place", "named"}


def rows(language: str, name: str) -> tuple[Mapping[str, str], ...]:
    return packs.load(language).table(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_a_type_and_a_mode_of_plover(language: str) -> None:
    for row in rows(language, "acts"):
        assert row["type"] in LISTS.types, row
        assert not row["mode"] or row["mode"] in LISTS.types[row["type"]].modes, row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_is_a_verb_a_noun_or_an_adjective_with_a_strength(language: str) -> None:
    for row in rows(language, "acts"):
        assert row["pos"] in ("verb", "noun", "adj"), row
        assert 0.0 < float(row["strength"]) <= 1.0, row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_verbs_and_nouns(language: str) -> None:
    counts = Counter((row["type"], row["pos"]) for row in rows(language, "acts"))
    for name in LISTS.types:
        assert counts[name, "verb"] >= 10, name
        assert counts[name, "noun"] >= 5, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_lemmas_are_one_word_in_lower_case(language: str) -> None:
    for row in (*rows(language, "acts"), *rows(language, "classes")):
        assert row["lemma"] == row["lemma"].strip().lower(), row
        assert not re.search(r"[\s_{}:>]", row["lemma"]), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_conditions_are_written_as_the_manual_of_packs_says(language: str) -> None:
    for row in (*rows(language, "acts"), *rows(language, "unacts")):
        for condition in filter(None, row["with"].split(";")):
            assert CONDITION.fullmatch(condition), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_condition_names_a_class_or_a_type_that_exists(language: str) -> None:
    classes = {row["class"] for row in rows(language, "classes")}
    for row in (*rows(language, "acts"), *rows(language, "unacts")):
        for name in re.findall(r"@([\w-]+)", row["with"]):
            assert name in (LISTS.types if name.isupper() else classes), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_words_do_not_tell_are_types_of_plover(language: str) -> None:
    for row in rows(language, "unacts"):
        assert row["pos"] in ("verb", "noun", "adj"), row
        assert set(filter(None, row["types"].split("|"))) <= set(LISTS.types), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sense_is_written_twice(language: str) -> None:
    senses = Counter(
        (row["lemma"], row["pos"], row["with"], row["type"], row["mode"]) for row in rows(language, "acts")
    )
    assert [sense for sense, count in senses.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lemma_stands_twice_in_a_class_or_under_a_topic(language: str) -> None:
    for table, column in (("classes", "class"), ("topics", "topic")):
        counts = Counter((row["lemma"], row[column]) for row in rows(language, table))
        assert [pair for pair, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_of_the_list_has_words(language: str) -> None:
    counts = Counter(row["topic"] for row in rows(language, "topics"))
    assert set(counts) == set(LISTS.topics)
    assert min(counts.values()) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_s_word_has_a_weight_and_says_where_its_object_stands(language: str) -> None:
    for row in rows(language, "topics"):
        assert 0.0 < float(row["weight"]) <= 1.0, row
        assert row["object"] in POSITIONS, row


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_attitude_has_a_kind_that_every_language_knows_and_a_sign(language: str) -> None:
    kinds = [{row["kind"] for row in rows(other, "attitudes")} for other in LANGUAGES]
    seen = Counter((row["lemma"], row["pos"], row["kind"]) for row in rows(language, "attitudes"))
    assert [row for row, count in seen.items() if count > 1] == []
    for row in rows(language, "attitudes"):
        assert row["pos"] in WORDS_OF_ATTITUDE, row
        assert row["sign"] in ("1", "-1"), row
        assert row["kind"] in set.intersection(*kinds), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_says_where_it_comes_from(language: str) -> None:
    for table in ("acts", "classes", "topics", "clusters", "attitudes"):
        assert all(row["source"] for row in rows(language, table)), table


def test_classes_have_the_same_names_in_every_language() -> None:
    names = [{row["class"] for row in rows(language, "classes")} for language in LANGUAGES]
    common = set.intersection(*names)
    for one in names:
        assert len(one - common) <= 10, sorted(one - common)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_stand_in_order_so_that_changes_can_be_read(language: str) -> None:
    for table in ("acts", "classes", "topics", "attitudes"):
        lemmas = [row["lemma"] for row in rows(language, table)]
        assert lemmas == sorted(lemmas), table
