"""Features of frames: what the scorer looks at to tell what a frame is. Each is a short text that explains itself.

They come in bundles (see :mod:`demarche.code.scorer`), each from a few facts about the frame, so that at run time each
is put into words only once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from demarche.code.acts import lexicon
from demarche.code.ahead import when_told
from demarche.code.bundles import Bundle, Part, words_of
from demarche.code.nearness import prepositions
from demarche.code.offers import tied_bundles
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.packs import load

TWO_SIDED = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Further clauses below a frame than these say little of it.
LOWER = 4
Names = tuple[str, ...]


def act_names(scene: Scene, frame: Frame) -> Names:
    """The PLOVER types the tables offer for a frame, once each: sure ones plain, weak ones with ``~``, those whose
    conditions are not met with ``?``; found once."""
    known = scene.names.get(frame.id)
    if known is None:
        names = []
        for act, met in scene.acts[frame.id]:
            mark = "" if met and act.strength >= 0.6 else ("~" if met else "?")
            names.append(act.type + mark)
        known = scene.names[frame.id] = tuple(dict.fromkeys(names))
    return known


def type_features(scene: Scene, frame: Frame) -> list[str]:
    """Features of a frame for its type; prefixes tell of frames above (``u``) and below (``d``)."""
    return list(dict.fromkeys(words_of(type_bundles(scene, frame))))


def offered(scene: Scene, frame: Frame) -> dict[str, list[str]]:
    """Features of each type offered for a frame that all types share (see :mod:`demarche.code.offers`)."""
    return {name: words_of(bundles) for name, bundles in offered_bundles(scene, frame).items()}


def type_bundles(scene: Scene, frame: Frame) -> list[Part]:
    """The :func:`type_features` in bundles, made once a frame; two of them may make the same feature."""
    kept = scene.features.get(frame.id)
    if kept is None:
        kept = scene.features[frame.id] = _type_bundles(scene, frame)
    return kept


def offered_bundles(scene: Scene, frame: Frame) -> dict[str, list[Bundle]]:
    """The features of :func:`offered` in bundles, made once a frame; no two of a type make the same feature."""
    kept = scene.tied.get(frame.id)
    if kept is None:
        kept = scene.tied[frame.id] = tied_bundles(scene, frame, told(scene, frame))
    return kept


def _type_bundles(scene: Scene, frame: Frame) -> list[Part]:
    language, frames = scene.findings.language, scene.findings.frames
    own, acts = act_names(scene, frame), scene.acts[frame.id]
    out: list[Part] = [
        (_own, frame.kind, frame.relation, own, acts[0][0].mode if acts else None),
        (_lemma, language, frame.lemma),
        (_status, *told(scene, frame), frame.auxiliaries, frame.particles, frame.tense, frame.form, own),
    ]
    if (upper := scene.findings.above(frame)) is not None:
        out.append((_above, upper.negated, frame.relation, act_names(scene, upper), own))
        above = f"u-lemma={language}:{upper.lemma}"
        out += [above, *(f"act={a}&{above}" for a in own)]
    for lower in frame.complements[:LOWER]:
        down = frames[lower]
        names = act_names(scene, down)
        out += [f"d-lemma={language}:{down.lemma}", (_below, names, own)]
        out += [f"lemma={language}:{frame.lemma}&d-act={a}" for a in names]
    out += _roles(scene, frame, own)
    speech = _speech(scene, frame)
    if any(speech):
        out.append((_spoken, own, *speech))
    about = _about(scene, frame)
    if about:
        known = {name for word in (frame.lemma, *frame.words) for name in scene.words.classes_of(word)}
        out.append((_talk, own, frame.negated, frame.voice, about, tuple(sorted(known))))
    out += [(_word, language, word) for word in frame.words]
    return out


@cache
def markers(language: str) -> Mapping[str, frozenset[str]]:
    """The pack's closed classes that tell of time and mood, by a name shared by all languages."""
    rows = load(language).settings("grammar")
    names = ("futures", "modals", "conditional_markers", "purpose_markers", "hedges", "background", "future_adverbs")
    return {name: frozenset(rows.get(name, ())) for name in names}


@cache
def _marking(language: str) -> frozenset[str]:
    """All words of the :func:`markers`."""
    return frozenset().union(*markers(language).values())


def told(scene: Scene, frame: Frame) -> Names:
    """What a frame's form tells of time and mood, apart from the single words and the tense."""
    language = scene.findings.language
    marking = _marking(language)
    words = {w for part in (frame.auxiliaries, frame.particles, frame.words) for w in part if w in marking}
    out = [f"is-{name}" for name, members in markers(language).items() if words & members] if words else []
    if frame.negated:
        out.append("neg")
    if frame.voice == "passive":
        out.append("passive")
    if frame.quoted:
        out.append("quoted")
    if frame.kind == "noun":
        out.append(f"article={frame.article}")
    when = when_told(scene, frame)
    if when:
        out.append(f"when={when}")
    return tuple(out)


def _own(kind: str, relation: str, own: Names, mode: str | None) -> list[str]:
    """The frame's form, and what the tables offer for it; ``mode`` is the first row's."""
    out = [f"kind={kind}", f"rel={relation.split(':')[0]}", *(f"act={a}" for a in own)]
    return [*out, *(f"act={a}&mode={mode}" for a in own)] if own else [*out, "act=none"]


def _lemma(language: str, lemma: str) -> list[str]:
    cluster = lexicon(language).clusters.get(lemma)
    return [f"lemma={language}:{lemma}", *([f"cl={language}:{cluster}"] if cluster else [])]


def _status(*given: str | Names) -> list[str]:
    """Time and mood: ``given`` are what :func:`told` tells, auxiliaries, particles, tense, form, and the acts."""
    *known, auxiliaries, particles, tense, form, own = given
    status = [*map(str, known), *(f"aux={a}" for a in auxiliaries), *(f"mark={p}" for p in particles)]
    status += [f"tense={tense or '-'}", f"form={form or '-'}"]
    return [*status, *(f"act={a}&{s}" for a in own for s in status)]


def _above(negated: bool, relation: str, names: Names, own: Names) -> list[str]:
    """The frame above, of which ``names`` are the acts."""
    out = [f"u-rel={relation}", *(f"u-act={a}" for a in names), *(f"act={a}&u-act={b}" for a in own for b in names)]
    return [*out, "u-neg"] if negated else out


def _below(names: Names, own: Names) -> list[str]:
    """A frame below, of which ``names`` are the acts."""
    return [*(f"d-act={a}" for a in names), *(f"act={a}&d-act={b}" for a in own for b in names)]


def _roles(scene: Scene, frame: Frame, own: Names) -> list[Part]:
    """What fills the roles: parties or not, classes of nouns."""
    out: list[Part] = []
    language, with_party = scene.findings.language, set()
    for role, filled in zip(frame.roles, scene.filled(frame), strict=True):
        slot = role.relation + (f":{role.preposition}" if role.preposition else "")
        if filled:
            with_party.add(role.relation if filled == "party" else role.relation + "/in")
            out.append(f"{filled}@{slot}")
        lemma = scene.findings.mentions[role.mention].lemma
        if role.relation != "nsubj":
            out += [f"{slot}={language}:{lemma}", slot, f"lemma={language}:{frame.lemma}&{slot}={lemma}"]
        out += [(_class, role.relation, name, own) for name in scene.words.classes_of(lemma)]
    out.append((_shape, "+".join(sorted(with_party)) or "none", own))
    return out


def _class(relation: str, name: str, own: Names) -> list[str]:
    """A semantic class of the noun in a role."""
    return [f"class@{relation}={name}", *(f"act={a}&class@{relation}={name}" for a in own)]


def _shape(shape: str, own: Names) -> list[str]:
    """Which roles parties fill."""
    return [f"shape={shape}", *(f"act={a}&shape={shape}" for a in own)]


def _speech(scene: Scene, frame: Frame) -> tuple[bool, str, bool, bool]:
    """Whether a frame stands in a statement's cue; the mode of the statement whose content it stands in, or nothing,
    whether its sentence names others than the speaker, and whether the speaker is its subject."""
    said, cued = scene.spoken[frame.id], scene.cued[frame.id] is not None
    if said is None:
        return cued, "", False, False
    speaker = {p.split("/")[0] for p in said.party}
    return cued, said.mode, bool(scene.here(frame.sentence) - speaker), not speaker.isdisjoint(subject(scene, frame))


def _about(scene: Scene, frame: Frame) -> tuple[str, ...]:
    """For a clause in somebody's words: whom it speaks of (the speaker, another party, something of another's, a thing,
    nobody), with whether the words are given by a preposition ("according to"); nothing for other clauses."""
    said = scene.spoken[frame.id]
    if said is None or not said.party or frame.kind == "noun":
        return ()
    speaker = {p.split("/")[0] for p in said.party}
    roles = [r for r in frame.roles if r.relation in ("nsubj", "inherited", "agent")]
    named = {p.split("/")[0] for r in roles for p in scene.parties(r.mention)}
    owners = {p.split("/")[0] for r in roles for _, m in scene.inside(r.mention) for p in scene.parties(m)}
    whom = "speaker" if named & speaker else "other" if named else "owned" if owners - speaker else ""
    whom = whom or ("own" if owners else "thing" if roles else "nobody")
    first = said.cue[0].text.split(None, 1)[0].lower() if said.cue else ""
    form = "according" if prepositions(scene.findings.language).get(first) == "according" else "verb"
    return whom, form


def _talk(own: Names, negated: bool, voice: str, about: tuple[str, str], known: Names) -> list[str]:
    """Features of whom somebody's words speak of (see :func:`_about`), and of the classes of words said of them."""
    whom, form = about
    out = [f"of={whom}", f"of={whom}&{form}", f"of={whom}&{voice}", *(f"act={a}&of={whom}" for a in own)]
    out += [f"of={whom}&none"] if not own else []
    out += [f"of={whom}&neg", f"of={whom}&{form}&neg"] if negated else []
    return [*out, *(f"of={whom}&wc={name}" for name in known)]


def subject(scene: Scene, frame: Frame) -> set[str]:
    """Bare codes of the parties that are the frame's subject."""
    subjects = [r.mention for r in frame.roles if r.relation in ("nsubj", "inherited", "agent")]
    return {p.split("/")[0] for m in subjects for p in scene.parties(m)}


def _spoken(own: Names, cued: bool, mode: str, others: bool, speaks: bool) -> list[str]:
    """Features of a frame in a statement's cue or content (see :func:`_speech`)."""
    out = ["in-cue", *(f"act={a}&in-cue" for a in own)] if cued else []
    if mode:
        out += ["in-content", f"said-{mode}", *(f"act={a}&in-content" for a in own)]
        out.append("other-in-content" if others else "only-speaker")
        if speaks:
            out += ["speaker-is-subject", *(f"act={a}&speaker-is-subject" for a in own)]
    return out


def _word(language: str, word: str) -> list[str]:
    """A word of the clause, its classes, and what the tables offer for it."""
    words = lexicon(language)
    out = [f"w={language}:{word}", *(f"wc={name}" for name in words.classes_of(word))]
    out += [f"wa={act.type}" for kind in ("verb", "noun") for act in words.senses(word, kind)[:2]]
    cluster = words.clusters.get(word)
    return [*out, f"wcl={language}:{cluster}"] if cluster else out
