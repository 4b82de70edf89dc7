"""Hand-coded reports with their scenes, read by demarche itself: what the coder sees at run time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from demarche.code.features import type_features
from demarche.code.scene import Scene
from demarche.code.statements import code_statements
from demarche.code.who import resolve
from demarche.find import find
from demarche.packs import load as load_pack
from demarche.parse import load as load_pipeline
from demarche.read import Metadata, read_text
from demarche.records import Document
from demarche.run import furnished
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

    def features(self, frame):
        return type_features(self.scene, frame)


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
        pack = load_pack(head["language"])
        about = Metadata(language=head["language"], outlet=head.get("outlet"))
        document = furnished(read_text(text, about), pack)
        borders = [(piece.start, piece.end) for piece in document.furniture]
        findings = find(load_pipeline(head["language"]).parse(document.text, borders), document, pack)
        resolved = resolve(findings, document, world)
        statements = code_statements(findings, resolved, document)
        scene = Scene.of(findings, resolved, statements)
        skip = frozenset(n for n, s in enumerate(findings.sentences) if s.furniture)
        out.append(Report(path.stem, head["language"], text, gold, document, scene, skip))
    return out
