"""Features of frames and of parties near them: what the scorer looks at. Each is a short text that explains itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from demarche.code.offers import tied_features
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.packs import load

TWO_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def act_names(scene: Scene, frame: Frame) -> list[str]:
    """The PLOVER types the tables offer for a frame: sure ones plain, those whose conditions are not met with ``?``."""
    names = []
    for act, met in scene.acts[frame.id]:
        mark = "" if met and act.strength >= 0.6 else ("~" if met else "?")
        names.append(act.type + mark)
    return list(dict.fromkeys(names))


def type_features(scene: Scene, frame: Frame) -> list[str]:
    """Features of a frame for its type, made once a frame; prefixes tell of frames above (``u``) and below (``d``)."""
    kept = scene.features.get(frame.id)
    if kept is None:
        kept = scene.features[frame.id] = _type_features(scene, frame)
    return kept


def offered(scene: Scene, frame: Frame) -> dict[str, list[str]]:
    """Features of each type offered for a frame that all types share (see :mod:`demarche.code.offers`), made once."""
    kept = scene.tied.get(frame.id)
    if kept is None:
        status = _status(frame, markers(scene.findings.language))
        told = [s for s in status if s.startswith(("is-", "article=")) or s in ("neg", "passive", "quoted")]
        kept = scene.tied[frame.id] = tied_features(scene, frame, told)
    return kept


def _type_features(scene: Scene, frame: Frame) -> list[str]:
    language = scene.findings.language
    out = [f"kind={frame.kind}", f"rel={frame.relation.split(':')[0]}"]
    own = act_names(scene, frame)
    lemma = f"{language}:{frame.lemma}"
    out += [f"lemma={lemma}", *(f"act={a}" for a in own)]
    if not own:
        out.append("act=none")
    status = _status(frame, markers(language))
    out += status
    out += [f"act={a}&{s}" for a in own for s in status]
    out += [f"act={a}&mode={m.mode}" for a in own for m, _ in scene.acts[frame.id][:1]]
    cluster = scene.words.clusters.get(frame.lemma)
    if cluster:
        out.append(f"cl={language}:{cluster}")
    out += _around(scene, frame, own)
    out += _roles(scene, frame, own)
    out += _speech(scene, frame, own)
    out += _words(scene, frame)
    return list(dict.fromkeys(out))


@cache
def markers(language: str) -> Mapping[str, frozenset[str]]:
    """The pack's closed classes that tell of time and mood, by a name shared by all languages."""
    rows = load(language).settings("grammar")
    names = ("futures", "modals", "conditional_markers", "purpose_markers", "hedges", "background", "future_adverbs")
    return {name: frozenset(rows.get(name, ())) for name in names}


def _status(frame: Frame, known: Mapping[str, frozenset[str]]) -> list[str]:
    words = {*frame.auxiliaries, *frame.particles, *frame.words}
    out = [f"is-{name}" for name, members in known.items() if words & members]
    out += [f"aux={a}" for a in frame.auxiliaries]
    if frame.negated:
        out.append("neg")
    if frame.voice == "passive":
        out.append("passive")
    if frame.quoted:
        out.append("quoted")
    out += [f"mark={p}" for p in frame.particles]
    if frame.kind == "noun":
        out.append(f"article={frame.article}")
    out += [f"tense={frame.tense or '-'}", f"form={frame.form or '-'}"]
    return out


def _around(scene: Scene, frame: Frame, own: list[str]) -> list[str]:
    """The frames above and below."""
    frames, out, language = scene.findings.frames, [], scene.findings.language
    if frame.parent is not None:
        upper = frames[frame.parent]
        out += [f"u-lemma={language}:{upper.lemma}", f"u-rel={frame.relation}"]
        out += [f"u-act={a}" for a in act_names(scene, upper)]
        out += [f"act={a}&u-act={b}" for a in own for b in act_names(scene, upper)]
        out += [f"act={a}&u-lemma={language}:{upper.lemma}" for a in own]
        if upper.negated:
            out.append("u-neg")
    for lower in frame.complements[:4]:
        down = frames[lower]
        out.append(f"d-lemma={language}:{down.lemma}")
        names = act_names(scene, down)
        out += [f"d-act={a}" for a in names]
        out += [f"lemma={language}:{frame.lemma}&d-act={a}" for a in names]
        out += [f"act={a}&d-act={b}" for a in own for b in names]
    return out


def _roles(scene: Scene, frame: Frame, own: list[str]) -> list[str]:
    """What fills the roles: parties or not, classes of nouns."""
    out, language = [], scene.findings.language
    with_party = set()
    for role in frame.roles:
        slot = role.relation + (f":{role.preposition}" if role.preposition else "")
        lemma = scene.findings.mentions[role.mention].lemma
        if scene.parties(role.mention):
            out.append(f"party@{slot}")
            with_party.add(role.relation)
        elif any(scene.parties(m) for _, m in scene.inside(role.mention)):
            out.append(f"party-in@{slot}")
            with_party.add(role.relation + "/in")
        if role.relation != "nsubj":
            out += [f"{slot}={language}:{lemma}", f"{slot}"]
            out += [f"lemma={language}:{frame.lemma}&{slot}={lemma}"]
        for name in scene.words.classes_of(lemma):
            out += [f"class@{role.relation}={name}", *(f"act={a}&class@{role.relation}={name}" for a in own)]
    shape = "+".join(sorted(with_party)) or "none"
    out += [f"shape={shape}", *(f"act={a}&shape={shape}" for a in own)]
    return out


def _speech(scene: Scene, frame: Frame, own: list[str]) -> list[str]:
    out = []
    said, cued = scene.spoken[frame.id], scene.cued[frame.id]
    if cued is not None:
        out.append("in-cue")
        out += [f"act={a}&in-cue" for a in own]
    if said is not None:
        out += ["in-content", f"said-{said.mode}"]
        out += [f"act={a}&in-content" for a in own]
        speaker = {p.split("/")[0] for p in said.party}
        others = set()
        for mention in scene.by_sentence.get(frame.sentence, ()):
            others |= {p.split("/")[0] for p in scene.parties(mention)}
        out.append("other-in-content" if others - speaker else "only-speaker")
        if any(s in frame_subject(scene, frame) for s in speaker):
            out += ["speaker-is-subject", *(f"act={a}&speaker-is-subject" for a in own)]
    return out


def frame_subject(scene: Scene, frame: Frame) -> set[str]:
    """Bare codes of the parties that are the frame's subject."""
    subjects = [r.mention for r in frame.roles if r.relation in ("nsubj", "inherited", "agent")]
    return {p.split("/")[0] for m in subjects for p in scene.parties(m)}


def _words(scene: Scene, frame: Frame) -> list[str]:
    language, out = scene.findings.language, []
    for word in frame.words:
        out.append(f"w={language}:{word}")
        out += [f"wc={name}" for name in scene.words.classes_of(word)]
        out += [f"wa={act.type}" for kind in ("verb", "noun") for act in scene.words.senses(word, kind)[:2]]
        cluster = scene.words.clusters.get(word)
        if cluster:
            out.append(f"wcl={language}:{cluster}")
    return out
