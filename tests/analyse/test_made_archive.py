"""The made-up archive that analyses are timed on, small: every analysis that is timed answers on it."""

from __future__ import annotations

import importlib.util
import types
from pathlib import Path

import pytest

from demarche import analyse
from demarche.analyse import Dossier

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def script(name: str) -> types.ModuleType:
    """A script of the folder of benchmarks."""
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """An archive of 120 reports."""
    path = tmp_path_factory.mktemp("made") / "made"
    script("made_archive").make(path, 120)
    return analyse.open(path)


@pytest.mark.parametrize("asked", script("analyse_speed").ASKED, ids=lambda asked: f"{asked[0]} {' '.join(asked[1])}")
def test_what_is_timed_answers(made: Dossier, asked: tuple[str, tuple[str, ...], dict[str, object]]) -> None:
    name, parties, options = asked
    first = getattr(made.analyse, name)(*parties, **options)
    again = getattr(made.analyse, name)(*parties, **options)
    assert len(first) > 0
    assert {key: table.rows() for key, table in first.tables.items()} == {k: t.rows() for k, t in again.tables.items()}


def test_every_analysis_is_timed() -> None:
    assert {name for name, _, _ in script("analyse_speed").ASKED} == set(analyse.ANALYSES)


def test_arrow_tables_have_the_types_that_columns_say(made: Dossier) -> None:
    for name, parties, options in script("analyse_speed").ASKED:
        for table in getattr(made.analyse, name)(*parties, **options).tables.values():
            assert table.arrow().num_rows == len(table)
            assert table.arrow().column_names == list(table.names)
