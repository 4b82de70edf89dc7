"""Forces: men, weapons and casualties with a number (codebook, sections 6 and 9).

A quantity becomes a force where it counts troops or weapons, or where the text says that people were killed, wounded,
taken, freed or driven away. Whose they are is read from the phrase itself ("120.000 Amerikaanse militairen"), then from
who sends or has them, then, for victims, from where it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from demarche.code.where import Site, locations, place_words, sites, state_of
from demarche.code.who import Resolved
from demarche.findings import Findings, Frame, Mention, Quantity, Reported
from demarche.packs import load
from demarche.records import Detail, Document, Force, Span
from demarche.world import load as load_world

# Victims belong to the country of the last place named, as long as it was named in this or one of the sentences before
# it: a report of an attack names its place at the top and counts the dead a few sentences on.
SENTENCES_BACK = 3
# Weapons with no owner in their sentence belong to the subject of one of so many sentences before.
OWNER_BACK = 2
# A reading of a mention with this score or more is by its own words (see code/who.py); lower ones point back.
DIRECT = 0.7
# What is counted in business too, and a force only as somebody's.
OF_SOMEBODY = frozenset({"vehicles"})
# Characters between two items of a list: a comma or "and" with its spaces.
LIST_GAP = 6
# A clause is quoted as evidence up to this many characters; a longer one is cut to the words around the number.
LONGEST_EVIDENCE = 160


@dataclass(frozen=True)
class Scene:
    """Findings and their resolution, with mentions by sentence."""

    findings: Findings
    resolved: Sequence[Resolved]
    by_sentence: dict[int, list[Mention]]
    words: Mapping[str, frozenset[str]]
    text: str
    placed: dict[int, list[tuple[Mention, str]]] = field(default_factory=dict)

    @property
    def belonging(self) -> frozenset[str]:
        """Prepositions of belonging, and none at all."""
        return self.words["belonging"] | {""}

    def near(self, quantity: Quantity) -> list[Mention]:
        """Mentions of the quantity's sentence."""
        return self.by_sentence.get(quantity.sentence, [])

    def locations(self, sentence: int) -> list[tuple[Mention, str]]:
        """Places of a sentence behind a preposition of place, with their state; kept, for they are asked for often."""
        if sentence not in self.placed:
            self.placed[sentence] = list(locations(self.findings, self.resolved, sentence))
        return self.placed[sentence]

    def saying(self, quantity: Quantity) -> Reported | None:
        """The reported speech whose content holds the quantity."""
        at = quantity.start
        return next((s for s in self.findings.reported if any(a <= at < b for a, b in s.content)), None)

    def parties(self, mention: Mention) -> tuple[str, ...]:
        """Parties that a mention stands for, a bare place standing for none."""
        one = self.resolved[mention.id]
        return () if one.kind == "place" else one.parties


def code_forces(findings: Findings, resolved: Sequence[Resolved], document: Document) -> tuple[Force, ...]:
    """The forces of a document in order of the text; furniture gives none, and a force told twice is one force."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in findings.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    scene = Scene(findings, resolved, by_sentence, force_words(findings.language), document.text)
    kept: dict[tuple[object, ...], Force] = {}
    last: Quantity | None = None
    for quantity in findings.quantities:
        in_list = _in_list(quantity, last)
        if findings.sentences[quantity.sentence].furniture or not (is_force(quantity) or in_list):
            continue
        if quantity.fate and any(rate in document.text[slice(*quantity.clause)] for rate in scene.words["rates"]):
            continue  # so many die each year: nobody's act
        parties = parties_of(quantity, scene)
        if parties is None:
            continue
        last = quantity
        for party, reason in parties:
            force = _force(quantity, (party, reason), scene, document, f"f{len(kept) + 1}")
            key = (party, force.what, force.low, force.high, others_number(quantity, scene, document.text))
            kept[key] = _merged(kept[key], force) if key in kept else force
    return tuple(kept.values())


def _in_list(quantity: Quantity, last: Quantity | None) -> bool:
    """Whether one weapon ("a missile battery") stands in a list right behind counted ones."""
    if last is None or quantity.form != "article" or quantity.unit_class != "equipment":
        return False
    return quantity.sentence == last.sentence and 0 < quantity.phrase[0] - last.phrase[1] <= LIST_GAP


def others_number(quantity: Quantity, scene: Scene, text: str) -> int:
    """0, or the quantity's own place where it counts others than before ("two other men"): those are never merged."""
    phrase = text[quantity.phrase[0] : quantity.phrase[1]].lower().split()
    return quantity.start if scene.words["another"] & set(phrase) else 0


def is_force(quantity: Quantity) -> bool:
    """Whether a quantity is one of men, weapons or casualties."""
    if quantity.low != int(quantity.low) or quantity.high != int(quantity.high):
        return False
    if quantity.form == "none":
        return quantity.link in ("unit", "verb") and quantity.fate in ("killed", "wounded")
    if quantity.form == "article":
        victims = quantity.unit_class in ("person", "troops", "")
        return quantity.link == "verb" and victims and quantity.fate in ("killed", "wounded")
    return quantity.unit_class in ("troops", "attacker", "equipment", "civil") or bool(quantity.fate)


def what_of(quantity: Quantity) -> str:
    """What is counted, in the codebook's words."""
    if quantity.unit_class == "equipment":
        return quantity.what
    return quantity.fate or quantity.what or "other"


def _force(quantity: Quantity, whose: tuple[str | None, str], scene: Scene, document: Document, name: str) -> Force:
    party, reason = whose
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


def parties_of(quantity: Quantity, scene: Scene) -> list[tuple[str | None, str]] | None:
    """The parties whose men, weapons or victims are counted, each with what it was read from: one in all but losses.

    None where what is counted is neither in the tables nor people of a state: things that are nobody's.
    """
    national = _national(quantity, scene)
    if national:
        return [(national, "inhabitants")]
    inside = [p for m in _inside(quantity, scene) for p in scene.parties(m)[:1]]
    if quantity.unit and not quantity.unit_class and (quantity.form == "article" or not inside):
        return None
    if inside:
        return [(inside[0], "phrase")]
    if quantity.link == "loss":
        losers = _losers(quantity, scene)
        return [(p, "subject") for p in losers] or [(None, "unknown")]
    if quantity.fate and quantity.unit_class not in ("equipment", "civil", "attacker"):
        party = (_origin(quantity, scene) or _victims(quantity, scene)) if quantity.form != "none" else None
        return [(party, "place" if party else "unknown")]
    owned = quantity.unit_class == "troops" or (quantity.unit_class == "equipment" and not _strikes(quantity, scene))
    party = _owner(quantity, scene) if owned else None
    return [(party, "owner" if party else "unknown")] if party or quantity.what not in OF_SOMEBODY else None


def _strikes(quantity: Quantity, scene: Scene) -> bool:
    """Whether missiles are themselves the subject ("seventeen rockets struck"): whose they are is not said then."""
    if quantity.what != "missiles" or quantity.mention is None:
        return False
    roles = (r for f in scene.findings.frames if f.sentence == quantity.sentence for r in f.roles)
    return any(r.mention == quantity.mention and r.relation == "nsubj" for r in roles)


def _national(quantity: Quantity, scene: Scene) -> str | None:
    """The party in the counted word itself: "193 Nederlanders", "four IS fighters" with a hyphen."""
    if quantity.form == "none" and quantity.unit_class:
        return None
    language, words = scene.findings.language, quantity.unit
    kinds = {"inhabitant"} if "-" not in words else {"group", "organisation", "name"}
    for reading in load_world().named(words.split("-", 1)[0] if "-" in words else words, language):
        if reading.kind in kinds and quantity.unit_class in ("", "troops", "person"):
            return reading.code
    return None


def _losers(quantity: Quantity, scene: Scene) -> list[str]:
    """The subjects of the clause of a loss, all of those joined by "and"."""
    frames = [f for f in scene.findings.frames if f.sentence == quantity.sentence]
    for frame in sorted(frames, key=lambda f: not f.start <= quantity.start < f.end):
        found = [p for m in _doers(frame, scene) for p in scene.parties(m)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _inside(quantity: Quantity, scene: Scene) -> Iterator[Mention]:
    """Mentions in the counted phrase and those that hang on its noun ("soldiers of the Syrian army").

    A noun that only refers back ("the soldiers") says nothing of its own here.
    """
    start, end = quantity.phrase
    near = scene.near(quantity)
    own = scene.findings.mentions[quantity.mention] if quantity.mention is not None else None
    inside = [m for m in near if start <= m.start and m.end <= end + 1 and m is not own]
    named = [m for m in inside if m.preposition not in scene.words["at"] - scene.belonging or m.start == start]
    adjectives = [m for m in named if m.kind in ("adjective", "possessive")]
    below = [scene.findings.mentions[i] for word, i in own.complements if word in scene.belonging] if own else []
    below += [m for m in near if end <= m.start <= end + len(" van de ") and m.preposition in scene.belonging]
    if quantity.unit_class == "civil":
        own, below = None, []
    members = quantity.unit_class == "troops" or quantity.unit in scene.words["members"]
    yield from (m for m in named if m.kind == "name" and scene.resolved[m.id].score >= DIRECT)
    yield from (*below, *adjectives) if members else (*adjectives, *below)
    if own is not None and scene.resolved[own.id].score >= DIRECT:
        yield own


def _victims(quantity: Quantity, scene: Scene) -> str | None:
    """The country where it happened, as the victims' own; the army's where they are soldiers."""
    # A flight number cuts sentences in two: the one before counts too.
    first = scene.findings.sentences[max(0, quantity.sentence - 1)].start
    end = scene.findings.sentences[quantity.sentence].end
    aboard = scene.words["aboard"] & set(scene.text[first:end].lower().replace(",", " ").split())
    country = next(_craft_states(quantity, scene) if aboard else _countries(quantity, scene), None)
    if country is None:
        return None
    return country + ("/MIL" if quantity.unit_class == "troops" else "/CVL" if quantity.unit_class == "person" else "")


def _origin(quantity: Quantity, scene: Scene) -> str | None:
    """The state that victims are said to come from ("28 slachtoffers kwamen uit Maleisië")."""
    for frame in (f for f in scene.findings.frames if f.sentence == quantity.sentence):
        mine = any(r.mention == quantity.mention and r.relation == "nsubj" for r in frame.roles)
        if frame.lemma in scene.words["origins"] and mine and quantity.mention is not None:
            behind = (scene.findings.mentions[r.mention] for r in frame.roles if r.relation == "obl")
            return next((c for m in behind if (c := state_of(m, scene.resolved))), None)
    return None


def _craft_states(quantity: Quantity, scene: Scene) -> Iterator[str]:
    """States whose plane or ship it is, named by an adjective ("a Ukrainian passenger jet"), nearest first: those on
    board of it count as theirs."""
    for sentence in (quantity.sentence, quantity.sentence - 1):
        near = scene.by_sentence.get(sentence, [])
        for craft in (m for m in near if m.lemma in scene.words["crafts"]):
            own = (m for m in near if craft.start <= m.start and m.end <= craft.end and m.kind == "adjective")
            yield from (p for m in own for p in scene.parties(m) if load_world().is_state(p))


def _countries(quantity: Quantity, scene: Scene) -> Iterator[str]:
    """States in which something happens: the nearest in the sentence, then back in the text, then the first at all."""
    for back in range(SENTENCES_BACK + 1):
        found = [f for f in scene.locations(quantity.sentence - back) if not _in_cue(f[0], scene)]
        if quantity.fate == "displaced":
            # Where people flee to is not where they are from.
            found = [f for f in found if f[0].preposition not in scene.words["toward"]]
        near = sorted(found, key=lambda f: abs(f[0].start - quantity.start) if not back else -f[0].start)
        yield from (country for _, country in near)
        if not back:
            named = (m for m in scene.near(quantity) if _is_capital(m, scene) and not _leads_away(m, quantity, scene))
            yield from (c for m in named if (c := state_of(m, scene.resolved)))
    for sentence in range(len(scene.findings.sentences)):
        yield from (country for _, country in scene.locations(sentence))


def _in_cue(mention: Mention, scene: Scene) -> bool:
    """Whether a place stands in words that only say who reports ("the observatory in Coventry says")."""
    return any(a <= mention.start < b for said in scene.findings.reported for a, b in said.cue)


def _is_capital(mention: Mention, scene: Scene) -> bool:
    """Whether a capital or another place is named, perhaps as an adjective would be ("a Kabul hotel")."""
    one = scene.resolved[mention.id]
    return one.reason.startswith("capital") or (mention.kind == "name" and one.kind == "place")


def _leads_away(mention: Mention, quantity: Quantity, scene: Scene) -> bool:
    """Whether a place, or the noun that it names, is where something goes to or comes from ("to their neighbour X")."""
    noun = next(
        (m for m in scene.near(quantity) if m.head == mention.governor and mention.relation == "appos"), mention
    )
    return bool({mention.preposition, noun.preposition} & scene.words["toward"])


def _owner(quantity: Quantity, scene: Scene) -> str | None:
    """Who has, sends or loses what is counted: the subject of its clause, else of the sentences before it."""
    frames = [f for f in scene.findings.frames if f.sentence == quantity.sentence and f.kind != "noun"]
    inner = sorted(frames, key=lambda f: (not f.start <= quantity.start < f.end, f.end - f.start))
    for frame in inner:
        # Who announces to send men sends them: the unsaid subject of an infinitive may be the speaker.
        unsaid = {r.mention for r in frame.roles if r.relation == "inherited"}
        for mention in _doers(frame, scene):
            told = _said_by(mention, quantity, scene) and mention.id not in unsaid
            if quantity.mention != mention.id and not told:
                return scene.parties(mention)[0]
        if any(r.relation == "nsubj" and r.mention != quantity.mention for r in frame.roles):
            break
    before = [m for m in scene.near(quantity) if m.end <= quantity.start and _is_direct(m, scene)]
    named = [m for m in before if not _said_by(m, quantity, scene)]
    if named:
        return scene.parties(named[-1])[0]
    for back in range(1, OWNER_BACK + 1):
        earlier = [m for m in scene.by_sentence.get(quantity.sentence - back, []) if _is_direct(m, scene)]
        first = next((m for m in earlier if m.relation.startswith("nsubj")), earlier[0] if earlier else None)
        if first is not None:
            owner = scene.parties(first)[0]
            # Who says how many rockets there were speaks of another's.
            claimed = quantity.what == "missiles" and claimed_by(quantity, scene) == owner.split("/", 1)[0]
            return None if claimed else owner
    said = scene.saying(quantity) if quantity.unit_class == "troops" else None
    own = scene.resolved[said.source].parties if said is not None and said.source is not None else ()
    return own[0] if own else None


def _is_direct(mention: Mention, scene: Scene) -> bool:
    return bool(scene.parties(mention)) and scene.resolved[mention.id].score >= DIRECT


def _said_by(mention: Mention, quantity: Quantity, scene: Scene) -> bool:
    """Whether a mention is the source of the very words that hold the quantity, or "it" in them."""
    if mention.kind == "pronoun" and mention.text.lower() in scene.words["it"]:
        return True
    said = scene.saying(quantity)
    if said is None or said.source is None:
        return False
    source = scene.findings.mentions[said.source]
    return source.start <= mention.start and mention.end <= source.end


def _doers(frame: Frame, scene: Scene) -> Iterator[Mention]:
    for role in frame.roles:
        if role.relation in ("nsubj", "agent", "inherited", "poss"):
            mention = scene.findings.mentions[role.mention]
            below = [scene.findings.mentions[i] for word, i in mention.complements if word in scene.belonging]
            joined = [scene.findings.mentions[i] for i in mention.coordinates]
            yield from (m for m in (mention, *joined, *below) if scene.parties(m))


def place_of(quantity: Quantity, scene: Scene) -> str | None:
    """The place where those counted are, as the text has it: of their sentence the nearest one behind a preposition of
    place, else the nearest; victims also where the sentences just before are set."""
    mentions = scene.findings.mentions
    for back in range(2 if quantity.fate else 1):
        found = [s for s in sites(scene.findings, scene.resolved, quantity.sentence - back) if _may_hold(s, scene)]
        at = [s for s in found if mentions[s.mention].preposition in scene.words["at"]]
        near = sorted(at or ([] if back else found), key=lambda s: abs(mentions[s.mention].start - quantity.start))
        if near:
            return near[0].name
    return None


def _may_hold(one: Site, scene: Scene) -> bool:
    """Whether things can be in a place: not where it is only who reports, or where something comes from."""
    mention = scene.findings.mentions[one.mention]
    return not _in_cue(mention, scene) and mention.preposition not in scene.words["source"]


def claimed_by(quantity: Quantity, scene: Scene) -> str | None:
    """The party that says so, where the number stands in what a party is reported to say."""
    said = scene.saying(quantity)
    if said is None or said.source is None:
        return None
    parties = scene.resolved[said.source].parties
    return parties[0].split("/", 1)[0] if parties else None


@lru_cache(maxsize=16)
def force_words(language: str) -> Mapping[str, frozenset[str]]:
    """Words of a language: for others than those counted (``another``), for members of a group (``members``), for
    what owns nothing (``it``), for what has people of many states on board (``aboard``) unless its own state is
    named (``crafts``), the prepositions of belonging, words of a rate (``rates``) and verbs of where people are from
    (``origins``)."""
    table = load(language).settings("numbers")
    names = ("another", "members", "it", "aboard", "belonging", "crafts", "rates", "origins")
    kept = {name: frozenset(table.get(name, ())) for name in names}
    places = place_words(language)
    return {**kept, **{name: places[name] for name in ("at", "toward", "source")}}
