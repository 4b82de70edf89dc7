"""demarche reads news about diplomacy and conflict and keeps a sourced record of who wants what of whom.

This is the public door. What stands here is loaded when it is first used, so that ``import demarche`` stays light::

    import demarche

    record = demarche.read("report.txt")       # one report: its record
    for event in record.events:
        print(event.type, event.actors, event.evidence[0].text)
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import Any

__version__ = "0.1.0"

# Public name -> (module, name there).
_DOORS = {
    "Record": ("demarche.records", "Record"),
    "chart": ("demarche.show.charts", "chart"),
    "errors": ("demarche.errors", ""),
    "open": ("demarche.analyse", "open"),
    "read": ("demarche.run", "read"),
    "to_json": ("demarche.records_json", "to_json"),
}

__all__ = ["Record", "__version__", "chart", "errors", "open", "read", "to_json"]


def __getattr__(name: str) -> Any:
    """Open the door ``name``: import its module and keep what it holds."""
    if name not in _DOORS:
        raise AttributeError(f"module 'demarche' has no attribute {name!r}")
    module_name, inner = _DOORS[name]
    module = importlib.import_module(module_name)
    value = getattr(module, inner) if inner else module
    if name != "read":
        globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _House(types.ModuleType):
    """The package as a module in which a room can't take the name of a function.

    Python puts every imported submodule into its package: ``demarche.read`` would be the function before the first
    report is read, and the room ``read`` after it.
    """

    @property
    def read(self) -> Any:
        """The function; the room is there for ``from demarche.read import …``."""
        return __getattr__("read")

    @read.setter
    def read(self, room: types.ModuleType) -> None:
        """Python's own wish to put the room here is let go."""


sys.modules[__name__].__class__ = _House
