"""Events and positions of a document, from the scorer's drafts to the record's items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.code.barred import of_sport
from demarche.code.circumstances import at_meeting, dated, meeting_day, status_by_date, where_of
from demarche.code.contexts import cameo_of, contexts_of
from demarche.code.drafts import Draft
from demarche.code.events import draft_events, likely, sure, witnesses
from demarche.code.evidence import evidence_of
from demarche.code.network import shipped_network
from demarche.code.opinion import Opinion
from demarche.code.positions import keep_stands
from demarche.code.qualify import claimant, mode_of, status_of
from demarche.code.scene import Scene
from demarche.code.scorer import Linear, shipped
from demarche.code.stands import SIDE, Stand, closest, stands
from demarche.code.trees import shipped_trees
from demarche.code.turned import agreed, own_threats, supposed, threatened, with_threats
from demarche.code.who import Resolved
from demarche.findings import Findings
from demarche.records import Condition, Detail, Document, Event, Position, Statement

MODELS = (
    "type",
    "actor",
    "recipient",
    "mode",
    "status",
    "claim",
    "topic",
    "stand",
    "view",
    "stance",
    "object",
    "towards",
)


def models(language: str = "") -> dict[str, Linear]:
    """The shipped linear models for a language, by name."""
    return {name: model for name in MODELS if (model := shipped(name, language)) is not None}


def code_interactions(
    findings: Findings,
    resolved: Sequence[Resolved],
    statements: Sequence[Statement],
    document: Document,
    conditions: Sequence[Condition] = (),
) -> tuple[tuple[Event, ...], tuple[Position, ...]]:
    """All events and positions of a document, in the order of their words."""
    known, language = models(findings.language), findings.language
    scene = Scene.of(findings, resolved, statements, document.published)
    scene.opinion = opinion_of(scene)
    skip = frozenset(n for n, s in enumerate(findings.sentences) if s.furniture)
    drafts = draft_events(scene, known, shipped_trees("events", language), skip)
    drafts = threatened(agreed(scene, own_threats(scene, drafts, conditions), known), conditions)
    told = with_threats(scene, [draft for draft in drafts if not supposed(draft, conditions)], conditions)
    meeting = meeting_day(scene, told, document.published)
    events: list[Event] = []
    for draft in sure(told):
        when, weekday = dated(scene, draft, document.published)
        made = event_of(
            scene, draft, document, known, name=f"e{len(events) + 1}", when=when or at_meeting(scene, draft, meeting)
        )
        events.append(replace(made, weekday=weekday))
    none = of_sport(scene) and not drafts
    candidates = [] if none else stands(scene, document.text, likely(drafts), known, skip)
    kept = keep_stands(scene, candidates, known, shipped_trees("positions", language))
    return tuple(events), tuple(position_of(scene, s, n, document) for n, s in enumerate(kept, 1))


def opinion_of(scene: Scene) -> Opinion | None:
    """The network's opinion of a report; None where none reads its language, or the pipeline gives no vectors."""
    network = shipped_network(scene.findings.language) if scene.findings.words is not None else None
    return Opinion(scene, network) if network is not None else None


def event_of(
    scene: Scene, draft: Draft, document: Document, models: Mapping[str, Linear], *, name: str, when: str | None
) -> Event:
    """The record's event of a draft, given its id and its date."""
    mode = mode_of(scene, draft.frames, draft.type, models)
    status = status_of(scene, draft.frames, draft.type, models)
    contexts = contexts_of(scene.findings, draft.frames, (*draft.actors, *draft.recipients))
    return Event(
        id=name,
        type=draft.type,
        mode=mode,
        actors=draft.actors,
        recipients=draft.recipients,
        status=status_by_date(status, draft.type, when, document.published),
        claimed_by=claimant(scene, draft.frames, draft.type, draft.actors, draft.recipients, models),
        when=when,
        where=where_of(scene, draft),
        evidence=evidence_of(scene, witnesses(scene, draft), document.text),
        contexts=contexts,
        cameo=cameo_of(draft.type, mode, contexts),
        detail=Detail(confidence=round(draft.confidence, 3), rule=rule_of(scene, draft), reasons=draft.reasons),
    )


def rule_of(scene: Scene, draft: Draft) -> str:
    """Why the type is another than the words tell, the table's row that offers it, or the lemma from which the scorer
    took it."""
    if draft.turned:
        return f"turned:{draft.turned} {draft.frames[0].lemma}"
    for frame in draft.frames:
        for act, met in scene.acts[frame.id]:
            if met and act.type == draft.type:
                return f"acts: {act.row}"
    return f"scorer: {draft.frames[0].lemma}"


def position_of(scene: Scene, stand: Stand, number: int, document: Document) -> Position:
    """The record's position of a kept stand."""
    return Position(
        id=f"p{number}",
        party=stand.party,
        stance=stand.stance,
        topic=stand.topic,
        object=stand.object,
        towards=stand.towards,
        evidence=evidence_of(scene, stand.frames, document.text),
        detail=Detail(confidence=round(stand.confidence, 3), rule=attitude_of(stand)),
    )


def attitude_of(stand: Stand) -> str:
    """The party's attitude that tells its side (``attitude:demand:holder eisen``), or that the scorer alone chose."""
    found = closest(stand.topic, stand.views)
    if found is None or found[0] not in ("holder", "says") or SIDE[found[2]] != stand.side:
        return "scorer: stand"
    part, attitude, _ = found
    return f"attitude:{attitude.kind}:{part} {attitude.lemma}"
