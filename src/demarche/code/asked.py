"""Clauses that tell what a word above them asks for or threatens: what is asked for or threatened is not done."""

from __future__ import annotations

from demarche.code.content import attitude_words
from demarche.code.features import markers
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.packs import load

# How such a clause hangs from the word that asks or threatens, and from which strength of the word's row on it surely
# does. Of 12 events told by such clauses, held out, 11 were none.
CONTENT, SURELY = frozenset({"ccomp", "xcomp", "csubj", "acl"}), {"REQUEST": 0.8, "THREATEN": 0.5}
# Roles in which those stand who are asked.
ASKED = frozenset({"obj", "iobj"})


def asked(scene: Scene, frame: Frame) -> str:
    """REQUEST or THREATEN, whose content a clause tells, or nothing: "urged them *to go*", but not "wants *to go*",
    which is a wish of one's own."""
    above = scene.findings.above(frame)
    if above is None or frame.kind != "verb" or frame.relation.split(":")[0] not in CONTENT:
        return ""
    act = next((act for act, met in scene.acts[above.id] if met), None)
    if act is None or act.type not in SURELY or act.strength < SURELY[act.type]:
        return ""
    if act.type == "REQUEST" and frame.form.startswith("fin") and foretold(scene, frame):
        return ""
    wants = attitude_words(scene.findings.language).has(above.lemma, "verb", "want")
    return "" if wants and frame.relation.startswith("xcomp") else act.type


def foretold(scene: Scene, frame: Frame) -> bool:
    """Whether a clause tells what will be: "told parliament that its troops *will leave*" asks nobody for it."""
    return not frame.negated and not markers(scene.findings.language)["futures"].isdisjoint(frame.auxiliaries)


def asks_everybody(scene: Scene, frame: Frame) -> bool:
    """True where whom a frame asks is named, and is nobody in particular ("urged the international community to")."""
    all_ = load(scene.findings.language).settings("grammar").get("everybody", ())
    asked = [scene.findings.mentions[r.mention] for r in frame.roles if r.relation in ASKED]
    return any(f"{word} {one.lemma}".strip() in all_ for one in asked for word in ("", *one.modifiers))
