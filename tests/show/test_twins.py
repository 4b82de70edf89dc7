"""The same text at two addresses: coded once, and the records are those that each would have by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from demarche.engines import How, Outcome, Trouble, coded
from demarche.records import Document
from demarche.run import code
from demarche.show import twins
from demarche.show.twins import Twins

TEXT = "De Noorse minister van Visserij zei dinsdag dat Noorwegen van de EU eist dat de sancties worden opgeheven."
FIRST = Document(text=TEXT, published="2023-05-04", outlet="De Haven", title="Een", url="https://haven.example/1")
TWIN = replace(FIRST, title="Twee", url="https://haven.example/2")
OTHER = replace(FIRST, outlet="De Kade")
LATER = replace(FIRST, published="2023-06-04")


def walked(documents: Iterable[Document]) -> tuple[dict[str | None, Outcome], int]:
    """Outcomes by address and outlet, and how many documents were really coded."""
    pairs, asked = Twins(), 0

    def counted() -> Iterator[tuple[tuple[Document, bytes], Document]]:
        nonlocal asked
        for one in pairs.single((document, document) for document in documents):
            asked += 1
            yield one

    found = dict(pairs.rejoined(coded(counted(), 0, How())))
    assert pairs.held == len(list(documents)) - asked
    return {repr((one.url, one.outlet, one.published)): outcome for one, outcome in found.items()}, asked


def test_a_twin_has_the_record_that_it_would_have_by_itself() -> None:
    found, asked = walked([FIRST, TWIN, OTHER, LATER])
    assert asked == 3
    for document in (FIRST, TWIN, OTHER, LATER):
        assert found[repr((document.url, document.outlet, document.published))] == code(document)


def test_a_twin_shares_its_trouble() -> None:
    french = "La Norvège et l'Union européenne ont repris mardi leurs négociations sur la pêche à Bergen."
    found, asked = walked([replace(FIRST, text=french), replace(TWIN, text=french)])
    assert asked == 1 and all(isinstance(outcome, Trouble) for outcome in found.values())


def test_only_some_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "REMEMBERED", 1)
    pairs = Twins()
    order = [FIRST, OTHER, LATER, TWIN]
    taken = [
        key for key, _ in pairs.rejoined((key, Trouble("x")) for key, _ in pairs.single((d.url, d) for d in order))
    ]
    assert taken == [document.url for document in order]
    assert pairs.held == 0
