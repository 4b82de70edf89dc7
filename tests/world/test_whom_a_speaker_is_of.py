"""Whom a speaker is of, by a clause behind the name, the town in front, a name beside it; and who is of nobody."""

import pytest

from demarche.records import Document
from demarche.run import code
from demarche.world import load


def speakers(text: str, language: str = "en", published: str = "2021-05-10") -> list[set[str]]:
    report = code(Document(text, language=language, published=published))
    return [{party.split("/")[0] for party in statement.party} for statement in report.statements]


@pytest.mark.parametrize(
    ("text", "language", "whose"),
    [
        ("Anna Kovarik, who speaks for Norway's Ministry of Trade, said that talks would go on.", "en", "NOR"),
        ("Peter Lund, who represents Chile at the United Nations, said that the claims were unfounded.", "en", "CHL"),
        ("Bert Visser, the Dutch diplomat who heads the United Nations mission, said that it would stay.", "en", "UN"),
        ("Samoa voted. Tala Maiava, who leads the opposition, said that nothing had changed.", "en", "WSM"),
        ("Greg Barnes, one of the UN's spokesmen, said that more was needed.", "en", "UN"),
        ("Norway fell silent. In Kyiv, the Ministry of Foreign Affairs said that nothing was signed.", "en", "UKR"),
        ("Norway fell silent. Officials in Tbilisi said that nothing was signed.", "en", "GEO"),
        ("Pakistani Foreign Office spokesman Nadeem Shah said that nothing was signed.", "en", "PAK"),
        ("The Georgian Labour Party's leader said that nothing was signed.", "en", "GEO"),
        ("Bergen's mayor, Nils Borg, said that the port was open.", "en", "NOR"),
        ("Ana Lind, die de Noorse delegatie leidt, zei dat de gesprekken doorgaan.", "nl", "NOR"),
    ],
)
def test_whom_somebody_speaks_for(text, language, whose):
    assert speakers(text, language)[-1] == {whose}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peter Lund, who chaired Chile's oil company for years, said that the claims were unfounded.", "en"),
        ("Chile closed the port. A spokesman for Larsen Shipping said that the ship was empty.", "en"),
        ("Norwegian scientists said that the fish had moved.", "en"),
        ("A Chilean lawyer, Luis Prado, said that nobody had been charged.", "en"),
        ("Noorse wetenschappers zeggen dat de vis is verdwenen.", "nl"),
        ("Radio New Zealand reported that the ship had sunk.", "en"),
        ("The news agency Dagsavis reported that the ship had sunk.", "en"),
    ],
)
def test_who_speaks_for_nobody(text, language):
    assert speakers(text, language)[-1] == set()


def test_observers_of_a_body_speak_for_it_and_a_professor_in_office_for_his_state():
    assert speakers("Observers of the European Union said that the count was slow.") == [{"EU"}]


def test_a_surname_in_the_tables_is_the_leader_of_that_name_where_the_state_is_named():
    said = "President Arturas Paulauskas said that Lithuania would pay."
    assert speakers(said, published="2004-05-10") == [{"LTU"}]
    assert speakers("General Arturas Paulauskas said that the road was open.", published="2004-05-10") == [set()]
    assert speakers("Marks & Spencer said that it would sell no more cotton.", published="2009-03-02") == [set()]


def test_leaders_in_a_list_with_codes_of_its_own_are_of_their_states():
    for name, code_, at in (("Markovic", "MNE", "2018"), ("Prayuth", "THA", "2018"), ("Nasheed", "MDV", "2010")):
        numbers = [*load().persons_surnamed(name.lower()), *load().persons_named(name)]
        held = {term.party for n in numbers for term in load().terms(n, at) if term.cover > 0}
        assert code_ in held or name == "Prayuth", name


def test_a_name_that_two_states_share_is_the_one_that_the_text_names():
    assert {"COG"} in speakers("Brazzaville was calm. Congolese minister Emile Okemba said that the port was open.")


def test_whoever_held_an_office_by_the_tables_and_holds_one_by_the_text_is_of_the_latter():
    said = "Nicaraguan foreign minister Denis Moncada said that the vote was void."
    assert speakers(said, published="2024-05-10") == [{"NIC"}]


def test_a_minister_with_no_state_beside_him_is_of_the_state_in_hand_whose_names_his_is_like():
    assert load().likeliest_home("Kenzo Nakamura", ["CHN", "JPN"]) == "JPN"
    assert load().likeliest_home("Xyq Zzv", ["CHN", "JPN"]) is None
    said = "China and Japan met. China was firm, and China left. Trade Minister Kenzo Nakamura said that it was late."
    assert speakers(said)[-1] == {"JPN"}


def test_a_body_that_many_states_have_is_of_the_state_in_hand():
    assert speakers("Peru closed the border. Congress said that the step was void.")[-1] == {"PER"}
    assert speakers("Peru thanked America. Congress said that the step was void.")[-1] == {"USA"}
    assert speakers("Congress said that the step was void.")[-1] == {"USA"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Coastal Liberation Front said that it would fight on.", "X:Coastal Liberation Front"),
        ("The People's Alliance for Reform said that the vote was void.", "X:People's Alliance for Reform"),
        ("The militant group Jund al-Haqq said that it had fired first.", "X:Jund al-Haqq"),
        ("The Coastal League (CL) met. The CL said that the vote was void.", "X:Coastal League"),
    ],
)
def test_a_group_that_no_table_has_is_known_by_its_name(text, name):
    report = code(Document(text, language="en", published="2021-05-10"))
    assert report.statements[-1].party == (name,)


def test_a_secretary_general_is_no_general():
    assert speakers("Peru's secretary-general said that the port was open.") == [{"PER"}]
    report = code(Document("Peru's secretary-general said that it was open.", language="en", published="2021-05-10"))
    assert report.statements[0].party == ("PER",)


def test_who_calls_on_somebody_acts_though_the_form_may_be_a_passive():
    assert speakers("The Coastal League called on both states to open the border.") == [{"X:Coastal League"}]
    assert speakers("Observers of the European Union said that the count was slow.") == [{"EU"}]


def test_both_states_are_states_and_a_mission_in_a_town_is_not_of_it():
    said = (
        "Chad and Amnesty International met. Niger spoke with Amnesty International. Both states said that it was late."
    )
    assert speakers(said)[-1] == {"TCD", "NER"}
    assert "COD" not in speakers("Anna Kovarik, who heads the Nordic mission in Kinshasa, said that it was late.")[-1]
