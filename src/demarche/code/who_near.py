"""What stands right in front of a name and right behind it: the parties and the title that the text gives with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.code.who_beside import (
    REACH,
    behind_comma,
    behind_name,
    clause_start,
    member_of,
)
from demarche.code.who_owners import PARTIES, owners_of, without_namesakes
from demarche.code.who_people import with_sector
from demarche.code.who_words import Office, Run
from demarche.findings import Mention
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader

# Characters in front of a name in which its title stands.
TITLE = 24

# Titles of those who lead a state, as the world's tables have them.
LEADERS = frozenset({"president", "prime minister", "premier", "chancellor", "king", "queen", "emperor", "emir",
                     "sultan", "monarch", "leader", "leader of the state", "supreme"})  # fmt: skip


def near(reader: Reader, m: Mention, run: Run) -> tuple[str, ...]:
    """Parties that stand in front of a name in its phrase, or behind it in an apposition."""
    found: tuple[str, ...] = ()
    hits = reader.inside(max(min(m.start, run.start), run.start - REACH), run.start)
    if hits:
        start = clause_start(reader.text, run.start)
        some = [hit.readings[0] for hit in without_namesakes(reader, [hit for hit in hits if hit.start >= start])]
        found = tuple([reader.code_of(reading) for reading in some if reading.kind in PARTIES])
    if not found:
        found = member_of(reader, run) or office_at(reader, reader.at_end.get(run.start - 1))
    if not found and reader.text[run.end : run.end + 2] in (", ", " ("):
        found = office_at(reader, behind_comma(reader, run))
    if not found:
        found = behind_name(reader, run)
    if not found and m.apposition is not None:
        beside = reader.read(m.apposition)
        # Two persons by name side by side are a list that the parse took for one.
        two = reader.findings.mentions[m.apposition].kind == "name" and beside.kind == "person"
        found = () if two else beside.parties
    return found if len(found) < 2 else tuple(dict.fromkeys(found))


def office_at(reader: Reader, number: int | None) -> tuple[str, ...]:
    """Parties of an office that stands right in front of a name or behind it ("Fomin, onderminister van Rusland"),
    whatever the parse makes of the two."""
    if number is None or number in reader.pointers:
        return ()
    m = picked_from(reader, reader.findings.mentions[number])
    office = reader.office(m)
    if office is None or office.what not in ("person", "body") or reader.former(m):
        return ()
    return tuple(
        [with_sector(code, office.sector, reader.world) for code in owners_of(reader, m, office, apposed=False)]
    )


def picked_from(reader: Reader, m: Mention) -> Mention:
    """Those of whom somebody is one: "X, *one of* its spokesmen"; the mention itself where it picks none out."""
    settings = reader.words.settings
    if fold(reader.text[m.head_start : m.head_end]) not in settings["one_of"]:
        return m
    some = [number for link, number in m.complements if link in settings["owner_links"][:1]]
    return reader.findings.mentions[some[0]] if some else m


def title_of(reader: Reader, run: Run) -> Office | None:
    """The office of a person that stands right in front of a name or behind it, owner or not."""
    text, found = reader.text, None
    if text[run.start - 1 : run.start] == " ":
        before = text[max(0, run.start - TITLE) : run.start].split()
        pair = reader.words.offices.get(" ".join(map(fold, before[-2:])))
        found = pair or (reader.words.office(fold(before[-1])) if before else None)
    if found is None and text[run.end : run.end + 2] in (", ", " ("):
        number = reader.at_start.get(run.end + 2)
        if number is not None and number not in reader.pointers:
            m = reader.findings.mentions[number]
            found = None if reader.former(m) else reader.office(m)
    return found if found is not None and found.what == "person" and found.sector not in ("BUS", "MED") else None


def leads(reader: Reader, title: Office | None) -> bool:
    """Whether an office may be that of who leads a state; none given may."""
    return title is None or not LEADERS.isdisjoint(reader.words.settings["kinds"].get(title.form, ()))
