"""Small pieces: a file stops at 400 lines, a function at 40 without its docstring, parameters at 6."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1] / "src" / "demarche"
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 40, 6
MODULES = sorted(path for path in HOME.rglob("*.py") if "pipeline" not in path.parts)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield node


def is_command(function: Function) -> bool:
    """A command of the command line: its parameters are the options that a user types."""
    registered = any("command" in ast.dump(decorator) for decorator in function.decorator_list)
    return registered or any(p.annotation and "Annotated" in ast.dump(p.annotation) for p in function.args.kwonlyargs)


def length(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_files_and_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for function in functions(path):
        assert length(function) <= LONGEST_FUNCTION, f"{function.name} at line {function.lineno}"
        named = [p for p in (*function.args.args, *function.args.kwonlyargs) if p.arg not in {"self", "cls"}]
        assert len(named) <= MOST_PARAMETERS or is_command(function), f"{function.name} at line {function.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_every_module_and_public_function_says_what_it_is(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"
