"""Whose a misdeed is does not accuse of it: who speaks of it does."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.run import code


def accused(text: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    record = code(read_text(text, Metadata(language="en", published="2021-03-03")))
    return {(event.actors, event.recipients) for event in record.events if event.type == "ACCUSE"}


@pytest.mark.parametrize(
    ("text", "accuser", "wrongdoer"),
    [
        ("Denmark withdrew from the arms treaty, citing Russian violations.", "DNK", "RUS"),
        ("Malta cited Libyan violations of the truce.", "MLT", "LBY"),
        ("Kenya spoke of Somali interference in its elections.", "KEN", "SOM"),
        ("Rwanda's complicity in the raids angered Burundi, its president said.", "BDI", "RWA"),
    ],
)
def test_who_tells_of_a_misdeed_accuses(text: str, accuser: str, wrongdoer: str) -> None:
    assert ((accuser,), (wrongdoer,)) in accused(text)
