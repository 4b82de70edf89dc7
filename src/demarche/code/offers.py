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
from demarche.code.scene import Scene
from demarche.code.scorer import Bundle
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
        for name, one in own.items():
            form = (few, frame.kind, frame.relation, shape)
            out[name] = [(_by_row, one, *form), (_by_mood, one.mark, told), (_by_place, one.mark, one.rank, around)]
    _add_near(scene, frame, own, out)
    _add_words(scene, frame, own, out)
    return out


def _by_row(one: Offer, few: int, kind: str, relation: str, shape: str) -> list[str]:
    """A row that offers a type: how, as which of several, of which ``few`` are met, and for what a frame."""
    mark, relation = f"lex={one.mark}", relation.split(":")[0]
    rank, many = f"rank={one.rank}", f"n={few}"
    out = [mark, *(f"{mark}&{x}" for x in (rank, many, f"{rank}&{many}", kind))]
    out += [f"{mark}&specific={one.specific}", f"{mark}&strength={one.strength}"]
    out += [f"{mark}&{kind}&rel={relation}", f"{mark}&{kind}&shape={shape}"]
    if one.rank == 0 and one.mark != "maybe":
        out += [f"first&{kind}&shape={shape}", f"first&{kind}&rel={relation}"]
    return out


def _by_mood(mark: str, told: tuple[str, ...]) -> list[str]:
    """A row that offers a type for a frame of some time and mood."""
    return [f"lex={mark}&{x}" for x in told]


def _by_place(mark: str, rank: int, around: Around) -> list[str]:
    """A row that offers a type for a frame that stands in some place."""
    words = around.words()
    return [*(f"lex={mark}&{x}" for x in words), *(f"lex={mark}&rank={rank}&{x}" for x in words[:2])]


def _state(own: Mapping[str, Offer]) -> str:
    if not own:
        return "none"
    return "met" if any(one.mark != "maybe" for one in own.values()) else "some"


def _mine(own: Mapping[str, Offer], name: str) -> str:
    return own[name].mark if name in own else "no"


def _add_near(scene: Scene, frame: Frame, own: Mapping[str, Offer], out: dict[str, list[Bundle]]) -> None:
    """Types offered for the frame above and for clauses below; what two clauses below say alike counts once."""
    frames, state = scene.findings.frames, _state(own)
    near = [("up", frames[frame.parent])] if frame.parent is not None else []
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


class Around(NamedTuple):
    """Where a frame stands: under or over other acts, how deep, among how many, in which form, how early."""

    above: str
    relation: str
    below: bool
    kind: str
    depth: int
    others: int
    form: tuple[str, str, str]
    parties: int
    early: bool
    speech: tuple[bool, bool]

    def words(self) -> list[str]:
        """The same in features; the first two matter most."""
        tense, form, voice = self.form
        said, cued = self.speech
        up, _, kind = self.above.partition("&")
        return [
            f"up-{up}&{self.relation}" + (f"&{kind}" if kind else ""), f"down-met={self.below}&{self.kind}",
            f"depth={self.depth}", f"others={self.others}&{self.kind}",
            f"tense={tense or '-'}&form={form or '-'}&{voice}", f"parties={self.parties}",
            "early" if self.early else "late", f"said={said}&cued={cued}",
        ]  # fmt: skip


def _context(scene: Scene, frame: Frame) -> Around:
    frames, above = scene.findings.frames, "no"
    if frame.parent is not None:
        upper = frames[frame.parent]
        above = f"met={_state(offers(scene, upper)) == 'met'}&{upper.kind}"
    below = any(_state(offers(scene, frames[n])) == "met" for n in frame.complements[:LOWER])
    depth, upper_id = 0, frame.parent
    while upper_id is not None and depth < DEEPEST:
        depth, upper_id = depth + 1, frames[upper_id].parent
    return Around(
        above, frame.relation.split(":")[0], below, frame.kind, depth,
        min(sure_in(scene, frame.sentence) - _sure(scene, frame), MANY), (frame.tense, frame.form, frame.voice),
        min(len(scene.here(frame.sentence)), MANY), frame.sentence < EARLY,
        (scene.spoken[frame.id] is not None, scene.cued[frame.id] is not None),
    )  # fmt: skip


def sure_in(scene: Scene, sentence: int) -> int:
    """How many frames of a sentence the tables are sure of; counted once."""
    known = scene.sure.get(sentence)
    if known is None:
        known = scene.sure[sentence] = sum(_sure(scene, f) for f in scene.frames_in(sentence))
    return known


def _sure(scene: Scene, frame: Frame) -> bool:
    return any(one.mark == "sure" for one in offers(scene, frame).values())
