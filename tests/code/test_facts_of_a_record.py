"""Forces, conditions, commitments and places in the record of short reports of our own."""

from __future__ import annotations

import pytest

from demarche.read import Metadata, read_text
from demarche.records import Record, check_words
from demarche.run import code


def record(text: str, language: str) -> Record:
    return check_words(code(read_text(text, Metadata(language=language, published="2021-03-03"))))


@pytest.mark.parametrize(
    ("language", "text", "party", "what", "number"),
    [
        ("nl", "Zweden stuurt 1200 militairen naar Finland.", "SWE", "troops", 1200),
        ("nl", "In de haven van Oslo liggen zes Noorse onderzeeërs.", "NOR", "ships", 6),
        ("nl", "Bij een aanslag in Kabul zijn negen burgers gedood.", "AFG", "killed", 9),
        ("nl", "Bij de overstroming kwamen elf Denen om het leven.", "DNK", "killed", 11),
        ("en", "Sweden sent 1,200 soldiers to Finland.", "SWE", "troops", 1200),
        ("en", "Nine civilians were killed in a bombing in Kabul.", "AFG", "killed", 9),
        ("en", "Norway bought 40 tanks last year.", "NOR", "tanks", 40),
        ("en", "A Norwegian cargo plane came down in Kabul. The 23 people on board were killed.", "NOR", "killed", 23),
        ("en", "Not a single Danish soldier was killed in the attack.", "DNK", "killed", 0),
    ],
)
def test_a_force_has_a_party_and_a_number(language: str, text: str, party: str, what: str, number: int) -> None:
    (force,) = record(text, language).forces
    assert (str(force.party).split("/")[0], force.what, force.low, force.high) == (party, what, number, number)
    assert str(number) in force.evidence[0].text.replace(",", "").replace(".", "") or force.evidence[0].text


def test_a_force_told_twice_is_one_force_with_two_pieces_of_evidence() -> None:
    text = "Zweden stuurt 1200 militairen naar Finland. De 1200 Zweedse militairen komen maandag aan."
    (force,) = record(text, "nl").forces
    assert len(force.evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Het schip kostte 30 miljoen euro.",
        "De 26-jarige man liep 40 kilometer.",
        "In 2019 waren er tientallen doden.",
        "Bakker Jansen (33) sloeg zijn buurman dood.",
        "Uit Bergen vertrokken in de nacht van 5 op 6 juni militairen.",
        "Militairen vertrokken om in de nacht van 5 op 6 juni de kust van Noorwegen te bereiken.",
        "De politie zoekt een man van 35 uit Oslo.",
        "In Noorwegen sterven 900 mensen per jaar.",
        "De fabriek in Oslo moet 7000 voertuigen maken.",
        "De Noorse maatschappij kocht een 737 MAX-vliegtuig.",
    ],
)
def test_money_ages_distances_and_vague_numbers_are_no_forces(text: str) -> None:
    assert record(text, "nl").forces == ()


@pytest.mark.parametrize(
    ("language", "text", "by", "kind"),
    [
        ("nl", "Zweden zal sancties instellen als Noorwegen de haven sluit.", "SWE", "threat"),
        ("nl", 'Premier Solberg zei: "Als Zweden de vloot terugtrekt, zijn we bereid te praten."', "NOR", "promise"),
        ("en", "Sweden will impose sanctions if Norway closes the port.", "SWE", "threat"),
        ("en", "Sweden will only open the port if Norway provides guarantees.", "SWE", "promise"),
        ("en", "Sweden will not sign unless Norway hands over the ship, its foreign minister said.", "SWE", "threat"),
        ("nl", "Pas als Noorwegen de vloot terugtrekt, worden de sancties opgeheven, zei Zweden.", "SWE", "promise"),
        ("nl", "Valt Noorwegen Zweden aan, dan volgen er sancties, waarschuwde Finland.", "FIN", "threat"),
    ],
)
def test_a_condition_belongs_to_who_acts_on_it(language: str, text: str, by: str, kind: str) -> None:
    (condition,) = record(text, language).conditions
    assert [p.split("/")[0] for p in condition.by] == [by]
    assert condition.kind == kind


@pytest.mark.parametrize(
    ("text", "words", "then"),
    [
        ("If Norway closes the port, Sweden will respond, Stockholm warned.", "If Norway closes the port",
         "Sweden will respond"),
        ("Sweden will not sign until Norway opens the port, Stockholm said.", "until Norway opens the port",
         "Sweden will not sign"),
        ("Sweden warned it would respond unless Norway opened the port.", "unless Norway opened the port",
         "it would respond"),
    ],
)  # fmt: skip
def test_who_says_so_is_no_part_of_a_condition(text: str, words: str, then: str) -> None:
    (one,) = record(text, "en").conditions
    assert ([s.text for s in one.condition], [s.text for s in one.then]) == ([words], [then])


def test_what_would_have_been_is_no_condition() -> None:
    text = 'Minister Berg van Noorwegen zei: "Als we dat hadden geweten, zouden we sancties hebben ingesteld."'
    assert record(text, "nl").conditions == ()


def test_advice_to_anybody_is_no_condition_of_a_party() -> None:
    assert record("Als je naar Oslo reist, kun je in Noorwegen met de trein.", "nl").conditions == ()


def test_what_is_agreed_binds_those_who_agree_and_keeps_its_date() -> None:
    (one,) = record("Zweden en Noorwegen spraken af om op 12 april weer te praten.", "nl").commitments
    assert {p.split("/")[0] for p in one.parties} == {"SWE", "NOR"}
    assert one.deadline == "2021-04-12"
    assert "weer te praten" in one.action[0].text


def test_a_promise_without_a_date_has_no_deadline() -> None:
    (one,) = record("Sweden promised to open the port.", "en").commitments
    assert (one.parties, one.deadline) == (("SWE",), None)


def test_what_a_condition_supposes_has_not_been_done() -> None:
    text = "Als Peru sancties tegen Chili instelt, volgt een antwoord, waarschuwde de Chileense regering."
    assert not [e for e in record(text, "nl").events if e.type == "SANCTION" and "PER" in e.actors]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Belarus threatened to expel the ambassador of Estonia unless Tallinn apologises.", "CONCEDE"),
        ("Peru will close the border if Chile rejects the offer of Peru.", "REJECT"),
    ],
)
def test_nobody_gives_way_or_refuses_in_what_a_condition_supposes(text: str, kind: str) -> None:
    assert {e.status for e in record(text, "en").events if e.type == kind} <= {"hypothetical"}


@pytest.mark.parametrize(
    ("language", "text", "parties", "action"),
    [
        ("nl", "Zweden zegde gisteren toe de haven te openen.", {"SWE"}, "haven te openen"),
        ("nl", "Vorig jaar werd afgesproken dat Noorwegen de haven gaat openen.", {"NOR"}, "haven gaat openen"),
        ("nl", "Zweden sloot een akkoord met Noorwegen over de visserij.", {"SWE", "NOR"}, "visserij"),
        ("nl", "Zweden heeft ingestemd met maatregelen tegen smokkel.", {"SWE"}, "maatregelen"),
        ("en", "Sweden announced that its troops would leave Norway.", {"SWE"}, "would leave"),
        ("en", "Norway and Sweden resolved to mend and deepen their ties.", {"SWE", "NOR"}, "mend and deepen"),
        ("en", "Sweden said it would provide 40 trucks to Norway.", {"SWE"}, "would provide 40 trucks"),
        ("nl", "Zweden zei dat het de haven zal openen.", {"SWE"}, "zal openen"),
        ("en", "Sweden committed to doubling its contribution.", {"SWE"}, "doubling its contribution"),
        ("en", "Sweden has announced plans to train 500 Norwegian soldiers.", {"SWE"}, "train 500 Norwegian soldiers"),
        ("en", "Sweden promised another $50 million for Norway.", {"SWE"}, "another $50 million"),
        (
            "en",
            "Sweden pledged 5 million euros for the reconstruction of Bergen.",
            {"SWE"},
            "5 million euros for the rec",
        ),
        ("en", "Sweden assured Norway that its troops would leave.", {"SWE"}, "its troops would leave"),
        ("en", "The ministers of Norway and Sweden tasked their teams to follow up.", {"SWE", "NOR"}, "follow up"),
    ],
)
def test_a_commitment_is_read_in_all_its_forms(language: str, text: str, parties: set[str], action: str) -> None:
    (commitment,) = record(text, language).commitments
    assert {p.split("/")[0] for p in commitment.parties} == parties
    assert action in commitment.action[0].text


def test_words_that_only_look_like_a_promise_bind_nobody() -> None:
    assert record("Zweden laat Noorwegen in de kou staan met zijn plan.", "nl").commitments == ()
    assert record("Sweden and Norway agreed that the border is a problem.", "en").commitments == ()
    assert record("Sweden is committing war crimes in Norway.", "en").commitments == ()
    assert record("Sweden said that Norway would leave the port.", "en").commitments == ()
    assert record("Sweden said it would have left the port.", "en").commitments == ()
    assert record("Sweden said it would only leave the port if Norway paid.", "en").commitments == ()
    assert record("Sweden and Norway can agree on everything.", "en").commitments == ()
    assert record("Zweden ging akkoord met het voorstel.", "nl").commitments == ()
    assert record('The Swedish minister said: "We will talk to you later."', "en").commitments == ()


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "The minister of Qatar spoke of peace. Last week a Kabul car bombing killed five people.", "AFG"),
        ("nl", "In Syrië is gevochten. Zo'n 9000 mensen vluchtten naar buurland Turkije.", "SYR"),
    ],
)
def test_victims_are_of_the_state_where_it_happened(language: str, text: str, party: str) -> None:
    (force,) = record(text, language).forces
    assert str(force.party).split("/")[0] == party


def test_victims_are_of_the_state_that_they_are_said_to_come_from() -> None:
    forces = record("Bij de ramp in Oslo kwamen 298 mensen om. 28 slachtoffers kwamen uit Peru.", "nl").forces
    assert {f.low: str(f.party).split("/")[0] for f in forces}[28] == "PER"


def test_who_counts_rockets_is_not_whose_they_are() -> None:
    text = "Noorwegen meldt dat de aanval voorbij is. Volgens Noorwegen ging het om 250 raketten."
    assert [f.party for f in record(text, "nl").forces] == [None]


def test_what_is_given_in_exchange_is_a_promise() -> None:
    (condition,) = record("Zweden zal de sancties opheffen in ruil voor garanties.", "nl").conditions
    assert condition.kind == "promise"


def test_victims_are_where_the_sentence_before_is_set() -> None:
    (force,) = record("In Damascus is een autobom ontploft. Negen mensen kwamen om.", "nl").forces
    assert force.place == "Damascus"
