"""Parties are found where one sentence is all there is: genitives, halves of a country, towns, titles, surnames."""

import pytest

from demarche import packs
from demarche.code.scene import Scene
from demarche.code.who import resolve
from demarche.find import find
from demarche.parse import load as load_pipeline
from demarche.records import Document
from demarche.world import load


def scene(text: str, language: str, published: str | None = "2023-05-04") -> Scene:
    document = Document(text=text, language=language, published=published)
    findings = find(load_pipeline(language).parse(text, []), document, packs.load(language))
    return Scene.of(findings, resolve(findings, document, load()), ())


def parties(text: str, language: str, published: str | None = "2023-05-04") -> set[str]:
    seen = scene(text, language, published)
    return {party.split("/")[0] for one in seen.resolved for party in one.parties}


def test_a_name_of_several_words_is_found_in_the_genitive():
    names = [hit.readings[0].code for hit in load().scan("Hong Kong's harbour, the Security Council's seal", "en")]
    assert names == ["HKG", "UN"]


def test_a_name_of_two_letters_is_found_in_the_genitive():
    names = [hit.readings[0].code for hit in load().scan("The EU's envoy, the UK’s flag, the UN's seal, the USs", "en")]
    assert names == ["EU", "GBR", "UN"]
    assert "EU" in parties("The EU's foreign policy chief said that the talks would go on.", "en")


@pytest.mark.parametrize(
    ("text", "language", "both"),
    [
        ("Seoul was hopeful, but the North rejected the plan.", "en", {"KOR", "PRK"}),
        ("The two Koreas signed a fishing accord.", "en", {"KOR", "PRK"}),
        ("Seoel was hoopvol, maar het Noorden wees het plan af.", "nl", {"KOR", "PRK"}),
        ("Beide Korea's tekenden een visserijverdrag.", "nl", {"KOR", "PRK"}),
    ],
)
def test_halves_of_a_divided_country(text, language, both):
    assert parties(text, language) == both


def test_the_north_of_any_other_country_is_a_direction():
    assert parties("Norway says the North is cold.", "en") == {"NOR"}


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("Dock workers in Valparaíso demanded higher wages.", "en", "CHL"),
        ("Havenarbeiders in Zonguldak eisten hogere lonen.", "nl", "TUR"),
        ("Teachers in Harare demanded new elections.", "en", "ZWE"),
    ],
)
def test_the_state_of_a_town_is_offered_to_what_is_done_there(text, language, country):
    seen = scene(text, language)
    near = [candidate for frame in seen.findings.frames for candidate in seen.near(frame).values()]
    assert country in {candidate.party for candidate in near}
    assert all(label.endswith("@") for c in near if c.party == country for label in c.labels if "focus" not in label)


def test_a_title_is_its_bearers_and_not_the_outlets_own_presidents():
    assert parties("President Emmanuel Macron visited a bakery.", "en") == {"FRA"}
    assert parties("President Umbero Tavelli declared a curfew in Haiti.", "en") == {"HTI"}


def test_a_surname_that_is_a_partys_name_too_is_the_persons():
    assert parties("A lawyer called Edmund West sued the West.", "en") == {"WEST"}
    assert parties("Umbero West wrote a poem.", "en") == set()


@pytest.mark.parametrize(
    ("name", "at", "party"),
    [("Xi", "2022-02-04", "CHN"), ("Guterres", "2021-06-01", "UN"), ("Erdogan", "2013-03-22", "TUR")],
)
def test_who_leads_one_party_alone_is_known_by_the_surname(name, at, party):
    assert parties(f"{name} called for calm.", "en", at) == {party}


@pytest.mark.parametrize(
    ("text", "language", "mention", "groups"),
    [
        ("Ukraine said Russian-backed separatists had shelled a mill.", "en", "separatists", {"DPR", "LPR"}),
        ("Oekraïne zegt dat pro-Russische rebellen een molen beschoten.", "nl", "rebellen", {"DPR", "LPR"}),
        ("Oekraïne zegt dat door Rusland gesteunde rebellen schoten.", "nl", "rebellen", {"DPR", "LPR"}),
        ("An Iran-backed militia took the harbour.", "en", "militia", set()),
    ],
)
def test_rebels_are_not_those_of_the_state_that_backs_them(text, language, mention, groups):
    seen = scene(text, language, "2019-05-04")
    found = [seen.parties(m.id) for m in seen.findings.mentions if text[m.head_start : m.head_end] == mention]
    assert [set(parties) for parties in found] == [groups]


def test_who_wants_that_they_go_is_not_among_them():
    seen = scene("Peru heeft schepen gestuurd en Chili wil dat zij vertrekken.", "nl")
    named = {m.text: seen.parties(m.id) for m in seen.findings.mentions}
    assert named["zij"] == ("PER",)


def test_a_surname_is_that_of_whom_the_text_names_in_full_not_of_a_namesake_in_office():
    text = (
        "De advocaat Henk-Jan Knops spreekt van een schandelijke gang van zaken in Utrecht. "
        "Volgens advocaat Knops wordt zijn cliënt tegengewerkt."
    )
    said = [one for one in scene(text, "nl", "2019-05-04").resolved if one.speaker == "Raymond Knops"]
    assert said == []


def test_what_belongs_to_somebody_who_speaks_for_nobody_is_no_courts():
    seen = scene("The court in Leiden heard Pieter Dorrestein, a painter. He showed his letters.", "en")
    his = next(m.id for m in seen.findings.mentions if m.text == "his")
    assert seen.resolved[his].parties == ()


def test_a_region_in_front_of_a_full_name_is_no_part_of_it():
    seen = scene("De Noorse gezant voor het Midden-Oosten Sverre Dahlgren reist zondag naar Iran.", "nl")
    assert "Sverre Dahlgren" in {one.speaker for one in seen.resolved}
    assert not any("Oosten" in (one.speaker or "") for one in seen.resolved)


@pytest.mark.parametrize(
    ("text", "language", "people"),
    [
        ("Chile's president spoke of raids on Norwegian ports and sailors.", "en", "sailors"),
        ("De president van Chili sprak van aanvallen op Noorse havens en burgers.", "nl", "burgers"),
    ],
)
def test_an_adjective_holds_for_what_is_joined_to_its_noun_as_well(text, language, people):
    seen = scene(text, language)
    number = next(m.id for m in seen.findings.mentions if m.text == people)
    assert [party.split("/")[0] for party in seen.resolved[number].parties] == ["NOR"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Chili en Peru ruziën over de visgronden. Peru stuurde een schip, waarop Chili Lima waarschuwde. "
            "Canada is bezorgd. De Verenigde Naties vroegen beide landen om overleg.",
            "nl",
        ),
        (
            "Chile and Peru quarrel over fishing grounds. Peru sent a ship, and Santiago warned Lima. "
            "Canada is worried. The United Nations asked both countries to talk.",
            "en",
        ),
    ],
)
def test_both_are_those_whom_the_text_is_about_and_not_the_one_who_asks_them(text, language):
    seen = scene(text, language)
    asked = [one for m, one in zip(seen.findings.mentions, seen.resolved, strict=True) if m.text.startswith(("b",))]
    assert [set(one.parties) for one in asked] == [{"CHL", "PER"}]


def test_a_body_of_two_words_is_read_back_where_its_last_word_alone_names_nobody():
    seen = scene("Ukraine sent troops against local independence supporters.", "en", "2015-02-11")
    number = next(m.id for m in seen.findings.mentions if "supporters" in m.text)
    assert seen.parties(number) == ("DPR", "LPR")


TURNS = "THE PRESIDENT:  I saw the King of Norway in March, and he agreed.\n\nQ  What did we hear?\n\n"


@pytest.mark.parametrize(
    ("text", "word", "party"),
    [
        (TURNS, "he", "NOR"),
        ("We are in touch with the Norwegians and know of their ships.\n", "their", "NOR"),
        ("Norway and Chile met again. We take note. They agreed on fish.\n", "They", "NOR+CHL"),
    ],
)
def test_who_says_i_or_we_does_not_call_himself_he_or_they(text, word, party):
    document = Document(text=text, language="en", published="2022-03-04", outlet="The White House")
    findings = find(load_pipeline("en").parse(text, []), document, packs.load("en"))
    read = resolve(findings, document, load())
    assert ["+".join(read[m.id].parties) for m in findings.mentions if m.text == word] == [party]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Na de lancering van raketten door Noorwegen werd het stil.", "party"),
        ("De haven is door Noorwegen beschoten.", "party"),
        ("De betogers trokken door Noorwegen naar het zuiden.", "place"),
    ],
)
def test_a_state_that_does_something_is_no_place_that_is_passed_through(text, kind):
    seen = scene(text, "nl")
    assert {one.kind for one in seen.resolved if one.parties == ("NOR",)} == {kind}


def test_rebels_with_a_backer_are_the_group_whose_man_spoke_before():
    text = "Igor Girkin zei dat Kiev liegt. De door Rusland gesteunde separatisten ontkennen alles."
    assert parties(text, "nl", "2014-07-20") == {"DPR", "UKR", "RUS"}


def test_the_west_stands_behind_an_article_and_a_house_of_parliament_has_a_capital():
    assert parties("The West rejected the plan.", "en") == {"WEST"}
    assert parties("West said the album was finished.", "en") == set()
    assert parties("A lorry drove into a house in Malmo.", "en") == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [("Labour denied that the party wants a border.", "en"), ("Labour ontkent dat de partij een grens wil.", "nl")],
)
def test_the_party_is_the_one_named_before(text, language):
    assert {party for one in scene(text, language).resolved for party in one.parties} <= {"GBR/OPP", "GBR/PTY"}
    assert len({party for one in scene(text, language).resolved for party in one.parties}) == 1


def test_a_common_surname_is_nobody_in_a_text_without_date_or_state():
    assert parties("The budget should be doubled, Lee said.", "en", None) == set()


def test_members_are_of_their_group_wherever_they_come_from():
    assert parties("Twee Deense leden van Hamas zwegen.", "nl") == {"DNK", "HAMAS"}
    seen = scene("Twee Deense leden van Hamas zwegen.", "nl")
    assert [one.parties for one in seen.resolved if one.kind == "person"] == [("HAMAS",)]


def test_a_regime_of_sanctions_is_no_government():
    seen = scene("De minister tekende het sanctieregime.", "nl")
    assert not [one for one in seen.resolved if "regime" in one.reason]


def test_its_own_is_of_whose_the_thing_beside_it_is():
    seen = scene("Denemarken is bezorgd over het beleid van Noorwegen en zijn plannen met de haven.", "nl")
    own = next(m for m in seen.findings.mentions if m.text == "zijn")
    assert seen.resolved[own.id].parties == ("NOR",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Een Deens-Noorse vrouw zit vast in Noorwegen. Noorwegen zwijgt.", "nl"),
        ("A Danish-Norwegian woman was held in Norway. Norway said nothing.", "en"),
    ],
)
def test_who_has_two_states_stands_for_the_one_that_the_text_is_not_about(text, language):
    seen = scene(text, language)
    assert ("DNK/CVL",) in [one.parties for one in seen.resolved]
    assert ("NOR/CVL",) not in [one.parties for one in seen.resolved]


@pytest.mark.parametrize(
    ("title", "text", "language", "who"),
    [
        ("Norway-Finland Joint Statement on Fish", "We call on Iceland to talk.", "en", {"NOR", "FIN"}),
        ("Joint Statement by Norway and the EU on Iceland", "We call on Iceland to talk.", "en", {"NOR", "EU"}),
        (
            "Gezamenlijke verklaring van Noorwegen en Finland",
            "Wij roepen IJsland op tot overleg.",
            "nl",
            {"NOR", "FIN"},
        ),
        ("Remarks on the joint statement of Norway and Finland", "We call on Iceland to talk.", "en", set()),
    ],
)
def test_we_in_a_joint_text_are_those_whom_its_title_names(title, text, language, who):
    document = Document(text=text, language=language, title=title, published="2023-05-04")
    findings = find(load_pipeline(language).parse(text, []), document, packs.load(language))
    assert set(resolve(findings, document, load())[0].parties) == who
