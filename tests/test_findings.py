"""What findings say of themselves."""

from __future__ import annotations

from dataclasses import replace

from demarche.findings import Findings, Frame


def test_a_frame_knows_the_one_above_it_and_a_main_clause_none() -> None:
    main = Frame(0, "verb", "promise", 1, 0, 0, 24, 4, 12)
    lower = replace(main, id=1, lemma="leave", parent=0, relation="xcomp")
    findings = Findings("en", (), (), (main, lower))
    assert findings.above(lower) is main
    assert findings.above(main) is None
