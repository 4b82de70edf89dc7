"""A process of ours takes one core, unless the user has said otherwise."""

from __future__ import annotations

import os

import pytest

from demarche.engines.work import ONE_THREAD, one_thread


def test_matrices_are_multiplied_on_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ONE_THREAD:
        monkeypatch.setenv(name, "")  # so that what is set below is undone
        monkeypatch.delenv(name)
    one_thread()
    assert [os.environ[name] for name in ONE_THREAD] == ["1"] * len(ONE_THREAD)


def test_what_the_user_has_set_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("MKL_NUM_THREADS", "1")
    one_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"
