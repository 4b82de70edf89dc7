"""A capital in front of a noun says where something is, and stands for its government only beside a body."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def parties(text: str) -> set[str]:
    record = code(read_text(text, Metadata(language="en", published="2021-03-03")))
    return {party for event in record.events for party in (*event.actors, *event.recipients)}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norway signed the Minsk accords.", "BLR"),
        ("The Doha negotiations between the Taliban and Pakistan collapsed.", "QAT"),
    ],
)
def test_where_a_treaty_or_meeting_is_from_is_no_party(text: str, place: str) -> None:
    assert parties(text)
    assert place not in parties(text)


@pytest.mark.parametrize(
    ("text", "party"),
    [("Poland criticised the Berlin government.", "DEU"), ("Sweden accused the Minsk authorities of fraud.", "BLR")],
)
def test_beside_a_body_it_is_the_government(text: str, party: str) -> None:
    assert party in parties(text)
