"""Whose an office or a body is, by what stands in its phrase: "*Russia's* army", "the mayor *of Bergen*"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from demarche.code.where import site_of
from demarche.code.who_words import OWNED, Office
from demarche.findings import Mention
from demarche.gazetteer import place
from demarche.world import Hit
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# Kinds of names in the tables of the world that stand for a state, and for a party of any kind.
STATES = frozenset({"name", "adjective", "inhabitant", "body", "capital"})
PARTIES = frozenset({"name", "organisation", "group", "body", "ngo", "company", "inhabitant", "adjective", "seat"})
# What names the state whose body something is.
OF_STATES = frozenset({"name", "adjective"})
# Numbers of words for several; "troops" and "goods" have no singular.
PLURAL = frozenset({"Plur", "Ptan"})


def owners_of(reader: Reader, m: Mention, office: Office, apposed: bool = True) -> tuple[str, ...]:
    """Codes of the parties whose office or body it is, by what stands in the phrase; () where nothing does."""
    hits = reader.inside(m.start, m.head_start) if m.start < m.head_start else []
    front = [h for h in without_namesakes(reader, hits) if owning(h, office)]
    if front and office.form in reader.words.settings["members"] and (group := below_group(reader, m)):
        return group
    if front:
        codes = dict.fromkeys(reader.code_of(h.readings[0]) for h in front)
        plural = m.number in PLURAL or office.what == "parties" or of_each(reader, m, front)
        return tuple(codes) if plural else of_two_states(reader, front) or tuple(codes)[-1:]
    run = reader.scan.run_at(m)
    end = run.start if run and run.start > m.head_end and run.text[:1] != "" else m.end
    hits = reader.inside(m.head_end, end) if m.head_end < end else []
    behind = [h for h in hits if owning(h, office) and belongs(reader, m, h, links_of(reader, office, m))]
    if behind:
        codes = dict.fromkeys(reader.code_of(h.readings[0]) for h in behind)
        if m.number not in PLURAL:
            return tuple(codes)[:1]
        more = [c for _, number in m.complements for c in reader.findings.mentions[number].coordinates]
        joined = [reader.read(number) for number in sorted(more)]
        return tuple({**codes, **dict.fromkeys(p for one in joined if one.kind == "party" for p in one.parties)})
    for preposition, number in m.complements:
        if preposition not in links_of(reader, office, m) and not serving(reader, preposition, number):
            continue
        sides = (number, *reader.findings.mentions[number].coordinates) if m.number in PLURAL else (number,)
        some = [found for one in sorted(sides) if (found := reader.read(one)).kind in ("party", "person")]
        if some and some[0].parties:
            return tuple(dict.fromkeys(p.split("/")[0] for found in some for p in found.parties))
    apposed = apposed and m.kind != "pronoun"
    same = reader.read(m.apposition).parties if apposed and m.apposition is not None else ()
    return tuple(p.split("/")[0] for p in same) or shared_owner(reader, m, office) or of_town(reader, m, office)


def links_of(reader: Reader, office: Office, m: Mention) -> list[str]:
    """Prepositions that show whose an office is: a body is "in" its capital; persons and "its office" are not."""
    links: list[str] = reader.words.settings["owner_links"]
    if m.head in reader.possessed or office.form in reader.words.settings.get("abroad", ()):
        return links[:2]
    if office.what == "arms":
        return links[:1]
    return links[:3] if office.what in ("person", "parties", "people") else links


def owning(hit: Hit, office: Office) -> bool:
    """Whether a name may own an office: any party, and a place for those who govern it ("governor of Texas")."""
    kind, code = hit.readings[0].kind, hit.readings[0].code
    if kind == "company" and office.what in OWNED:
        return False  # who made a plane does not fly it
    return kind in PARTIES | STATES or (kind == "place" and bool(code) and office.sector in ("", "LEG", "JUD"))


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
