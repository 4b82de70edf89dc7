"""A semicolon parts clauses: the one behind it has its own subject, whatever the parse makes of it."""

from __future__ import annotations

import pytest

from tests.code.test_circumstances import scene_of


@pytest.mark.parametrize(
    ("text", "lemma", "doers"),
    [
        (
            "Aid came late because Peru and Bolivia share no boats; Ana Silva, president of Chile, denied it.",
            "deny",
            "CHL",
        ),
        ("Peru condemned the bombing; its ambassador in Rome, Juan Silva, even accused Chile.", "accuse", "PER"),
        (
            "Taiwan and Malta were quick to deal with Silva; Chile, Brazil and Peru barred the country from the "
            "meetings of the bloc until May.",
            "bar",
            "BRA CHL PER",
        ),
        ("Peru condemned the strike; and then accused Chile.", "accuse", "PER"),
        ("Peru agreed to help Chile; to that end sent boats.", "send", "PER"),
    ],
)
def test_who_is_named_behind_it_does_what_the_verb_tells(text: str, lemma: str, doers: str) -> None:
    scene = scene_of(text, "en")
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    found = {party for party, one in scene.near(frame).items() if one.ways.subject}
    assert found == set(doers.split())
