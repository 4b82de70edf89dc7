"""Whom a denial is towards: who denies answers the one that accused him, named again or not (codebook, rule (d))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from demarche.code.acts import holds
from demarche.code.drafts import Draft
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.packs import load

# What a verb that is no denial by itself must have as its object to be one ("dismissed the allegations").
ACCUSED_OF = "obj:@accusation"
# What may be denied, beside accusations, where the draft is towards its doer anyway ("told Peru to stop its piracy").
QUARRELS = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
OBJECTS = frozenset({"obj", "iobj"})


def answered(scene: Scene, drafts: Sequence[Draft], least: float) -> list[Draft]:
    """The drafts with each denial towards who last accused the denying party, by an accusation worth ``least``, where
    its own clause names no other party as its object or in the phrase of it.

    In train, by hand, the accuser is the recipient of all 6 denials that follow an accusation of the same report.
    """
    quarrels = [draft for draft in drafts if draft.type in QUARRELS and draft.worth >= least]
    return [towards(scene, draft, quarrels) if draft.type == "REJECT" else draft for draft in drafts]


def towards(scene: Scene, draft: Draft, quarrels: Sequence[Draft]) -> Draft:
    """A denial towards its accuser; any other draft as it is."""
    frame, denying = draft.frames[0], {bare(party) for party in draft.actors}
    if not denying or not denies(scene, frame) or names_somebody(scene, frame, denying):
        return draft
    before = [
        (told.trigger_start, one.actors)
        for one in quarrels
        if (one.type == "ACCUSE" or one.actors == draft.recipients)
        and denying & {bare(party) for party in one.recipients}
        and not denying & {bare(p) for p in one.actors}
        for told in one.frames
        if told.trigger_start < frame.trigger_start
    ]
    return replace(draft, recipients=max(before)[1], frames=list(draft.frames)) if before and max(before)[1] else draft


def denies(scene: Scene, frame: Frame) -> bool:
    """Whether a frame is a denial: by its verb, or by what is rejected."""
    denials = load(scene.findings.language).settings("grammar").get("denials", ())
    return frame.kind == "verb" and (frame.lemma in denials or holds(ACCUSED_OF, frame, scene.findings, scene.words))


def names_somebody(scene: Scene, frame: Frame, denying: set[str]) -> bool:
    """Whether the object of a denial is another party, or has one in its phrase ("dismissed *Peru's* claims")."""
    for role, filled in zip(frame.roles, scene.filled(frame), strict=True):
        pronoun = scene.findings.mentions[role.mention].kind == "pronoun"  # what is denied, whatever it was taken for
        if role.relation in OBJECTS and filled and not pronoun:
            inside = [role.mention, *(number for _, number in scene.inside(role.mention))]
            if {bare(party) for number in inside for party in scene.parties(number)} - denying:
                return True
    return False
