"""The room that gives text its grammar: tokens, sentences, tags, lemmas and trees in Universal Dependencies.

    from demarche import parse
    doc = parse.load("nl").parse(text)

Whichever pipeline reads, relations carry the names of the pack's label map, and a separable verb's
lemma holds its particle ("eist ... op" is `opeisen`).
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from demarche import packs
from demarche.parse.languages import detect_language

if TYPE_CHECKING:
    from demarche.parse.pipeline import Pipeline

__all__ = ["detect_language", "load", "name_of"]


def name_of(language: str) -> str:
    """Name and version of a language's own pipeline, without loading it."""
    meta = json.loads((packs.load(language).folder / "pipeline" / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['name']} {meta['version']}"


def load(language: str, pipeline: str | None = None) -> Pipeline:
    """The pipeline of a language, kept for the next call.

    Args:
        language: code of an installed pack.
        pipeline: name or folder of another spaCy pipeline in Universal Dependencies; None is demarche's own.

    Raises:
        UnknownLanguage: no pack has that code.
        SettingError: the pipeline is not there, is for another language, or knows no Universal Dependencies.
    """
    return _kept(language, pipeline)


# Apart from ``load``: called with and without the second argument, that would be kept twice.
@lru_cache(maxsize=4)
def _kept(language: str, pipeline: str | None) -> Pipeline:
    from demarche.parse import pipeline as pipelines

    return pipelines.OtherPipeline(language, pipeline) if pipeline else pipelines.OwnPipeline(language)
