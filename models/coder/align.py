"""Which frames a gold event speaks of, and with which parties: the training signal from hand-coded reports."""

from __future__ import annotations

from demarche.code.features import act_names
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.findings import Frame


def char_spans(value, text):
    """(start, end) pairs of gold evidence: bare words, words@2, spans or lists of them."""
    import re

    if value is None:
        return []
    if isinstance(value, list):
        return [r for v in value for r in char_spans(v, text)]
    if isinstance(value, dict):
        return [(value["start"], value["end"])]
    words, nth = re.fullmatch(r"(.*?)(?:@(\d{1,2}))?", value, re.S).groups(default="1")
    at = -1
    for _ in range(int(nth)):
        at = text.find(words, at + 1)
    return [(at, at + len(words))] if at >= 0 else []


def within(frame: Frame, spans) -> int | None:
    """Index of the span that holds the frame's trigger."""
    return next((n for n, (a, b) in enumerate(spans) if a <= frame.trigger_start < b), None)


def primary(scene: Scene, spans, kind: str, guess=None) -> tuple[set[int], set[int]]:
    """(frames that tell the event, other frames inside its evidence).

    In each span: the frames whose lemma the tables know for this type; where there are none, the likeliest by
    ``guess`` (a function from frame to probability of ``kind``), else the highest frame of the span.
    """
    told, inside = set(), set()
    by_span: dict[int, list[Frame]] = {}
    for frame in scene.findings.frames:
        where = within(frame, spans)
        if where is not None:
            by_span.setdefault(where, []).append(frame)
            inside.add(frame.id)
    for frames in by_span.values():
        fit = [f for f in frames if kind in act_names(scene, f)]
        if not fit:
            fit = [f for f in frames if any(a.rstrip("?~") == kind for a in act_names(scene, f))]
        if fit and guess is not None:
            best = max(guess(f) for f in fit)
            fit = [f for f in fit if guess(f) >= 0.3 * best]
        if not fit and guess is not None:
            fit = [max(frames, key=lambda f: (guess(f), -f.id))]
        if not fit:
            ids = {f.id for f in frames}
            fit = [f for f in frames if f.parent not in ids][:1] or frames[:1]
        told.update(f.id for f in fit)
    return told, inside - told


def party_sets(event) -> tuple[frozenset[str], frozenset[str]]:
    """Bare codes of actors and of recipients."""
    return frozenset(map(bare, event["actors"])), frozenset(map(bare, event["recipients"]))
