"""Features in bundles: kept or made anew, one case or many at once, they weigh what the features weigh one by one."""

from __future__ import annotations

import numpy as np
import pytest

from demarche.code import bundles
from demarche.code.bundles import Part, Rows, Sums, words_of
from demarche.code.scorer import Linear
from demarche.code.trees import Trees

WEIGHTS = {"a": 1.0, "b": 2.0, "c": 4.0}


def both(*names: str) -> list[Part]:
    """A bundle of a feature and another bundle."""
    first, *rest = names
    return [first, (list, tuple(rest))]


def test_bundles_in_bundles_give_their_features_in_order() -> None:
    assert words_of(["x", (both, "a", "b", "c")]) == ["x", "a", "b", "c"]


def test_unknown_features_count_for_nothing() -> None:
    assert Sums(WEIGHTS, 0.0)[both, "a", "unknown", "c"] == 5.0
    assert Rows({"a": (0,)}, ())[both, "unknown", "a"] == (0,)


def test_what_was_forgotten_is_made_anew_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "KEPT", 2)
    sums = Sums(WEIGHTS, 0.0)
    asked: list[Part] = [(both, "a", "b"), (both, "b", "c"), (both, "c", "a"), (both, "a", "b"), "a"]
    assert [sums[one] for one in asked] == [3.0, 6.0, 5.0, 3.0, 1.0]
    assert len(sums) <= 2 + 2 + len(WEIGHTS), "what it holds stays small"


def test_many_cases_at_once_score_as_one_by_one() -> None:
    model = Linear(["NONE", "AID"], list(WEIGHTS), np.array([[1.0, 0.0], [0.0, 1.0], [0.5, -0.5]]), {"sure": 2.0})
    cases: list[tuple[list[Part], dict[str, list[str]]]] = [
        (["a", (both, "b", "a")], {"AID": ["sure"]}),
        (["unknown"], {}),
        ([(both, "c", "b")], {"OTHER": ["sure"]}),
    ]
    together = model.chances(cases)
    for (parts, offered), scores in zip(cases, together, strict=True):
        features = dict.fromkeys(words_of(parts))
        assert scores == pytest.approx(model.scores(features, offered))
    assert model.chances([]).shape == (0, 2)
    plain: list[list[str]] = [["a", "b"], ["unknown", "c"]]
    assert model.chances_of(plain) == pytest.approx(model.chances([(some, {}) for some in plain]))
    assert model.chances_of([]).shape == (0, 2)
    common = ["a", "unheard"]
    whole = model.chances_of([[*common, *some] for some in plain])
    assert model.chances_of(plain, [common] * len(plain)) == pytest.approx(whole)


def test_every_leaf_of_a_deeper_tree_is_reached() -> None:
    tree = Trees({
        "feature": np.array([0, 1, -1, -1, 1, -1, -1], dtype=np.int16),
        "threshold": np.array([0.0, 0.0, 0.0, 0.0, 5.0, 0.0, 0.0]),
        "left": np.array([1, 2, 0, 0, 5, 0, 0], dtype=np.int32),
        "right": np.array([4, 3, 0, 0, 6, 0, 0], dtype=np.int32),
        "value": np.array([0.0, 0.0, 1.0, 2.0, 0.0, 3.0, 4.0], dtype=np.float32),
        "roots": np.array([0], dtype=np.int32),
        "base": np.array(0.0),
    })  # fmt: skip
    rows = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, 9.0], [0.0, 0.0]])
    found = tree.scores(rows)
    assert np.log(found / (1 - found)) == pytest.approx([1.0, 2.0, 3.0, 4.0, 1.0])
