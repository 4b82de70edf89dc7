"""The public door keeps its names, whatever is imported."""

from __future__ import annotations

import importlib

import demarche


def test_the_function_read_is_not_hidden_by_the_room_of_that_name() -> None:
    importlib.import_module("demarche.read")
    assert callable(demarche.read)
    from demarche.read import read_text

    assert read_text is not None
    assert demarche.read is demarche.read


def test_every_name_of_the_door_opens() -> None:
    assert all(getattr(demarche, name) is not None for name in demarche.__all__)
