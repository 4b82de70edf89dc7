"""Events that are another by what stands around them: what lies ahead is agreed on, what is threatened is not done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from demarche.code.circumstances import status_by_date, surest, when_of
from demarche.code.drafts import Draft
from demarche.code.features import markers
from demarche.code.parties import bare
from demarche.code.qualify import status_of
from demarche.code.scene import Scene
from demarche.code.scorer import Linear
from demarche.findings import Frame
from demarche.packs import load
from demarche.records import Condition, Span

# What lies ahead is no such act yet, but an agreement to it (codebook, rule (b)).
AGREED_WHEN_AHEAD = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
# What somebody would do to another if … is a threat (codebook, rule (c)); so is the mistake the other would make.
THREATENED = frozenset({"ACCUSE", "REJECT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# What is not done as long as it is only supposed; who demands or threatens something under a condition does so.
NOT_DONE_IF_SUPPOSED = frozenset({
    "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT", "CONCEDE", "AID", "COOPERATE", "PROTEST",
})  # fmt: skip

# How sure a threat is that only its condition tells: of 100 such conditions about 76 are coded so, if they are found
# rightly.
THREAT = 0.5


def agreed(scene: Scene, drafts: Sequence[Draft], models: Mapping[str, Linear]) -> list[Draft]:
    """The drafts with each meeting, support, cooperation or aid that lies ahead as the agreement to it.

    Held out over two thirds of train, 5 drafts of meetings lay ahead: none was told by a gold CONSULT, 3 by an AGREE.
    """

    def ahead(draft: Draft) -> bool:
        if draft.type not in AGREED_WHEN_AHEAD:
            return False
        if to_come(scene, draft.frames[0]):
            return True
        status = status_of(scene, surest(draft), draft.type, models)
        return status_by_date(status, draft.type, when_of(scene, draft, scene.published), scene.published) == "future"

    return turned(drafts, ahead, "AGREE", "ahead")


def to_come(scene: Scene, frame: Frame) -> bool:
    """Whether a word, or the verb whose subject or object it is, lies ahead by its auxiliary: "the ministers *are to*
    hold a meeting", "*will* award a medal". In hand-coded reports (with those made up) 10 of 14 such meetings and the
    like were told by a gold AGREE, and one by the act itself."""
    part = frame.kind == "noun" and frame.relation.split(":")[0] in ("obj", "nsubj")
    verb = (scene.findings.above(frame) if part else None) or frame
    if verb.kind != "verb" or verb.negated:
        return False
    planning = load(scene.findings.language).settings("grammar").get("planning", ())
    if verb.form == "inf" and not set(verb.auxiliaries).isdisjoint(planning):
        return True
    return verb.tense == "pres" and not markers(scene.findings.language)["futures"].isdisjoint(verb.auxiliaries)


def threatened(drafts: Sequence[Draft], conditions: Sequence[Condition]) -> list[Draft]:
    """The drafts with what a threat says that would follow as that threat, where it has the threatening party's own
    doing and another to suffer it, and is not told as past.

    Held out over train 4 drafts stood so: 3 told the gold THREATEN of the same parties, one told a THREATEN again.
    """
    threats = [(one.then, {bare(p) for p in one.by}) for one in conditions if one.kind == "threat"]

    def meant(draft: Draft) -> bool:
        if draft.type not in THREATENED or not draft.recipients or draft.frames[0].tense == "past":
            return False
        place, doing = draft.frames[0].trigger_start, {bare(p) for p in draft.actors}
        return any(doing & by and any(span.start <= place < span.end for span in then) for then, by in threats)

    return turned(drafts, meant, "THREATEN", "threat")


def own_threats(scene: Scene, drafts: Sequence[Draft], conditions: Sequence[Condition]) -> list[Draft]:
    """The drafts without those that take another for the doer of what a threat says that its own party would do ("if
    …, *Iceland closes* its ports" is no act of Norway)."""
    threats = [(one.then, {bare(p) for p in one.by}) for one in conditions if one.kind == "threat"]

    def mistaken(draft: Draft) -> bool:
        frame = draft.frames[0]
        subjects = [role.mention for role in frame.roles if role.relation == "nsubj"]
        own = {bare(p) for number in subjects for p in scene.resolved[number].parties}
        told = (by for then, by in threats if any(s.start <= frame.trigger_start < s.end for s in then))
        return any(own & by and not by & {bare(p) for p in draft.actors} for by in told)

    return [draft for draft in drafts if not mistaken(draft)]


def supposed(draft: Draft, conditions: Sequence[Condition]) -> bool:
    """Whether a deed is only what a threat or promise makes something depend on: "if the EU *imposes sanctions*, …".
    Such a clause tells no event: in coded reports (with those made up) 17 of 361 conditions of threats hold one."""
    frame = draft.frames[0]
    inside = any(s.start <= frame.trigger_start < s.end for one in conditions for s in one.condition)
    return inside and draft.type in NOT_DONE_IF_SUPPOSED and frame.tense != "past"


def with_threats(scene: Scene, drafts: Sequence[Draft], conditions: Sequence[Condition]) -> list[Draft]:
    """The drafts with the threat that each conditional threat is ("if X …, we will …"): as further evidence of the
    nearest threat of its party, or as one more, towards who would meet the condition.

    In coded reports (with those made up) 276 of 361 such conditions are told by a THREATEN of their party, and where
    their party threatens anybody at all 276 of 285.
    """
    out = list(drafts)
    for one in conditions:
        frame = first_in(scene, one.then)
        if one.kind != "threat" or not one.by or frame is None:
            continue
        by = {bare(p) for p in one.by}
        own = [d for d in out if d.type == "THREATEN" and by & {bare(p) for p in d.actors}]
        spans = (*one.condition, *one.then)
        if any(s.start < f.end and f.start < s.end for d in own for f in d.frames for s in spans):
            continue
        if own:
            nearest = min(own, key=lambda d: (min(abs(f.sentence - frame.sentence) for f in d.frames), d.frames[0].id))
            nearest.frames.append(frame)
        elif others := meeting(scene, one, by):
            out.append(Draft("THREATEN", one.by, others, [frame], THREAT, THREAT, turned="condition"))
    return out


def first_in(scene: Scene, spans: Sequence[Span]) -> Frame | None:
    """The highest frame whose word stands in some spans."""
    inside = [f for f in scene.findings.frames if any(s.start <= f.trigger_start < s.end for s in spans)]
    ids = {f.id for f in inside}
    return next((f for f in inside if f.parent not in ids), None)


def meeting(scene: Scene, one: Condition, by: set[str]) -> tuple[str, ...]:
    """The parties that would meet a condition, by its subjects."""
    frame = first_in(scene, one.condition)
    subjects = (
        [role.mention for role in frame.roles if role.relation in ("nsubj", "agent", "inherited")] if frame else []
    )
    found = dict.fromkeys(p for number in subjects for p in scene.parties(number) if bare(p) not in by)
    return tuple(sorted(found))


def turned(drafts: Sequence[Draft], moved: Callable[[Draft], bool], kind: str, why: str) -> list[Draft]:
    """The drafts, those that are ``moved`` as of another type; the words of one that is then among them already are
    further evidence of that."""
    out: list[Draft] = []
    known = {draft.key: draft for draft in drafts if draft.type == kind}
    for draft in drafts:
        if moved(draft):
            draft = replace(draft, type=kind, mode=None, turned=why)
            same = known.setdefault(draft.key, draft)
            if same is not draft:
                same.frames.extend(f for f in draft.frames if f not in same.frames)
                continue
        out.append(draft)
    return out
