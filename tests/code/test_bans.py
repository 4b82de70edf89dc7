"""On whom a ban lies and who protests tell what it is; what is denied, refused or only called for is not done."""

from __future__ import annotations

import pytest

from demarche.code.bans import BANS, PROTESTS, of_other_kind, pooled
from demarche.code.barred import possible
from demarche.read import Metadata, read_text
from demarche.run import code


def told(text: str, language: str = "en") -> set[tuple[str, str]]:
    """Pairs of type and bare party of each doer."""
    record = code(read_text(text, Metadata(language=language, published="2021-03-03")))
    return {(event.type, actor.split("/")[0]) for event in record.events for actor in event.actors}


def test_a_ban_on_ones_own_is_force_and_one_on_another_state_a_sanction() -> None:
    assert of_other_kind("SANCTION", BANS, ["TUN"], ["TUN/CVL"])
    assert of_other_kind("COERCE", BANS, ["CHN"], ["USA"])
    assert not of_other_kind("SANCTION", BANS, ["CHN", "RUS"], ["USA"])
    assert not of_other_kind("ACCUSE", BANS, ["CHN"], ["USA"])
    assert not of_other_kind("COERCE", None, ["CHN"], ["USA"])


def test_both_kinds_of_a_ban_count_together() -> None:
    assert pooled([0.2, 0.3, 0.5], ["COERCE", "SANCTION", "NONE"], BANS) == [0.5, 0.5, 0.5]
    assert pooled([0.2, 0.3, 0.5], ["COERCE", "SANCTION", "NONE"], None) == [0.2, 0.3, 0.5]


def test_a_ban_that_cannot_be_is_taken_from_the_whole_once() -> None:
    labels, never = ["COERCE", "SANCTION", "REQUEST", "NONE"], frozenset(BANS)
    left = pooled(possible([0.25, 0.25, 0.125, 0.375], labels, never), labels, BANS)
    assert left[2:] == [0.25, 0.75]
    assert pooled([0.75, 0.75, 0.0, 0.0], labels, BANS)[0] == 1.0


def test_a_government_protests_at_another_in_words_and_a_crowd_in_the_street() -> None:
    assert of_other_kind("PROTEST", PROTESTS, ["SWE"], ["NOR"])
    assert of_other_kind("ACCUSE", PROTESTS, ["SWE/~"], ["NOR"])
    assert not of_other_kind("PROTEST", PROTESTS, ["SWE/~"], ["NOR"])


@pytest.mark.parametrize(
    ("language", "text", "kind", "other"),
    [
        ("en", "Kenya banned imports of milk from Uganda.", "SANCTION", "COERCE"),
        ("en", "Norway protested after a Swedish trawler fished off its coast.", "ACCUSE", "PROTEST"),
        ("en", "Brazil called for an inquiry into the Bolivian police.", "REQUEST", "ACCUSE"),
        ("en", "Italy sent two helicopters with doctors to Albania after the flood.", "AID", "MOBILIZE"),
        ("en", "Poland sent fighter jets to the Baltic coast.", "MOBILIZE", "AID"),
        ("nl", "Litouwen laat sinds zaterdag geen Russische treinen meer door.", "COERCE", "RETREAT"),
        ("nl", "Denemarken verontschuldigt zich niet bij Zweden.", "REJECT", "CONCEDE"),
        ("nl", "Rusland houdt vol dat het niets met de aanslag in Estland te maken heeft.", "REJECT", "ACCUSE"),
    ],
)
def test_the_clause_tells_which_of_two_kinds_it_is(language: str, text: str, kind: str, other: str) -> None:
    types = {one for one, _ in told(text, language)}
    assert kind in types and other not in types


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Rwanda rejected the accusations."), ("nl", "Rwanda ontkent de beschuldigingen.")],
)
def test_who_denies_a_charge_makes_none(language: str, text: str) -> None:
    assert "ACCUSE" not in {kind for kind, _ in told(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Denmark made no concessions to Norway over the islands.", "CONCEDE"),
        ("en", "The Gambian president has no plans to step down.", "RETREAT"),
        ("nl", "De premier van Canada is niet van plan zich bij Saudi-Arabië te verontschuldigen.", "CONCEDE"),
        ("nl", "Ierland heeft Spanje gevraagd om het embargo tegen Cuba niet op te heffen.", "CONCEDE"),
    ],
)
def test_what_is_denied_is_not_done(language: str, text: str, kind: str) -> None:
    assert kind not in {one for one, _ in told(text, language)}


def test_what_a_clause_cannot_be_gives_its_chance_to_what_it_can() -> None:
    assert possible([0.5, 0.25, 0.25], ["AGREE", "REQUEST", "NONE"], frozenset({"AGREE"})) == [1.0, 0.5, 0.5]
    assert possible([0.5, 0.5], ["AGREE", "NONE"], frozenset()) == [0.5, 0.5]


def test_what_is_not_done_so_far_is_no_refusal_and_what_is_planned_is_agreed() -> None:
    assert "REJECT" not in {kind for kind, _ in told("Ghana has not signed the treaty with Togo on the border.")}
    types = {kind for kind, _ in told("The foreign ministers of Ghana and Togo are to hold a meeting in Accra.")}
    assert "AGREE" in types and "CONSULT" not in types


def test_whom_one_wants_to_meet_is_asked_for_it() -> None:
    types = {kind for kind, _ in told("De president van Ghana wil zijn collega uit Togo ontmoeten.", "nl")}
    assert "REQUEST" in types and "AGREE" not in types


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Chile denied that its navy had shelled the Peruvian harbour.", "ASSAULT"),
        ("en", "The Greek premier refused to apologise to Bulgaria.", "CONCEDE"),
        ("en", "Hungary rejected sanctions against Serbia.", "SANCTION"),
        ("en", "The truce between Ghana and Togo held for a second day.", "CONCEDE"),
        ("en", "Finland has frozen its military aid to Chad.", "AID"),
        ("nl", "Chili weigert zijn troepen uit Peru terug te trekken.", "RETREAT"),
    ],
)
def test_what_is_refused_goes_on_or_is_stopped_is_not_done_anew(language: str, text: str, kind: str) -> None:
    assert kind not in {one for one, _ in told(text, language)}


def test_what_is_withdrawn_tells_what_it_is() -> None:
    assert ("SANCTION", "GBR") in told("The United Kingdom withdrew the diplomatic immunity of the Libyan envoy.")
    assert ("RETREAT", "FRA") in told("France withdrew its troops from Mali.")
