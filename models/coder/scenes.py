"""Hand-coded reports with their scenes, read by demarche itself: what the coder sees at run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coded import read_coded
from learn import twice

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
    """One gold report; ``real`` is that of a real report as against one written to learn from."""

    name: str
    language: str
    text: str
    gold: dict
    document: Document
    scene: Scene
    skip: frozenset[int]
    whole: bool = True
    weight: float = 1.0
    real: bool = False

    def features(self, frame):
        return type_features(self.scene, frame)

    def example(self, features):
        """Features of an example of this report, to learn from (see :mod:`learn`)."""
        return twice(features) if self.real else features


def load_reports(folder: Path, texts: Sequence[Path] = ()) -> list[Report]:
    """Every coded report below ``folder`` (see :mod:`coded`)."""
    world, out = load_world(), []
    for coded in read_coded(folder, texts):
        language, head = coded.language, coded.gold["document"]
        pack = load_pack(language)
        about = Metadata(language=language, outlet=head.get("outlet"), published=head.get("published"))
        document = furnished(read_text(coded.text, about), pack)
        borders = [(piece.start, piece.end) for piece in document.furniture]
        findings = find(load_pipeline(language).parse(document.text, borders), document, pack)
        resolved = resolve(findings, document, world)
        statements = code_statements(findings, resolved, document)
        scene = Scene.of(findings, resolved, statements, document.published)
        skip = frozenset(n for n, s in enumerate(findings.sentences) if s.furniture)
        known = {"whole": coded.whole, "real": coded.real}
        out.append(Report(coded.name, language, coded.text, coded.gold, document, scene, skip, **known))
    return out
