"""The same text twice: coded once, kept as the two reports that it is.

The same article stands at several addresses of a site, in several sections, or in a collection more than once. All that
coding looks at must be the same: text, day, outlet, language, what was marked and met while it was read. Title and
address may differ; they are of the report alone. Texts that are nearly the same are coded each and grouped afterwards
(``demarche corroborate``).
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from demarche.engines import Outcome, Skipped, Trouble

if TYPE_CHECKING:
    from demarche.records import Document

Key = TypeVar("Key")

#: Coded reports that are remembered, some 50 KB each; twins mostly come close together.
REMEMBERED = 512


class Twins:
    """Holds back what was given before, and gives it with the record of its twin. ``held`` counts them."""

    def __init__(self) -> None:
        self.held = 0
        self._known: OrderedDict[bytes, Outcome | None] = OrderedDict()
        self._waiting: list[tuple[object, Document, bytes]] = []

    def single(self, documents: Iterable[tuple[Key, Document]]) -> Iterator[tuple[tuple[Key, bytes], Document]]:
        """Each document that has no twin before it."""
        for key, document in documents:
            mark = _mark(document)
            if mark in self._known:
                self.held += 1
                self._waiting.append((key, document, mark))
            else:
                self._known[mark] = None
                yield (key, mark), document

    def rejoined(self, outcomes: Iterable[tuple[tuple[Key, bytes], Outcome]]) -> Iterator[tuple[Key, Outcome]]:
        """Each outcome, and that of each twin."""
        for (key, mark), outcome in outcomes:
            self._known[mark] = outcome
            yield key, outcome
            yield from self._answered()
            while len(self._known) > REMEMBERED and next(iter(self._known.values())) is not None:
                self._known.popitem(last=False)
        yield from self._answered()

    def _answered(self) -> Iterator[tuple[Key, Outcome]]:
        waiting, self._waiting = self._waiting, []
        for key, document, mark in waiting:
            outcome = self._known.get(mark)
            if outcome is None:
                self._waiting.append((key, document, mark))
            else:
                yield key, _of(outcome, document)  # type: ignore[misc]  # keys come back as they were given


def _mark(document: Document) -> bytes:
    """What is the same in documents that are coded the same."""
    alike = replace(document, title=None, url=None)
    return hashlib.sha256(repr(alike).encode("utf-8", "surrogatepass")).digest()


def _of(outcome: Outcome, document: Document) -> Outcome:
    if isinstance(outcome, Trouble | Skipped):
        return outcome
    return replace(outcome, document=replace(outcome.document, title=document.title, url=document.url))
