"""The whole road, from a document to its record: the one module that knows every room on it.

Pure: the same document with the same pipeline gives the same record; nothing is written, nothing is fetched.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import demarche
from demarche import packs
from demarche.errors import UnknownLanguage
from demarche.records import Document, Furniture, Problem, Record, Run, Span, check_words

if TYPE_CHECKING:
    from demarche.read import Metadata

# Below this certainty of the language the record says so; see parse.detect_language for how it is measured.
UNSURE_LANGUAGE = 0.8


def read(
    path: Path | str, about: Metadata | None = None, *, pipeline: str | None = None, world: Path | None = None
) -> Record:
    """The record of the report in a text file.

    Raises:
        InputError: where the file is no text, or in a language without a pack.
    """
    from demarche.read import Metadata, read_file

    return code(read_file(path, about or Metadata()), pipeline=pipeline, world=world)


def code(document: Document, *, pipeline: str | None = None, world: Path | None = None) -> Record:
    """The record of one document.

    Args:
        pipeline: the name or path of another spaCy pipeline in Universal Dependencies than the one of the pack.
        world: a CSV with names and persons of the user's own, beside the shipped ones (docs/world.md).

    Raises:
        UnknownLanguage: where its language has no pack.
        SettingError: where the pipeline named is not there, or the rows of ``world`` are not as they should be.
    """
    from demarche import parse

    known, problems = with_language(document)
    pack = packs.load(known.language or "")
    known = furnished(known, pack)
    parser = parse.load(pack.language, pipeline)
    # After what can go wrong for a user: these rooms take half a second to load.
    from demarche.code import code_findings
    from demarche.find import find, let_go
    from demarche.world import load as load_world

    with _not_looking():
        doc = parser.parse(known.text, [(piece.start, piece.end) for piece in known.furniture])
        findings = find(doc, known, pack)
        let_go(doc)
        coded = code_findings(findings, known, load_world(world))
    return check_words(
        replace(
            coded,
            document=known,
            furniture=tuple(Span.of(known.text, piece.start, piece.end) for piece in known.furniture),
            problems=problems + coded.problems,
            run=run_of(parser.name, world),
        )
    )


@contextmanager
def _not_looking() -> Iterator[None]:
    """Keep Python from looking for garbage while a report is coded: it leaves none, and what is looked through, again
    and again, is all that the report still needs (by Python's own settings 10 ms a report, by ours 2)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def code_many(documents: Iterable[Document], *, pipeline: str | None = None) -> Iterator[Record]:
    """Records of many documents, in their order; the pipeline of each language is loaded once."""
    for document in documents:
        yield code(document, pipeline=pipeline)


def first_look(document: Document) -> float | None:
    """How far above what is worth coding a document is, in log odds, by a look that takes a millisecond.

    Below 0 it most likely holds no event between two parties. None where its language has no gate (docs/packs.md).

    Raises:
        UnknownLanguage: where its language has no pack.
    """
    from demarche.read import gate

    known, _ = with_language(document)
    made = gate.load(known.language or "")
    return made.score(known.text) if made else None


def with_language(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with its language: the one it came with, or else the one its text is in.

    Raises:
        UnknownLanguage: where the text is in a language without a pack.
    """
    if document.language:
        return document, ()
    from demarche.parse import detect_language

    language, certainty = detect_language(document.text)
    if language not in packs.installed():
        known = ", ".join(packs.installed())
        raise UnknownLanguage(
            f"the text seems to be in {language!r} (certainty {certainty:.2f}); there are packs for: {known}. "
            "If it is in one of these, name it: --language, or language= in Python."
        )
    unsure = f"the language was taken to be {language} (certainty {certainty:.2f}); name it if that is wrong"
    problems = (Problem("language", unsure),) if certainty < UNSURE_LANGUAGE else ()
    return replace(document, language=language), problems


def furnished(document: Document, pack: packs.Pack) -> Document:
    """The document with all its furniture marked, in the order of the text and each stretch once."""
    from demarche.read.furniture import mark

    marked = {(piece.start, piece.end): piece for piece in (*mark(document.text, pack), *document.furniture)}
    kept: list[Furniture] = []
    for piece in sorted(marked.values(), key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return replace(document, furniture=tuple(kept))


def run_of(pipeline: str, world: Path | None = None) -> Run:
    """What makes a record: versions and fingerprints of all that has a say in it; names of the user's own count with
    the packs."""
    from demarche import ontologies
    from demarche.world import fingerprint

    mine = f"+{fingerprint(world)}" if world else ""
    return Run(demarche.__version__, pipeline, packs.fingerprint() + mine, ontologies.fingerprint())


def fingerprint(pipeline: str | None = None, world: Path | None = None) -> str:
    """One word for all that decides what a document's record is: the runs of all languages that have a pack."""
    from demarche import parse

    names = [pipeline] if pipeline else [parse.name_of(language) for language in packs.installed()]
    runs = [run_of(name, world) for name in names]
    return sha256("\x1f".join(map(repr, runs)).encode()).hexdigest()[:16]
