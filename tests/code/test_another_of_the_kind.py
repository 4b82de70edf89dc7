"""What has another date, or was "already" done before, is another event with the same parties."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.code.another import LEAST, another, apart
from demarche.code.drafts import Draft
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.findings import Frame
from demarche.records import Document
from demarche.run import code
from demarche.world import load as load_world

TODAY = "2021-03-03"


def scene_of(text: str, language: str) -> Scene:
    document = Document(text, language=language, published=TODAY)
    findings = find(parse.load(language).parse(text), document, packs.load(language))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document), TODAY)


def two(text: str, language: str, first: str, second: str) -> tuple[Scene, Draft, Frame]:
    """The scene, an event by the word ``first`` and the frame of the word ``second``."""
    scene = scene_of(text, language)
    one, other = (
        next(f for f in scene.findings.frames if text[f.trigger_start : f.trigger_end] == w) for w in (first, second)
    )
    return scene, Draft("SANCTION", ("SWE",), ("NOR",), [one]), other


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("nl", "Zweden strafte Noorwegen maandag. In 2019 bestrafte Zweden Noorwegen.", "strafte", "bestrafte"),
        ("nl", "Zweden straft Noorwegen. Zweden bestrafte Noorwegen ook al eens.", "straft", "bestrafte"),
        ("en", "Sweden punished Norway on Monday. In 2019 Sweden fined Norway.", "punished", "fined"),
        ("en", "Sweden punishes Norway. Sweden has already fined Norway.", "punishes", "fined"),
    ],
)
def test_another_date_or_an_earlier_time_is_another_event(language: str, text: str, first: str, second: str) -> None:
    scene, draft, frame = two(text, language, first, second)
    assert another(scene, draft, frame, LEAST)
    assert not another(scene, draft, frame, LEAST - 0.01), "save where the clause hardly tells one"


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("nl", "Zweden strafte Noorwegen maandag. Zweden bestrafte Noorwegen.", "strafte", "bestrafte"),
        ("en", "Sweden punished Norway on Monday. On 1 March Sweden fined Norway.", "punished", "fined"),
    ],
)
def test_the_same_date_or_none_leaves_it_open(language: str, text: str, first: str, second: str) -> None:
    scene, draft, frame = two(text, language, first, second)
    assert not another(scene, draft, frame, 1.0)


def test_dates_lie_apart_as_far_as_both_are_known() -> None:
    assert apart("2019", "2020-03-01")
    assert apart("2019-02-13/2019-02-15", "2019-02-16")
    assert not apart("2019", "2019-03")
    assert not apart("2019-02-13/2019-02-15", "2019-02-15")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Noorwegen en de EU konden het niet eens worden over de makreel."),
        ("nl", "Noorwegen en de EU hebben geen akkoord bereikt over de makreel."),
        ("en", "Norway and the EU reached no deal on mackerel."),
    ],
)
def test_an_agreement_that_failed_is_told_as_one_that_is_not(language, text):
    record = code(Document(text, language=language, published=TODAY))
    assert [(e.type, e.status) for e in record.events] == [("AGREE", "negated")]
