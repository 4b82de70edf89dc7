"""Trees that the parser builds wrongly again and again, and the roles that come out all the same."""

from __future__ import annotations

from functools import lru_cache

import pytest
from test_frames import tree

from demarche import packs, parse
from demarche.find.frames import find_frames
from demarche.find.mentions import find_mentions
from demarche.find.repairs import repair
from demarche.find.tokens import Doc
from demarche.packs import load


@lru_cache(maxsize=32)
def roles(text: str, language: str) -> dict[str, set[tuple[str, str]]]:
    """Relation and words of every role, by the lemma of the frame, with the pipeline that is shipped."""
    doc, pack = parse.load(language).parse(text), packs.load(language)
    mentions = find_mentions(doc, pack)
    frames = find_frames(doc, mentions, pack)
    return {f.lemma: {(r.relation, mentions[r.mention].text) for r in f.roles} for f in frames}


def repaired(rows: str, language: str = "nl") -> Doc:
    doc = tree(rows)
    repair(doc, load(language))
    return doc


DOERS = [
    ("nl", "Polen heeft Duitsland gevraagd om luchtafweer te sturen.", "sturen", ("inherited", "Duitsland")),
    ("nl", "De VS roept Israël op om hulp toe te laten in Gaza.", "toelaten", ("inherited", "Israël")),
    ("nl", "De raketten die Rusland vannacht afvuurde, troffen een centrale.", "afvuren", ("nsubj", "Rusland")),
    (
        "nl",
        "De Russische minister zei dat zijn land geprobeerd heeft met Kiev te praten.",
        "praten",
        ("inherited", "zijn land"),
    ),
    ("nl", "Het hof oordeelde dat Israël gehouden is hulp toe te laten.", "toelaten", ("inherited", "Israël")),
    ("en", "The US is calling on Israel to stop the attacks.", "stop", ("inherited", "Israel")),
    ("en", "The army was ordered by the president to withdraw.", "withdraw", ("inherited", "The army")),
    ("en", "The soldiers were ordered to shoot civilians.", "shoot", ("inherited", "The soldiers")),
    ("en", "Russia accuses Ukraine of shelling civilians.", "shell", ("inherited", "Ukraine")),
    ("en", "Egypt and Qatar are trying to persuade Hamas to accept the proposal.", "accept", ("inherited", "Hamas")),
]


@pytest.mark.parametrize(("language", "text", "lemma", "doer"), DOERS)
def test_the_doer_of_an_infinitive_and_of_a_relative_clause(
    language: str, text: str, lemma: str, doer: tuple[str, str]
) -> None:
    assert doer in roles(text, language)[lemma]


def test_a_purpose_behind_an_object_stays_an_adjunct() -> None:
    doc = repaired(
        """
        Polen polen PROPN 2 nsubj
        besluit besluiten VERB 0 root VerbForm=Fin
        maatregelen maatregel NOUN 2 obj
        om om ADP 5 mark
        helpen helpen VERB 2 advcl VerbForm=Inf
        """
    )
    assert doc[4].dep_ == "advcl"


def test_an_infinitive_behind_a_content_clause_belongs_to_the_verb_of_that_clause() -> None:
    doc = repaired(
        """
        Zij zij PRON 2 nsubj
        zei zeggen VERB 0 root VerbForm=Fin
        dat dat SCONJ 5 mark
        Iran iran PROPN 5 nsubj Number=Sing
        weigert weigeren VERB 2 ccomp Number=Sing|VerbForm=Fin
        te te ADP 7 mark
        praten praten VERB 2 xcomp VerbForm=Inf
        """
    )
    assert (doc[6].head, doc[6].dep_) == (doc[4], "xcomp")
    assert doc[6] in doc[4].children
    assert doc[6] not in doc[1].children


def test_what_follows_a_passive_is_done_by_its_subject_and_not_by_its_agent() -> None:
    found = roles("The ship was seized by Iranian forces and taken to a port.", "en")
    assert ("obj", "The ship") in found["take"]
    assert not any(relation == "inherited" for relation, _ in found["take"])


def test_a_relative_pronoun_before_its_verb_and_object_stays_the_subject() -> None:
    assert ("nsubj", "principles") in roles("They hold on to principles that drove the success.", "en")["drive"]


def test_one_addressed_has_no_clause_of_content_below_it() -> None:
    found = roles("Trump told reporters that Ukraine should give up the region.", "en")
    assert ("nsubj", "Ukraine") in found["give"]
