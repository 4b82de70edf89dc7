"""What an event is besides its type and parties: mode, status, who claims it, contexts.

Each is a choice of the scorer over the features of the event's frames; what the scorer has not learned falls back on
the pack's tables (mode) and on grammar (status).
"""

from __future__ import annotations

from collections.abc import Mapping

from demarche.code.bundles import Part, words_of
from demarche.code.features import markers, type_bundles
from demarche.code.parties import bare
from demarche.code.scene import LEAD, Scene
from demarche.code.scorer import Linear
from demarche.findings import Frame

# Speech acts are not claimed by their own speaker: saying them does them.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
# An event in somebody's words is that party's claim from this probability on: held out, of 17 claims 6 are found and 5
# made up; at 0.5 it was 2 and 1, and a claim shown as a fact is the worse mistake.
CLAIMED = 0.3
# From this part of its sentences on a report comes to its end, where background is told.
END = 0.6


def mode_features(scene: Scene, frame: Frame, kind: str) -> list[str]:
    """Features for the mode of an event of type ``kind``: those of the type, and the tables' own modes."""
    return list(dict.fromkeys(words_of(mode_bundles(scene, frame, kind))))


def mode_bundles(scene: Scene, frame: Frame, kind: str) -> list[Part]:
    """The same in bundles."""
    rows = tuple((act.mode, met) for act, met in scene.acts[frame.id] if act.type == kind)
    parts = type_bundles(scene, frame)
    words = [part for part in parts if isinstance(part, str) and ("&" not in part or part.startswith("lemma="))]
    return [(_by_table, kind, rows), *words, *((_plain, part) for part in parts if not isinstance(part, str))]


def _by_table(kind: str, rows: tuple[tuple[str | None, bool], ...]) -> list[str]:
    """The type, and the modes of the tables' rows for it, each with whether what it asks stands there."""
    return [f"type={kind}", *(x for mode, met in rows for x in (f"table={kind}/{mode}", f"table={kind}/{mode}&{met}"))]


def _plain(part: Part) -> list[str]:
    """The features of a bundle that tell of one thing only, or of the frame's word with another."""
    return [f for f in words_of([part]) if "&" not in f or f.startswith("lemma=")]


def mode_of(scene: Scene, frames: list[Frame], kind: str, models: Mapping[str, Linear]) -> str | None:
    """The likeliest mode of the type over the event's frames, or None."""
    model = models.get("mode")
    if model is None:
        modes = [a.mode for f in frames for a, met in scene.acts[f.id] if met and a.type == kind]
        return modes[0] if modes else None
    wanted = [n for n, label in enumerate(model.labels) if label.split("/")[0] == kind]
    if not wanted:
        return None
    scores = model.chances([(mode_bundles(scene, f, kind), {}) for f in frames]).sum(axis=0)
    best = max(wanted, key=lambda n: (float(scores[n]), model.labels[n]))
    name = model.labels[best].split("/", 1)[1]
    return None if name == "-" else name


def status_features(scene: Scene, frame: Frame, kind: str) -> list[str]:
    """Features for the status: tense, modality, negation, background words, and what stands above."""
    out = ["bias", f"type={kind}", f"tense={frame.tense}", f"form={frame.form}", f"kind={frame.kind}"]
    out += [f"{frame.kind}&tense={frame.tense}", f"rel={frame.relation}"]
    out += [f"aux={a}" for a in frame.auxiliaries]
    out += [f"mark={p}" for p in frame.particles]
    if frame.negated:
        out += ["neg", f"{kind}&neg"]
    language = scene.findings.language
    out += [f"w={language}:{w}" for w in frame.words]
    known = markers(language)
    out += [f"is-{name}" for name in moods(frame, known)]
    if (upper := scene.findings.above(frame)) is not None:
        out += [f"u-is-{name}" for name in moods(upper, known)]
        out += [f"u-lemma={language}:{upper.lemma}", f"u-tense={upper.tense}", f"u-neg={upper.negated}"]
        out += [f"u-aux={a}" for a in upper.auxiliaries] + [f"u-mark={p}" for p in upper.particles]
    out += [f"time={t}" for t in times_near(scene, frame)]
    return [*out, *setting(scene, frame)]


def setting(scene: Scene, frame: Frame) -> list[str]:
    """Features of what stands around a frame: how far its times lie, its place in the report, words of the sentence.

    A pluperfect ("had agreed"), a year and the end of a report tell of background. Held out over train, F1 of
    ``historical`` is 0.33 with these and 0.22 without; the place in the report joined with the type gave less.
    """
    out = [f"{frame.tense}&aux={a}" for a in frame.auxiliaries]
    here = [t for t in scene.findings.times if t.sentence == frame.sentence]
    for time in here:
        values = dict(time.values)
        far = [f"{time.kind}:{k}={values[k]}" for k in ("unit", "shift", "sign", "side", "offset") if k in values]
        own = "t" if frame.start <= time.start < frame.end else "s-t"
        out += [f"{own}={time.kind}", *(f"{own}={x}" for x in far)]
    place = frame.sentence / max(1, len(scene.findings.sentences) - 1)
    part = "lead" if frame.sentence < LEAD else "end" if place > END else "middle"
    out.append(f"part={part}")
    known, language = markers(scene.findings.language), scene.findings.language
    others = [f for f in scene.frames_in(frame.sentence) if f is not frame]
    out += [f"s-is-{name}" for f in others for name in moods(f, known)]
    out += [f"s-w={language}:{w}" for f in others for w in f.words if w in known["background"]]
    return list(dict.fromkeys(out))


def moods(frame: Frame, known: Mapping[str, frozenset[str]]) -> list[str]:
    """The closed classes of which an auxiliary or a particle stands on a frame ("if", "would")."""
    words = {*frame.auxiliaries, *frame.particles}
    return [name for name, members in known.items() if words & members]


def times_near(scene: Scene, frame: Frame) -> list[str]:
    """Kinds and directions of the time expressions inside the frame's clause."""
    out = []
    for time in scene.findings.times:
        if frame.start <= time.start < frame.end:
            values = dict(time.values)
            out.append(time.kind)
            out += [f"{time.kind}:{values[k]}" for k in ("direction", "tense", "which") if k in values]
    return out


# Types that a condition may tell all the same, being acts by being said ("if they leave, …" demands or threatens).
SAID = frozenset({"ACCUSE", "REQUEST", "THREATEN"})


def supposed(scene: Scene, frame: Frame) -> bool:
    """True where a frame is what a condition supposes, or a noun in it: "if the EU imposes sanctions"."""
    if frame.kind == "noun":
        frame = scene.findings.above(frame) or frame
    inside = (a <= frame.trigger_start < b for a, b in (one.condition for one in scene.findings.conditionals))
    return any(inside) and "conditional_markers" in moods(frame, markers(scene.findings.language))


def failed(scene: Scene, frame: Frame) -> bool:
    """True for a clause that tells that no agreement came about ("could not agree"), not for one that tells one by a
    negation ("did not disagree")."""
    first = next((act for act, met in scene.acts[frame.id] if met and act.type == "AGREE"), None)
    return frame.negated and not (first is not None and "neg" in first.conditions)


def status_of(scene: Scene, frames: list[Frame], kind: str, models: Mapping[str, Linear]) -> str:
    """``actual``, ``historical``, ``future``, ``negated`` or ``hypothetical``."""
    if kind not in SAID and all(supposed(scene, f) for f in frames):
        return "hypothetical"
    if kind == "AGREE" and all(failed(scene, f) for f in frames):
        return "negated"
    model = models.get("status")
    if model is None:
        return "negated" if all(f.negated for f in frames) else "actual"
    scores = sum(model.scores(status_features(scene, f, kind)) for f in frames)
    best = max(range(len(model.labels)), key=lambda n: (float(scores[n]), model.labels[n]))  # type: ignore[index]
    return model.labels[best]


def claim_features(
    scene: Scene, frame: Frame, kind: str, actors: tuple[str, ...], recipients: tuple[str, ...]
) -> list[str]:
    """Features for whether the speaker of the words around an event is the only one to say so."""
    said = scene.spoken[frame.id]
    assert said is not None
    speaker = {bare(p) for p in said.party}
    acts = (
        "acts"
        if speaker & {bare(p) for p in actors}
        else "suffers"
        if speaker & {bare(p) for p in recipients}
        else "third"
    )
    verbal = kind in VERBAL
    out = ["bias", f"type={kind}", acts, f"verbal={verbal}", f"{acts}&verbal={verbal}", f"{kind}&{acts}", said.mode]
    return [*out, f"{acts}&{said.mode}", f"kind={frame.kind}", f"{frame.kind}&{acts}&{verbal}"]


def claimant(
    scene: Scene,
    frames: list[Frame],
    kind: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    models: Mapping[str, Linear],
) -> str | None:
    """The party that says so, where the sentence that tells an event most surely is in somebody's words; else None."""
    spoken = [scene.spoken[f.id] for f in frames if f.sentence == frames[0].sentence]
    if not all(s is not None and s.party for s in spoken):
        return None
    said = spoken[0]
    assert said is not None
    model = models.get("claim")
    if model is None:
        return None if kind in VERBAL and set(said.party) & set(actors) else said.party[0]
    scores = dict(
        zip(model.labels, model.scores(claim_features(scene, frames[0], kind, actors, recipients)), strict=True)
    )
    return said.party[0] if float(scores.get("claimed", 0.0)) >= CLAIMED else None
