"""Forms of names: what the tables of states, organisations, bodies and places give for each language."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path(__file__).parent
OWN = "demarche, models/world"


class Form(NamedTuple):
    """One name of one party: ``kind`` says what the name is (name, adjective, inhabitant, capital, place, …)."""

    language: str
    form: str
    code: str
    kind: str
    source: str


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table of this folder."""
    with (HOME / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def languages() -> dict[str, Any]:
    """The settings of each language."""
    return tomllib.loads((HOME / "languages.toml").read_text(encoding="utf-8"))


def adjectives(base: str, rules: list[list[str]]) -> list[str]:
    """An adjective with the form the first fitting rule gives: ``Chinees`` gives ``Chinese`` too."""
    for ending, other in rules:
        if base.endswith(ending):
            return [base, base[: len(base) - len(ending)] + other]
    return [base]


def inhabitants(row: dict[str, str], language: str, rules: list[list[str]]) -> list[str]:
    """Singulars and plurals; where the table gives no plural it is made from the adjective (``Kenyans``)."""
    one = [form for form in row[f"{language}_one"].split("|") if form]
    many = [form for form in row[f"{language}_many"].split("|") if form]
    bases = [] if many or not rules else [form for form in row[f"{language}_adj"].split("|") if form]
    for base in bases:
        ending = next(put for end, put in rules if base.endswith(end))
        many.append(base + ending)
    return one + many


def states() -> Iterator[Form]:
    """Names, adjectives, inhabitants and capitals of states, in every language of the settings."""
    for row in rows("states"):
        source = f"{OWN}/states.csv: {row['code']}"
        for language, rules in languages().items():
            for form in row[language].split("|"):
                yield Form(language, form, row["code"], "name", source)
            for base in filter(None, row[f"{language}_adj"].split("|")):
                for form in adjectives(base, rules["adjective"]):
                    yield Form(language, form, row["code"], "adjective", source)
            for form in inhabitants(row, language, rules["inhabitants"]):
                yield Form(language, form, row["code"], "inhabitant", source)
            for form in filter(None, row[f"{language}_capital"].split("|")):
                yield Form(language, form, row["code"], "capital", source)


def organisations() -> Iterator[Form]:
    """Organisations, groups, agencies, outlets and firms. ``X:`` stands for those without a code of their own."""
    for number, row in enumerate(rows("organisations"), start=2):
        source = f"{OWN}/organisations.csv: row {number}"
        for language in languages():
            for form in filter(None, row[language].split("|")):
                yield Form(language, form, row["code"], row["kind"], source)


def bodies() -> Iterator[Form]:
    """Parts of states with a name of their own; the form is kept with the body's full name behind a bar."""
    for number, row in enumerate(rows("bodies"), start=2):
        source = f"{OWN}/bodies.csv: row {number}: {row['speaker']}"
        for language in languages():
            for form in filter(None, row[language].split("|")):
                yield Form(language, form, row["party"], "body", source)


def seats() -> Iterator[Form]:
    """Places that stand for a government or organisation which is not the state they are the capital of."""
    for number, row in enumerate(rows("seats"), start=2):
        source = f"{OWN}/seats.csv: row {number}: {row['country']}"
        for language in languages():
            for form in filter(None, row[language].split("|")):
                yield Form(language, form, row["party"], "seat", source)


def places() -> Iterator[Form]:
    """Places that are no party, with the state they lie in."""
    for number, row in enumerate(rows("places"), start=2):
        source = f"{OWN}/places.csv: row {number}"
        for language in languages():
            for form in filter(None, row[language].split("|")):
                yield Form(language, form, row["country"], "place", source)


def further_names(facts: Path, known: set[tuple[str, str]]) -> Iterator[Form]:
    """Names of states in the CLDR that the table of states lacks (official and variant ones)."""
    import json

    codes = {}
    with (facts / "country_codes/data/country-codes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            codes[row["ISO3166-1-Alpha-2"]] = row["ISO3166-1-Alpha-3"]
    codes["XK"] = "XKX"
    for language in languages():
        path = facts / f"cldr/cldr-json/cldr-localenames-full/main/{language}/territories.json"
        tables = json.loads(path.read_text(encoding="utf-8"))["main"][language]["localeDisplayNames"]["territories"]
        for short, name in tables.items():
            code = codes.get(short.split("-")[0])
            if code and "(" not in name and (language, name) not in known and len(name) > 2:
                yield Form(language, name, code, "name", f"CLDR territories {language}: {short}")
