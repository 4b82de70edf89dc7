"""Finding what the grammar of a text says: mentions, speech, frames, numbers, times, conditions.

Takes a parsed document, gives :class:`demarche.findings.Findings`; knows a language's tables, no ontology.
"""

from __future__ import annotations

from demarche.find.conditions import find_conditions
from demarche.find.frames import find_frames
from demarche.find.mentions import find_mentions
from demarche.find.quantities import find_quantities
from demarche.find.repairs import retag
from demarche.find.sentences import find_sentences
from demarche.find.speech import find_speech
from demarche.find.times import find_times
from demarche.find.tokens import Parse, let_go, plain, words_of
from demarche.findings import Findings
from demarche.packs import Pack
from demarche.records import Document

__all__ = ["find", "let_go"]


def find(doc: Parse, document: Document, pack: Pack) -> Findings:
    """Everything that can be found in one parsed document; furniture is found too and marked by its sentence."""
    doc = plain(doc)
    words = words_of(doc)  # as parsed, before the tree is repaired
    retag(doc, pack)
    mentions = find_mentions(doc, pack)
    return Findings(
        language=pack.language,
        sentences=find_sentences(doc, document),
        mentions=mentions,
        reported=find_speech(doc, mentions, pack, furniture=tuple((f.start, f.end) for f in document.furniture)),
        quantities=find_quantities(doc, mentions, pack),
        times=find_times(doc, pack),
        conditionals=find_conditions(doc, pack),
        # Last: it repairs the tree, and the weights of speech were found on the tree as parsed.
        frames=find_frames(doc, mentions, pack),
        words=words,
    )
