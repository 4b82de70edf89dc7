"""What a word of judging, promising, asking or refusing is about: who only judges a deed has not done it ("Ireland
denounced *the arrest* of the bishop"), and what is promised, asked for or refused is no such act besides."""

from __future__ import annotations

from demarche.code.content import attitude_words
from demarche.code.near import Candidate
from demarche.code.nearness import prepositions
from demarche.code.scene import Scene
from demarche.code.untold import CLAUSES, NOTHING, surely
from demarche.findings import Frame

# What somebody blames or praises another for; two-sided acts he may have a part in ("welcomed the growing trade").
JUDGED = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "CONCEDE", "RETREAT", "AID", "THREATEN"})
# How the noun hangs by the word of judging, or behind which prepositions: "blamed Israel *for the sabotage*".
OBJECT, BEHIND = frozenset({"obj", "xcomp"}), frozenset({"for", "of", "about", "on"})
# The same for what is promised, asked for or refused: "agreed *to talks*", but not "agreed *at* talks", "on a summit".
MEANT = frozenset({"for", "of", "about", "to", "with", "against"})
# What clauses and nouns cannot tell below a word that surely tells such an act: what is promised is the promise (rule
# (b) of the codebook), what is asked for the demand, what is refused the refusal; a treaty that is signed or blamed is
# no new one. In hand-coded reports of both languages no gold event of such a type stands in 83 of 86 such places
# (counted without aid that is praised).
NOT_BESIDES = {
    "AGREE": frozenset({"SUPPORT", "COOPERATE", "CONSULT", "AID"}),
    "REQUEST": frozenset({"SUPPORT", "COOPERATE", "CONSULT", "AGREE"}),
    "REJECT": frozenset({"SUPPORT", "COOPERATE", "CONSULT", "AGREE", "AID"}),
    "SUPPORT": frozenset({"AGREE", "AID"}),
    "ACCUSE": frozenset({"AGREE"}),
}
# … and what is called for, behind a preposition: "called *for an inquiry*" accuses nobody, "for a strike" is none yet.
# Of 17 such words in hand-coded reports one tells an act of its own.
CALLED_FOR = frozenset({"ACCUSE", "PROTEST"})
# Whose deed it is, and who judges, by where they stand.
OWNING = frozenset({"N", "owner", "P-by", "P-of", "P-from"})
JUDGE = "V.S"


def judges_it(scene: Scene, frame: Frame, kind: str, one: Candidate) -> bool:
    """True for the subject of a word of blame or praise, as doer of what is blamed or praised.

    In 19 such places of hand-coded reports in both languages the subject is the doer of none (two meetings and trades,
    which are two-sided, apart).
    """
    above = scene.findings.above(frame)
    if above is None or kind not in JUDGED or frame.kind != "noun":
        return False
    return judges(scene, above) and is_judged(scene, frame, above) and judge(scene, one)


def judge(scene: Scene, one: Candidate) -> bool:
    """Whether a party is the subject of the word above, and nothing makes the deed its own."""
    ways = set(one.ways.coarse(scene.findings.language))
    return JUDGE in ways and OWNING.isdisjoint(ways)


def judges(scene: Scene, verb: Frame) -> bool:
    """Whether a verb blames somebody, or praises or welcomes something."""
    told = surely(scene, verb) if verb.kind == "verb" else ""
    words = attitude_words(scene.findings.language)
    return told == "ACCUSE" or (told == "SUPPORT" and words.has(verb.lemma, "verb", "support") > 0)


def is_judged(scene: Scene, frame: Frame, verb: Frame) -> bool:
    """Whether a noun names what a verb of judging is about, not when or where."""
    relation = frame.relation.split(":")[0]
    if relation in OBJECT or (relation == "nsubj" and verb.voice == "passive"):
        return True
    return relation in ("obl", "nmod") and hangs_by(scene, frame, BEHIND)


def hangs_by(scene: Scene, frame: Frame, kinds: frozenset[str]) -> bool:
    """Whether the phrase of a noun is behind a preposition of some kinds."""
    marks = prepositions(scene.findings.language)
    here = (scene.findings.mentions[m] for m in scene.by_sentence.get(frame.sentence, ()))
    return any(m.head == frame.token and marks.get(m.preposition or "") in kinds for m in here)


def not_besides(scene: Scene, frame: Frame) -> frozenset[str]:
    """The types that a frame does not tell since the word above it promises, asks for, refuses or judges that."""
    relation, above = frame.relation.split(":")[0], scene.findings.above(frame)
    if above is None or frame.tense == "past":
        return NOTHING
    if frame.kind == "noun":
        meant = relation == "obj" or (relation in ("obl", "nmod") and hangs_by(scene, frame, MEANT))
    else:
        meant = relation in CLAUSES
    told = surely(scene, above) if meant else ""
    called = frame.kind == "noun" and told == "REQUEST" and relation != "obj"
    return NOT_BESIDES.get(told, NOTHING) | (CALLED_FOR if called else NOTHING)


def denied_charge(scene: Scene, frame: Frame) -> frozenset[str]:
    """ACCUSE for a charge that is denied or rejected, where nothing says what it is or whose ("rejected *the claim*"):
    that is the denial (codebook, rule (d)). Of 26 such nouns in hand-coded reports 3 tell an accusation besides."""
    relation, above = frame.relation.split(":")[0], scene.findings.above(frame)
    if above is None or frame.kind != "noun" or frame.complements:
        return NOTHING
    if relation not in OBJECT or surely(scene, above) != "REJECT":
        return NOTHING
    roles = zip(frame.roles, scene.filled(frame), strict=True)
    whose = any(filled == "party" for role, filled in roles if not role.relation.startswith("of-verb"))
    return NOTHING if whose else frozenset({"ACCUSE"})
