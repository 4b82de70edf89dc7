"""The state of play: who wants what of whom, from the items of one record or of many.

``build`` makes plain shapes in the reader's language; ``terminal`` prints them; a page may show the same shapes.
"""

from __future__ import annotations

from demarche.show.state.build import build, of_record
from demarche.show.state.shapes import Cell, Items, Line, Row, Section, StateOfPlay

__all__ = ["Cell", "Items", "Line", "Row", "Section", "StateOfPlay", "build", "of_record"]
