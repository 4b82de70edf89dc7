"""The example report, coded by hand: a record that does not change when the coder does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demarche.records import Record
from demarche.records_json import from_json

GOLD = Path(__file__).parents[2] / "eval" / "gold"


@pytest.fixture(scope="session")
def mackerel() -> Record:
    """Norway, the EU, Denmark, Iceland and the United Kingdom quarrel over fish."""
    text = (GOLD / "visserij.txt").read_text(encoding="utf-8")
    return from_json(json.loads((GOLD / "visserij.json").read_text(encoding="utf-8")), text)
