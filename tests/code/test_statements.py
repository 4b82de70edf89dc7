"""Statements from findings: who speaks for whom, and what furniture leaves of the words."""

from __future__ import annotations

from dataclasses import replace

from demarche.code.statements import code_statements, goes_on
from demarche.code.who import Resolved
from demarche.findings import Findings, Mention, Reported
from demarche.records import Document, Furniture

TEXT = "A report of the ministry says that the harbour is shut. Oslo and Bergen agree that it opens in May."


def mention(number: int, words: str, lemma: str, **more: object) -> Mention:
    start = TEXT.index(words)
    return Mention(number, number, 0, start, start + len(words), words, "noun", lemma, **more)  # type: ignore[arg-type]


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


MENTIONS = (
    mention(0, "A report", "report", complements=(("of", 1),)),
    mention(1, "the ministry", "ministry"),
    mention(2, "Oslo", "oslo", coordinates=(3,)),
    mention(3, "Bergen", "bergen", coordinates=(2,)),
)
RESOLVED = (
    Resolved(0),
    Resolved(1, ("NOR",), "party", "Ministry of Fisheries of Norway"),
    Resolved(2, ("NOR",), "party", "Oslo"),
    Resolved(3, ("X:Bergen",), "party", "Bergen"),
)
SAYS = Reported(
    0, (place("A report of the ministry says"),), (place("that the harbour is shut"),), "indirect", "say", "clause", 0
)
AGREE = Reported(
    2, (place("Oslo and Bergen agree"),), (place("that it opens in May"),), "indirect", "agree", "clause", 1
)


def coded(*reported: Reported, furniture: tuple[Furniture, ...] = ()):  # type: ignore[no-untyped-def]
    findings = Findings("en", (), MENTIONS, (), reported=reported)
    return code_statements(findings, RESOLVED, Document(TEXT, language="en", furniture=furniture))


def test_a_report_speaks_for_whose_report_it_is() -> None:
    (one,) = coded(SAYS)
    assert one.party == ("NOR",)
    assert one.speaker == "Ministry of Fisheries of Norway"
    assert one.content[0].text == "that the harbour is shut"


def test_joint_speakers_are_one_statement_of_several_parties() -> None:
    (one,) = coded(AGREE)
    assert one.party == ("NOR", "X:Bergen")
    assert one.speaker == "Oslo, Bergen"


def test_an_unnamed_source_has_neither_speaker_nor_party() -> None:
    (one,) = coded(Reported(None, (place("agree"),), AGREE.content, "indirect", "agree", "clause", 1))
    assert (one.speaker, one.party) == (None, ())


def test_a_party_named_in_the_cue_speaks_where_the_parse_gave_no_source() -> None:
    (one,) = coded(Reported(None, AGREE.cue, AGREE.content, "indirect", "agree", "clause", 1))
    assert one.party == ("NOR", "X:Bergen")


def test_a_party_behind_a_preposition_in_the_cue_is_no_source() -> None:
    mentions = (*MENTIONS[:2], replace(MENTIONS[2], preposition="to"), replace(MENTIONS[3], preposition="to"))
    reported = Reported(None, AGREE.cue, AGREE.content, "indirect", "agree", "clause", 1)
    findings = Findings("en", (), mentions, (), reported=(reported,))
    (one,) = code_statements(findings, RESOLVED, Document(TEXT, language="en"))
    assert one.party == ()


def test_words_in_furniture_are_left_out() -> None:
    assert coded(SAYS, furniture=(Furniture(0, TEXT.index("Oslo"), "link"),)) == ()
    (one,) = coded(SAYS, furniture=(Furniture(TEXT.index("is shut"), TEXT.index("Oslo"), "link"),))
    assert one.content[0].text == "that the harbour"


def test_ids_count_in_the_order_of_the_text_and_the_rule_is_told() -> None:
    both = coded(SAYS, AGREE)
    assert [one.id for one in both] == ["s1", "s2"]
    assert both[0].detail.rule is not None
    assert "say" in both[0].detail.rule


def test_a_sentence_goes_on_until_its_full_stop() -> None:
    text = "The premier said the U.S.-led talks had failed, adding that he was sorry. Nobody asked him to confirm it."
    assert goes_on(text, text.index("said"), text.index("adding"))
    assert not goes_on(text, text.index("adding"), text.index("confirm"))
