"""What clauses that say it plainly tell of those that do not: who acts on whom in the rest of a report."""

from __future__ import annotations

from demarche.code.memory import Memory
from demarche.code.offers import offers
from tests.code.test_circumstances import scene_of

TEXT = "Rusland viel Georgië aan. De aanval duurde twee dagen."


def test_a_bare_noun_is_told_who_acts_by_the_plain_clause_before_it() -> None:
    scene = scene_of(TEXT, "nl")
    verb = next(f for f in scene.findings.frames if f.kind == "verb" and "ASSAULT" in offers(scene, f))
    noun = next(f for f in scene.findings.frames if f.kind == "noun" and "ASSAULT" in offers(scene, f))
    memory = Memory(scene)
    assert memory.counts(noun, "ASSAULT", "RUS", None)[:2] == (1, 0)
    assert memory.counts(noun, "ASSAULT", "GEO", "RUS") == (0, 1, 1, 0)
    assert memory.counts(verb, "ASSAULT", "RUS", None)[:2] == (0, 0), "a clause never speaks for itself"


def test_offers_name_the_best_row_of_each_type_once() -> None:
    scene = scene_of(TEXT, "nl")
    for frame in scene.findings.frames:
        kinds = [act.type for act, _ in scene.acts[frame.id]]
        assert list(offers(scene, frame)) == list(dict.fromkeys(kinds))
