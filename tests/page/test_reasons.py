"""What the coder gives as reasons stands in plain words of the reader's language; features stay folded away."""

from __future__ import annotations

import pytest

from demarche.records import Detail
from demarche.show import labels
from demarche.show.page import reasons
from demarche.show.page.how import told
from demarche.show.page.render import Said

DUTCH = Said("nl"), labels.load("nl")


def plain(detail: Detail, kind: str) -> list[str]:
    return [line for line, raw in told(detail, kind, *DUTCH) if not raw]


@pytest.mark.parametrize("language", labels.installed())
def test_every_reason_and_sign_has_a_sentence(language: str) -> None:
    words = Said(language)
    kinds = {"name", "inhabitant", "adjective", "body", "capital", "organisation", "group", "agency", "outlet",
             "company", "ngo", "seat", "place"}  # fmt: skip
    who = {key for key, _ in reasons._WHO} - {"{kind}"} | {"last_of"}
    assert who | kinds == set(words.group("who_by"))
    assert {key for key, _ in reasons._SIGNS} == set(words.group("signs"))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("minister of USA", "“minister” van de Verenigde Staten"),
        ("Minister of Defence of Norway (NOR), 2017-10-20 to now; demarche, models/world/persons.csv: row 9",
         "minister van Defensie van Noorwegen, sinds 20 oktober 2017"),
        ("pronoun for 'de premier': premier named before: Prime Minister of Norway (NOR), 2013-10-16 to 2021-10-14",
         "een voornaamwoord dat terugslaat op “de premier”; "
         "premier van Noorwegen, 16 oktober 2013 tot 14 oktober 2021"),
        ("was Prime Minister of Norway (NOR), ? to 2013", "was premier van Noorwegen, tot 2013"),
        ("woordvoerder of ('NOR',)", "“woordvoerder” van Noorwegen"),
        ("police at 'Oslo'", "“police” van “Oslo”"),
        ("named together before: the parties most in mind", "partijen die samen genoemd zijn"),
        ("the same shortly before: parties named together before", "partijen die samen genoemd zijn"),
        ("unknown name", "een naam die in geen tabel staat"),
        ("offered:lex=sure", ""),
    ],
)  # fmt: skip
def test_why_somebody_counts_for_a_party_reads_as_a_sentence(reason: str, said: str) -> None:
    assert reasons.who(reason, *DUTCH) == said


def test_features_of_an_event_are_told_as_what_spoke_for_it_and_against_it() -> None:
    weights = (("act=REQUEST", 0.4), ("rel=root", 0.3), ("speaker-is-subject", -0.4), ("wcl=nl:41", 0.9), ("neg", 0.01))
    lines = plain(Detail(confidence=0.61, rule="acts: eisen (verb)", reasons=weights), "events")
    assert lines == ["Gevonden aan het woord “eisen”", "Hoe zeker het programma is: 61 van 100",
                     "Ervoor pleit: een woord van de soort “vraagt”; het is waar de zin om draait",
                     "Ertegen pleit: wie spreekt is ook wie handelt"]  # fmt: skip


def test_what_no_word_alone_gave_away_is_said_so() -> None:
    assert plain(Detail(rule="orphan:next *"), "statements")[0].startswith("Gevonden aan een aanhaling zonder")
    assert plain(Detail(rule="conditions:als:said"), "conditions") == ["Gevonden aan het woord “als”"]
    assert "*" not in "".join(plain(Detail(rule="scorer: stand"), "positions"))


def test_a_position_is_found_by_the_word_that_tells_what_the_party_wants() -> None:
    assert plain(Detail(rule="attitude:demand:holder eisen"), "positions") == ["Gevonden aan het woord “eisen”"]


def test_raw_reasons_are_kept_apart() -> None:
    detail = Detail(rule="acts: eisen (verb)", reasons=(("act=REQUEST&rel=root", 0.4),))
    assert [line for line, raw in told(detail, "events", *DUTCH) if raw] == [
        "acts: eisen (verb); act=REQUEST&rel=root +0.40"
    ]


def test_people_that_were_weighed_stand_with_their_offices_not_with_codes() -> None:
    two = (("Ada Vik (NOR, Minister of Finance of Norway)", 0.6), ("Bo Vik (NATO, Secretary General of NATO)", 0.4),
           ("Cy Vik (DNK, Prime Minister of Denmark)", 0.0))  # fmt: skip
    assert reasons.weighed(two, DUTCH[1]) == ["Ada Vik, minister van Financiën van Noorwegen",
                                              "Bo Vik, secretaris-generaal van de NAVO"]  # fmt: skip
