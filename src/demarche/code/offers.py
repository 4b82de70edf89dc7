"""What the tables offer for a frame, told in the same words for every type: features that a rare type shares with all.

A linear model with weights of its own for each type learns to trust the tables only for types it has often seen.
These features belong to a type *as offered* ("a sure row, the first of two, for a verb under no other act") and have
one weight for all types, so what is learnt from requests holds for retreats too (a conditional log-linear model;
Berger, Della Pietra and Della Pietra 1996).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from demarche.code.scene import Scene
from demarche.findings import Frame

# A row is sure from this strength on.
SURE = 0.6
# Deeper under other frames than this all are alike; more rows, others or parties than this likewise.
DEEPEST, MANY = 3, 3
# The first sentences of a report, in which most of its events are told.
EARLY = 3
# Further clauses below a frame than these say little of it.
LOWER = 4


class Offer(NamedTuple):
    """How the tables offer a type for a frame."""

    mark: str
    rank: int
    specific: int
    strength: int


def offers(scene: Scene, frame: Frame) -> Mapping[str, Offer]:
    """The types the tables offer for a frame, the best row of each: ``sure``, ``weak``, or ``maybe`` where what the
    row asks of the clause does not stand there."""
    known = scene.offers.get(frame.id)
    if known is None:
        known = scene.offers[frame.id] = {}
        for act, met in scene.acts[frame.id]:
            if act.type not in known:
                mark = "maybe" if not met else "sure" if act.strength >= SURE else "weak"
                strength = max(int(10 * a.strength) for a, _ in scene.acts[frame.id] if a.type == act.type)
                known[act.type] = Offer(mark, min(len(known), MANY), min(len(act.conditions), 2), strength)
    return known


def tied_features(scene: Scene, frame: Frame, status: list[str]) -> dict[str, list[str]]:
    """For each type that the tables offer for the frame, or for words and clauses around it: how they offer it.

    Args:
        status: features of time and mood of the frame (``features.offered`` gives them).
    """
    own = offers(scene, frame)
    met = [name for name, one in own.items() if one.mark != "maybe"]
    out: dict[str, list[str]] = defaultdict(list)
    shape, around = _shape(scene, frame), _context(scene, frame)
    relation = frame.relation.split(":")[0]
    for name, one in own.items():
        base, rank = f"lex={one.mark}", f"rank={one.rank}"
        few = f"n={min(len(met), MANY)}"
        out[name] += [base, *(f"{base}&{x}" for x in (rank, few, f"{rank}&{few}", frame.kind))]
        out[name] += [f"{base}&specific={one.specific}", f"{base}&strength={one.strength}"]
        out[name] += [f"{base}&{frame.kind}&rel={relation}", f"{base}&{frame.kind}&shape={shape}"]
        out[name] += [f"{base}&{x}" for x in (*status, *around)] + [f"{base}&{rank}&{x}" for x in around[:2]]
        if one.rank == 0 and one.mark != "maybe":
            out[name] += [f"first&{frame.kind}&shape={shape}", f"first&{frame.kind}&rel={relation}"]
    _add_near(scene, frame, own, out)
    _add_words(scene, frame, own, out)
    return {name: list(dict.fromkeys(features)) for name, features in out.items()}


def _state(own: Mapping[str, Offer]) -> str:
    if not own:
        return "none"
    return "met" if any(one.mark != "maybe" for one in own.values()) else "some"


def _mine(own: Mapping[str, Offer], name: str) -> str:
    return own[name].mark if name in own else "no"


def _add_near(scene: Scene, frame: Frame, own: Mapping[str, Offer], out: dict[str, list[str]]) -> None:
    """Types offered for the frame above and for clauses below."""
    frames, state = scene.findings.frames, _state(own)
    near = [("up", frames[frame.parent])] if frame.parent is not None else []
    near += [("down", frames[n]) for n in frame.complements[:LOWER]]
    for where, other in near:
        for name, one in offers(scene, other).items():
            base, mine = f"{where}={one.mark}", f"mine={_mine(own, name)}"
            rank = f"rank={min(one.rank, 2)}"
            out[name] += [f"{base}&own={state}", f"{base}&{mine}", f"{base}&{rank}&{frame.kind}&{mine}&own={state}"]


def _add_words(scene: Scene, frame: Frame, own: Mapping[str, Offer], out: dict[str, list[str]]) -> None:
    """Types offered for words inside the clause ("take *measures*"), each once."""
    seen, state = set(), _state(own)
    for word in frame.words:
        for kind in ("verb", "noun"):
            for act in scene.words.senses(word, kind)[:2]:
                if act.type not in seen:
                    seen.add(act.type)
                    mine = f"word&mine={_mine(own, act.type)}"
                    out[act.type] += [f"word&own={state}", mine, f"{mine}&own={state}&{kind}&{frame.kind}"]


def _shape(scene: Scene, frame: Frame) -> str:
    """Which roles parties fill."""
    parties = set()
    for role in frame.roles:
        if scene.parties(role.mention):
            plain = role.relation in ("nsubj", "inherited", "obj", "iobj", "agent")
            parties.add(role.relation if plain else "obl")
        elif any(scene.parties(m) for _, m in scene.inside(role.mention)):
            parties.add("in")
    return "+".join(sorted(parties)) or "none"


def _context(scene: Scene, frame: Frame) -> list[str]:
    """Where the frame stands: under or over other acts, how deep, among how many, in which form, how early."""
    frames, relation = scene.findings.frames, frame.relation.split(":")[0]
    if frame.parent is None:
        above = f"up-no&{relation}"
    else:
        upper = frames[frame.parent]
        above = f"up-met={_state(offers(scene, upper)) == 'met'}&{relation}&{upper.kind}"
    below = any(_state(offers(scene, frames[n])) == "met" for n in frame.complements[:LOWER])
    depth, upper_id = 0, frame.parent
    while upper_id is not None and depth < DEEPEST:
        depth, upper_id = depth + 1, frames[upper_id].parent
    others = [f for f in scene.frames_in(frame.sentence) if f.id != frame.id]
    sure = sum(any(one.mark == "sure" for one in offers(scene, f).values()) for f in others)
    here = {p.split("/")[0] for m in scene.by_sentence.get(frame.sentence, ()) for p in scene.parties(m)}
    said, cued = scene.spoken[frame.id] is not None, scene.cued[frame.id] is not None
    return [
        above, f"down-met={below}&{frame.kind}", f"depth={depth}", f"others={min(sure, MANY)}&{frame.kind}",
        f"tense={frame.tense or '-'}&form={frame.form or '-'}&{frame.voice}", f"parties={min(len(here), MANY)}",
        "early" if frame.sentence < EARLY else "late", f"said={said}&cued={cued}",
    ]  # fmt: skip
