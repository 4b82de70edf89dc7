"""The reports that the coder is trained on, written and coded for this project."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from demarche import ontologies
from demarche.records_json import from_json

CODER = Path(__file__).parents[2] / "models" / "coder"
sys.path.insert(0, str(CODER))
from coded import OWN, read_coded  # noqa: E402 isort: skip

REPORTS = list(read_coded(OWN))


def test_there_are_reports_and_sentences_in_both_languages():
    whole = {one.language for one in REPORTS if one.whole}
    sentences = {one.language for one in REPORTS if not one.whole}
    assert whole == sentences == {"nl", "en"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_item_rests_on_words_of_its_text(language):
    for one in REPORTS:
        if one.language == language:
            record = from_json(one.gold, one.text)  # raises where words do not stand in the text
            assert all(event.evidence for event in record.events), one.name


def test_events_are_of_plover_types_and_have_an_actor():
    known = set(ontologies.load().types)
    for one in REPORTS:
        for event in one.gold["events"]:
            assert event["type"] in known, one.name
            assert event["actors"], one.name


def test_made_up_reports_say_that_they_are():
    assert all(one.gold["document"].get("made_up") for one in REPORTS if one.whole)


def test_codings_of_public_texts_hold_no_words_and_are_left_out_without_the_texts(tmp_path, capsys):
    from coded import public

    assert list(public(OWN, [tmp_path])) == []
    assert "codings left out" in capsys.readouterr().err
    for path in sorted((OWN / "public").glob("*.json")):
        assert '"text"' not in path.read_text(encoding="utf-8")


def test_texts_of_a_treebank_are_put_together_from_its_sentences(tmp_path):
    from coded import texts_of

    rows = ["# newdoc id = web-1", "# text = Oslo waits.", "# text = Bergen too.", "# newpar", "# text = Nobody asked."]
    (tmp_path / "some.conllu").write_text("\n".join([*rows, "# newdoc id = web-2", "# text = Rain."]), encoding="utf-8")
    assert texts_of({"web-1"}, [tmp_path]) == {"web-1": "Oslo waits. Bergen too.\nNobody asked."}


def test_what_sets_real_reports_apart_is_added_to_what_all_have_in_common():
    pytest.importorskip("sklearn", reason="the extra `coder` is not installed")
    from learn import fit, folded, twice

    assert twice(["a"]) == ["a", "real:a"]
    names, weights = folded(["a", "b", "real:a"], [1.0, 2.0, 0.5])
    assert (names, weights.tolist()) == (["a", "b"], [1.5, 2.0])
    rows = [["x"], ["x"], ["y"], ["y"], *[twice(["x"])] * 2, *[twice(["y"])] * 2]
    model = fit(rows, ["no", "no", "yes", "yes", "yes", "yes", "yes", "yes"], strength=10.0)
    assert set(model.names) == {"x", "y"}
    assert model.scores(["x"])[model.columns["yes"]] > 0.5  # in real reports x is yes, whatever the others say


def test_trees_go_on_as_for_a_real_report():
    pytest.importorskip("sklearn", reason="the extra `coder` is not installed")
    from boost import fit_trees

    rows = [[float(n % 2)] for n in range(400)]
    real = [n >= 200 for n in range(400)]
    labels = [int(row[0]) if told else 1 for row, told in zip(rows, real, strict=True)]
    trees = fit_trees(rows, labels, real=real)
    low, high = trees.scores(np.array([[0.0], [1.0]]))
    assert low < 0.1
    assert high > 0.9
