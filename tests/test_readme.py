"""What the README shows is what demarche prints, and its Python runs."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
README = (HOUSE / "README.md").read_text(encoding="utf-8")


def test_the_examples_of_the_readme_are_todays_output() -> None:
    spec = importlib.util.spec_from_file_location("refresh_readme", HOUSE / "docs" / "refresh_readme.py")
    assert spec and spec.loader
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    assert refresh.BLOCK.search(README)
    assert refresh.refreshed(README) == README, "run `make readme`"


def test_the_python_of_the_readme_runs() -> None:
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "NOR" in done.stdout
