"""What clauses that say it plainly tell of those that do not: who acts on whom in the rest of a report."""

from __future__ import annotations

from demarche import packs, parse
from demarche.code.memory import Memory
from demarche.code.offers import offers
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.records import Document
from demarche.world import load as load_world

TEXT = "Rusland viel Georgië aan. De aanval duurde twee dagen."


def scene_of(text: str) -> Scene:
    """The scene of a Dutch text."""
    document = Document(text, language="nl")
    findings = find(parse.load("nl").parse(text), document, packs.load("nl"))
    resolved = resolve(findings, document, load_world())
    return Scene.of(findings, resolved, code_statements(findings, resolved, document))


def test_a_bare_noun_is_told_who_acts_by_the_plain_clause_before_it() -> None:
    scene = scene_of(TEXT)
    verb = next(f for f in scene.findings.frames if f.kind == "verb" and "ASSAULT" in offers(scene, f))
    noun = next(f for f in scene.findings.frames if f.kind == "noun" and "ASSAULT" in offers(scene, f))
    memory = Memory(scene)
    assert memory.counts(noun, "ASSAULT", "RUS", None)[:2] == (1, 0)
    assert memory.counts(noun, "ASSAULT", "GEO", "RUS") == (0, 1, 1, 0)
    assert memory.counts(verb, "ASSAULT", "RUS", None)[:2] == (0, 0), "a clause never speaks for itself"


def test_offers_name_the_best_row_of_each_type_once() -> None:
    scene = scene_of(TEXT)
    for frame in scene.findings.frames:
        kinds = [act.type for act, _ in scene.acts[frame.id]]
        assert list(offers(scene, frame)) == list(dict.fromkeys(kinds))
