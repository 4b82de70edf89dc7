"""Words that tell no act, though a word alone would: by a table, by what stands above them.

The pack's table ``unacts`` has words that tell no act, or none of some types, where its conditions are met ("declined
to comment", "sluit niet uit"); the conditions are those of ``acts``. What is only threatened, asked for or protested
for is not done, and not asked once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demarche.code.acts import holds
from demarche.code.nearness import prepositions
from demarche.code.offers import SURE
from demarche.code.scene import Scene
from demarche.findings import Frame
from demarche.ontologies import load as load_ontologies
from demarche.packs import load

# What is threatened or asked for hangs by these, so many words up, and is no such deed yet.
WISHED = {
    "THREATEN": frozenset({"xcomp", "ccomp", "csubj", "acl", "obj", "obl", "nmod"}),
    "REQUEST": frozenset({"xcomp", "ccomp", "obj"}),
}
STEPS, PHRASES = 2, frozenset({"obj", "obl", "nmod"})
# What is not done as long as it is only threatened or asked for, or where it is denied or refused.
NOT_DONE_IF_WISHED = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "CONCEDE", "RETREAT", "AID"})
# Those that are called by a noun before they are taken.
STEPS_TAKEN = frozenset({"SANCTION", "CONCEDE", "RETREAT"})
# What a protest is for hangs by these.
AIMS = frozenset({"xcomp", "advcl", "acl", "obj"})
# What is not done where the word it hangs by is denied, and how it hangs.
UNDONE = frozenset({
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
})  # fmt: skip
CLAUSES = frozenset({"xcomp", "ccomp"})
# What is none where its own word is denied; an agreement, a sanction that is not there may be told as such.
LEFT = frozenset({"SUPPORT", "CONCEDE", "COOPERATE", "RETREAT"})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unact:
    """A row of the table: the conditions, and the types that its word does not tell then."""

    conditions: tuple[str, ...]
    types: frozenset[str]


@cache
def every_type() -> frozenset[str]:
    """All types of PLOVER."""
    return frozenset(load_ontologies().types)


@cache
def unacts(language: str) -> dict[tuple[str, str], tuple[Unact, ...]]:
    """The pack's words that tell no act, by lemma and kind of frame."""
    out: dict[tuple[str, str], tuple[Unact, ...]] = {}
    for row in load(language).table("unacts"):
        key = (row["lemma"], "adjective" if row["pos"] == "adj" else row["pos"])
        types = frozenset(filter(None, row["types"].split("|"))) or every_type()
        out[key] = (*out.get(key, ()), Unact(tuple(filter(None, row["with"].split(";"))), types))
    return out


def untold(scene: Scene, frame: Frame) -> frozenset[str]:
    """The types that the table says a frame's word does not tell."""
    rows = unacts(scene.findings.language).get((frame.lemma, frame.kind), ())
    met = (row for row in rows if all(holds(c, frame, scene.findings, scene.words) for c in row.conditions))
    return frozenset().union(*(row.types for row in met))


def wished(scene: Scene, frame: Frame) -> frozenset[str]:
    """Deeds, for what is only threatened or asked for ("threatened *to ban* the paper", "demanded the *withdrawal*").

    Of 19 frames so below a sure word of threatening or asking in hand-coded reports, held out, none tells the deed.
    """
    one = frame
    for _ in range(STEPS):
        relation = one.relation.split(":")[0]
        phrase = relation in PHRASES and one.kind != "noun"
        above = scene.findings.above(one)
        if above is None or phrase or one.tense == "past" or "relcl" in one.relation:
            return NOTHING
        if relation in WISHED.get(surely(scene, above), NOTHING) and said_with(scene, one, relation):
            return NOT_DONE_IF_WISHED
        if relation not in WISHED["THREATEN"]:
            return NOTHING
        one = above
    return NOTHING


def surely(scene: Scene, frame: Frame) -> str:
    """The type of the first row that is met, where it is sure and the word tells it; "" where not."""
    first = next((act for act, met in scene.acts[frame.id] if met), None)
    told = first is not None and first.strength >= SURE and first.type not in untold(scene, frame)
    return first.type if first is not None and told else ""


def said_with(scene: Scene, frame: Frame, relation: str) -> bool:
    """False for a noun in a phrase that tells when or why ("threatened after *the attack*"), not with what."""
    if relation not in PHRASES or relation == "obj":
        return True
    marks = prepositions(scene.findings.language)
    here = (scene.findings.mentions[m] for m in scene.by_sentence.get(frame.sentence, ()))
    return any(m.head == frame.token and marks.get(m.preposition or "") in ("with", "of") for m in here)


def asked_in_protest(scene: Scene, frame: Frame) -> frozenset[str]:
    """REQUEST, for what a protest is for ("marched *to demand* his departure"): its topic is not coded apart from the
    protest (codebook, rule (e))."""
    one = frame
    for _ in range(STEPS):
        relation, above = one.relation.split(":")[0], scene.findings.above(one)
        if above is None or relation not in AIMS | {"conj"}:
            return NOTHING
        one = above
        if relation in AIMS and surely(scene, one) == "PROTEST":
            return frozenset({"REQUEST"})
    return NOTHING


def undone(scene: Scene, frame: Frame) -> frozenset[str]:
    """Deeds that are the object or infinitive of a negated word: "made no *promises*", "has no plans *to step down*",
    and some that are negated themselves ("is not welcome").

    In hand-coded reports (with those made up) 11 of some 200 such words tell the deed; of those that were told as one
    22 were wrong and 4 right, and of 7 negated themselves none was right. A row of the word's own that asks for a
    negation says otherwise ("does not want *to extend* the waivers").
    """
    kept = {act.type for act, _ in scene.acts[frame.id] if "neg" in act.conditions}
    return (UNDONE if denied_above(scene, frame) else LEFT if frame.negated else NOTHING) - kept


def denied_above(scene: Scene, frame: Frame) -> bool:
    """Whether a word is the object or infinitive of a negated one, or of one that is so itself."""
    one = frame
    for _ in range(STEPS):
        infinitive = one.kind == "verb" and one.form == "inf" and one.relation in CLAUSES
        above = scene.findings.above(one)
        if above is None or not (infinitive or (one.kind == "noun" and one.relation == "obj")):
            return False
        one = above
        if one.negated:
            return True
    return False


def not_so_far(scene: Scene, frame: Frame) -> frozenset[str]:
    """REJECT, for what is only not done so far: "has not signed", "had never agreed before". Of 15 such clauses told as
    refusals in English hand-coded reports 4 are; a row that asks for both words keeps it ("has never recognised")."""
    marks = set(load(scene.findings.language).settings("grammar").get("so_far", ())) & set(frame.auxiliaries)
    if not marks or not frame.negated or frame.kind != "verb":
        return NOTHING
    asked = (act.conditions for act, met in scene.acts[frame.id] if met and act.type == "REJECT")
    kept = any("neg" in row and any(f"aux:{mark}" in row for mark in marks) for row in asked)
    return NOTHING if kept else frozenset({"REJECT"})


def refused(scene: Scene, frame: Frame) -> frozenset[str]:
    """Deeds that are denied or refused: "refused *to apologise*", "denies that its army *shelled* the town", "rejects
    *sanctions*". In hand-coded reports (with those made up) one of 41 such words tells the deed, and of 13 told so 11
    were wrong."""
    above = scene.findings.above(frame)
    if above is None or above.negated or surely(scene, above) != "REJECT":
        return NOTHING
    if frame.kind == "noun":
        return STEPS_TAKEN if frame.relation == "obj" else NOTHING
    clause = frame.relation == "ccomp" or (frame.relation == "xcomp" and frame.form == "inf")
    return NOT_DONE_IF_WISHED if clause else NOTHING


def goes_on(scene: Scene, frame: Frame) -> frozenset[str]:
    """CONCEDE for a noun that is the subject of a verb: a truce that holds, begins or ends is not agreed on again. Of
    43 such nouns in hand-coded reports (with those made up) 6 tell it; of 8 that were told so none was right."""
    above = scene.findings.above(frame)
    subject = frame.kind == "noun" and frame.relation == "nsubj"
    return frozenset({"CONCEDE"}) if subject and above is not None and above.kind == "verb" else NOTHING
