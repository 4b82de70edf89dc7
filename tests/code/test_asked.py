"""What is asked for, threatened, published or called off is not done."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def types(language: str, text: str) -> set[str]:
    return {event.type for event in code(read_text(text, Metadata(language=language, published="2021-03-03"))).events}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Sweden asked Norway to waive the immunity of its ambassador.", "CONCEDE"),
        ("nl", "Zweden eist dat Noorwegen zijn ambassadeur terugroept.", "SANCTION"),
        ("nl", "Zweden dreigde Noorse schepen tot zinken te brengen.", "ASSAULT"),
    ],
)
def test_what_is_asked_or_threatened_is_not_done(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


def test_who_publishes_something_or_meets_a_need_frees_and_meets_nobody() -> None:
    assert "RETREAT" not in types("en", "Sweden released a report on the Norwegian harbour.")
    assert "CONSULT" not in types("en", "Sweden and Norway met the challenge of the storm.")


def test_who_tells_parliament_what_will_be_done_asks_it_for_nothing() -> None:
    told = types(
        "en", "Sweden will withdraw its troops from Norway by the summer, the Swedish premier told parliament."
    )
    assert "CONCEDE" in told
    assert "REQUEST" not in told


def test_who_returns_fire_gives_nothing_back() -> None:
    told = types("en", "Danish troops shot at a Swedish post. Swedish forces returned fire.")
    assert "ASSAULT" in told
    assert "RETREAT" not in told


def test_a_protest_that_is_lodged_is_no_march() -> None:
    told = types("en", "Sweden lodged a protest with Norway through its embassy in Oslo.")
    assert "ACCUSE" in told
    assert "PROTEST" not in told
