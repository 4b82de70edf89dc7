"""The words that an event or a position rests on: clauses of its frames, rounded off for the reader.

A frame's extent follows the parse, which ends a clause too soon where it hangs the last words elsewhere. A piece of
evidence is carried on over the rest of a phrase it cuts, a name or noun joined to its last one ("between X and Y"),
what is asked, promised or tried in it ("to …") and a closing quotation mark that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from demarche.code.features import markers
from demarche.code.scene import Scene
from demarche.findings import Frame, Mention
from demarche.records import Span

# A joined phrase or a clause below begins so near behind a piece: ", and the ", " en de ".
NEAR = 10
# What is said begins this near behind the words that report it: a space, or a colon and one.
GAP = 3
# Clauses below that say what is asked, promised, tried or done in one.
BELOW = frozenset({"xcomp", "acl", "ccomp", "advcl", "obl", "conj"})
JOINED = frozenset({"conj", "appos", "flat", "flat:name"})
# A noun's phrase shorter than this says little alone; the clause around it stands for it, where that is no longer than
# CLAUSE. Agreement with the words that people marked stays the same (intersection over union 0.60 on train).
SHORT = 25
CLAUSE = 160
# A piece is not carried on beyond so many characters.
LONGEST = 300
PAIRS = (('"', '"'), ("“", "”"), ("„", "”"), ("‘", "’"), ("(", ")"), ("’", "’"))
CLOSING = re.compile(r"[.,!?]?[\"”’)']+")


def evidence_of(scene: Scene, frames: Sequence[Frame], text: str) -> tuple[Span, ...]:
    """The clauses that frames stand for, those inside others left out: the surest first (the first frame's), the
    others in the order of the text."""
    extents = {_rounded(scene, frame, text) for frame in frames}
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(extents, key=lambda p: (p[0], -p[1])):
        if not pieces or end > pieces[-1][1]:
            pieces.append((start, end))
    surest = frames[0].trigger_start if frames else 0
    pieces.sort(key=lambda p: (not p[0] <= surest < p[1], p))
    return tuple(Span.of(text, a, b) for a, b in pieces)


def _rounded(scene: Scene, frame: Frame, text: str) -> tuple[int, int]:
    frame = _carrier(scene, frame)
    start, end = frame.start, frame.end
    stop = scene.findings.sentences[frame.sentence].end
    mentions = [scene.findings.mentions[m] for m in scene.by_sentence.get(frame.sentence, ())]
    for _ in range(len(mentions)):
        further = max(_reach(scene, frame, end, mentions, text), default=end)
        if further <= end or further - start > LONGEST:
            break
        end = further
    return start, _closed(text, start, min(end, stop))


def _carrier(scene: Scene, frame: Frame) -> Frame:
    """The frame itself, or the clause around a noun that says too little alone ("na het overleg")."""
    upper = frame
    while upper.kind == "noun" and (above := scene.findings.above(upper)) is not None:
        upper = above
    holds = upper.kind != "noun" and upper.start <= frame.start and frame.end <= upper.end
    short = frame.end - frame.start < SHORT and upper.end - upper.start <= CLAUSE
    return upper if holds and short else frame


def _reach(scene: Scene, frame: Frame, end: int, mentions: Sequence[Mention], text: str) -> list[int]:
    """Ends of what goes on from where a piece ends."""
    cut = [m.end for m in mentions if m.start < end < m.end and m.start >= frame.start]
    heads = {m.head for m in mentions if frame.start <= m.start and m.head_end <= end}
    behind = [m for m in mentions if 0 <= m.start - end <= NEAR]
    joined = [m.end for m in behind if m.relation in JOINED and m.governor in heads]
    if frame.kind == "noun" and end == frame.trigger_end:
        joined += [m.end for m in behind if m.preposition]
    said = scene.cued[frame.id]
    told = [c.end for c in said.content if 0 <= c.start - end <= GAP] if said is not None else []
    clauses = [f for f in scene.frames_in(frame.sentence) if f.kind != "noun" and 0 <= f.start - end <= NEAR]
    below = [f.end for f in clauses if _goes_on(scene, frame, f, text[end : f.start])]
    return [*cut, *joined, *told, *below]


def _goes_on(scene: Scene, frame: Frame, other: Frame, between: str) -> bool:
    """True where a clause right behind a piece says what is asked, promised, tried or done in it."""
    purpose = markers(scene.findings.language)["purpose_markers"]
    word = between.strip().lower()
    if word and word not in purpose:
        return False
    own = other.parent == frame.id and other.relation in BELOW
    return own or bool(word) or bool(purpose & set(other.particles))


def _closed(text: str, start: int, end: int) -> int:
    """The end with the marks that close what the piece opens."""
    piece = text[start:end]
    behind = CLOSING.match(text, end)
    if behind is None:
        return end
    opened = any(piece.count(a) > piece.count(b) if a != b else piece.count(a) % 2 for a, b in PAIRS)
    return behind.end() if opened else end
