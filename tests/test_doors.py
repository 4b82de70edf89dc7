"""The doors of the house: which room may import which, and which libraries stay behind which fence.

The one table is here; the tests read the imports from the source, wherever in a function they stand.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from demarche import packs

HOME = Path(__file__).parents[1] / "src" / "demarche"

HALL = {"errors", "findings", "records", "records_json", "record_schema", "trees", "messages", "__init__"}
CABINETS = {"gazetteer", "packs", "ontologies", "world"}
# Room (or hall file) -> what of the house it may import besides itself.
DOORS: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "records": {"errors"},
    "findings": set(),
    "records_json": HALL,
    "record_schema": HALL | {"ontologies"},
    "trees": set(),
    "messages": set(),
    "gazetteer": set(),
    "packs": HALL,
    "ontologies": HALL,
    "world": HALL | {"packs"},
    "read": HALL | CABINETS,
    "parse": HALL | CABINETS,
    "find": HALL | CABINETS,
    "code": HALL | CABINETS,
    "archive": HALL | CABINETS,
    "analyse": HALL | CABINETS | {"archive"},
    "run": HALL | CABINETS | {"read", "parse", "find", "code"},
    "engines": HALL | CABINETS | {"read", "archive", "run"},
    "show": HALL | CABINETS | {"read", "parse", "find", "code", "archive", "analyse", "run", "engines"},
}
# Library -> the rooms that may import it.
FENCES: dict[str, set[str]] = {
    "spacy": {"parse", "find"},
    "thinc": {"parse"},
    "charset_normalizer": {"read"},
    "lxml_html_clean": {"read"},
    "docx": {"read"},
    "feedparser": {"read"},
    "lxml": {"read"},
    "protego": {"read"},
    "trafilatura": {"read"},
    "warcio": {"read"},
    "pypdfium2": {"read"},
    "deltalake": {"archive"},
    "duckdb": {"archive"},
    "typer": {"show"},
    "rich": {"show"},
    "starlette": {"show"},
    "jinja2": {"show"},
    "uvicorn": {"show"},
    "altair": {"show"},
    "ray": {"engines"},
}
# What `demarche --help` and `import demarche` do without, to start in 0.3 s.
HEAVY = ("spacy", "numpy", "thinc", "pyarrow", "deltalake", "duckdb", "starlette", "altair", "rich")


def room_of(path: Path) -> str:
    return path.relative_to(HOME).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    return sorted(path for path in HOME.rglob("*.py") if "pipeline" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def names_of_languages() -> frozenset[str]:
    codes = packs.installed()
    return frozenset(codes) | {str(packs.load(code).settings()["english_name"]) for code in codes}


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of each thing imported, names out of packages included ("demarche.packs")."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(HOME).as_posix())
def test_a_room_imports_only_through_its_doors(path: Path) -> None:
    room = room_of(path)
    assert room in DOORS, f"{room} has no row in the table of doors"
    for line, name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "demarche" and len(parts) > 1:
            target = parts[1] if (HOME / parts[1]).is_dir() or (HOME / f"{parts[1]}.py").exists() else "__init__"
            assert target == room or target in DOORS[room] | {"__init__"}, f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(HOME).as_posix())
def test_heavy_libraries_stay_behind_their_fence(path: Path) -> None:
    for line, name in imports_of(path):
        rooms = FENCES.get(name.split(".")[0])
        assert rooms is None or room_of(path) in rooms, f"{path}:{line} imports {name}"


def test_analyse_reads_the_archive_through_its_query_door_only() -> None:
    for path in modules():
        if room_of(path) == "analyse":
            for line, name in imports_of(path):
                assert not name.startswith("demarche.archive.") or name.count(".") == 2, f"{path}:{line} {name}"
                inner = name.removeprefix("demarche.archive.")
                assert not (HOME / "archive" / f"{inner}.py").exists(), f"{path}:{line} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(HOME).as_posix())
def test_no_module_compares_a_languages_name(path: Path) -> None:
    names = names_of_languages()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Compare | ast.MatchValue):
            said = {leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)}
            assert not said & names, f"{path}:{node.lineno} compares a language's name"


@pytest.mark.parametrize("start", ["import demarche", "import demarche.show.main"])
def test_the_command_line_starts_without_heavy_libraries(start: str) -> None:
    seen = subprocess.run(
        [sys.executable, "-c", f"{start}, sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in seen.stdout.split()}
    assert not loaded & set(HEAVY)


def test_nothing_is_loaded_through_pickle() -> None:
    for path in modules():
        for line, name in imports_of(path):
            assert name.split(".")[0] not in {"pickle", "cloudpickle", "dill", "joblib"}, f"{path}:{line}"
