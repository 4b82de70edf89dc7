"""Who holds the office that a speaker is called by: "the Norwegian prime minister said", "THE PRESIDENT:"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from demarche.code.who import Resolved
from demarche.code.who_direct import Reader
from demarche.findings import Mention
from demarche.world import World
from demarche.world.names import key


def with_names(reader: Reader, read: Sequence[Resolved], speakers: Iterable[int]) -> list[Resolved]:
    """The readings, those of ``speakers`` with the name of the head of state or government whose office they give.

    Others keep what the text calls them: of ministers and spokesmen a state has many.
    """
    out = list(read)
    for number in sorted(speakers):
        one, m = out[number], reader.findings.mentions[number]
        if one.kind == "person" and one.speaker is None and len(one.parties) == 1 and m.number != "Plur":
            out[number] = one._replace(speaker=name_of(reader, m, one.parties[0]))
    return out


def name_of(reader: Reader, m: Mention, party: str) -> str | None:
    """The name of the one who holds the office of a mention at the date; None where nobody or more than one may."""
    office = reader.office(m) or reader.words.office(m.lemma)
    titles = reader.words.settings["kinds"].get(office.form, ()) if office is not None else ()
    if not titles or not reader.world.is_state(party):
        return None
    names = [reader.world.person(n, reader.findings.language)
             for n in holders(reader.world, party, tuple(titles), reader.at)]  # fmt: skip
    # The tables of two sources may spell one person in two ways ("Mahathir bin Mohamad").
    return names[0] if len({key(name).split()[-1] for name in names}) == 1 else None


def holders(world: World, party: str, titles: tuple[str, ...], at: str | None) -> list[int]:
    """Persons who hold one of some titles of a state itself: "President of Norway", not "… of the Bank of Norway"."""
    found = []
    for term in world.holders(party, "head", at):
        title, _, owner = term.office.partition(" of ")
        own = not owner or any(named.code == party for named in world.named(owner.removeprefix("the "), "en"))
        if own and title.lower() in titles and term.person not in found:
            found.append(term.person)
    return found
