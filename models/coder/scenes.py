"""Hand-coded reports with their scenes, read by demarche itself: what the coder sees at run time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from demarche.code.features import type_features
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.packs import load as load_pack
from demarche.parse import load as load_pipeline
from demarche.read import read_text
from demarche.records import Document
from demarche.world import load as load_world


@dataclass
class Report:
    """One gold report; features are kept once computed."""

    name: str
    language: str
    text: str
    gold: dict
    document: Document
    scene: Scene
    skip: frozenset[int]
    _near: dict = field(default_factory=dict)

    def features(self, frame):
        return type_features(self.scene, frame)

    def near(self, frame):
        if frame.id not in self._near:
            self._near[frame.id] = self.scene.near(frame)
        return self._near[frame.id]


def load_reports(folder: Path) -> list[Report]:
    """Every pair NAME.txt and NAME.json below ``folder``, in order of name."""
    world, out = load_world(), []
    for path in sorted(folder.rglob("*.json")):
        words = path.with_suffix(".txt")
        if not words.exists():
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        head = gold["document"]
        text = words.read_text(encoding="utf-8")
        document = read_text(text, language=head["language"], outlet=head.get("outlet"))
        pack = load_pack(head["language"])
        findings = find(load_pipeline(head["language"]).parse(document), document, pack)
        resolved = resolve(findings, document, world)
        statements = code_statements(findings, resolved, document)
        scene = Scene.of(findings, resolved, statements)
        skip = frozenset(n for n, s in enumerate(findings.sentences) if s.furniture)
        out.append(Report(path.stem, head["language"], text, gold, document, scene, skip))
    return out
