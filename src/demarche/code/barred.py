"""What a frame cannot tell, however likely it looks: words that only sound like an act, and reports of sport.

Words that only sound like an act are in :mod:`demarche.code.untold`. Words of praise accuse nobody, words of blame
support nobody (:mod:`demarche.code.content`). And what a report of sport tells is no act of the states whose teams
play, save that games are boycotted, teams banned or marches held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from demarche.code.acts import Act
from demarche.code.asked import asked
from demarche.code.content import attitude_words
from demarche.code.features import TWO_SIDED
from demarche.code.judged import OWNING, denied_charge, judges_it, not_besides
from demarche.code.near import Candidate
from demarche.code.nearness import fits, prepositions
from demarche.code.offers import SURE
from demarche.code.outsiders import outsider
from demarche.code.parties import bare, side
from demarche.code.scene import Scene
from demarche.code.untold import (
    NOTHING,
    asked_in_protest,
    every_type,
    goes_on,
    not_so_far,
    refused,
    undone,
    untold,
    wished,
)
from demarche.findings import Frame, Mention
from demarche.packs import load

# Classes of nouns of sport, and of nouns that stand in reports of sport and in others. A report is one of sport where
# this part of its sentences speaks of it, in so many different words, those of the second class counting half.
SPORT, GAME = "sport", "game"
SPORTING, FEWEST = 0.3, 3
# Of a text of no more than so many sentences, so many words will do: one of sport beside one of games.
SHORT, FEW = 2, 1.5
# What happens to states in reports of sport all the same.
IN_SPORT = frozenset({"SANCTION", "PROTEST"})
# What verbs that call something good or bad cannot be, by the sign of what they call it.
BY_SIGN = {1: frozenset({"ACCUSE", "REJECT", "THREATEN"}), -1: frozenset({"SUPPORT"})}
# Roles of a doer beside the subject: who it is done by, or whose it is.
DOING = ("agent", "nmod", "obl")
# Reporters are no party to what they report; they are accused and attacked, accuse, refuse, march.
REPORTERS, OF_REPORTERS = "/MED", frozenset({"ACCUSE", "REJECT", "PROTEST", "SUPPORT"})
# What is done to a person of whom no more than "he" or a name is told.
ON_PEOPLE = frozenset({"ACCUSE", "ASSAULT", "COERCE", "SANCTION"})
# The mode of meetings that are with the place itself.
VISIT = "visit"
# What prepositions say of whom talks are about.
ABOUT = "about"
# Who gives what another gets.
GIVERS = frozenset({"P-from", "P-of", "P-by", "V.P-from", "V.P-of", "V.P-by", "N", "owner"})
# What a noun cannot be below a word that surely tells such an act: it names what that act is about ("left *the
# treaty*", "the lifting of *the sanctions*"). Of 31 such treaties and sanctions in hand-coded reports one tells an
# act of its own; aid and common works that are stopped were not counted.
NAMED = {"SANCTION": frozenset({"AGREE", "AID", "COOPERATE"}), "CONCEDE": frozenset({"SANCTION"})}
NAMING = frozenset({"obj", "obl", "nmod"})
# The class of nouns for what happens without anybody's doing: forces of nature, animals, accidents; and what they do
# to people.
MISHAP, HARMFUL = "mishap", frozenset({"ASSAULT", "THREATEN"})
# How strong a row is that has a verb of vowing as a promise.
VOWED = 0.5
# What who refuses does not do.
YIELDING = frozenset({"CONCEDE", "RETREAT"})
# A model that is surer than this that a frame is what it cannot be knows nothing of what it can be.
LEAST_LEFT = 0.05
# What somebody wants to do that asks for something.
ASKING = frozenset({"CONSULT", "REQUEST"})


def barred(scene: Scene, frame: Frame) -> frozenset[str]:
    """The types that a frame cannot be."""
    out = (every_type() - IN_SPORT if of_sport(scene) else NOTHING) | untold(scene, frame)
    if kind := asked(scene, frame):
        out |= every_type() - {kind}
    return (
        out
        | wished(scene, frame)
        | asked_in_protest(scene, frame)
        | named_body(scene, frame)
        | by_mishap(scene, frame)
        | promised_not(scene, frame)
        | kept_up(scene, frame)
        | BY_SIGN.get(called(scene, frame), NOTHING)
        | named(scene, frame)
        | own_wish(scene, frame)
        | own_words(scene, frame)
        | not_besides(scene, frame)
        | denied_charge(scene, frame)
        | undone(scene, frame)
        | not_so_far(scene, frame)
        | refused(scene, frame)
        | goes_on(scene, frame)
    )


def possible(scores: Sequence[float], labels: Sequence[str], never: frozenset[str]) -> list[float]:
    """The chances of a frame's types and of no event, given that it is none of ``never``: those that are left share
    the chance of those that are not. Held out, 9 more events are told so, 8 of them of the right type."""
    left = 1.0 - sum(score for label, score in zip(labels, scores, strict=True) if label in never)
    return [min(score / max(left, LEAST_LEFT), 1.0) for score in scores]


def named_body(scene: Scene, frame: Frame) -> frozenset[str]:
    """Every type where a noun stands in the name of a body: the General *Assembly* is no meeting."""
    if frame.kind != "noun":
        return NOTHING
    here = [m for m in scene.by_sentence.get(frame.sentence, ()) if covers(scene.findings.mentions[m], frame)]
    names = ((scene.resolved[m].speaker or "").lower().split() for m in here if scene.resolved[m].parties)
    return every_type() if any(frame.lemma in name and len(name) > 1 for name in names) else NOTHING


def covers(mention: Mention, frame: Frame) -> bool:
    """Whether a frame's word stands in a mention."""
    return mention.start <= frame.trigger_start < mention.end


def by_mishap(scene: Scene, frame: Frame) -> frozenset[str]:
    """The types of what no party does, where an earthquake, an animal or an accident does it: all with such a subject
    or doer, an attack where people die in one, an attack or a threat that is one's."""
    roles = [r for r in frame.roles if MISHAP in scene.words.classes_of(scene.findings.mentions[r.mention].lemma)]
    if frame.kind == "verb" and any(r.relation in ("nsubj", "agent") for r in roles):
        return every_type()
    return HARMFUL if any(r.relation in ("inherited", "obl", "nmod", "compound", "poss") for r in roles) else NOTHING


def kept_up(scene: Scene, frame: Frame) -> frozenset[str]:
    """CONCEDE and RETREAT where a row has the negated verb as a refusal: "will never give up its weapons"."""
    refuses = (
        a.type == "REJECT" and "neg" in a.conditions and a.strength >= SURE for a, met in scene.acts[frame.id] if met
    )
    return YIELDING if frame.negated and any(refuses) else NOTHING


def promised_not(scene: Scene, frame: Frame) -> frozenset[str]:
    """THREATEN where what somebody vows is not to do something, for the vow and that: "vowed never to use force"."""
    frames, above = scene.findings.frames, scene.findings.above(frame)
    if above is not None and not (frame.negated or above.negated):  # "never" may hang on either
        above = None
    denied = frame.negated or (bool(frame.complements) and all(frames[n].negated for n in frame.complements))
    vow = frame if denied and promises(scene, frame) else above
    return frozenset({"THREATEN"}) if vow is not None and promises(scene, vow) else NOTHING


def promises(scene: Scene, frame: Frame) -> bool:
    """Whether a frame is by a verb of promising or vowing, by a row that asks for a clause below it."""
    rows = (act for act, met in scene.acts[frame.id] if met and act.type == "AGREE" and act.strength >= VOWED)
    return any(c.startswith(("xcomp", "ccomp")) for act in rows for c in act.conditions)


def own_wish(scene: Scene, frame: Frame) -> frozenset[str]:
    """Who wants to do something himself, save to meet or ask somebody, asks nobody for it ("wants to keep the tariffs",
    not "wants them to go"). Of 31 such clauses in Dutch hand-coded reports two are told as demands."""
    wants = frame.kind == "verb" and attitude_words(scene.findings.language).has(frame.lemma, "verb", "want")
    if not wants or any(role.relation in ("obj", "iobj") for role in frame.roles):
        return NOTHING
    below = [scene.findings.frames[n] for n in frame.complements]
    own = [f for f in below if f.relation.startswith("xcomp") and f.form == "inf"]
    if not own or any(f.form.startswith("fin") for f in below):
        return NOTHING
    asks = any(met and act.type in ASKING for f in own for act, met in scene.acts[f.id])
    return NOTHING if asks else frozenset({"REQUEST"})


def own_words(scene: Scene, frame: Frame) -> frozenset[str]:
    """Who tells in an infinitive what he does himself accuses nobody ("claims to have shot down the drone"). Of 3 such
    clauses of plain saying taken for accusations in hand-coded reports, held out, none was one."""
    if frame.kind != "verb" or frame.lemma not in saying(scene.findings.language):
        return NOTHING
    below = [scene.findings.frames[n] for n in frame.complements]
    subjects = [{role.relation for role in one.roles} for one in below if one.kind == "verb"]
    own = [roles for roles in subjects if "inherited" in roles and "nsubj" not in roles]
    return frozenset({"ACCUSE"}) if own and len(own) == len(subjects) else NOTHING


@cache
def saying(language: str) -> frozenset[str]:
    """The pack's verbs of plain saying."""
    rows = load(language).table("speech")
    return frozenset(row["lemma"] for row in rows if row["kind"] == "verb" and row["class"] == "say")


def named(scene: Scene, frame: Frame) -> frozenset[str]:
    """The types that a noun cannot be since it names what the word above it is about (:data:`NAMED`), or makes one
    phrase with it by the row of that word ("lodged a *protest*" is no march)."""
    word = scene.findings.above(frame)
    if word is None or frame.kind != "noun" or frame.relation.split(":")[0] not in NAMING:
        return NOTHING
    above = next((act for act, met in scene.acts[word.id] if met), None)
    if above is None or above.strength < SURE:
        return NOTHING
    phrase = frame.relation == "obj" and f"obj:{frame.lemma}" in above.conditions
    return every_type() - {above.type} if phrase else NAMED.get(above.type, NOTHING)


def no_doer(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """True for a party that cannot be the doer of a frame as one type by where it stands."""
    if one.full.endswith(REPORTERS) and kind not in OF_REPORTERS:
        return True
    if kind in TWO_SIDED:
        hosts = kind == "CONSULT" and hosts_others(scene, frame, one)
        return hosts or talked_about(scene, frame, one) or outsider(scene, frame, kind, one)
    return receives(scene, frame, one) or any(
        is_it(scene, frame, kind, one) for is_it in (aimed_at, misdoes, suffers, judges_it)
    )


def talked_about(scene: Scene, frame: Frame, one: Candidate) -> bool:
    """Who is only named in a sentence as what something is about takes no part in it: "talks about Iceland"."""
    marks = prepositions(scene.findings.language)
    here = [
        scene.findings.mentions[m].preposition
        for m in scene.by_sentence.get(frame.sentence, ())
        if any(side(party) == one.party for party in scene.parties(m))
    ]
    return bool(here) and all(marks.get(word or "") == ABOUT for word in here)


def hosts_others(scene: Scene, frame: Frame, one: Candidate) -> bool:
    """Where another is named, a state that the sentence names only as the place has no part in their meeting:
    "the ministers of OPEC met in Singapore"; who visits a state or arrives there meets it. Of 28 such places in
    hand-coded reports 26 have no part."""
    rows = (act for act, met in scene.acts[frame.id] if met and act.type == "CONSULT")
    if any(act.mode == VISIT for act in rows):
        return False
    here = scene.by_sentence.get(frame.sentence, ())
    own = [m for m in here if any(bare(code) == bare(one.party) for code, _ in scene.codes(m))]
    marks = prepositions(scene.findings.language)
    placed = all(scene.resolved[m].kind == "place" for m in own)
    if not own or not placed or not any(marks.get(scene.findings.mentions[m].preposition or "") == "in" for m in own):
        return False
    return any(bare(p) != bare(one.party) for m in here for p in scene.parties(m))


def aimed_at(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """At whom a noun's act is by its row has not done it: "the attack *on Bern*". Of 32 such parties in train none is
    the doer, nor is any of some 20 in that phrase ("on a market in Bern"); whose something is, or who is told as the
    place of the act ("the fight in Bern"), is left to the scorer."""
    row = next((act for act, met in scene.acts[frame.id] if met and act.type == kind), None)
    if frame.kind != "noun" or row is None or one.ways.subject or one.party.endswith("~"):
        return False
    marks = prepositions(scene.findings.language)
    slots = tuple(x for x in row.recipient if x not in row.actor and marks.get(x) not in (None, "in"))
    behind = (way.rstrip("@").partition("/") for way in one.strong if way.startswith("nmod:"))
    aim = any(fits(way, slots) and inner != "nmod:poss" and inner not in row.actor for way, _, inner in behind)
    return aim and OWNING.isdisjoint(one.ways.coarse(scene.findings.language))


def receives(scene: Scene, frame: Frame, one: Candidate) -> bool:
    """Who gets what a noun names has not done it: "Malta received support from Italy", "she was given a fine", "Bern
    offered Vienna its apologies"."""
    verb = scene.findings.above(frame)
    if verb is None or frame.kind != "noun" or frame.relation != "obj":
        return False
    if not GIVERS.isdisjoint(one.ways.coarse(scene.findings.language)):
        return False
    if (verb.voice == "passive" and "of-verb:obj" in one.ways.roles) or "of-verb:iobj" in one.ways.roles:
        return True
    return verb.lemma in receiving(scene.findings.language) and "of-verb:nsubj" in one.ways.roles


def misdoes(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """Whose a misdeed is does not accuse of it: "citing *Libyan* violations", "*their* meddling"."""
    rows = [act for act, met in scene.acts[frame.id] if met and act.type == kind]
    if frame.kind != "noun" or not rows or rows[0].actor or "poss" not in rows[0].recipient:
        return False
    return any(fits(way, ("poss", "amod", "compound", "by")) for way in one.strong)


def suffers(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """To whom something is done has not done it: "Apple was fined". Nor have people of a state, where only the person
    that it is done to is told ("he was sentenced to ten years"), or one of theirs."""
    rows = [act for act, met in scene.acts[frame.id] if met and act.type == kind]
    if frame.kind != "verb" or not rows or one.ways.speaker:
        return False
    if undergone(rows):
        return one.ways.subject and not any(fits(way, rows[0].actor) for way in one.ways.strong)
    struck = set(rows[0].recipient) - set(rows[0].actor)
    if frame.voice != "passive" or struck.isdisjoint(("obj", "iobj")) or one.ways.subject:
        return False
    if kind == "ACCUSE":  # "was alarmed by the strikes" blames; "was accused" does not.
        words = attitude_words(scene.findings.language)
        if not any(words.has(frame.lemma, "verb", name) for name in ("accuse", "condemn")):
            return False
    patients = [filled for role, filled in zip(frame.roles, scene.filled(frame), strict=True) if role.relation == "obj"]
    people = kind in ON_PEOPLE and bool(patients) and one.party.endswith("~")
    inside = not any(patients) or (bool(one.strong) and all(way.startswith("obj/") for way in one.strong))
    return "obj" in one.ways.roles or (people and inside)


def undergone(rows: Sequence[Act]) -> bool:
    """Whether the first of some rows has in its subject whom the act is done to: "came under fire from"."""
    return bool(rows) and "subj" in rows[0].recipient and "subj" not in rows[0].actor


def threats(scene: Scene, frame: Frame) -> frozenset[str]:
    """THREATEN for a verb that is itself one of threatening: "according to X, Y threatens" is no threat of X's."""
    verb = frame.kind == "verb" and attitude_words(scene.findings.language).has(frame.lemma, "verb", "threaten")
    return frozenset({"THREATEN"}) if verb else NOTHING


@cache
def indefinite(language: str) -> frozenset[str]:
    """The pack's pronouns for somebody who is not named: "some", "someone"."""
    return frozenset(row["form"] for row in load(language).table("pronouns") if row["kind"] == "indefinite")


@cache
def receiving(language: str) -> frozenset[str]:
    """The pack's verbs of getting."""
    return frozenset(load(language).settings("grammar").get("receiving", ()))


def others_act(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """True where somebody or something that is no party stands where a sure act of the tables has its doer, and a party
    is only named elsewhere in the report: "human rights groups criticised the deal", "an attack by gunmen".

    A crowd may be people of a state that the report speaks of: as subjects they are left to the scorer. Of 6 such
    events in train, held out, none was right.
    """
    if kind in TWO_SIDED or one.strong:
        return False
    slots = next((act.actor for act, met in scene.acts[frame.id] if met and act.type == kind), ())
    subjects = not one.party.endswith("~")
    doers = [
        (role, filled)
        for role, filled in zip(frame.roles, scene.filled(frame), strict=True)
        if fits(f"x:{role.preposition}" if role.preposition else role.relation, slots)
        and (role.relation in DOING or (subjects and role.relation == "nsubj"))
    ]
    some = indefinite(scene.findings.language)
    who = (scene.findings.mentions[role.mention] for role, _ in doers)
    named = (one.kind in ("noun", "name") or one.text.lower() in some for one in who)
    return bool(doers) and not any(filled for _, filled in doers) and all(named)


def called(scene: Scene, frame: Frame) -> int:
    """The sign of what a verb calls something ("called it wise"); 0 for other frames and for words of neither kind."""
    words = attitude_words(scene.findings.language)
    if frame.kind != "verb" or frame.negated or not words.has(frame.lemma, "verb", "call"):
        return 0
    lower = [f for f in scene.frames_in(frame.sentence) if f.parent == frame.id and f.relation.startswith("xcomp")]
    lemmas = [*frame.words, *(w for f in lower for w in (f.lemma, *f.words))]
    signs = {words.has(w, "adjective", "judge") or words.has(w, "noun", "judge") for w in lemmas} - {0}
    return signs.pop() if len(signs) == 1 else 0


def of_sport(scene: Scene) -> bool:
    """True for a report of sport; found once."""
    if scene.sport is None:
        scene.sport = sporting(scene)
    return scene.sport


def sporting(scene: Scene) -> bool:
    """Whether enough of a report's sentences speak of sport: by one word that does, or by two that may."""
    sure: dict[int, set[str]] = defaultdict(set)
    maybe: dict[int, set[str]] = defaultdict(set)
    for one in scene.findings.mentions:
        kinds = scene.words.classes_of(one.lemma)
        if SPORT in kinds or GAME in kinds:
            (sure if SPORT in kinds else maybe)[one.sentence].add(one.lemma)
    here = [n for n, s in enumerate(scene.findings.sentences) if not s.furniture]
    share = sum(bool(sure[n]) or len(maybe[n]) > 1 for n in here)
    words = len(set().union(*sure.values())) + len(set().union(*maybe.values())) / 2
    fewest = FEW if len(here) <= SHORT else FEWEST
    return any(sure.values()) and words >= fewest and share >= SPORTING * len(here)
