"""Frames and roles on trees written by hand: the grammar is tested apart from any parser."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc as SpacyDoc

from demarche.find.frames import find_frames
from demarche.find.tokens import Doc, plain
from demarche.find.tree import preposition
from demarche.findings import Frame, Mention
from demarche.packs import load


def tree(rows: str) -> Doc:
    """A parsed text from lines of ``word lemma POS head relation [features]``; heads count from 1, 0 is the root."""
    cells = [line.split() for line in rows.strip().splitlines()]
    made = SpacyDoc(
        spacy.blank("xx").vocab,
        words=[c[0] for c in cells],
        lemmas=[c[1] for c in cells],
        pos=[c[2] for c in cells],
        heads=[int(c[3]) - 1 if c[3] != "0" else n for n, c in enumerate(cells)],
        deps=["ROOT" if c[4] == "root" else c[4] for c in cells],
        morphs=[c[5] if len(c) > 5 else "" for c in cells],
    )
    return plain(made)


def mentions_of(doc: Doc) -> tuple[Mention, ...]:
    """Every noun, name and pronoun as a mention of its one word."""
    words = [t for t in doc if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return tuple(
        Mention(n, t.i, 0, t.idx, t.idx + len(t), t.text, "noun", t.lemma_, relation=t.dep_, preposition=preposition(t))
        for n, t in enumerate(words)
    )


def frames_of(rows: str, language: str = "nl") -> tuple[dict[str, Frame], tuple[Mention, ...]]:
    doc = tree(rows)
    mentions = mentions_of(doc)
    return {f.lemma: f for f in find_frames(doc, mentions, load(language))}, mentions


def who(frame: Frame, mentions: tuple[Mention, ...], *relations: str) -> list[str]:
    return [mentions[r.mention].text for r in frame.roles if r.relation in relations]


def test_the_subject_of_a_passive_is_acted_upon_and_the_one_behind_door_acts() -> None:
    frames, mentions = frames_of("""
        Kreta Kreta PROPN 3 nsubj:pass
        wordt worden AUX 3 aux:pass VerbForm=Fin|Tense=Pres
        beschuldigd beschuldigen VERB 0 root VerbForm=Part
        door door ADP 5 case
        Malta Malta PROPN 3 obl:agent
    """)
    frame = frames["beschuldigen"]
    assert frame.voice == "passive"
    assert who(frame, mentions, "obj") == ["Kreta"]
    assert who(frame, mentions, "agent") == ["Malta"]


def test_a_particle_that_stays_a_word_of_its_own_is_among_the_words_of_the_clause() -> None:
    frames, _ = frames_of(
        """
        Malta Malta PROPN 2 nsubj
        shot shoot VERB 0 root VerbForm=Fin|Tense=Past
        down down ADP 2 compound:prt
        drones drone NOUN 2 obj
    """,
        "en",
    )
    assert "down" in frames["shoot"].words


def test_coordinated_verbs_share_the_subject_that_is_said_once() -> None:
    frames, mentions = frames_of("""
        Malta Malta PROPN 2 nsubj
        weigert weigeren VERB 0 root VerbForm=Fin|Tense=Pres
        en en CCONJ 4 cc
        dreigt dreigen VERB 2 conj VerbForm=Fin|Tense=Pres
    """)
    assert who(frames["dreigen"], mentions, "inherited") == ["Malta"]


def test_an_infinitive_after_a_verb_of_asking_belongs_to_the_one_who_is_asked() -> None:
    frames, mentions = frames_of("""
        Malta Malta PROPN 2 nsubj
        vraagt vragen VERB 0 root VerbForm=Fin|Tense=Pres
        Kreta Kreta PROPN 2 obj
        te te PART 5 mark
        vertrekken vertrekken VERB 2 xcomp VerbForm=Inf
    """)
    assert who(frames["vertrekken"], mentions, "inherited") == ["Kreta"]


def test_an_infinitive_after_a_promise_belongs_to_the_one_who_promises() -> None:
    frames, mentions = frames_of("""
        Malta Malta PROPN 2 nsubj
        belooft beloven VERB 0 root VerbForm=Fin|Tense=Pres
        Kreta Kreta PROPN 2 iobj
        te te PART 5 mark
        vertrekken vertrekken VERB 2 xcomp VerbForm=Inf
    """)
    assert who(frames["vertrekken"], mentions, "inherited") == ["Malta"]


def test_an_infinitive_behind_a_noun_belongs_to_whose_plan_it_is_and_not_to_whose_demand() -> None:
    for noun, doer in (("efforts", ["Malta"]), ("demand", [])):
        frames, mentions = frames_of(
            f"""
            Malta Malta PROPN 2 nmod:poss
            {noun} {noun.rstrip("s")} NOUN 5 nsubj
            to to PART 4 mark
            leave leave VERB 2 acl VerbForm=Inf
            failed fail VERB 0 root VerbForm=Fin|Tense=Past
            """,
            "en",
        )
        assert [one for one in who(frames["leave"], mentions, "inherited") if one == "Malta"] == doer


def test_who_is_thanked_for_something_has_done_it() -> None:
    frames, mentions = frames_of(
        """
        Malta Malta PROPN 2 nsubj
        thanked thank VERB 0 root VerbForm=Fin|Tense=Past
        Crete Crete PROPN 2 obj
        for for SCONJ 5 mark
        providing provide VERB 2 advcl VerbForm=Ger
        boats boat NOUN 5 obj
        """,
        "en",
    )
    assert who(frames["provide"], mentions, "inherited") == ["Crete"]


def test_a_relative_pronoun_stands_for_the_noun_before_it() -> None:
    frames, mentions = frames_of("""
        Malta Malta PROPN 0 root
        , , PUNCT 5 punct
        dat dat PRON 5 nsubj
        Kreta Kreta PROPN 5 obj
        aanvalt aanvallen VERB 1 acl:relcl VerbForm=Fin|Tense=Pres
    """)
    assert who(frames["aanvallen"], mentions, "nsubj") == ["Malta"]
    assert who(frames["aanvallen"], mentions, "obj") == ["Kreta"]


def test_a_negation_on_the_verb_or_on_its_object_negates_the_frame() -> None:
    frames, _ = frames_of("""
        Malta Malta PROPN 2 nsubj
        levert leveren VERB 0 root VerbForm=Fin|Tense=Pres
        geen geen DET 4 det
        wapens wapen NOUN 2 obj
    """)
    assert frames["leveren"].negated


def test_a_clause_ends_where_the_next_coordinated_one_begins() -> None:
    doc = tree("""
        Malta Malta PROPN 2 nsubj
        weigert weigeren VERB 0 root VerbForm=Fin|Tense=Pres
        en en CCONJ 5 cc
        Kreta Kreta PROPN 5 nsubj
        dreigt dreigen VERB 2 conj VerbForm=Fin|Tense=Pres
    """)
    first = find_frames(doc, mentions_of(doc), load("nl"))[0]
    assert doc.text[first.start : first.end] == "Malta weigert"
