"""When and where an event is: the words of its own clause first, and none that date or place something else."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.code.circumstances import at_meeting, dated, meeting_day, status_by_date, when_of, where_of
from demarche.code.drafts import Draft
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.findings import Frame
from demarche.records import Document
from demarche.world import load as load_world

TODAY = "2021-03-03"


def scene_of(text: str, language: str) -> Scene:
    document = Document(text, language=language, published=TODAY)
    findings = find(parse.load(language).parse(text), document, packs.load(language))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document))


def frame_at(scene: Scene, text: str, word: str) -> Frame:
    return next(f for f in scene.findings.frames if text[f.trigger_start : f.trigger_end] == word)


def told(text: str, language: str, kind: str, word: str, recipients: tuple[str, ...] = ()) -> tuple[Scene, Draft]:
    scene = scene_of(text, language)
    return scene, Draft(kind, ("SWE",), recipients, [frame_at(scene, text, word)])


@pytest.mark.parametrize(
    ("language", "kind", "word", "text", "place"),
    [
        ("nl", "CONSULT", "overleg", "Maandag was er in Oslo een overleg tussen Zweden en Noorwegen.", "Oslo, NOR"),
        ("nl", "CONSULT", "overleg", "Het overleg over de spanning rond Finland is mislukt.", None),
        ("nl", "REQUEST", "aandringen", "Zweden zal aandringen op rust in de regio.", None),
        ("nl", "AGREE", "sloot", "Zweden sloot een akkoord met Helsinki.", None),
        ("nl", "COERCE", "arresteerde", "Zweden arresteerde in Göteborg twee Noren.", "Göteborg, SWE"),
        ("en", "CONSULT", "met", "Sweden met Norway in Helsinki on Monday.", "Helsinki, FIN"),
        ("en", "ACCUSE", "accused", "Sweden accused Norway of the fires in the Black Sea.", None),
    ],
)
def test_a_place_is_where_it_happens_not_what_it_is_about(
    language: str, kind: str, word: str, text: str, place: str | None
) -> None:
    assert where_of(*told(text, language, kind, word)) == place


def test_an_attack_is_where_the_country_is_that_it_is_on() -> None:
    scene, draft = told("Its invasion of Finland shocked many.", "en", "ASSAULT", "invasion", ("FIN",))
    assert where_of(scene, draft) == "Finland, FIN"


def test_what_was_done_is_not_dated_by_when_it_was_told() -> None:
    text = "Sweden said on Monday that Norway bombed a port."
    scene = scene_of(text, "en")
    said, bombed = (frame_at(scene, text, word) for word in ("said", "bombed"))
    assert when_of(scene, Draft("ACCUSE", ("SWE",), ("NOR",), [said]), TODAY) == "2021-03-01"
    assert when_of(scene, Draft("ASSAULT", ("NOR",), (), [bombed]), TODAY) is None


def test_the_year_of_a_deal_does_not_date_who_leaves_it() -> None:
    scene, draft = told("Zweden zegde het akkoord van 2015 op.", "nl", "REJECT", "zegde")
    assert when_of(scene, draft, TODAY) is None


def test_a_weekday_is_kept_where_the_report_is_dated_by_its_month() -> None:
    scene, draft = told("Maandag was er in Oslo een overleg tussen Zweden en Noorwegen.", "nl", "CONSULT", "overleg")
    assert dated(scene, draft, "2021-03") == ("2021-03", "monday")
    assert dated(scene, draft, TODAY) == (when_of(scene, draft, TODAY), None)
    scene, draft = told("In februari was er een overleg tussen Zweden en Noorwegen.", "nl", "CONSULT", "overleg")
    assert dated(scene, draft, "2021-03") == ("2021-02", None)


def test_what_is_said_at_a_meeting_is_said_on_its_day() -> None:
    text = "Sweden met Norway on Monday. Sweden supported the plan. Denmark supported the plan."
    scene = scene_of(text, "en")
    met = Draft("CONSULT", ("SWE", "NOR"), (), [frame_at(scene, text, "met")])
    first, second = (f for f in scene.findings.frames if text[f.trigger_start : f.trigger_end] == "supported")
    meeting = meeting_day(scene, [met], TODAY)
    assert meeting is not None
    assert at_meeting(scene, Draft("SUPPORT", ("SWE",), (), [first]), meeting) == "2021-03-01"
    assert at_meeting(scene, Draft("SUPPORT", ("DNK",), (), [second]), meeting) is None


@pytest.mark.parametrize(
    ("status", "kind", "when", "right"),
    [
        ("future", "SANCTION", "2020", "actual"),
        ("future", "SANCTION", "2021-03", "future"),
        ("actual", "SANCTION", "2021-04-01", "future"),
        ("actual", "AGREE", "2021-04-01", "actual"),
        ("negated", "SANCTION", "2020", "negated"),
    ],
)
def test_nothing_is_still_to_come_that_lies_behind(status: str, kind: str, when: str, right: str) -> None:
    assert status_by_date(status, kind, when, TODAY) == right
