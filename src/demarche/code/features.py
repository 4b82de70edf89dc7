"""Features of frames and of parties near them: what the scorer looks at. Each is a short text that explains itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from demarche.code.scene import Candidate, Scene
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


def role_features(
    scene: Scene,
    frame: Frame,
    kind: str,
    one: Candidate,
    all_near: dict[str, Candidate],
    actor: Candidate | None = None,
) -> list[str]:
    """Features of one party as actor of a frame of type ``kind``, or, given its actor, as recipient."""
    labels, strong = sorted(one.labels), one.strong
    language = scene.findings.language
    out = ["bias", f"type={kind}"]
    out += [f"{x}" for x in labels] + [f"{kind}&{x}" for x in labels]
    coarse = sorted({coarse_label(x, prepositions(language)) for x in strong})
    out += [f"~{x}" for x in coarse] + [f"{kind}~{x}" for x in coarse] + [f"~{'+'.join(coarse)}"]
    out += [f"{frame.kind}&{frame.voice}~{x}" for x in coarse]
    out += [f"{kind}&{frame.kind}&{frame.voice}~{x}" for x in coarse]
    known = [met for act, met in scene.acts[frame.id] if act.type == kind]
    lexical = "met" if any(known) else "maybe" if known else "no"
    out += [f"{lexical}~{x}" for x in coarse] + [f"{lexical}&{frame.kind}&{frame.voice}~{x}" for x in coarse]
    out += [f"{kind}&{lexical}~{x}" for x in coarse] + ([] if strong else [f"{lexical}&weak"])
    out += [f"{frame.kind}&{frame.voice}&{x}" for x in strong]
    out += [f"lemma={language}:{frame.lemma}&{x}" for x in strong]
    out += _lexical(scene, frame, kind, strong)
    if not strong:
        out += ["weak", f"{kind}&weak", f"{kind}&weak&{'+'.join(labels)}"]
    others = [c for c in all_near.values() if c is not one and c is not actor and c.strong]
    few = min(len(others), 3)
    out += [f"strong-others={few}", f"{kind}&strong-others={few}&{bool(strong)}"]
    subject = any(x in SUBJECTS for c in others for x in c.labels)
    speaker = any("speaker" in c.labels for c in others)
    out += [f"other-subject={subject}&{x}" for x in labels] + [f"{kind}&other-subject={subject}&{x}" for x in strong]
    out += [f"other-speaker={speaker}&{x}" for x in labels] + [f"{kind}&other-speaker={speaker}&{x}" for x in strong]
    out.append(f"{kind}&{'after' if one.position > frame.trigger_start else 'in-front'}")
    if strong:
        out.append(f"near={min(abs(one.position - frame.trigger_start) // 40, 5)}")
    out += [f"lead={one.party in scene.lead}&{bool(strong)}"]
    top = max(scene.counts.values(), default=1)
    out.append(f"share={int(4 * one.count / top)}")
    out += [f"sector={one.full.partition('/')[2] or '-'}", f"{kind}&sector={one.full.partition('/')[2] or '-'}"]
    if actor is not None:
        out += _beside(scene, kind, one, actor, [*labels, *(f"~{x}" for x in coarse)], few)
    return list(dict.fromkeys(out))


SUBJECTS = ("nsubj", "inherited", "agent", "agent:door", "agent:by")
# The part that best says how an actor stands to a frame, the first that it has.
PARTS = (*SUBJECTS, "speaker", "poss", "amod", "of-verb:nsubj", "of-verb:inherited", "compound", "up:nsubj")


# Relations by the part they play: subjects, what belongs to a noun; the others keep their name.
GROUPS = {
    "nsubj": "S",
    "inherited": "S",
    "agent": "S",
    "obj": "O",
    "iobj": "I",
    "poss": "N",
    "amod": "N",
    "compound": "N",
}


# Kinds of mentions, which stand in a label where there is no preposition.
KINDS = frozenset({"name", "noun", "pronoun", "adjective", "possessive"})


@cache
def prepositions(language: str) -> Mapping[str, str]:
    """The pack's prepositions by what they say of a party's part."""
    rows: Mapping[str, str] = load(language).settings("grammar").get("prepositions", {})
    return rows


def coarse_label(label: str, marks: Mapping[str, str]) -> str:
    """A way of being near with prepositions and relations by their class, the same for every language.

    ``of-verb:obl:tegen/amod`` gives ``V.P-against/in``.
    """
    path, _, inner = label.rstrip("@").partition("/")
    place = "@" if label.endswith("@") else ""
    prefix = ""
    for start, short in (("of-verb:", "V."), ("up:", "U."), ("down:", "D.")):
        while path.startswith(start):
            path, prefix = path[len(start) :], prefix + short
    relation, _, mark = path.partition(":")
    if relation == "next":
        return f"next-{marks.get(mark, mark if mark in KINDS else 'other')}{place}"
    if relation in ("obl", "nmod") and mark and mark not in ("poss", "desc"):
        name = f"P-{marks.get(mark, 'other')}"
    else:
        name = GROUPS.get(relation, relation) if mark not in ("poss", "desc") else "N"
    return f"{prefix}{name}{'/in' if inner else ''}{place}"


def main_part(one: Candidate) -> str:
    """The best of a party's ways of being near a frame."""
    for part in PARTS:
        if part in one.labels:
            return part
    return one.strong[0].split("/")[0] if one.strong else "weak"


def _beside(scene: Scene, kind: str, one: Candidate, actor: Candidate, labels: list[str], few: int) -> list[str]:
    """Features of a recipient relative to the actor."""
    part = main_part(actor)
    state = actor.party.split("/")[0]
    ranks = [p for p in sorted(scene.counts, key=lambda p: (-scene.counts[p], p)) if p.split("/")[0] != state]
    rank = min(ranks.index(one.party), 3) if one.party in ranks else "own"
    pairs = scene.pairs[actor.party, one.party]
    partner = max((scene.pairs[actor.party, p] for p in ranks), default=0)
    met = "most" if pairs and pairs == partner else "some" if pairs else "never"
    weak = "strong" if one.strong else "weak"
    lead = one.party in scene.lead
    where = [f"rank={rank}", f"met={met}", f"lead={lead}", f"rank={rank}&met={met}&lead={lead}"]
    out = [f"{weak}&{x}" for x in where] + [f"{weak}&{few}&{x}" for x in where] + [f"{kind}&{weak}&{x}" for x in where]
    out += [f"actor={part}&{x}" for x in labels] + [f"{kind}&actor={part}&weak={not one.strong}&others={few}"]
    same = one.party.split("/")[0] == actor.party.split("/")[0]
    out += [f"same-state={same}", f"{kind}&same-state={same}"]
    shared = set(one.strong) & set(actor.strong)
    out += [f"shared={bool(shared)}", f"{kind}&shared={bool(shared)}"]
    return out


def _lexical(scene: Scene, frame: Frame, kind: str, strong: list[str]) -> list[str]:
    """Whether the party stands where the table's row for this type looks for an actor or a recipient."""
    out = []
    for act, _ in scene.acts[frame.id]:
        if act.type == kind:
            out += [f"slot-actor={x.split('/')[0]}|{'+'.join(act.actor)}" for x in strong]
            out += [f"slot-recipient={x.split('/')[0]}|{'+'.join(act.recipient)}" for x in strong]
            if any(fits(x, act.recipient) for x in strong):
                out += ["lexical-recipient", f"{kind}&lexical-recipient"]
            if any(fits(x, act.actor) for x in strong):
                out += ["lexical-actor", f"{kind}&lexical-actor"]
            break
    return out


def fits(label: str, slots: tuple[str, ...]) -> bool:
    """True where a label of nearness is one of the slots a row names (``subj``, ``obj``, ``tegen``, ``both``, …)."""
    plain = label.split("/")[0]
    for slot in slots:
        if slot in ("subj", "both") and plain in ("nsubj", "inherited", "agent"):
            return True
        if plain == slot or plain.endswith(f":{slot}"):
            return True
    return False
