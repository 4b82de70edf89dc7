"""Trees that the parser builds wrongly again and again, and the roles that come out all the same."""

from __future__ import annotations

from functools import lru_cache

import pytest
from test_frames import tree

from demarche import packs, parse
from demarche.find.frames import find_frames
from demarche.find.mentions import find_mentions
from demarche.find.repairs import repair, retag
from demarche.find.tokens import Doc, plain
from demarche.packs import load


@lru_cache(maxsize=32)
def roles(text: str, language: str) -> dict[str, set[tuple[str, str]]]:
    """Relation and words of every role, by the lemma of the frame, with the pipeline that is shipped."""
    doc, pack = plain(parse.load(language).parse(text)), packs.load(language)
    retag(doc, pack)
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


OBJECTS = [
    ("Een woordvoerder van de regering heeft Bern opgeroepen om te praten.", "oproepen", "Een woordvoerder", "Bern"),
    ("Wenen beschuldigt Bern van spionage.", "beschuldigen", "Wenen", "Bern"),
]


@pytest.mark.parametrize(("text", "lemma", "doer", "target"), OBJECTS)
def test_who_stands_behind_the_verb_is_its_object(text: str, lemma: str, doer: str, target: str) -> None:
    found = roles(text, "nl")[lemma]
    assert any(relation == "nsubj" and words.startswith(doer) for relation, words in found)
    assert any(relation == "obj" and words.startswith(target) for relation, words in found)


def two_subjects(rows: str) -> list[str]:
    """The relations of a clause's nominals, after repair, in their order."""
    return [one.dep_ for one in repaired(rows) if one.pos_ in ("PROPN", "NOUN", "PRON")]


def test_a_pronoun_behind_the_subject_of_a_clause_is_its_object() -> None:
    rows = """
        dat dat SCONJ 5 mark
        Bern bern PROPN 5 nsubj Number=Sing
        die die PRON 5 nsubj
        heeft hebben AUX 5 aux Number=Sing|VerbForm=Fin
        genegeerd negeren VERB 0 root VerbForm=Part
        """
    assert two_subjects(rows) == ["nsubj", "obj"]


def test_of_two_subjects_the_one_that_agrees_with_the_verb_is_the_subject() -> None:
    rows = """
        Een een DET 2 det
        voorstel voorstel NOUN 3 nsubj Number=Sing
        deden doen VERB 0 root Number=Plur|VerbForm=Fin
        de de DET 5 det
        landen land NOUN 3 nsubj Number=Plur
        """
    assert two_subjects(rows) == ["obj", "nsubj"]
    assert two_subjects(rows.replace("Plur|", "Sing|").replace("deden", "deed")) == ["nsubj", "obj"]


def test_of_two_subjects_the_nominative_is_the_subject() -> None:
    rows = """
        Bern bern PROPN 2 nsubj Number=Sing
        noemde noemen VERB 0 root Number=Sing|VerbForm=Fin
        hij hij PRON 2 nsubj Case=Nom|Number=Sing
        """
    assert two_subjects(rows) == ["obj", "nsubj"]


def test_a_relative_pronoun_a_cut_phrase_and_what_stands_behind_a_comma_are_left_as_they_are() -> None:
    relative = """
        raketten raket NOUN 0 root Number=Plur
        die die PRON 4 nsubj
        Bern bern PROPN 4 nsubj Number=Sing
        afvuurde afvuren VERB 1 acl:relcl Number=Sing|VerbForm=Fin
        """
    assert two_subjects(relative)[1:] == ["nsubj", "nsubj"]
    phrase = """
        renden rennen VERB 0 root Number=Plur|VerbForm=Fin
        duizenden duizend NOUN 1 nsubj Number=Plur
        mensen mens NOUN 1 nsubj Number=Plur
        """
    assert two_subjects(phrase) == ["nsubj", "nsubj"]
    comma = """
        Raakten raken VERB 0 root Number=Plur|VerbForm=Fin
        mensen mens NOUN 1 nsubj Number=Plur
        , , PUNCT 1 punct
        waaronder waaronder ADP 5 case
        kinderen kind NOUN 1 nsubj Number=Plur
        """
    assert two_subjects(comma) == ["nsubj", "nsubj"]


@pytest.mark.parametrize(
    ("text", "lemma", "role"),
    [
        ("Kenya called off the talks.", "call", ("obj", "the talks")),
        ("The general handed over power to the council.", "hand", ("obj", "power")),
        ("Norway pulled out of the talks.", "pull", ("obl", "the talks")),
        ("Poland took in the refugees.", "take", ("obj", "the refugees")),
        ("The army shut down the pipeline.", "shut", ("obj", "the pipeline")),
    ],
)
def test_a_particle_behind_its_verb_is_no_preposition(text: str, lemma: str, role: tuple[str, str]) -> None:
    assert role in {(kind, words.removeprefix("of ")) for kind, words in roles(text, "en")[lemma]}


def test_a_word_that_tells_where_stays_a_preposition() -> None:
    assert ("obj", "Paris") not in roles("The delegation turned in Paris.", "en")["turn"]
    assert ("obj", "tomorrow") not in roles("The ministry will roll out tomorrow.", "en")["roll"]


def test_who_holds_something_for_bad_in_a_passive_is_its_doer() -> None:
    doc = repaired(
        """
        vote vote NOUN 3 nsubj:pass
        was be AUX 3 aux:pass
        declared declare VERB 0 root
        illegal illegal ADJ 3 xcomp
        by by ADP 6 case
        Malta Malta PROPN 4 obl
        """,
        "en",
    )
    assert (doc[5].dep_, doc[5].head.text) == ("obl:agent", "declared")


def test_full_names_side_by_side_are_a_list_and_a_name_with_its_office_is_not() -> None:
    rows = """
        Jens Jens PROPN 0 root
        Lund Lund PROPN 1 flat
        of of ADP 4 case
        Norway Norway PROPN 1 nmod
        , , PUNCT 6 punct
        {} {} PROPN 1 appos
        {}
        of of ADP 9 case
        Chile Chile PROPN 6 nmod
        """
    assert repaired(rows.format("Ana", "Ana", "Rojas Rojas PROPN 6 flat"), "en")[5].dep_ == "conj"
    assert repaired(rows.format("Envoy", "Envoy", "here here ADV 6 advmod"), "en")[5].dep_ == "appos"


@pytest.mark.parametrize(
    ("text", "lemma", "role"),
    [
        ("Officials in Tunis accused the group of bombing hospitals last week.", "bomb", ("obj", "hospitals")),
        ("Turkey was accused of arming rebels.", "arm", ("inherited", "Turkey")),
        ("Peru blamed Chile for arming rebels.", "arm", ("inherited", "Chile")),
    ],
)
def test_a_gerund_before_a_bare_noun_is_a_clause_with_that_noun_as_object(
    text: str, lemma: str, role: tuple[str, str]
) -> None:
    assert role in roles(text, "en")[lemma]


@pytest.mark.parametrize("text", ["Niger accused Chad of growing hostility.", "The minister spoke of bombing raids."])
def test_what_stands_before_a_noun_as_an_adjective_or_part_of_it_is_no_clause(text: str) -> None:
    assert not {"grow", "bomb"} & set(roles(text, "en"))
