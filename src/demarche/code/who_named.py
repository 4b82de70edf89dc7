"""A mention whose head is a name in the tables of the world: a party, a place, a body of another state's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from demarche.code.who import Resolved
from demarche.code.who_armed import meant
from demarche.code.who_beside import NO_PARTY
from demarche.code.who_owners import OF_STATES
from demarche.code.who_people import with_sector
from demarche.findings import Mention
from demarche.world import Hit, Named
from demarche.world.names import fold

if TYPE_CHECKING:
    from demarche.code.who_direct import Reader


def named(reader: Reader, m: Mention, hit: Hit) -> Resolved:
    """A mention whose head is a name in the tables."""
    reading = chosen(reader, m, hit)
    rest: tuple[tuple[str, float], ...] = ()
    if len(hit.readings) > 1:
        others = [(i, r) for i, r in enumerate(hit.readings) if r != reading]
        rest = tuple([(f"{r.code} ({r.kind})", round(1 / (2 + i), 2)) for i, r in others])
    where = m.preposition in reader.words.where and not does(reader, m)
    code = reader.code_of(reading)
    reason = f"{reading.kind} {reading.form!r}; {reading.source}"
    acts = acting_for(reader.words.settings, m, reading) if reading.kind == "place" else None
    if acts:
        return Resolved(m.id, (acts,), "party", None, None, None, rest, f"{reason}, for {acts}", 0.7)
    if reading.kind == "place":
        return Resolved(m.id, (), "place", None, reading.form, reading.code or None, rest, reason, 0.9)
    if reading.kind in ("capital", "seat") and (
        m.preposition in reader.words.capital_where or of_a_thing(reader, m, hit)
    ):
        country = reading.code if reading.kind == "capital" else reading.source[-3:]
        return Resolved(m.id, (), "place", None, reading.form, country, rest, reason, 0.9)
    if reading.kind == "name" and where:
        return Resolved(m.id, (code,), "place", None, reading.form, reading.code, rest, reason, 0.8)
    if reading.kind in ("agency", "outlet"):
        parties = () if reading.code == NO_PARTY else (reading.code,)
        return Resolved(m.id, parties, "group", reading.form, None, None, rest, reason, 0.9)
    other = namesake(reader, m, hit, reading)
    if other:
        return Resolved(m.id, (other,), "party", reason=f"{reading.form} of {other}", score=0.85)
    reader.rows[m.id] = reading
    speaker = reader.world.body(reading) if reading.kind == "body" else None
    if reading.kind in ("organisation", "group", "ngo", "company"):
        speaker = reading.form
    return Resolved(m.id, (code,), "party", speaker, None, None, rest, reason, 0.95)


def all_of(reader: Reader, m: Mention) -> Hit | None:
    """The one name that a phrase consists of beside its article, where the parse took another word for its head."""
    inside = reader.inside(m.start, m.end)
    if not inside or len(inside) != 1 or inside[0].end < m.end - 1:
        return None
    front = reader.words.fronts[reader.text[m.start : inside[0].start]].words
    return inside[0] if reader.words.articles.issuperset(front) else None


def only_part(reader: Reader, m: Mention, hit: Hit) -> bool:
    """True where a name in the tables is only part of a person's name here ("Israel Katz")."""
    run = reader.scan.run_at(m)
    if run is None or not (run.start < hit.start or run.end > hit.end) or "-" in reader.text[hit.end : hit.end + 1]:
        return False
    return bool(reader.world.persons_named(run.text)) or (
        run.end > hit.end
        and run.start <= hit.start
        and (hit.readings[0].kind in ("capital", "place") and run.text[hit.end - run.start :][:1] == " ")
    )


def does(reader: Reader, m: Mention) -> bool:
    """Whether a name behind the preposition of a doer is one ("the shelling *by X*", "is *door X* beschoten"). With
    an active verb it is where somebody passes through, and whoever backs those that a participle describes ("de
    *door X* gesteunde rebellen") does nothing here. (So for 12 of 13 states in train that were read as places.)"""
    if m.preposition not in reader.words.settings.get("agents", ()):
        return False
    return m.governor is None or reader.forms.get(m.governor, "") not in ("fin", "inf", "part")


def chosen(reader: Reader, m: Mention, hit: Hit) -> Named:
    """The reading that fits the mention: an inhabitant where it is plural and no place, else the likeliest."""
    if len(hit.readings) > 1 and m.number == "Plur" and m.definite:
        for reading in hit.readings:
            if reading.kind == "inhabitant":
                return reading
    return meant(hit, reader.sure, reader.people.about, reader.world, reader.at)


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


def acting_for(settings: Mapping[str, Any], m: Mention, reading: Named) -> str | None:
    """The body for which a part of the world stands where it does something or something is done to it: "Iran gave
    Europe sixty days"; not where it is a place ("in Europe", "the security of Europe")."""
    if reading.kind != "place" or (m.preposition is not None and m.preposition not in settings.get("together", ())):
        return None
    core = m.relation.split(":", 1)[0] in ("nsubj", "obj", "iobj") or m.preposition is not None
    found: str | None = settings.get("metonyms", {}).get(fold(reading.form)) if core else None
    return found


def of_a_thing(reader: Reader, m: Mention, hit: Hit) -> bool:
    """Whether a capital stands in front of a noun that is no office or body: it tells where something is or was ("the
    *Paris* agreement", "a *Kabul* hotel", not "the *Kyiv* authorities"). So with all 27 such nouns in English reports
    and sentences read; with the 5 that are bodies it is the government."""
    if not m.relation.startswith("compound") or m.governor is None:
        return False
    heads = (one for one in reader.findings.mentions if one.head == m.governor and one.head_start >= hit.end)
    head = next(heads, None)
    return head is not None and reader.office(head) is None
