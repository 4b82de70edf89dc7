"""Before whose embassy a protest is: it is a protest against that state, whoever else the report is about."""

from __future__ import annotations

from collections.abc import Iterator

from demarche.code.acts import phrases
from demarche.code.nearness import prepositions
from demarche.code.parties import bare, side
from demarche.code.scene import Scene
from demarche.findings import Frame

# The class of nouns for where a state is represented, and what tells of such a noun which state's it is, besides
# prepositions of belonging.
EMBASSY, WHOSE, OF = "embassy", frozenset({"amod", "compound", "poss", "nmod:poss"}), "of"


def faced(scene: Scene, frame: Frame, kind: str) -> frozenset[str]:
    """The states whose embassies the clause of a protest names as theirs ("gathered outside *the Chilean embassy*").

    Of 19 protests of coded reports, made-up ones with them, in whose sentence such an embassy stands, 16 are against
    its state and no other; "the embassy" alone is left to the scorer.
    """
    if kind != "PROTEST":
        return frozenset()
    return frozenset(party for number in at(scene, frame) for party in whose(scene, number))


def at(scene: Scene, frame: Frame) -> Iterator[int]:
    """The mentions of embassies in a frame's clause or roles."""
    here = {m.id for m in phrases(frame, scene.findings)} | {role.mention for role in frame.roles}
    for number in sorted(here):
        if EMBASSY in scene.words.classes_of(scene.findings.mentions[number].lemma):
            yield number


def whose(scene: Scene, number: int) -> frozenset[str]:
    """The state of an embassy, where a word of its phrase tells it, by :func:`side`."""
    marks, own = prepositions(scene.findings.language), {bare(party) for party in scene.parties(number)}
    owners = (lower for how, lower in scene.inside(number) if how in WHOSE or marks.get(how) == OF)
    told = {bare(party) for lower in owners for party, _ in scene.codes(lower)}
    return frozenset(side(party) for party in own & told)
