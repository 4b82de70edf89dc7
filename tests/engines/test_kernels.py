"""How wide our own processes multiply matrices: as wide as the processor can, unless somebody has said otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from demarche.engines.work import WIDE, wide_kernels

VARIABLE = "OPENBLAS_CORETYPE"
ASKED = f"import os; from demarche.engines.work import wide_kernels as w; w(); print(os.environ.get({VARIABLE!r}, ''))"


def test_what_the_user_has_set_is_not_overruled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "Haswell")
    wide_kernels()
    assert os.environ[VARIABLE] == "Haswell"


def test_nothing_is_set_where_numpy_has_chosen_already(monkeypatch: pytest.MonkeyPatch) -> None:
    assert np.__name__ in sys.modules
    monkeypatch.delenv(VARIABLE, raising=False)
    wide_kernels()
    assert VARIABLE not in os.environ


def test_a_processor_that_cannot_is_left_alone() -> None:
    free = {name: value for name, value in os.environ.items() if name != VARIABLE}
    found = subprocess.run([sys.executable, "-c", ASKED], env=free, capture_output=True, text=True, check=True)
    about = Path("/proc/cpuinfo")
    able = about.exists() and WIDE.issubset(about.read_text(encoding="utf-8").split())
    assert found.stdout.strip() in (("", "SkylakeX") if able else ("",))
