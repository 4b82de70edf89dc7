"""Features of a frame having no recipient: an act towards nobody in particular, or towards somebody who is no party.

What stands where a recipient would stand and is no party says most: who asks "the international community" or "both
sides" asks nobody whom the codebook codes, and who supports "a solution" supports nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarche.code.bundles import Part
from demarche.code.memory import quad_of
from demarche.code.roles import row_of
from demarche.code.scene import Candidate, Scene, bare
from demarche.findings import Frame, Role

# Roles in which a recipient stands, by the name under which they are compared; those of a noun's verb count as its own.
TAKERS = {"obj": "obj", "iobj": "iobj", "obl": "obl", "nmod": "obl"}
# Of clauses below so many say who is asked to do something.
LOWER = 3
# A state that is named so often has a part in the report; more of them than that many are alike.
OFTEN, MANY = 3, 5


def nobody_bundles(scene: Scene, frame: Frame, kind: str, near: Iterable[Candidate], actor: Candidate) -> list[Part]:
    """Features of a frame of type ``kind`` having no recipient."""
    others = [ways for c in near if c is not actor and (ways := c.ways).strong]
    row = row_of(scene, frame, kind)
    slot = "-" if row.lexical == "no" else "yes" if row.recipient else "no"
    objects, oblique = any(w.objects for w in others), any(w.oblique for w in others)
    empty = tuple(r.relation for r, filled in zip(frame.roles, scene.filled(frame), strict=True) if filled != "party")
    spoken = scene.spoken[frame.id] is not None
    return [
        (_of_nobody, kind, min(len(others), 3), slot, objects, oblique),
        (_of_nobody_form, kind, row.form, frame.kind, spoken, empty),
        (_of_nobody_lemma, scene.findings.language, frame.lemma),
        (_of_nobody_name, kind, bare(actor.party)),
        *_of_nobody_empty(scene, frame, kind),
    ]


def _of_nobody(kind: str, few: int, slot: str, objects: bool, oblique: bool) -> list[str]:
    known = (f"n={few}", f"slot={slot}", f"obj={objects}&obl={oblique}")
    return ["nobody", f"nobody&{kind}", *(f"nobody&{x}" for x in known), *(f"nobody&{kind}&{x}" for x in known)]


def _of_nobody_form(kind: str, form: str, word: str, spoken: bool, empty: tuple[str, ...]) -> list[str]:
    out = [f"nobody&{form}", f"nobody&{kind}&{word}", f"nobody&spoken={spoken}&{kind}"]
    return [*out, *(f"nobody&{x}" for x in dict.fromkeys(empty))]


def _of_nobody_lemma(language: str, lemma: str) -> list[str]:
    return [f"nobody&lemma={language}:{lemma}"]


def _of_nobody_name(kind: str, actor: str) -> list[str]:
    return [f"nobody&q{quad_of(kind)}&by={actor}"]


def empty_slots(scene: Scene, frame: Frame) -> tuple[str, ...]:
    """What stands where a recipient would and is no party, and how many states the report is about."""
    out = [
        x
        for role, filled in zip(frame.roles, scene.filled(frame), strict=True)
        if filled != "party"
        for x in _taken(scene, role, filled)
    ]
    for lower in frame.complements[:LOWER]:
        out += _asked(scene, scene.findings.frames[lower].roles)
    often = sum(count >= OFTEN for count in scene.counts.values())
    return tuple(dict.fromkeys([*out, f"states={min(often, MANY)}"]))


def _taken(scene: Scene, role: Role, filled: str) -> Iterator[str]:
    """The noun where a recipient would stand; ``filled`` tells whether a party stands in its phrase."""
    slot = TAKERS.get(role.relation.removeprefix("of-verb:"))
    if slot is None:
        return
    one = scene.findings.mentions[role.mention]
    yield f"empty={scene.findings.language}:{one.lemma}@{slot}"
    yield f"empty-{filled or 'no'}@{slot}&{one.number}&{one.definite}"
    yield from (f"empty-class={name}@{slot}" for name in scene.words.classes_of(one.lemma))


def _asked(scene: Scene, roles: Iterable[Role]) -> Iterator[str]:
    """Who is to do what the clause below tells, where that is no party."""
    for role in roles:
        if role.relation in ("nsubj", "inherited") and not scene.parties(role.mention):
            one = scene.findings.mentions[role.mention]
            yield f"empty={scene.findings.language}:{one.lemma}@below"
            yield f"empty@below&{one.number}&{one.definite}"


def _of_nobody_empty(scene: Scene, frame: Frame, kind: str) -> list[str]:
    """Features of what stands there, which few frames share; the same for every actor."""
    known = scene.empty.get((frame.id, kind))
    if known is None:
        slots = empty_slots(scene, frame)
        known = scene.empty[frame.id, kind] = [x for s in slots for x in (f"nobody&{s}", f"nobody&{kind}&{s}")]
    return known
