"""What two sides do to each other is two events: "they blamed each other" is one act of each towards the other."""

from __future__ import annotations

from dataclasses import replace

from demarche.code.drafts import Draft
from demarche.code.features import TWO_SIDED
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.packs import load

# Fighting is told once, with all who fight as its actors (codebook, section 4), as what is two-sided anyway.
ONCE = TWO_SIDED | {"ASSAULT"}
DONE_TO = frozenset({"obj", "iobj"})
DOERS = frozenset({"nsubj", "inherited"})


def each_way(scene: Scene, draft: Draft) -> list[Draft]:
    """The draft, or one of each side towards the other where its verb has "each other" as its object and two subjects,
    or a subject of two. So are all 6 events that such verbs tell in train (Dutch and English), and none is told once.
    """
    frame = draft.frames[0]
    parties = sides(scene, frame) if draft.type not in ONCE and reciprocal(scene, frame) else []
    if len(parties) != 2:
        return [draft]
    one, other = parties
    return [
        replace(draft, actors=one, recipients=other, frames=list(draft.frames)),
        replace(draft, actors=other, recipients=one, frames=list(draft.frames)),
    ]


def sides(scene: Scene, frame: Frame) -> list[tuple[str, ...]]:
    """The parties of each subject of a frame; of a single one each of its parties."""
    subjects = [scene.parties(role.mention) for role in frame.roles if role.relation in DOERS]
    named = [tuple(sorted(some)) for some in subjects if some]
    if len(named) == 1:
        named = [(party,) for party in named[0]]
    return named if len({bare(party) for some in named for party in some}) == sum(map(len, named)) else []


def reciprocal(scene: Scene, frame: Frame) -> bool:
    """Whether what a verb is done to is "each other"."""
    words = load(scene.findings.language).settings("grammar").get("reciprocals", {})
    for role in frame.roles if frame.kind == "verb" else ():
        word = scene.findings.mentions[role.mention].text.lower() if role.relation in DONE_TO else ""
        if word in words and (not words[word] or words[word] in frame.words):
            return True
    return False
