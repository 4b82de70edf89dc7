"""Which readings become events: a sure type counts for itself where its parties are in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from demarche import packs, parse
from demarche.code.events import ANOTHER, KEEP, Draft, choose, tells, worth
from demarche.code.interactions import models
from demarche.code.readings import Reading, read_document
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world

TEXT = "Na het overleg met Noorwegen beschuldigde Finland Zweden en Denemarken van spionage."


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """All readings of the verb that accuses: who does, and whom, can be taken in several ways."""
    document = Document(TEXT, language="nl")
    findings = find(parse.load("nl").parse(TEXT), document, packs.load("nl"))
    resolved = resolve(findings, document, load_world())
    scene = Scene.of(findings, resolved, code_statements(findings, resolved, document))
    return list(once(r for r in read_document(scene, models(), frozenset()) if r.type == "ACCUSE"))


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
    assert not choose(few, [0.04, 0.03, 0.02, 0.01], KEEP), "as good as no reading is likely"


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
