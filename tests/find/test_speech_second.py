"""The second look at readings of cues: what it knows, and how it chooses."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.find.mentions import find_mentions
from demarche.find.speech import candidates
from demarche.find.speech_clause import Candidate
from demarche.find.speech_cues import Trigger, compiled
from demarche.find.speech_report import Scored
from demarche.find.speech_score import features_of, read_as, weights_of
from demarche.find.speech_second import (
    KEEP,
    MOST,
    Reading,
    Stretches,
    all_numbers,
    choose,
    extent_of,
    judged,
    nearest,
    rows_of,
    shared,
    shipped,
)
from demarche.find.speech_tallies import within
from demarche.find.speech_view import LONGEST, View


def seen(text: str, language: str) -> tuple[View, list[Reading]]:
    pack = packs.load(language)
    doc = parse.load(language).parse(text)
    view = View(doc, compiled(pack))
    weights = weights_of(pack)
    return view, [read_as(weights, c, features_of(view, c)) for c in candidates(view, find_mentions(doc, pack))]


def offered(text: str, language: str) -> set[str]:
    view, readings = seen(text, language)
    return {" … ".join(view.text[a:b] for a, b in one.candidate.content) for one in readings}


def reading(cue: int, start: int, end: int, score: float) -> Scored:
    trigger = Trigger(cue, "say", "verb", frozenset({"say"}))
    return Scored(Candidate(trigger, "clause", ((start, end),), ((0, 4),), None), score)


def test_a_cue_is_read_once_and_words_are_told_once() -> None:
    best, longer, again, other = (
        reading(1, 5, 50, 0.9),
        reading(1, 5, 90, 0.8),
        reading(9, 5, 55, 0.7),
        reading(20, 95, 120, 0.6),
    )
    assert choose([longer, other, again, best]) == [best, other]


def test_a_second_choice_stands_where_another_cue_has_the_first() -> None:
    taken, first, second = reading(30, 40, 80, 0.9), reading(10, 40, 80, 0.8), reading(10, 0, 30, 0.7)
    assert choose([first, second, taken]) == [second, taken]


def test_what_is_unlikely_is_dropped() -> None:
    assert choose([reading(1, 5, 50, KEEP - 0.01)]) == []


@pytest.mark.parametrize("language", packs.installed())
def test_without_trees_the_first_look_decides(language: str) -> None:
    view, readings = seen('"Dit is een misstap", zei Oslo. "This is a mistake," Oslo said.', language)
    assert [one.score for one in judged(view, readings, None)] == [one.probability for one in readings]


@pytest.mark.parametrize("language", packs.installed())
def test_the_shipped_trees_ask_for_what_is_told(language: str) -> None:
    trees = shipped()
    assert trees is not None
    view, readings = seen('"Dit is een misstap", zei Oslo. "This is a mistake," Oslo said.', language)
    told = {name for row in all_numbers(view, readings) for name in row}
    names = [str(name) for name in trees.arrays["names"]]
    assert told <= set(names)
    assert rows_of(view, readings, names).shape == (len(readings), len(names))


OFFERED = [
    ("en", "Its ships, a spokeswoman for the navy added, were on their way.", "Its ships … were on their way"),
    ("nl", "Noorwegen zei dat het schip vergaan is, terwijl Zweden zweeg.", "dat het schip vergaan is"),
    (
        "en",
        "The pact holds, according to the envoy. It would last for years.",
        "The pact holds … It would last for years.",
    ),
    # "In" begins "in the words of", and yet reports nothing by itself.
    (
        "nl",
        "Volgens de gezant geldt het verdrag. Het zou nog jaren in werking blijven in het noorden.",
        "geldt het verdrag … Het zou nog jaren in werking blijven in het noorden.",
    ),
    (
        "nl",
        "De vissers hebben gedreigd, kort nadat de haven dichtging, om hun boten te verbranden.",
        "om hun boten te verbranden",
    ),
    # A clause that the parse has for the subject of a threat is what is threatened.
    ("nl", "Het dreigt het verdrag nu ook op te zeggen.", "het verdrag nu ook op te zeggen"),
    ("nl", "Het verdrag geldt nog. De minister zei dat dinsdag.", "Het verdrag geldt nog."),
    ("nl", "De premier wekte woede door aan te kondigen dat de haven dichtgaat.", "dat de haven dichtgaat"),
]


@pytest.mark.parametrize(("language", "text", "content"), OFFERED)
def test_readings_are_offered(language: str, text: str, content: str) -> None:
    assert content in offered(text, language)


def test_ranges_that_overlap_among_themselves_are_compared_too() -> None:
    twice = ((0, 10), (0, 10))
    assert shared(twice, twice) == 1.0
    assert shared(twice, ((20, 30),)) == 0.0


def test_stretches_are_found_by_the_characters_they_share() -> None:
    known: Stretches[str] = Stretches()
    for place in [(20, 25), (0, 30), (5, 10), (10, 12)]:
        known.add(place, f"{place[0]}-{place[1]}")
    assert list(known.across(10, 20)) == ["0-30", "10-12"]
    assert list(known.across(24, 40)) == ["0-30", "20-25"]
    assert list(known.across(30, 40)) == []


def test_what_stands_in_a_stretch_is_counted_from_the_start() -> None:
    view, _ = seen("Oslo sent ships, planes and men. Oslo said that it will stay, and Bergen said so too.", "en")
    known, half = view.tallies, len(view.doc) // 2
    for marks, counts in (
        ([t.text == "," for t in view.doc], known.commas),
        ([t.text in ".!?" for t in view.doc], known.dots),
        ([t.pos_ in ("VERB", "AUX") for t in view.doc], known.verbs),
    ):
        assert within(counts, [(0, half), (half + 1, len(view.doc))]) == sum(marks) - marks[half]


NOISE = [("en", "said"), ("nl", "zei")]


@pytest.mark.parametrize(("language", "word"), NOISE)
def test_a_page_of_one_verb_of_speech_takes_work_by_its_length(language: str, word: str) -> None:
    """A cue is read against the words of its unit, and against the cues nearest to it: both have an end."""
    units, asked = [], []
    for times in (300, 600):
        view, readings = seen(f"{word} " * times, language)
        units += [end - start for start, end in view.units]
        near = [len(some) for some in cues_beside(readings)]
        asked.append(sum(near))
    assert max(units) <= LONGEST
    assert max(near) <= MOST
    assert asked[1] < 3 * asked[0]


def cues_beside(readings: list[Reading]) -> list[list[tuple[int, str]]]:
    best: Stretches[tuple[int, str]] = Stretches()
    for one in {one.key: one for one in readings}.values():
        best.add(extent_of(one.candidate), one.key)
    return [nearest(one.key, best.across(*extent_of(one.candidate))) for one in readings]
