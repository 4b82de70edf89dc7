"""Every command, option, type and topic has its place in the docs, and the docs point at what is there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from demarche.show.main import app

HOUSE = Path(__file__).parents[1]
DOCS = HOUSE / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), HOUSE / "README.md", HOUSE / "CHANGELOG.md", *HOUSE.glob("examples/*.md")])


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command ("archive diff" for one in a group) with its options as they are typed."""
    yield from _under(typer.main.get_command(app), "")


def _under(command: object, path: str) -> Iterator[tuple[str, list[str]]]:
    inner = getattr(command, "commands", None)
    if inner:
        for name, below in sorted(inner.items()):
            yield from _under(below, f"{path} {name}".strip())
    else:
        options = [opt for p in command.params if p.param_type_name == "option" for opt in p.opts]  # type: ignore[attr-defined]
        yield path, [option for option in options if option not in {"--help", "-h"}]


@pytest.mark.parametrize(
    ("command", "options"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_has_its_entry(command: str, options: list[str]) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^## demarche {re.escape(command)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no section 'demarche {command}'"
    missing = [option for option in options if f"`{option}`" not in found[1]]
    assert not missing, f"'demarche {command}' does not explain {missing}"


@pytest.mark.parametrize("words", [[], ["analyse"]])
def test_lists_of_commands_fit_a_terminal_of_eighty_columns(words: list[str]) -> None:
    told = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "80"}).stdout
    listed = told.partition("Commands:\n")[2].splitlines()
    assert listed and not [line for line in listed if "..." in line or line.startswith("    ")]


def test_no_section_explains_a_command_that_is_not_there() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## demarche (.+)$", page, re.MULTILINE)) <= {name for name, _ in commands()}


def test_the_codebook_names_every_type_mode_and_topic() -> None:
    page = (DOCS / "codebook.md").read_text(encoding="utf-8")
    tables = HOUSE / "src" / "demarche" / "ontologies"
    events = tomllib.loads((tables / "plover.toml").read_text(encoding="utf-8"))
    topics = tomllib.loads((tables / "topics.toml").read_text(encoding="utf-8"))
    for name, row in events.items():
        if isinstance(row, dict):
            assert f"| {name} |" in page
            assert all(mode in page for mode in row["modes"])
    assert all(f"`{topic}`" in page for topic in topics)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOUSE).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} points at {target}"
