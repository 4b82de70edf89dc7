"""What the tables offer for a frame, told in the same words for every type: features that a rare type shares with all.

A linear model with weights of its own for each type learns to trust the tables only for types it has often seen.
These features belong to a type *as offered* ("a sure row, the first of two, for a verb under no other act") and have
one weight for all types, so what is learnt from requests holds for retreats too (a conditional log-linear model;
Berger, Della Pietra and Della Pietra 1996).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from demarche.code.acts import lexicon
from demarche.code.bundles import Bundle
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


def tied_bundles(scene: Scene, frame: Frame, told: tuple[str, ...]) -> dict[str, list[Bundle]]:
    """For each type that the tables offer for the frame, or for words and clauses around it: how they offer it, in
    bundles of features (see :mod:`demarche.code.scorer`), of which no two make the same.

    Args:
        told: features of time and mood of the frame (``features.told`` gives them).
    """
    own = offers(scene, frame)
    out: dict[str, list[Bundle]] = {}
    if own:
        few = min(sum(one.mark != "maybe" for one in own.values()), MANY)
        shape, around = _shape(scene, frame), _context(scene, frame)
        place = [(_by_shape, shape), (_by_relation, frame.relation.split(":")[0]), *around]
        for name, one in own.items():
            known: list[Bundle] = [(_by_row, one, few, frame.kind), (_by_mood, one.mark, told)]
            known += [(by, one.mark, one.rank, frame.kind, *given) for by, *given in place]
            out[name] = known
    _add_near(scene, frame, own, out)
    _add_words(scene, frame, own, out)
    return out


def _by_row(one: Offer, few: int, kind: str) -> list[str]:
    """A row that offers a type: how, as which of several, of which ``few`` are met, and for which kind of frame."""
    mark, rank, many = f"lex={one.mark}", f"rank={one.rank}", f"n={few}"
    out = [mark, *(f"{mark}&{x}" for x in (rank, many, f"{rank}&{many}", kind))]
    return [*out, f"{mark}&specific={one.specific}", f"{mark}&strength={one.strength}"]


def _by_shape(mark: str, rank: int, kind: str, shape: str) -> list[str]:
    """A row that offers a type for a frame in which parties have some roles."""
    first = rank == 0 and mark != "maybe"
    return [f"lex={mark}&{kind}&shape={shape}", *([f"first&{kind}&shape={shape}"] if first else [])]


def _by_relation(mark: str, rank: int, kind: str, relation: str) -> list[str]:
    """A row that offers a type for a frame that stands in some relation to what is above it."""
    first = rank == 0 and mark != "maybe"
    return [f"lex={mark}&{kind}&rel={relation}", *([f"first&{kind}&rel={relation}"] if first else [])]


def _by_mood(mark: str, told: tuple[str, ...]) -> list[str]:
    """A row that offers a type for a frame of some time and mood."""
    return [f"lex={mark}&{x}" for x in told]


def _by_above(mark: str, rank: int, kind: str, relation: str, *upper: bool | str) -> list[str]:
    """A row that offers a type for a frame under one of which ``upper`` tells whether the tables offer something for
    it, and its kind; or under none."""
    above = f"up-met={upper[0]}&{relation}&{upper[1]}" if upper else f"up-no&{relation}"
    return [f"lex={mark}&{above}", f"lex={mark}&rank={rank}&{above}"]


def _by_below(mark: str, rank: int, kind: str, below: bool) -> list[str]:
    """A row that offers a type for a frame over one for which the tables offer something, or not."""
    return [f"lex={mark}&down-met={below}&{kind}", f"lex={mark}&rank={rank}&down-met={below}&{kind}"]


def _by_depth(mark: str, rank: int, kind: str, depth: int, others: int) -> list[str]:
    """A row that offers a type for a frame so deep, beside so many that the tables are sure of."""
    return [f"lex={mark}&depth={depth}", f"lex={mark}&others={others}&{kind}"]


def _by_form(mark: str, rank: int, kind: str, tense: str, form: str, voice: str) -> list[str]:
    """A row that offers a type for a frame of some form."""
    return [f"lex={mark}&tense={tense or '-'}&form={form or '-'}&{voice}"]


def _by_sentence(mark: str, rank: int, kind: str, parties: int, *given: bool) -> list[str]:
    """A row that offers a type for a frame in a sentence with so many parties, early or late, in somebody's words or in
    what brings them."""
    early, said, cued = given
    words = (f"parties={parties}", "early" if early else "late", f"said={said}&cued={cued}")
    return [f"lex={mark}&{x}" for x in words]


def _state(own: Mapping[str, Offer]) -> str:
    if not own:
        return "none"
    return "met" if any(one.mark != "maybe" for one in own.values()) else "some"


def _mine(own: Mapping[str, Offer], name: str) -> str:
    return own[name].mark if name in own else "no"


def _add_near(scene: Scene, frame: Frame, own: Mapping[str, Offer], out: dict[str, list[Bundle]]) -> None:
    """Types offered for the frame above and for clauses below; what two clauses below say alike counts once."""
    frames, state = scene.findings.frames, _state(own)
    above = scene.findings.above(frame)
    near = [("up", above)] if above is not None else []
    near += [("down", frames[n]) for n in frame.complements[:LOWER]]
    found: dict[str, dict[Bundle, None]] = {}
    for where, other in near:
        for name, one in offers(scene, other).items():
            mine = _mine(own, name)
            found.setdefault(name, {}).update({
                (_by_other, where, one.mark, state, mine): None,
                (_by_rank, where, one.mark, min(one.rank, 2), frame.kind, mine, state): None,
            })  # fmt: skip
    for name, bundles in found.items():
        out.setdefault(name, []).extend(bundles)


def _by_other(where: str, mark: str, state: str, mine: str) -> list[str]:
    """A type offered for another frame, and what the tables offer for this one."""
    return [f"{where}={mark}&own={state}", f"{where}={mark}&mine={mine}"]


def _by_rank(where: str, mark: str, rank: int, kind: str, mine: str, state: str) -> list[str]:
    """The same, and as which of several."""
    return [f"{where}={mark}&rank={rank}&{kind}&mine={mine}&own={state}"]


def _add_words(scene: Scene, frame: Frame, own: Mapping[str, Offer], out: dict[str, list[Bundle]]) -> None:
    """Types offered for words inside the clause ("take *measures*"), each once."""
    language, state, seen = scene.findings.language, _state(own), set()
    for word in frame.words:
        for name, kind in _named(language, word):
            if name not in seen:
                seen.add(name)
                out.setdefault(name, []).append((_by_word, _mine(own, name), state, kind, frame.kind))


@lru_cache(maxsize=65536)
def _named(language: str, word: str) -> tuple[tuple[str, str], ...]:
    """The types that a word names, each with the part of speech in which it does so first."""
    words = lexicon(language)
    kinds = [(act.type, kind) for kind in ("verb", "noun") for act in words.senses(word, kind)[:2]]
    return tuple({name: (name, kind) for name, kind in reversed(kinds)}.values())[::-1]


def _by_word(mine: str, state: str, part: str, kind: str) -> list[str]:
    """A type offered for a word that is ``part`` of speech, in a frame of some kind."""
    return [f"word&own={state}", f"word&mine={mine}", f"word&mine={mine}&own={state}&{part}&{kind}"]


def _shape(scene: Scene, frame: Frame) -> str:
    """Which roles parties fill."""
    parties = set()
    for role, filled in zip(frame.roles, scene.filled(frame), strict=True):
        if filled == "party":
            plain = role.relation in ("nsubj", "inherited", "obj", "iobj", "agent")
            parties.add(role.relation if plain else "obl")
        elif filled:
            parties.add("in")
    return "+".join(sorted(parties)) or "none"


def _context(scene: Scene, frame: Frame) -> list[Bundle]:
    """Where the frame stands: under or over other acts, how deep, among how many, in which form, how early; each as a
    function and what it is called with, after how a type is offered."""
    frames, relation = scene.findings.frames, frame.relation.split(":")[0]
    above: Bundle = (_by_above, relation)
    if (upper := scene.findings.above(frame)) is not None:
        above = (_by_above, relation, _state(offers(scene, upper)) == "met", upper.kind)
    below = any(_state(offers(scene, frames[n])) == "met" for n in frame.complements[:LOWER])
    depth, upper_id = 0, frame.parent
    while upper_id is not None and depth < DEEPEST:
        depth, upper_id = depth + 1, frames[upper_id].parent
    others = min(sure_in(scene, frame.sentence) - _sure(scene, frame), MANY)
    speech = scene.spoken[frame.id] is not None, scene.cued[frame.id] is not None
    parties = min(len(scene.here(frame.sentence)), MANY)
    return [
        above,
        (_by_below, below),
        (_by_depth, depth, others),
        (_by_form, frame.tense, frame.form, frame.voice),
        (_by_sentence, parties, frame.sentence < EARLY, *speech),
    ]


def sure_in(scene: Scene, sentence: int) -> int:
    """How many frames of a sentence the tables are sure of; counted once."""
    known = scene.sure.get(sentence)
    if known is None:
        known = scene.sure[sentence] = sum(_sure(scene, f) for f in scene.frames_in(sentence))
    return known


def _sure(scene: Scene, frame: Frame) -> bool:
    return any(one.mark == "sure" for one in offers(scene, frame).values())
