"""``demarche doctor``: whether this installation can do its work."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version

import typer

import demarche


def doctor() -> None:
    """Check this installation: versions, languages, the pipeline of each; status 2 where something is missing."""
    typer.echo(f"demarche {demarche.__version__}, Python {platform.python_version()}, {platform.system()}")
    checks: list[tuple[str, Callable[[], str]]] = [("spaCy", _spacy), ("labels", _labels)]
    from demarche import packs

    checks += [(f"language {code}", _language(code)) for code in packs.installed()]
    failed = 0
    for name, check in checks:
        try:
            typer.echo(f"ok       {name}: {check()}")
        except Exception as fault:  # a doctor tells of every fault, whatever it is
            failed += 1
            typer.echo(f"missing  {name}: {fault}")
    if failed:
        typer.echo("Install demarche anew: pip install --force-reinstall demarche")
        raise typer.Exit(2)


def _spacy() -> str:
    return version("spacy")


def _labels() -> str:
    from demarche.show.labels import installed

    return ", ".join(installed())


def _language(code: str) -> Callable[[], str]:
    def check() -> str:
        from demarche import parse

        return f"pipeline {parse.load(code, None).name}"

    return check
