"""What the topic of a position is about, and against whom it is held: chosen among the parties and places near it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from demarche.code.parties import bare
from demarche.code.scene import Scene
from demarche.code.scorer import Linear
from demarche.code.stands import SIDE, Stand, parts_in
from demarche.code.things import OF_THINGS, thing_of
from demarche.code.topics import topic_table
from demarche.packs import load
from demarche.world import load as load_world

# The option that there is nothing, or nobody.
NOTHING = ""
# Topics whose object is a state, as of the 20 in the hand-coded reports: whose membership, not of which alliance.
OF_STATES = frozenset({"alliance-membership"})
# So many of the parties that a report names most are options in each of its sentences.
FOCUS = 3


def options(scene: Scene, found: Sequence[Stand], side: str) -> dict[str, list[str]]:
    """The options of a position with their features.

    Args:
        found: its candidates, one a sentence, the likeliest first; all of one party and topic.
        side: ``for`` or ``against``.
    """
    first = found[0]
    out: dict[str, list[str]] = {NOTHING: [], first.party: []}
    for one in found:
        for name, feature in ways(scene, one):
            out.setdefault(name, []).append(feature)
    ranked = sorted(scene.counts, key=lambda p: (-scene.counts[p], p))
    for place, party in enumerate(dict.fromkeys(map(bare, ranked))):
        if party in out or place < FOCUS:
            out.setdefault(party, []).append(f"rank={min(place, FOCUS)}")
    need = needs(scene.findings.language).get(first.topic, "")
    return {name: told(name, features, first, side, need) for name, features in out.items()}


def states_of(out: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Of some options the states and that there is none; only those in the phrase of the topic's word where it names
    one ("the membership of X"), else those in what the party wants or not ("demands that X never joins")."""
    states = {name: features for name, features in out.items() if name and load_world().is_state(name)}
    for sign in ("phrase", "content="):
        named = {name: features for name, features in states.items() if any(f"&{sign}" in f for f in features)}
        if named:
            return named
    return {NOTHING: out[NOTHING], **states}


@cache
def needs(language: str) -> dict[str, str]:
    """Where the object of each topic mostly stands, by the column ``object`` of the table of topics."""
    counts: dict[str, Counter[str]] = {}
    for row in load(language).table("topics"):
        counts.setdefault(row["topic"], Counter())[row["object"]] += 1
    return {topic: min(found, key=lambda need: (-found[need], need)) for topic, found in counts.items()}


def told(name: str, features: list[str], one: Stand, side: str, need: str) -> list[str]:
    """The features of an option, alone, with the topic and with where the objects of such topics stand."""
    kind = "none" if name == NOTHING else "self" if name == one.party else "party" if name.isupper() else "place"
    base = [kind, f"{kind}&{side}", f"{kind}&others={min(len(one.others), 3)}", *(f"{kind}&{f}" for f in features)]
    if not features:
        base.append(f"{kind}&far")
    # What and whom a party or a topic is usually about, in the reports learned from: on held-out reports the object is
    # right for 0.63 of the positions, without for 0.60, and whom it is held against for 0.68, without for 0.67.
    usual = [f"usual={one.party}>{name}", f"usual={one.topic}>{name}", f"usual={one.party}&{one.topic}>{name}"]
    return list(dict.fromkeys([*base, *(f"{word}&{f}" for word in (one.topic, need) for f in base), *usual]))


def ways(scene: Scene, one: Stand) -> Iterator[tuple[str, str]]:
    """(option, how it is near) for the parties and places in the sentence of a candidate."""
    for party, labels in one.near.items():
        for label in labels:
            if not label.startswith("subject-of"):
                yield party, f"near={label}"
        if len(one.near) == 2 and party != one.party:
            yield party, "only-other"
    for part, attitude, side in one.views:
        way = f"{part}&{SIDE[side]}"
        for name, who in parts_in(attitude):
            for party in who:
                yield party, f"view={way}&{name}"
        for number in attitude.mentions:
            how = scene.findings.mentions[number].preposition or scene.findings.mentions[number].relation
            for name in names(scene, number):
                yield name, f"content={part}"
                yield name, f"content={how}"
    yield from beside(scene, one)


def beside(scene: Scene, one: Stand) -> Iterator[tuple[str, str]]:
    """What stands in the phrase of a word of the topic or has a role in its clause."""
    table, mentions = topic_table(scene.findings.language), scene.findings.mentions
    for number in scene.by_sentence.get(one.sentence, ()):
        if any(topic == one.topic for topic, _ in table.of(mentions[number].lemma)):
            for how, lower in scene.inside(number):
                for name in names(scene, lower):
                    yield name, f"phrase={how}"
                    yield name, "phrase"
        for name in names(scene, number):
            yield name, f"kind={mentions[number].kind}"
    for frame in one.frames:
        for role in frame.roles:
            for name in names(scene, role.mention):
                yield name, f"role={role.relation}:{role.preposition or ''}"


def names(scene: Scene, mention: int) -> Iterator[str]:
    """Codes of what a mention stands for, and its own name where it is a place."""
    for party, _ in scene.codes(mention):
        yield bare(party)
    one = scene.resolved[mention]
    # A state that is named as a place is its code alone.
    if (one.kind == "place" or one.place) and not one.parties:
        name = one.place or scene.findings.mentions[mention].text
        if name:
            yield name.strip() + ("" if not name.isupper() else " ")


def choose(
    scene: Scene, found: Sequence[Stand], side: str, models: Mapping[str, Linear]
) -> tuple[str | None, tuple[str, ...]]:
    """(object, towards) of a position; see :func:`options`."""
    offered = options(scene, found, side)
    about = best(states_of(offered) if found[0].topic in OF_STATES else offered, models.get("object"))
    others = {name: f for name, f in offered.items() if name != found[0].party and (name == NOTHING or name.isupper())}
    against = best(others, models.get("towards"))
    if found[0].topic in OF_THINGS:
        about = thing_of(scene, found) or ""
    return about or None, (against,) if against else ()


def best(offered: Mapping[str, list[str]], model: Linear | None) -> str:
    """The option with the greatest sum; in the order of the alphabet where they are alike. Without a model, the one
    that is near in most ways."""
    if model is None:
        named = {name: len(features) for name, features in offered.items() if "self" not in features}
        return max(sorted(named), key=lambda name: named[name], default=NOTHING)
    known = model.shared
    sums = {name: sum([known[f] for f in features if f in known]) for name, features in offered.items()}
    return max(sorted(sums), key=lambda name: sums[name])
