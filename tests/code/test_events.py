"""Which readings become events: a sure type counts for itself where its parties are in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from demarche import packs, parse
from demarche.code.drafts import Draft
from demarche.code.events import ANOTHER, KEEP, LEAST_PLAIN, LEAST_SURE, choose, likely, sure, tells, witnesses, worth
from demarche.code.features import type_features
from demarche.code.interactions import models
from demarche.code.readings import Reading, read_document
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.topics import clause_topics
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world

TEXT = "Na het overleg met Noorwegen beschuldigde Finland Zweden en Denemarken van spionage."


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """All readings of the verb that accuses: who does, and whom, can be taken in several ways."""
    return [r for r in readings_of(TEXT) if r.type == "ACCUSE"]


def scene_of(text: str, language: str = "nl") -> Scene:
    """The scene of a text."""
    document = Document(text, language=language)
    findings = find(parse.load(language).parse(text), document, packs.load(language))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document))


def readings_of(text: str, language: str = "nl") -> list[Reading]:
    """All readings of a text, once each."""
    return list(once(iter(read_document(scene_of(text, language), models(), frozenset()))))


def once(found: Iterator[Reading]) -> Iterator[Reading]:
    """The first of several readings with the same parties."""
    seen = set()
    for one in found:
        if (one.frame.id, one.key) not in seen:
            seen.add((one.frame.id, one.key))
            yield one


def test_a_sure_type_is_kept_though_no_reading_of_its_parties_is_likely(readings: list[Reading]) -> None:
    few = readings[:4]
    assert len(few) == 4
    assert few[0].spot.chance > 0.8
    scores = [0.19, 0.18, 0.17, 0.16]
    assert max(scores) < KEEP
    (event,) = choose(few, scores, KEEP)
    assert (event.type, event.actors, event.recipients) == ("ACCUSE", few[0].actors, few[0].recipients)
    assert not sure(choose(few, [0.04, 0.03, 0.02, 0.01], KEEP)), "as good as no reading is likely"


def test_what_a_sure_row_offers_is_told_sooner_than_what_one_asks_in_vain(readings: list[Reading]) -> None:
    told = Draft("ACCUSE", ("FIN",), ("SWE",), [readings[0].frame], worth=KEEP, confidence=LEAST_SURE, plainly="sure")
    assert sure([told]) == likely([told]) == [told]
    less = replace(told, worth=0.8 * KEEP, confidence=LEAST_PLAIN)
    assert (sure([less]), likely([less])) == ([less], [])
    asks = replace(told, plainly="maybe")
    assert (sure([asks]), likely([asks])) == ([], [asks])
    assert not sure([replace(told, plainly="weak", confidence=LEAST_PLAIN)])


def test_an_event_is_worth_more_the_less_its_parties_are_in_doubt(readings: list[Reading]) -> None:
    first, second = readings[:2]
    alone, *_ = worth([(0.5, first)])
    shared, _, chosen = worth([(0.2, first), (0.3, second)])
    assert chosen is second
    assert 0.0 < shared < alone <= 1.0


def test_a_clause_beside_another_tells_one_more_event_of_the_kind(readings: list[Reading]) -> None:
    frame = readings[0].frame
    told = Draft("ACCUSE", ("FIN",), ("SWE",), [frame])
    beside = replace(frame, lemma="hekelen", relation="conj")
    assert not tells(told, beside, ANOTHER)
    assert tells(told, beside, ANOTHER - 0.1), "one that is less sure is the same event again"
    assert tells(told, replace(beside, relation="ccomp"), ANOTHER), "a clause inside it as well"
    assert tells(told, replace(beside, lemma=frame.lemma), ANOTHER), "and the same word"


def test_a_meeting_is_told_again_by_other_words_but_not_by_those_of_another_mode(readings: list[Reading]) -> None:
    frame = readings[0].frame
    told = Draft("CONSULT", ("FIN", "NOR"), (), [frame], mode="")
    elsewhere = replace(frame, lemma="ontmoeten", sentence=frame.sentence + 1)
    assert tells(told, elsewhere, 0.9, "")
    assert tells(told, elsewhere, 0.9), "also where the tables know no mode"
    assert not tells(told, elsewhere, 0.9, "phone")
    assert not tells(replace(told, type="AGREE"), elsewhere, 0.9, ""), "two promises are often two"


def test_accusations_on_different_topics_are_two_and_on_one_topic_the_same(readings: list[Reading]) -> None:
    frame = readings[0].frame
    told = Draft("ACCUSE", ("FIN",), ("SWE",), [frame], topics=frozenset({"trade"}))
    next_to = replace(frame, lemma="hekelen", sentence=frame.sentence + 1)
    assert not tells(told, next_to, 0.5, about=frozenset({"sanctions"}))
    assert tells(told, next_to, 0.3, about=frozenset({"sanctions"})), "one that is unsure is the same event again"
    assert tells(told, next_to, 0.9, about=frozenset({"trade", "sanctions"}))


def test_an_accusation_further_on_is_another_sooner_than_one_right_behind(readings: list[Reading]) -> None:
    frame = readings[0].frame
    told = Draft("ACCUSE", ("FIN",), ("SWE",), [frame])
    assert tells(told, replace(frame, lemma="hekelen", sentence=frame.sentence + 1), 0.5)
    assert not tells(told, replace(frame, lemma="hekelen", sentence=frame.sentence + 4), 0.5)


def test_what_a_demand_is_about_stands_in_its_clause() -> None:
    scene = scene_of("Finland eist dat Zweden zijn troepen terugtrekt. Noorwegen eist dat de sancties verdwijnen.")
    first, second = (clause_topics(scene, f) for f in scene.findings.frames if f.lemma == "eisen")
    assert "force-withdrawal" in first
    assert "sanctions" in second
    assert not first & second


def test_leaving_a_treaty_and_stopping_trade_are_two_events(readings: list[Reading]) -> None:
    frame = readings[0].frame
    left = Draft("SANCTION", ("FIN",), ("SWE",), [frame], mode="withdraw")
    assert not tells(left, frame, KEEP, "discontinue")
    assert tells(left, frame, KEEP, "withdraw")


def test_words_that_only_report_are_no_further_evidence() -> None:
    scene = scene_of("Finland beschuldigt Zweden van spionage. Dat zei de Finse premier na het overleg met Noorwegen.")
    accuses, says = (next(f for f in scene.findings.frames if f.lemma == word) for word in ("beschuldigen", "zeggen"))
    assert scene.cued[says.id] is not None
    told = Draft("ACCUSE", ("FIN",), ("SWE",), [accuses, says])
    assert witnesses(scene, told) == [accuses]
    assert witnesses(scene, replace(told, frames=[says])) == [says], "alone it is better than nothing"


def test_who_only_tells_what_another_refuses_does_not_refuse() -> None:
    told = readings_of("Volgens Noorwegen was Finland niet bereid om daar een datum aan te verbinden.")
    refusals = [r.actors for r in told if r.type == "REJECT" and r.frame.lemma == "bereid"]
    assert ("FIN",) in refusals
    assert all("NOR" not in actors for actors in refusals)


WORDS_ABOUT = [
    ("Volgens Noorwegen schendt Finland het verdrag.", "schenden", "of=other&according"),
    ("Noorwegen zegt dat die maatregel de vrede bedreigt.", "bedreigen", "of=thing&verb"),
    ("Noorwegen zegt dat het besluit van Finland de vrede bedreigt.", "bedreigen", "of=owned&verb"),
    ("De Noorse premier zegt dat hij Finland niet zal helpen.", "helpen", "of=speaker&neg"),
]


@pytest.mark.parametrize(("text", "lemma", "feature"), WORDS_ABOUT)
def test_it_is_seen_whom_somebody_speaks_of(text: str, lemma: str, feature: str) -> None:
    scene = scene_of(text)
    frame = next(f for f in scene.findings.frames if f.lemma == lemma)
    assert feature in type_features(scene, frame)


def test_talks_between_two_are_theirs_alone_whoever_else_the_report_is_about() -> None:
    text = (
        "Peru en Chili spraken in Lima over vis. Chili sprak van een succes. "
        "Maandag was er in Cusco ook overleg tussen delegaties uit Peru en Bolivia."
    )
    told = [one for one in readings_of(text) if one.type == "CONSULT" and one.frame.lemma == "overleg"]
    assert told and {party for one in told for party in (*one.actors, *one.recipients)} <= {"PER", "BOL"}


def test_a_meeting_is_of_its_subject_and_those_it_is_with_whoever_else_the_report_is_about() -> None:
    text = "Peru en Chili ruziën al jaren over vis. Chili vreest Peru. Gisteren overlegde Bolivia met Ecuador."
    told = [one for one in readings_of(text) if one.type == "CONSULT" and one.frame.lemma == "overleggen"]
    assert told and {party for one in told for party in (*one.actors, *one.recipients)} == {"BOL", "ECU"}
    assert all(one.receiving.parties for one in told), "nobody meets alone"


def test_where_two_discuss_a_third_that_third_sits_at_no_table() -> None:
    text = "De leiders van Peru en Chili waren in Lima. Peru en Chili bespraken de inval van Brazilië in Bolivia."
    told = [one for one in readings_of(text) if one.type == "CONSULT" and one.frame.lemma == "bespreken"]
    assert told and {party for one in told for party in (*one.actors, *one.recipients)} <= {"PER", "CHL"}


@pytest.mark.parametrize(
    "text",
    [
        "Chili beschuldigt Peru. Bolivia riep de internationale gemeenschap op om in te grijpen.",
        "Chili beschuldigt Peru. Bolivia riep de wereld op om in te grijpen.",
    ],
)
def test_who_asks_everybody_asks_no_party(text: str) -> None:
    told = [one for one in readings_of(text) if one.type == "REQUEST" and one.frame.lemma == "oproepen"]
    assert told and not any(one.recipients for one in told)


@pytest.mark.parametrize(
    ("text", "language", "lemma", "kind"),
    [
        ("Latvia received a batch of howitzers from Finland.", "en", "receive", "AID"),
        ("Latvian soldiers came under attack from Finnish pilots.", "en", "come", "ASSAULT"),
        ("Letland kreeg in mei wapens van Finland.", "nl", "krijgen", "AID"),
    ],
)
def test_what_a_subject_undergoes_is_done_by_whom_it_comes_from(
    text: str, language: str, lemma: str, kind: str
) -> None:
    told = [one for one in readings_of(text, language) if one.type == kind and one.frame.lemma == lemma]
    likeliest = max(told, key=lambda one: one.weight)
    bare = [party.split("/")[0] for party in (*likeliest.actors, *likeliest.recipients)]
    assert bare == ["FIN", "LVA"]
