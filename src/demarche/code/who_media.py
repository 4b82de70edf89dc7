"""Names of media that no table has: "Radio New Zealand", "the newspaper Dagbladet", "Danish Radio"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.code.who import Ground, Resolved
from demarche.code.who_words import Run
from demarche.findings import Mention
from demarche.world import Hit
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# Sector of nouns for media ("newspaper").
MEDIA = "MEDIA"
# Characters before and behind a name in which a word beside it fits.
BESIDE = 24


def as_medium(m: Mention, name: str, kind: str = "group") -> Resolved:
    """The reading of a mention that names a medium, or somebody of one (``kind`` person): no party."""
    return Resolved(m.id, (), kind, name, reason=Ground.MEDIUM.value, score=0.6, ground=Ground.MEDIUM)


def medium(reader: Reader, run: Run) -> bool:
    """Whether a name is that of a medium: behind a noun for one ("news agency X"), or with a word of such names at its
    beginning or end, beside another word with a capital ("Sarajevo Times", "Danish Radio")."""
    before = reader.text[max(0, run.start - BESIDE) : run.start].split()
    office = reader.words.office(fold(before[-1])) if before and reader.text[run.start - 1] == " " else None
    if office is not None and office.sector == MEDIA:
        return True
    words = run.text.split()
    others = len(words) > 1 or (bool(before) and before[-1][:1].isupper())
    named = reader.words.settings.get("media", ())
    return others and (fold(words[0]) in named or fold(words[-1]) in named)


def part_of_medium(reader: Reader, hit: Hit) -> bool:
    """Whether the name of a state stands in that of a medium: "*Radio* New Zealand"."""
    if hit.readings[0].kind not in ("name", "capital", "place"):
        return False
    before = reader.text[max(0, hit.start - BESIDE) : hit.start].split()
    beside = reader.text[hit.start - 1 : hit.start] == " " and bool(before) and before[-1][:1].isupper()
    return beside and fold(before[-1]) in reader.words.settings.get("media", ())
