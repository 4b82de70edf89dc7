"""Quotations in whatever marks an outlet uses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.find.quotes import Quotations, find_quotes


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Hij zei: "Dat kan niet."', ['"Dat kan niet."']),
        ("Zij noemt het „een misstap” van belang.", ["„een misstap”"]),
        ("“No,” she said. “Not now.”", ["“No,”", "“Not now.”"]),
        (",,Wij blijven”, aldus de raad.", [",,Wij blijven”"]),
        ("De ’kaasoorlog’ duurt voort.", ["’kaasoorlog’"]),
        ("Foto's van Oslo's haven 's avonds.", []),
        ("«Нет» было сказано.", ["«Нет»"]),
    ],
)
def test_marks_are_paired(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    assert quoted("“One goes on.\n\n“Two ends here.”") == ["“One goes on.", "“Two ends here.”"]


def test_the_share_in_quotations_is_measured_by_characters() -> None:
    text = 'ab "cd" ef'
    assert Quotations(text).share(0, len(text)) == pytest.approx(0.4)


@given(st.text(alphabet="ab \n\"'“”„’,.:", max_size=60))
def test_any_text_gives_quotations_in_order_that_do_not_overlap(text: str) -> None:
    found = find_quotes(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
