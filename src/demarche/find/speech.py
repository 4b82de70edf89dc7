"""Reported speech: who is given as the source of which words.

Candidates come from cue words (``speech_cues``), read in every way they allow (``speech_verbs``, ``speech_others``);
what has no cue of its own joins the statement beside it (``speech_joins``). Two looks say which of them a careful coder
would keep: each by itself (``speech_score``), then all beside each other (``speech_second``).
"""

from __future__ import annotations

from demarche.find.speech_amended import amended
from demarche.find.speech_clause import Candidate
from demarche.find.speech_cues import compiled
from demarche.find.speech_joins import with_follow_ups
from demarche.find.speech_network import opinions, shipped_network
from demarche.find.speech_nouns import noun_candidates
from demarche.find.speech_others import according, colon_candidates, transcript
from demarche.find.speech_report import reported
from demarche.find.speech_score import features_of, read_as, weights_of
from demarche.find.speech_second import FILE_NETWORK, choose, judged, shipped
from demarche.find.speech_verbs import orphans, verb_candidates
from demarche.find.speech_view import Ranges, View
from demarche.find.tokens import Parse, let_go
from demarche.findings import Mention, Reported
from demarche.packs import Pack


def find_speech(
    doc: Parse, mentions: tuple[Mention, ...], pack: Pack, *, furniture: Ranges = ()
) -> tuple[Reported, ...]:
    """Every reporting construction of a document, in the order of its cues.

    Args:
        doc: the parse; only its text, tags and arcs are read.
        mentions: those of the same document; ``Reported.source`` and ``via`` are their indices.
        pack: the language's tables.
        furniture: character ranges that are no reporting; nothing is found in them.
    """
    view = View(doc, compiled(pack), furniture)
    weights = weights_of(pack)
    readings = [read_as(weights, one, features_of(view, one)) for one in candidates(view, mentions)]
    told = opinions(view, pack.language, [one.candidate for one in readings], shipped_network(pack.language))
    trees = shipped(FILE_NETWORK) if told else shipped()
    scored = [amended(view, one) for one in judged(view, readings, trees, told)]
    found = reported(view, choose(scored), mentions)
    let_go(view.doc)
    return found


def candidates(view: View, mentions: tuple[Mention, ...]) -> list[Candidate]:
    """All readings of all cues outside furniture, and the turns of a transcript."""
    out = list(transcript(view))
    cued: set[int] = set()
    for trigger in view.triggers:
        if trigger.kind == "verb" and view.quotes.at(view.doc[trigger.token].idx) is None:
            cued.add(view.unit(trigger.token))
        if view.unit(trigger.token) not in view.silent:
            out.extend(noun_candidates(view, trigger) if trigger.kind == "noun" else verb_candidates(view, trigger))
    out.extend(orphans(view, cued))
    out.extend(c for c in (*according(view, mentions), *colon_candidates(view, mentions))
               if view.unit(c.trigger.token) not in view.silent)  # fmt: skip
    # Quotations that never close can leave a reading without words: it is none.
    told = [one for one in out if one.content and all(end > start for start, end in one.content)]
    return [variant for one in told for variant in with_follow_ups(view, one)]
