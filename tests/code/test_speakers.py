"""Who speaks and for whom, in records of sentences of our own: where the parse alone gives the wrong one or none."""

from __future__ import annotations

import pytest

from demarche.records import Document
from demarche.run import code

# Language, text, words of the statement asked about, its parties.
SPEAKERS = [
    # Whom somebody asks does not speak.
    ("en", "The fishing partner asked Hungary to lower the price of herring.", "to lower the price of herring", set()),
    # Whom somebody unknown accuses, urges or tells does not speak either, whatever stands between.
    ("en", "The keeper, a former judge, accused Ghana of stealing herring.", "of stealing herring", set()),
    ("en", "She said the plan was dead and urged Ghana to share the herring.", "to share the herring", set()),
    ("en", "Ghana was warned that the harbour would close.", "that the harbour would close", set()),
    # A claim is of whoever is named beside it, not of who rejects it or hears of it.
    ("en", "Peru rejected accusations by Chile that its trawlers had crossed the border.",
     "that its trawlers had crossed the border", {"CHL"}),
    ("en", "Sudan denied Kenya's claim that it was stealing herring.", "that it was stealing herring", {"KEN"}),
    ("en", "Ghana opened an inquiry into claims that its trawlers had fished in secret.",
     "that its trawlers had fished in secret", set()),
    ("nl", "Peru ontkent de Chileense bewering dat zijn vissers de wet overtreden.",
     "dat zijn vissers de wet overtreden", {"CHL"}),
    # A participle between commas takes the subject of the verb behind it.
    ("en", "Peru's spokesman, asked about the nets, said that Chile was to blame.", "that Chile was to blame", {"PER"}),
    # Who is in a body is of it; who has a state of his own keeps that.
    ("en", "A senior official in the Greek foreign ministry said that the reef was closed.",
     "that the reef was closed", {"GRC"}),
    ("en", "The Peruvian envoy in the Chilean parliament said that the reef was closed.", "that the reef was closed",
     {"PER"}),
    ("nl", "Een kolonel in het Malinese leger zei dat de haven dicht is.", "dat de haven dicht is", {"MLI"}),
    # Some of a group speak for it.
    ("en", "Protesters marched through the harbours of Norway on Monday. Some of the protesters said that they would "
           "be back.", "that they would be back", {"NOR"}),
    # A long apposition cuts the subject loose from its verb.
    ("en", "Speaking to reporters in Oslo, the foreign minister of Norway, Ine Eriksen Soreide, said the talks in Lima "
           "had failed.", "the talks in Lima had failed", {"NOR"}),
    # What goes on without a subject is of whoever spoke before.
    ("en", "President Erdogan told parliament that U.S. policy on fisheries had not changed, and suggested that Turkey "
           "would leave the treaty.", "that Turkey would leave the treaty", {"TUR"}),
    # A time is no speaker.
    ("nl", "Twee dagen na de aanval op de haven zei het Peruaanse leger dat de grens dicht blijft.",
     "de grens dicht blijft", {"PER"}),
    ("nl", "De president van Peru, die in Oslo is, zei eerder zaterdag dat de grens dicht blijft.",
     "de grens dicht blijft", {"PER"}),
    # A paper speaks for whoever released it.
    ("en", "According to a statement released by the Swedish government, the harbour is closed.",
     "the harbour is closed", {"SWE"}),
    ("en", "The Swedish government said the harbour was closed. The statement also said that ships would be searched.",
     "that ships would be searched", {"SWE"}),
    # Nobody calls himself by name in his own words.
    ("nl", "De president van Mexico, Andrés Manuel López Obrador, vloog naar Parijs. \"Geachte Macron, zo komt de vis "
           "nooit terug\", zei hij.", "zo komt de vis nooit terug", {"MEX"}),
    # "The country" is a country that the text named, before the party of a person.
    ("nl", "President Macron kwam dinsdag aan in de haven. Zweden juichte het besluit toe. Het land sprak van een "
           "terechte maatregel.", "een terechte maatregel", {"SWE"}),
    # Somebody of a political party is of the state whose parliament it sits in.
    ("nl", "D66'er Bart de Wilde noemde het visserijverdrag een vergissing.", "een vergissing", {"NLD"}),
    # Somebody of a medium is of no party.
    ("nl", "Noorwegen gaat geld uitgeven aan netten. NOS-correspondent Ada Wind zegt dat de premier de vissers wil "
           "winnen.", "dat de premier de vissers wil winnen", set()),
    # "Die" takes up what came last, as "dat land" does.
    ("nl", "De Noorse regering vroeg Peru om uitleg over de woorden van de premier van dat land. Die zei dinsdag dat "
           "de grens dicht blijft.", "de grens dicht blijft", {"PER"}),
    # A name with an office behind it keeps its party further on.
    ("en", "The harbour is closed, said Bo Lind, the acting deputy head of the Swedish coast guard. Lind told "
           "reporters that ships would be searched.", "ships would be searched", {"SWE"}),
    # A ministry is that of the state which spoke last.
    ("nl", "Noorwegen en Peru praten over vis. Peru noemde het verdrag maandag een vergissing. Het ministerie van "
           "Buitenlandse Zaken zegt dat de grens dicht blijft.", "de grens dicht blijft", {"PER"}),
    # Several in a row are a list, also where the parse takes them for one; "the leaders" are all of them.
    ("en", "On Tuesday, Chancellor Merkel of Germany, President Macron of France, Prime Minister Draghi of Italy, and "
           "President Biden of the United States sat down by the harbour. The leaders said that it is open.",
     "it is open", {"DEU", "FRA", "ITA", "USA"}),
    ("en", "The foreign ministers of Egypt, Cyprus, Greece and France met in Cairo. The foreign ministers said that "
           "the deal was void.", "the deal was void", {"EGY", "CYP", "GRC", "FRA"}),
    # "This" in what was said takes up no speaker.
    ("en", "“We have closed the harbour this morning. This includes the docks,” Silva of Brazil said in a statement.",
     "“We have closed the harbour this morning. This includes the docks,”", {"BRA"}),
    # What is said of the speaker comes behind him.
    ("nl", '"De haven gaat dicht", aldus Silva van Brazilië, die het plan voorlegde.', '"De haven gaat dicht"',
     {"BRA"}),
    # "Heeft laten weten" has one subject, whatever stands between.
    ("nl", "De premier van Noorwegen, waar de haven ligt, heeft laten weten dat de vissers vertrokken zijn.",
     "dat de vissers vertrokken zijn", {"NOR"}),
    # One of somebody's ministers speaks for him.
    ("en", "One of the Norwegian ministers said that the harbour was open.", "that the harbour was open", {"NOR"}),
    ("nl", "Een van de Zweedse ministers zei dat de haven open is.", "dat de haven open is", {"SWE"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "parties"), SPEAKERS, ids=[case[2] for case in SPEAKERS])
def test_the_words_are_given_to_whoever_says_them(language: str, text: str, words: str, parties: set[str]) -> None:
    record = code(Document(text, language=language, published="2021-03-10"))
    said = [s for s in record.statements if any(words in content.text for content in s.content)]
    assert said, [[content.text for content in s.content] for s in record.statements]
    assert {party.split("/")[0] for party in said[0].party} == parties


def test_a_part_of_the_world_stands_for_a_body_only_where_it_acts() -> None:
    text = "Europa sprak maandag van een vergissing. Volgens Noorwegen is de haven van Oslo de grootste in Europa."
    record = code(Document(text, language="nl", published="2021-03-10"))
    assert [statement.party for statement in record.statements] == [("EU",), ("NOR",)]


def test_diplomats_of_whom_no_more_is_told_speak_for_nobody() -> None:
    text = "Sweden and Norway reopened their border. Diplomats said that the talks had been hard."
    said = code(Document(text, language="en", published="2021-03-03")).statements
    assert [one.party for one in said] == [()]


def test_somebody_is_called_by_the_whole_name_that_the_text_gives() -> None:
    text = "Correspondent Ada Wind said that the harbour was open. Ine Vik, a docker, was there. Vik said it was quiet."
    said = code(Document(text, language="en", published="2021-03-03")).statements
    assert [one.speaker for one in said] == ["Ada Wind", "Ine Vik"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("nl", "De Noorse premier zei dat de haven open is.", ["Erna Solberg"]),
        # Two sources spell him in two ways.
        ("en", "The Malaysian prime minister said that the harbour was open.", ["Mahathir Mohamad"]),
        # Ministers are many, and former ones hold no office.
        ("en", "The Norwegian minister said that the harbour was open.", [None]),
        ("en", "The former Norwegian prime minister said that the harbour was open.", [None]),
        ("en", "A spokesman for the Norwegian prime minister said that the harbour was open.", [None]),
        ("en", "THE PRESIDENT:  We go on.\n\nQ    And fish?\n\nTHE PRESIDENT:  Not today.\n", ["Donald Trump"] * 2),
    ],
)
def test_the_head_of_a_state_is_told_by_name(language: str, text: str, names: list[str | None]) -> None:
    said = code(Document(text, language=language, published="2019-06-13")).statements
    assert [one.speaker for one in said] == names
