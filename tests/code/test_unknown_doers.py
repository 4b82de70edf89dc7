"""Whom something is done to has not done it, though nobody else is known: "he accused Spain"."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def actors(language: str, text: str) -> set[str]:
    record = code(read_text(text, Metadata(language=language, published="2021-03-03")))
    return {party for event in record.events for party in event.actors}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels released six Red Cross workers near the river."),
        ("en", "The two sides agreed to meet in Lisbon next week."),
        ("en", "The minister refused to apologise to Serbia."),
        ("en", "The delegates signed a treaty on water in Tashkent."),
        ("nl", "De twee landen spraken af elkaar in Lissabon te ontmoeten."),
    ],
)
def test_no_event_where_the_subject_is_nobody_known(language: str, text: str) -> None:
    assert not actors(language, text)


def test_who_is_accused_does_not_accuse() -> None:
    assert not actors("en", "He accused Spain of negligence.")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Thousands marched in Tunis against the Saudi visit.", "TUN"),
        ("Peru accused Chile of breaking the fishing treaty.", "PER"),
        ("Two Spanish soldiers were arrested by Mali.", "MLI"),
    ],
)
def test_who_is_named_as_the_doer_still_acts(text: str, party: str) -> None:
    assert party in actors("en", text)
