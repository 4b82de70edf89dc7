"""What stands beside a name in the text, whatever the parse makes of it: a member's ending, an apposition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from demarche.code.where import LARGE, site_of
from demarche.code.who import Resolved
from demarche.code.who_people import Person, with_sector
from demarche.code.who_words import OWNED, Office, Run
from demarche.findings import Mention
from demarche.gazetteer import place
from demarche.world import Hit, Named
from demarche.world.names import fold, key

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

STATES = frozenset({"name", "adjective", "inhabitant", "body", "capital"})
PARTIES = frozenset({"name", "organisation", "group", "body", "ngo", "company", "inhabitant", "adjective", "seat"})
# What names the state whose body something is.
OF_STATES = frozenset({"name", "adjective"})
# Numbers of words for several; "troops" and "goods" have no singular.
PLURAL = frozenset({"Plur", "Ptan"})
# The code of agencies and outlets in the tables: they are known, and no parties.
NO_PARTY = "-"
# Characters in front of a name, and behind it, in which words may belong to it.
REACH, BEHIND = 60, 40
# What ends the words that belong to a name behind them.
MARKS = re.compile(r"[,.:](?= )|[(\"”„“]|\n(?=\n)")
# Characters behind a name and its comma in which the phrase of its office begins.
APPOSED = 12
# A word for somebody of a party: its name, an apostrophe or hyphen, an ending; names of parties are short.
MEMBER, MEMBER_LENGTH = re.compile(r"(?<!\w)\w+['’-](\w+) $"), 40


def of_a_thing(reader: Reader, m: Mention, hit: Hit) -> bool:
    """Whether a capital stands in front of a noun that is no office or body: it tells where something is or was ("the
    *Paris* agreement", "a *Kabul* hotel", not "the *Kyiv* authorities"). So with all 27 such nouns in English reports
    and sentences read; with the 5 that are bodies it is the government."""
    if not m.relation.startswith("compound") or m.governor is None:
        return False
    heads = (one for one in reader.findings.mentions if one.head == m.governor and one.head_start >= hit.end)
    head = next(heads, None)
    return head is not None and reader.office(head) is None


def acting_for(settings: Mapping[str, Any], m: Mention, reading: Named) -> str | None:
    """The body for which a part of the world stands where it does something or something is done to it: "Iran gave
    Europe sixty days"; not where it is a place ("in Europe", "the security of Europe")."""
    if reading.kind != "place" or (m.preposition is not None and m.preposition not in settings.get("together", ())):
        return None
    core = m.relation.split(":", 1)[0] in ("nsubj", "obj", "iobj") or m.preposition is not None
    found: str | None = settings.get("metonyms", {}).get(fold(reading.form)) if core else None
    return found


def town_behind(reader: Reader, m: Mention, run: Run) -> Resolved | None:
    """A town or region of the gazetteer behind a preposition of place ("in Zonguldak"); a name that the world's
    tables have for a person is none."""
    known = place(run.text) if m.preposition in reader.words.where and m.kind == "name" else None
    if known is None or not known.country or (known.kind == "city" and known.population < LARGE):
        return None
    people = reader.world.persons_named if " " in run.text else reader.world.persons_spelled
    if people(run.text) or key(run.text) in reader.people.known:
        return None
    return Resolved(m.id, (), "place", None, run.text, known.country, (), f"{known.kind} of {known.country}", 0.6)


def half_of(reader: Reader, m: Mention, word: str) -> Resolved | None:
    """ "The North", "the two Koreas": the state of a divided country, where the text names one of them, or both."""
    settings = reader.words.settings
    together: list[str] = settings.get("halves_together", {}).get(word, ())
    if together and not reader.words.both.isdisjoint(map(fold, m.text.split())):
        return Resolved(m.id, tuple(together), "party", reason=f"both halves: {word}", score=0.8)
    both: list[str] = settings.get("halves", {}).get(word, ())
    if not both or m.preposition in reader.words.where or not reader.people.about & set(both):
        return None
    return Resolved(m.id, (both[0],), "party", reason=f"{word} of a divided country", score=0.6)


def member_of(reader: Reader, run: Run) -> tuple[str, ...]:
    """The party in the word right in front of a name for somebody of it: "D66'er Bart de Wilde"."""
    before = reader.text[max(0, run.start - MEMBER_LENGTH) : run.start]
    if not before.endswith(reader.words.members):
        return ()
    front = MEMBER.search(before)
    if front is None or front.group(1) not in reader.words.member_endings:
        return ()
    hit = reader.scan.covering(max(0, run.start - MEMBER_LENGTH) + front.start())
    return (reader.code_of(hit.readings[0]),) if hit and hit.readings[0].code != NO_PARTY else ()


def behind_comma(reader: Reader, run: Run) -> int | None:
    """The mention right behind the comma or bracket that follows a name; words that are no part of it may stand in
    front ("Silva, the acting head of …")."""
    start = run.end + 2
    for at in range(start, min(len(reader.text), start + APPOSED)):
        if at > start and reader.text[at - 1] in ",.;:()\n":
            return None
        if at in reader.at_start:
            found = reader.at_start[at]
            return found if reader.findings.mentions[found].preposition is None else None
    return None


def below_name(reader: Reader, m: Mention) -> tuple[str, ...]:
    """The party of what hangs on a name: "Tom H. of the Belgian army"."""
    links = reader.words.settings["owner_links"][:2]
    some = (reader.read(number) for preposition, number in m.complements if preposition in links)
    return next((one.parties for one in some if one.parties and one.kind == "party"), ())


def below_group(reader: Reader, m: Mention) -> tuple[str, ...]:
    """The armed group or organisation that members are of, wherever they come from: "Danish members of IS"."""
    some = (number for preposition, number in m.complements if preposition in reader.words.settings["owner_links"][:1])
    codes = (code for number in some for code in reader.read(number).parties if not reader.world.is_state(code))
    return tuple(dict.fromkeys(codes))


def of_two_states(reader: Reader, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The state of somebody with two ("a British-Iranian woman"), the one that the text names less: it is about the
    other, over against whom they stand."""
    if len(hits) != 2 or reader.text[hits[0].end : hits[1].start] != "-":
        return ()
    named = [reader.code_of(hit.readings[0]) for hit in reader.hits]
    return (min((reader.code_of(hit.readings[0]) for hit in hits), key=named.count),)


def of_each(reader: Reader, m: Mention, hits: Sequence[Hit]) -> bool:
    """Whether a phrase is for each of the states in front of it, whatever its number: "*Chilean and Peruvian*
    aircraft", not "*a* Chilean and Peruvian citizen"."""
    joiners = {",", *reader.words.settings["joiners"]}
    between = {fold(reader.text[one.end : other.start].strip()) for one, other in itertools.pairwise(hits)}
    return bool(between) and between <= joiners and (m.definite or m.start == hits[0].start)


def chairing(reader: Reader, run: Run, person: Person | None) -> Person | None:
    """Somebody of a state who is named as who leads or speaks for a body ("AU chairperson President X of Egypt") counts
    for the body."""
    hits = reader.inside(max(0, run.start - MEMBER_LENGTH), run.start) if person is not None else []
    if person is None or not hits or hits[-1].readings[0].kind != "organisation":
        return person
    code = reader.code_of(hits[-1].readings[0])
    between = fold(reader.text[hits[-1].end : run.start]).lstrip("-– ").split()
    titles = between and between[0] in reader.words.settings["of_bodies"] and all(map(reader.words.office, between))
    return person._replace(party=(code,), reason=f"{between[0]} of {code}") if titles else person


def behind_name(reader: Reader, run: Run) -> tuple[str, ...]:
    """The party that a name is said to be of: "X van D66", "Y of Amnesty International"."""
    words = reader.words
    first = reader.text[run.end : run.end + BEHIND].split(None, 1)[:1]
    if not first or fold(first[0]) not in words.settings.get("owner_links", ())[:1]:
        return ()
    found = [h for h in reader.inside(run.end, run.end + BEHIND) if h.readings[0].kind in PARTIES]
    if not found or found[0].readings[0].kind in ("adjective", "inhabitant"):
        return ()
    before = words.fronts[reader.text[run.end : found[0].start]].words
    return (reader.code_of(found[0].readings[0]),) if before and words.articles.issuperset(before[1:]) else ()


def clause_start(text: str, position: int) -> int:
    """Where the words that belong to a name in front of it begin at the earliest: behind a comma, bracket or
    quotation mark, sixty characters back at most."""
    first = max(0, position - REACH)
    marks = [mark.start() + 1 for mark in MARKS.finditer(text, first, position)]
    return marks[-1] if marks else first


def first_word(text: str, m: Mention) -> bool:
    """Whether the head of a mention is the first word of its sentence or quotation."""
    front = text[max(0, m.head_start - 2) : m.head_start].rstrip(" \n\t\"“„”'‘’")
    return not front or front[-1] in ".!?:;" or "\n" in text[max(0, m.head_start - 2) : m.head_start]


def some_of_many(reader: Reader, m: Mention, office: Office, codes: tuple[str, ...]) -> bool:
    """Whether a plural is of no body: "some officials", "many EU countries"; "the other EU countries" are the EU."""
    words, front = reader.words, reader.front(m).words
    some = words.some_of.intersection(front)
    if not some or office.what == "body":
        return False
    whole = codes or reader.owners(m, office)
    definite = m.definite or fold(m.text.split()[0]) in words.settings["definite"]
    return not definite or bool(some - words.others) or not whole or any(map(reader.world.is_state, whole))


def owning(hit: Hit, office: Office) -> bool:
    """Whether a name may own an office: any party, and a place for those who govern it ("governor of Texas")."""
    kind, code = hit.readings[0].kind, hit.readings[0].code
    if kind == "company" and office.what in OWNED:
        return False  # who made a plane does not fly it
    return kind in PARTIES | STATES or (kind == "place" and bool(code) and office.sector in ("", "LEG", "JUD"))


def namesake(reader: Reader, m: Mention, hit: Hit, reading: Named) -> str | None:
    """The code of a body that bears the name of another state's: "the *Nigerian* House of Representatives", "the
    Congress *of Peru*", "*Russia's* Security Council"; None where it is the one that the tables have."""
    words = reader.words
    if reading.kind != "body" and fold(reading.form) not in words.settings.get("namesakes", ()):
        return None
    link = words.settings["owner_links"][0]
    states = [h for h in reader.inside(m.start, hit.start) if h.readings[0].kind in OF_STATES][-1:]
    for one in [] if states else reader.inside(hit.end, m.end)[:1]:
        before = words.fronts[reader.text[hit.end : one.start]].words
        if before[:1] == (link,) and words.articles.issuperset(before[1:]) and one.readings[0].kind in OF_STATES:
            states = [one]
    state, sector = (states[0].readings[0].code if states else ""), reading.code.partition("/")[2]
    if not reader.world.is_state(state) or state == reading.code.partition("/")[0]:
        return None
    return with_sector(state, sector, reader.world)


def without_namesakes(reader: Reader, hits: Sequence[Hit]) -> list[Hit]:
    """Names without those of bodies right behind the name of another state, whose body of that name is meant: "the
    *Pakistani* Foreign Office spokesman", "the *Georgian* Labour Party's leader"."""
    out: list[Hit] = []
    for hit in hits:
        last, body = (out[-1] if out else None), hit.readings[0]
        if last is not None and body.kind == "body" and last.readings[0].kind in OF_STATES:
            state = last.readings[0].code
            beside = not reader.text[last.end : hit.start].strip(" '’s")
            if beside and reader.world.is_state(state) and state != body.code.partition("/")[0]:
                continue
        out.append(hit)
    return out


def belongs(reader: Reader, m: Mention, hit: Hit, links: Sequence[str]) -> bool:
    """Whether a name behind an office is its owner, by the preposition between: "of Iran", "in Londen"; not "to
    Ukraine", "over Syrië"."""
    before = reader.words.fronts[reader.text[m.head_end : hit.start]].words
    return next((word for word in reversed(before) if word not in reader.words.articles), "") in links


def serving(reader: Reader, preposition: str, number: int) -> bool:
    """Whether somebody "in" or "at" something belongs to it: a body, in which one serves and does not only meet."""
    if preposition not in reader.words.settings["owner_links"]:
        return False
    office = reader.office(reader.findings.mentions[number])
    return office is not None and office.what == "body" and office.sector not in ("CVL", "BUS", "MED", "NGO")


def of_town(reader: Reader, m: Mention, office: Office) -> tuple[str, ...]:
    """The state of the town or region that an office or body is of, which no table of parties has: "*Bergen's* mayor",
    "the governor *of Plateau*"."""
    if office.form not in reader.words.settings.get("of_towns", ()):
        return ()
    runs = [run for run in reader.scan.runs_of[m.id] if run.end < m.head_start]
    link = reader.words.settings["owner_links"][:1]
    for number in [number for preposition, number in m.complements if preposition in link]:
        runs += reader.scan.runs_of[number]
    found = (place(run.text.removesuffix("'s").removesuffix("’s")) for run in runs)
    return tuple([one.country for one in found if one is not None and one.country])[:1]


def shared_owner(reader: Reader, m: Mention, office: Office) -> tuple[str, ...]:
    """The state of the adjective in front of what a bare plural is joined to: "Norwegian ports and *sailors*"."""
    if m.start != m.head_start or m.number != "Plur":
        return ()
    for one in map(reader.findings.mentions.__getitem__, m.coordinates):
        between = reader.text[one.head_end : m.start].split() if one.start < one.head_start < m.start else []
        if len(between) == 1 and fold(between[0]) in reader.words.settings["joiners"]:
            front = [h for h in reader.inside(one.start, one.head_start) if h.readings[0].kind == "adjective"]
            if front and owning(front[-1], office):
                return (reader.code_of(front[-1].readings[0]),)
    return ()


def of_place(reader: Reader, m: Mention, office: Office) -> tuple[str, ...]:
    """The state of the town where a body or the people of a place are: "police in Lagos", "dockers at Durban"."""
    local = (
        office.what == "body"
        or office.sector in ("CVL", "BUS")
        or office.form in reader.words.settings.get("seated", ())
    )
    if (
        not local
        or (office.what in OWNED and office.sector != "BUS")
        or office.form in reader.words.settings.get("abroad", ())
    ):
        return ()
    mentions = reader.findings.mentions
    towns = [number for preposition, number in m.complements if preposition in reader.words.capital_where]
    several = m.number in PLURAL
    towns = [n for town in towns for n in (town, *sorted(mentions[town].coordinates if several else ()))]
    found = (site_of(mentions[number], reader.read(number)) for number in towns)
    return tuple(dict.fromkeys(one.country for one in found if one and one.country))[: None if several else 1]
