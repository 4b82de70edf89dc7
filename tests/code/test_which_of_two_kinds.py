"""What else a clause says tells which of two kinds of act it is: whom it is against, what is sent or withdrawn."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def told(text: str, language: str = "en") -> set[tuple[str, str]]:
    """Pairs of type and bare party of each doer."""
    record = code(read_text(text, Metadata(language=language, published="2021-03-03")))
    return {(event.type, actor.split("/")[0]) for event in record.events for actor in event.actors}


@pytest.mark.parametrize(
    ("language", "text", "kind", "other"),
    [
        ("en", "Kenya banned imports of milk from Uganda.", "SANCTION", "COERCE"),
        ("en", "Norway protested after a Swedish trawler fished off its coast.", "ACCUSE", "PROTEST"),
        ("en", "Brazil called for an inquiry into the Bolivian police.", "REQUEST", "ACCUSE"),
        ("en", "Italy sent two helicopters with doctors to Albania after the flood.", "AID", "MOBILIZE"),
        ("en", "Poland sent fighter jets to the Baltic coast.", "MOBILIZE", "AID"),
        ("nl", "Litouwen laat sinds zaterdag geen Russische treinen meer door.", "COERCE", "RETREAT"),
        ("nl", "Denemarken verontschuldigt zich niet bij Zweden.", "REJECT", "CONCEDE"),
        ("nl", "Rusland houdt vol dat het niets met de aanslag in Estland te maken heeft.", "REJECT", "ACCUSE"),
    ],
)
def test_the_clause_tells_which_of_two_kinds_it_is(language: str, text: str, kind: str, other: str) -> None:
    types = {one for one, _ in told(text, language)}
    assert kind in types and other not in types


def test_what_is_withdrawn_tells_what_it_is() -> None:
    assert ("SANCTION", "GBR") in told("The United Kingdom withdrew the diplomatic immunity of the Libyan envoy.")
    assert ("RETREAT", "FRA") in told("France withdrew its troops from Mali.")
