"""What only sounds like an act is none: no comment, praise, the news of sport."""

from __future__ import annotations

import pytest

from demarche.code.barred import possible
from demarche.read import Metadata, read_text
from demarche.records import Record
from demarche.run import code


def record(language: str, text: str) -> Record:
    return code(read_text(text, Metadata(language=language, published="2021-03-03")))


def types(language: str, text: str) -> set[str]:
    return {event.type for event in record(language, text).events}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway declined to comment on the Swedish report about the harbour."),
        ("en", "The Danish embassy did not respond to a request for comment on Sweden's plan."),
        ("en", "Sweden could not be reached for comment on the Danish accusation."),
        ("nl", "Noorwegen wilde niet reageren op het Zweedse voorstel."),
        ("nl", "Het Deense leger wilde geen commentaar geven op de Zweedse beschuldiging."),
    ],
)
def test_who_says_nothing_rejects_nothing(language: str, text: str) -> None:
    assert "REJECT" not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sweden does not rule out talks with Norway about the strait."),
        ("en", "Denmark did not oppose the Swedish plan for the strait."),
        ("nl", "Zweden sluit een gesprek met Noorwegen over de zeestraat niet uit."),
    ],
)
def test_who_is_not_against_something_rejects_nothing(language: str, text: str) -> None:
    assert "REJECT" not in types(language, text)


def test_who_rules_something_out_rejects_it() -> None:
    assert "REJECT" in types("en", "Sweden ruled out talks with Norway about the strait.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sweden called the Norwegian decision wise and praised Oslo for its patience."),
        ("nl", "De Zweedse premier noemde zijn Noorse collega een moedige man."),
        ("nl", "Volgens Zweden houdt Noorwegen zich aan het visserijverdrag."),
    ],
)
def test_who_praises_accuses_nobody(language: str, text: str) -> None:
    assert "ACCUSE" not in types(language, text)


def test_who_calls_something_bad_still_accuses() -> None:
    assert "ACCUSE" in types("en", "Sweden called the Norwegian decision illegal and unacceptable.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Sweden attacked down the left wing and beat Denmark 3-1 in a friendly in Malmo. The Danish defence"
            " collapsed when the striker struck twice. Denmark's coach rejected criticism of his goalkeeper, who let a"
            " penalty slip. Norway threatened late on but could not break the Finnish resistance in the other match.",
        ),
        (
            "nl",
            "Zweden viel vanaf de aftrap aan en vernederde Denemarken met 4-0. De Deense keeper capituleerde toen de"
            " spits voor de derde keer schoot. De bondscoach van Denemarken haalde uit naar de scheidsrechter. In de"
            " finale van het toernooi wacht Noorwegen.",
        ),
    ],
)
def test_a_match_is_no_war(language: str, text: str) -> None:
    found = record(language, text)
    assert found.events == ()
    assert found.positions == ()


def test_a_boycott_of_games_is_an_event() -> None:
    text = (
        "Norway boycotted the football tournament in Sweden over the war. The Norwegian striker and the goalkeeper had"
        " already left the team. The Swedish coach said that the final would be played without them."
    )
    assert "SANCTION" in types("en", text)


def parties(language: str, text: str, kind: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(e.actors, e.recipients) for e in record(language, text).events if e.type == kind}


def test_to_be_of_one_mind_about_facts_is_no_agreement() -> None:
    heard = "The ministers of Sweden and Norway met in Oslo. They agreed that the winter had been cold."
    assert "AGREE" not in types("en", heard)
    gesproken = (
        "De premiers van Zweden en Noorwegen ontmoetten elkaar. Ze waren het erover eens dat de koffie goed was."
    )
    assert "AGREE" not in types("nl", gesproken)


def test_to_agree_that_something_will_be_done_is_one() -> None:
    text = "The ministers of Sweden and Norway met in Oslo. They agreed that the strait should be opened to all ships."
    assert "AGREE" in types("en", text)


def test_who_is_accused_is_the_object_and_what_of_is_its_doing() -> None:
    text = "Sweden accused neighbouring Norway on Sunday of shelling a camp for Danish workers near Malmo."
    assert (("SWE",), ("NOR",)) in parties("en", text, "ACCUSE")
    assert all(actors == ("NOR",) for actors, _ in parties("en", text, "ASSAULT"))


def test_who_gets_support_does_not_give_it() -> None:
    for actors, _ in parties("en", "Sweden received support from Norway for its plan for the strait.", "SUPPORT"):
        assert actors == ("NOR",)
    for actors, _ in parties("nl", "Zweden kreeg steun van Noorwegen voor zijn plan met de zeestraat.", "SUPPORT"):
        assert actors == ("NOR",)


def test_what_may_come_and_is_welcome_is_no_threat() -> None:
    text = "De Verenigde Naties sluiten niet uit dat de sancties tegen Zweden worden opgeheven."
    assert "THREATEN" not in types("nl", text)


def test_what_a_nameless_group_does_is_no_act_of_a_state_named_elsewhere() -> None:
    text = (
        "Sweden and Norway renewed a deal on the strait on Monday. Human rights groups criticised the decision sharply."
        " Analysts condemned the timing."
    )
    assert not parties("en", text, "ACCUSE")


def test_talks_about_a_state_are_not_held_by_it() -> None:
    text = "Swedish and Norwegian diplomats ended two days of talks about Iceland in Oslo on Friday."
    assert all("ISL" not in actors for actors, _ in parties("en", text, "CONSULT"))


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("nl", "Noorwegen stapte uit het akkoord met Zweden over de haring.", "AGREE"),
        ("en", "Norway demanded the lifting of the sanctions against Sweden.", "SANCTION"),
    ],
)
def test_what_an_act_is_about_is_no_act_of_its_own(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Zweden is boos. Noorwegen wil de tarieven op haring verhogen."),
        ("en", "Sweden is angry. Norway wants to raise the tariffs on herring."),
    ],
)
def test_who_wants_to_do_something_himself_demands_nothing(language: str, text: str) -> None:
    assert "REQUEST" not in types(language, text)


def test_what_threatens_to_happen_is_a_danger_and_no_threat() -> None:
    danger = (
        "Noorwegen en Zweden praten over vis. De Noorse minister dreigt uit de raad te worden gezet door de koning."
    )
    assert "THREATEN" not in types("nl", danger)


def test_who_is_sentenced_does_not_sentence() -> None:
    text = "De Zweedse oppositie demonstreerde in Stockholm. Haar leider werd daarna tot vier jaar cel veroordeeld."
    for actors, _ in parties("nl", text, "SANCTION"):
        assert not any(party.endswith(("/OPP", "/CVL")) for party in actors)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("nl", "De storm in Noorwegen eiste gisteren drie levens.", "REQUEST"),
        ("nl", "Zweden gaat ervan uit dat Noorwegen de haven bezoekt.", "SANCTION"),
        ("nl", "Zweden zegt niet te weten of Noorwegen meedoet aan de oefening.", "REJECT"),
        ("nl", "Het Zweedse leger vertrouwt de Noorse regering niet.", "SUPPORT"),
        ("nl", "De Zweedse regering heeft maatregelen aangekondigd om de visserij te redden.", "SANCTION"),
        ("nl", "Noorwegen betoogde dat Zweden de grens eerder had kunnen openen.", "PROTEST"),
        ("nl", "Tussen Zweden en Noorwegen dreigt een oorlog.", "THREATEN"),
        ("nl", "Het Noorse leger meldt een Zweeds vliegtuig te hebben neergehaald.", "ACCUSE"),
        ("en", "Norway claimed to have shot down a Swedish plane.", "ACCUSE"),
    ],
)
def test_turns_of_phrase_that_tell_something_else(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zweden eiste gisteren het vertrek van de Noorse troepen.", "REQUEST"),
        ("De Zweedse regering heeft maatregelen tegen Noorwegen aangekondigd.", "SANCTION"),
        ("Zweden dreigt met een oorlog tegen Noorwegen.", "THREATEN"),
    ],
)
def test_the_same_verbs_still_tell_their_acts(text: str, kind: str) -> None:
    assert kind in types("nl", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Forty people in Sweden were killed by a hurricane."),
        ("en", "Twelve people in Norway were killed in an earthquake."),
        ("nl", "Een orkaan trof Zweden en doodde veertig mensen in Malmö."),
        ("nl", "In Noorwegen zijn twaalf mensen gedood bij een aardbeving."),
    ],
)
def test_what_a_storm_or_an_earthquake_does_is_no_attack(language: str, text: str) -> None:
    assert not types(language, text) & {"ASSAULT", "THREATEN"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Danish minister vowed never to use force against Sweden."),
        ("nl", "De Deense minister zwoer nooit geweld te gebruiken tegen Zweden."),
    ],
)
def test_who_vows_not_to_do_something_threatens_nobody(language: str, text: str) -> None:
    assert "THREATEN" not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Norway will never give up its missiles, the Norwegian minister told Sweden."),
        ("nl", "Noorwegen zal zijn raketten nooit opgeven, zei de Noorse minister tegen Zweden."),
    ],
)
def test_who_will_not_give_something_up_concedes_nothing(language: str, text: str) -> None:
    assert not types(language, text) & {"CONCEDE", "RETREAT"}


def test_the_general_assembly_is_no_meeting() -> None:
    assert "CONSULT" not in types("nl", "De Algemene Vergadering van de VN veroordeelde Zweden om de blokkade.")


def test_one_line_of_sport_is_no_war_either() -> None:
    text = "The Danish striker attacked the goalkeeper of Sweden when a penalty was denied."
    assert not types("en", text) & {"ASSAULT", "REJECT"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("nl", "Zweden dreigt Noorwegen met zware sancties als het de haven sluit.", "SANCTION"),
        ("nl", "Zweden herhaalde het dreigement om Noorwegen sancties op te leggen.", "SANCTION"),
        ("en", "Sweden asked Norway to lift the sanctions on Finland.", "CONCEDE"),
        ("en", "Sweden threatened to impose sanctions on Norway.", "SANCTION"),
    ],
)
def test_what_is_only_threatened_or_asked_for_is_not_told_as_done(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        (
            "nl",
            "Zweden dreigde Noorwegen na de aanval van het Noorse leger op het Zweedse eiland met sancties.",
            "ASSAULT",
        ),
        ("en", "Sweden imposed sanctions on Norway and threatened to close its ports.", "SANCTION"),
    ],
)
def test_what_was_done_before_a_threat_still_is(language: str, text: str, kind: str) -> None:
    assert kind in types(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "In Oslo gingen duizenden Noren de straat op om het vertrek van de premier te eisen."),
        ("en", "Thousands of Norwegians marched in Oslo to demand that the premier resign."),
    ],
)
def test_what_a_protest_is_for_is_not_asked_once_more(language: str, text: str) -> None:
    assert types(language, text) == {"PROTEST"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Norway is concerned about the cold winter.", "ACCUSE"),
        ("nl", "Noorwegen is bezorgd over de koude winter.", "ACCUSE"),
        ("nl", "De Zweedse minister gaat morgen stemmen.", "AGREE"),
        ("en", "The Swedish minister came to vote on Monday.", "AGREE"),
    ],
)
def test_who_is_worried_blames_nobody_and_who_votes_promises_nothing(language: str, text: str, kind: str) -> None:
    assert kind not in types(language, text)


def test_what_a_clause_cannot_be_gives_its_chance_to_what_it_can() -> None:
    assert possible([0.5, 0.25, 0.25], ["AGREE", "REQUEST", "NONE"], frozenset({"AGREE"})) == [1.0, 0.5, 0.5]
    assert possible([0.5, 0.5], ["AGREE", "NONE"], frozenset()) == [0.5, 0.5]
