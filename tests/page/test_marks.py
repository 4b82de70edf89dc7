"""Marks over a text: pieces that are the text again, in code points, overlaps kept apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from demarche.show.page.marks import Mark, laned, pieces


def mark(start: int, end: int, item: str) -> Mark:
    return Mark(start, end, item, "events", "evidence", item)


def test_overlapping_marks_lie_on_lines_of_their_own() -> None:
    assert [(one.item, one.lane) for one in laned([mark(0, 9, "a"), mark(3, 12, "b"), mark(9, 14, "c")])] == [
        ("a", 0), ("b", 1), ("c", 0)]  # fmt: skip


def test_a_piece_names_every_item_over_it_and_those_that_begin() -> None:
    found = pieces("🕊 a dove flies", [mark(2, 8, "a"), mark(4, 14, "b")])
    assert [(one.text, one.items) for one in found] == [("🕊 ", ""), ("a ", "a"), ("dove", "a b"), (" flies", "b")]
    assert [one.item for one in found[2].begins] == ["b"]


def test_furniture_is_told_apart() -> None:
    found = pieces("Read more. News.", [mark(11, 15, "a")], [(0, 10, "link")])
    assert [(one.text, one.furniture) for one in found if one.furniture] == [("Read more.", "link")]


@given(some.text(max_size=60), some.lists(some.tuples(some.integers(-3, 70), some.integers(-3, 70)), max_size=12))
def test_the_pieces_joined_are_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    found = pieces(text, [mark(a, b, str(n)) for n, (a, b) in enumerate(ranges)])
    assert "".join(one.text for one in found) == text
    assert all(sum(m.item == str(n) for m in one.marks) <= 1 for one in found for n in range(len(ranges)))
