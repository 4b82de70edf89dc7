"""Whether the words for time beside a frame put it before the report, on its day, or ahead of it.

A meeting that lies ahead is an agreement to meet (codebook, rule (b)), and "on Thursday there is a meeting" says so by
its day and tense alone, with no auxiliary of the future.
"""

from __future__ import annotations

from demarche.code.scene import Scene
from demarche.code.when import lies, resolve
from demarche.findings import Frame


def when_told(scene: Scene, frame: Frame) -> str:
    """``ahead``, ``behind``, ``now``, or nothing where no words for time stand in the clause (for a noun: nor in the
    one that holds it) or the report's date is not known."""
    published = scene.published
    if not published:
        return ""
    spans = [frame]
    above = scene.findings.above(frame) if frame.kind == "noun" else None
    if above is not None and above.sentence == frame.sentence:
        spans.append(above)
    for one in spans:
        found = {
            lies(day, published)
            for time in scene.findings.times
            if one.start <= time.start < one.end and (day := resolve(time, published))
        }
        if found:
            return "ahead" if "ahead" in found else "behind" if "behind" in found else "now"
    return ""
