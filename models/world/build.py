"""Builds ``src/demarche/world/world.json.gz`` from the tables of this folder and a folder of public facts.

    python models/world/build.py --facts FOLDER

FOLDER holds: cldr, country_codes, eps (every-politician-scrapers), reign, cia_world_leaders_2019, factbook_json and
world_leaders_current_2026, as docs/world.md names them with their addresses. The result is the same bytes each time.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import forms
import holders
from holders import Holder

from demarche.world.names import key, skeleton

HOME = Path(__file__).parent
TARGET = HOME.parents[1] / "src/demarche/world/world.json.gz"
# Parties whose names are written with the surname first.
SURNAME_FIRST = {"CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM"}
PARTICLES = {"van", "von", "de", "der", "den", "le", "la", "al", "el", "bin", "ibn", "di", "da", "dos", "del", "ten",
             "ter", "ben", "abu", "du", "vande", "zu", "af"}  # fmt: skip
# Heads of one state that the sources list for others too: they speak for their own.
ONE_STATE = {"xi jinping": "CHN", "charles iii": "GBR", "elizabeth ii": "GBR", "frederik x of denmark": "DNK",
             "willem alexander of the netherlands": "NLD", "emmanuel macron": "FRA"}  # fmt: skip
ARTICLES = {"al", "el", "abu"}  # left out of Arabic surnames as often as not
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def surnames(holder: Holder) -> list[str]:
    """Keys under which the person is found by the surname alone."""
    found = {key(holder.surname)} if holder.surname else set()
    for name in (holder.name, *holder.other.values(), *holder.aliases):
        parts = [part for part in key(name).split() if part not in SUFFIXES]
        if len(parts) == 1 or (name in holder.aliases and parts[0] in PARTICLES):
            found.add(" ".join(parts))
        elif not holder.surname and holder.party.split("/")[0] in SURNAME_FIRST:
            found.add(parts[0])
        elif not holder.surname:
            found.add(last_words(parts))
    for surname in list(found):
        first, _, rest = surname.partition(" ")
        if first in ARTICLES and rest:
            found.add(rest)
    return sorted(name for name in found if len(name) > 1)


def last_words(parts: list[str]) -> str:
    """The last word with the particles in front of it: ``von der leyen``."""
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in PARTICLES:
        start -= 1
    return " ".join(parts[start:])


def transliterated(name: str, party: str, table: dict[str, Any]) -> str:
    """The Dutch spelling of a name from Cyrillic, out of its English one; empty for other parties."""
    if party.split("/")[0] not in table["parties"]:
        return ""
    out = name
    for english, dutch in table["pairs"]:
        out = re.sub(english, dutch, out)
        out = re.sub("^" + english.capitalize(), dutch.capitalize(), out) if "\\" not in english else out
        out = re.sub(" " + english.capitalize(), " " + dutch.capitalize(), out) if "\\" not in english else out
    return out if out != name else ""


def classes() -> list[tuple[str, int, re.Pattern[str]]]:
    """Classes of offices with their rank (how often such people stand in the news) and pattern."""
    return [(row["class"], int(row["rank"]), re.compile(row["pattern"], re.I)) for row in forms.rows("offices")]


def collect(found: list[Holder]) -> tuple[list[dict[str, Any]], list[list[Any]], list[str]]:
    """Persons, what they held, and the sources: rows of one person are joined by name and party."""
    table = tomllib.loads((HOME / "transliteration.toml").read_text(encoding="utf-8"))
    kinds, known = classes(), parties()
    persons: list[dict[str, Any]] = []
    by_name: dict[tuple[str, str], int] = {}
    held: list[list[Any]] = []
    sources: dict[str, int] = {}
    for holder in found:
        base = holder.party.split("/")[0]
        if ONE_STATE.get(key(holder.name), base) != base or base not in known or repeated(holder, persons, held):
            continue
        spellings = [holder.name, *holder.other.values(), *(a for a in holder.aliases if " " in a)]
        number = next((by_name[key(s), base] for s in spellings if (key(s), base) in by_name), None)
        if number is None:
            number = len(persons)
            persons.append(
                {"name": holder.name, "other": dict(holder.other), "gender": "", "keys": set(), "last": set()}
            )
        person = persons[number]
        dutch = person["other"].get("nl") or transliterated(holder.name, base, table)
        if dutch:
            person["other"].setdefault("nl", dutch)
            spellings.append(dutch)
        person["gender"] = person["gender"] or holder.gender
        person["keys"].update(key(s) for s in spellings if " " in s or "-" in s)
        person["last"].update(surnames(holder._replace(other=dict(person["other"]))))
        for spelling in spellings:
            by_name.setdefault((key(spelling), base), number)
        kind, rank = office_class(holder.office, kinds)
        source = sources.setdefault(holder.source, len(sources))
        held.append([number, holder.party, holder.office, kind, rank, holder.start, holder.end, source])
    return persons, held, list(sources)


def parties() -> set[str]:
    """Codes that may have office-holders: the states of the table and everything that is no state."""
    states = {row["code"] for row in forms.rows("states") if row["en_capital"] or row["code"] in ("VAT", "HKG")}
    others = {row["code"] for row in forms.rows("organisations")}
    return states | others | {holder.party.split("/")[0] for holder in holders.own()}


def repeated(holder: Holder, persons: list[dict[str, Any]], held: list[list[Any]]) -> bool:
    """True for a leader in a list that gives another spelling or the surname alone of one who is known already."""
    if not holder.source.startswith(("REIGN", "CIA World Factbook", "open-data")):
        return False
    mine = set(surnames(holder)) | {key(holder.name), key(holder.name).split()[0]}
    row = [0, holder.party, "", "", 0, holder.start, holder.end, 0]
    return any(
        other[1] == holder.party and other[3] == "head" and overlap(other, row) and mine & persons[other[0]]["last"]
        for other in held
    )


def office_class(office: str, kinds: list[tuple[str, int, re.Pattern[str]]]) -> tuple[str, int]:
    """Class and rank of an office; deputies and assistants stand two ranks lower, in a class of their own."""
    kind, rank = next((name, rank) for name, rank, pattern in kinds if pattern.search(office))
    if kind in ("foreign", "defence", "finance", "interior") and re.match(
        r"(first )?(deputy|vice)|under|assistant|state", office, re.I
    ):
        return f"deputy {kind}", rank - 2
    return kind, rank


def closed(held: list[list[Any]], sources: list[str]) -> list[list[Any]]:
    """Open rows of the cabinets that end in 2022 are closed by a later government or a successor; doubles go."""
    changes = {row["party"]: row["date"] for row in forms.rows("governments")}
    kept: list[list[Any]] = []
    by_person: dict[tuple[int, str, str], list[list[Any]]] = defaultdict(list)
    for row in held:
        number, party, _, kind, _, _, end, _ = row
        old = sources[row[7]].startswith("every-politician")
        if old and not end and kind not in ("head", "organisation", "group") and party in changes:
            row[6] = changes[party]
        rows = by_person[number, party, kind]
        if not any(overlap(row, other) and not handed_over(row, other) for other in rows):
            rows.append(row)
            kept.append(row)
    return succeeded(kept, sources)


def overlap(one: list[Any], other: list[Any]) -> bool:
    """True where two rows of a person in one class of office say the same in effect."""
    return bool(one[5] <= (other[6] or "9999") and other[5] <= (one[6] or "9999"))


def handed_over(one: list[Any], other: list[Any]) -> bool:
    """True where one office ends on the day on which another of the same person begins (premier, then president)."""
    return one[2] != other[2] and (one[5] == other[6] != "" or other[5] == one[6] != "")


def succeeded(held: list[list[Any]], sources: list[str]) -> list[list[Any]]:
    """An open term of one head, foreign or defence minister ends where the next one's begins."""
    by_office: dict[tuple[str, str], list[list[Any]]] = defaultdict(list)
    for row in held:
        if row[3] in ("foreign", "defence") and "assumed" not in sources[row[7]]:
            by_office[row[1], row[3]].append(row)
    for rows in by_office.values():
        rows.sort(key=lambda r: r[5])
        for row, following in itertools.pairwise(rows):
            own = sources[row[7]].startswith("demarche")
            if not own and not row[6] and following[5] and following[0] != row[0]:
                row[6] = following[5]
    return held


def name_tables(facts: Path) -> tuple[dict[str, Any], list[str]]:
    """All forms by language and key, each as [code, kind, form, source]; and the sources."""
    sources: dict[str, int] = {}
    tables: dict[str, Any] = {language: defaultdict(list) for language in forms.languages()}
    found = [*forms.seats(), *forms.states(), *forms.organisations(), *forms.bodies(), *forms.places()]
    known = {(form.language, form.form) for form in found}
    for form in [*found, *forms.further_names(facts, known)]:
        entry = [form.code, form.kind, form.form, sources.setdefault(form.source, len(sources))]
        rows = tables[form.language][key(form.form)]
        if not any(row[:2] == entry[:2] for row in rows):
            rows.append(entry)
    return tables, list(sources)


def state_names(facts: Path) -> tuple[dict[str, str], dict[str, str]]:
    """English names of states to codes, and two-letter codes to three-letter ones."""
    names = {form.form: form.code for form in forms.states() if form.language == "en" and form.kind == "name"}
    codes = {}
    with (facts / "country_codes/data/country-codes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            codes[row["ISO3166-1-Alpha-2"]] = row["ISO3166-1-Alpha-3"]
            names.setdefault(row["CLDR display name"], row["ISO3166-1-Alpha-3"])
            names.setdefault(row["official_name_en"], row["ISO3166-1-Alpha-3"])
    return {**names, **holders.OTHER_NAMES}, codes


def index(persons: list[dict[str, Any]], field: str) -> dict[str, list[int]]:
    """Keys to the persons who have them."""
    out: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        for name in sorted(person[field]):
            out[name].append(number)
    return out


def sounds(index_: dict[str, list[int]]) -> dict[str, list[int]]:
    """The same index by skeleton, for spellings that the tables lack."""
    out: dict[str, set[int]] = defaultdict(set)
    for name, numbers in index_.items():
        out[skeleton(name)].update(numbers)
    return {name: sorted(numbers) for name, numbers in out.items()}


def members() -> list[list[str]]:
    """[organisation, member, start, end]."""
    return [[row["organisation"], code, row["start"], row["end"]]
            for row in forms.rows("members") for code in row["members"].split("|")]  # fmt: skip


def insurgents() -> list[list[str]]:
    """[state, armed group that fights it, start, end, "yes" where the group may be meant without being named]."""
    return [[row["state"], row["group"], row["start"], row["end"], row["alone"]] for row in forms.rows("insurgents")]


def relations() -> list[list[str]]:
    """[party, party, "war", "rival" or "ally", start, end]: blocs by their members, no party beside itself."""
    blocs = {row["bloc"]: row["members"].split("|") for row in forms.rows("blocs")}
    found = {
        (*sorted((one, other)), row["kind"], row["start"], row["end"])
        for row in forms.rows("relations")
        for one in blocs.get(row["one"], [row["one"]])
        for other in blocs.get(row["other"], [row["other"]])
        if one != other
    }
    return [list(row) for row in sorted(found)]


def build(facts: Path) -> dict[str, Any]:
    """The whole world as plain data."""
    names, codes = state_names(facts)
    persons, held, person_sources = collect(holders.every(facts, names, codes))
    tables, name_sources = name_tables(facts)
    full, last = index(persons, "keys"), index(persons, "last")
    return {
        "forms": tables,
        "form_sources": name_sources,
        "persons": [[p["name"], p["other"], p["gender"]] for p in persons],
        "held": closed(held, person_sources),
        "held_sources": person_sources,
        "full": full,
        "last": last,
        "full_sounds": sounds(full),
        "last_sounds": sounds(last),
        "members": members(),
        "insurgents": insurgents(),
        "relations": relations(),
        "bodies": {f"{row['party']} {key(form)}": row["speaker"] for row in forms.rows("bodies")
                   for language in forms.languages() for form in filter(None, row[language].split("|"))},
    }  # fmt: skip


def main() -> None:
    """Builds and writes the file, and says what is in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True)
    world = build(parser.parse_args().facts)
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    TARGET.write_bytes(gzip.compress(text, 9, mtime=0))
    dated = {row[0] for row in world["held"] if row[5] and "assumed" not in world["held_sources"][row[7]]}
    print(f"{len(world['persons'])} persons, {len(world['held'])} terms of office, {len(dated)} persons with dates; "
          f"{len(text) / 1e6:.1f} MB, packed {TARGET.stat().st_size / 1e6:.1f} MB")  # fmt: skip


if __name__ == "__main__":
    main()
