"""Each analysis has its page, and the example notebook runs."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import types
from pathlib import Path

import pytest

from demarche import packs
from demarche.analyse import ANALYSES
from demarche.errors import SettingError

HOUSE = Path(__file__).parents[2]
PAGES = HOUSE / "docs" / "analyses"


def refresher() -> types.ModuleType:
    """The script that puts columns into the pages."""
    spec = importlib.util.spec_from_file_location("refresh_analyses", HOUSE / "docs" / "refresh_analyses.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_every_analysis_has_its_page(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    for part in (
        "## How to read it",
        "## Limits",
        "## Columns",
        "## References",
        f"demarche analyse {name}",
        "```python",
    ):
        assert part in page, f"{name}.md lacks {part!r}"
    assert f"({name}.md)" in (PAGES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_the_columns_on_a_page_are_those_of_the_analysis(name: str) -> None:
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert page == refresher().refreshed(page, name), "run: python docs/refresh_analyses.py"


def test_no_page_is_of_an_analysis_that_is_not_there() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*ANALYSES, "README"}


def test_the_notebook_runs_from_reports_to_a_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("visserij.txt", "fisheries.txt"):
        shutil.copy(HOUSE / "examples" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    book = json.loads((HOUSE / "examples" / "notebook.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    first = [line for line in cells[0].splitlines() if line.strip()]
    assert len(first) <= 10
    for language in packs.installed():
        try:
            from demarche import parse

            parse.load(language)
        except SettingError as trouble:
            pytest.skip(f"a pipeline is not installed here: {trouble}")
    names: dict[str, object] = {}
    for cell in cells:
        *before, last = re.sub(r"\n(?=[ )\]])", "\x00", cell).replace("\x00", "\n").rstrip().splitlines()
        exec("\n".join(before), names)
        shown = eval(last, names) if not last.startswith((" ", "import", "from")) else None
        assert shown is None or hasattr(shown, "to_dict") or hasattr(shown, "columns")
    state = names["state"]
    assert len(state) > 0  # type: ignore[arg-type]
