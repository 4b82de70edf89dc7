"""The words of an event end where a reader would end them."""

from __future__ import annotations

import pytest

from demarche.code.evidence import evidence_of
from tests.code.test_circumstances import frame_at, scene_of


@pytest.mark.parametrize(
    ("language", "word", "text", "end"),
    [
        ("nl", "overleg", "In Oslo begon een overleg tussen ministers uit Zweden en Noorwegen.", "Noorwegen"),
        ("nl", "noemde", 'Zweden noemde de aanval "een grote fout".', 'fout"'),
        ("en", "urged", "Sweden urged Norway to open the border.", "border"),
        ("en", "encouraging", "Sweden has been encouraging allies such as Norway to close the port.", "close the port"),
        ("nl", "opgeroepen", "Zweden en Noorwegen hebben opgeroepen om de haven weer te openen.", "openen"),
    ],
)
def test_a_clause_is_carried_on_over_what_it_cuts(language: str, word: str, text: str, end: str) -> None:
    scene = scene_of(text, language)
    (piece,) = evidence_of(scene, [frame_at(scene, text, word)], text)
    assert piece.text.endswith(end)


def test_the_surest_clause_stands_first_and_a_clause_in_another_is_left_out() -> None:
    text = "Sweden attacked Norway. Norway said the attack was cruel. Sweden bombed a port."
    scene = scene_of(text, "en")
    pieces = evidence_of(scene, [frame_at(scene, text, word) for word in ("bombed", "attacked", "attack")], text)
    assert [piece.text[:6] for piece in pieces] == ["Sweden", "Sweden", "the at"]
    assert pieces[0].start > pieces[1].start
