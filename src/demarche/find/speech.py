"""Reported speech: who is given as the source of which words.

Candidates come from cue words (``speech_cues``), read in every way they allow (``speech_verbs``, ``speech_others``); a
small model says which of them a careful coder would keep (``speech_score``); what has no cue of its own joins the
statement before it (``speech_joins``).
"""

from __future__ import annotations

from demarche.find.speech_clause import Candidate
from demarche.find.speech_cues import compiled, find_triggers
from demarche.find.speech_joins import with_follow_ups
from demarche.find.speech_others import according, colon_candidates, noun_candidates, transcript
from demarche.find.speech_report import Scored, reported
from demarche.find.speech_score import best_readings, features_of, keep_features, probability, weights_of
from demarche.find.speech_verbs import orphans, verb_candidates
from demarche.find.speech_view import Ranges, View
from demarche.find.tokens import Parse
from demarche.findings import Mention, Reported
from demarche.packs import Pack

# A candidate is kept above this probability: best F1 by cross-validation over train in both languages (tried 0.3 to
# 0.6; flat from 0.45 to 0.55).
KEEP = 0.5
# Two kept candidates that share more than this part of their words (intersection over union) are one statement.
SAME = 0.8


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
    picks = best_readings(weights.reading, ((c, features_of(view, c)) for c in candidates(view, mentions)))
    scored = [
        Scored(p.candidate, probability(weights.keep, keep_features(view, picks, n))) for n, p in enumerate(picks)
    ]
    kept = choose(scored)
    return reported(view, kept, mentions)


def candidates(view: View, mentions: tuple[Mention, ...]) -> list[Candidate]:
    """All readings of all cues outside furniture, and the turns of a transcript."""
    out = list(transcript(view))
    cued: set[int] = set()
    for trigger in find_triggers(view.doc, view.units, view.speech):
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


def choose(scored: list[Scored]) -> list[Scored]:
    """Those that are good enough; of two with the same words, the better."""
    kept: list[Scored] = []
    for one in sorted(scored, key=lambda s: (-s.score, s.candidate.trigger.token)):
        if one.score >= KEEP and not any(doubled(one.candidate, other.candidate) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: (s.candidate.trigger.token, s.candidate.content))


def doubled(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates report the same words."""
    return overlap(a.content, b.content) > SAME


def overlap(a: Ranges, b: Ranges) -> float:
    """Intersection over union of two lists of character ranges."""
    if a and b and (max(end for _, end in a) <= min(start for start, _ in b) or
                    max(end for _, end in b) <= min(start for start, _ in a)):  # fmt: skip
        return 0.0  # nearly all pairs of a long report stand apart
    one = {i for start, end in a for i in range(start, end)}
    two = {i for start, end in b for i in range(start, end)}
    return len(one & two) / len(one | two) if one | two else 0.0
