"""On what a reading rests goes along to what points to it only where it says the same of both."""

from __future__ import annotations

import pytest

from demarche.code.who import Ground, Resolved
from demarche.code.who_memory import said_of
from demarche.findings import Mention

THEM = Mention(4, 9, 0, 20, 24, "they", "pronoun", "they")


@pytest.mark.parametrize(("ground", "kept"), [(Ground.TOGETHER, Ground.TOGETHER), (Ground.COUNTRY, None), (None, None)])
def test_only_those_named_together_stay_so(ground: Ground | None, kept: Ground | None) -> None:
    named = Resolved(1, ("CHL", "PER"), "party", reason="two", score=0.5, ground=ground)
    found = said_of(THEM, named, "pronoun")
    assert found is not None and found.parties == named.parties
    assert found.ground is kept
