"""The analyses at hand of an open archive: ``d.analyse.tension("RUS", "NATO")``. Each loads when it is first asked."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demarche import archive
from demarche.analyse.taking import no_collector
from demarche.archive import Archive

if TYPE_CHECKING:
    from demarche.analyse.shapes import Result

#: Name of an analysis -> module and function.
ANALYSES: dict[str, tuple[str, str]] = {
    "state": ("demarche.analyse.state", "state_of_play"),
    "ledger": ("demarche.analyse.ledger", "ledger"),
    "distance": ("demarche.analyse.distance", "distance"),
    "tension": ("demarche.analyse.tension", "tension"),
    "network": ("demarche.analyse.network", "network"),
    "discourse": ("demarche.analyse.discourse", "discourse"),
    "timeline": ("demarche.analyse.timeline", "timeline"),
    "map": ("demarche.analyse.map", "events_on_map"),
    "forces": ("demarche.analyse.forces", "forces"),
    "outlets": ("demarche.analyse.outlets", "outlets"),
    "whatif": ("demarche.analyse.whatif", "options"),
}


def function(name: str) -> Callable[..., Result]:
    """The function of an analysis."""
    module, inner = ANALYSES[name]
    found: Callable[..., Result] = getattr(importlib.import_module(module), inner)
    return found


def run(name: str, archive: Archive, parties: tuple[str, ...], options: dict[str, Any]) -> Result:
    """What an analysis gives."""
    with no_collector():
        return function(name)(archive, *parties, **options)


class Analyses:
    """The analyses of one archive. Every one takes the fields of the archive's filter by name, beside its own options;
    ``help(demarche.analyse.tension.tension)`` and the pages in ``docs/analyses`` name those."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def state(self, *parties: str, **options: Any) -> Result:
        """The state of play at a date: issues by parties, ledger, commitments, threats, forces, what changed."""
        return run("state", self._archive, parties, options)

    def ledger(self, *parties: str, **options: Any) -> Result:
        """Demands and offers with the answers they got, and how long they waited."""
        return run("ledger", self._archive, parties, options)

    def distance(self, *parties: str, **options: Any) -> Result:
        """How far parties stand apart, by issue and over time."""
        return run("distance", self._archive, parties, options)

    def tension(self, *parties: str, **options: Any) -> Result:
        """Shares of coverage that tell of conflict and cooperation, and when they changed."""
        return run("tension", self._archive, parties, options)

    def network(self, *parties: str, **options: Any) -> Result:
        """Who acts on whom."""
        return run("network", self._archive, parties, options)

    def discourse(self, *parties: str, **options: Any) -> Result:
        """Discourse networks of parties and issues."""
        return run("discourse", self._archive, parties, options)

    def timeline(self, *parties: str, **options: Any) -> Result:
        """What happened when, and what was announced for when."""
        return run("timeline", self._archive, parties, options)

    def map(self, *parties: str, **options: Any) -> Result:
        """Events by place."""
        return run("map", self._archive, parties, options)

    def forces(self, *parties: str, **options: Any) -> Result:
        """Men, weapons and casualties, as told by whom."""
        return run("forces", self._archive, parties, options)

    def outlets(self, **options: Any) -> Result:
        """What each outlet reports, whom it quotes, who copies whom."""
        return run("outlets", self._archive, (), options)

    def whatif(self, *parties: str, plan: str | Path | None = None, **options: Any) -> Result:
        """Options of the parties; with the analyst's ``plan``, which states would hold. Never a forecast."""
        if plan is not None:
            from demarche.analyse import whatif

            return whatif.whatif(plan, **options)
        return run("whatif", self._archive, parties, options)


class Dossier(Archive):
    """An archive with its analyses."""

    @cached_property
    def analyse(self) -> Analyses:
        """Its analyses."""
        return Analyses(self)


def open(path: str | Path, version: int | None = None) -> Dossier:
    """The archive in folder ``path``, at its newest version, at ``version``, or as ``"DIR@17"`` says.

    Raises:
        NoArchive: where the folder holds none.
        NoSuchVersion: where it never had that version.
    """
    return archive.open(path, version, kind=Dossier)
