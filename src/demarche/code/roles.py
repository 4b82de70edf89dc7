"""Features of a party near a frame: what the scorer looks at to tell who acts and who is acted on.

They are made in bundles, so that at run time each is put into words, and its weights are added up, only once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from demarche.code.bundles import Bundle, Part
from demarche.code.memory import quad_of
from demarche.code.near import Candidate
from demarche.code.nearness import Ways, fits
from demarche.code.odds import at_odds, speaking
from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.findings import Frame

Beside = tuple[int, str, bool, str, str]
# Ways of standing that are remembered: two yes or no, a score of sectors, five distances, five shares.
KEPT = 8192


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many parties near a frame have a part in it, are its subject, or speak."""

    strong: int
    subjects: int
    speakers: int

    @classmethod
    def of(cls, near: Iterable[Candidate]) -> Crowd:
        """The crowd of all parties near a frame."""
        strong = [ways for c in near if (ways := c.ways).strong]
        return cls(len(strong), sum(w.subject for w in strong), sum(w.speaker for w in strong))

    def less(self, one: Candidate | None) -> Crowd:
        """The others, where ``one`` is one of them."""
        if one is None or not (ways := one.ways).strong:
            return self
        return Crowd(self.strong - 1, self.subjects - ways.subject, self.speakers - ways.speaker)

    def without(self, ways: Ways) -> tuple[int, bool, bool]:
        """How many others than the one near in some ways have a part (at most 3), whether one of them is the subject,
        whether one of them speaks."""
        if ways.strong:
            few, subject, speaker = self.strong - 1, self.subjects > ways.subject, self.speakers > ways.speaker
        else:
            few, subject, speaker = self.strong, self.subjects > 0, self.speakers > 0
        return few if few < 3 else 3, subject, speaker


class Row(NamedTuple):
    """What the tables say of a frame of some type: ``lexical`` is ``no`` where no row offers the type, ``met`` where
    what one of them asks stands there, else ``maybe``; the slots are those of the first row."""

    form: str
    lexical: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


def row_of(scene: Scene, frame: Frame, kind: str) -> Row:
    """The tables' first row that offers a type for a frame; looked for once."""
    known = scene.rows.get((frame.id, kind))
    if known is None:
        own = [(act, met) for act, met in scene.acts[frame.id] if act.type == kind]
        form = f"{frame.kind}&{frame.voice}"
        if own:
            known = Row(form, "met" if any(met for _, met in own) else "maybe", own[0][0].actor, own[0][0].recipient)
        else:
            known = Row(form, "no")
        scene.rows[frame.id, kind] = known
    return known


def role_bundles(
    scene: Scene, frame: Frame, kind: str, one: Candidate, crowd: Crowd, actor: Candidate | None = None
) -> list[Bundle]:
    """The same features, not yet in words; no two bundles of a party make the same feature."""
    own = own_bundles(scene, frame, kind, one)
    return [*own, *crowd_bundles(scene, frame, kind, one, crowd.less(actor), actor)]


def own_bundles(scene: Scene, frame: Frame, kind: str, one: Candidate) -> list[Bundle]:
    """Those that tell of the party alone, whoever else is near."""
    ways, row, language = one.ways, row_of(scene, frame, kind), scene.findings.language
    if not ways.strong:
        return [(_of_rest, ways.rest, kind), (_without_role, ways.rest, kind, row.lexical)]
    core = ways.core
    out: list[Bundle] = [(_of_ways, core, language, kind, row.form, row.lexical), (_of_rest, ways.rest, kind)]
    out.append((_of_lemma, core, language, frame.lemma))
    if row.lexical != "no":
        out.append((_lexical, kind, row.actor, row.recipient, core))
    return out


def crowd_bundles(
    scene: Scene, frame: Frame, kind: str, one: Candidate, crowd: Crowd, actor: Candidate | None
) -> list[Bundle]:
    """Those that tell of the party among the others, ``crowd``, beside an actor where there is one."""
    ways = one.ways
    few, subject, speaker = crowd.without(ways)
    place = one.standing or standing(scene, frame, one)
    out: list[Bundle] = [(_rest_beside_others, ways.rest, subject, speaker), (_of_standing, kind, few, place)]
    if ways.strong:
        out.append((_beside_others, ways.core, kind, subject, speaker))
    if actor is None:
        out.append((_of_odds, kind, at_odds(scene, frame, one), speaking(scene, frame, one), bool(ways.strong)))
        return out
    near, strong = actor.ways, bool(ways.strong)
    rank, met, lead, mine, theirs = beside(scene, actor.party, one.party)
    alike = mine == theirs, not ways.roles.isdisjoint(near.roles)
    out.append((_rest_beside_actor, ways.rest, near.part))
    if strong:
        out.append((_beside_actor, ways.core, scene.findings.language, near.part))
    out.append((_of_recipient, kind, rank, met, lead, strong, few, near.part, *alike))
    out.append((_of_names, kind, mine, theirs, strong))
    return out


class Standing:
    """Where a party near a frame stands (see :func:`standing`). Equal ones are one object, so that they are compared
    and looked up as such."""

    __slots__ = ("told",)

    def __init__(self, told: tuple[bool, bool, str, bool, int, int]) -> None:
        self.told = told


@lru_cache(maxsize=KEPT)
def _standing(*told: Any) -> Standing:
    return Standing(told)


def standing(scene: Scene, frame: Frame, one: Candidate) -> Standing:
    """Whether a party near a frame has a part in it, is in the lead, its sector, whether it stands after the frame's
    word and how near (-1 for one without a part), and its share of the report; found once."""
    if one.standing is None:
        strong, distance = bool(one.strong), one.position - frame.trigger_start
        near = min(abs(distance) // 40, 5) if strong else -1
        sector, share = one.full.partition("/")[2] or "-", int(4 * one.count / scene.top)
        one.standing = _standing(strong, one.party in scene.lead, sector, distance > 0, near, share)
    return one.standing


def nobody_bundles(scene: Scene, frame: Frame, kind: str, near: Iterable[Candidate], actor: Candidate) -> list[Bundle]:
    """Features of a frame of type ``kind`` having no recipient."""
    others = [ways for c in near if c is not actor and (ways := c.ways).strong]
    row = row_of(scene, frame, kind)
    slot = "-" if row.lexical == "no" else "yes" if row.recipient else "no"
    objects, oblique = any(w.objects for w in others), any(w.oblique for w in others)
    empty = tuple(r.relation for r, filled in zip(frame.roles, scene.filled(frame), strict=True) if filled != "party")
    spoken = scene.spoken[frame.id] is not None
    return [
        (_of_nobody, kind, min(len(others), 3), slot, objects, oblique),
        (_of_nobody_form, kind, row.form, frame.kind, spoken, empty),
        (_of_nobody_lemma, scene.findings.language, frame.lemma),
        (_of_nobody_name, kind, bare(actor.party)),
    ]


def _of_nobody(kind: str, few: int, slot: str, objects: bool, oblique: bool) -> list[str]:
    known = (f"n={few}", f"slot={slot}", f"obj={objects}&obl={oblique}")
    return ["nobody", f"nobody&{kind}", *(f"nobody&{x}" for x in known), *(f"nobody&{kind}&{x}" for x in known)]


def _of_nobody_form(kind: str, form: str, word: str, spoken: bool, empty: tuple[str, ...]) -> list[str]:
    out = [f"nobody&{form}", f"nobody&{kind}&{word}", f"nobody&spoken={spoken}&{kind}"]
    return [*out, *(f"nobody&{x}" for x in dict.fromkeys(empty))]


def _of_nobody_lemma(language: str, lemma: str) -> list[str]:
    return [f"nobody&lemma={language}:{lemma}"]


def _of_nobody_name(kind: str, actor: str) -> list[str]:
    return [f"nobody&q{quad_of(kind)}&by={actor}"]


def _of_names(kind: str, actor: str, recipient: str, strong: bool) -> list[Part]:
    """Who they are: whom a clause leaves unnamed is often known to the reader. Each is a report's commonplace of its
    years, learned from the reports coded by hand; who is in none of them has none of these."""
    quad = quad_of(kind)
    pair: Bundle = (_of_pair, quad, actor, recipient, strong)
    return [f"{kind}&pair={actor}>{recipient}", pair, (_of_recipient_name, quad, recipient, strong)]


def _manner(quad: str, strong: bool) -> tuple[str, str]:
    return "against" if quad in ("3", "4") else "with", "strong" if strong else "weak"


def _of_pair(quad: str, actor: str, recipient: str, strong: bool) -> list[str]:
    """The two of them, for all types of a quad class."""
    mood, weak = _manner(quad, strong)
    pair, both = f"{actor}>{recipient}", "-".join(sorted((actor, recipient)))
    out = [f"q{quad}&pair={pair}", f"{mood}&pair={pair}", f"{mood}&{weak}&pair={pair}"]
    return [*out, f"{mood}&both={both}", f"both={both}"]


def _of_recipient_name(quad: str, recipient: str, strong: bool) -> list[str]:
    """The recipient alone."""
    mood, weak = _manner(quad, strong)
    return [f"to={recipient}", f"q{quad}&to={recipient}", f"{mood}&{weak}&to={recipient}"]


def _of_ways(ways: Ways, language: str, kind: str, form: str, lexical: str) -> list[Part]:
    """The ways that tell of a role, in frames of a form for which the tables offer the type or not."""
    coarse = ways.coarse(language)
    out: list[Part] = []
    for x in ways.ordered:
        out += [x, f"{kind}&{x}", f"{form}&{x}"]
    for x in coarse:
        out += [(_of_class, kind, form, x), (_of_lexical, lexical, form, x), f"{kind}&{lexical}~{x}"]
    if len(coarse) != 1:
        out.append(f"~{'+'.join(coarse)}")
    return out


def _of_rest(rest: tuple[str, ...], kind: str) -> list[str]:
    """The other ways."""
    return [*rest, *(f"{kind}&{x}" for x in rest)]


def _without_role(rest: tuple[str, ...], kind: str, lexical: str) -> list[str]:
    """A party that is near in no way that tells of a role."""
    return ["~", f"{lexical}&weak", "weak", f"{kind}&weak", f"{kind}&weak&{'+'.join(rest)}"]


def _beside_others(ways: Ways, kind: str, subject: bool, speaker: bool) -> list[Part]:
    """The ways that tell of a role where another party is the subject, or speaks, or not."""
    out: list[Part] = []
    for x in ways.ordered:
        out.append((_of_others, x, subject, speaker))
        out += [f"{kind}&other-subject={subject}&{x}", f"{kind}&other-speaker={speaker}&{x}"]
    return out


def _rest_beside_others(rest: tuple[str, ...], subject: bool, speaker: bool) -> list[Part]:
    """The other ways."""
    return [(_of_others, x, subject, speaker) for x in rest]


def _of_others(x: str, subject: bool, speaker: bool) -> list[str]:
    """The same for one way and all types."""
    return [f"other-subject={subject}&{x}", f"other-speaker={speaker}&{x}"]


def _beside_actor(ways: Ways, language: str, part: str) -> list[str]:
    """The ways that tell of a role beside an actor that is near in another."""
    near = [*ways.ordered, *(f"~{x}" for x in ways.coarse(language))]
    return [f"actor={part}&{x}" for x in near]


def _rest_beside_actor(rest: tuple[str, ...], part: str) -> list[str]:
    """The other ways."""
    return [f"actor={part}&{x}" for x in rest]


def _of_class(kind: str, form: str, x: str) -> list[str]:
    """A class of ways in frames of a type and form."""
    return [f"~{x}", f"{kind}~{x}", f"{form}~{x}", f"{kind}&{form}~{x}"]


def _of_lexical(lexical: str, form: str, x: str) -> list[str]:
    """A class of ways in frames for which the tables offer the type or not."""
    return [f"{lexical}~{x}", f"{lexical}&{form}~{x}"]


def _of_lemma(ways: Ways, language: str, lemma: str) -> list[str]:
    """The ways that tell of a role in frames of one word."""
    return [f"lemma={language}:{lemma}&{x}" for x in ways.strong]


def _of_odds(kind: str, foes: int, says: str, strong: bool) -> list[str]:
    """With how many near it a party is at odds, and what it is to the speaker, in types of conflict and in others."""
    mood, weak = _manner(quad_of(kind), strong)
    out = [f"foe-near={foes}&{mood}&{weak}", f"foe-near={foes}&{kind}", f"says={says}&{mood}"]
    return [*out, f"says={says}&{mood}&{weak}", f"says={says}&{kind}"]


def _of_standing(kind: str, few: int, own: Standing) -> list[Part]:
    """Features of a party among the others, and of where it stands (see :func:`standing`)."""
    strong, lead, sector, after, near, share = own.told
    return [
        (_of_all, kind, few, strong),
        (_of_sector, kind, sector),
        (_of_place, kind, lead, strong, after, near, share),
    ]


def _of_all(kind: str, few: int, strong: bool) -> list[str]:
    """Features of a party among so many others."""
    return ["bias", f"type={kind}", f"strong-others={few}", f"{kind}&strong-others={few}&{strong}"]


def _of_sector(kind: str, sector: str) -> list[str]:
    """Which part of a state it is."""
    return [f"sector={sector}", f"{kind}&sector={sector}"]


def _of_place(kind: str, lead: bool, strong: bool, *given: bool | int) -> list[str]:
    """Where a party stands."""
    after, near, share = given
    out = [f"lead={lead}&{strong}", f"{kind}&{'after' if after else 'in-front'}", f"share={share}"]
    return [*out, f"near={near}"] if near >= 0 else out


def beside(scene: Scene, actor: str, party: str) -> Beside:
    """A party's rank among those of other states (at most 3, -1 for one of the actor's own), whether the report
    often has it beside the actor, whether it is in the lead; the bare codes of the two; found once a report."""
    known = scene.beside.get((actor, party))
    if known is None:
        ranks, partner = scene.ranks(actor)
        pairs = scene.pairs.get((actor, party), 0)
        met = "most" if pairs and pairs == partner else "some" if pairs else "never"
        known = min(ranks.get(party, -1), 3), met, party in scene.lead, bare(actor), bare(party)
        scene.beside[actor, party] = known
    return known


Told = tuple[int, str, bool, bool]


def _of_recipient(kind: str, *given: Any) -> list[Part]:
    """What tells of a recipient's share in the report (the first four), of how many others have a part, of its actor,
    and of how alike the two are: whether they are of one state and near in the same way."""
    told, (few, part, *alike) = given[:4], given[4:]
    weak = f"{kind}&actor={part}&weak={not told[3]}&others={few}"
    return [(_of_rank, told, few), (_of_rank_and, kind, told), (_of_likeness, kind, *alike), weak]


def _of_rank(told: Told, few: int) -> list[str]:
    """A recipient's share in the report, among so many others."""
    plain, where = told_in_words(told)
    return [*(f"{plain}&{x}" for x in where), *(f"{plain}&{few}&{x}" for x in where)]


def _of_rank_and(kind: str, told: Told) -> list[str]:
    """The same for frames of a type."""
    plain, where = told_in_words(told)
    return [f"{kind}&{plain}&{x}" for x in where]


def told_in_words(told: Told) -> tuple[str, list[str]]:
    """Whether a recipient has a role; its rank, whether the report often has it beside the actor, and the lead."""
    rank, met, lead, strong = told
    parts = [f"rank={rank if rank >= 0 else 'own'}", f"met={met}", f"lead={lead}"]
    return "strong" if strong else "weak", [*parts, "&".join(parts)]


def _of_likeness(kind: str, same: bool, shared: bool) -> list[str]:
    """How alike a recipient and its actor are."""
    alike = [f"same-state={same}", f"shared={shared}"]
    return [*alike, *(f"{kind}&{x}" for x in alike)]


def _lexical(kind: str, actor: tuple[str, ...], recipient: tuple[str, ...], ways: Ways) -> list[Part]:
    """Whether the party stands where the table's row for this type looks for an actor or a recipient."""
    first = dict.fromkeys(x.split("/")[0] for x in ways.strong)
    acts, takes = "+".join(actor), "+".join(recipient)
    out: list[Part] = [f"slot-actor={x}|{acts}" for x in first]
    out += [f"slot-recipient={x}|{takes}" for x in first]
    if any(fits(x, recipient) for x in first):
        out += ["lexical-recipient", f"{kind}&lexical-recipient"]
    if any(fits(x, actor) for x in first):
        out += ["lexical-actor", f"{kind}&lexical-actor"]
    return out
