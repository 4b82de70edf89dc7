"""What stands beside a name in the text, whatever the parse makes of it: a member's ending, an apposition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from demarche.code.where import LARGE
from demarche.code.who import Resolved
from demarche.code.who_owners import PARTIES
from demarche.code.who_people import Person
from demarche.code.who_words import Run
from demarche.findings import Mention
from demarche.gazetteer import place
from demarche.world.names import fold, key

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

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
