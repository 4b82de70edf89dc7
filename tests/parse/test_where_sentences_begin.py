"""No sentence begins inside another: with a small letter behind a word, or where a long paragraph is cut to be read."""

from __future__ import annotations

import itertools

from demarche.parse.segment import LONGEST, Borders, runs, starts


def test_a_small_letter_behind_a_word_or_comma_begins_no_sentence() -> None:
    words = ["They", "rose", "in", "number", "and", "size", ",", "then", "fell", ".", "iPhones", "too", "."]
    begin = starts(words, [True] * len(words), [5.0, -5, -5, -5, 5, -5, -5, 5, -5, -5, 5, -5, -5])
    assert [word for word, yes in zip(words, begin, strict=True) if yes] == ["They", "iPhones"]


def test_a_long_paragraph_is_cut_behind_a_full_stop_and_nothing_is_lost() -> None:
    words = (["word"] * 119 + ["."]) * 6
    cut = list(runs(words))
    assert [end for _, end in cut] == [240, 480, 720]
    assert cut[0][0] == 0
    assert all(a[1] == b[0] for a, b in itertools.pairwise(cut))


def test_a_paragraph_without_any_full_stop_is_cut_all_the_same() -> None:
    assert list(runs(["word"] * (LONGEST + 5))) == [(0, LONGEST), (LONGEST, LONGEST + 5)]
    assert list(runs([])) == []


def test_no_sentence_begins_inside_a_name():
    borders = Borders(openers=frozenset({"the"}))
    words = ["Minister", "Juha", "Salo", "left", "."]
    assert starts(words, [True] * 5, [5.0, -5, 5, -5, -5], borders) == [True, False, False, False, False]
    assert starts(words, [True] * 5, [5.0, -5, 5, -5, -5])[2]
    words = ["Talks", "in", "Oslo", "The", "ministers", "met", "."]
    assert starts(words, [True] * 7, [5.0, -5, -5, 5, -5, -5, -5], borders)[3]
