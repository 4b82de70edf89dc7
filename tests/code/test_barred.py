"""What only sounds like an act is none: no comment, praise, the news of sport."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.records import Record
from demarche.run import code


def record(language: str, text: str) -> Record:
    return code(read_text(text, Metadata(language=language, published="2021-03-03")))


def types(language: str, text: str) -> set[str]:
    return {event.type for event in record(language, text).events}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway declined to comment on the Swedish report about the harbour."),
        ("en", "The Danish embassy did not respond to a request for comment on Sweden's plan."),
        ("en", "Sweden could not be reached for comment on the Danish accusation."),
        ("nl", "Noorwegen wilde niet reageren op het Zweedse voorstel."),
        ("nl", "Het Deense leger wilde geen commentaar geven op de Zweedse beschuldiging."),
    ],
)
def test_who_says_nothing_rejects_nothing(language: str, text: str) -> None:
    assert "REJECT" not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sweden does not rule out talks with Norway about the strait."),
        ("en", "Denmark did not oppose the Swedish plan for the strait."),
        ("nl", "Zweden sluit een gesprek met Noorwegen over de zeestraat niet uit."),
    ],
)
def test_who_is_not_against_something_rejects_nothing(language: str, text: str) -> None:
    assert "REJECT" not in types(language, text)


def test_who_rules_something_out_rejects_it() -> None:
    assert "REJECT" in types("en", "Sweden ruled out talks with Norway about the strait.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sweden called the Norwegian decision wise and praised Oslo for its patience."),
        ("nl", "De Zweedse premier noemde zijn Noorse collega een moedige man."),
        ("nl", "Volgens Zweden houdt Noorwegen zich aan het visserijverdrag."),
    ],
)
def test_who_praises_accuses_nobody(language: str, text: str) -> None:
    assert "ACCUSE" not in types(language, text)


def test_who_calls_something_bad_still_accuses() -> None:
    assert "ACCUSE" in types("en", "Sweden called the Norwegian decision illegal and unacceptable.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Sweden attacked down the left wing and beat Denmark 3-1 in a friendly in Malmo. The Danish defence"
            " collapsed when the striker struck twice. Denmark's coach rejected criticism of his goalkeeper, who let a"
            " penalty slip. Norway threatened late on but could not break the Finnish resistance in the other match.",
        ),
        (
            "nl",
            "Zweden viel vanaf de aftrap aan en vernederde Denemarken met 4-0. De Deense keeper capituleerde toen de"
            " spits voor de derde keer schoot. De bondscoach van Denemarken haalde uit naar de scheidsrechter. In de"
            " finale van het toernooi wacht Noorwegen.",
        ),
    ],
)
def test_a_match_is_no_war(language: str, text: str) -> None:
    found = record(language, text)
    assert found.events == ()
    assert found.positions == ()


def test_a_boycott_of_games_is_an_event() -> None:
    text = (
        "Norway boycotts the football tournament in Sweden. The Norwegian striker and the goalkeeper had already left"
        " the team. The Swedish coach said that the final would be played without them."
    )
    assert "SANCTION" in types("en", text)
