"""Features of a party near a frame: what the scorer looks at to tell who acts and who is acted on.

They are made in bundles, so that at run time each is put into words, and its weights are added up, only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from demarche.code.acts import Act
from demarche.code.scene import Candidate, Scene, bare
from demarche.code.scorer import Bundle
from demarche.findings import Frame
from demarche.packs import load

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


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many parties near a frame have a part in it, are its subject, or speak."""

    strong: int
    subjects: int
    speakers: int

    @classmethod
    def of(cls, near: Iterable[Candidate]) -> Crowd:
        """The crowd of all parties near a frame."""
        strong = [c for c in near if c.strong]
        return cls(len(strong), sum(is_subject(c) for c in strong), sum("speaker" in c.labels for c in strong))

    def without(self, one: Candidate, actor: Candidate | None) -> tuple[int, bool, bool]:
        """How many others have a part (at most 3), whether one of them is the subject, whether one of them speaks."""
        few, subjects, speakers = self.strong, self.subjects, self.speakers
        for gone in (one,) if actor is None or actor is one else (one, actor):
            if gone.strong:
                few, subjects = few - 1, subjects - is_subject(gone)
                speakers -= "speaker" in gone.labels
        return min(few, 3), subjects > 0, speakers > 0


def is_subject(one: Candidate) -> bool:
    """True where a party is a frame's subject."""
    return not one.labels.isdisjoint(SUBJECTS)


def role_bundles(
    scene: Scene, frame: Frame, kind: str, one: Candidate, crowd: Crowd, actor: Candidate | None = None
) -> list[Bundle]:
    """The same features, not yet in words; no two bundles of a party make the same feature."""
    language = scene.findings.language
    strong, coarse = one.strong, coarse_of(one, language)
    few, subject, speaker = crowd.without(one, actor)
    part = main_part(actor) if actor is not None else ""
    form = f"{frame.kind}&{frame.voice}"
    row = first_row(scene, frame, kind)
    lexical = "no" if row is None else "met" if row[1] else "maybe"
    lead, share = one.party in scene.lead, int(4 * one.count / scene.top)
    after = one.position > frame.trigger_start
    near = min(abs(one.position - frame.trigger_start) // 40, 5) if strong else -1
    out: list[Bundle] = [(_by_label, kind, x, subject, speaker, part) for x in one.ordered]
    out += [(_by_coarse, kind, x, form, lexical, part) for x in coarse]
    out += [(_by_strong, kind, x, form, subject, speaker) for x in strong]
    out += [(_by_lemma, language, frame.lemma, x) for x in strong]
    out.append((_of_all, kind, few, bool(strong), lead, one.full.partition("/")[2] or "-"))
    out.append((_of_place, kind, after, near, share))
    if len(coarse) != 1:
        out.append((_of_ways, "+".join(coarse)))
    if not strong:
        out.append((_of_weak, kind, lexical, "+".join(one.ordered)))
    elif row is not None:
        out.append((_lexical, kind, row[0].actor, row[0].recipient, tuple(strong)))
    if actor is not None:
        out.append(_beside(scene, kind, one, actor, few))
    return out


def nobody_bundles(scene: Scene, frame: Frame, kind: str, near: Iterable[Candidate], actor: Candidate) -> list[Bundle]:
    """Features of a frame of type ``kind`` having no recipient."""
    others = [c for c in near if c is not actor and c.strong]
    row = first_row(scene, frame, kind)
    slot = "-" if row is None else "yes" if row[0].recipient else "no"
    paths = {x.split(":")[0] for c in others for x in c.labels}
    objects, oblique = bool(paths & {"obj", "iobj"}), bool(paths & {"obl", "nmod"})
    empty = tuple(r.relation for r in frame.roles if not scene.parties(r.mention))
    spoken = scene.spoken[frame.id] is not None
    return [
        (_of_nobody, kind, min(len(others), 3), slot, objects, oblique),
        (_of_nobody_form, kind, f"{frame.kind}&{frame.voice}", frame.kind, spoken, empty),
        (_of_nobody_lemma, scene.findings.language, frame.lemma),
    ]


def _of_nobody(kind: str, few: int, slot: str, objects: bool, oblique: bool) -> list[str]:
    known = (f"n={few}", f"slot={slot}", f"obj={objects}&obl={oblique}")
    return ["nobody", f"nobody&{kind}", *(f"nobody&{x}" for x in known), *(f"nobody&{kind}&{x}" for x in known)]


def _of_nobody_form(kind: str, form: str, word: str, spoken: bool, empty: tuple[str, ...]) -> list[str]:
    out = [f"nobody&{form}", f"nobody&{kind}&{word}", f"nobody&spoken={spoken}&{kind}"]
    return [*out, *(f"nobody&{x}" for x in dict.fromkeys(empty))]


def _of_nobody_lemma(language: str, lemma: str) -> list[str]:
    return [f"nobody&lemma={language}:{lemma}"]


def words_of(bundles: Iterable[Bundle]) -> list[str]:
    """The names of the features in bundles."""
    return [feature for maker, *given in bundles for feature in maker(*given)]


def first_row(scene: Scene, frame: Frame, kind: str) -> tuple[Act, bool] | None:
    """The first of the tables' rows that offer a type for a frame, and whether what one of them asks stands there."""
    own = [(act, met) for act, met in scene.acts[frame.id] if act.type == kind]
    return (own[0][0], any(met for _, met in own)) if own else None


def _by_label(kind: str, x: str, subject: bool, speaker: bool, part: str) -> list[str]:
    """Features of one way of being near; ``part`` is the actor's, of a recipient."""
    out = [x, f"{kind}&{x}", f"other-subject={subject}&{x}", f"other-speaker={speaker}&{x}"]
    return [*out, f"actor={part}&{x}"] if part else out


def _by_coarse(kind: str, x: str, form: str, lexical: str, part: str) -> list[str]:
    """Features of one way of being near by its class."""
    out = [f"~{x}", f"{kind}~{x}", f"{form}~{x}", f"{kind}&{form}~{x}"]
    out += [f"{lexical}~{x}", f"{lexical}&{form}~{x}", f"{kind}&{lexical}~{x}"]
    return [*out, f"actor={part}&~{x}"] if part else out


def _by_strong(kind: str, x: str, form: str, subject: bool, speaker: bool) -> list[str]:
    """Features of one way that tells of a role."""
    return [f"{form}&{x}", f"{kind}&other-subject={subject}&{x}", f"{kind}&other-speaker={speaker}&{x}"]


def _by_lemma(language: str, lemma: str, x: str) -> list[str]:
    """One way that tells of a role in frames of one word."""
    return [f"lemma={language}:{lemma}&{x}"]


def _of_all(kind: str, few: int, strong: bool, lead: bool, sector: str) -> list[str]:
    """Features of a party among the others."""
    out = ["bias", f"type={kind}", f"strong-others={few}", f"{kind}&strong-others={few}&{strong}"]
    return [*out, f"lead={lead}&{strong}", f"sector={sector}", f"{kind}&sector={sector}"]


def _of_place(kind: str, after: bool, near: int, share: int) -> list[str]:
    """Where a party stands, and its share of the report; ``near`` is -1 for one without a role."""
    out = [f"{kind}&{'after' if after else 'in-front'}", f"share={share}"]
    return [*out, f"near={near}"] if near >= 0 else out


def _of_ways(coarse: str) -> list[str]:
    """All classes of ways together; of one alone ``_by_coarse`` makes the same."""
    return [f"~{coarse}"]


def _of_weak(kind: str, lexical: str, labels: str) -> list[str]:
    """Features of a party that has no role."""
    return [f"{lexical}&weak", "weak", f"{kind}&weak", f"{kind}&weak&{labels}"]


@cache
def prepositions(language: str) -> Mapping[str, str]:
    """The pack's prepositions by what they say of a party's part."""
    rows: Mapping[str, str] = load(language).settings("grammar").get("prepositions", {})
    return rows


def coarse_of(one: Candidate, language: str) -> tuple[str, ...]:
    """The classes of the ways in which a party is near that tell of a role, sorted; made once a party."""
    if one.coarse is None:
        one.coarse = tuple(sorted({coarse_label(x, language) for x in one.strong}))
    return one.coarse


@lru_cache(maxsize=65536)
def coarse_label(label: str, language: str) -> str:
    """A way of being near with prepositions and relations by their class, the same for every language.

    ``of-verb:obl:tegen/amod`` gives ``V.P-against/in``.
    """
    marks = prepositions(language)
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
    """The best of a party's ways of being near a frame; looked for once a party."""
    if one.part is None:
        other = one.strong[0].split("/")[0] if one.strong else "weak"
        one.part = next((part for part in PARTS if part in one.labels), other)
    return one.part


def _beside(scene: Scene, kind: str, one: Candidate, actor: Candidate, few: int) -> Bundle:
    """Features of a recipient relative to the actor."""
    ranks, partner = scene.ranks(actor.party)
    rank = str(min(ranks[one.party], 3)) if one.party in ranks else "own"
    pairs = scene.pairs[actor.party, one.party]
    met = "most" if pairs and pairs == partner else "some" if pairs else "never"
    weak, lead = "strong" if one.strong else "weak", one.party in scene.lead
    same, shared = bare(one.party) == bare(actor.party), not set(one.strong).isdisjoint(actor.strong)
    told = (f"rank={rank}", f"met={met}", f"lead={lead}")
    beside = f"actor={main_part(actor)}&weak={not one.strong}&others={few}"
    return _of_recipient, kind, told, f"{weak}&{few}", beside, (f"same-state={same}", f"shared={shared}")


def _of_recipient(kind: str, told: tuple[str, ...], weak: str, beside: str, alike: tuple[str, ...]) -> list[str]:
    """What tells of a recipient's share in the report, of its actor, and of how alike the two are."""
    where, plain = [*told, "&".join(told)], weak.split("&")[0]
    out = [f"{plain}&{x}" for x in where] + [f"{weak}&{x}" for x in where] + [f"{kind}&{plain}&{x}" for x in where]
    return [*out, f"{kind}&{beside}", *alike, *(f"{kind}&{x}" for x in alike)]


def _lexical(kind: str, actor: tuple[str, ...], recipient: tuple[str, ...], strong: tuple[str, ...]) -> list[str]:
    """Whether the party stands where the table's row for this type looks for an actor or a recipient."""
    out = [f"slot-actor={x.split('/')[0]}|{'+'.join(actor)}" for x in strong]
    out += [f"slot-recipient={x.split('/')[0]}|{'+'.join(recipient)}" for x in strong]
    if any(fits(x, recipient) for x in strong):
        out += ["lexical-recipient", f"{kind}&lexical-recipient"]
    if any(fits(x, actor) for x in strong):
        out += ["lexical-actor", f"{kind}&lexical-actor"]
    return list(dict.fromkeys(out))


def fits(label: str, slots: tuple[str, ...]) -> bool:
    """True where a label of nearness is one of the slots a row names (``subj``, ``obj``, ``tegen``, ``both``, …)."""
    plain = label.split("/")[0]
    for slot in slots:
        if slot in ("subj", "both") and plain in ("nsubj", "inherited", "agent"):
            return True
        if plain == slot or plain.endswith(f":{slot}"):
            return True
    return False
