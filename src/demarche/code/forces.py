"""Forces: men, weapons and casualties with a number (codebook, sections 6 and 9).

A quantity becomes a force where it counts troops or weapons, or where the text says that people were killed, wounded,
taken, freed or driven away. Whose they are is read from the phrase itself ("120.000 Amerikaanse militairen"), then from
who sends or has them, then, for victims, from where it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.code.who import Resolved
from demarche.findings import Findings, Frame, Mention, Quantity
from demarche.records import Detail, Document, Force, Span

# Victims belong to the country of the last place named, as long as it was named in this or one of the sentences before
# it: a report of an attack names its place at the top and counts the dead a few sentences on.
SENTENCES_BACK = 3
# A clause is quoted as evidence up to this many characters; a longer one is cut to the words around the number.
LONGEST_EVIDENCE = 160


@dataclass(frozen=True)
class Scene:
    """Findings and their resolution, with mentions by sentence."""

    findings: Findings
    resolved: Sequence[Resolved]
    by_sentence: dict[int, list[Mention]]

    def near(self, quantity: Quantity) -> list[Mention]:
        """Mentions of the quantity's sentence."""
        return self.by_sentence.get(quantity.sentence, [])

    def parties(self, mention: Mention) -> tuple[str, ...]:
        """Parties that a mention stands for, a bare place standing for none."""
        one = self.resolved[mention.id]
        return () if one.kind == "place" else one.parties


def code_forces(findings: Findings, resolved: Sequence[Resolved], document: Document) -> tuple[Force, ...]:
    """The forces of a document in order of the text; furniture gives none, and a force told twice is one force."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in findings.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    scene = Scene(findings, resolved, by_sentence)
    kept: dict[tuple[object, ...], Force] = {}
    for quantity in findings.quantities:
        if findings.sentences[quantity.sentence].furniture or not is_force(quantity):
            continue
        force = _force(quantity, scene, document, f"f{len(kept) + 1}")
        key = (force.party, force.what, force.low, force.high)
        if key in kept:
            kept[key] = _merged(kept[key], force)
        else:
            kept[key] = force
    return tuple(kept.values())


def is_force(quantity: Quantity) -> bool:
    """Whether a quantity is one of men, weapons or casualties."""
    if quantity.low != int(quantity.low) or quantity.high != int(quantity.high):
        return False
    if quantity.form == "none":
        return quantity.link == "unit" and quantity.fate in ("killed", "wounded")
    if quantity.form == "article":
        return (
            quantity.link == "verb"
            and quantity.unit_class in ("person", "troops")
            and quantity.fate in ("killed", "wounded")
        )
    if quantity.unit_class in ("troops", "equipment") or quantity.link == "unit":
        return True
    return bool(quantity.fate)


def what_of(quantity: Quantity) -> str:
    """What is counted, in the codebook's words."""
    if quantity.unit_class == "equipment":
        return quantity.what
    return quantity.fate or quantity.what or "other"


def _force(quantity: Quantity, scene: Scene, document: Document, name: str) -> Force:
    party, reason = party_of(quantity, scene)
    place = place_of(quantity, scene)
    start, end = _evidence(quantity)
    span = Span.of(document.text, start, end)
    low, high = int(quantity.low), int(quantity.high)
    claimed = claimed_by(quantity, scene)
    detail = Detail(rule=f"forces:{quantity.link or quantity.unit_class}:{reason}")
    return Force(name, party, what_of(quantity), low, high, quantity.approximate, place, claimed, (span,), detail)


def _evidence(quantity: Quantity) -> tuple[int, int]:
    """The clause, or the words around the number where the clause is long."""
    start, end = quantity.clause
    if end - start <= LONGEST_EVIDENCE and start <= quantity.phrase[0]:
        return start, max(end, quantity.phrase[1])
    return quantity.phrase


def _merged(first: Force, second: Force) -> Force:
    """One force with the evidence of both tellings."""
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(first, evidence=evidence, place=first.place or second.place)


def party_of(quantity: Quantity, scene: Scene) -> tuple[str | None, str]:
    """The party whose men, weapons or victims are counted, and what it was read from."""
    for mention in _inside(quantity, scene):
        parties = scene.parties(mention)
        if parties:
            return parties[0], "phrase"
    casualty = bool(quantity.fate) and quantity.unit_class != "equipment"
    if casualty:
        party = _victims(quantity, scene)
        return party, "place" if party else "unknown"
    party = _owner(quantity, scene)
    return party, "owner" if party else "unknown"


def _inside(quantity: Quantity, scene: Scene) -> Iterator[Mention]:
    """Mentions in the counted phrase and those that hang on its noun ("soldiers of the Syrian army")."""
    start, end = quantity.phrase
    near = scene.near(quantity)
    yield from (m for m in near if m.start < end and m.end > start and m.start >= start)
    own = scene.findings.mentions[quantity.mention] if quantity.mention is not None else None
    if own is not None:
        yield own
        yield from (scene.findings.mentions[i] for _, i in own.complements)
    yield from (m for m in near if end <= m.start <= end + 5 and m.preposition)


def _victims(quantity: Quantity, scene: Scene) -> str | None:
    """The country where it happened, as the victims' own; the army's where they are soldiers."""
    mention = next(_places(quantity, scene), None)
    if mention is None:
        return None
    country = scene.resolved[mention.id].country
    if country is None:
        return None
    return country + ("/MIL" if quantity.unit_class == "troops" else "/CVL" if quantity.unit_class == "person" else "")


def _places(quantity: Quantity, scene: Scene) -> Iterator[Mention]:
    """Places with a country: the nearest in the sentence, then in the sentences before it, back from the number."""
    for back in range(SENTENCES_BACK + 1):
        found = [m for m in scene.by_sentence.get(quantity.sentence - back, []) if _is_place(scene.resolved[m.id])]
        yield from sorted(found, key=lambda m: abs(m.start - quantity.start) if not back else -m.start)


def _is_place(one: Resolved) -> bool:
    return one.country is not None and (one.kind == "place" or one.place is not None)


def _owner(quantity: Quantity, scene: Scene) -> str | None:
    """Who has, sends or loses what is counted: the subject of its clause, else the last party named before it."""
    frames = [f for f in scene.findings.frames if f.sentence == quantity.sentence and f.kind != "noun"]
    for frame in sorted(frames, key=lambda f: (not f.start <= quantity.start < f.end, f.end - f.start)):
        for mention in _doers(frame, scene):
            if quantity.mention != mention.id and scene.parties(mention):
                return scene.parties(mention)[0]
    before = [m for m in scene.near(quantity) if m.end <= quantity.start and scene.parties(m)]
    return scene.parties(before[-1])[0] if before else None


def _doers(frame: Frame, scene: Scene) -> Iterator[Mention]:
    for role in frame.roles:
        if role.relation in ("nsubj", "agent", "inherited", "poss"):
            yield scene.findings.mentions[role.mention]


def place_of(quantity: Quantity, scene: Scene) -> str | None:
    """The name of the nearest place in the sentence, as the text has it."""
    found = [m for m in scene.near(quantity) if _is_place(scene.resolved[m.id])]
    best = min(found, key=lambda m: abs(m.start - quantity.start), default=None)
    return (scene.resolved[best.id].place or best.text) if best is not None else None


def claimed_by(quantity: Quantity, scene: Scene) -> str | None:
    """The party that says so, where the number stands in what a party is reported to say."""
    for said in scene.findings.reported:
        if said.source is not None and any(a <= quantity.start < b for a, b in said.content):
            parties = scene.resolved[said.source].parties
            return parties[0].split("/", 1)[0] if parties else None
    return None
