"""The scorers: what is written can be read, and unknown features count for nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demarche.code import scorer
from demarche.code.scorer import Linear
from demarche.code.trees import Trees


def small() -> Linear:
    return Linear(["NONE", "REQUEST"], ["act=REQUEST", "neg"], np.array([[0.0, 2.0], [0.5, 0.0]]))


def test_a_feature_that_speaks_for_a_label_makes_it_likelier() -> None:
    model = small()
    assert model.scores(["act=REQUEST"])[1] > model.scores([])[1] == 0.5


def test_features_the_model_does_not_know_count_for_nothing() -> None:
    model = small()
    assert np.array_equal(model.scores(["act=REQUEST", "new"]), model.scores(["act=REQUEST"]))


def test_a_model_that_is_written_reads_back_the_same(tmp_path: Path) -> None:
    model = small()
    model.save(tmp_path / "m.npz")
    again = Linear.load(tmp_path / "m.npz")
    assert again.labels == model.labels
    assert np.allclose(again.scores(["act=REQUEST", "neg"]), model.scores(["act=REQUEST", "neg"]))


def test_reasons_name_the_heaviest_features_first() -> None:
    assert small().reasons([(list, ("neg", "act=REQUEST"))], "REQUEST")[0] == ("act=REQUEST", 2.0)


def one_split() -> Trees:
    """One tree: at most 3 goes left to -1, more goes right to 1."""
    return Trees({
        "feature": np.array([0, -1, -1], dtype=np.int16),
        "threshold": np.array([3.0, 0.0, 0.0]),
        "left": np.array([1, 0, 0], dtype=np.int32),
        "right": np.array([2, 0, 0], dtype=np.int32),
        "value": np.array([0.0, -1.0, 1.0], dtype=np.float32),
        "roots": np.array([0], dtype=np.int32),
        "base": np.array(0.0),
    })  # fmt: skip


def test_a_tree_sends_each_row_to_its_leaf(tmp_path: Path) -> None:
    one_split().save(tmp_path / "t.npz")
    scores = Trees.load(tmp_path / "t.npz").scores(np.array([[3.0], [3.5]]))
    assert scores == pytest.approx([1 / (1 + np.e), np.e / (1 + np.e)])


def test_a_language_reads_by_its_own_weights_before_those_that_all_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scorer, "HOME", tmp_path)
    (tmp_path / "xx").mkdir()
    small().save(tmp_path / "type.npz")
    small().save(tmp_path / "xx" / "type.npz")
    assert scorer.weights_file("type", "xx") == tmp_path / "xx" / "type.npz"
    assert scorer.weights_file("type", "yy") == scorer.weights_file("type", "") == tmp_path / "type.npz"
    assert scorer.weights_file("actor", "xx") is None
