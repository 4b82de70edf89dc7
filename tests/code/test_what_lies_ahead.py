"""What lies ahead is agreed on and what is threatened is not done: neither is told as an act of today."""

from __future__ import annotations

import pytest

from demarche import packs, parse
from demarche.code.ahead import when_told
from demarche.code.conditions import code_conditions
from demarche.code.drafts import Draft
from demarche.code.interactions import models
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.turned import agreed, threatened
from demarche.code.who import resolve
from demarche.find import find
from demarche.findings import Frame
from demarche.records import Document
from demarche.run import code
from demarche.world import load as load_world

TODAY = "2021-03-03"


def scene_of(text: str, language: str, published: str | None = TODAY) -> Scene:
    document = Document(text, language=language, published=published)
    findings = find(parse.load(language).parse(text), document, packs.load(language))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document), published)


def frame_at(scene: Scene, text: str, word: str) -> Frame:
    return next(f for f in scene.findings.frames if text[f.trigger_start : f.trigger_end] == word)


@pytest.mark.parametrize(
    ("language", "word", "text", "told"),
    [
        ("nl", "overleg", "Vrijdag is er in Oslo overleg tussen Zweden en Noorwegen.", "ahead"),
        ("nl", "overleg", "Maandag was er in Oslo overleg tussen Zweden en Noorwegen.", "behind"),
        ("nl", "overleg", "Er is in Oslo overleg tussen Zweden en Noorwegen.", ""),
        ("en", "meet", "Sweden and Norway will meet in Oslo on 20 March.", "ahead"),
        ("en", "met", "Sweden and Norway met in Oslo on Monday.", "behind"),
        ("en", "met", "Sweden and Norway met in Oslo today.", "now"),
    ],
)
def test_words_for_time_put_a_clause_before_or_after_the_report(language: str, word: str, text: str, told: str) -> None:
    scene = scene_of(text, language)
    assert when_told(scene, frame_at(scene, text, word)) == told


def test_without_a_date_of_the_report_nothing_lies_ahead_of_it() -> None:
    text = "Vrijdag is er in Oslo overleg tussen Zweden en Noorwegen."
    scene = scene_of(text, "nl", published=None)
    assert when_told(scene, frame_at(scene, text, "overleg")) == ""


def test_a_meeting_that_lies_ahead_is_an_agreement_to_meet() -> None:
    text = "Op 20 maart ontmoet de premier van Zweden de premier van Noorwegen in Oslo."
    scene = scene_of(text, "nl")
    draft = Draft("CONSULT", ("NOR", "SWE"), (), [frame_at(scene, text, "ontmoet")])
    assert [(d.type, d.actors, d.turned) for d in agreed(scene, [draft], models())] == [
        ("AGREE", ("NOR", "SWE"), "ahead")
    ]


def test_a_meeting_that_was_stays_a_meeting() -> None:
    text = "Maandag ontmoette de premier van Zweden de premier van Noorwegen in Oslo."
    scene = scene_of(text, "nl")
    draft = Draft("CONSULT", ("NOR", "SWE"), (), [frame_at(scene, text, "ontmoette")])
    assert agreed(scene, [draft], models()) == [draft]


def test_an_agreement_told_before_takes_the_meeting_ahead_as_evidence() -> None:
    text = "Zweden en Noorwegen spraken af te overleggen. Op 20 maart ontmoeten zij elkaar in Oslo."
    scene = scene_of(text, "nl")
    first = Draft("AGREE", ("NOR", "SWE"), (), [frame_at(scene, text, "spraken")])
    meeting = frame_at(scene, text, "ontmoeten")
    kept = agreed(scene, [first, Draft("CONSULT", ("NOR", "SWE"), (), [meeting])], models())
    assert kept == [first] and meeting in first.frames


def drafts_of_a_threat(text: str, word: str) -> list[Draft]:
    scene = scene_of(text, "nl")
    document = Document(text, language="nl", published=TODAY)
    conditions = code_conditions(scene.findings, scene.resolved, scene.statements, document)
    return threatened([Draft("SANCTION", ("SWE",), ("NOR",), [frame_at(scene, text, word)])], conditions)


def test_what_would_follow_is_a_threat_and_not_done() -> None:
    text = (
        "Als Noorwegen de grens sluit, zal Zweden sancties instellen tegen Noorwegen, waarschuwde de Zweedse premier."
    )
    assert [(d.type, d.actors, d.recipients) for d in drafts_of_a_threat(text, "instellen")] == [
        ("THREATEN", ("SWE",), ("NOR",))
    ]


def test_what_was_done_before_is_no_threat() -> None:
    warned = "Als Noorwegen de grens sluit, waarschuwde de Zweedse premier, zal Zweden de sancties uitbreiden die het "
    assert [d.type for d in drafts_of_a_threat(warned + "in januari tegen Noorwegen instelde.", "instelde")] == [
        "SANCTION"
    ]


def test_a_deed_in_a_condition_is_supposed_and_what_would_follow_is_nobody_else_s() -> None:
    text = (
        "Noorwegen wacht af. Als de EU sancties instelt, sluit IJsland zijn havens voor Europese schepen, waarschuwde "
        "de regering in Reykjavik."
    )
    events = code(Document(text, language="nl", published=TODAY)).events
    assert not [e for e in events if e.type == "SANCTION"]
    assert not [e for e in events if "NOR" in e.actors]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If Sweden closes the strait, Norway will consider stationing more soldiers in the north, it said."),
        ("nl", "Als Zweden de zeestraat afsluit, kan dat volgens Noorwegen aanleiding zijn om meer troepen te sturen."),
    ],
)
def test_a_conditional_threat_is_a_threat_towards_who_would_meet_the_condition(language: str, text: str) -> None:
    told = code(Document(text, language=language, published=TODAY))
    assert [c.kind for c in told.conditions] == ["threat"]
    threats = [(*e.actors, *e.recipients) for e in told.events if e.type == "THREATEN"]
    assert [[bare(party) for party in one] for one in threats] == [["NOR", "SWE"]]


def test_a_conditional_threat_is_further_evidence_of_the_threat_told_already() -> None:
    text = (
        'Norway has threatened Sweden with countermeasures. "If Stockholm closes the strait, we will send more ships '
        'to the north", the Norwegian minister said.'
    )
    (threat,) = [e for e in code(Document(text, language="en", published=TODAY)).events if e.type == "THREATEN"]
    assert any("more ships" in span.text for span in threat.evidence)


def types(text: str, language: str) -> set[str]:
    return {event.type for event in code(Document(text, language=language, published=TODAY)).events}


def test_a_meeting_that_is_planned_is_agreed_on() -> None:
    told = types("The foreign ministers of Ghana and Togo are to hold a meeting in Accra.", "en")
    assert "AGREE" in told and "CONSULT" not in told


def test_whom_one_wants_to_meet_is_asked_for_it() -> None:
    told = types("De president van Ghana wil zijn collega uit Togo ontmoeten.", "nl")
    assert "REQUEST" in told and "AGREE" not in told
