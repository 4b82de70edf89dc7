"""Quantities, times and conditions are found in parsed text, with the shipped pipelines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demarche import packs, parse
from demarche.find import times as of_times
from demarche.find.conditions import find_conditions
from demarche.find.quantities import find_quantities
from demarche.find.times import find_times
from demarche.findings import Conditional, Quantity, TimeExpression


def quantities(language: str, text: str) -> list[Quantity]:
    doc = parse.load(language).parse(text)
    return [q for q in find_quantities(doc, (), packs.load(language)) if q.form != "article"]


def times(language: str, text: str) -> list[TimeExpression]:
    return list(find_times(parse.load(language).parse(text), packs.load(language)))


def conditions(language: str, text: str) -> list[Conditional]:
    return list(find_conditions(parse.load(language).parse(text), packs.load(language)))


@pytest.mark.parametrize(
    ("language", "text", "low", "unit_class", "fate"),
    [
        ("nl", "Zweden stuurt 1200 militairen naar de kust.", 1200, "troops", ""),
        ("nl", "De vloot telt elf oorlogsschepen en twee onderzeeërs.", 11, "equipment", ""),
        ("nl", "Bij de aanval zijn zeven mensen gedood.", 7, "person", "killed"),
        ("nl", "Bij de aanslag vielen twaalf doden.", 12, "casualty", "killed"),
        ("nl", "De ramp kostte aan 52 mensen het leven.", 52, "person", "killed"),
        ("nl", "Er raakten negen agenten gewond.", 9, "person", "wounded"),
        ("en", "Sweden sent 1,200 soldiers to the coast.", 1200, "troops", ""),
        ("en", "The navy has eleven warships.", 11, "equipment", ""),
        ("en", "At least seven people were killed in the attack.", 7, "person", "killed"),
        ("en", "The attack wounded nine police officers.", 9, "person", "wounded"),
        ("en", "More than 40,000 refugees crossed the river.", 40_000, "casualty", "displaced"),
        ("en", "No casualties were reported.", 0, "casualty", "killed"),
    ],
)
def test_a_number_is_found_with_what_it_counts_and_their_fate(
    language: str, text: str, low: int, unit_class: str, fate: str
) -> None:
    found = quantities(language, text)[0]
    assert (found.low, found.unit_class, found.fate) == (low, unit_class, fate)
    assert text[found.phrase[0] : found.phrase[1]].endswith(found.unit) or found.unit == text[: len(found.unit)].lower()


def test_part_of_the_victims_shares_their_fate() -> None:
    found = quantities("nl", "Bij de brand kwamen 30 mensen om het leven, onder wie elf Denen.")
    assert [(q.low, q.fate) for q in found] == [(30, "killed"), (11, "killed")]


@pytest.mark.parametrize(
    "text", ["Het kost 30 miljoen euro.", "Op 12 april 2021 begon het.", "Het is 40 kilometer ver."]
)
def test_money_dates_and_distances_are_no_quantities(text: str) -> None:
    assert quantities("nl", text) == []


@pytest.mark.parametrize(
    ("language", "text", "tense"),
    [
        ("nl", "Donderdag is er weer overleg in Oslo.", "present"),
        ("nl", "Maandag was er al overleg in Oslo.", "past"),
        ("nl", "De ministers zullen vrijdag opnieuw praten.", "future"),
        ("nl", "De minister heeft dinsdag een brief gestuurd.", "past"),
        ("en", "The ministers met on Thursday.", "past"),
        ("en", "The ministers will meet on Friday.", "future"),
        ("en", "The council has voted on Monday.", "past"),
    ],
)
def test_the_tense_around_a_weekday_is_that_of_its_clause(language: str, text: str, tense: str) -> None:
    (found,) = times(language, text)
    assert dict(found.values)["tense"] == tense


def test_the_date_in_the_header_is_no_time_of_the_report() -> None:
    assert times("nl", "date 2021-03-04 De raad vergadert in Oslo.") == []


@pytest.mark.parametrize(
    ("language", "text", "condition", "consequence"),
    [
        ("nl", "Als Noorwegen de haven sluit, zal Zweden sancties instellen.",
         "Als Noorwegen de haven sluit", "zal Zweden sancties instellen"),
        ("nl", "Zweden zal sancties instellen als Noorwegen de haven sluit.",
         "als Noorwegen de haven sluit", "Zweden zal sancties instellen"),
        ("nl", "De minister zei dat hij opstapt, tenzij de raad instemt.",
         "tenzij de raad instemt", "hij opstapt"),
        ("nl", "Zweden opent de haven op voorwaarde dat de vloot vertrekt.",
         "op voorwaarde dat de vloot vertrekt", "Zweden opent de haven"),
        ("en", "If Norway closes the port, Sweden will impose sanctions.",
         "If Norway closes the port", "Sweden will impose sanctions"),
        ("en", "Sweden will impose sanctions unless Norway opens the port.",
         "unless Norway opens the port", "Sweden will impose sanctions"),
        ("en", "Sweden offered a loan in exchange for access to the port.",
         "in exchange for access to the port", "Sweden offered a loan"),
    ],
)  # fmt: skip
def test_a_condition_is_cut_from_its_consequence(language: str, text: str, condition: str, consequence: str) -> None:
    (found,) = conditions(language, text)
    start, end = found.consequence[0]
    assert text[found.condition[0] : found.condition[1]] == condition
    assert text[start:end] == consequence


@pytest.mark.parametrize(
    "text",
    [
        "Hij werkt als adviseur van de minister.",
        "De raad ziet het besluit als bewijs van goede wil.",
        "Zowel Noorwegen als Zweden heeft getekend.",
    ],
)
def test_a_comparison_or_role_is_no_condition(text: str) -> None:
    assert conditions("nl", text) == []


def test_months_are_read_in_the_short_forms_of_datelines() -> None:
    found = times("en", "OSLO, Feb 18 - Rebels released 4 soldiers. The raid was on Oct 7.")
    assert [dict(one.values)["month"] for one in found if one.kind == "date"] == ["2", "10"]
    text = "OSLO, Feb 18 - Rebels released 4 soldiers whom they had captured."
    assert 18 not in {one.low for one in quantities("en", text)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Tuesday, 4 May 2021, and in early June the fleet sailed; three weeks ago, last autumn, since 2019."),
        (
            "en",
            "Two days later, overnight, the ports closed. They open next week, on September 3, 2022, or this weekend.",
        ),
        ("nl", "Op dinsdag 4 mei 2021 en begin juni voer de vloot uit; drie weken geleden, vorige herfst, sinds 2019."),
        ("nl", "Vannacht sloten de havens. Ze gaan volgende week open, op 3-9-2022, dit weekend of over twee dagen."),
    ],
)
def test_patterns_are_tried_wherever_they_could_match(
    language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = packs.load(language)
    known = of_times.grammar(pack)
    found = of_times.expressions(text, pack)
    monkeypatch.setattr(of_times, "grammar", lambda _: replace(known, words={}))
    of_times.expressions.cache_clear()
    assert len(found) > 2
    assert of_times.expressions(text, pack) == found


def test_what_a_pattern_leaves_out_or_chooses_from_is_not_always_there() -> None:
    pattern = "(?:(?:on|by) )?(?P<weekday>{weekday})(?:{daypart})? (?:{month}|{season})"
    assert of_times._always(pattern) == "{weekday} "
    assert of_times._always("{weekday}|{month}") == ""
