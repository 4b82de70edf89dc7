"""Events and positions of a document, from the scorer's drafts to the record's items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from demarche.code.contexts import cameo_of, contexts_of
from demarche.code.events import Draft, draft_events
from demarche.code.positions import keep_stands
from demarche.code.qualify import claimant, mode_of, status_of
from demarche.code.scene import Scene
from demarche.code.scorer import Linear, shipped
from demarche.code.stands import Stand, stands
from demarche.code.trees import shipped_trees
from demarche.code.when import resolve as date_of
from demarche.code.where import where as place_of
from demarche.code.who import Resolved
from demarche.findings import Findings, Frame
from demarche.records import Detail, Document, Event, Position, Span, Statement

MODELS = ("type", "actor", "recipient", "mode", "status", "claim", "topic", "stand", "stance")


def models() -> dict[str, Linear]:
    """The shipped linear models, by name."""
    return {name: model for name in MODELS if (model := shipped(name)) is not None}


def code_interactions(
    findings: Findings, resolved: Sequence[Resolved], statements: Sequence[Statement], document: Document
) -> tuple[tuple[Event, ...], tuple[Position, ...]]:
    """All events and positions of a document, in the order of their words."""
    known = models()
    scene = Scene.of(findings, resolved, statements)
    skip = frozenset(n for n, s in enumerate(findings.sentences) if s.furniture)
    drafts = draft_events(scene, known, shipped_trees("events"), skip)
    events = tuple(event_of(scene, d, n, document, known) for n, d in enumerate(drafts, 1))
    candidates = stands(scene, document.text, drafts, known, skip)
    kept = keep_stands(scene, candidates, known, shipped_trees("positions"))
    return events, tuple(position_of(s, n, document) for n, s in enumerate(kept, 1))


def event_of(scene: Scene, draft: Draft, number: int, document: Document, models: Mapping[str, Linear]) -> Event:
    """The record's event of a draft."""
    mode = mode_of(scene, draft.frames, draft.type, models)
    contexts = contexts_of(scene.findings, draft.frames, (*draft.actors, *draft.recipients))
    return Event(
        id=f"e{number}",
        type=draft.type,
        mode=mode,
        actors=draft.actors,
        recipients=draft.recipients,
        status=status_of(scene, draft.frames, draft.type, models),
        claimed_by=claimant(scene, draft.frames, draft.type, draft.actors, draft.recipients, models),
        when=when_of(scene, draft.frames, document),
        where=next(filter(None, (place_of(f, scene.findings, scene.resolved) for f in surest(draft))), None),
        evidence=evidence(draft.frames, document.text),
        contexts=contexts,
        cameo=cameo_of(draft.type, mode, contexts),
        detail=Detail(confidence=round(draft.confidence, 3), rule=rule_of(scene, draft), reasons=draft.reasons),
    )


def surest(draft: Draft) -> list[Frame]:
    """The frames in the sentence that tells an event most surely: what it names belongs to the event."""
    return [f for f in draft.frames if f.sentence == draft.frames[0].sentence]


def rule_of(scene: Scene, draft: Draft) -> str:
    """The table's row that offers the type, or the lemma from which the scorer took it."""
    for frame in draft.frames:
        for act, met in scene.acts[frame.id]:
            if met and act.type == draft.type:
                return f"acts: {act.row}"
    return f"scorer: {draft.frames[0].lemma}"


def when_of(scene: Scene, frames: Iterable[Frame], document: Document) -> str | None:
    """The date of the first time expression in the event's clause, by the tense of that clause."""
    for frame in frames:
        for time in scene.findings.times:
            if frame.start <= time.start < frame.end:
                found = date_of(time, document.published)
                if found:
                    return found
    return None


def evidence(frames: Sequence[Frame], text: str) -> tuple[Span, ...]:
    """The clauses an event rests on, those inside others left out: the surest first (the first frame's), the others in
    the order of the text."""
    pieces: list[tuple[int, int]] = []
    for start, end in sorted({(f.start, f.end) for f in frames}, key=lambda p: (p[0], -p[1])):
        if not pieces or end > pieces[-1][1]:
            pieces.append((start, end))
    surest = frames[0].trigger_start if frames else 0
    pieces.sort(key=lambda p: (not p[0] <= surest < p[1], p))
    return tuple(Span.of(text, a, b) for a, b in pieces)


def position_of(stand: Stand, number: int, document: Document) -> Position:
    """The record's position of a kept stand."""
    return Position(
        id=f"p{number}",
        party=stand.party,
        stance=stand.stance,
        topic=stand.topic,
        object=stand.object,
        towards=stand.others[:1],
        evidence=evidence(stand.frames, document.text),
        detail=Detail(confidence=round(stand.confidence, 3), rule="scorer: stand"),
    )
