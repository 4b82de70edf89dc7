"""What the recipe makes of treebank sentences before it learns from them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from demarche.parse.vectors import KnownWords

RECIPE = str(Path(__file__).parents[2] / "models" / "recipe")
with pytest.MonkeyPatch.context() as patch:  # other folders of scripts have modules of the same names
    patch.syspath_prepend(RECIPE)
    import augment
    import known
    import lists
    import names
    from ud import Sentence, Word

HARBOUR = Sentence(
    (
        Word("Anna", "Anna", "PROPN", "", 3, "nsubj", True),
        Word("Bos", "Bos", "PROPN", "", 1, "flat", True),
        Word("opened", "open", "VERB", "", 0, "root", True),
        Word("the", "the", "DET", "", 5, "det", True),
        Word("harbour", "harbour", "NOUN", "", 3, "obj", False),
        Word(".", ".", "PUNCT", "", 3, "punct", True),
    )
)


def test_a_name_in_the_table_labels_its_words_and_one_that_is_not_teaches_nothing() -> None:
    assert names._by_table(HARBOUR.words, {"Anna Bos": "PER"}) == ["B-PER", "I-PER", "O", "O", "O", "O"]
    assert names._by_table(HARBOUR.words, {"Anna Bos": ""}) == ["O"] * 6
    assert names._by_table(HARBOUR.words, {}) == ["", "", "O", "O", "O", "O"]


def test_mentions_of_gum_tell_the_kind_of_the_proper_noun_that_heads_them() -> None:
    notes = [
        "Entity=(1-person-new-nnnnn-cf1-1-sgl",
        "Entity=1)",
        "_",
        "Entity=(2-place-new-nnnnn-cf2-2-sgl",
        "Entity=2)",
        "_",
    ]
    found = names._mentions(notes)
    assert sorted(found) == [(0, 2, "person"), (3, 5, "place")]
    assert names._by_mentions(HARBOUR.words, found) == ["B-PER", "I-PER", "O", "O", "O", "O"]


def test_a_subhead_is_a_phrase_of_the_sentence_without_a_stop() -> None:
    forms = {tuple(w.form for w in h.words[:2]) for n in range(40) if (h := augment.heading(HARBOUR, random.Random(n)))}
    assert {f for f in forms if "(" not in f} == {("The", "harbour"), ("Anna", "Bos"), ("Bos",)}


def test_changes_left_out_are_not_made() -> None:
    everything = frozenset(augment.SHARES)
    assert all(augment.vary(HARBOUR, [], random.Random(n), everything) is HARBOUR for n in range(50))
    assert any(augment.vary(HARBOUR, [], random.Random(n)) is not HARBOUR for n in range(50))


def test_a_heading_or_item_never_cuts_a_name_in_two() -> None:
    phrases = lists.pool([HARBOUR])
    forms = {" ".join(w.form for w in phrase) for phrase in [*phrases.nouns, *phrases.names]}
    assert forms == {"Anna Bos", "the harbour"}


def test_every_kind_of_item_ends_without_a_stop() -> None:
    rnd, phrases = random.Random(2), lists.pool([HARBOUR])
    for kind in lists.KINDS * 5:
        assert kind(phrases, rnd)[-1].form not in {".", "!", "?"}


def test_headings_and_lists_stand_before_the_sentences_and_change_none() -> None:
    mixed = list(lists.mixed([HARBOUR] * 200, lists.pool([HARBOUR]), random.Random(3)))
    assert len(mixed) > 220
    assert sum(s.words == HARBOUR.words for s in mixed) == 200


def test_vectors_of_known_words_come_from_lines_and_from_json_and_numbers_of_one_form_are_one(tmp_path: Path) -> None:
    given = {"harbour": [1.0, -2.0, 9.0], "2003": [2.0, 2.0, 9.0], "2014": [0.0, 1.0, 9.0], "the": [0.5, 0.5, 9.0]}
    (tmp_path / "v.json").write_text(json.dumps({"dimensions": 2, "vectors": given}), encoding="utf-8")
    lines = [f"{word} {one} {two}" for word, (one, two, _) in given.items()]
    (tmp_path / "v.txt").write_text("\n".join(lines), encoding="utf-8")
    packed, other = (known.pack(known.rows(tmp_path / name)) for name in ("v.json", "v.txt"))
    assert all((packed[name] == other[name]).all() for name in packed)
    words = KnownWords.unpack(packed["known_words"], packed["known"], packed["known_scale"])
    assert list(words.places) == ["harbour", "0000", "the"]
    harbour, number, unknown = words.of(["harbour", "0000", "quay"])
    assert harbour / harbour[0] == pytest.approx([1.0, -2.0], abs=0.05)
    assert number / number[0] == pytest.approx([1.0, 1.5], abs=0.05)
    assert not unknown.any()
