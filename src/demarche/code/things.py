"""What a treaty is called: the topics whose object is a thing, told in the report's own words (codebook, section 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from demarche.code.scene import Scene
from demarche.code.stands import Stand
from demarche.code.topics import topic_table
from demarche.findings import Mention
from demarche.packs import load

# Topics whose object is the thing itself and no party: of 57 positions on treaties in train all name the treaty.
OF_THINGS = frozenset({"treaty"})
# A word that names the topic so surely is a thing of its own ("the JCPOA").
SURE = 0.9
# A longer name (in words) is cut to its end.
LONGEST = 4


@cache
def agreements(language: str) -> tuple[str, ...]:
    """Nouns of agreements, which may end a compound ("handelsakkoord")."""
    rows = load(language).table("commitments")
    return tuple(row["lemma"] for row in rows if row["kind"] == "noun" and row["class"] == "agree")


@cache
def openers(language: str) -> frozenset[str]:
    """Words that begin a phrase and are no part of a name: articles and pronouns ("the", "its")."""
    pack = load(language)
    forms = (row["form"].lower() for row in pack.table("pronouns"))
    return frozenset([*forms, *pack.settings("who").get("articles", ())])


def thing_of(scene: Scene, found: Sequence[Stand]) -> str | None:
    """The name of the thing that a position is about: of its own sentences the most telling, else the report's most
    frequent; None where the report names none.

    Args:
        found: the candidates of the position, one a sentence, the likeliest first; all of one topic.
    """
    mentions = scene.findings.mentions
    for one in found:
        here = (mentions[n] for n in scene.by_sentence.get(one.sentence, ()))
        telling, _ = names_of(here, scene, one.topic)
        if telling:
            return telling[0]
    telling, plain = names_of(mentions, scene, found[0].topic)
    counts = Counter(map(str.lower, telling or plain))
    return max(telling or plain, key=lambda name: counts[name.lower()], default=None)


def names_of(nouns: Iterable[Mention], scene: Scene, topic: str) -> tuple[list[str], list[str]]:
    """The names of things among nouns: those that tell which it is, and those that do not ("the deal")."""
    telling: list[str] = []
    plain: list[str] = []
    for noun in nouns:
        name = name_of(noun, scene, topic)
        if name:
            alone = " " not in name and noun.lemma in agreements(scene.findings.language)
            (plain if alone else telling).append(name)
    return telling, plain


def name_of(noun: Mention, scene: Scene, topic: str) -> str:
    """The words of a noun phrase up to its head, without what only opens it; empty where it is no such thing."""
    language = scene.findings.language
    weights = [weight for about, weight in topic_table(language).of(noun.lemma) if about == topic]
    if not weights or not (max(weights) >= SURE or noun.lemma.endswith(agreements(language))):
        return ""
    words = noun.text[: max(0, noun.head_end - noun.start)].replace("\n", " ")
    for mark in ("'s ", "’s ", "s’ ", "s' "):  # whose it is
        words = words.rsplit(mark, 1)[-1]
    kept = words.split()
    while len(kept) > 1 and kept[0].lower() in openers(language):
        kept.pop(0)
    return " ".join(kept[-LONGEST:]).strip("„”\"'’‘“,")
