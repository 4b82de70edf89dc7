"""Who bears a name that no table of parties has: a person of the world's, one of this text's, or an unknown body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.code.who import Ground, Resolved
from demarche.code.who_beside import behind_name, below_name, chairing, town_behind
from demarche.code.who_lead import led
from demarche.code.who_media import as_medium, medium
from demarche.code.who_near import leads, near, title_of
from demarche.code.who_office import OPEN
from demarche.code.who_people import Person, by_person
from demarche.code.who_words import Run
from demarche.findings import Mention
from demarche.world.names import key

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader


def bearer(reader: Reader, m: Mention, run: Run) -> Resolved:
    """A name that no table of parties has: a person of the world's, of this text's, or an unknown body."""
    if medium(reader, run):
        return as_medium(m, run.text)
    beside = led(reader, m) or near(reader, m, run)
    town = None if beside else town_behind(reader, m, run)
    if town is not None:
        return town
    title = title_of(reader, run)
    person = chairing(
        reader, run, reader.people.find(run.text, beside, reader.words.crown(title), leads=leads(reader, title))
    )
    if reader.former(m) and not (person and person.current):
        before = Ground.HELD_BEFORE
        name, others = (person.name, person.candidates) if person else (run.text, ())
        return Resolved(m.id, (), "person", name, None, None, others, before.value, 0.5, before)
    if person and (person.party or not beside):
        if title is not None and person.party:
            reader.people.remember(run.text, person)
        return by_person(m.id, person)
    beside = beside or behind_name(reader, run) or below_name(reader, m)
    if beside:
        reader.people.remember(run.text, Person(run.text, beside, "", 0.5, "party named beside the name"))
        return Resolved(m.id, beside, "person", run.text, reason="party named beside the name", score=0.5)
    if title is not None:
        reader.titles[m.id] = title
        return Resolved(m.id, (), "person", run.text, reason=f"{title.form}: of whom is not said", score=OPEN)
    kind = "person" if " " in run.text else "none"
    full = reader.people.in_full.get(key(run.text), run.text)
    unknown = Ground.UNKNOWN
    return reader.apposed(m) or Resolved(m.id, (), kind, full, reason=unknown.value, score=0.2, ground=unknown)
