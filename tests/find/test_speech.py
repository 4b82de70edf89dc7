"""Reported speech in its forms, on sentences of our own, with the pipelines and weights that are shipped."""

from __future__ import annotations

from functools import lru_cache

import pytest

from demarche import packs, parse
from demarche.find.mentions import find_mentions
from demarche.find.speech import candidates, find_speech
from demarche.find.speech_cues import compiled, find_triggers
from demarche.find.speech_view import View
from demarche.findings import Mention, Reported


@lru_cache(maxsize=64)
def heard(text: str, language: str, furniture: tuple[tuple[int, int], ...] = ()) -> tuple[Reported, ...]:
    doc = parse.load(language).parse(text, list(furniture))
    pack = packs.load(language)
    return find_speech(doc, find_mentions(doc, pack), pack, furniture=furniture)


def contents(text: str, language: str) -> list[str]:
    return [" … ".join(text[a:b] for a, b in one.content) for one in heard(text, language)]


def source(text: str, language: str, number: int = 0) -> str | None:
    found: Mention | None = None
    one = heard(text, language)[number]
    if one.source is not None:
        doc = parse.load(language).parse(text)
        found = find_mentions(doc, packs.load(language))[one.source]
    return found.text if found is not None else None


FORMS = [
    ("nl", "De minister zei dinsdag dat het verdrag van kracht blijft.", "dat het verdrag van kracht blijft"),
    ("nl", '"We trekken onze troepen terug", zei de president in een toespraak.', '"We trekken onze troepen terug"'),
    ("nl", "Volgens de Noorse regering is de grens weer open.", "is de grens weer open"),
    ("nl", "De haven is gesloten, aldus een woordvoerder van het ministerie.", "De haven is gesloten"),
    ("nl", "Oslo noemde het besluit een vergissing.", "het besluit een vergissing"),
    ("nl", "De secretaris riep Oslo op zijn plannen te verduidelijken.", "zijn plannen te verduidelijken"),
    ("nl", '"Dit is een misstap", foeterde de gezant.', '"Dit is een misstap"'),
    ("en", "The envoy quipped that the harbour was open.", "that the harbour was open"),
    ("nl", "Zweden ontkent dat het wapens heeft geleverd.", "dat het wapens heeft geleverd"),
    ("nl", "De premier waarschuwde dat de gevechten kunnen uitbreiden.", "dat de gevechten kunnen uitbreiden"),
    ("nl", "De rebellen lieten weten dat ze de stad verlaten.", "dat ze de stad verlaten"),
    ("en", "The minister said on Tuesday that the treaty remains in force.", "that the treaty remains in force"),
    ("en", '"We will withdraw our troops," the president said in a speech.', '"We will withdraw our troops,"'),
    ("en", "According to the Norwegian government, the border has reopened.", "the border has reopened"),
    ("en", "Sweden denied that it had supplied weapons.", "that it had supplied weapons"),
    ("en", "The envoy urged both countries to return to the table.", "to return to the table"),
    ("en", "The ministry said the harbour would stay closed.", "the harbour would stay closed"),
]


@pytest.mark.parametrize(("language", "text", "content"), FORMS)
def test_each_form_gives_its_words(language: str, text: str, content: str) -> None:
    assert content in contents(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De minister hoopt op een akkoord."),
        ("nl", "Noorwegen veroordeelt de aanval."),
        ("en", "The minister wants an agreement."),
        ("en", "Norway condemned the attack."),
    ],
)
def test_attitudes_and_bare_objects_are_no_statements(language: str, text: str) -> None:
    assert contents(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "second"),
    [
        ("nl", '"De grens blijft dicht", zei de president. "Daar verandert niets aan."', '"Daar verandert niets aan."'),
        (
            "en",
            '"The border stays shut," the president said. "Nothing will change that."',
            '"Nothing will change that."',
        ),
    ],
)
def test_a_quotation_without_a_cue_joins_the_statement_before_it(language: str, text: str, second: str) -> None:
    found = heard(text, language)
    assert len(found) == 1
    assert text[slice(*found[0].content[-1])] == second
    assert found[0].mode == "direct"


def test_dat_zei_points_to_the_sentence_before() -> None:
    text = "Noorwegen sluit de haven voor vreemde schepen. Dat heeft de Noorse minister maandag gezegd."
    assert contents(text, "nl") == ["Noorwegen sluit de haven voor vreemde schepen"]
    assert "minister" in (source(text, "nl") or "")


def test_the_mode_tells_quoted_from_reported_words() -> None:
    text = 'De minister zei dat het plan "volstrekt onhaalbaar" is.'
    assert [one.mode for one in heard(text, "nl")] == ["mixed"]


def test_the_turns_of_a_transcript_are_statements_of_their_speakers() -> None:
    text = (
        "MINISTER HANSEN:  The talks went well.  We meet again in May.\n\n"
        "Q    Did you agree on fish?\n\n"
        "MINISTER HANSEN:  Not yet, but we are close.\n"
    )
    assert contents(text, "en") == ["The talks went well.  We meet again in May.", "Not yet, but we are close."]
    assert {one.mode for one in heard(text, "en")} == {"direct"}


def test_nothing_is_found_in_furniture() -> None:
    text = "Lees ook: premier zegt dat het meevalt. De regering zwijgt."
    assert heard(text, "nl", ((0, 39),)) == ()


def test_the_same_text_gives_the_same_findings_twice() -> None:
    text = FORMS[0][1] + " " + FORMS[2][1]
    heard.cache_clear()
    first = heard(text, "nl")
    heard.cache_clear()
    assert heard(text, "nl") == first


@pytest.mark.parametrize("language", packs.installed())
def test_offsets_lie_inside_the_text_and_in_order(language: str) -> None:
    text = " ".join(words for code, words, _ in FORMS if code == language)
    for one in heard(text, language):
        assert all(0 <= a < b <= len(text) for a, b in (*one.cue, *one.content))
        assert list(one.content) == sorted(one.content)
        assert 0.0 <= one.score <= 1.0


def test_a_quotation_inside_one_that_never_closes_is_read_without_trouble() -> None:
    """The outer quotation has no end, and the cue stands inside it."""
    text = '"So often I talk to a neighbour and they say: "How could you trust Malta, it is closed?"'
    doc, pack = parse.load("en").parse(text, []), packs.load("en")
    found = find_speech(doc, find_mentions(doc, pack), pack)
    assert all(end > start for reported in found for start, end in reported.content)


def test_who_is_quoted_speaks_and_not_who_quotes() -> None:
    text = "The agency quoted the minister as saying that the harbour was open."
    assert source(text, "en") == "the minister"


def test_a_straight_mark_that_opens_a_quotation_is_no_sentence_of_its_own() -> None:
    doc = parse.load("en").parse('The port is shut. "We will wait," Mr. Solberg, the envoy, said.')
    view = View(doc, compiled(packs.load("en")))
    assert [view.text[slice(*view.chars(*unit))] for unit in view.units] == [
        "The port is shut.",
        '"We will wait," Mr. Solberg, the envoy, said.',
    ]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "The port was calm, the envoy said, until the shelling began again.",
            ["until the shelling began again"],
        ),
        ("nl", "De haven was kalm, zei de gezant, tot het schieten weer begon.", ["tot het schieten weer begon"]),
    ],
)
def test_what_goes_on_behind_a_cue_between_commas_may_belong_to_the_words(
    language: str, text: str, words: list[str]
) -> None:
    view = View(parse.load(language).parse(text), compiled(packs.load(language)))
    found = [c for c in candidates(view, ()) if c.shape == "around"]
    assert [text[slice(*c.content[1])] for c in found] == words


def test_behind_a_verb_of_telling_stands_who_is_told() -> None:
    assert source("The harbour is shut, the envoy, Mr. Solberg, told reporters on Monday.", "en") != "reporters"


def test_a_cue_that_goes_on_behind_the_words_is_no_part_of_them() -> None:
    text = "The port was calm, the envoy said, adding that the shelling had begun."
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    assert [c for c in candidates(view, ()) if c.shape == "around"] == []


def test_hard_spaces_and_line_ends_stand_between_no_words() -> None:
    plain = "The envoy said that the harbour was open and urged the ministry to wait. The ministry agreed that it was."
    broken = plain.replace("and urged the", "and\xa0urged the\xa0").replace("said that", "said\nthat")
    words, same = (View(parse.load("en").parse(t), compiled(packs.load("en"))) for t in (plain, broken))
    assert [t.text for t in words.doc] == [t.text for t in same.doc]
    assert [same.whole[i].text for i in same.doc.origin] == [t.text for t in same.doc]


def test_a_participle_in_front_of_its_noun_reports_nothing() -> None:
    view = View(parse.load("en").parse("An estimated 200 ships left the port."), compiled(packs.load("en")))
    assert find_triggers(view.doc, view.units, view.speech) == []


def test_labels_of_a_transcript_begin_sentences_of_their_own() -> None:
    text = "MINISTER HANSEN: Well, you know, we met.\n\nMS. LIND: Yes, the port is open.\n"
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    firsts = [view.doc[start].text for start, _ in view.units]
    assert "MINISTER" in firsts and "Well" in firsts and "Yes" in firsts


def test_the_clause_of_a_noun_of_speech_ends_where_its_sentence_goes_on() -> None:
    text = "De Chileense klacht dat het verdrag een bedreiging vormt, noemde zij onzin."
    view = View(parse.load("nl").parse(text), compiled(packs.load("nl")))
    told = [text[a:b] for c in candidates(view, ()) if c.form == "noun" for a, b in c.content]
    assert told == ["dat het verdrag een bedreiging vormt"]


def test_a_main_clause_behind_a_subordinate_one_is_no_part_of_it() -> None:
    text = "Peru zegt dat de haven open blijft voor alle schepen en betreurt de ruzie met Chili."
    assert contents(text, "nl") == ["dat de haven open blijft voor alle schepen"]
    both = "Peru zegt dat de haven open blijft en zal worden verbouwd."
    assert contents(both, "nl") == ["dat de haven open blijft en zal worden verbouwd"]


def test_who_has_a_verb_of_his_own_behind_a_cue_is_told_of_and_does_not_tell() -> None:
    text = "In Lima the envoy, who walked out in May, praised the plan, but said many steps were yet to come."
    view = View(parse.load("en").parse(text), compiled(packs.load("en")))
    said = {c.source for c in candidates(view, ()) if c.trigger.lemma == "say"}
    assert [view.doc[i].text for i in said if i is not None] == ["envoy"]


def test_that_takes_up_the_sentence_before_and_no_headline() -> None:
    lines = (
        "Overleg over haring hervat\n\nPeru en Chili praten weer over haring. Dat maakten ze dinsdag bekend in Lima."
    )
    for text, most in ((lines, 1), (lines.replace("\n\n", ". "), 2)):
        view = View(parse.load("nl").parse(text), compiled(packs.load("nl")))
        assert len({c.content for c in candidates(view, ()) if c.form == "back" and "+next" not in c.shape}) == most


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "With officials saying that the harbour was full, Sweden sent its ships to Oslo.",
            "that the harbour was full",
        ),
        (
            "By announcing that it would close the harbour, the city angered its fishermen.",
            "that it would close the harbour",
        ),
        ("After Peru said it would buy the nets, Chile cancelled the deal.", "it would buy the nets"),
        ("While Peru says that it wants peace, its ships are near the reef.", "that it wants peace"),
    ],
)
def test_words_told_in_a_clause_in_front_end_before_the_main_clause(text: str, words: str) -> None:
    assert contents(text, "en") == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The claim by Peru that Chile had lost ten trawlers could not be verified.",
            ["that Chile had lost ten trawlers"],
        ),
        ("The offer that was made in Lima was generous.", []),
    ],
)
def test_a_noun_of_speech_with_a_whole_clause_is_a_statement(text: str, words: list[str]) -> None:
    assert contents(text, "en") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru asked for the talks to be postponed.", ["for the talks to be postponed"]),
        ("The envoy appealed on Monday for all sides to respect the truce.", ["for all sides to respect the truce"]),
        ("Peru told the envoy it was time for the ships to be sold.", ["it was time for the ships to be sold"]),
    ],
)
def test_who_is_to_do_what_is_called_for_stands_in_the_words(text: str, words: list[str]) -> None:
    assert contents(text, "en") == words


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Peru would join, the premier declined to comment.",
        "Asked about the nets, the Peruvian minister said nothing.",
        "When asked whether Peru would pay, the minister refused to answer.",
    ],
)
def test_a_question_put_to_somebody_is_no_statement(text: str) -> None:
    assert contents(text, "en") == []


def test_a_quotation_goes_on_behind_its_speaker_and_keeps_its_marks() -> None:
    split = '"I can confirm," said a spokeswoman, "that two of our trawlers were boarded."'
    assert contents(split, "en") == ['"I can confirm," … "that two of our trawlers were boarded."']
    assert contents('The minister said: "We will not sell our nets to smugglers."', "en") == [
        '"We will not sell our nets to smugglers."'
    ]
